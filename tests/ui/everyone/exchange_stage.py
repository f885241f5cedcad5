"""The page of the exchange in the window of whoever works at a computer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from peertrain.ui.everyone.exchange import ExchangePage
from peertrain.ui.kit.rail_foot import RailFoot
from peertrain.workplace.workplace import Workplace
from tests.exchange.computers import Computer
from tests.ui.stage import Stage, stage_for


class AsOffice:
    """A computer as a stage sees an office."""

    def __init__(self, computer: Computer) -> None:
        self.folder, self._workplace = computer.folder, computer.workplace

    def enter(self, _name: str) -> Workplace:
        return self._workplace


@contextmanager
def at(qtbot: QtBot, computer: Computer) -> Iterator[Stage]:
    """The window of whoever works at a computer, on the page."""
    with stage_for(qtbot, AsOffice(computer), computer.name, ExchangePage) as stage:  # type: ignore[arg-type]
        yield stage


def save_as(stage: Stage, path: Path) -> None:
    """Choose a place in the dialog that asks where to save."""
    choose(stage, path)
    stage.settle()


def choose(stage: Stage, path: Path) -> None:
    [dialog] = [one for one in stage.window.findChildren(QFileDialog) if one.isVisible()]
    dialog.fileSelected.emit(str(path))
    dialog.close()


def foot(stage: Stage) -> str:
    [found] = stage.window.findChildren(RailFoot)
    return found.accessibleName() if found.isVisible() else ""
