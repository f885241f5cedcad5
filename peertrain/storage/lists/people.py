"""Lists of people, and of the keys that sign for them."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from peertrain.domain.namesakes import told_apart
from peertrain.domain.people import Key, Person, Role
from peertrain.storage.lists import fetch, fetch_by_ids
from peertrain.storage.tables import values


def everybody(connection: Connection) -> list[Person]:
    """Return everybody who was ever enrolled, by preferred name."""
    table = values[Person]
    return fetch(connection, Person, order_by=[table.c.preferred_name, table.c.id])


def with_role(connection: Connection, role: Role) -> list[Person]:
    """Return everybody who holds a role now, by preferred name."""
    table = values[Person]
    term = func.json_each(table.c.roles).table_valued("value")
    now = (func.json_extract(term.c.value, "$.role") == role, func.json_extract(term.c.value, "$.until").is_(None))
    return fetch(
        connection, Person, select(term.c.value).where(*now).exists(), order_by=[table.c.preferred_name, table.c.id]
    )  # fmt: skip


def keys_of(connection: Connection, person_id: str) -> list[Key]:
    """Return every key that signs or signed for a person, oldest first."""
    table = values[Key]
    return fetch(connection, Key, table.c.person_id == person_id, order_by=[table.c.since, table.c.id])


def open_keys(connection: Connection) -> list[Key]:
    """Return everybody's keys that have not ended, oldest first."""
    table = values[Key]
    return fetch(connection, Key, table.c.until.is_(None), order_by=[table.c.since, table.c.id])


def called(connection: Connection) -> dict[str, str]:
    """Return what everybody is called, by id; those who do something here and share a name are told apart."""
    people = everybody(connection)
    return {one.id: one.preferred_name for one in people} | told_apart(one for one in people if one.active_roles)


def names(connection: Connection) -> dict[str, str]:
    """Return everybody's preferred name, by id."""
    return {person.id: person.preferred_name for person in everybody(connection)}


def names_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the preferred names of these people, by id."""
    return {id: person.preferred_name for id, person in fetch_by_ids(connection, Person, ids).items()}
