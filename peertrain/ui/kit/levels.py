"""A picture of levels: own rating and given rating on one scale each, and the distance between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from peertrain.i18n import _
from peertrain.ui.kit.charts import Chart, Numbers, write
from peertrain.ui.kit.theme import colour, px


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing that two people rated; None where one of them has not."""

    name: str
    own: int | None
    other: int | None


class Levels(Chart):
    """A line for each thing: a ring for the own rating, a full dot for the other; a bar between them where they differ."""

    LINE = 46
    HEAD = 56

    def __init__(self, name: str, pairs: Sequence[Pair], *, levels: Sequence[str], own: str, other: str) -> None:
        """`levels` are the words of the levels 0, 1 and so on; `own` and `other` name the two."""
        rows = tuple((pair.name, _word(pair.own, levels), _word(pair.other, levels)) for pair in pairs)
        height = self.HEAD + len(pairs) * self.LINE
        super().__init__(name, Numbers((_("Competency"), own, other), rows), height=height)
        self._pairs, self._levels, self._names = pairs, levels, (own, other)

    def paint(self, painter: QPainter) -> None:
        left = self.width() * 0.46
        step = (self.width() - left - px(24)) / max(len(self._levels) - 1, 1)
        places = [left + px(8) + number * step for number in range(len(self._levels))]
        self._legend(painter)
        self._scale(painter, places)
        for number, pair in enumerate(self._pairs):
            top = px(self.HEAD) + number * px(self.LINE)
            painter.setPen(QPen(colour("hair"), 1))
            painter.drawLine(QPointF(0, top), QPointF(self.width(), top))
            _name(painter, QRectF(0, top, left - px(16), px(self.LINE)), pair.name)
            self._marks(painter, pair, places, top + px(self.LINE) / 2)

    def _legend(self, painter: QPainter) -> None:
        middle, left = px(12), float(px(8))
        for number, name in enumerate(self._names):
            _mark(painter, QPointF(left, middle), ring=number == 0)
            wide = painter.fontMetrics().horizontalAdvance(name) + px(8)
            write(painter, QRectF(left + px(14), 0, wide, px(24)), name)
            left += px(14) + wide + px(20)

    def _scale(self, painter: QPainter, places: Sequence[float]) -> None:
        """Name the lowest and the highest level; the others have their line."""
        painter.setPen(QPen(colour("hair"), 1))
        for place in places:
            painter.drawLine(QPointF(place, px(self.HEAD) - px(4)), QPointF(place, self.height()))
        wide = (places[-1] - places[0]) / 2
        row = QRectF(places[0] - px(8), px(30), wide, px(22))
        write(painter, row, self._levels[0], tone="soft")
        last = QRectF(places[-1] + px(12) - wide, px(30), wide, px(22))
        write(painter, last, self._levels[-1], tone="soft", side=Qt.AlignmentFlag.AlignRight)

    def _marks(self, painter: QPainter, pair: Pair, places: Sequence[float], middle: float) -> None:
        if pair.own is not None and pair.other is not None and pair.own != pair.other:
            painter.setPen(QPen(colour("line"), px(3), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(places[pair.own], middle), QPointF(places[pair.other], middle))
        if pair.other is not None:
            _mark(painter, QPointF(places[pair.other], middle), ring=False)
        if pair.own is not None:
            _mark(painter, QPointF(places[pair.own], middle), ring=True, over=pair.own == pair.other)


def _name(painter: QPainter, rect: QRectF, name: str) -> None:
    painter.setPen(colour("ink"))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(rect, int(flags), name)


def _mark(painter: QPainter, spot: QPointF, *, ring: bool, over: bool = False) -> None:
    radius = px(9) if ring and over else px(7) if ring else px(6)
    painter.setPen(QPen(colour("sun"), px(2.5)) if ring else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if over else colour("card") if ring else colour("pine"))
    painter.drawEllipse(spot, radius, radius)


def _word(level: int | None, levels: Sequence[str]) -> str:
    return _("no rating") if level is None else levels[level]
