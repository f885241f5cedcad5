"""A list of what was found: each with its title, where it stands, and some of its text with the words that fit marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from peertrain.ui.kit.icons import paint_icon
from peertrain.ui.kit.theme import colour, px

Marked = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it is marked."""

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
BESIDE, GAP, SIGN = 12, 4, 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found; `kind` is a word for what it is, and `value` whatever opens it."""

    icon: str
    kind: str
    title: Marked
    where: Marked
    text: Marked
    value: Any

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        parts = (self.kind, words(self.title), words(self.where), words(self.text))
        return ". ".join(part for part in parts if part)


def words(marked: Marked) -> str:
    """Return a text without its marks."""
    return "".join(piece for piece, _is_marked in marked)


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.findings: Sequence[Finding] = ()

    def show(self, findings: Sequence[Finding]) -> None:
        self.beginResetModel()
        self.findings = findings
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        finding = self.findings[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words(finding.title)
        return finding.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class Findings(QListView):
    """Shows findings; Enter or a click opens one. `pad` is the room around each."""

    chosen = Signal(object)

    def __init__(self, name: str, *, pad: int = 12) -> None:
        super().__init__()
        self._model = _Model(self)
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self, pad))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # so that the lines do not break anew
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
        self.clicked.connect(self._open)
        self.activated.connect(self._open)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these, the first of them chosen."""
        self._model.show(findings)
        self.setCurrentIndex(self._model.index(0, 0))
        self.scrollToTop()

    def findings(self) -> Sequence[Finding]:
        return self._model.findings

    def step(self, by: int) -> None:
        """Go to another one, after the last to the first, as the keys of the field above do."""
        if self._model.findings:
            row = (self.currentIndex().row() + by) % len(self._model.findings)
            self.setCurrentIndex(self._model.index(row, 0))

    def current(self) -> Any:
        """Return the value of the one that is chosen, or None."""
        index = self.currentIndex()
        return self._model.findings[index.row()].value if index.isValid() else None

    def go_to(self, value: Any) -> None:
        """Choose the one with this value, and bring it to the top."""
        row = next(row for row, one in enumerate(self._model.findings) if one.value is value)
        self.setCurrentIndex(self._model.index(row, 0))
        self.scrollTo(self.currentIndex(), QListView.ScrollHint.PositionAtTop)

    def open_current(self) -> None:
        """Open the one that is chosen."""
        if self.currentIndex().isValid():
            self._open(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, index: Index) -> None:
        self.chosen.emit(self._model.findings[index.row()].value)


class _Delegate(QStyledItemDelegate):
    """Paints a finding in three texts, one below the other."""

    def __init__(self, view: Findings, pad: int) -> None:
        super().__init__(view)
        self._view, self._pad = view, pad

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        wide = self._view.viewport().width()
        texts = self._texts(index, wide)
        return QSize(wide, round(sum(text.boundingRect().height() + px(GAP) for text in texts)) + 2 * px(self._pad))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        self._paint_ground(painter, option, rect)
        finding = self._view.findings()[index.row()]
        side, top, left = px(SIGN), rect.top() + px(self._pad), rect.left() + px(BESIDE)
        paint_icon(painter, QRect(left, top, side, side), finding.icon, "soft")
        left += side + px(BESIDE)
        for text in self._texts(index, rect.width()):
            text.draw(painter, QPointF(left, top))
            top += round(text.boundingRect().height()) + px(GAP)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        state = option.state
        painter.setPen(colour("hair"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), colour("pine_ground"))
            painter.fillRect(rect.left(), rect.top(), px(4), rect.height() - 1, colour("pine"))

    def _texts(self, index: Index, wide: int) -> list[QTextLayout]:
        finding = self._view.findings()[index.row()]
        room = wide - 3 * px(BESIDE) - px(SIGN)
        where = (*finding.where, (" · " if finding.where and finding.kind else "", False), (finding.kind, False))
        parts = [(finding.title, "ink", True), (where, "soft", False), (finding.text, "ink", False)]
        font = self._view.font()
        return [_laid_out(text, font, room, colour(ink), strong=strong) for text, ink, strong in parts if words(text)]


def _laid_out(marked: Marked, font: QFont, room: int, ink: QColor, *, strong: bool) -> QTextLayout:
    """Return a text in as many lines as it needs, with a ground and a line below what is marked."""
    face = QFont(font)
    face.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    layout = QTextLayout(words(marked), face)
    wraps = QTextOption()
    wraps.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(wraps)
    layout.setFormats(list(_formats(marked, ink)))
    layout.beginLayout()
    high = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(room, 1))
        line.setPosition(QPointF(0, high))
        high += line.height()
    layout.endLayout()
    return layout


def _formats(marked: Marked, ink: QColor) -> list[QTextLayout.FormatRange]:
    found, start = [], 0
    for piece, is_marked in marked:
        one = QTextLayout.FormatRange()
        shown = QTextCharFormat()
        shown.setForeground(colour("ink") if is_marked else ink)
        if is_marked:
            shown.setBackground(colour("sun_ground"))
            shown.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            shown.setUnderlineColor(colour("sun"))
        one.start, one.length, one.format = start, len(piece.encode("utf-16-le")) // 2, shown
        start += len(piece.encode("utf-16-le")) // 2
        found.append(one)
    return found
