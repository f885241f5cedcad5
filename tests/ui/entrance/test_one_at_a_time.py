"""The start of the program: one window on a folder, polite words for a second one, nothing left of a sample."""

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


def test_a_second_window_on_the_same_folder_says_so_and_ends(qtbot: QtBot, tmp_path: Path) -> None:
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
