from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from peertrain.domain.changes import Changed, Done
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.keys import add_key
from peertrain.ui.kit.notices import NoticeBar
from peertrain.ui.kit.page import Context, Page
from peertrain.ui.kit.page_stack import PageStack
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.kit.privacy import Privacy


class Counting(Page):
    watches = Changed.HOURS
    built: ClassVar[int] = 0

    @staticmethod
    def title() -> str:
        return "Counting"

    def build(self) -> None:
        self.times_built = getattr(self, "times_built", 0) + 1
        self.times_refreshed = 0

    def refresh(self) -> None:
        self.times_refreshed += 1


class Other(Page):
    watches = Changed.PEOPLE

    @staticmethod
    def title() -> str:
        return "Other"

    def show_where(self, person: str = "") -> None:
        self.person = person


@pytest.fixture
def context(background: Background, tmp_path, qtbot: QtBot) -> Context:  # type: ignore[no-untyped-def]
    notices = NoticeBar()
    qtbot.addWidget(notices)
    return Context(
        background,
        None,
        Preferences.in_folder(tmp_path),
        notices,
        Privacy(background, after_ms=60_000),
        lambda *_a, **_w: None,
    )


@pytest.fixture
def stack(context: Context, qtbot: QtBot) -> PageStack:
    made = PageStack()
    qtbot.addWidget(made)
    made.go(context, Counting, {})
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_page_is_built_when_first_shown_and_not_before(context: Context, qtbot: QtBot) -> None:
    page = Counting(context)
    qtbot.addWidget(page)
    assert not hasattr(page, "times_built")
    page.show()
    page.hide()
    page.show()
    assert (page.times_built, page.times_refreshed) == (1, 1)


def test_a_page_looked_at_refreshes_at_once_for_what_it_watches(stack: PageStack) -> None:
    page = stack.page()
    assert isinstance(page, Counting)
    stack.tell(Changed.HOURS | Changed.PEOPLE)
    assert page.times_refreshed == 2
    stack.tell(Changed.PEOPLE)
    assert page.times_refreshed == 2


def test_a_hidden_page_goes_stale_and_refreshes_once_when_looked_at(stack: PageStack, context: Context) -> None:
    page = stack.page()
    assert isinstance(page, Counting)
    stack.go(context, Other, {})
    stack.tell(Changed.HOURS)
    stack.tell(Changed.HOURS)
    assert (page.times_refreshed, page.stale) == (1, True)
    stack.go(context, Counting, {})
    assert (page.times_refreshed, page.stale) == (2, False)


def test_back_returns_to_the_page_before_with_what_it_was_about(stack: PageStack, context: Context) -> None:
    stack.go(context, Other, {"person": "p1"})
    stack.go(context, Counting, {})
    stack.back(context, Counting)
    page = stack.page()
    assert isinstance(page, Other)
    assert page.person == "p1"


def test_a_deed_refreshes_the_pages_of_the_window_and_is_said(window, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    home = window.page()
    seen: list[int] = []
    home.refresh = lambda: seen.append(1)
    window.context.background.do(QObject(window), lambda _shelf: Done(Changed.HOURS, "Approved: 2 h."))
    qtbot.waitUntil(window.notices.isVisible)
    assert window.notices.sentence().text() == "Approved: 2 h."
    assert seen == [1]


def test_the_number_of_things_that_need_the_person_stands_in_the_rail(window, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    home = window.rail.buttons()[0]
    qtbot.waitUntil(lambda: home.badge.text() == "3")
    assert home.accessibleName() == "Your way, 3 things need you"


def test_a_page_can_be_made_its_own_child_without_a_window(context: Context, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    page = Other(context)
    page.setParent(parent)
    parent.show()
    page.show()
    assert page.accessibleName() == "Other"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_where_return_acts_so_does_the_enter_of_the_number_pad(qtbot: QtBot, key: Qt.Key) -> None:
    page, acted = QWidget(), list[str]()
    line = QLineEdit(page)
    qtbot.addWidget(page)
    add_key(page, "Ctrl+Return", lambda: acted.append("sent"))
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClick(line, key, Qt.KeyboardModifier.ControlModifier)
    assert acted == ["sent"]
