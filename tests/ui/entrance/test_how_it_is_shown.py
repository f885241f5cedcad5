"""What holds for every view of the entrance: names, the way of the Tab key, room for its words, plain text."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from peertrain.domain.people import Role
from peertrain.record.passphrases import new_recovery_code
from peertrain.sample.organisation import SignIn
from peertrain.ui.entrance.entrance import Entrance
from peertrain.ui.kit.theme import Scheme
from tests.journeys.driver import Driver
from tests.ui.entrance.conftest import DANA, Start
from tests.ui.kit.look import clipped, in_the_end, markup_readers, nameless

LONG = "Community Alliance for Recovery, Housing and Employment of the Upper Peninsula"
SAMPLE = (
    SignIn("Ruth", "lantern gravel seven oboe", Role.COORDINATOR, "coordinator"),
    SignIn("Łukasz", "tundra button maple drum", Role.TRAINEE, "trainee: waits for sign-off"),
)


def _sign_in_to_sample(entrance: Entrance) -> None:
    entrance._made(SAMPLE)


VIEWS: dict[str, Callable[[Entrance], object]] = {
    "first start": Entrance.show_first_start,
    "founding": Entrance.show_founding,
    "checking": Entrance.show_checking,
    "sign in": Entrance.show_sign_in,
    "sample": _sign_in_to_sample,
    "forgotten": Entrance.show_recover,
    "choose passphrase": lambda entrance: entrance.show_choose_passphrase("Marcus"),
    "recovery code": lambda entrance: entrance.show_recovery_code(LONG, new_recovery_code()),
    "trouble": lambda entrance: entrance.show_trouble(f"The folder of {LONG} cannot be read. Close other programs."),
}


@pytest.fixture(params=VIEWS)
def view(request: pytest.FixtureRequest, organisation: Path, start: Start) -> Driver:
    """The program with one view of the entrance shown."""
    driver = start()
    VIEWS[request.param](driver.program.entrance)
    driver.settle()
    return driver


def test_everything_that_takes_the_focus_has_an_accessible_name(view: Driver) -> None:
    assert nameless(view.root) == []


def test_no_label_reads_text_as_markup(view: Driver) -> None:
    assert markup_readers(view.root) == []


def test_nothing_is_clipped_at_two_hundred_per_cent(view: Driver) -> None:
    view.program.theme.wear(scheme=Scheme.LIGHT, text_size=200)
    for width, height in ((1180, 780), (760, 560)):
        view.root.resize(width, height)
        assert in_the_end(view.qtbot, partial(clipped, view.root)) == [], f"at {width}"
        (area,) = view.root.findChildren(QScrollArea)
        assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def test_tab_reaches_everything_in_the_order_in_which_it_stands(view: Driver) -> None:
    view.root.activateWindow()
    there = {one for one in view.root.findChildren(QWidget) if _takes_tab(one)}
    reached: list[QWidget] = []
    while (now := QApplication.focusWidget()) is not None and now not in reached:
        reached.append(now)
        view.qtbot.keyClick(now, Qt.Key.Key_Tab)
    assert there <= set(reached), [one.accessibleName() for one in there - set(reached)]
    lines = [_line(one) for one in reached if not isinstance(one, QScrollArea)]
    first_line = lines.index(min(lines))
    assert lines[first_line:] + lines[:first_line] == sorted(lines)


def _takes_tab(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return takes and widget.isVisible() and widget.isEnabled()


def _line(widget: QWidget) -> int:
    """Return the line in which a widget stands."""
    return widget.mapTo(widget.window(), widget.rect().center()).y() // 24


def test_the_curtain_has_names_room_and_plain_text(organisation: Path, start: Start) -> None:
    driver = start()
    driver.sign_in("Dana", DANA)
    window = driver.program.window
    assert window is not None
    window.lock()
    driver.settle()
    assert nameless(driver.root) == []
    assert markup_readers(window.curtain) == []
    driver.program.theme.wear(scheme=Scheme.LIGHT, text_size=200)
    window.resize(760, 560)
    assert in_the_end(driver.qtbot, partial(clipped, window.curtain)) == []
