"""The rail has room for its words, its numbers and its scroll bar at every text size."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.background import Background
from peertrain.ui.kit.page import Foot, Page
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.kit.rail import Rail, RailButton
from peertrain.ui.kit.rail_foot import RailFoot
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.main_window import MainWindow, RolePages
from tests.ui.kit.look import clipped, in_the_end, laid_out

TITLES = ("Start", "Programmes", "Certificates", "People", "Courses", "Group sessions", "History", "Backups")


def _page(title: str) -> type[Page]:
    class Named(Page):
        @staticmethod
        def title() -> str:
            return title

        @staticmethod
        def badge() -> Any:
            return lambda _shelf: 12

    return Named


Make = Callable[[], MainWindow]


@pytest.fixture
def make(qtbot: QtBot, background: Background, tmp_path: Path) -> Make:
    return lambda: _window(qtbot, background, tmp_path)


def _window(qtbot: QtBot, background: Background, folder: Path) -> MainWindow:
    role = RolePages("coordinator", "Coordinator", tuple(_page(title) for title in TITLES))
    made = MainWindow(background, who=None, name="Ruth", roles=[role], preferences=Preferences.in_folder(folder))
    qtbot.addWidget(made)
    return made


def _cut(rail: Rail) -> list[str]:
    return [button.accessibleName() for button in rail.buttons() if button.width() < button.needed_width()]


def _bar_is_shown(rail: Rail) -> bool:
    area = rail.findChild(QScrollArea)
    return area is not None and area.verticalScrollBar().isVisible()


@pytest.mark.parametrize("first", [100, 200])
@pytest.mark.parametrize("size", [(2000, 1400), (2000, 500), (1180, 500)])
def test_no_word_and_no_number_of_the_rail_is_cut_at_200_per_cent(
    qtbot: QtBot, theme: Theme, make: Make, size: tuple[int, int], first: int
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=first)
    window = make()
    window.resize(*size)
    window.show()
    qtbot.waitUntil(lambda: all(not button.badge.isHidden() for button in window.rail.buttons()))
    theme.wear(scheme=Scheme.LIGHT, text_size=200)
    assert in_the_end(qtbot, lambda: _cut(window.rail)) == []
    window.go(window._roles[0].pages[1])
    assert in_the_end(qtbot, lambda: _cut(window.rail)) == []
    assert _bar_is_shown(window.rail) is (size[1] == 500)


def test_the_scroll_bar_of_the_rail_takes_nothing_from_its_items(qtbot: QtBot, theme: Theme, make: Make) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=200)
    window = make()
    window.show()
    sizes = []
    for height in (1400, 500):
        window.resize(2000, height)
        qtbot.waitUntil(lambda height=height: _bar_is_shown(window.rail) is (height == 500))
        laid_out(window)
        sizes.append((window.rail.width(), *(button.width() for button in window.rail.buttons())))
    assert sizes[0] == sizes[1]


def test_the_item_of_the_page_that_is_shown_comes_into_view(qtbot: QtBot, theme: Theme, make: Make) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=200)
    window = make()
    window.resize(2000, 500)
    window.show()
    laid_out(window)
    last = window.rail.buttons()[-1]
    assert not _is_seen(last)
    window.go(window._roles[0].pages[-1])
    qtbot.waitUntil(lambda: _is_seen(last))


def test_the_item_of_the_page_stays_in_view_when_the_text_grows(qtbot: QtBot, theme: Theme, make: Make) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=100)
    window = make()
    window.resize(2000, 500)
    window.show()
    window.go(window._roles[0].pages[-1])
    laid_out(window)
    theme.wear(scheme=Scheme.LIGHT, text_size=200)
    laid_out(window)
    qtbot.waitUntil(lambda: _is_seen(window.rail.buttons()[-1]))


def _is_seen(button: RailButton) -> bool:
    return button.visibleRegion().boundingRect() == button.rect()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_what_the_pointer_is_on_looks_unlike_the_page_that_is_shown(
    qtbot: QtBot, theme: Theme, make: Make, scheme: Scheme
) -> None:
    theme.wear(scheme=scheme, text_size=100)
    window = make()
    window.resize(900, 700)
    window.show()
    laid_out(window)
    chosen, other = window.rail.buttons()[0], window.rail.buttons()[3]
    plain = _ground(other)
    _point_at(other, 0)
    pointed = _ground(other)
    assert len({plain, pointed, _ground(chosen)}) == 3
    window.go(window._roles[0].pages[1])
    assert _ground(other) == plain, "the pointer only rests there while the keys are used"
    _point_at(other, 3)
    assert _ground(other) == pointed


def _point_at(button: RailButton, beside: int) -> None:
    """Move the pointer into the middle of a button, or beside it."""
    window, place = button.window(), button.rect().center() + QPoint(beside, 0)
    QTest.mouseMove(window.windowHandle(), button.mapTo(window, place))
    QApplication.processEvents()


def _ground(button: RailButton) -> tuple[int, int]:
    """Return the colours of the frame and within it, where no word is."""
    image = button.grab().toImage()
    return image.pixel(image.width() // 2, 1), image.pixel(image.width() // 2, 5)


def _told(words: list[str]) -> type[Page]:
    class Told(Page):
        @staticmethod
        def title() -> str:
            return "Told"

        @staticmethod
        def foot() -> Any:
            return lambda _shelf: Foot(words[0], "sun") if words else None

    return Told


@pytest.mark.parametrize("text_size", [100, 200])
def test_the_foot_says_how_a_page_stands_in_words_that_have_room_and_lead_there(
    theme: Theme, qtbot: QtBot, background: Background, tmp_path: Path, text_size: int
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=text_size)
    words = ["Entries wait to be sent to Dana and Renee. Taken in at 14:05: 2 new entries."]
    role = RolePages("trainee", "Trainee", (_page("Home"), _told(words)))
    window = MainWindow(background, who=None, name="Marcus", roles=[role], preferences=Preferences.in_folder(tmp_path))
    qtbot.addWidget(window)
    window.resize(2000, 900)
    window.show()
    [foot] = window.rail.findChildren(RailFoot)
    qtbot.waitUntil(foot.isVisible)
    qtbot.waitUntil(lambda: foot.accessibleName() == words[0])
    assert in_the_end(qtbot, lambda: clipped(foot)) == []
    qtbot.keyClick(foot, Qt.Key.Key_Return)
    assert window.page().title() == "Told"
    window.rail.show_words(False)
    qtbot.waitUntil(lambda: foot.toolTip() == words[0])
    assert in_the_end(qtbot, lambda: clipped(foot)) == []
    words.clear()
    window._count(role.in_rail)
    qtbot.waitUntil(lambda: not foot.isVisible())
