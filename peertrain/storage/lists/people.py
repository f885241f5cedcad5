"""Lists of people, and of the keys that sign for them."""

from sqlalchemy import Connection

from peertrain.domain.people import Key, Person
from peertrain.storage.lists import fetch
from peertrain.storage.tables import values


def everybody(connection: Connection) -> list[Person]:
    """Return everybody who was ever enrolled, by preferred name."""
    table = values[Person]
    return fetch(connection, Person, order_by=[table.c.preferred_name, table.c.id])


def keys_of(connection: Connection, person_id: str) -> list[Key]:
    """Return every key that signs or signed for a person, oldest first."""
    table = values[Key]
    return fetch(connection, Key, table.c.person_id == person_id, order_by=[table.c.since, table.c.id])


def open_keys(connection: Connection) -> list[Key]:
    """Return everybody's keys that have not ended, oldest first."""
    table = values[Key]
    return fetch(connection, Key, table.c.until.is_(None), order_by=[table.c.since, table.c.id])


def names(connection: Connection) -> dict[str, str]:
    """Return everybody's preferred name, by id."""
    return {person.id: person.preferred_name for person in everybody(connection)}
