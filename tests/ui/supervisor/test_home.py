"""A supervisor's home, ratings and trainees, in a real window over a real office."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from peertrain.services import competencies
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.explained import ExplainedChoice
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.supervisor.home import SupervisorHomePage
from peertrain.ui.supervisor.rating import RatingPage
from peertrain.ui.supervisor.ratings import RatingsPage
from peertrain.ui.supervisor.signoff import SignOffPage
from peertrain.ui.supervisor.trainee import TraineePage
from peertrain.ui.supervisor.trainees import TraineesPage
from tests.going import foundations, log, meet, put_on_programme, rated_oneself
from tests.office import PASSPHRASES, Office, staffed_office
from tests.teaching import adopt, small_course
from tests.ui.kit.look import clipped, markup_readers, nameless
from tests.ui.signing import answer, dialog_is_open, dialog_words
from tests.ui.stage import Stage, stage_for

TUESDAY = date(2026, 9, 15)
LISTENS = "Hears both the facts and the feelings"
PRIVATE = "Keeps private what is private, within law and policy"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    yield made
    made.workplace.lock()


@pytest.fixture
def busy(office: Office) -> Office:
    """Return an office in which Marcus has sent hours, has a meeting to sign and has rated himself."""
    put_on_programme(office, "Marcus", "Aisha")
    log(office, "Marcus", TUESDAY, 90)
    log(office, "Marcus", TUESDAY + timedelta(days=1), 60)
    meet(office, "Marcus", on=TUESDAY + timedelta(days=2), signed=False, follow_ups=("Read the page on gifts again",))
    rated_oneself(office, "Marcus", {"CC1.2": 4, "CC9.6": 2})
    return office


def where(office: Office) -> dict[str, str]:
    return {"trainee_id": office.ids["Marcus"]}


def choose(stage: Stage, name: str, level: int | None) -> None:
    choice = stage.opened(name).findChildren(ExplainedChoice)[0]
    choice.marks[5 if level is None else level].click()


def saw_it_at_work(stage: Stage) -> None:
    marks = stage.window.page().findChildren(QRadioButton)
    next(one for one in marks if one.text() == "I saw it at work").click()


def sign_with(stage: Stage, passphrase: str) -> None:
    [dialog] = [one for one in stage.window.findChildren(QDialog) if one.isVisible()]
    [field] = dialog.findChildren(QLineEdit)
    field.setText(passphrase)
    [button] = [one for one in dialog.findChildren(QPushButton) if one.text() == "Sign"]
    button.click()
    stage.settle()


def test_without_trainees_the_home_says_what_to_do(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Luis", SupervisorHomePage) as stage:
        assert "You have no trainees yet. A coordinator assigns them to you" in stage.words()


def test_what_needs_her_leads_to_where_it_is_done(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Renee", SupervisorHomePage) as stage:
        words = stage.words()
        assert "Marcus: 2 entries of hours to sign off, 2 h 30 min." in words
        assert "Marcus: 1 follow-up from supervision." in words
        assert words.index("hours to sign off") < words.index("follow-up") < words.index("asks for 12 ratings")
        [name] = [one for one in stage.buttons() if one.startswith("Go to sign-off: Marcus")]
        stage.press(name)
        stage.page(SignOffPage)
        stage.go(SupervisorHomePage)
        [name] = [one for one in stage.buttons() if one.startswith("Rate: Marcus")]
        stage.press(name)
        assert "Rate Marcus" in stage.words()


def test_the_own_rating_shows_only_after_hers_is_signed(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Renee", RatingsPage) as stage:
        stage.press("Rate Marcus")
        page = stage.page(RatingPage)
        assert "Marcus has rated it; you see how once you have." in stage.words()
        assert "Exemplary" not in stage.words()
        saw_it_at_work(stage)
        choose(stage, LISTENS, 2)
        choose(stage, PRIVATE, None)
        stage.press("Sign 2 ratings…")
        sign_with(stage, PASSPHRASES["Renee"])
        words = stage.words()
        assert "2 ratings signed for Marcus." in stage.notice()
        assert "Side by side" in words
        assert "Marcus: Exemplary. You: Developing." in words
        assert "hidden until you have given a level" in words
        assert page._draft == competencies.RatingDraft()
    marcus = busy.ids["Marcus"]
    sheet = busy.ask("Renee", lambda seat: competencies.sheet_of(seat, trainee_id=marcus))
    assert [one.level for line in sheet.asked_for for one in line.given] == [2, None]


def test_a_supervisor_allows_their_own_trainee_more_attempts_at_a_check(
    qtbot: QtBot, busy: Office, tmp_path: Path
) -> None:
    adopt(busy, small_course(tmp_path))
    with stage_for(qtbot, busy, "Renee", SupervisorHomePage) as stage:
        stage.go(TraineePage, **where(busy))
        form = stage.opened("More attempts at a check").findChildren(Form)[0]
        assert "Empathy: 5 attempts allowed" in stage.buttons()
        qtbot.keyClick(form.fields["reason"].focus_on, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        stage.settle()
        assert [field.wrong_label().text() for field in form.fields.values()] == [
            "Please choose “Check of the module”.", "Please choose “How many more”.", "Please fill in “Reason”.",
        ]  # fmt: skip
        assert not dialog_is_open(stage)
        stage.submit(form, check=("small-course", "empathy"), attempts=2, reason="We read it again together")
        assert "Marcus may make 2 more attempts at the check of “Empathy”." in dialog_words(stage)
        answer(stage, "Allow them", PASSPHRASES["Renee"])
        assert stage.notice() == "Marcus can make 2 more attempts at the check of “Empathy”."
        stage.opened("More attempts at a check")
        assert "Empathy: 7 attempts allowed" in stage.buttons()


def test_a_supervisor_too_reads_which_rules_are_not_verified(qtbot: QtBot, office: Office) -> None:
    put_on_programme(office, "Aisha")
    put_on_programme(
        office, "Marcus", programme=replace(foundations(), version="2.0", unverified=("The hours are old.",))
    )
    with stage_for(qtbot, office, "Renee", SupervisorHomePage) as stage:
        stage.go(TraineePage, trainee_id=office.ids["Aisha"])
        assert "not verified at their source" not in stage.words()
        stage.go(TraineePage, **where(office))
        assert "Parts of these rules are not verified at their source." in stage.words()
        stage.opened("what is not verified in Foundations of Peer Support")
        assert "The hours are old." in stage.words()


def test_a_level_chosen_by_mistake_is_left_out_again(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Renee", RatingsPage) as stage:
        stage.go(RatingPage, **where(busy))
        saw_it_at_work(stage)
        choose(stage, LISTENS, 3)
        choose(stage, PRIVATE, 2)
        stage.press(f"Leave out the rating of “{LISTENS}”")
        assert stage.button("Sign 1 rating…").isEnabled()
        assert not stage.opened(LISTENS).findChildren(ExplainedChoice)[0].is_chosen()


def test_a_rating_is_given_with_the_keyboard_alone_and_what_is_wrong_is_led_to(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Renee", RatingsPage) as stage:
        page = stage.go(RatingPage, **where(busy))
        stage.window.activateWindow()
        assert focus() in page._form.fields["evidence"].editor.findChildren(QRadioButton), "one can choose at once"
        qtbot.keyClick(focus(), Qt.Key.Key_Space)
        choose(stage, LISTENS, 2)
        comment = page._comments["CC1.2"].focus_on
        assert isinstance(comment, QPlainTextEdit)
        comment.setPlainText("x" * 1001)
        comment.setFocus()
        qtbot.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        stage.settle()
        assert "This is 1 letter too long" in stage.words()
        assert focus() is comment
        comment.setPlainText("She called 555-123-4567 back.")
        qtbot.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        stage.settle()
        assert "Take out what may identify somebody, or say" in stage.words()
        assert focus().property("text") == "This is not about a person I support"
        qtbot.keyClick(focus(), Qt.Key.Key_Space)
        qtbot.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        stage.settle()
        assert "I rate Marcus Bell as “Developing”." in dialog_words(stage)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_nothing_is_carried_over_to_another_trainee(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Renee", RatingsPage) as stage:
        stage.go(RatingPage, **where(busy))
        saw_it_at_work(stage)
        choose(stage, LISTENS, 3)
        stage.go(RatingPage, trainee_id=busy.ids["Aisha"])
        assert "Rate Aisha" in stage.words()
        assert not stage.button("Sign ratings…").isEnabled()
        assert not stage.opened(LISTENS).findChildren(ExplainedChoice)[0].is_chosen()
        stage.go(RatingPage, **where(busy))
        assert stage.button("Sign 1 rating…").isEnabled()
        assert stage.opened(LISTENS).findChildren(ExplainedChoice)[0].chosen() == 3


def test_the_signature_comes_after_the_form_and_ctrl_enter_asks_for_what_is_missing(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Renee", RatingsPage) as stage:
        page = stage.go(RatingPage, **where(busy))
        assert "Ctrl+Enter signs from every field." in stage.words()
        [others] = [one for one in page.findChildren(Disclosure) if one._name == "All other competencies"]
        signs = stage.button("Sign ratings…")
        assert signs.mapTo(page, QPoint(0, 0)).y() > others.mapTo(page, QPoint(0, 0)).y()
        saw_it_at_work(stage)
        stage.window.activateWindow()
        field = page._form.fields["context"].focus_on
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        stage.settle()
        assert "Choose a level, or “not observed”, for at least one competency." in stage.words()
        choose(stage, LISTENS, 2)
        last = stage.opened(LISTENS).findChildren(ExplainedChoice)[0].marks[-1]
        last.setFocus()
        for _number in range(40):
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            if QApplication.focusWidget() is signs:
                break
        assert signs.hasFocus(), "Tab comes from the form to the signature"


def test_what_may_identify_somebody_stops_the_signature_until_it_is_answered(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Renee", RatingsPage) as stage:
        page = stage.go(RatingPage, **where(busy))
        saw_it_at_work(stage)
        choose(stage, LISTENS, 3)
        comment = stage.opened(LISTENS).findChildren(QPlainTextEdit)[0]
        comment.setPlainText("He sat with Jane Miller after the group.")
        stage.press("Sign 1 rating…")
        assert "Take out what may identify somebody" in stage.words()
        assert not [one for one in stage.window.findChildren(QDialog) if one.isVisible()]
        [tick] = page._guard.findChildren(QCheckBox)
        tick.click()
        stage.press("Sign 1 rating…")
        sign_with(stage, PASSPHRASES["Renee"])
        assert "1 rating signed" in stage.notice()


def test_the_kind_of_evidence_has_to_be_said(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Renee", RatingsPage) as stage:
        stage.go(RatingPage, **where(busy))
        choose(stage, LISTENS, 3)
        stage.press("Sign 1 rating…")
        assert "Please choose “How do you know?”." in stage.words()


def test_a_trainee_is_seen_with_the_standing_that_the_trainee_sees(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Renee", TraineesPage) as stage:
        stage.press("Open Marcus")
        stage.page(TraineePage)
        words = stage.words()
        assert "Foundations of Peer Support" in words
        assert "0 min of 40 h, 40 h missing." in words
        assert "Your turn" in words
        assert "Nothing is rated yet." in words


@pytest.mark.parametrize("kind", [SupervisorHomePage, RatingsPage, RatingPage, TraineesPage, TraineePage])
def test_pages_hold_at_two_hundred_per_cent(qtbot: QtBot, busy: Office, theme: Theme, kind: type[Page]) -> None:
    theme.wear(scheme=Scheme.DARK, text_size=200)
    with stage_for(qtbot, busy, "Renee", SupervisorHomePage) as stage:
        for size in ((1180, 780), (760, 600)):
            stage.window.resize(*size)
            stage.go(kind, **(where(busy) if kind in {RatingPage, TraineePage} else {}))
            for one in stage.window.page().findChildren(Disclosure)[:3]:
                one.open()
            stage.until(lambda: not clipped(stage.window.page()))
        assert nameless(stage.window.page()) == []
        assert markup_readers(stage.window.page()) == []
