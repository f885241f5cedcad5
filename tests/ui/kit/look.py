"""Judges of what a person sees: what is clipped, what has no accessible name, what would read text as markup."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.exceptions import TimeoutError
from pytestqt.qtbot import QtBot

FOCUSED = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView)


T = TypeVar("T")
PATIENCE_MS = 3000
ROUNDS = 100
"""In so many rounds of events every layout comes to rest; a page that goes on moving is a fault."""


def laid_out(root: QWidget) -> None:
    """Let everything take its place: return when a round of events moves nothing any more."""
    before: list[QRect] = []
    for _round in range(ROUNDS):
        QApplication.processEvents()
        if not shiboken6.isValid(root):  # such as the window of a test that has ended
            return
        now = [widget.geometry() for widget in visible(root)]
        if now == before:
            return
        before = now
    raise AssertionError(f"{type(root).__name__} does not come to rest")


def in_the_end(qtbot: QtBot, judge: Callable[[], T]) -> T:
    """Return what a judge finds once everything has its place; a busy computer lays out later."""
    with suppress(TimeoutError):
        qtbot.waitUntil(lambda: not judge(), timeout=PATIENCE_MS)
    return judge()


def visible(root: QWidget) -> list[QWidget]:
    """Return every widget that is shown."""
    return [widget for widget in root.findChildren(QWidget) if widget.isVisible()]


def clipped(root: QWidget) -> list[str]:
    """Return the words that do not fit where they stand."""
    found = []
    for widget in visible(root):
        if isinstance(widget, QLabel) and widget.text() and not _label_fits(widget):
            found.append(widget.text())
        if isinstance(widget, QAbstractButton) and widget.text() and not _button_fits(widget):
            found.append(widget.text())
    return found


def _label_fits(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) <= label.height() + 1 and _longest_word(label) <= label.width()
    return label.sizeHint().width() <= label.width() + 1 and label.sizeHint().height() <= label.height() + 1


def _longest_word(label: QLabel) -> int:
    return max(
        (label.fontMetrics().horizontalAdvance(word) for word in label.text().replace("\u200b", " ").split()), default=0
    )


def _button_fits(button: QAbstractButton) -> bool:
    if button.hasHeightForWidth():
        words_fit = button.minimumSizeHint().width() <= button.width() + 1
        return words_fit and button.heightForWidth(button.width()) <= button.height() + 1
    wanted = button.sizeHint()
    return wanted.width() <= button.width() + 1 and wanted.height() <= button.height() + 1


def sideways(root: QWidget) -> list[str]:
    """Return what has to be scrolled sideways, and by how much."""
    areas = [widget for widget in visible(root) if isinstance(widget, QAbstractScrollArea)]
    found = {area.accessibleName() or type(area).__name__: area.horizontalScrollBar().maximum() for area in areas}
    return [f"{name}: {by} px" for name, by in found.items() if by]


def cut_heads(root: QWidget) -> list[str]:
    """Return the titles of columns that do not fit above them."""
    headers = [view.horizontalHeader() for view in visible(root) if isinstance(view, QTableView)]
    return [
        str(header.model().headerData(number, Qt.Orientation.Horizontal))
        for header in headers
        if header.isVisible()
        for number in range(header.count())
        if header.sectionSize(number) < header.sectionSizeHint(number)
    ]


def nameless(root: QWidget) -> list[str]:
    """Return the classes of the widgets that take the focus and that a screen reader could not name."""
    found = []
    for widget in visible(root):
        takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and isinstance(widget, FOCUSED)
        if takes_focus and not widget.objectName().startswith("qt_") and not _name(widget):
            found.append(type(widget).__name__)
    return found


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is None:
        return widget.accessibleName()
    return interface.text(QAccessible.Text.Name).strip()


def markup_readers(root: QWidget) -> list[str]:
    """Return the texts of the labels that would take markup for markup."""
    labels = [widget for widget in root.findChildren(QLabel) if not widget.objectName().startswith("qt_")]
    return [label.text() for label in labels if label.textFormat() != Qt.TextFormat.PlainText]
