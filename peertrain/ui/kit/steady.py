"""Lists and days that the wheel of the mouse does not change: whoever turns it over them means to scroll the page."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QDateEdit


class ListBox(QComboBox):
    """A list to choose one thing from, by a click or with the keys."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class DayEdit(QDateEdit):
    """A day, typed, stepped with the keys or taken from a calendar."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
