"""Late entries: signed with a key that has ended, dated before its end, and not known to whoever ended it.

A leaver or a thief can date an entry back, but cannot make it known in time. What was known stands in the statement that
ended the key; so every computer finds the same entries late, in whatever order they came.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from peertrain.domain.days import full_day
from peertrain.domain.people import KeyEnded, LateEntriesAccepted, Reached, reached
from peertrain.domain.picture import Signed
from peertrain.domain.wellformed import MOST
from peertrain.i18n import _
from peertrain.record.entries import read
from peertrain.storage.tables import entries

Late = dict[str, str]
"""Late entries by id, with the sentence that says why they wait."""
Ending = tuple[KeyEnded | LateEntriesAccepted, Signed]
"""A statement that decides about late entries, as it was signed."""


def reach_of(connection: Connection, key_id: str, *, status: str = "") -> tuple[Reached, ...]:
    """Return the newest entry of every chain of a key, the chains that grew last first; `status` leaves out others."""
    query = (
        select(entries.c.scope, entries.c.seq, entries.c.id)
        .where(entries.c.key_id == key_id, entries.c.person_id != "", *([entries.c.status == status] if status else []))
        .order_by(entries.c.effective.desc(), entries.c.height.desc(), entries.c.id)
    )
    newest: dict[str, Any] = {}
    for row in connection.execute(query):
        if row.scope not in newest or newest[row.scope].seq < row.seq:
            newest[row.scope] = row
    return tuple(reached(row.scope, row.seq, row.id) for row in list(newest.values())[:MOST])


def late_entries(connection: Connection, said: Sequence[Ending]) -> Late:
    """Return the entries that are late by these statements, made at these moments, and that nobody has accepted."""
    late: Late = {}
    for ended, signed in said:
        if isinstance(ended, KeyEnded):
            reason = _("It is signed with a key that ended on {day}, and was not known before that.").format(
                day=full_day(signed.at.date())
            )
            late |= dict.fromkeys(_unknown_to(connection, ended, signed), reason)
    for accepted, _signed in said:
        if isinstance(accepted, LateEntriesAccepted):
            for id in _of_key(connection, accepted):
                late.pop(id, None)
    return late


def matters(connection: Connection, said: Sequence[Ending]) -> bool:
    """Return whether what was said changes which of the entries that are here are late."""
    return any(
        _of_key(connection, one) if isinstance(one, LateEntriesAccepted) else any(_unknown_to(connection, one, signed))
        for one, signed in said
    )


def _of_key(connection: Connection, said: LateEntriesAccepted) -> set[str]:
    here = connection.execute(select(entries.c.id).where(entries.c.key_id == said.key_id)).scalars()
    return set(here).intersection(said.entry_ids)


def _unknown_to(connection: Connection, ended: KeyEnded, signed: Signed) -> Iterator[str]:
    """Yield the entries of the ended key that stand before its end; the ending itself may be signed with it."""
    query = select(entries.c.scope, entries.c.seq, entries.c.id, entries.c.signed, entries.c.signature).where(
        entries.c.key_id == ended.key_id, entries.c.height > 0, entries.c.effective <= signed.at
    )
    chains: defaultdict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        chains[row.scope].append(row)
    known = {one.scope: one for one in ended.reach}
    for scope, rows in chains.items():
        kept = _known(rows, known.get(reached(scope, 1, "").scope))
        yield from (row.id for row in rows if row.id not in kept and row.id != signed.entry_id)


def _known(rows: list[Any], newest: Reached | None) -> set[str]:
    """Return which entries of a chain led to its newest one that was known.

    Where that one has not arrived here, those with smaller numbers are taken to lead to it.
    """
    if newest is None:
        return set()
    head = next((row for row in rows if row.seq == newest.seq and row.id.startswith(newest.entry)), None)
    if head is None:
        return {row.id for row in rows if row.seq < newest.seq}
    before = [row for row in rows if row.seq < newest.seq]
    if len({row.seq for row in before}) == len(before):
        return {head.id, *(row.id for row in before)}
    previous = {row.id: read(row.signed, row.signature).prev for row in rows}
    found, id = set(), head.id
    while id in previous:
        found.add(id)
        id = previous[id]
    return found
