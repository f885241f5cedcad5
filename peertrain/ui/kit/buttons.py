"""Buttons that Enter presses as Space does, and whose icon has the colour of their words in every state."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QStyleOptionButton, QToolButton

from peertrain.ui.kit.icons import icon

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STRONG = {"primary", "big"}
"""The kinds whose words stand on the accent; see controls.qss."""


def literal(words: str) -> str:
    """Return words for a button as they are to be read: no letter of theirs becomes a shortcut, as after an ampersand."""
    return words.replace("&", "&&")


def _entered(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press the button where Enter was; a key held down presses once."""
    if event.key() not in ENTER:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


class Button(QPushButton):
    """A button with words and perhaps an icon before them."""

    def __init__(self, text: str = "", icon_name: str = "") -> None:
        super().__init__(text)
        self._icon_name = icon_name
        self.setAutoDefault(False)
        if icon_name:
            self.setIcon(icon(icon_name, before_text=True))

    def sizeHint(self) -> QSize:
        """Return what the words need, also where they are heavier because the button stays pressed."""
        heavier = self.fontMetrics().horizontalAdvance(self.text()) // 12 if self.isCheckable() else 0
        return super().sizeHint() + QSize(heavier, 0)

    def tone(self) -> str:
        """Return the token of the words, and so of the icon, as the button is now."""
        kind = self.property("kind")
        if not self.isEnabled():
            return "soft" if kind in STRONG else "line"
        if kind in STRONG:
            return "paper" if self.underMouse() else "on_pine"
        return "pine" if kind == "quiet" else "ink"

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        if self._icon_name:
            tone = self.tone()
            option.icon = icon(self._icon_name, tone, before_text=True, disabled=tone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _entered(self, event):
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """A button that is only an icon, or words without a frame."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _entered(self, event):
            super().keyPressEvent(event)
