"""What holds for every page of every role, with the people of the sample organisation in it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from peertrain.record.passphrases import LOWEST_COST
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.main_window import MainWindow
from peertrain.ui.roles import roles_of
from peertrain.workplace.workplace import Workplace
from tests.sample_organisation import Sample
from tests.ui.kit.look import clipped, markup_readers, nameless

pytestmark = pytest.mark.timeout(400)  # somebody makes the sample first
PEOPLE = ("Ruth", "Dana", "Miguel", "Kayla", "Łukasz")


@pytest.fixture(params=PEOPLE)
def window(request: pytest.FixtureRequest, sample: Sample, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of somebody."""
    workplace = Workplace(sample.folder, cost=LOWEST_COST)
    workplace.sign_in(request.param, sample.passphrases[request.param])
    who = workplace.read(lambda seat: seat.person)
    background = Background(workplace)
    made = MainWindow(
        background, who=who, name=who.preferred_name, roles=roles_of(who.active_roles),
        preferences=Preferences.in_folder(sample.folder),
    )  # fmt: skip
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()
    background.close()
    workplace.lock()


def test_every_page_can_be_named_read_and_seen(window: MainWindow, theme: Theme, qtbot: QtBot) -> None:
    """Everything has a name, nothing reads markup, nothing is clipped or needs sideways scrolling, also at 200 %."""
    wrong: dict[str, object] = {}
    narrow = 800 if any(role.role == "coordinator" for role in window._roles) else 760
    for text_size, size in ((100, (1180, 780)), (100, (narrow, 680)), (200, (1180, 780)), (200, (narrow, 680))):
        theme.wear(scheme=Scheme.LIGHT, text_size=text_size)
        window.resize(*size)
        for page in [page for role in window._roles for page in role.pages]:
            window.go(page)
            _settle(window, qtbot)
            if found := _wrong(window.page()):
                qtbot.wait(500)  # a busy computer lays out later
                found = _wrong(window.page())
            if found:
                wrong[f"{page.__name__} at {text_size} %, {size[0]} px"] = found
    assert wrong == {}


def _wrong(page: Page) -> dict[str, object]:
    sideways = [
        area.horizontalScrollBar().maximum()
        for area in page.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum()
    ]
    judged = {
        "without a name": nameless(page),
        "reads markup": markup_readers(page),
        "clipped": clipped(page),
        "sideways": sideways,
    }
    return {what: found for what, found in judged.items() if found}


def _settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.wait(20)
    qtbot.waitUntil(lambda: not window.context.background.is_busy(), timeout=20_000)
    qtbot.wait(20)
