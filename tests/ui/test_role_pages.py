"""What holds for every page of every role, with the people of the sample organisation in it."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from peertrain.record.passphrases import LOWEST_COST
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.main_window import MainWindow
from peertrain.ui.roles import roles_of
from peertrain.workplace.workplace import Workplace
from tests.picture_guests import somebody_joins
from tests.picture_scenes import SCENES
from tests.sample_organisation import Sample
from tests.ui.kit.look import clipped, cut_heads, in_the_end, laid_out, markup_readers, nameless, sideways

pytestmark = pytest.mark.timeout(400)  # somebody makes the sample first
PEOPLE = ("Ruth", "Dana", "Miguel", "Kayla", "Łukasz")


@pytest.fixture
def window(person: str, sample: Sample, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of somebody."""
    workplace = Workplace(sample.folder, cost=LOWEST_COST)
    workplace.sign_in(person, sample.passphrases[person])
    if any(scene.with_guest for scene in SCENES if scene.person == person):
        somebody_joins(workplace, passphrase=sample.passphrases[person])
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


@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_can_be_named_read_and_seen(window: MainWindow, theme: Theme, qtbot: QtBot) -> None:
    """Everything has a name, nothing reads markup, nothing is clipped or needs sideways scrolling, also at 200 %."""
    wrong: dict[str, object] = {}
    for text_size, size in ((100, (1180, 780)), (100, (760, 680)), (200, (1180, 780)), (200, (760, 680))):
        theme.wear(scheme=Scheme.LIGHT, text_size=text_size)
        window.resize(*size)
        for page in [page for role in window._roles for page in role.pages]:
            window.go(page)
            _settle(window, qtbot)
            if found := in_the_end(qtbot, lambda: _wrong(window.page())):
                wrong[f"{page.__name__} at {text_size} %, {size[0]} px"] = found
    assert wrong == {}


@pytest.mark.parametrize("person", sorted({scene.person for scene in SCENES}))
def test_every_page_that_another_one_opens_fits_a_narrow_window_with_large_text(
    person: str, window: MainWindow, theme: Theme, qtbot: QtBot
) -> None:
    wrong: dict[str, object] = {}
    theme.wear(scheme=Scheme.LIGHT, text_size=200)
    window.resize(760, 680)
    workplace = window.context.background._workplace
    for scene in [one for one in SCENES if one.person == person]:
        if scene.before is not None:
            workplace.write(scene.before)
        window.go(scene.page, **workplace.read(scene.where))
        _settle(window, qtbot)
        if found := in_the_end(qtbot, lambda: _wrong(window.page())):
            wrong[scene.name] = found
    assert wrong == {}


def _wrong(page: Page) -> dict[str, object]:
    judged = {
        "without a name": nameless(page),
        "reads markup": markup_readers(page),
        "clipped": clipped(page),
        "sideways": sideways(page),
        "heads cut off": cut_heads(page),
    }
    return {what: found for what, found in judged.items() if found}


def _settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing is under way; what is shown may ask for more, such as a list for its rows."""
    laid_out(window)
    while window.context.background.is_busy():
        qtbot.waitUntil(lambda: not window.context.background.is_busy(), timeout=20_000)
        laid_out(window)
