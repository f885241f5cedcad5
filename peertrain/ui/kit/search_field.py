"""A field for words to look for, whose keys also move in the list below it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from peertrain.ui.kit.findings import Findings


class SearchField(QLineEdit):
    """Up and Down choose in the list while one types, Enter opens what is chosen, Escape `clears`."""

    def __init__(self, name: str, found: Findings, *, clears: bool = True) -> None:
        super().__init__()
        self._found, self._clears = found, clears
        self.setAccessibleName(name)
        self.setPlaceholderText(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self._found.step(steps[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._found.open_current()
        elif key is Qt.Key.Key_Escape and self._clears and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
