"""The one notice bar: it says what was done, what needs the person and what is broken; it never blocks."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from time import monotonic

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy

from peertrain.i18n import _
from peertrain.ui.kit.cards import button, icon_button, plain, restyle
from peertrain.ui.kit.failures import Failure, Kind
from peertrain.ui.kit.icons import Sign
from peertrain.ui.kit.spoken import announce
from peertrain.ui.kit.theme import px

READ_AFTER_S = 10
"""How long a notice stands at least before another page may take it away."""
NARROW = 560
"""Where the word stands above the sentence, at 100 %."""


class Tone(Enum):
    """What a notice is about: its ground and its icon."""

    DONE = ("pine", "done")
    INFO = ("sky", "info")
    NEEDS_YOU = ("sun", "warning")
    BROKEN = ("red", "broken")

    @property
    def token(self) -> str:
        return self.value[0]

    @property
    def icon(self) -> str:
        return self.value[1]

    @property
    def word(self) -> str:
        """Return the word that stands beside the colour."""
        return {
            Tone.DONE: _("Done"),
            Tone.INFO: _("For your information"),
            Tone.NEEDS_YOU: _("Needs you"),
            Tone.BROKEN: _("Not done"),
        }[self]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the program said, and when."""

    tone: Tone
    sentence: str
    at: datetime


class NoticeBar(QFrame):
    """Shows one notice at a time; a later one takes the place of an earlier one, and `history` keeps the last fifty.

    It has room of its own below the page and no clock takes it away, so that everybody may read as slowly as they like.
    """

    spoke = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("notice", True)
        self.history: deque[Notice] = deque(maxlen=50)
        self._act: Callable[[], None] | None = None
        self._lasts, self._said_at = False, 0.0
        self._sign = Sign("info")
        self._word = plain("", kind="strong")
        self._sentence = plain("")
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = button("", self._on_button)
        self._close = icon_button("close", _("Close this notice"), self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 8, 16, 8)
        row.setSpacing(12)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.addWidget(self._word)
        self._words.addWidget(self._sentence, 1)
        row.addWidget(self._sign)
        row.addLayout(self._words, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.hide()

    def say(
        self, sentence: str, *, tone: Tone = Tone.INFO, action: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Show a sentence. `action` names a button that calls `act`, such as "Undo"."""
        self._lasts, self._said_at = tone in {Tone.NEEDS_YOU, Tone.BROKEN}, monotonic()
        self.history.append(Notice(tone, sentence, datetime.now().astimezone()))
        self._act = act
        self._sign.show_icon(tone.icon, tone.token)
        self._word.setText(tone.word)
        self._word.setProperty("tone", tone.token)
        restyle(self._word)
        self._sentence.setText(sentence)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setProperty("kind", tone.token)
        self.setAccessibleName(f"{tone.word}: {sentence}")
        restyle(self)
        self.show()
        announce(self, sentence, at_once=tone is Tone.BROKEN)
        self.spoke.emit(self.history[-1])

    def fail(self, failure: Failure) -> None:
        """Show a failure; a bug offers its details to copy, and nobody sees a traceback."""
        if failure.kind is Kind.BUG:
            self.say(
                failure.sentence,
                tone=Tone.BROKEN,
                action=_("Copy details"),
                act=lambda: QGuiApplication.clipboard().setText(failure.details),
            )
        else:
            self.say(failure.sentence, tone=Tone.NEEDS_YOU)
            self._lasts = failure.kind is not Kind.REFUSED  # an answer is about the page on which it was asked for

    def give_way(self) -> None:
        """Go, now that another page is shown; what is new stays until the next, and what needs the person until closed."""
        was_there = monotonic() - self._said_at > READ_AFTER_S
        if was_there and not self._lasts and not self.has_focus():
            self.hide()

    def sentence(self) -> QLabel:
        """Return the label that holds the sentence shown now."""
        return self._sentence

    def take_focus(self) -> None:
        """Let the keys act on the notice; Escape closes it."""
        (self._close if self._button.isHidden() else self._button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def has_focus(self) -> bool:
        """Return whether the keys act on the notice."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, let the sentence have a line of its own."""
        super().resizeEvent(event)
        directions, narrow = QBoxLayout.Direction, self.width() < px(NARROW)
        self._words.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._words.setSpacing(2 if narrow else 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _on_button(self) -> None:
        act = self._act
        self.hide()
        if act is not None:
            act()
