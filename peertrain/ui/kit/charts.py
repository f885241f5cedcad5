"""Charts painted by hand in the program's colours; each says its numbers too, in words and as a table."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from peertrain.i18n import _
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.buttons import IconButton
from peertrain.ui.kit.cards import heading
from peertrain.ui.kit.icons import icon
from peertrain.ui.kit.theme import colour, px

TONES = ("pine", "sky", "sun", "soft", "line", "red")
PATTERNS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense4Pattern,
    Qt.BrushStyle.CrossPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.VerPattern,
)
"""Parts differ by pattern as well as by colour, so that they can be told apart without colour."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a chart shows, as a table: the head of each column and the rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def in_words(self) -> str:
        """Return the numbers as sentences for a screen reader."""
        return "; ".join(
            ", ".join([row[0], *(f"{name} {value}" for name, value in zip(self.head[1:], row[1:], strict=False))])
            for row in self.rows
        )


class Chart(QWidget):
    """The base of all charts: its name, its numbers, its height in pixels at 100 %."""

    def __init__(self, name: str, numbers: Numbers, *, height: int) -> None:
        super().__init__()
        self.name, self.numbers = name, numbers
        self._height = height
        self.setAccessibleName(name)
        self.setAccessibleDescription(numbers.in_words())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter)
        painter.end()

    def paint(self, painter: QPainter) -> None:
        """Paint the chart into the whole widget."""
        raise NotImplementedError


def write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    *,
    tone: str = "ink",
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    bold: bool = False,
) -> None:
    """Write one line of text into `rect`, shortened with "…" where it does not fit."""
    painter.save()
    font = painter.font()
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(colour(tone))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, math.ceil(rect.width()))
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)
    painter.restore()


def fill(
    painter: QPainter, rect: QRectF, tone: str, pattern: Qt.BrushStyle = Qt.BrushStyle.SolidPattern, radius: float = 4
) -> None:
    """Fill a rounded rectangle with a tone and a pattern."""
    painter.setPen(QPen(colour(tone), 1) if pattern != Qt.BrushStyle.SolidPattern else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour(tone), pattern))
    painter.drawRoundedRect(rect, radius, radius)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its value, the words of the value, and perhaps the goal it is measured against."""

    name: str
    value: float
    words: str
    goal: float = 0


class Bars(Chart):
    """Horizontal bars, one a line, each with its name and its value in words."""

    LINE = 52

    def __init__(self, name: str, bars: Sequence[Bar]) -> None:
        numbers = Numbers((_("What"), _("How much")), tuple((bar.name, bar.words) for bar in bars))
        super().__init__(name, numbers, height=max(1, len(bars)) * self.LINE)
        self._bars = bars

    def paint(self, painter: QPainter) -> None:
        most = max((max(bar.value, bar.goal) for bar in self._bars), default=0) or 1
        line, width = px(self.LINE), self.width()
        for number, bar in enumerate(self._bars):
            top = number * line
            words = painter.fontMetrics().horizontalAdvance(bar.words) + px(8)
            write(painter, QRectF(0, top, width - words, px(24)), bar.name)
            right = Qt.AlignmentFlag.AlignRight
            write(painter, QRectF(width - words, top, words, px(24)), bar.words, tone="soft", side=right)
            ground = QRectF(0, top + px(27), width * (bar.goal or most) / most, px(12))
            fill(painter, ground, "hair", radius=px(6))
            if bar.value > 0:
                long = max(width * bar.value / most, px(12))
                fill(painter, QRectF(0, top + px(27), long, px(12)), "pine", radius=px(6))


class StackedBar(Chart):
    """One whole and its parts, such as hours by setting, with a legend of names, words and patterns."""

    def __init__(self, name: str, bars: Sequence[Bar]) -> None:
        numbers = Numbers((_("Part"), _("How much")), tuple((bar.name, bar.words) for bar in bars))
        super().__init__(name, numbers, height=36 + 28 * len(bars))
        self._bars = bars

    def paint(self, painter: QPainter) -> None:
        whole = sum(bar.value for bar in self._bars) or 1
        left = 0.0
        for number, bar in enumerate(self._bars):
            tone, pattern = TONES[number % len(TONES)], PATTERNS[number % len(PATTERNS)]
            wide = self.width() * bar.value / whole
            if bar.value > 0:
                fill(painter, QRectF(left, 0, max(wide - 2, 1), px(24)), tone, pattern)
            left += wide
            top = px(34) + number * px(28)
            fill(painter, QRectF(1, top + px(5), px(18), px(18)), tone, pattern)
            words = f"{bar.name}: {bar.words}"
            write(painter, QRectF(px(28), top, self.width() - px(28), px(28)), words)


class Ring(Chart):
    """A ring of progress with its words in the middle."""

    def __init__(self, name: str, *, done: float, total: float, words: str, below: str = "") -> None:
        super().__init__(name, Numbers((_("What"), _("How much")), ((name, f"{words} {below}".strip()),)), height=184)
        self._share = min(done / total, 1.0) if total > 0 else 0.0
        self._words, self._below = words, below

    def paint(self, painter: QPainter) -> None:
        side = min(self.width(), self.height()) - px(16)
        ring = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(colour("hair"), px(12), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawEllipse(ring)
        if self._share > 0:
            pen.setColor(colour("pine"))
            painter.setPen(pen)
            painter.drawArc(ring, 90 * 16, -round(self._share * 360 * 16))
        inner = ring.adjusted(px(14), 0, -px(14), 0)
        middle = Qt.AlignmentFlag.AlignHCenter
        font = painter.font()
        big = self.font()
        big.setBold(True)
        big.setPixelSize(px(24))
        while big.pixelSize() > 8 and QFontMetrics(big).horizontalAdvance(self._words) > inner.width():
            big.setPixelSize(big.pixelSize() - 1)
        painter.setFont(big)
        shift = px(10) if self._below else 0
        write(painter, inner.translated(0, -shift), self._words, side=middle, bold=True)
        painter.setFont(font)
        if self._below:
            write(painter, inner.translated(0, px(16)), self._below, tone="soft", side=middle)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line: the name of its place, its value and the words of the value."""

    name: str
    value: float
    words: str


