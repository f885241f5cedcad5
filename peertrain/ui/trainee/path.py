"""The way through a course as a line with beads: done, now, and to come."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from peertrain.ui.kit.icons import paint_icon
from peertrain.ui.kit.theme import colour, px

SIDE = 26


class Bead(QWidget):
    """A bead on the line; it says nothing by itself, the words stand beside it."""

    def __init__(self, state: str, *, first: bool, last: bool, down: int) -> None:
        """`state` is `done`, `now` or `open`; `down` is how far below the top of the row the bead hangs."""
        super().__init__()
        self._state, self._first, self._last, self._down = state, first, last, down
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(px(SIDE) + 4, px(SIDE) + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, middle = px(SIDE), self.width() / 2
        top = px(self._down)
        painter.setPen(QPen(colour("pine" if self._state == "done" else "hair"), 2))
        if not self._first:
            painter.drawLine(QPointF(middle, 0), QPointF(middle, top))
        if not self._last:
            painter.drawLine(QPointF(middle, top + side), QPointF(middle, self.height()))
        bead = QRectF(middle - side / 2 + 1, top + 1, side - 2, side - 2)
        if self._state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("pine"))
            painter.drawEllipse(bead)
            inside = side * 2 // 3
            spot = QRect(round(middle - inside / 2), round(top + (side - inside) / 2), inside, inside)
            paint_icon(painter, spot, "check", "on_pine")
        else:
            now = self._state == "now"
            painter.setPen(QPen(colour("pine" if now else "line"), 2))
            painter.setBrush(colour("pine_ground" if now else "card"))
            painter.drawEllipse(bead)
            if now:
                painter.setBrush(colour("pine"))
                painter.drawEllipse(QRectF(middle - side / 6, top + side / 3, side / 3, side / 3))


def beaded(content: QWidget, state: str, *, first: bool, last: bool, down: int = 4, gap: int = 8) -> QWidget:
    """Return content beside its bead; rows without space between them make one line."""
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(14)
    layout.addWidget(Bead(state, first=first, last=last, down=down))
    inside = QHBoxLayout()
    inside.setContentsMargins(0, 0, 0, 0 if last else gap)
    inside.addWidget(content)
    layout.addLayout(inside, 1)
    return box
