"""The chains: which entries each key has signed under which number in each scope, as far as they were judged."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from peertrain.record.entries import Entry, moment_text
from peertrain.storage.tables import entries

Place = tuple[datetime, int, str]
"""Where an entry stands in the common order: effective time, height, id. Height 0 waits."""

_TAIL = (
    select(entries.c.seq, entries.c.effective, entries.c.height, entries.c.id)
    .where(
        entries.c.key_id == bindparam("key"),
        entries.c.scope == bindparam("within"),
        entries.c.seq >= bindparam("number"),
        entries.c.person_id != "",
    )
    .order_by(entries.c.seq)
)

_Signed = dict[str, Place]
"""Ids of the entries under one number of a chain, each with its place; more than one is a fork."""


def mark(place: Place) -> str:
    """Return a place as text that sorts in the common order."""
    effective, height, id = place
    return f"{moment_text(effective)} {height:06} {id[:12]}"


class Chains:
    """What was judged before; read from the database where it is needed, unless everything is judged anew."""

    def __init__(self, connection: Connection, *, empty: bool = False) -> None:
        self._connection = connection
        self._empty = empty
        self._signed: defaultdict[tuple[str, str], defaultdict[int, _Signed]] = defaultdict(lambda: defaultdict(dict))
        self._from: dict[tuple[str, str], int] = {}

    def at(self, entry: Entry, seq: int) -> _Signed:
        """Return the genuine entries in the entry's chain under this number."""
        chain = (entry.key_id, entry.scope)
        if not self._empty and seq < self._from.get(chain, seq + 1):
            self._load(chain, max(seq - 1, 0))
        return self._signed[chain].get(seq, {})

    def add(self, entry: Entry, place: Place) -> None:
        """Take note of a genuine entry that was judged."""
        self._signed[entry.key_id, entry.scope][entry.seq][entry.id] = place

    def _load(self, chain: tuple[str, str], number: int) -> None:
        rows = self._connection.execute(_TAIL, {"key": chain[0], "within": chain[1], "number": number})
        for row in rows:
            self._signed[chain][row.seq][row.id] = (row.effective, row.height, row.id)
        self._from[chain] = number
