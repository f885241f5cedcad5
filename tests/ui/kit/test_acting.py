"""A line and what can be done about it stand side by side where there is room."""

from pytestqt.qtbot import QtBot

from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, plain


def test_a_line_within_a_line_asks_for_the_room_to_stand_side_by_side(qtbot: QtBot) -> None:
    hour, rest = plain("1 h", wrap=False), button("The rest", lambda: None)
    line = acting(plain("Advocacy"), acting(hour, rest))
    qtbot.addWidget(line)
    line.resize(900, 60)
    line.show()
    qtbot.waitUntil(lambda: rest.x() > hour.x())
    assert rest.y() < hour.geometry().bottom()
