"""The picture in the database: rules find and put values here, and every change is written in one go.

It also remembers until when each value was read and written: so an entry that turns up late can be judged without all
those that come after it, wherever it has nothing to do with them.
"""

from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select
from sqlalchemy.dialects.sqlite import Insert, insert

from peertrain.domain.picture import V, Value
from peertrain.storage.tables import touched, values


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(column.name for column in values[cls].columns)


@cache
def _first_field(cls: type) -> int:
    """Return the place of the first field in a row; an id that is computed stands before it."""
    return 0 if any(field.name == "id" for field in fields(cls)) else 1


def value_of(cls: type[V], row: Any) -> V:
    """Return the value that a row of its whole table holds."""
    return cls(*row[_first_field(cls) :])


# Statements are made once: making one takes SQLAlchemy longer than the database needs to answer it.


@cache
def _one(cls: type) -> Select[Any]:
    table = values[cls]
    return select(table).where(table.c.id == bindparam("wanted"))


@cache
def _put(cls: type) -> Insert:
    table = values[cls]
    new = insert(table)
    updates = {column.name: new.excluded[column.name] for column in table.columns if column.name != "id"}
    return new.on_conflict_do_update(index_elements=["id"], set_=updates)


_Name = tuple[type, str]
_TOUCHED = select(touched.c.read, touched.c.written).where(
    touched.c.kind == bindparam("of"), touched.c.id == bindparam("wanted")
)
_KEEP_TOUCHED = (
    "INSERT INTO touched (kind, id, read, written) VALUES (?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE "
    "SET read = max(read, excluded.read), written = max(written, excluded.written)"
)
"""As text: of thousands of rows SQLAlchemy would look at each."""


class StoredPicture:
    """The picture behind one transaction; nothing is written before `flush`."""

    def __init__(self, connection: Connection, *, empty: bool = False) -> None:
        """`empty` says that the tables are known to be empty, so that nothing has to be looked for."""
        self._connection = connection
        self._empty = empty
        self._known: dict[type, dict[str, Value | None]] = {cls: {} for cls in values}
        self._changed: dict[type, dict[str, Value]] = {cls: {} for cls in values}
        self._reading: set[_Name] = set()
        self._writing: set[_Name] = set()
        self._touched: dict[_Name, tuple[str, str]] = {}
        self._touched_before: dict[_Name, tuple[str, str]] = {}

    def find(self, kind: type[V], id: str) -> V | None:
        self._reading.add((kind, id))
        known = self._known[kind]
        if id not in known:
            known[id] = None if self._empty else self._load(kind, id)
        found = known[id]
        return found if isinstance(found, kind) else None

    def _load(self, kind: type[V], id: str) -> V | None:
        row = self._connection.execute(_one(kind), {"wanted": id}).one_or_none()
        return None if row is None else value_of(kind, row)

    def put(self, value: Value) -> None:
        self._writing.add((type(value), value.id))
        self._known[type(value)][value.id] = value
        self._changed[type(value)][value.id] = value

    # What an entry has looked at

    def begin(self) -> None:
        """Begin to watch what the next entry reads and writes."""
        self._reading.clear()
        self._writing.clear()

    def note(self, at: str) -> None:
        """Remember that what was read and written since `begin` was so at this place in the order, as text."""
        for name in self._reading | self._writing:
            read, written = self._touched.get(name, ("", ""))
            self._touched[name] = (max(read, at), max(written, at) if name in self._writing else written)

    def untouched_since(self, at: str) -> bool:
        """Return whether what was read since `begin` was last written before a place in the order, and what was written last read."""
        return all(
            (max(self._until(name)) if name in self._writing else self._until(name)[1]) < at
            for name in self._reading | self._writing
        )

    def _until(self, name: _Name) -> tuple[str, str]:
        """Return until when a value was read, and until when it was written."""
        if name not in self._touched_before:
            row = self._connection.execute(_TOUCHED, {"of": values[name[0]].name, "wanted": name[1]}).one_or_none()
            self._touched_before[name] = (row.read, row.written) if row else ("", "")
        before, since = self._touched_before[name], self._touched.get(name, ("", ""))
        return max(before[0], since[0]), max(before[1], since[1])

    # Writing

    def forget_changes(self) -> None:
        """Drop what was put and not yet written, with everything that was loaded."""
        for cls in values:
            self._known[cls].clear()
            self._changed[cls].clear()
        self._touched.clear()
        self._touched_before.clear()
        self._empty = False

    def flush(self) -> None:
        """Write every changed value."""
        for cls, changed in self._changed.items():
            if changed:
                get = attrgetter(*_names(cls))
                rows = [dict(zip(_names(cls), get(value), strict=True)) for value in changed.values()]
                self._connection.execute(_put(cls), rows)
                changed.clear()
        if self._touched:
            touches = [(values[kind].name, id, *until) for (kind, id), until in self._touched.items()]
            self._connection.exec_driver_sql(_KEEP_TOUCHED, touches)
            self._touched.clear()
            self._touched_before.clear()

    def clear(self) -> None:
        """Empty every table of the picture, to be rebuilt from the entries."""
        for table in (*values.values(), touched):
            self._connection.execute(delete(table))
        self.forget_changes()
        self._empty = True
