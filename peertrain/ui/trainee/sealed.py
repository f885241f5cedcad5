"""The editor for what is private: it keeps what is typed as it is typed, sealed, and says who can open it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from peertrain.domain.changes import Done
from peertrain.i18n import _
from peertrain.services import reflections
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.cards import button, card, heading, plain
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.icons import Sign

KEPT_AFTER_MS = 800
"""While somebody types, what is there is kept this often."""

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
    """Text that belongs to one person alone. Before the first word they read once what is lost with the keys."""

    changed = Signal()
    opened = Signal(bool)
    """Whether the person may write: they have read what is lost with the keys."""

    def __init__(self, background: Background, name: str, *, lines: int = 12) -> None:
        super().__init__()
        self._background = background
        self._keep: Keep | None = None
        self._dirty = False
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
        self._first_words.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (sealed_words(), self._first_words, self.edit):
            layout.addWidget(part, 1 if part is self.edit else 0)
        layout.addWidget(self.state)
        self.setFocusProxy(self.edit)

    def show_writing(self, writing: reflections.Writing, keep: Keep, *, told: bool) -> None:
        """Show what was written; `keep` is called with the text whenever it has changed for a little while."""
        self.flush()
        self._keep = None
        self.edit.setPlainText(writing.text)
        self._keep, self._dirty = keep, False
        self._show_told(told)
        self.state.setProperty("kind", "small")
        self.state.setText(_kept_words(writing.at) if writing.at else "")

    def text(self) -> str:
        return self.edit.toPlainText()

    def flush(self) -> None:
        """Keep now what is not kept yet."""
        self._timer.stop()
        keep, text = self._keep, self.text()
        if not self._dirty or keep is None:
            return
        self._dirty = False
        self._background.do(self, lambda seat: keep(seat, text), self._kept, self._not_kept)

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Try again what could not be kept, such as behind the curtain of a locked window."""
        super().showEvent(event)
        if self._dirty:
            self._timer.start()

    def _typed(self) -> None:
        if self._keep is None:
            return
        self._dirty = True
        if not self._timer.isActive():
            self._timer.start()
        self.changed.emit()

    def _kept(self, at: datetime | None) -> None:
        if at is not None:
            self.state.setText(_kept_words(at))

    def _not_kept(self, sentence: str) -> None:
        self._dirty = True
        self.state.setText(_("Not kept yet: {sentence}").format(sentence=sentence))

    def _show_told(self, told: bool) -> None:
        self._first_words.setVisible(not told)
        self.edit.setVisible(told)
        self.state.setVisible(told)
        self.opened.emit(told)

    def _understand(self) -> None:
        self._background.do(self, reflections.be_told, lambda _none: self._begin())

    def _begin(self) -> None:
        self._show_told(True)
        self.edit.setFocus()


def _kept_words(at: datetime) -> str:
    local = at.astimezone()
    if local.date() == datetime.now().astimezone().date():
        return _("Kept at {time}").format(time=f"{local:%H:%M}")
    return _("Kept on {day} at {time}").format(day=f"{local:%d %b %Y}", time=f"{local:%H:%M}")
