"""Stores for tests: quick ones in memory for the ledger, real encrypted files for everything else."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from sqlalchemy import Connection, NullPool, create_engine
from sqlcipher3 import dbapi2

from peertrain.record.entries import Entry
from peertrain.storage.ledger import Ledger
from peertrain.storage.picture import StoredPicture
from peertrain.storage.store import Store
from peertrain.storage.tables import metadata

KEY = bytes(range(32))
MEMORY = create_engine("sqlite://", module=dbapi2, poolclass=NullPool)
"""Each connection is a database of its own in memory; what is said to it in SQL is composed once for all."""


def ledger_over(connection: Connection) -> Ledger:
    return Ledger(connection, StoredPicture(connection))


def memory_ledger(entries: Iterable[Entry] = ()) -> Ledger:
    """Return a ledger over a database in memory that has taken these entries in."""
    connection = MEMORY.connect()
    metadata.create_all(connection)
    connection.commit()
    ledger = ledger_over(connection)
    for entry in entries:
        ledger.take(entry)
    ledger.settle()
    return ledger


@pytest.fixture
def store(tmp_path: Path) -> Iterable[Store]:
    made = Store.create(tmp_path / "record.db", KEY)
    yield made
    made.close()


@pytest.fixture
def take_all() -> Callable[[Store, Iterable[Entry]], None]:
    def take(store: Store, entries: Iterable[Entry]) -> None:
        with store.write() as connection:
            ledger = ledger_over(connection)
            for entry in entries:
                ledger.take(entry)
            ledger.settle()

    return take
