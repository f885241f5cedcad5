"""Signing a hundred entries of hours off at once: every rule, every signature, kept on the disk; no passphrase hash."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

from benchmarks.figures import Figure, timed
from benchmarks.organisation import Organisation
from peertrain.services import signoff

ENTRIES = 100
TIMES = 7


def measure(folder: Path, *, entries: int = ENTRIES, times: int = TIMES) -> Iterator[Figure]:
    """Sign off as many entries, as often, each time other ones."""
    organisation = Organisation(folder)
    organisation.enrol("Miguel")
    logged = [str(uuid4()) for _entry in range(entries * times)]
    organisation.play(organisation.logging("Miguel", logged))
    organisation.enter("Dana")
    values = []
    for number in range(times):
        ids = logged[number * entries : (number + 1) * entries]
        sheets = organisation.stage.read(partial(signoff.sheets, ids=ids))
        shown = tuple(sheet.shown for sheet in sheets.values())
        values.append(timed(partial(organisation.approve, shown)))
    if organisation.stage.read(signoff.waiting):
        raise AssertionError("not everything was signed")
    organisation.stage.lock()
    yield Figure(f"Signing off {entries} entries", tuple(values), "ms", most=1000)
