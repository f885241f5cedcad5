"""What there is by name, without the rest: people, certificates and programmes."""

from sqlalchemy import Connection, select

from peertrain.domain.certification import Certificate
from peertrain.domain.people import Person
from peertrain.domain.programmes import AdoptedProgramme
from peertrain.storage.lists import fetch
from peertrain.storage.tables import values


def people_by_name(connection: Connection) -> list[tuple[str, str, str]]:
    """Return everybody's id, preferred name and legal name, by preferred name."""
    table = values[Person]
    query = select(table.c.id, table.c.preferred_name, table.c.legal_name).order_by(table.c.preferred_name, table.c.id)
    return [(row.id, row.preferred_name, row.legal_name) for row in connection.execute(query)]


def certificates_by_number(connection: Connection) -> list[tuple[str, str, str]]:
    """Return the number, the legal name and the programme of every certificate that no newer copy has replaced."""
    table = values[Certificate]
    query = select(table.c.number, table.c.legal_name, table.c.programme_title).where(table.c.replaced_by == "")
    return [tuple(row) for row in connection.execute(query.order_by(table.c.issued_at.desc(), table.c.id))]


def programme_titles(connection: Connection) -> list[str]:
    """Return the titles of the programmes in use."""
    found = fetch(connection, AdoptedProgramme, values[AdoptedProgramme].c.in_use)
    return sorted({one.programme.title for one in found})
