"""Killed, full and damaged: nothing that was acknowledged is lost and nothing is half done.

PEERTRAIN_KILLS sets how often writers are killed; 50 unless it says otherwise.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import select

from peertrain.domain.history import Note
from peertrain.record.keystore import Keystore
from peertrain.record.passphrases import Cost
from peertrain.storage.backups import check_database
from peertrain.storage.store import FILE
from peertrain.storage.tables import entries, values
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and file limits are POSIX")

KILLS = int(os.environ.get("PEERTRAIN_KILLS", "50"))
NAME, SECRET = "Cora", "quiet otter lamp river"


class Nursery:
    """The process that forks writers."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, **task: str) -> int:
        self._in.write(json.dumps(task) + "\n")
        self._in.flush()
        while True:
            line = self.out.readline()
            if line.startswith("pid "):
                return int(line.split()[1])

    @property
    def _in(self) -> IO[str]:
        assert self.process.stdin
        return self.process.stdin

    @property
    def out(self) -> IO[str]:
        assert self.process.stdout
        return self.process.stdout

    def said(self) -> list[str]:
        """Return the lines of the writer that has just gone."""
        lines = []
        while (line := self.out.readline().strip()) != "gone":
            lines.append(line)
        return lines

    def killed_after(self, seconds: float, **task: str) -> list[str]:
        """Start a writer, kill it after its first word and so many seconds more, and return what it had said."""
        pid = self.start(**task)
        first = self.out.readline().strip()
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
        return [first, *self.said()]

    def close(self) -> None:
        self._in.close()
        self.process.wait(10)
        self.out.close()


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    workplace = Workplace(tmp_path, cost=Cost(64, 1, 1))
    workplace.found(name="Harbor", address="", legal_name="Cora Lind", preferred_name=NAME, passphrase=SECRET)
    workplace.lock()
    return tmp_path


def open_again(folder: Path) -> Workplace:
    workplace = Workplace(folder, cost=Cost(64, 1, 1))
    workplace.sign_in(NAME, SECRET)
    return workplace


@pytest.mark.timeout(600)
def test_no_acknowledged_entry_is_lost_and_no_deed_is_half_done_when_writers_are_killed(
    nursery: Nursery, folder: Path
) -> None:
    chance = random.Random(1)
    acknowledged: set[str] = set()
    for number in range(KILLS):
        lines = nursery.killed_after(chance.random() * 0.05, what="pairs", folder=str(folder), mark=str(number))
        whole = [line for line in lines if line.startswith("[") and line.endswith("]")]
        acknowledged |= {id for line in whole for id in json.loads(line)}
    workplace = open_again(folder)

    def look(seat: Seat) -> tuple[set[str], list[str]]:
        ids = set(seat.connection.execute(select(entries.c.id)).scalars())
        texts = list(seat.connection.execute(select(values[Note].c.text)).scalars())
        return ids, texts

    ids, texts = workplace.read(look)
    workplace.lock()
    assert len(acknowledged) > KILLS
    assert acknowledged <= ids
    firsts = sum(text.endswith("first") for text in texts)
    assert firsts * 2 == len(texts) == len(ids) - 1


def test_a_file_is_whole_whenever_its_writer_is_killed(nursery: Nursery, tmp_path: Path) -> None:
    chance = random.Random(2)
    for _kill in range(KILLS):
        nursery.killed_after(chance.random() * 0.01, what="files", folder=str(tmp_path))
        assert (tmp_path / "certificate.pdf").read_bytes() in {b"\0" * 200_000, b"\1" * 200_000}


def test_a_killed_guess_still_counts(nursery: Nursery, folder: Path) -> None:
    home = folder / "organisation"
    before = failures(home)
    nursery.killed_after(0.1, what="guess", folder=str(folder))
    assert failures(home) > before


def failures(home: Path) -> int:
    (cora,) = Keystore.open(home)._content.holders.values()
    return cora.failures


def test_a_full_disk_is_said_in_words_and_loses_nothing(nursery: Nursery, folder: Path) -> None:
    size = (folder / "organisation" / FILE).stat().st_size
    nursery.start(what="full", folder=str(folder), bytes=str(size + 400_000))
    told = json.loads(nursery.said()[0])
    assert "Nothing was saved" in told["said"]
    assert "disk" in told["advice"]
    assert told["full"]
    workplace = open_again(folder)
    ids = workplace.read(lambda seat: seat.connection.execute(select(values[Note].c.id)).all())
    workplace.lock()
    assert len(ids) == told["kept"] > 10


def _may_mount() -> bool:
    unshare = shutil.which("unshare")
    mounted = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs none /tmp"]
    return unshare is not None and subprocess.run(mounted, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _may_mount(), reason="a small disk can be mounted only where the system allows it")
def test_a_full_disk_ends_writing_but_not_reading_until_there_is_room_again(tmp_path: Path) -> None:
    command = ["unshare", "-rm", sys.executable, "-m", "tests.faults.small_disk", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["kept"] == told["size"]
    assert told["full"]
    assert told["refused"] == "The disk is full. Nothing was saved."
    assert told["took"] < 0.1, "it is refused at once, and the disk is not tried"
    assert told["unchanged"]
    assert not told["full after making room"]
    assert told["kept after making room"]
    assert told["entries at the end"] == told["size"] + 1


def test_after_all_this_every_page_of_the_database_is_whole(nursery: Nursery, folder: Path) -> None:
    for _kill in range(5):
        nursery.killed_after(0.02, what="pairs", folder=str(folder), mark="x")
    workplace = open_again(folder)
    key = workplace._inside().secrets["database"]
    workplace.lock()
    assert check_database(folder / "organisation" / FILE, key) > 10
