"""Lists to choose from show all they have at every text size, and a control with the focus has one frame."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.buttons import Button
from peertrain.ui.kit.combo import Combo
from peertrain.ui.kit.theme import TEXT_SIZES, Scheme, Theme
from peertrain.ui.kit.tiles import tiles
from tests.ui.kit.look import laid_out


@pytest.mark.parametrize("chosen", [100, 200])
def test_a_list_to_choose_from_shows_all_it_has_also_after_the_text_has_grown(
    qtbot: QtBot, theme: Theme, chosen: int
) -> None:
    combo = Combo("Text size", {size: f"{size} %" for size in TEXT_SIZES})
    qtbot.addWidget(combo)
    combo.choose(chosen)
    combo.show()
    for text_size in (100, 200, 100):
        theme.wear(scheme=Scheme.LIGHT, text_size=text_size)
        laid_out(combo)
        combo.list.showPopup()
        laid_out(combo.list.view().window())
        heights, room = _lines(combo), combo.list.view().viewport().height()
        assert (len(heights), room) == (len(TEXT_SIZES), sum(heights)), "no line is hidden, and none is empty"
        combo.list.hidePopup()


def _lines(combo: Combo) -> list[int]:
    """Return the heights of the lines that are seen."""
    view = combo.list.view()
    lines = [view.visualRect(combo.list.model().index(row, 0)) for row in range(combo.list.count())]
    return [line.height() for line in lines if view.viewport().rect().contains(line)]


@pytest.mark.parametrize("make", [QCheckBox, QRadioButton, Button])
def test_the_focus_that_the_keys_brought_has_one_frame(qtbot: QtBot, make: Callable[[str], QAbstractButton]) -> None:
    desk = QWidget()
    qtbot.addWidget(desk)
    button = make("Words")
    button.setParent(desk)
    desk.show()
    desk.activateWindow()
    button.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(button.hasFocus)
    before = _picture(button)
    desk.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    assert _picture(button) == before


def _picture(button: QAbstractButton) -> QImage:
    return button.grab().toImage()


def test_a_tile_that_only_has_the_keys_does_not_look_chosen(qtbot: QtBot) -> None:
    field = tiles("kind", "Kind", {"one": ("One to one", "person"), "group": ("Group", "people")})
    qtbot.addWidget(field)
    first, second = field.findChildren(QPushButton)

    def sign() -> QImage:
        return first.icon().pixmap(20, 20).toImage()

    before = sign()
    assert field.caption.text() == "Kind (choose one)"
    first.click()
    assert field.caption.text() == "Kind"
    assert sign() != before
    second.click()
    assert (sign() == before, field.read()) == (True, "group")
