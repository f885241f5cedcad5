"""The program at one computer, with people who come to it in turn."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.journeys.driver import Driver
from tests.office import Clock

Begin = Callable[[Path, Clock | None], Driver]


@pytest.fixture
def begin(qtbot: QtBot) -> Iterator[Begin]:
    """Start the program on a folder, and close it in the end."""
    started: list[Driver] = []

    def start(folder: Path, clock: Clock | None = None) -> Driver:
        started.append(Driver(qtbot, folder, clock=clock))
        return started[-1]

    yield start
    for one in started:
        one.close()
