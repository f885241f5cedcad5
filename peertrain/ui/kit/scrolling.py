"""What scrolls a page: it keeps its place while the page is renewed, and brings into view what should be looked at."""

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from peertrain.ui.kit.theme import px

RENEWED_WITHIN_MS = 5000
"""How long a page may take to show anew what a deed has changed, on a slow computer; whoever scrolls ends it."""
LAID_OUT_WITHIN_MS = 1000
"""How long what is brought into view may take to get its place."""
ROOM = 24
"""What is seen around that which is brought into view, at 100 %."""


class Area(QScrollArea):
    """Scrolls a page, and keeps its place while what stands on it is renewed."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(ground)
        self._place: int | None = None
        self._sought: QWidget | None = None
        self._renewed = QTimer(self, singleShot=True)
        self._renewed.timeout.connect(self.leave)
        self.verticalScrollBar().rangeChanged.connect(self._return)
        self.verticalScrollBar().actionTriggered.connect(self.leave)

    def begin_at_top(self) -> None:
        self.leave()
        self.verticalScrollBar().setValue(0)

    def stay(self) -> None:
        """Come back to this place for a moment, however the page grows and shrinks meanwhile."""
        if self._place is None:
            self._place = self.verticalScrollBar().value()
        self._renewed.start(RENEWED_WITHIN_MS)

    def seek(self, widget: QWidget) -> None:
        """Show all of a widget, of a high one its top, also when what is above it gets its room only now."""
        self.leave()
        self._sought = widget
        self._renewed.start(LAID_OUT_WITHIN_MS)
        _scroll(self, widget)

    def leave(self) -> None:
        """Let the page scroll where it will."""
        self._place = self._sought = None
        self._renewed.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where less is seen than before, such as above a notice, go on showing what has the focus."""
        super().resizeEvent(event)
        focus, inside = QApplication.focusWidget(), self.widget()
        if focus is None or inside is None or not inside.isAncestorOf(focus):
            return
        bottom = focus.mapTo(self.viewport(), QPoint(0, focus.height())).y()
        if event.size().height() < bottom <= event.oldSize().height():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + bottom - event.size().height() + px(ROOM))
            self._place = None if self._place is None else bar.value()

    def _return(self) -> None:
        if self._place is not None:
            self.verticalScrollBar().setValue(self._place)
        elif self._sought is not None and isValid(self._sought):
            _scroll(self, self._sought)


def from_the_top(content: QWidget) -> Area:
    """Return an area that scrolls content which begins at its top, however little it is."""
    ground = QWidget()
    ground.setProperty("kind", "page")
    layout = QVBoxLayout(ground)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content)
    layout.addStretch(1)
    return Area(ground)


def bring_into_view(widget: QWidget) -> None:
    """Scroll every area in which a widget lies so that all of it is seen once it has its place; of a high one, its top."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, Area):
            around.seek(widget)
        elif isinstance(around, QScrollArea):
            _scroll(around, widget)
        around = around.parentWidget()


def _scroll(area: QScrollArea, widget: QWidget) -> None:
    inside, bar = area.widget(), area.verticalScrollBar()
    if inside is None or not inside.isAncestorOf(widget):
        return
    place = QRect(widget.mapTo(inside, QPoint(0, 0)), widget.size()).adjusted(0, -px(ROOM), 0, px(ROOM))
    if place.bottom() > bar.value() + area.viewport().height():
        bar.setValue(place.bottom() - area.viewport().height())
    if place.top() < bar.value():
        bar.setValue(place.top())
