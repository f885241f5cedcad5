"""Lists that screens and services ask for: every query of the picture's tables, sorted and filtered in the database."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from peertrain.domain.picture import V
from peertrain.storage.picture import value_of
from peertrain.storage.tables import values

_MOST_AT_ONCE = 500
"""How many ids go into one query; databases limit the number of parameters."""


def fetch(
    connection: Connection, cls: type[V], *conditions: ColumnElement[bool], order_by: Sequence[Any] = ()
) -> list[V]:
    """Return the values of a type for which every condition holds, in the given order."""
    rows = connection.execute(select(values[cls]).where(*conditions).order_by(*order_by))
    return [value_of(cls, row) for row in rows.all()]


def fetch_ids(
    connection: Connection, cls: type[V], *conditions: ColumnElement[bool], order_by: Sequence[Any] = ()
) -> list[str]:
    """Return only the ids, for lists that fetch rows as they come into view."""
    return list(connection.execute(select(values[cls].c.id).where(*conditions).order_by(*order_by)).scalars())


def fetch_by_ids(connection: Connection, cls: type[V], ids: Iterable[str]) -> dict[str, V]:
    """Return the values with these ids, by id."""
    wanted, found = list(ids), {}
    for start in range(0, len(wanted), _MOST_AT_ONCE):
        for value in fetch(connection, cls, values[cls].c.id.in_(wanted[start : start + _MOST_AT_ONCE])):
            found[value.id] = value
    return found
