"""Where one trainee stands after a thousand entries: read, decoded and counted anew from the encrypted record."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from benchmarks.figures import Figure, timed
from benchmarks.organisation import Organisation
from peertrain.services import signoff, standing

ENTRIES = 1000
TIMES = 25


def measure(folder: Path, *, entries: int = ENTRIES, times: int = TIMES) -> Iterator[Figure]:
    """Let a trainee come all the way, log and have approved until there are as many entries, and look often."""
    organisation = Organisation(folder)
    stage = organisation.stage
    before = stage.read(lambda seat: seat.ledger.size)
    organisation.enrol("Miguel")
    logged = [str(uuid4()) for _entry in range(entries * 9 // 20)]
    organisation.play([*organisation.coming(["Miguel"]), *organisation.logging("Miguel", logged)])
    missing = entries - (stage.read(lambda seat: seat.ledger.size) - before)
    organisation.enter("Dana")
    sheets = stage.read(lambda seat: signoff.sheets(seat, logged[:missing]))
    organisation.approve(tuple(sheet.shown for sheet in sheets.values()))
    if stage.read(lambda seat: seat.ledger.size) - before != entries:
        raise AssertionError("not as many entries as said")
    organisation.enter("Miguel")
    values = tuple(timed(lambda: stage.read(standing.of_oneself)) for _time in range(times))
    stage.lock()
    yield Figure(f"Standing of one trainee with {entries:,} entries", values, "ms", most=20)
