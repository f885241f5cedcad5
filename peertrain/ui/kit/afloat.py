"""A bar that floats over an area, so that nothing below it moves when the bar comes or goes."""

from enum import Enum

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from peertrain.ui.kit.theme import px

WIDEST = 760
MARGIN = 16


class Edge(Enum):
    """Where a bar stands as long as it covers nothing that has the focus."""

    TOP = "top"
    BOTTOM = "bottom"


class Afloat(QObject):
    """Places a bar over an area in the middle of its edge; where it would cover the focus, at the other edge."""

    def __init__(self, bar: QWidget, area: QWidget, edge: Edge) -> None:
        super().__init__(bar)
        self._bar, self._area, self._edge = bar, area, edge
        bar.setParent(area)
        bar.hide()
        bar.installEventFilter(self)
        area.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest)
        if moved if watched is self._bar else event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Put the bar where it belongs now."""
        width = min(self._area.width() - 2 * MARGIN, px(WIDEST))
        layout = self._bar.layout()
        height = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        height = max(height, self._bar.minimumSizeHint().height())
        left = (self._area.width() - width) // 2
        tops = {Edge.TOP: MARGIN, Edge.BOTTOM: self._area.height() - height - MARGIN}
        places = {edge: QRect(left, top, width, height) for edge, top in tops.items()}
        chosen = places.pop(self._edge)
        (other,) = places.values()
        focus = self._focus()
        if focus.intersects(chosen) and not focus.intersects(other):
            chosen = other
        self._bar.setGeometry(chosen)
        self._bar.raise_()

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._bar.isVisible() and not self._bar.isAncestorOf(now):
            self.place()

    def _focus(self) -> QRect:
        focus = QApplication.focusWidget()
        if focus is None or not self._area.isAncestorOf(focus) or self._bar.isAncestorOf(focus):
            return QRect()
        return QRect(focus.mapTo(self._area, QPoint(0, 0)), focus.size())
