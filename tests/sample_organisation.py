"""The sample organisation for tests: made once for all workers of a run, and copied for each test that changes it."""

import json
import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from peertrain.sample.organisation import SignIn, make_sample

LONGEST = 300.0
"""Seconds that one worker waits for another that makes the sample."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A data folder with the sample organisation, and who can sign in with what."""

    folder: Path
    made_at: datetime
    passphrases: Mapping[str, str]
    abouts: Mapping[str, str]

    def copied_to(self, folder: Path) -> "Sample":
        """Return a copy in which a test may do anything."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Sample(folder, self.made_at, self.passphrases, self.abouts)


def shared_sample(place: Path) -> Sample:
    """Return the sample in `place`; whoever comes first makes it, the others wait."""
    try:
        os.mkdir(place)
    except FileExistsError:
        _wait_for(place / "made.json", place / "failed")
    else:
        try:
            _make(place)
        except BaseException:
            (place / "failed").touch()
            raise
    return _read(place)


def _make(place: Path) -> None:
    now = datetime.now(UTC)
    people = make_sample(place / "data", now=now)
    about = {"made_at": now.isoformat(), "people": [asdict(person) for person in people]}
    draft = place / "made.json.new"
    draft.write_text(json.dumps(about), encoding="utf-8")
    draft.rename(place / "made.json")


def _wait_for(made: Path, failed: Path) -> None:
    end = time.monotonic() + LONGEST
    while not made.exists():
        if failed.exists() or time.monotonic() > end:
            raise TimeoutError("another worker could not make the sample organisation")
        time.sleep(0.2)


def _read(place: Path) -> Sample:
    about = json.loads((place / "made.json").read_text(encoding="utf-8"))
    people = [SignIn(**person) for person in about["people"]]
    return Sample(
        place / "data",
        datetime.fromisoformat(about["made_at"]),
        {person.name: person.passphrase for person in people},
        {person.name: person.about for person in people},
    )
