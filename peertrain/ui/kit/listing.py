"""The model of a long list: the ids first, and the rows a hundred at a time when they are looked at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from peertrain.i18n import _
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.icons import icon

CHUNK = 100
BETWEEN = " · "

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, the text of a row in it, and perhaps the name to sort by, an icon (name, tone) and a side.

    `sort` is what the source is asked to sort by; a column without it cannot be sorted. In a list that is filled
    from memory, `sort_by` returns the value to sort by instead of the text. `named` is for a text that says nothing
    without its title: where columns stand below each other, without a head, the title goes before it.
    """

    title: str
    text: Callable[[Any], str]
    sort: str = ""
    icon: Callable[[Any], tuple[str, str] | None] | None = None
    right: bool = False
    stretch: bool = False
    sort_by: Callable[[Any], Any] | None = None
    named: bool = False

    def alone(self, row: Any) -> str:
        """Return the text of a row as it stands without the head."""
        text = self.text(row)
        return _("{title}: {text}").format(title=self.title, text=text) if self.named and text else text


@dataclass(frozen=True, slots=True)
class Wish:
    """Which rows a person wants to see, and in which order; sorting and filtering is the source's work."""

    filter: str = ""
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows come from: two questions, put to a session in the background."""

    ids: Callable[[Any, Wish], Sequence[Any]]
    rows: Callable[[Any, Sequence[Any]], Mapping[Any, Any]]
    """Returns the rows by id; an id that is gone meanwhile is left out."""


class ListModel(QAbstractTableModel):
    """Rows by id; a row that has not come yet shows "…" and is fetched with those around it."""

    filled = Signal()
    """The ids have come, so the count is known."""
    rows_came = Signal()
    """Rows that were looked at have come."""

    def __init__(
        self, columns: Sequence[Column], background: Background | None, source: Source | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self.wish = Wish()
        self._background, self._source = background, source
        self._ids: Sequence[Any] = []
        self._rows: dict[Any, Any] = {}
        self._asked: set[int] = set()
        self._round = 0
        self._memory: list[Any] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch)
        self._wanted: set[int] = set()
        self.lines: tuple[tuple[int, ...], ...] = ()
        """The columns on each line of a row, where they stand below each other as the only column; see `stack`."""

    # Filling

    def fill(self, values: Sequence[Any]) -> None:
        """Show rows that are in memory already."""
        self._memory = list(values)
        self.reload()

    def reload(self, wish: Wish | None = None) -> None:
        """Ask for the ids again, after a change or with another wish."""
        self.wish = wish or self.wish
        self._round += 1
        if self._background is None or self._source is None:
            chosen = _chosen(self._memory, self.columns, self.wish)
            self._take(self._round, range(len(chosen)), dict(enumerate(chosen)))
            return
        source, wanted, turn = self._source, self.wish, self._round
        self._background.ask(self, lambda session: source.ids(session, wanted), lambda ids: self._take(turn, ids, {}))

    def _take(self, turn: int, ids: Sequence[Any], rows: dict[Any, Any]) -> None:
        if turn != self._round:
            return
        self.beginResetModel()
        self._ids, self._rows = ids, rows
        self._asked.clear()
        self._wanted.clear()
        self.endResetModel()
        self.filled.emit()
        if rows:
            self.rows_came.emit()

    def _fetch(self) -> None:
        """Ask for the chunks looked at since the last time; those asked for last are on the screen now."""
        background, source, turn = self._background, self._source, self._round
        if background is None or source is None:
            return
        wanted, self._wanted = sorted(self._wanted), set()
        for chunk in wanted:
            self._asked.add(chunk)
            ids = list(self._ids[chunk * CHUNK : (chunk + 1) * CHUNK])
            background.ask(
                self,
                lambda session, ids=ids: source.rows(session, ids),  # type: ignore[misc]
                lambda rows, chunk=chunk: self._add(turn, chunk, rows),  # type: ignore[misc]
            )

    def _add(self, turn: int, chunk: int, rows: Mapping[Any, Any]) -> None:
        if turn == self._round:
            self._rows.update(rows)
            last = min((chunk + 1) * CHUNK, len(self._ids)) - 1
            self.dataChanged.emit(self.index(chunk * CHUNK, 0), self.index(last, self.columnCount() - 1))
            self.rows_came.emit()

    def stack(self, lines: tuple[tuple[int, ...], ...]) -> None:
        """Put the columns below each other, those of each line side by side; without lines they are columns again."""
        last = len(self.columns) - 1
        if lines and not self.lines:
            self.beginRemoveColumns(NOWHERE, 1, last)
            self.lines = lines
            self.endRemoveColumns()
        elif self.lines and not lines:
            self.beginInsertColumns(NOWHERE, 1, last)
            self.lines = lines
            self.endInsertColumns()
        self.lines = lines
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, self.columnCount() - 1))

    # Reading

    def rows_here(self) -> list[Any]:
        """Return the rows that have come so far."""
        return list(self._rows.values())

    def row_at(self, number: int) -> Any | None:
        """Return the row, or None while it has not come."""
        return self._rows.get(self._ids[number]) if 0 <= number < len(self._ids) else None

    def id_at(self, number: int) -> Any | None:
        return self._ids[number] if 0 <= number < len(self._ids) else None

    def find(self, id: Any) -> int:
        """Return the number of the row with this id, or -1."""
        try:
            return self._ids.index(id)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        if parent.isValid():
            return 0
        return 1 if self.lines else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if self.lines and role == Qt.ItemDataRole.DecorationRole:
            column = next((one for one in self.columns if one.icon is not None), column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if role not in (*texts, Qt.ItemDataRole.DecorationRole):
            return None
        row = self.row_at(index.row())
        if row is None:
            self._want(index.row())
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DecorationRole:
            sign = column.icon(row) if column.icon is not None else None
            return icon(*sign) if sign is not None else None
        text = self._stacked(row, role) if self.lines else column.text(row)
        return _plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else text

    def _stacked(self, row: Any, role: int) -> str:
        """Return a row in lines; where it is read aloud, each text with the title of its column."""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = [(column.title, column.text(row)) for column in self.columns]
            return ", ".join(f"{title}: {text}" for title, text in said if text)
        lines = [[self.columns[number].alone(row) for number in line] for line in self.lines]
        return "\n".join(BETWEEN.join(text for text in line if text) for line in lines)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _want(self, number: int) -> None:
        chunk = number // CHUNK
        if chunk not in self._asked and chunk not in self._wanted:
            self._wanted.add(chunk)
            self._soon.start()


def _plain_tip(text: str) -> str:
    """Return a tip that Qt cannot take for markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{escaped}</span>"


def _chosen(values: list[Any], columns: Sequence[Column], wish: Wish) -> list[Any]:
    """Return the rows in memory that hold every word of the filter, in the order wished for."""
    words = wish.filter.casefold().split()

    def fits(value: Any) -> bool:
        text = " ".join(column.text(value) for column in columns).casefold()
        return all(word in text for word in words)

    chosen = [value for value in values if fits(value)] if words else values
    for column in columns:
        if wish.sort and column.sort == wish.sort:
            return sorted(chosen, key=column.sort_by or column.text, reverse=wish.descending)
    return list(chosen)
