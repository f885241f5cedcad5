"""A list with the details of its row: side by side, or below each other where that is too narrow."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from peertrain.ui.kit.theme import px

NARROW, LEAST = 720, 24
OF_USE = 180
"""How high details below the list are at least, where they need so much and the page can scroll."""


class ListAndDetails(QSplitter):
    """A list and its details side by side, or below where the window is narrow; the border can be moved.

    Below each other the details have what they need, and the list the rest, which is half and `least_height` at least;
    until somebody moves the border. For both to be of use they ask for a height, so that a page that fills a window too
    small for it scrolls.
    """

    def __init__(self, table: QWidget, details: QWidget, *, least_height: Callable[[], int]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(16)
        top = QWidget()
        top.setProperty("kind", "page")
        layout = QVBoxLayout(top)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(details, 0, Qt.AlignmentFlag.AlignTop)
        top.installEventFilter(self)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(px(LEAST))  # Qt would ask for the room of two scroll bars
        area.setWidget(top)
        for part in (table, area):
            self.addWidget(part)
            self.setStretchFactor(self.count() - 1, 1)
        self._details, self._details_area, self._least_height = top, area, least_height
        self._beside: list[int] = []
        self._asked = 0
        self._is_moved = False
        self.splitterMoved.connect(lambda *_place: self._keep_border())

    def resizeEvent(self, event: QResizeEvent) -> None:
        wanted = Qt.Orientation.Vertical if self.width() < px(NARROW) else Qt.Orientation.Horizontal
        if wanted != self.orientation():
            self._turn(wanted)
        super().resizeEvent(event)
        self._share_height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._share_height)  # once the details have taken up what is new
        return super().eventFilter(watched, event)

    def _turn(self, wanted: Qt.Orientation) -> None:
        if wanted == Qt.Orientation.Vertical:
            self._beside = self.sizes()
        self.setOrientation(wanted)
        self._is_moved = False
        if wanted == Qt.Orientation.Horizontal:
            self.setSizes(self._beside)

    def _keep_border(self) -> None:
        self._is_moved = True

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted_height())

    def _wanted_height(self) -> int:
        """Return the height with which both are of use."""
        if self.orientation() == Qt.Orientation.Horizontal:
            return max(self._least_height(), px(OF_USE))
        return self._least_height() + self.handleWidth() + min(self._needed(), px(OF_USE))

    def _needed(self) -> int:
        if self._details_area.isHidden():
            return 0
        needed = self._details.heightForWidth(self._details.width())
        return needed if needed >= 0 else self._details.sizeHint().height()

    def _share_height(self) -> None:
        if (wanted := self._wanted_height()) != self._asked:
            self._asked = wanted
            QTimer.singleShot(0, self, self.updateGeometry)  # a layout hears nothing while it is at work
        if self._is_moved or self.orientation() == Qt.Orientation.Horizontal:
            return
        whole = self.height() - self.handleWidth()
        for_list = max(whole - self._needed(), whole // 2, self._least_height())
        self.setSizes([for_list, whole - for_list])
