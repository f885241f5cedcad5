"""A coordinator lets people work on computers of their own, and makes sure whose keys come back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from peertrain.domain.people import Role
from peertrain.services import invitations, people
from peertrain.ui.coordinator.enrol import ELSEWHERE, EnrolPage
from peertrain.ui.coordinator.home import CoordinatorHomePage
from peertrain.ui.coordinator.people import PeoplePage, access_in_words
from peertrain.ui.coordinator.person import PersonPage
from peertrain.ui.everyone.me import MePage
from peertrain.ui.kit.forms import Form
from peertrain.workplace.workplace import Workplace
from tests.exchange.computers import Agency, Computer
from tests.office import PASSPHRASES, Office
from tests.ui.kit.look import clipped, nameless
from tests.ui.signing import answer
from tests.ui.stage import Stage, stage_for

DANA = PASSPHRASES["Dana"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "Dana")
    yield made
    made.workplace.lock()


class _At:
    """Dana's computer as a stage sees an office."""

    def __init__(self, computer: Computer) -> None:
        self.folder, self._workplace = computer.folder, computer.workplace

    def enter(self, _name: str) -> Workplace:
        return self._workplace


def enrol_elsewhere(stage: Stage) -> None:
    form = stage.page(EnrolPage)._form
    assert form is not None
    form.fill({"legal_name": "Marcus Bell", "preferred_name": "Marcus", "roles": [Role.TRAINEE], "computer": ELSEWHERE})
    stage.press("Enrol")
    answer(stage, "Enrol and invite", DANA)


def figure(stage: Stage) -> str:
    """Return the words that stand large on the page."""
    found = [one for one in stage.window.page().findChildren(QLabel) if one.property("kind") == "figure"]
    return next((one.text() for one in found if one.isVisible()), "")


