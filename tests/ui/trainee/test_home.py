"""A trainee's home and competencies, in a real window over a real office."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import delete

from peertrain.courseware.archive import pack
from peertrain.domain.changes import Changed, Done
from peertrain.errands.round import exchange_now
from peertrain.services import attestations, competencies, homes, learning
from peertrain.storage.installed import keep_waiting
from peertrain.storage.tables import course_parts, courses
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.explained import ExplainedChoice
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.trainee.competencies import CompetenciesPage
from peertrain.ui.trainee.course import CoursePage
from peertrain.ui.trainee.home import TraineeHomePage
from peertrain.ui.trainee.hours_log import LogHoursPage
from peertrain.ui.trainee.new_rating import NewRating
from peertrain.ui.trainee.reader import ReaderPage
from peertrain.workplace.seat import Seat
from tests.going import approve, give_back, log, meet, put_on_programme, rated, rated_oneself
from tests.office import PASSPHRASES, Office, staffed_office
from tests.teaching import adopt, shipped_course, small_course
from tests.ui.kit.look import clipped, markup_readers, nameless
from tests.ui.stage import Stage, stage_for

TUESDAY = date(2026, 9, 15)
CORE = "peer-specialist-core"
HOPE = next(one.id for one in competencies.framework() if one.title == "Gives honest hope")
LISTENS = "Hears both the facts and the feelings"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    yield made
    made.workplace.lock()


@pytest.fixture
def busy(office: Office) -> Office:
    """Return an office in which Marcus is under way: lessons, hours, a meeting, ratings."""
    course = adopt(office, shipped_course())
    put_on_programme(office, "Marcus")
    lesson = course.modules[2].lessons[3].id
    office.do("Marcus", lambda seat: learning.open_item(seat, course_id=CORE, item_id=lesson))
    approve(office, *(log(office, "Marcus", TUESDAY + timedelta(days=number)) for number in range(10)))
    give_back(office, log(office, "Marcus", TUESDAY, 60), "Which of the two groups was this?")
    meet(office, "Marcus", on=TUESDAY + timedelta(days=12), signed=False)
    rated_oneself(office, "Marcus", {"CC1.2": 4, "CC9.6": 3})
    rated(office, "Marcus", {"CC1.2": 2, "CC9.6": 3}, TUESDAY + timedelta(days=13))
    return office


def test_a_course_that_is_still_to_be_installed_is_named_and_begins_on_its_own(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    course = adopt(office, small_course(tmp_path))

    def be_without_it(seat: Seat) -> Done[None]:
        for table in (courses, course_parts):
            seat.connection.execute(delete(table))
        return Done(Changed.COURSES)

    def receive_it(seat: Seat) -> Done[None]:
        keep_waiting(seat.connection, pack(tmp_path / "small-1.0.0"))
        return Done(Changed.COURSES)

    office.do("Marcus", be_without_it)
    with stage_for(qtbot, office, "Marcus", TraineeHomePage) as stage:
        assert "Ask your coordinator to install it." in stage.words()
        stage.background.do(stage.window, receive_it)
        stage.settle()
        assert f"“{course.title}” is being made ready on this computer." in stage.words()
        stage.go(CoursePage)
        assert f"“{course.title}” is being made ready on this computer." in stage.words()
        stage.go(TraineeHomePage)
        stage.background.travel(stage.window, exchange_now)
        stage.settle()
        assert "is being made ready" not in stage.words()
        assert "Begin: Empathy" in stage.buttons()


def disclosure(stage: Stage, name: str) -> Disclosure:
    found = [one for one in stage.window.page().findChildren(Disclosure) if one._name == name and one.isVisible()]
    assert found, f"nothing called {name} can be opened"
    return found[-1]


def sign_with(stage: Stage, passphrase: str, yes: str) -> None:
    [dialog] = [one for one in stage.window.findChildren(QDialog) if one.isVisible()]
    [field] = dialog.findChildren(QLineEdit)
    field.setText(passphrase)
    [button] = [one for one in dialog.findChildren(QPushButton) if one.text() == yes]
    button.click()
    stage.settle()


def test_a_new_trainee_is_told_what_happens_next(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Marcus", TraineeHomePage) as stage:
        words = stage.words()
        assert "Hello, Marcus" in words
        assert "You are not on a programme yet" in words
        assert "Nothing waits for you" in words
        assert "Welcome back" not in words


def test_one_button_goes_on_where_the_trainee_was(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Marcus", TraineeHomePage) as stage:
        assert "Lesson 4 of 8: " in stage.words()
        stage.press("Continue: Boundaries")
        stage.page(ReaderPage)


def test_the_list_opens_into_what_counted_and_what_did_not(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Marcus", TraineeHomePage) as stage:
        assert "20 h of 40 h, 20 h missing" in stage.words()
        disclosure(stage, "Experience hours").turn()
        disclosure(stage, "Experience hours").turn()
        stage.settle()
        words = stage.words()
        assert "The supervisor has sent it back: Which of the two groups was this?" in words
        assert words.count("Recovery group, Harbor House, 2 h") == 8
        stage.press("Show all 10")
        assert stage.words().count("Recovery group, Harbor House, 2 h") == 10


def test_what_is_open_stays_open_when_something_changes(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Marcus", TraineeHomePage) as stage:
        disclosure(stage, "Module checks").turn()
        stage.window.page().go_stale()
        stage.settle()
        assert "Hide details: Module checks" in stage.buttons()
        assert "Show details: Competencies" in stage.buttons()


def test_what_came_back_leads_to_where_it_is_mended(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Marcus", TraineeHomePage) as stage:
        assert "“Which of the two groups was this?”" in stage.words()
        [name] = [one for one in stage.buttons() if one.startswith("Correct it: Renee sent back 1 h")]
        stage.press(name)
        stage.page(LogHoursPage)
        assert "Correct hours" in stage.words()
        assert "Renee sent it back: Which of the two groups was this?" in stage.words()


def test_time_that_waits_for_the_supervisor_is_named_on_the_home(qtbot: QtBot, busy: Office) -> None:
    log(busy, "Marcus", TUESDAY + timedelta(days=13), 90)
    with stage_for(qtbot, busy, "Marcus", TraineeHomePage) as stage:
        assert "20 h of 40 h, 20 h missing. 1 h wait for you. 1 h 30 min wait for Renee." in stage.words()


def test_a_declaration_is_signed_with_its_wording_in_view(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Marcus", TraineeHomePage) as stage:
        stage.press("Read and sign: Lived experience of recovery")
        sign_with(stage, PASSPHRASES["Marcus"], "Declare and sign")
        assert stage.notice() == "Signed: Lived experience of recovery."
        assert "Read and sign: Lived experience of recovery" not in stage.buttons()
    made = [one.made is not None for one in busy.ask("Marcus", attestations.asked_of_me)]
    assert made == [True, False]


def test_coming_back_after_a_pause_is_a_welcome_with_a_small_plan(qtbot: QtBot, busy: Office) -> None:
    busy.do("Marcus", homes.come_in)
    busy.clock.to(busy.clock.now.date() + timedelta(days=30))
    with stage_for(qtbot, busy, "Marcus", TraineeHomePage) as stage:
        words = stage.words()
        assert "Welcome back. Everything is where you left it." in words
        assert "Half an hour a day brings you to the end of “Boundaries” in 7 days." in words


def test_own_ratings_are_chosen_by_their_anchors_and_saved_together(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Marcus", CompetenciesPage) as stage:
        assert not stage.button("Save my ratings").isEnabled()
        for name, level in (("Gives honest hope", 2), (LISTENS, 3)):
            disclosure(stage, name).open()
            disclosure(stage, name).findChildren(ExplainedChoice)[0].marks[level].click()
        stage.press("Save my 2 ratings")
        assert "2 own ratings saved" in stage.notice()
    own = {one.competency.id: one.own.level for one in busy.ask("Marcus", competencies.own_sheet).lines if one.own}
    assert own == {"CC1.2": 3, "CC9.6": 3, HOPE: 2}


def test_choices_that_were_not_saved_are_there_again(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Marcus", CompetenciesPage) as stage:
        disclosure(stage, LISTENS).open()
        disclosure(stage, LISTENS).findChildren(ExplainedChoice)[0].marks[1].click()
        stage.window.page().hide()
        stage.settle()
    with stage_for(qtbot, busy, "Marcus", CompetenciesPage) as stage:
        assert stage.button("Save my 1 rating").isEnabled()
        disclosure(stage, LISTENS).open()
        assert disclosure(stage, LISTENS).findChildren(ExplainedChoice)[0].chosen() == 1


def test_a_rating_is_read_beside_the_own_one_and_answered(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Marcus", CompetenciesPage) as stage:
        words = stage.words()
        assert "2 new ratings" in words
        assert "You: Exemplary. Your supervisor: Developing." in words
        stage.press(f"Answer…: {LISTENS}")
        [new] = [one for one in stage.window.page().findChildren(NewRating) if one.field.isVisible()]
        new.field.focus_on.setPlainText("I would like to try that again next week.")  # type: ignore[attr-defined]
        new.read.click()
        stage.settle()
        assert "1 new rating" in stage.words()
        assert stage.button("Save my ratings").isVisible()
    given = next(
        one
        for one in busy.ask("Renee", lambda seat: competencies.sheet_of(seat, trainee_id=busy.ids["Marcus"])).lines
        if one.competency.id == "CC1.2"
    ).given
    assert given[0].trainee_comment == "I would like to try that again next week."


@pytest.mark.parametrize("kind", [TraineeHomePage, CompetenciesPage])
def test_pages_hold_at_two_hundred_per_cent(qtbot: QtBot, busy: Office, theme: Theme, kind: type[Page]) -> None:
    theme.wear(scheme=Scheme.DARK, text_size=200)
    with stage_for(qtbot, busy, "Marcus", kind) as stage:
        for size in ((1180, 780), (760, 600)):
            stage.window.resize(*size)
            for name in ("Experience hours", "Competencies", LISTENS):
                for one in stage.window.page().findChildren(Disclosure):
                    if one._name == name:
                        one.open()
            stage.until(lambda: not clipped(stage.window.page()))
        assert nameless(stage.window.page()) == []
        assert markup_readers(stage.window.page()) == []
