"""A coordinator enrols, opens and changes people, in a real window over a real office."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from peertrain.domain.people import Person, Role
from peertrain.services import people
from peertrain.services.people import Access, Invitation
from peertrain.ui.coordinator.enrol import EnrolPage
from peertrain.ui.coordinator.home import CoordinatorHomePage
from peertrain.ui.coordinator.people import PeoplePage
from peertrain.ui.coordinator.person import PersonPage
from peertrain.ui.coordinator.slip import slip_lines
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.forms import Field, Form
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.slips import slip_html, write_slip
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.trainee.check import CheckPage
from tests.going import put_on_programme
from tests.office import PASSPHRASES, Office
from tests.services.test_programmes import demanding
from tests.teaching import adopt, small_course
from tests.ui.choosing import print_into
from tests.ui.kit.look import clipped, in_the_end, markup_readers, nameless
from tests.ui.signing import answer, dialog_words
from tests.ui.stage import Stage, stage_for

NEW = "gravel maple kettle orbit sandal"


def person_named(office: Office, name: str) -> people.Known:
    known = office.ask("Dana", people.known_people)
    return next(one for one in known if one.person.preferred_name == name)


def form_in(page: Page, title: str) -> Form:
    """Open the part of a page with this name and return the first form in it."""
    [part] = [one for one in page.findChildren(Disclosure) if one._name == title]
    part.open()
    return part.findChildren(Form)[0]


def enrol_joy(stage: Stage, **more: object) -> EnrolPage:
    page = stage.go(EnrolPage)
    assert page._form is not None
    stage.submit(page._form, legal_name="Joy Núñez <b>", preferred_name="Joy", roles=[Role.TRAINEE],
        **more,
    )  # fmt: skip
    return page


def test_everybody_is_listed_with_roles_and_access(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", PeoplePage) as stage:
        page = stage.page(PeoplePage)
        assert page.table.model.rowCount() == 5
        page.table.filter.setText("renée")
        stage.until(lambda: page.table.model.rowCount() == 1)
        page.table.view.selectRow(0)
        assert page.table.current().person.preferred_name == "Renee"
        page.table.view.entered_row.emit()
        stage.settle()
        assert "Renée Okafor" in stage.words()
        assert stage.page(PersonPage)


def test_a_person_is_enrolled_and_signs_in_with_the_words_on_the_slip(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    with stage_for(qtbot, office, "Dana", EnrolPage) as stage:
        enrol_joy(stage, supervisors=[office.ids["Renee"]])
        assert "shown only now" in stage.notice()
        words = next(
            label.text()
            for label in stage.window.page().findChildren(QLabel)
            if label.accessibleName().startswith("The five words")
        )
        stage.press("Copy the words")
        assert QGuiApplication.clipboard().text() == words
        assert markup_readers(stage.window.page()) == []
        stage.press("Print the slip…")
        print_into(stage.window, tmp_path / "slip.pdf")
        assert stage.notice() == f"Saved as slip.pdf in {tmp_path}."
        stage.go(PeoplePage)
        stage.go(EnrolPage)
        assert words not in stage.words(), "the words are shown once"
    assert person_named(office, "Joy").access is Access.INVITED
    office.workplace.sign_in("Joy", words)
    office.workplace.choose_passphrase(NEW)
    joy = office.workplace.read(lambda seat: seat.person)
    assert (joy.legal_name, joy.supervisors) == ("Joy Núñez <b>", (office.ids["Renee"],))


def type_into(field: Field, letters: str) -> None:
    """Type letters as an input method does, which writes those that no key has."""
    event = QInputMethodEvent()
    event.setCommitString(letters)
    QApplication.sendEvent(field.focus_on, event)


def type_joy(stage: Stage) -> None:
    """Enrol a supervisor with nothing but keys, from the list of people on."""
    qtbot, page = stage.qtbot, stage.page(PeoplePage)
    stage.window.activateWindow()
    page.table.view.setFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_N)
    stage.settle()
    stage.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    qtbot.keyClicks(QApplication.focusWidget(), "Joy Nunez")
    for _field in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    stage.settle()


def test_enrolling_by_keys_alone_shows_the_five_words(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", PeoplePage) as stage:
        type_joy(stage)
        field = QApplication.focusWidget()
        for _twice in range(2):
            qtbot.keyClick(field, Qt.Key.Key_Return)
        stage.settle()
        [words] = [
            label.text()
            for label in stage.page(EnrolPage).findChildren(QLabel)
            if label.accessibleName().startswith("The five words") and label.isVisible()
        ]
        assert len(words.split()) == 5
    assert person_named(office, "Joy Nunez").person.has(Role.SUPERVISOR)


def test_whoever_leaves_the_page_while_somebody_is_enrolled_finds_the_words_there(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", EnrolPage) as stage:
        form = stage.page(EnrolPage)._form
        assert form is not None
        form.fill({"legal_name": "Joy Nunez", "roles": [Role.SUPERVISOR]})
        form.submit()
        stage.go(PeoplePage)
        stage.go(EnrolPage)
        assert "The way in for Joy Nunez" in stage.words()
        stage.go(PeoplePage)
        stage.go(EnrolPage)
        assert "The way in for Joy Nunez" not in stage.words()


def test_cancelling_throws_away_what_was_typed(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", PeoplePage) as stage:
        type_joy(stage)
        stage.press("Cancel")
        assert stage.page(PeoplePage)
        form = stage.go(EnrolPage)._form
        assert form is not None
        assert form.values()["legal_name"] == ""
    assert len(office.ask("Dana", people.known_people)) == 5


def test_a_new_coordinator_is_enrolled_under_the_passphrase(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", EnrolPage) as stage:
        form = stage.page(EnrolPage)._form
        assert form is not None
        stage.submit(form, legal_name="Joy Nunez", roles=[Role.COORDINATOR])
        assert "Joy Nunez becomes coordinator here" in dialog_words(stage)
        answer(stage, "Enrol", PASSPHRASES["Dana"])
        assert "The way in for Joy Nunez" in stage.words()


def test_a_name_that_is_taken_is_refused_and_nothing_typed_is_lost(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", EnrolPage) as stage:
        page = stage.go(EnrolPage)
        assert page._form is not None
        stage.submit(page._form, legal_name="Marcus Stone", preferred_name="marcus", roles=[Role.SUPERVISOR])
        assert "Choose another name" in stage.words()
        assert page._form.values()["legal_name"] == "Marcus Stone"


def test_only_trainees_are_asked_for_programme_and_supervisors(qtbot: QtBot, office: Office) -> None:
    put_on_programme(office, "Marcus")
    with stage_for(qtbot, office, "Dana", EnrolPage) as stage:
        form = stage.page(EnrolPage)._form
        assert form is not None
        assert not form.fields["programme"].isVisible()
        form.fill({"roles": [Role.TRAINEE]})
        assert form.fields["programme"].isVisible()
        assert form.values()["programme"] == "peertrain-foundations@1.0", "there is only one to choose"


def test_a_half_filled_form_is_there_again_after_a_crash(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", EnrolPage) as stage:
        form = stage.page(EnrolPage)._form
        assert form is not None
        qtbot.keyClicks(form.fields["legal_name"].focus_on, "Theodora Papadopoulou")
        form.fill({"roles": [Role.SUPERVISOR]})
        stage.until(lambda: not stage.page(EnrolPage)._draft._typing.isActive())
        stage.settle()
    with stage_for(qtbot, office, "Dana", EnrolPage) as stage:
        form = stage.page(EnrolPage)._form
        assert form is not None
        assert form.values()["legal_name"] == "Theodora Papadopoulou"
        assert form.values()["roles"] == [Role.SUPERVISOR]


def test_the_printed_slip_holds_name_words_and_no_markup_of_theirs(qtbot: QtBot, tmp_path: Path) -> None:
    invitation = Invitation("p1", "<i>Joy</i>", "one two three four five", "Harbor & Sons")
    document = QTextDocument()
    document.setHtml(slip_html(slip_lines(invitation)))
    text = document.toPlainText()
    assert "<i>Joy</i>" in text
    assert "one two three four five" in text
    assert "Harbor & Sons" in text
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "slip.pdf"))
    write_slip(slip_lines(invitation), printer)
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")


# One person


def open_person(stage: Stage, office: Office, name: str) -> PersonPage:
    return stage.go(PersonPage, person_id=office.ids[name])


def test_a_supervisor_is_assigned_and_unassigned_with_a_reason(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", CoordinatorHomePage) as stage:
        page = open_person(stage, office, "Marcus")
        stage.submit(form_in(page, "Supervisors"), supervisor=office.ids["Luis"])
        assert "Renee, Luis" in stage.words()
        [part] = [one for one in page.findChildren(Disclosure) if one._name == "Supervisors"]
        part.open()
        ending = part.findChildren(Form)[-1]
        ending.fill({"supervisor": office.ids["Renee"]})
        ending.submit()
        assert "Please fill in “Reason”" in stage.words()
        stage.submit(ending, reason="Renee is on leave")
        assert stage.notice() == "Renee no longer supervises Marcus."
    assert person_named(office, "Marcus").supervisors == ("Luis",)


def test_a_forgotten_passphrase_brings_a_slip_that_goes_when_the_page_is_left(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", CoordinatorHomePage) as stage:
        page = open_person(stage, office, "Marcus")
        assert "stay sealed" not in stage.words()
        form = form_in(page, "Forgotten passphrase or lost words")
        stage.settle()
        assert "stay sealed" in stage.words()
        stage.submit(form, reason="Forgot it over the summer")
        answer(stage, "Make five new words", "not the passphrase")
        assert "passphrase is not right" in dialog_words(stage)
        answer(stage, "Make five new words", PASSPHRASES["Dana"])
        assert "With the words" in stage.words()
        stage.go(PeoplePage)
        open_person(stage, office, "Marcus")
        assert "With the words" not in stage.words()
    assert person_named(office, "Marcus").access is Access.INVITED


def test_leaving_takes_the_passphrase_and_ends_the_way_in(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", CoordinatorHomePage) as stage:
        page = open_person(stage, office, "Luis")
        form = form_in(page, "Leaving")
        stage.submit(form, reason="Moved away")
        assert person_named_in(stage, office, "Luis").active_roles == (Role.SUPERVISOR,)
        answer(stage, "End the roles and the way in", PASSPHRASES["Dana"])
        assert "has left" in stage.notice()
        assert "none any more" in stage.words()
        stage.submit(form_in(page, "Roles"), role=Role.SUPERVISOR)
        assert "Luis becomes supervisor here." in dialog_words(stage)
        answer(stage, "Give the role", PASSPHRASES["Dana"])
        assert "With the words" in stage.words(), "whoever comes back gets new words"


def person_named_in(stage: Stage, office: Office, name: str) -> Person:
    found: list[Person | None] = []
    stage.background.ask(stage.window, lambda seat: seat.picture.find(Person, office.ids[name]), found.append)
    stage.settle()
    assert found[0] is not None
    return found[0]


def test_names_are_corrected_with_a_reason(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", CoordinatorHomePage) as stage:
        page = open_person(stage, office, "Marcus")
        names = form_in(page, "Names and e-mail")
        type_into(names.fields["legal_name"], " 京")
        stage.until(lambda: "on a certificate: 京." in names.fields["legal_name"].wrong_label().text())
        stage.submit(names, legal_name="Marcus Bell-Ito", preferred_name="Marcus",
            reason="As on the new ID",
        )  # fmt: skip
        assert "Marcus Bell-Ito" in stage.words()


def test_a_decision_is_signed_with_reason_and_passphrase(qtbot: QtBot, office: Office) -> None:
    put_on_programme(office, "Marcus", programme=demanding())
    with stage_for(qtbot, office, "Dana", CoordinatorHomePage) as stage:
        page = open_person(stage, office, "Marcus")
        assert "For you to decide" in stage.words()
        stage.submit(form_in(page, "More time for experience hours"), reason="Parental leave")
        [dialog] = page.findChildren(QDialog)
        [form] = dialog.findChildren(Form)
        assert any("Parental leave" in label.text() for label in dialog.findChildren(QLabel))
        stage.submit(form, passphrase=PASSPHRASES["Dana"])
        assert stage.notice() == "Signed: More time for experience hours."


def test_more_attempts_at_a_check_are_allowed_under_the_passphrase_and_the_trainee_reads_so(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    adopt(office, small_course(tmp_path))
    with stage_for(qtbot, office, "Dana", CoordinatorHomePage) as stage:
        page = open_person(stage, office, "Marcus")
        form = form_in(page, "More attempts at a check")
        stage.submit(form, check=("small-course", "empathy"), attempts=2, reason="We read it again together")
        assert "Marcus may make 2 more attempts at the check of “Empathy”." in dialog_words(stage)
        answer(stage, "Allow them", PASSPHRASES["Dana"])
        assert stage.notice() == "Marcus can make 2 more attempts at the check of “Empathy”."
    with stage_for(qtbot, office, "Marcus", CheckPage) as stage:
        stage.go(CheckPage, course_id="small-course", module_id="empathy", item_id="empathy.check")
        assert "7 of 7 attempts left" in stage.words()
        assert "You were allowed 2 more attempts." in stage.words()
        assert "The reason written with it: We read it again together" in stage.words()


def test_nobody_changes_their_own_roles_or_way_in(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", CoordinatorHomePage) as stage:
        page = open_person(stage, office, "Dana")
        titles = {one._name for one in page.findChildren(Disclosure)}
        assert titles == {"Names and e-mail"}


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_nothing_is_clipped_or_nameless_with_large_text(
    qtbot: QtBot, office: Office, theme: Theme, scheme: Scheme
) -> None:
    put_on_programme(office, "Marcus", programme=demanding())
    theme.wear(scheme=scheme, text_size=200)
    with stage_for(qtbot, office, "Dana", PeoplePage) as stage:
        for where in ({"page": EnrolPage}, {"page": PersonPage, "person_id": office.ids["Marcus"]}):
            page = stage.go(**where)  # type: ignore[arg-type]
            for part in page.findChildren(Disclosure):
                part.open()
            stage.settle()
            assert in_the_end(qtbot, partial(clipped, page)) == []
            assert nameless(page) == []


def test_what_can_be_no_address_is_said_at_its_field(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", EnrolPage) as stage:
        page = stage.go(EnrolPage)
        assert page._form is not None
        stage.submit(page._form, legal_name="Bo Chen", email="not an address", roles=[Role.SUPERVISOR])
        assert "Write it like name@example.org" in stage.words()
        stage.submit(page._form, email="bo@example.org")
    assert person_named(office, "Bo Chen").person.email == "bo@example.org"
