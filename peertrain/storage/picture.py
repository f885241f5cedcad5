"""The picture in the database: rules find and put values here, and every change is written in one go."""

from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select
from sqlalchemy.dialects.sqlite import Insert, insert

from peertrain.domain.picture import V, Value
from peertrain.storage.tables import values


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


class StoredPicture:
    """The picture behind one transaction; nothing is written before `flush`."""

    def __init__(self, connection: Connection, *, empty: bool = False) -> None:
        """`empty` says that the tables are known to be empty, so that nothing has to be looked for."""
        self._connection = connection
        self._empty = empty
        self._known: dict[type, dict[str, Value | None]] = {cls: {} for cls in values}
        self._changed: dict[type, dict[str, Value]] = {cls: {} for cls in values}

    def find(self, kind: type[V], id: str) -> V | None:
        known = self._known[kind]
        if id not in known:
            known[id] = None if self._empty else self._load(kind, id)
        found = known[id]
        return found if isinstance(found, kind) else None

    def _load(self, kind: type[V], id: str) -> V | None:
        row = self._connection.execute(_one(kind), {"wanted": id}).one_or_none()
        return None if row is None else value_of(kind, row)

    def put(self, value: Value) -> None:
        self._known[type(value)][value.id] = value
        self._changed[type(value)][value.id] = value

    def forget_changes(self) -> None:
        """Drop what was put and not yet written, with everything that was loaded."""
        for cls in values:
            self._known[cls].clear()
            self._changed[cls].clear()
        self._empty = False

    def flush(self) -> None:
        """Write every changed value."""
        for cls, changed in self._changed.items():
            if changed:
                get = attrgetter(*_names(cls))
                rows = [dict(zip(_names(cls), get(value), strict=True)) for value in changed.values()]
                self._connection.execute(_put(cls), rows)
                changed.clear()

    def clear(self) -> None:
        """Empty every table of the picture, to be rebuilt from the entries."""
        for table in values.values():
            self._connection.execute(delete(table))
        self.forget_changes()
        self._empty = True
