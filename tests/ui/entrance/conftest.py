"""The program over an organisation on disk, with a person before it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from peertrain.domain.people import Role
from tests.journeys.driver import Driver
from tests.office import LEGAL_NAMES, PASSPHRASES, Clock, Office

Start = Callable[..., Driver]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    """Start the program on the folder of this test, and close it in the end."""
    started: list[Driver] = []

    def begin(clock: Clock | None = None) -> Driver:
        started.append(Driver(qtbot, tmp_path, clock=clock))
        return started[-1]

    yield begin
    for one in started:
        one.close()


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an organisation with Dana, a coordinator, and Marcus, a trainee, and a backup."""
    folder = tmp_path_factory.mktemp("founded")
    office = Office(folder)
    office.enrol("Marcus", Role.TRAINEE)
    office.enter("Dana").back_up("first backup")
    office.workplace.lock()
    return folder


@pytest.fixture
def organisation(founded: Path, tmp_path: Path) -> Path:
    """A copy of that folder in which this test may do anything; `start` starts the program on it."""
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    return tmp_path


DANA = PASSPHRASES["Dana"]
LEGAL_NAME = LEGAL_NAMES["Dana"]
