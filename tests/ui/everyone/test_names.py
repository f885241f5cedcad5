"""Ctrl+K leads to people, modules, lessons, terms and certificates by their names, and to the search."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peertrain.domain.people import Role
from peertrain.ui.everyone.glossary import GlossaryPage
from peertrain.ui.everyone.reading import ReadingPage
from peertrain.ui.everyone.search import SearchPage
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.keys import GoTo
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.main_window import MainWindow
from peertrain.ui.roles import roles_of
from peertrain.ui.supervisor.trainee import TraineePage
from peertrain.ui.trainee.module import ModulePage
from peertrain.ui.trainee.reader import ReaderPage
from tests.office import Office, staffed_office
from tests.teaching import adopt, small_course


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    adopt(made, small_course(tmp_path))
    yield made
    made.workplace.lock()


def gone(qtbot: QtBot, office: Office, name: str, role: Role, typed: str) -> type[Page]:
    """Type into the box of Ctrl+K, press Enter, and return the page that is shown."""
    background = Background(office.enter(name))
    window = MainWindow(
        background, who=office.workplace.person_id, name=name, roles=roles_of([role]),
        preferences=Preferences.in_folder(office.folder),
    )  # fmt: skip
    qtbot.addWidget(window)
    window.show()
    window._open_go_to()
    qtbot.waitUntil(lambda: not background._jobs, timeout=20_000)
    [box] = window.findChildren(GoTo)
    qtbot.keyClicks(box.typed, typed)
    qtbot.keyClick(box.typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not background._jobs, timeout=20_000)
    shown = type(window.page())
    window.close()
    background.close()
    return shown


@pytest.mark.parametrize(
    ("who", "typed", "page"),
    [
        (("Marcus", Role.TRAINEE), "empathy", ModulePage),
        (("Marcus", Role.TRAINEE), "hearing", ReaderPage),
        (("Renee", Role.SUPERVISOR), "marc", TraineePage),
        (("Renee", Role.SUPERVISOR), "bell", TraineePage),
        (("Renee", Role.SUPERVISOR), "hearing", ReadingPage),
        (("Renee", Role.SUPERVISOR), "sympath", GlossaryPage),
        (("Renee", Role.SUPERVISOR), "nothing is called so", SearchPage),
    ],
)
def test_a_name_leads_to_its_page(
    qtbot: QtBot, office: Office, who: tuple[str, Role], typed: str, page: type[Page]
) -> None:
    assert gone(qtbot, office, *who, typed) is page
