"""A second start hands its file to the program that is open already."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.handing_over import FilesHandedOver, hand_to_running

HAND = "import sys; from pathlib import Path; from peertrain.ui.kit.handing_over import hand_to_running; "
HAND += "sys.exit(0 if hand_to_running(Path(sys.argv[1]), Path(sys.argv[2])) else 3)"


def test_a_file_goes_to_the_program_that_is_open_on_the_folder(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QObject()
    running = FilesHandedOver(tmp_path, owner)
    with qtbot.waitSignal(running.handed, timeout=20_000) as heard:
        other = subprocess.Popen([sys.executable, "-c", HAND, str(tmp_path), "Łukasz to Dana.ptp"], cwd=tmp_path)
    assert heard.args == [tmp_path / "Łukasz to Dana.ptp"]
    assert other.wait(20) == 0
    owner.deleteLater()


def test_where_nothing_is_open_the_program_starts_itself(tmp_path: Path) -> None:
    assert not hand_to_running(tmp_path, tmp_path / "a.ptp")


def test_what_a_crash_has_left_is_in_nobodys_way(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = QObject(), QObject()
    FilesHandedOver(tmp_path, first)
    running = FilesHandedOver(tmp_path, second)
    assert running._server.isListening()
    first.deleteLater()
    second.deleteLater()
