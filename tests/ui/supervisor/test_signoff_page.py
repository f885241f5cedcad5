"""A supervisor works through the sign-off desk, with the keyboard, on a real page over a real office."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QScrollBar
from pytestqt.qtbot import QtBot

from peertrain.domain.hours import Hours, HoursState
from peertrain.services import signoff
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.supervisor.approved import ApprovedPage
from peertrain.ui.supervisor.signoff import SignOffPage
from tests.office import PASSPHRASES, Office, staffed_office
from tests.services.test_hours import draft, send
from tests.ui.kit.look import nameless
from tests.ui.signing import answer, dialog_is_open, dialog_words
from tests.ui.stage import Stage, clipped, stage_for

TODAY = date(2026, 9, 7)
RENEE = PASSPHRASES["Renee"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    for n in range(3):
        send(made, draft(made, f"m{n}", on=TODAY - timedelta(days=n), minutes=60 + 15 * n))
    send(made, draft(made, "a0", note="Coffee with Keisha."[:0]), name="Aisha")
    yield made
    made.workplace.lock()


@pytest.fixture
def stage(qtbot: QtBot, office: Office) -> Iterator[Stage]:
    with stage_for(qtbot, office, "Renee", SignOffPage) as made:
        yield made


def press(stage: Stage, key: Qt.Key) -> None:
    stage.qtbot.keyClick(stage.page(SignOffPage).table.view, key)
    stage.settle()


def state(office: Office, id: str) -> HoursState:
    hours = office.ask("Renee", lambda seat: seat.picture.find(Hours, id))
    assert hours is not None
    return hours.state


def test_the_longest_waiting_entry_is_on_the_desk_with_its_sentence(stage: Stage) -> None:
    assert "1 of 4" in stage.words()
    assert "Marcus, Monday 7 September 2026" in stage.words()
    assert "I supervised these 1 h and they are true as written." in stage.words()


def test_j_and_k_go_from_entry_to_entry(stage: Stage) -> None:
    press(stage, Qt.Key.Key_J)
    assert "2 of 4" in stage.words()
    assert "I supervised these 1 h 15 min and they are true as written." in stage.words()
    press(stage, Qt.Key.Key_K)
    assert "1 of 4" in stage.words()


def test_a_approves_under_the_passphrase_and_the_next_entry_comes(stage: Stage, office: Office) -> None:
    press(stage, Qt.Key.Key_A)
    assert "I supervised these 1 h and they are true as written." in dialog_words(stage)
    answer(stage, "Approve and sign", "not the right passphrase")
    assert "That passphrase is not right." in dialog_words(stage)
    assert state(office, "m0") is HoursState.SUBMITTED
    answer(stage, "Approve and sign", RENEE)
    assert not dialog_is_open(stage)
    assert state(office, "m0") is HoursState.APPROVED
    assert stage.notice() == "Approved 1 h."
    assert "1 of 3" in stage.words()
    assert "Sunday 6 September 2026" in stage.words()


def test_several_are_chosen_with_x_and_approved_with_a_under_one_passphrase(stage: Stage, office: Office) -> None:
    for key in (Qt.Key.Key_X, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_X, Qt.Key.Key_J, Qt.Key.Key_X):
        press(stage, key)
    assert "Approve the 3 chosen: 4 h" in stage.buttons()
    press(stage, Qt.Key.Key_A)
    assert "Marcus: 2 entries, 2 h 30 min\nAisha: 1 entry, 1 h 30 min" in dialog_words(stage)
    answer(stage, "Approve and sign 3 entries", RENEE)
    assert [state(office, id) for id in ("m0", "m1", "m2", "a0")] == [
        HoursState.APPROVED, HoursState.SUBMITTED, HoursState.APPROVED, HoursState.APPROVED,
    ]  # fmt: skip
    assert "1 of 1" in stage.words()
    assert stage.page(SignOffPage).chosen == {}


def test_nothing_is_carried_over_from_one_entry_to_the_next(stage: Stage) -> None:
    page = stage.page(SignOffPage)
    press(stage, Qt.Key.Key_1)
    press(stage, Qt.Key.Key_X)
    assert page.decision.reason.read()
    press(stage, Qt.Key.Key_J)
    assert page.decision.reason.read() == ""
    assert not page.decision.choose.isChecked()
    press(stage, Qt.Key.Key_K)
    assert page.decision.reason.read() == "Please take out what could identify the person you supported."
    assert page.decision.choose.isChecked()


def test_r_sends_back_with_a_word_and_asks_for_one_where_it_is_missing(stage: Stage, office: Office) -> None:
    press(stage, Qt.Key.Key_R)
    assert "Say in a word what to change" in stage.words()
    assert state(office, "m0") is HoursState.SUBMITTED
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_3, Qt.Key.Key_R):
        stage.qtbot.keyClick(stage.window.focusWidget(), key)
        stage.settle()
    assert state(office, "m0") is HoursState.RETURNED
    hours = office.ask("Renee", lambda seat: seat.picture.find(Hours, "m0"))
    assert hours is not None
    assert hours.reason == "Please say more exactly what you did."
    assert "1 of 3" in stage.words()


def test_a_word_that_was_asked_for_is_sent_from_where_it_is_written(stage: Stage, office: Office) -> None:
    press(stage, Qt.Key.Key_R)
    written = stage.window.focusWidget()
    assert written is stage.page(SignOffPage).decision.reason.focus_on
    stage.qtbot.keyClicks(written, "2 h are too many")
    stage.qtbot.keyClick(written, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert state(office, "m0") is HoursState.RETURNED
    hours = office.ask("Renee", lambda seat: seat.picture.find(Hours, "m0"))
    assert hours is not None
    assert hours.reason == "2 h are too many"


def test_a_reason_not_sent_survives_the_window_and_ends_with_the_decision(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Renee", SignOffPage) as stage:
        edit = stage.page(SignOffPage).decision.reason.focus_on
        stage.qtbot.keyClicks(edit, "Please say where")
        press(stage, Qt.Key.Key_J)
    with stage_for(qtbot, office, "Renee", SignOffPage) as stage:
        decision = stage.page(SignOffPage).decision
        assert decision.reason.read() == "Please say where"
        stage.qtbot.keyClicks(decision.reason.focus_on, "Please: ")
        stage.window.lock()
        stage.settle()
    with stage_for(qtbot, office, "Renee", SignOffPage) as stage:
        assert stage.page(SignOffPage).decision.reason.read() == "Please: Please say where"
        press(stage, Qt.Key.Key_R)
        assert stage.page(SignOffPage).decision.reason.read() == ""
    assert list(office.ask("Renee", lambda seat: list(seat.desk.items(signoff.UNSENT)))) == []


def test_letters_typed_into_the_reason_stay_letters(stage: Stage, office: Office) -> None:
    edit = stage.page(SignOffPage).decision.reason.focus_on
    edit.setFocus()
    stage.qtbot.keyClicks(edit, "jax 1")
    stage.settle()
    assert stage.page(SignOffPage).decision.reason.read() == "jax 1"
    assert "1 of 4" in stage.words()
    assert not dialog_is_open(stage)


def test_one_trainee_at_a_time(stage: Stage) -> None:
    people = stage.page(SignOffPage).people
    key = next(key for key in people._keys if key and people.list.itemText(people._keys.index(key)) == "Aisha")
    people.choose(key)
    people.chosen.emit(key)
    stage.settle()
    assert "1 of 1" in stage.words()
    assert "Aisha, Monday 7 September 2026" in stage.words()


def test_phrases_are_changed_on_the_desk(stage: Stage, office: Office) -> None:
    stage.page(SignOffPage).keep_phrases(("Please add the site.",))
    stage.settle()
    assert "Please add the site." in stage.words()
    press(stage, Qt.Key.Key_1)
    assert stage.page(SignOffPage).decision.reason.read() == "Please add the site."


def test_after_the_last_decision_the_page_is_at_its_top_and_no_higher_than_its_sentence_needs(
    stage: Stage, office: Office
) -> None:
    page = stage.page(SignOffPage)
    area = page.findChildren(QScrollArea)[0]
    stage.window.resize(1180, 500)
    stage.settle()
    for _entry in range(4):
        area.verticalScrollBar().triggerAction(QScrollBar.SliderAction.SliderToMaximum)
        assert area.verticalScrollBar().value() > 0
        page.approve()
        answer(stage, "Approve and sign", RENEE)
    assert "Nothing waits for you." in stage.words()
    assert (area.verticalScrollBar().value(), area.verticalScrollBar().maximum()) == (0, 0)


def test_when_nothing_waits_the_desk_says_so_and_approvals_can_be_made_void(stage: Stage, office: Office) -> None:
    page = stage.page(SignOffPage)
    for _entry in range(4):
        page.choose()
        page.table.step(1)
        stage.settle()
    page.approve_chosen()
    answer(stage, "Approve and sign 4 entries", RENEE)
    assert "Nothing waits for you." in stage.words()
    stage.press("What I approved")
    approved = stage.page(ApprovedPage)
    approved.table.view.selectRow(0)
    stage.settle()
    approved.form.fields["reason"].write("It was half an hour.")
    stage.press("Make the approval void")
    answer(stage, "Make it void", RENEE)
    assert len(office.ask("Renee", signoff.approved)) == 3
    assert "and Marcus can correct" in stage.notice() or "and Aisha can correct" in stage.notice()


@pytest.mark.parametrize("text_size", [100, 200])
def test_nothing_is_clipped_and_everything_has_a_name(stage: Stage, theme: Theme, text_size: int) -> None:
    theme.wear(scheme=Scheme.DARK, text_size=text_size)
    stage.settle()
    stage.until(lambda: not clipped(stage.window.page()))
    assert nameless(stage.window.page()) == []
