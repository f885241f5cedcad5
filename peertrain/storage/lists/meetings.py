"""Lists of supervision meetings: those a supervisor held, and those a trainee took part in."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, String, func, select, type_coerce

from peertrain.domain.hours import Meeting
from peertrain.storage.lists import fetch, fetch_ids
from peertrain.storage.tables import values

_table = values[Meeting]
_NEWEST_FIRST = [_table.c.on.desc(), _table.c.held_at.desc(), _table.c.id]


def _took_part(trainee_ids: Iterable[str]) -> ColumnElement[bool]:
    there = func.json_each(type_coerce(_table.c.trainee_ids, String)).table_valued("value")
    return select(there.c.value).where(there.c.value.in_(list(trainee_ids))).exists()


def held_ids(connection: Connection, supervisor_id: str, words: str = "") -> list[str]:
    """Return the ids of the meetings that a supervisor held, the newest first, with every word of `words`."""
    text = type_coerce(_table.c.topics, String) + _table.c.note + type_coerce(_table.c.follow_ups, String)
    found = [text.icontains(word, autoescape=True) for word in words.split()]
    return fetch_ids(connection, Meeting, _table.c.supervisor_id == supervisor_id, *found, order_by=_NEWEST_FIRST)


def held_with(connection: Connection, supervisor_id: str, trainee_ids: Iterable[str]) -> list[Meeting]:
    """Return the meetings that a supervisor held with any of these trainees, the newest first."""
    mine = _table.c.supervisor_id == supervisor_id
    return fetch(connection, Meeting, mine, _took_part(trainee_ids), order_by=_NEWEST_FIRST)


def of_trainee(connection: Connection, trainee_id: str) -> list[Meeting]:
    """Return the meetings that a trainee took part in, the newest first."""
    return fetch(connection, Meeting, _took_part([trainee_id]), order_by=_NEWEST_FIRST)
