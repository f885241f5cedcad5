"""The editor for what is private: it keeps what is typed as it is typed, sealed, and says who can open it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from peertrain.domain.changes import Done
from peertrain.domain.days import moment_in_words
from peertrain.i18n import _
from peertrain.services import reflections
from peertrain.ui.kit.cards import button, card, heading, plain
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.icons import Sign
from peertrain.ui.kit.page import Context
from peertrain.ui.kit.scrolling import bring_into_view
from peertrain.ui.trainee.covered import CoverCard

KEPT_AFTER_MS = 800
"""While somebody types, what is there is kept this often."""

Load = Callable[[Any], reflections.Writing]
"""The question what was written so far."""
Keep = Callable[[Any, str], Done[datetime]]
"""The deed that keeps a text."""


def sealed_words() -> QWidget:
    """Return the lock and the sentence that stand beside everything private."""
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(Sign("lock", "pine"))
    layout.addWidget(plain(_("Sealed with your own key. Nobody else can open it."), "soft"), 1)
    return box


class SealedEditor(QWidget):
    """Text that belongs to one person alone. Before the first word they read once what is lost with the keys.

    While it is covered the text is on the desk only, and is asked for anew when the passphrase was right.
    """

    changed = Signal()
    opened = Signal(bool)
    """Whether the person may write: it is not covered, and they have read what is lost with the keys."""

    def __init__(self, context: Context, name: str, *, lines: int = 12) -> None:
        super().__init__()
        self._background, self._privacy = context.background, context.privacy
        self._open: tuple[Load, Keep] | None = None
        self._keep: Keep | None = None
        self._dirty = False
        self._unkept: dict[Keep, str] = {}
        self.cover = CoverCard(context)
        self._privacy.covered.connect(self._cover)
        self._privacy.uncovered.connect(self._look)
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(name)
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(self.edit.fontMetrics().lineSpacing() * lines + 24)
        self.edit.textChanged.connect(self._typed)
        self.state = plain("", "small")
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self.understood = button(_("I understand, let me write"), self._understand, kind="primary")
        self._first_words = card(
            heading(_("Before your first private word")),
            plain(
                _(
                    "What you write here is sealed with your own key. Not your supervisor, not your coordinator and "
                    "nobody at PeerTrain can open it."
                )
            ),
            plain(
                _(
                    "That also means: if you lose both your passphrase and your recovery code, nobody can ever open "
                    "it again. Keep your recovery code on paper, in a safe place."
                )
            ),
            flow(self.understood),
        )
        for hidden in (self.cover, self._first_words):
            hidden.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (sealed_words(), self.cover, self._first_words, self.edit):
            layout.addWidget(part, 1 if part is self.edit else 0)
        layout.addWidget(self.state)
        layout.addStretch()

    def open(self, load: Load, keep: Keep) -> None:
        """Show what `load` finds; `keep` is called with the text whenever it has changed for a little while."""
        self._put_away()
        self._open = (load, keep)
        self._look()

    def text(self) -> str:
        return self.edit.toPlainText()

    def flush(self) -> None:
        """Keep now what is not kept yet."""
        self._timer.stop()
        if self._dirty and self._keep is not None:
            self._unkept[self._keep] = self.text()
            self._dirty = False
        for keep, text in self._unkept.items():
            self._background.do(self, partial(_kept_by, keep, text), partial(self._kept, keep, text), self._not_kept)

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Try again what could not be kept, such as behind the curtain of a locked window."""
        super().showEvent(event)
        if self._unkept:
            self._timer.start()

    def _put_away(self) -> None:
        """Keep the text and take it off the screen; what could not be kept is tried again later."""
        self.flush()
        self._keep = None
        self.edit.clear()

    def _cover(self) -> None:
        self._put_away()
        self._show_parts(told=None)

    def _look(self) -> None:
        """Ask for what was written, unless it is covered."""
        if self._privacy.is_covered:
            self._show_parts(told=None)
        elif self._open is not None:
            self.flush()
            load, keep = self._open
            self._background.ask(
                self, lambda seat: (load(seat), reflections.was_told(seat)), partial(self._show, load, keep)
            )

    def _show(self, load: Load, keep: Keep, found: tuple[reflections.Writing, bool]) -> None:
        if self._privacy.is_covered or self._open != (load, keep):
            return
        writing, told = found
        self.edit.setPlainText(self._unkept.get(keep, writing.text))
        self._keep = keep
        self.state.setProperty("kind", "small")
        self.state.setText(_kept_words(writing.at) if writing.at else "")
        self._show_parts(told=told)
        self.changed.emit()

    def _typed(self) -> None:
        if self._keep is None:
            return
        self._dirty = True
        if self.edit.visibleRegion().isEmpty():
            bring_into_view(self.edit)
        if not self._timer.isActive():
            self._timer.start()
        self.changed.emit()

    def _kept(self, keep: Keep, text: str, at: datetime | None) -> None:
        if self._unkept.get(keep) == text:
            del self._unkept[keep]
        if at is not None and keep is self._keep:
            self.state.setText(_kept_words(at))

    def _not_kept(self, sentence: str) -> None:
        self.state.setText(_("Not kept yet: {sentence}").format(sentence=sentence))

    def _show_parts(self, *, told: bool | None) -> None:
        """Show the place to write, the words before it, or, with None, the cover; whoever is here stays here."""
        focus = QApplication.focusWidget()
        is_here = focus is not None and (focus is self or self.isAncestorOf(focus))
        self.setFocusProxy(self.cover if told is None else self.edit if told else self.understood)
        self.cover.setVisible(told is None)
        self._first_words.setVisible(told is False)
        self.edit.setVisible(bool(told))
        self.state.setVisible(bool(told))
        self.opened.emit(bool(told))
        if is_here:
            self.setFocus()

    def _understand(self) -> None:
        """Begin; a key on a button that is out of sight only brings it, and what is agreed to, into view."""
        if self.understood.visibleRegion().isEmpty():
            bring_into_view(self._first_words)
            return
        self._background.do(self, reflections.be_told, lambda _none: self._begin())

    def _begin(self) -> None:
        if not self._privacy.is_covered:
            self._show_parts(told=True)
            self.setFocus()


def _kept_by(keep: Keep, text: str, seat: Any) -> Done[datetime]:
    return keep(seat, text)


def _kept_words(at: datetime) -> str:
    local = at.astimezone()
    if local.date() == datetime.now().astimezone().date():
        return _("Kept at {time}").format(time=f"{local:%H:%M}")
    return _("Kept on {moment}").format(moment=moment_in_words(at))
