"""The head of the window keeps its words while there is room for them."""

import pytest
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.main_window import MainWindow
from tests.ui.kit.look import clipped, laid_out


@pytest.mark.parametrize("text_size", [100, 200])
def test_the_words_of_the_header_stay_while_there_is_room_and_the_name_of_the_program_goes_first(
    qtbot: QtBot, theme: Theme, window: MainWindow, text_size: int
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=text_size)
    seen = []
    for width in (2400, 760, 2400):
        window.resize(width, 600)
        laid_out(window)
        assert clipped(window.header) == []
        seen.append((window.header._mark.isVisible(), *(bool(one.text()) for one in window.header._buttons)))
    all_of_it, nothing = (True, True, True), (False, False, False)
    assert seen == [all_of_it, all_of_it if text_size == 100 else nothing, all_of_it]


def test_the_header_keeps_its_words_while_something_is_going_on(window: MainWindow) -> None:
    window.resize(window.header._needs(), 600)
    laid_out(window)
    window.header.status.setText("Working…")
    laid_out(window)
    assert clipped(window.header) == []
    assert window.header._mark.isVisible()
