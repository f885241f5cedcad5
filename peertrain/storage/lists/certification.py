"""Lists of certificates, and the entries that a certificate rests on."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from peertrain.domain.certification import Certificate
from peertrain.record.entries import Entry, read
from peertrain.storage.ledger import Status
from peertrain.storage.lists import fetch
from peertrain.storage.tables import entries, values

_TABLE = values[Certificate]
_MOST_AT_ONCE = 500


def certificates(connection: Connection) -> list[Certificate]:
    """Return every certificate, newest first."""
    return fetch(connection, Certificate, order_by=[_TABLE.c.issued_at.desc(), _TABLE.c.id])


def certificates_of(connection: Connection, person_id: str) -> list[Certificate]:
    """Return a person's certificates, newest first."""
    condition = _TABLE.c.person_id == person_id
    return fetch(connection, Certificate, condition, order_by=[_TABLE.c.issued_at.desc(), _TABLE.c.id])


def count_numbered(connection: Connection, year: int) -> int:
    """Return how many certificates carry a number of this year."""
    query = select(_TABLE.c.number).where(_TABLE.c.number.startswith(f"{year}-", autoescape=True)).distinct()
    return len(connection.execute(query).all())


def applied_entries(connection: Connection, ids: Sequence[str]) -> dict[str, Entry]:
    """Return those of these entries that count, as they were signed, by id."""
    found = {}
    for start in range(0, len(ids), _MOST_AT_ONCE):
        query = select(entries.c.signed, entries.c.signature).where(
            entries.c.id.in_(ids[start : start + _MOST_AT_ONCE]), entries.c.status == Status.APPLIED
        )
        for row in connection.execute(query):
            entry = read(row.signed, row.signature)
            found[entry.id] = entry
    return found
