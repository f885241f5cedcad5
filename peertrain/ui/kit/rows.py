"""Lists: a table for many rows with filter, sort, count and empty state, and `Rows` for a handful of cards."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from peertrain.i18n import _
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.cards import button, empty, plain, refill
from peertrain.ui.kit.keys import add_key
from peertrain.ui.kit.list_and_details import ListAndDetails
from peertrain.ui.kit.listing import Column, ListModel, Source, Wish
from peertrain.ui.kit.scrolling import bring_into_view
from peertrain.ui.kit.stacking import LOOKED_AT, Arrangement, arranged, stretching
from peertrain.ui.kit.theme import px

FILTER_AFTER_MS = 200
ROWS_SEEN = 2.4
"""Rows of a list that are seen at least above its details."""
FRAME, UNBOUNDED = 4, 2**24 - 1
"""The border of a list that has the focus, above and below; the height that Qt takes for no limit."""


class _View(QTableView):
    """A table that acts on Enter, and whose rows are as high as their lines of text."""

    entered_row = Signal()
    resized = Signal()
    lines = 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_row.emit()
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.model().rowCount():
            last = self.model().rowCount() - 1
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            fit_to_text(self)
            self.resized.emit()


def fit_to_text(view: _View) -> None:
    """Make rows, columns and icons as large as the text asks for."""
    view.verticalHeader().setDefaultSectionSize(view.lines * view.fontMetrics().lineSpacing() + px(16))
    view.horizontalHeader().setMinimumSectionSize(px(56))
    view.setIconSize(QSize(px(18), px(18)))


class Table(QWidget):
    """A list with columns. Give `background` and `source` for a long one, or call `fill(values)` for one in memory.

    `chosen` carries the row the person is at (or None), `opened` the row of Enter or a double click, and `emptied`
    whether there is nothing to choose from, however wide the filter. With `rows_shown` the list is as high as its rows,
    and no higher than so many.
    `add_key("A", act)` lets one key act on the row at which the person is.
    """

    chosen = Signal(object)
    opened = Signal(object)
    emptied = Signal(bool)

    def __init__(
        self,
        *,
        name: str,
        columns: Sequence[Column],
        nothing: QWidget | str,
        background: Background | None = None,
        source: Source | None = None,
        filters: bool = True,
        rows_shown: int = 0,
    ) -> None:
        super().__init__()
        self.model = ListModel(columns, background, source, self)
        self.view = _table_view(name, self.model)
        self.filter = _filter_field(name)
        self.count = plain("", "soft", wrap=False)
        self._shown = QStackedWidget()
        self._shown.addWidget(self.view)
        self._shown.addWidget(empty(nothing) if isinstance(nothing, str) else nothing)
        none_fit = QWidget()
        self._none_fit = QVBoxLayout(none_fit)
        self._shown.addWidget(none_fit)
        self._is_narrowed: Callable[[], bool] = lambda: False
        self._widen: Callable[[], object] = lambda: None
        self._keep: Any = None
        self._arranged = Arrangement((), stretching(columns))
        self._rows_shown = rows_shown
        self._lay_out(filters)
        self._connect()

    def _lay_out(self, filters: bool) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.filter, 1000)
        top.addStretch(1)
        top.addWidget(self.count)
        self._filters = filters
        self.filter.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._shown, 1)

    def _connect(self) -> None:
        self._typing = QTimer(self, singleShot=True, interval=FILTER_AFTER_MS)
        self._typing.timeout.connect(self._refine)
        self.filter.textChanged.connect(lambda *_text: self._typing.start())
        self.filter.installEventFilter(self)
        self.view.doubleClicked.connect(lambda *_index: self._open())
        self.view.entered_row.connect(self._open)
        self.view.selectionModel().currentRowChanged.connect(lambda *_rows: self._choose())
        self.view.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.model.filled.connect(self._filled)
        self.model.dataChanged.connect(lambda *_range: self._choose())
        self.model.rows_came.connect(self._fit)
        self.view.resized.connect(self._fit)

    def reload(self) -> None:
        """Ask for the rows again, keeping the filter, the order and the row the person is at."""
        self._keep = self.current_id()
        self.model.reload()

    def fill(self, values: Sequence[Any]) -> None:
        """Show rows that are in memory already."""
        self._keep = self.current_id()
        self.model.fill(values)

    def least_height(self) -> int:
        """Return the height at which the list shows two rows and a part of the third, which says that there are more."""
        head = self.view.horizontalHeader()
        rows = round(ROWS_SEEN * self.view.verticalHeader().defaultSectionSize())
        above = [part.sizeHint().height() for part in (head, self.filter) if not part.isHidden()]
        return rows + sum(above) + px(16)

    def current(self) -> Any | None:
        """Return the row the person is at, or None."""
        return self.model.row_at(self.view.currentIndex().row())

    def current_id(self) -> Any | None:
        """Return the id of the row the person is at; in a list from memory, its number."""
        return self.model.id_at(self.view.currentIndex().row())

    def step(self, by: int) -> None:
        """Go to the next row (1) or the one before (-1)."""
        target = self.view.currentIndex().row() + by
        if 0 <= target < self.model.rowCount():
            self.view.selectRow(target)

    def add_key(self, keys: str, act: Callable[[Any], object]) -> None:
        """Let a key act on the row the person is at, while the list has the focus."""
        add_key(self.view, keys, lambda: self._act(act))

    def narrowed_by(self, is_narrowed: Callable[[], bool], *, widen: Callable[[], object]) -> None:
        """Tell of a choice beside the list that narrows it, so that an empty list says so and offers to undo it."""
        self._is_narrowed, self._widen = is_narrowed, widen

    def show_everything(self) -> None:
        """Empty the filter and undo every choice that narrows the list."""
        self.filter.clear()
        self._typing.stop()
        self._widen()
        self._refine()
        self.view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return}
        ):
            self.view.setFocus()
            if not self.view.currentIndex().isValid():
                self.view.selectRow(0)
            return True
        return super().eventFilter(watched, event)

    def _act(self, act: Callable[[Any], object]) -> None:
        row = self.current()
        if row is not None:
            act(row)

    def _open(self) -> None:
        self._act(self.opened.emit)

    def _choose(self) -> None:
        self.chosen.emit(self.current())

    def _fit(self) -> None:
        """Let columns give up room where they do not fit side by side, and stand below each other where that is too little."""
        view, width = self.view, self.view.viewport().width()
        now = arranged(self.model.columns, self.model.rows_here(), metrics=view.fontMetrics(), width=width)
        if now != self._arranged:
            self._arrange(now)
        self._be_as_high_as_rows()

    def _arrange(self, now: Arrangement) -> None:
        view, self._arranged = self.view, now
        if now.lines == self.model.lines:
            _share_width(view, self.model, now.sharing)
            return
        self.model.stack(now.lines)
        view.horizontalHeader().setVisible(not now.lines)
        view.lines = max(len(now.lines), 1)
        fit_to_text(view)
        _share_width(view, self.model, now.sharing)
        if view.currentIndex().isValid():
            view.selectRow(view.currentIndex().row())  # also the columns that have come back

    def _be_as_high_as_rows(self) -> None:
        """Leave no empty room below a few rows, nor around what stands in their place where there are none."""
        count, head = self.model.rowCount(), self.view.horizontalHeader()
        if not self._rows_shown:
            return
        most = self._rows_shown * (self.view.fontMetrics().lineSpacing() + px(16))
        rows = min(count * self.view.verticalHeader().defaultSectionSize(), most)
        high = rows + (0 if head.isHidden() else head.sizeHint().height()) + FRAME
        self._shown.setMinimumHeight(high if count else 0)
        self._shown.setMaximumHeight(high if count else UNBOUNDED)

    def _refine(self) -> None:
        wish = self.model.wish
        self.model.reload(Wish(self.filter.text().strip(), wish.sort, wish.descending))

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        if section >= 0 and self.model.columns[section].sort:
            descending = order == Qt.SortOrder.DescendingOrder
            self.model.reload(Wish(self.model.wish.filter, self.model.columns[section].sort, descending))

    def _filled(self) -> None:
        count = self.model.rowCount()
        self.count.setText(_("{count} in the list").format(count=f"{count:,}"))
        filtered = bool(self.model.wish.filter)
        narrowed = filtered or self._is_narrowed()
        if narrowed and not count:
            self._say_that_none_fits()
        self._shown.setCurrentIndex(0 if count else 2 if narrowed else 1)
        self._be_as_high_as_rows()
        self.emptied.emit(not count and not narrowed)
        self.count.setVisible(bool(count))
        self.filter.setVisible(self._filters and (bool(count) or filtered))
        at = self.model.find(self._keep) if self._keep is not None else -1
        if at >= 0:
            self.view.selectRow(at)
        self._choose()

    def _say_that_none_fits(self) -> None:
        words = self.model.wish.filter
        sentence = _("Nothing here fits what is chosen above.")
        if words and self._is_narrowed():
            sentence = _("Nothing of what is chosen above holds “{words}”.").format(words=words)
        elif words:
            sentence = _("Nothing here holds “{words}”.").format(words=words)
        everything = button(_("Show everything"), self.show_everything, icon_name="list")
        refill(self._none_fit, [empty(sentence, everything, icon_name="search")])


def _filter_field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(_("Filter"))
    field.setClearButtonEnabled(True)
    field.setAccessibleName(_("Filter {list}").format(list=name))
    field.setMaximumWidth(px(360))
    return field


def _table_view(name: str, model: ListModel) -> _View:
    view = _View()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    fit_to_text(view)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSortIndicatorClearable(True)
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    sorts = any(column.sort for column in model.columns)
    header.setSortIndicatorShown(sorts)
    header.setSectionsClickable(sorts)
    header.setResizeContentsPrecision(LOOKED_AT)
    _share_width(view, model, stretching(model.columns))
    return view


def _share_width(view: QTableView, model: ListModel, sharing: frozenset[int]) -> None:
    """Let these columns share what the others leave; the only column of stacked rows takes all."""
    modes = QHeaderView.ResizeMode
    for number in range(model.columnCount()):
        stretches = number in sharing or bool(model.lines)
        view.horizontalHeader().setSectionResizeMode(number, modes.Stretch if stretches else modes.ResizeToContents)


class Rows(QWidget):
    """A handful of things as cards or lines, one below the other; says what to do where there are none."""

    def __init__(self, *, name: str, show: Callable[[Any], QWidget], nothing: QWidget | str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._show = show
        self._nothing = empty(nothing) if isinstance(nothing, str) else nothing
        self._nothing.hide()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._nothing)
        layout.addLayout(self._lines)

    def fill(self, values: Iterable[Any]) -> None:
        """Show these in the place of those before."""
        widgets = [self._show(value) for value in values]
        refill(self._lines, widgets)
        self._nothing.setVisible(not widgets)

    def count(self) -> int:
        return self._lines.count()


def details_beside(table: Table, details: QWidget) -> QWidget:
    """Return a list with the details of its row beside it, each in half of the width."""
    both = ListAndDetails(table, details, least_height=table.least_height)
    beside = both.widget(1)
    if beside is not None:
        table.emptied.connect(beside.setHidden)
    table.chosen.connect(lambda _row: bring_into_view(both) if table.view.hasFocus() else None)
    return both


__all__ = ["Column", "Rows", "Source", "Table", "Wish", "details_beside"]