class Line(Chart):
    """A line over time, with a dashed line for the goal where there is one."""

    def __init__(self, name: str, points: Sequence[Point], *, goal: float = 0, goal_words: str = "") -> None:
        rows = tuple((point.name, point.words) for point in points)
        super().__init__(name, Numbers((_("When"), _("How much")), rows), height=220)
        self._points, self._goal, self._goal_words = points, goal, goal_words

    def paint(self, painter: QPainter) -> None:
        if not self._points:
            return
        most = max(self._goal, *(point.value for point in self._points)) or 1
        area = QRectF(px(8), px(28), self.width() - px(16), self.height() - px(60))
        painter.setPen(QPen(colour("hair"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if self._goal:
            height = area.bottom() - area.height() * self._goal / most
            painter.setPen(QPen(colour("sun"), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
            write(painter, QRectF(area.left(), height - px(24), area.width(), px(22)), self._goal_words, tone="sun")
        step = area.width() / max(len(self._points) - 1, 1)
        spots = [
            QPointF(area.left() + number * step, area.bottom() - area.height() * point.value / most)
            for number, point in enumerate(self._points)
        ]
        painter.setPen(QPen(colour("pine"), px(2.5), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(QPolygonF(spots))
        painter.setBrush(colour("card"))
        for spot in spots:
            painter.drawEllipse(spot, px(4), px(4))
        self._name_places(painter, area, step)

    def _name_places(self, painter: QPainter, area: QRectF, step: float) -> None:
        widest = max(painter.fontMetrics().horizontalAdvance(point.name) for point in self._points) + px(16)
        every = max(1, math.ceil(widest / step)) if step else 1
        for number in range(0, len(self._points), every):
            left = min(max(area.left() + number * step - widest / 2, 0), self.width() - widest)
            where = QRectF(left, area.bottom() + px(6), widest, px(24))
            write(painter, where, self._points[number].name, tone="soft", side=Qt.AlignmentFlag.AlignHCenter)


class _Framed(QFrame):
    """A chart in a card, with the switch between the picture and its table."""

    def __init__(self, chart: Chart, title: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        self.switch = IconButton()
        self.switch.setText(_("Show as table"))
        self.switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.switch.setProperty("kind", "quiet")
        self.switch.setIcon(icon("table", "pine", before_text=True))
        self.switch.clicked.connect(self._turn)
        self._shown = QStackedWidget()
        self._chart, self._table = chart, _table(chart)
        self._shown.addWidget(chart)
        self._shown.addWidget(self._table)
        self._table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(acting(heading(title), self.switch))
        layout.addWidget(self._shown)

    def _turn(self) -> None:
        as_table = self._shown.currentIndex() == 0
        for number, one in enumerate((self._chart, self._table)):
            shown = number == int(as_table)
            policies = QSizePolicy.Policy
            one.setSizePolicy(policies.Expanding, policies.Fixed if shown else policies.Ignored)
        self._shown.setCurrentIndex(1 if as_table else 0)
        self.switch.setText(_("Show as picture") if as_table else _("Show as table"))
        self.switch.setIcon(icon("chart" if as_table else "table", "pine", before_text=True))


def framed(chart: Chart, *, title: str = "") -> QFrame:
    """Return a chart in a card with its title and the switch "Show as table"."""
    return _Framed(chart, title or chart.name)


class _NumbersTable(QTableWidget):
    """A table as high as its rows."""

    def sizeHint(self) -> QSize:
        rows = min(self.rowCount(), 12)
        high = self.horizontalHeader().sizeHint().height() + rows * self.verticalHeader().defaultSectionSize()
        return QSize(super().sizeHint().width(), high + 4)


def _table(chart: Chart) -> QTableWidget:
    numbers = chart.numbers
    table = _NumbersTable(len(numbers.rows), len(numbers.head))
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + px(16))
    table.setAccessibleName(chart.name)
    table.setHorizontalHeaderLabels(list(numbers.head))
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    for row, cells in enumerate(numbers.rows):
        for column, cell in enumerate(cells):
            table.setItem(row, column, QTableWidgetItem(cell))
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table
