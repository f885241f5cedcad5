"""The record that the benchmarks write in one go is the one that the ledger would have made entry by entry."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from benchmarks import rebuild
from benchmarks.many_entries import signed_entries, write
from peertrain.record.entries import Entry
from peertrain.storage.ledger import Ledger
from peertrain.storage.picture import StoredPicture
from peertrain.storage.store import Store
from peertrain.storage.tables import entries

COUNT = 1250
"""Enough for everybody's enrolment and some weeks of work."""


def test_entries_written_in_one_go_stand_as_the_ledger_takes_them_in(tmp_path: Path) -> None:
    signed = signed_entries(COUNT)
    at_once = Store.create(tmp_path / "at-once.db", rebuild.KEY)
    with at_once.write() as connection:
        write(connection, signed)
    one_by_one = Store.create(tmp_path / "one-by-one.db", rebuild.KEY)
    take(one_by_one, signed)
    assert standing(at_once) == standing(one_by_one)
    assert len(standing(at_once)) == COUNT
    assert {row.kind for row in standing(at_once).values()} >= {"hours logged", "hours approved", "meeting confirmed"}
    at_once.close()
    one_by_one.close()


def test_the_rebuild_is_measured_and_finds_every_entry_right(tmp_path: Path) -> None:
    figures = list(rebuild.measure(tmp_path, count=COUNT, times=1))
    assert figures[0].what == "Rebuild of 1,250 entries"
    assert all(value > 0 for figure in figures for value in figure.values)


def take(store: Store, signed: Iterable[Entry]) -> None:
    with store.write() as connection:
        ledger = Ledger(connection, StoredPicture(connection))
        for entry in signed:
            ledger.take(entry)
        ledger.settle()


def standing(store: Store) -> dict[str, Any]:
    columns = [column for column in entries.columns if column.name != "position"]
    with store.read() as connection:
        return {row.id: row for row in connection.execute(select(*columns))}
