"""Rebuilding the whole picture from a hundred thousand entries, in a process of its own so that its memory shows."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.figures import Figure, timed
from benchmarks.many_entries import signed_entries, write
from benchmarks.memory import peak
from peertrain.storage.ledger import Ledger, Status
from peertrain.storage.picture import StoredPicture
from peertrain.storage.store import FILE, Store
from peertrain.storage.tables import entries

ENTRIES = 100_000
TIMES = 3
KEY = bytes(range(32))


def measure(folder: Path, *, count: int = ENTRIES, times: int = TIMES) -> Iterator[Figure]:
    """Write as many entries to a store and rebuild it as often."""
    store = Store.create(folder / FILE, KEY)
    with store.write() as connection:
        write(connection, signed_entries(count))
    store.close()
    told = [_in_a_process(folder / FILE) for _time in range(times)]
    if any(one["applied"] != count for one in told):
        raise AssertionError("an entry was not applied")
    yield Figure(f"Rebuild of {count:,} entries", tuple(one["seconds"] for one in told), "s")
    if all(one["peak"] for one in told):
        yield Figure("Most memory during the rebuild", tuple(one["peak"] for one in told), "MB")


def _in_a_process(path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.rebuild", str(path)]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told


def rebuild(path: Path) -> dict[str, float | None]:
    """Rebuild a store, and say how long it took with everything kept on the disk, and what stands there then."""
    store = Store.open(path, KEY)

    def work() -> None:
        with store.write() as connection:
            Ledger(connection, StoredPicture(connection)).rebuild()

    seconds = timed(work) / 1000
    with store.read() as connection:
        applied = select(func.count()).where(entries.c.status == Status.APPLIED)
        told: dict[str, float | None] = {"seconds": seconds, "peak": peak()}
        told["applied"] = connection.execute(applied).scalar_one()
    store.close()
    return told


if __name__ == "__main__":
    print(json.dumps(rebuild(Path(sys.argv[1]))))
