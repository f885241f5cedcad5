"""A window comes back as it was left, and never where no screen is."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from peertrain.app import Program, the_application
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.kit.window_place import USUAL, keep_place, take_place


def _left(qtbot: QtBot, folder: Path, place: QRect) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(place)
    window.show()
    window.close()
    keep_place(window, Preferences.in_folder(folder))


def _back(qtbot: QtBot, folder: Path) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    take_place(window, Preferences.in_folder(folder))
    window.show()
    return window


def test_a_window_comes_back_where_and_as_large_as_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    place = QRect(120, 90, 500, 400)
    _left(qtbot, tmp_path, place)
    assert _back(qtbot, tmp_path).geometry() == place


def test_a_window_that_was_on_a_screen_that_is_gone_comes_back_on_one_that_is_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    _left(qtbot, tmp_path, QRect(5000, 4000, 500, 400))
    back = _back(qtbot, tmp_path)
    assert QGuiApplication.primaryScreen().availableGeometry().contains(back.geometry())
    assert (back.width(), back.height()) == (500, 400)


@pytest.mark.parametrize("kept", ["", "not a place", "AdnQ"])
def test_where_nothing_good_is_kept_a_window_is_as_large_as_usual(qtbot: QtBot, tmp_path: Path, kept: str) -> None:
    Preferences.in_folder(tmp_path).change(window=kept)
    back = _back(qtbot, tmp_path)
    assert (back.width(), back.height()) == USUAL


def test_the_program_comes_back_where_it_was_closed(qtbot: QtBot, tmp_path: Path) -> None:
    place = QRect(60, 70, 700, 600)
    for number in range(2):
        program = Program(the_application(), tmp_path)
        qtbot.addWidget(program.entrance)
        program.start()
        qtbot.waitUntil(lambda program=program: not program.background.is_busy())  # type: ignore[misc]
        if number:
            assert program.entrance.geometry() == place
        program.entrance.setGeometry(place)
        program.entrance.close()
        program.leave()
