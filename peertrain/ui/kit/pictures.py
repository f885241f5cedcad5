"""Pictures of people and of competencies: who is at which stage, and own ratings beside the supervisor's."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from peertrain.i18n import _
from peertrain.ui.kit.charts import Chart, Numbers, write
from peertrain.ui.kit.theme import colour, px


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the way and the people who are there; `tone` is `sun` where they are stuck."""

    name: str
    people: tuple[str, ...]
    tone: str = "pine"


class Stages(Chart):
    """People as dots at the stages of the way; a full dot with a ring is a person who needs something."""

    LINE = 44

    def __init__(self, name: str, stages: Sequence[Stage]) -> None:
        rows = tuple((stage.name, str(len(stage.people)), ", ".join(stage.people)) for stage in stages)
        super().__init__(name, Numbers((_("Stage"), _("People"), _("Who")), rows), height=len(stages) * self.LINE)
        self._stages = stages

    def paint(self, painter: QPainter) -> None:
        line = px(self.LINE)
        metrics = painter.fontMetrics()
        names = max((metrics.horizontalAdvance(stage.name) for stage in self._stages), default=0)
        left = min(names + px(16), self.width() // 2)
        for number, stage in enumerate(self._stages):
            top = number * line
            if number:
                painter.setPen(QPen(colour("hair"), 1))
                painter.drawLine(QPointF(0, top), QPointF(self.width(), top))
            write(painter, QRectF(0, top, left - px(12), line), stage.name)
            count = QRectF(left, top, px(32), line)
            write(painter, count, str(len(stage.people)), bold=True)
            self._dots(painter, stage, left + px(36), top, line)

    def _dots(self, painter: QPainter, stage: Stage, left: int, top: int, line: int) -> None:
        step = px(18)
        room = max((self.width() - left) // step, 1)
        shown = min(len(stage.people), room if len(stage.people) <= room else room - 2)
        for number in range(shown):
            spot = QRect(left + number * step, top + (line - px(16)) // 2, px(16), px(16))
            ring = 0 if stage.tone == "pine" else px(2)
            painter.setPen(QPen(colour(stage.tone), px(1.5)) if ring else Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(spot).adjusted(1, 1, -1, -1))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(stage.tone))
            painter.drawEllipse(QRectF(spot).adjusted(2 + ring, 2 + ring, -2 - ring, -2 - ring))
        if shown < len(stage.people):
            more = QRectF(left + shown * step, top, 2 * step, line)
            write(painter, more, f"+{len(stage.people) - shown}", tone="soft")


@dataclass(frozen=True, slots=True)
class Spoke:
    """One competency of a radar: its name and both marks, None where there is none yet."""

    name: str
    own: float | None
    other: float | None


class Radar(Chart):
    """Own rating against the supervisor's: a dashed outline and a filled one; where they differ is what to talk about."""

    def __init__(self, name: str, spokes: Sequence[Spoke], *, most: float, own: str, other: str) -> None:
        rows = tuple((spoke.name, _mark(spoke.own), _mark(spoke.other)) for spoke in spokes)
        super().__init__(name, Numbers((_("Competency"), own, other), rows), height=340)
        self._spokes, self._most, self._names = spokes, most, (own, other)

    def paint(self, painter: QPainter) -> None:
        if len(self._spokes) < 3:
            return
        middle = QPointF(self.width() / 2, (self.height() - px(28)) / 2)
        names = max(painter.fontMetrics().horizontalAdvance(spoke.name) for spoke in self._spokes)
        radius = max(min(self.width() / 2 - min(names, px(160)) - px(12), middle.y() - px(30)), px(60))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("hair"), 1))
        for ring in range(1, round(self._most) + 1):
            painter.drawPolygon(self._shape(middle, [radius * ring / self._most] * len(self._spokes)))
        for spot in self._shape(middle, [radius] * len(self._spokes)).toList():
            painter.drawLine(middle, spot)
        marks = [[spoke.other for spoke in self._spokes], [spoke.own for spoke in self._spokes]]
        for values, tone, dashed in zip(marks, ("pine", "sun"), (False, True), strict=True):
            self._outline(painter, middle, [radius * (value or 0) / self._most for value in values], tone, dashed)
        self._name_spokes(painter, middle, radius)
        self._legend(painter)

    def _outline(self, painter: QPainter, middle: QPointF, lengths: Sequence[float], tone: str, dashed: bool) -> None:
        if not any(lengths):
            return
        inside = QColor(colour(tone))
        inside.setAlpha(0 if dashed else 60)
        painter.setBrush(inside)
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour(tone), px(2), style))
        painter.drawPolygon(self._shape(middle, lengths))

    def _shape(self, middle: QPointF, lengths: Sequence[float]) -> QPolygonF:
        step = 2 * math.pi / len(self._spokes)
        return QPolygonF(
            [
                QPointF(middle.x() + math.sin(number * step) * long, middle.y() - math.cos(number * step) * long)
                for number, long in enumerate(lengths)
            ]
        )

    def _name_spokes(self, painter: QPainter, middle: QPointF, radius: float) -> None:
        for spoke, spot in zip(
            self._spokes, self._shape(middle, [radius + px(8)] * len(self._spokes)).toList(), strict=True
        ):
            across, down = spot.x() - middle.x(), spot.y() - middle.y()
            wide, high = float(px(160)), float(px(22))
            if abs(across) < radius / 6:
                side = Qt.AlignmentFlag.AlignHCenter
                rect = QRectF(spot.x() - wide / 2, spot.y() - (high if down < 0 else 0), wide, high)
            elif across > 0:
                side = Qt.AlignmentFlag.AlignLeft
                rect = QRectF(spot.x(), spot.y() - high / 2, min(wide, self.width() - spot.x()), high)
            else:
                side = Qt.AlignmentFlag.AlignRight
                rect = QRectF(max(spot.x() - wide, 0), spot.y() - high / 2, min(wide, spot.x()), high)
            write(painter, rect, spoke.name, side=side)

    def _legend(self, painter: QPainter) -> None:
        top, left = self.height() - px(24), 0.0
        for name, tone, style in zip(
            self._names, ("sun", "pine"), (Qt.PenStyle.DashLine, Qt.PenStyle.SolidLine), strict=True
        ):
            painter.setPen(QPen(colour(tone), px(3), style))
            painter.drawLine(QPointF(left, top + px(12)), QPointF(left + px(28), top + px(12)))
            wide = painter.fontMetrics().horizontalAdvance(name) + px(8)
            write(painter, QRectF(left + px(36), top, wide, px(24)), name)
            left += px(36) + wide + px(20)


def _mark(value: float | None) -> str:
    return _("not yet") if value is None else f"{value:g}"
