"""The big button of a home in a wide page and in a narrow one."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.big_button import BigButton
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.theme import Scheme, Theme
from tests.ui.kit.look import clipped

WORDS = "Continue: Ethics, law and what stays between us"


@pytest.mark.parametrize(("width", "lines"), [(1000, 1), (420, 2)])
def test_the_words_of_the_big_button_go_on_in_the_next_line_where_it_is_narrow(
    qtbot: QtBot, theme: Theme, width: int, lines: int
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=130)
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    go = BigButton(WORDS, lambda: None, icon_name="arrow-right")
    layout.addWidget(flow(go))
    layout.addStretch(1)
    page.resize(width, 300)
    page.show()
    qtbot.waitExposed(page)
    assert go.text() == WORDS
    assert len(go.lines(go.width())) == lines
    assert go.width() <= width
    assert clipped(page) == []
    low = go.height()
    page.resize(1000, 300)
    qtbot.waitUntil(lambda: (go.height() < low) is (lines > 1))
