"""The card that opens at a term of a lesson and says what it means; Escape or a click elsewhere closes it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.cards import button, card, plain
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.spoken import announce
from peertrain.ui.kit.theme import px

WIDTH = 380


def show_term(
    parent: QWidget, at: QPoint, *, term: str, meaning: str, go: Callable[[], object] | None = None
) -> QDialog:
    """Show what a term means beside a point of the screen; `go` opens the lesson that teaches it."""
    sheet = QDialog(parent, Qt.WindowType.Popup)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sheet.setAccessibleName(_("{term}: {meaning}").format(term=term, meaning=meaning))
    close = button(_("Close"), sheet.accept)
    teaches = [button(_("Open its lesson"), sheet.accept, icon_name="book")] if go else []
    for one in teaches:
        one.clicked.connect(go)
    layout = QVBoxLayout(sheet)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(card(plain(meaning), flow(*teaches, close), title=term))
    sheet.setFixedWidth(min(px(WIDTH), parent.window().width()))
    sheet.setFixedHeight(layout.heightForWidth(sheet.width()))
    sheet.move(_inside(parent.window(), sheet, at))
    sheet.show()
    close.setFocus()
    announce(parent, sheet.accessibleName())
    return sheet


def _inside(window: QWidget, sheet: QWidget, at: QPoint) -> QPoint:
    """Return a point at which the card lies within the window: below the words, or above what lies too low."""
    low = window.mapToGlobal(QPoint(window.width() - sheet.width(), window.height() - sheet.height()))
    high = window.mapToGlobal(QPoint(0, 0))
    return QPoint(max(min(at.x(), low.x()), high.x()), max(min(at.y(), low.y()), high.y()))