def test_whoever_works_elsewhere_is_enrolled_and_invited_in_one_deed(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "marcus.peertrain-invitation"
    with stage_for(qtbot, office, "Dana", EnrolPage) as stage:
        enrol_elsewhere(stage)
        words = figure(stage)
        assert len(words.split()) == 5
        assert "never together with the file" in stage.words()
        stage.press("Save the invitation…")
        [dialog] = [one for one in stage.window.findChildren(QFileDialog) if one.isVisible()]
        dialog.fileSelected.emit(str(file))
        dialog.close()
        stage.settle()
        assert nameless(stage.window.page()) == []
        assert clipped(stage.window.page()) == []
        stage.go(CoordinatorHomePage)
        stage.go(EnrolPage)
        assert figure(stage) == "", "the words are gone once the page was left"
    joined = Workplace(tmp_path / "Marcus", clock=office.clock, cost=office.workplace.cost)
    joined.join(file.read_bytes(), words=words)
    assert joined.read(lambda seat: seat.person.preferred_name) == "Marcus"
    joined.lock()
    here = office.ask("Dana", people.known_people)
    assert {one.person.preferred_name: one.access for one in here}["Marcus"] is people.Access.INVITED_ELSEWHERE


def test_a_wrong_passphrase_enrols_nobody(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", EnrolPage) as stage:
        form = stage.page(EnrolPage)._form
        assert form is not None
        form.fill({"legal_name": "Marcus Bell", "roles": [Role.TRAINEE], "computer": ELSEWHERE})
        stage.press("Enrol")
        answer(stage, "Enrol and invite", "not the passphrase at all")
    assert len(office.ask("Dana", people.known_people)) == 1


def test_six_words_are_compared_on_the_home_page_and_the_person_sees_them_until_then(
    qtbot: QtBot, agency: Agency
) -> None:
    words = agency.marcus.ask(invitations.my_six_words)
    with stage_for(qtbot, _At(agency.marcus), "Marcus", MePage) as stage:  # type: ignore[arg-type]
        assert figure(stage) == words
    with stage_for(qtbot, _At(agency.dana), "Dana", CoordinatorHomePage) as stage:  # type: ignore[arg-type]
        assert words in stage.words()
        stage.press("The words of Marcus match…")
        answer(stage, "They match", DANA)
        assert words not in stage.words()
        assert "The key is Marcus's." in stage.notice()
    agency.dana.send(agency.marcus)
    with stage_for(qtbot, _At(agency.marcus), "Marcus", MePage) as stage:  # type: ignore[arg-type]
        assert "Your six words" not in stage.words()


def test_the_list_of_people_says_at_which_computer_each_signs_in(qtbot: QtBot, agency: Agency) -> None:
    known = agency.dana.ask(people.known_people)
    words = {one.person.preferred_name: access_in_words(one.access) for one in known}
    own = "on their own computer"
    assert words == {"Dana": "on this computer", "Renee": own, "Marcus": own}
    with stage_for(qtbot, _At(agency.dana), "Dana", PeoplePage) as stage:  # type: ignore[arg-type]
        assert clipped(stage.window.page()) == []
        page = stage.go(PersonPage, person_id=agency.marcus.person_id)
        assert own in stage.words()
        with pytest.raises(AssertionError, match="Forgotten passphrase"):
            stage.opened("Forgotten passphrase or lost words")
        assert clipped(page) == []


def test_whoever_was_invited_to_their_own_computer_has_no_way_in_once_that_ran_out(office: Office) -> None:
    enrolled = office.do(
        "Dana",
        lambda seat: people.enrol(
            seat, legal_name="Joy Núñez", preferred_name="Joy", roles=[Role.TRAINEE], elsewhere=True, passphrase=DANA
        ),
    ).value
    assert enrolled is not None
    assert _access(office, "Joy") == "has no way in"
    office.do("Dana", lambda seat: invitations.invite(seat, person_id=enrolled.person_id, passphrase=DANA))
    assert _access(office, "Joy") == "invited to their own computer"
    office.clock.to(office.clock.now.date() + timedelta(days=15))
    assert _access(office, "Joy") == "has no way in"


def _access(office: Office, name: str) -> str:
    known = office.ask("Dana", people.known_people)
    [words] = [access_in_words(one.access) for one in known if one.person.preferred_name == name]
    [person] = [one.person for one in known if one.person.preferred_name == name]
    alone = office.ask("Dana", lambda seat: people.known_person(seat, person_id=person.id))
    assert access_in_words(alone.access) == words
    return words


def test_a_key_whose_words_differ_is_ended_with_a_reason(qtbot: QtBot, agency: Agency) -> None:
    with stage_for(qtbot, _At(agency.dana), "Dana", CoordinatorHomePage) as stage:  # type: ignore[arg-type]
        stage.go(PersonPage, person_id=agency.marcus.person_id)
        stage.press("The words of Marcus do not match…")
        dialog = next(one for one in stage.window.findChildren(QDialog) if one.isVisible())
        reason, passphrase = dialog.findChildren(QLineEdit)[:2]
        reason.setText("Somebody else read other words")
        passphrase.setText(DANA)
        next(one for one in dialog.findChildren(QPushButton) if one.text() == "End this key").click()
        stage.settle()
        assert "Compare six words" not in stage.words()
    waiting = agency.dana.ask(invitations.unconfirmed)
    assert "Marcus" not in {one.person.preferred_name for one in waiting}


@pytest.mark.parametrize("lost", [False, True], ids=["one more computer", "a lost laptop"])
def test_a_person_is_invited_to_another_computer(qtbot: QtBot, agency: Agency, tmp_path: Path, lost: bool) -> None:
    with stage_for(qtbot, _At(agency.dana), "Dana", CoordinatorHomePage) as stage:  # type: ignore[arg-type]
        page = stage.go(PersonPage, person_id=agency.marcus.person_id)
        stage.press("Show details: Another computer")
        if lost:
            form = next(one for one in page.findChildren(Form) if one.isVisible() and "lost" in one.fields)
            form.fill({"lost": "The laptop was stolen"})
            stage.press("End the keys and invite anew…")
            answer(stage, "End the keys and invite", DANA)
        else:
            stage.press("Invite to another computer…")
            answer(stage, "Make the invitation", DANA)
        assert "1. The invitation" in stage.words()
        sent = page._invitation
        assert isinstance(sent, invitations.Sent)
    second = Computer(tmp_path / "second", "Marcus", agency.clock, agency.marcus.person_id)
    second.workplace.join(sent.content, words=sent.words)
    second.workplace.choose_passphrase(PASSPHRASES["Marcus"])
    assert agency.dana.take(second.packet_to(agency.dana)).rejected == 0
    second.workplace.lock()
