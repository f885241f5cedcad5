"""The start of the program: one window on a folder, polite words for a second one, nothing left of a sample."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from peertrain import app
from peertrain.cli import main
from peertrain.record.holding import hold


def _told(qtbot: QtBot, folder: Path) -> str:
    """Start the program on a folder where it cannot run; return what the person is told."""
    read: list[str] = []

    def close() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            read.append(box.text())
            box.accept()

    timer = QTimer(interval=20)
    timer.timeout.connect(close)
    timer.start()
    assert main(["--data", str(folder)]) == 2
    timer.stop()
    return read[0]


def test_where_the_other_program_does_not_answer_the_second_says_so_and_ends(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "OTHER_START_S", 0.3)
    with hold(tmp_path):
        told = _told(qtbot, tmp_path)
    assert "already open" in told
    assert "Go to its window" in told


def test_a_file_in_the_place_of_the_data_folder_is_said_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine", encoding="utf-8")
    assert "cannot keep its data" in _told(qtbot, tmp_path / "data")
    assert (tmp_path / "data").read_text(encoding="utf-8") == "mine"


def test_nothing_stays_of_a_sample_organisation(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []

    def run(folder: Path, *, demo: bool) -> int:
        assert demo
        (folder / "organisation").mkdir()
        seen.append(folder)
        return 0

    monkeypatch.setattr(app, "run", run)
    assert main(["--demo"]) == 0
    assert not seen[0].exists()


WATCHED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from peertrain import app

def say():
    shown = [one for window in QApplication.topLevelWidgets() for one in window.findChildren(QLabel) if one.isVisible()]
    print("|".join(one.text() for one in shown).replace("\\n", " "), flush=True)

application = app.the_application()
timer = QTimer(interval=50)
timer.timeout.connect(say)
timer.start()
sys.exit(app.run(Path(sys.argv[1]), demo=False, file=Path(sys.argv[2]) if sys.argv[2:] else None))
"""
"""The program, which says all the time what can be read in it."""


class Started:
    """The program as a process of its own, and what can be read in its window."""

    def __init__(self, folder: Path, *file: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WATCHED, folder, *file], stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def shows(self, words: str) -> None:
        """Wait until some words can be read."""
        assert self.process.stdout is not None
        last = ""
        for line in self.process.stdout:
            last = line
            if words in line:
                return
        raise AssertionError(f"it ended without “{words}”: {last}")

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[..., Started]]:
    """Start the program on a data folder; it is ended after the test."""
    programs: list[Started] = []

    def start(*file: Path) -> Started:
        programs.append(Started(tmp_path / "data", *file))
        return programs[-1]

    yield start
    for one in programs:
        one.end()


def again(folder: Path, *arguments: str | Path) -> int:
    """Start the program as a double click does, and return its exit code."""
    command = [sys.executable, "-m", "peertrain", "--data", folder, *arguments]
    return subprocess.run(command, timeout=60, check=False).returncode


def test_a_second_start_hands_its_invitation_to_the_open_program_and_ends(
    started: Callable[..., Started], tmp_path: Path
) -> None:
    invitation = tmp_path / "Łukasz & Co.peertrain-invitation"
    invitation.write_bytes(b"PeerTrain invitation\n")
    first = started()
    first.shows("Begin with your organisation")
    assert again(tmp_path / "data", "open", invitation) == 0
    first.shows(invitation.name)
    assert again(tmp_path / "data") == 0, "without a file it comes to the front"
    assert first.process.poll() is None


def test_of_two_starts_at_the_same_moment_one_opens_the_files_of_both(
    started: Callable[..., Started], tmp_path: Path
) -> None:
    packets = [tmp_path / "one.ptp", tmp_path / "two.ptp"]
    for packet in packets:
        packet.touch()
    programs = [started(packet) for packet in packets]
    ended = wait_for_one(programs)
    assert ended.process.returncode == 0
    (other,) = [one for one in programs if one is not ended]
    other.shows(f"{packets[programs.index(ended)].name} can be opened once somebody is in.")


def wait_for_one(programs: list[Started]) -> Started:
    """Return the one that ends first."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for one in programs:
            if one.process.poll() is not None:
                return one
        time.sleep(0.05)
    raise AssertionError("both are open")


def test_a_start_while_the_program_is_ending_begins_a_new_one(started: Callable[..., Started], tmp_path: Path) -> None:
    paper = tmp_path / "paper.ptp"
    paper.touch()
    with hold(tmp_path / "data"):
        next_one = started(paper)
        time.sleep(1.5)
        assert next_one.process.poll() is None
    next_one.shows("paper.ptp can be opened once somebody is in.")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "open", str(tmp_path / "gone.ptp")]) == 2
    assert "gone.ptp" in capsys.readouterr().err
