"""The entries as a list: newest first, filtered by person, kind and day, fetched as they come into view."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, select

from peertrain.record.entries import Entry, read
from peertrain.storage.ledger import Status
from peertrain.storage.tables import checkpoints, entries


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as this computer keeps it: its place, how it stands and why, and whose key it is signed with."""

    position: int
    entry: Entry
    status: Status
    reason: str
    person_id: str


def positions(
    connection: Connection,
    *,
    person_id: str = "",
    kinds: Sequence[str] = (),
    first: date | None = None,
    last: date | None = None,
    only_wrong: bool = False,
    oldest_first: bool = False,
) -> list[int]:
    """Return the positions of the entries that fit, newest first; days are those of this computer."""
    conditions: list[ColumnElement[bool]] = []
    if person_id:
        conditions.append(entries.c.person_id == person_id)
    if kinds:
        conditions.append(entries.c.kind.in_(kinds))
    if first is not None:
        conditions.append(entries.c.at >= _start_of(first))
    if last is not None:
        conditions.append(entries.c.at < _start_of(last + timedelta(days=1)))
    if only_wrong:
        conditions.append(entries.c.status != Status.APPLIED)
    order = entries.c.position if oldest_first else entries.c.position.desc()
    return list(connection.execute(select(entries.c.position).where(*conditions).order_by(order)).scalars())


def since(connection: Connection, position: int) -> dict[str, int]:
    """Return how many applied entries of each kind came after a position."""
    after = select(entries.c.kind, func.count()).where(
        entries.c.position > position, entries.c.status == Status.APPLIED
    )
    return {row[0]: row[1] for row in connection.execute(after.group_by(entries.c.kind))}


def at_positions(connection: Connection, wanted: Sequence[int]) -> list[Kept]:
    """Return the entries at these positions."""
    rows = connection.execute(select(entries).where(entries.c.position.in_(wanted))).all()
    return [
        Kept(row.position, read(row.signed, row.signature), Status(row.status), row.reason, row.person_id)
        for row in rows
    ]


def covering_checkpoint(connection: Connection, position: int) -> int | None:
    """Return the size of the first checkpoint that covers the entry at a position."""
    query = select(func.min(checkpoints.c.size)).where(checkpoints.c.size >= position)
    size: int | None = connection.execute(query).scalar_one()
    return size


def last_entries(connection: Connection) -> dict[str, datetime]:
    """Return when each person last signed something that counts."""
    query = select(entries.c.person_id, func.max(entries.c.at).label("last")).where(entries.c.status == Status.APPLIED)
    rows = connection.execute(query.group_by(entries.c.person_id)).all()
    return {row.person_id: row.last for row in rows}


def _start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day).astimezone()
