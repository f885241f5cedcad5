"""The box to tick, so that a double click opens our files."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from peertrain.domain.errors import Trouble
from peertrain.file_types.opener import Opener, Registered
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.double_click import DoubleClick, opening_files
from peertrain.ui.kit.theme import Scheme, Theme
from tests.ui.kit.look import clipped, laid_out, nameless

COMMAND = ("/usr/bin/peertrain", "open")


class List:
    """A system's list that is kept in memory; full, it takes nobody."""

    def __init__(self, command: Sequence[str] = (), *, full: bool = False) -> None:
        self.command: Sequence[str] = command
        self.full = full

    def registered(self) -> Registered | None:
        return Registered(self.written(self.command), Path(self.command[0])) if self.command else None

    def written(self, command: Sequence[str]) -> str:
        return " ".join(command)

    def register(self, command: Sequence[str]) -> None:
        if self.full:
            raise Trouble("The list is full.", "Ask whoever looks after this computer.")
        self.command = command

    def remove(self) -> None:
        self.command = ()


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background(NoWorkplace())
    yield made
    made.close()


class NoWorkplace:
    """No record is asked for here."""

    def read(self, question: Any, /) -> Any:
        raise AssertionError

    write = manage = read


def shown(qtbot: QtBot, background: Background, system: List) -> DoubleClick:
    widget = DoubleClick(background, Opener(system, COMMAND))
    qtbot.addWidget(widget)
    widget.show()
    return widget


def press(qtbot: QtBot, widget: DoubleClick) -> None:
    widget.box.setFocus()
    qtbot.keyClick(widget.box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not widget._background.is_busy())


def test_nothing_is_registered_before_somebody_asks(qtbot: QtBot, background: Background) -> None:
    system = List()
    assert not shown(qtbot, background, system).box.isChecked()
    assert not system.command


def test_the_space_bar_registers_and_takes_it_back(qtbot: QtBot, background: Background) -> None:
    system = List()
    widget = shown(qtbot, background, system)
    press(qtbot, widget)
    assert list(system.command) == list(COMMAND)
    assert widget.box.isChecked()
    press(qtbot, widget)
    assert not system.command
    assert not widget.box.isChecked()


def test_another_program_on_the_list_is_not_this_one(qtbot: QtBot, background: Background) -> None:
    assert not shown(qtbot, background, List(["/usr/bin/other"])).box.isChecked()


def test_trouble_is_said_and_the_box_shows_how_it_is(qtbot: QtBot, background: Background) -> None:
    widget = shown(qtbot, background, List(full=True))
    press(qtbot, widget)
    assert not widget.box.isChecked()
    words = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    assert "The list is full. Ask whoever looks after this computer." in words


def test_where_there_is_nothing_to_choose_nothing_is_shown(background: Background) -> None:
    assert opening_files(background, None) == ()


def test_its_words_fit_a_narrow_window_with_large_text(qtbot: QtBot, background: Background, theme: Theme) -> None:
    theme.wear(scheme=Scheme.DARK, text_size=200)
    (card,) = opening_files(background, Opener(List(), COMMAND))
    qtbot.addWidget(card)
    card.resize(620, card.heightForWidth(620))
    card.show()
    laid_out(card)
    assert clipped(card) == []
    assert nameless(card) == []
