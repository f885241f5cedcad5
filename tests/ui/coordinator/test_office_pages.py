"""A coordinator's home, programmes, sessions, history and backups, in a real window over a real office."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QDialog, QTableView
from pytestqt.qtbot import QtBot

from peertrain.domain.people import AttestationMade, Role
from peertrain.places import shipped
from peertrain.services import people, programmes
from peertrain.storage.store import FILE
from peertrain.ui.coordinator.backups import BackupsPage
from peertrain.ui.coordinator.history import HistoryPage
from peertrain.ui.coordinator.home import CoordinatorHomePage
from peertrain.ui.coordinator.organisation import OrganisationPage
from peertrain.ui.coordinator.person import PersonPage
from peertrain.ui.coordinator.programmes import ProgrammesPage
from peertrain.ui.coordinator.sessions import SessionsPage
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.pictures import Stages
from peertrain.ui.kit.rows import Table
from peertrain.ui.kit.theme import Scheme, Theme
from tests.going import approve, log, put_on_programme
from tests.office import PASSPHRASES, Office, staffed_office
from tests.services.test_cohort import CODE, tiny
from tests.services.test_programmes import demanding
from tests.ui.kit.look import clipped, nameless
from tests.ui.signing import answer, dialog_is_open, dialog_words
from tests.ui.stage import Stage, stage_for


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    yield made
    made.workplace.lock()


def opened(page: Page, title: str) -> Disclosure:
    [part] = [one for one in page.findChildren(Disclosure) if one._name == title]
    part.open()
    return part


def submit(stage: Stage, form: Form, **values: object) -> None:
    form.fill(values)
    form.submit()
    stage.settle()


# Home


def test_a_new_organisation_is_led_through_the_first_steps(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path / "new")
    with stage_for(qtbot, office, "Dana", CoordinatorHomePage) as stage:
        words = stage.words()
        assert "Begin with Harbor Recovery Alliance" in words
        assert "Install and adopt a course" in words
        assert "Stuck, and why" not in words
    office.workplace.lock()


def test_home_says_who_is_ready_and_who_is_stuck_and_why(qtbot: QtBot, office: Office) -> None:
    put_on_programme(office, "Marcus", programme=tiny())
    office.say("Marcus", AttestationMade(office.ids["Marcus"], CODE.kind, CODE.wording, Role.TRAINEE))
    with stage_for(qtbot, office, "Dana", CoordinatorHomePage) as stage:
        words = stage.words()
        assert "1 trainee has everything together." in words
        assert "They are on no programme yet." in words
        assert "No certificate expires soon." in words
        [picture] = stage.window.page().findChildren(Stages)
        assert ("Ready to certify", "1", "Marcus") in picture.numbers.rows
        stage.press("Open Aisha")
        assert stage.page(PersonPage)
        assert "Aisha Rahman" in stage.words()


def test_home_follows_what_happens(qtbot: QtBot, office: Office) -> None:
    put_on_programme(office, "Marcus", "Aisha", programme=tiny())
    with stage_for(qtbot, office, "Dana", CoordinatorHomePage) as stage:
        assert "Nobody is ready at the moment." in stage.words()
        stage.background.do(
            stage.window,
            lambda seat: people.unassign(
                seat, trainee_id=office.ids["Marcus"], supervisor_id=office.ids["Renee"], reason="On leave"
            ),
        )
        stage.settle()
        assert "No supervisor is assigned" in stage.words()


# Programmes


def test_a_programme_is_read_adopted_and_retired(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        page = stage.page(ProgrammesPage)
        assert "No programme is in use yet." in stage.words()
        opened(page, "Foundations of Peer Support")
        stage.settle()
        assert "It is not a state certification" in stage.words()
        assert "at least 2 h one-on-one" in stage.words()
        stage.press("Adopt Foundations…")
        assert "trainees can be put on it, and their certificates rest on its rules" in dialog_words(stage)
        assert "not adopted yet" in stage.words()
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
        assert "adopted and in use." in stage.notice()
        assert "in use, 0 trainees" in stage.words()
        form = opened(page, "Foundations of Peer Support").findChildren(Form)[0]
        submit(stage, form, reason="A new version is here")
        assert "retired, 0 trainees on it" in stage.words()


def test_the_rules_in_a_file_are_read_before_they_are_adopted(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    shipped_text = shipped("curricula", "programmes", "peertrain-foundations.yaml").read_text(encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text(shipped_text.replace("title: Foundations of", "title: Our own foundations of"), encoding="utf-8")
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.page(ProgrammesPage).take_file(mine)
        stage.until(lambda: "Our own foundations of Peer Support" in stage.words())
        assert "at least 2 h one-on-one" in stage.words()
        assert office.ask("Dana", programmes.programmes_in_use) == ()
        stage.press("Adopt Foundations…")
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
        assert "in use, 0 trainees" in stage.words()
    assert [one.title for one in office.ask("Dana", programmes.programmes_in_use)] == [
        "Our own foundations of Peer Support"
    ]


def test_a_file_with_mistakes_is_refused_in_words(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wrong = tmp_path / "mine.yaml"
    wrong.write_text("format: 1\nid: mine\n", encoding="utf-8")
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.page(ProgrammesPage).take_file(wrong)
        stage.settle()
        assert "mine.yaml, line" in stage.notice()


# Sessions and exams


def test_a_live_session_is_recorded_and_listed(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", SessionsPage) as stage:
        page = stage.page(SessionsPage)
        opened(page, "A live session")
        submit(stage, page.session, title="Listening in a circle", minutes=240, delivery="in person",
               on=date(2026, 9, 7), there=[office.ids["Marcus"]])  # fmt: skip
        assert "4 h of 4 h have no domain yet." in stage.words() or "2 h of 2 h have no domain yet." in stage.words()
        page.session.fields["domains"].editor.set_total(240)  # type: ignore[attr-defined]
        submit(stage, page.session, domains={"mentoring_education": 240})
        assert "4 h for 1 trainee" in stage.notice()
        row = page.table.model.row_at(0)
        assert (row.session.title, row.session.minutes, row.names) == ("Listening in a circle", 240, ("Marcus",))
        assert page.session.values()["title"] == "", "the form is ready for the next one"


def test_the_domains_follow_the_length_of_the_session(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", SessionsPage) as stage:
        page = stage.page(SessionsPage)
        opened(page, "A live session")
        page.session.fields["minutes"].editor.step(60)  # type: ignore[attr-defined]
        stage.settle()
        assert "3 h of 3 h have no domain yet." in stage.words()


def test_an_exam_result_is_recorded_for_somebody_who_needs_it(qtbot: QtBot, office: Office) -> None:
    put_on_programme(office, "Marcus", programme=demanding())
    with stage_for(qtbot, office, "Dana", SessionsPage) as stage:
        page = stage.page(SessionsPage)
        opened(page, "The result of an examination")
        page.exam.person.write(office.ids["Marcus"])
        page.exam.person.changed.emit()
        assert page.exam.form is not None
        submit(stage, page.exam.form, passed="yes", score="400", on=date(2026, 9, 7))
        answer(stage, "Record the result", PASSPHRASES["Dana"])
        assert "passed with 500 or more" in dialog_words(stage)
        answer(stage, "Go back")
        submit(stage, page.exam.form, score="520")
        assert "Marcus passed State examination on 7 September 2026. Score: 520." in dialog_words(stage)
        answer(stage, "Record the result", PASSPHRASES["Dana"])
        assert texts(page.results.table) == [["Marcus", "State examination", "7 September", "passed", "520"]]
        page.results.table.view.selectRow(0)
        stage.press("Correct the result")
        assert (
            "Attempt 1, as recorded: Marcus passed State examination on 7 September 2026. Score: 520." in stage.words()
        )
        [form] = [one for one in page.results.findChildren(Form) if one.isVisible()]
        submit(stage, form, passed="no", score="480", reason="Read from the wrong line")
        assert "did not pass. Score: 480. Reason for the correction: Read from" in dialog_words(stage)
        answer(stage, "Correct the result", PASSPHRASES["Dana"])
        assert "stays in the history" in stage.notice()
        assert texts(page.results.table)[0][3:] == ["not passed, corrected", "480"]
        page.results.table.view.selectRow(0)
        stage.press("Take the result back")
        [form] = [one for one in page.results.findChildren(Form) if one.isVisible()]
        submit(stage, form, reason="It was Aisha")
        answer(stage, "Take it back", PASSPHRASES["Dana"])
        assert texts(page.results.table)[0][3] == "taken back"
        page.results.table.view.selectRow(0)
        assert not stage.button("Correct the result").isEnabled(), "what was taken back is recorded anew"


def texts(table: Table) -> list[list[str]]:
    """Return what stands in a list."""
    model = table.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_who_was_there_is_turned_by_key_in_one_list_however_many_trainees_there_are(
    qtbot: QtBot, office: Office
) -> None:
    with stage_for(qtbot, office, "Dana", SessionsPage) as stage:
        page = stage.page(SessionsPage)
        opened(page, "A live session")
        stage.settle()
        there = page.session.fields["there"]
        view = there.focus_on
        assert isinstance(view, QTableView)
        stage.window.activateWindow()
        view.setFocus()
        stage.settle()
        qtbot.keyClick(view, Qt.Key.Key_End)
        qtbot.keyClick(view, Qt.Key.Key_Space)
        assert there.read() == [office.ids["Marcus"]]
        assert "1 was there: Marcus" in stage.words()
        qtbot.keyClick(view, Qt.Key.Key_Return)
        assert there.read() == []
        assert not [one for one in there.findChildren(QAbstractButton) if "Marcus" in one.text()]


# Organisation


def test_the_organisation_is_corrected_and_gets_a_logo(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGB", (300, 120), "navy").save(file)
    with stage_for(qtbot, office, "Dana", OrganisationPage) as stage:
        page = stage.page(OrganisationPage)
        assert "12 Quay Street, Duluth" in stage.words()
        form = opened(page, "Correct name or address").findChildren(Form)[0]
        submit(stage, form, address="14 Quay Street, Duluth", reason="We moved")
        assert "From now on, certificates name Harbor Recovery Alliance, 14 Quay Street, Duluth." in dialog_words(stage)
        answer(stage, "Correct it", PASSPHRASES["Dana"])
        assert "14 Quay Street, Duluth" in stage.words()
        page.take_file(tmp_path / "nothing.png")
        stage.settle()
        assert "cannot be read" in stage.words()
        page.take_file(file)
        stage.settle()
        assert "cannot be read" not in stage.words()
        assert "Preview, not in use yet" in stage.words()
        stage.press("Put it on certificates…")
        answer(stage, "Put it on certificates", PASSPHRASES["Dana"])
        assert "Preview, not in use yet" not in stage.words()
        stage.press("Take the logo away")
        answer(stage, "Take the logo away", PASSPHRASES["Dana"])
        assert "There is no logo." in stage.words()


def test_a_name_that_cannot_be_printed_is_refused_at_its_field_before_anything_is_signed(
    qtbot: QtBot, office: Office
) -> None:
    with stage_for(qtbot, office, "Dana", OrganisationPage) as stage:
        form = opened(stage.page(OrganisationPage), "Correct name or address").findChildren(Form)[0]
        submit(stage, form, name="Harbor 日本", reason="A new name")
        assert not dialog_is_open(stage)
        assert "cannot be printed rightly on a certificate: 日 本." in form.fields["name"].wrong_label().text()
        assert form.fields["address"].wrong_label().text() == ""


# History


@pytest.fixture
def busy(office: Office) -> Office:
    put_on_programme(office, "Marcus")
    approve(office, log(office, "Marcus", date(2026, 9, 8)))
    return office


def test_the_history_is_narrowed_and_an_entry_shown_in_full(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Dana", HistoryPage) as stage:
        page = stage.page(HistoryPage)
        everything = page.table.model.rowCount()
        page.groups.choose("hours")
        page._look()
        stage.settle()
        assert 0 < page.table.model.rowCount() < everything
        page.table.view.selectRow(0)
        stage.settle()
        assert "Approved 2 h of Marcus on 8 September 2026." in stage.words()
        assert "genuine" in stage.words()
        opened(page, "Exactly what was signed")
        form = opened(page, "Notes").findChildren(Form)[0]
        submit(stage, form, text="Compared with the paper sheet.")
        assert "Compared with the paper sheet." in stage.words()


def test_the_clock_is_said_to_be_right(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Dana", HistoryPage) as stage:
        page = stage.page(HistoryPage)
        form = opened(page, "The clock of this computer was wrong").findChildren(Form)[0]
        submit(stage, form, reason="Battery replaced")
        assert "Signing can go on" in stage.notice()


# Backups


def test_a_backup_is_made_listed_and_put_back(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", BackupsPage) as stage:
        page = stage.page(BackupsPage)
        assert "No backup yet." in stage.words()
        stage.press("Verify the record now")
        stage.press("Back up now")
        assert "made and verified" in stage.notice()
        stage.background.do(
            stage.window, lambda seat: programmes.adopt(seat, programme=tiny(), passphrase=PASSPHRASES["Dana"])
        )
        stage.settle()
        [part] = [one for one in page.findChildren(Disclosure) if " 2026, " in one._name]
        part.open()
        [form] = part.findChildren(Form)
        form.submit()
        assert "Please fill in “Reason”" in stage.words()
        submit(stage, form, reason="Adopted the wrong programme", passphrase=PASSPHRASES["Dana"])
        assert "Everything is right." in stage.words()
        [dialog] = page.findChildren(QDialog)
        [yes] = [one for one in dialog.findChildren(QAbstractButton) if one.text() == "Restore this backup"]
        yes.click()
        stage.settle()
        assert "A backup of what was there before is kept." in stage.notice()
        assert "before a restore" in stage.words()
        assert "Everything is right." not in stage.words(), "that was said of the record before"
    assert office.ask("Dana", programmes.programmes_in_use) == ()


class _Opened(QObject):
    """What the system's file browser would have been given."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)


def test_the_folder_of_the_backups_is_named_and_opened(qtbot: QtBot, office: Office) -> None:
    opened = _Opened()
    QDesktopServices.setUrlHandler("file", opened, "take")
    try:
        with stage_for(qtbot, office, "Dana", BackupsPage) as stage:
            stage.press("Back up now")
            folder = office.workplace.home / "backups"
            assert str(folder) in stage.words().replace("\u200b", "")
            stage.press("Open the folder")
            assert [Path(url.toLocalFile()) for url in opened.urls] == [folder]
    finally:
        QDesktopServices.unsetUrlHandler("file")


def test_the_record_is_verified_and_what_is_wrong_is_named(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", BackupsPage) as stage:
        stage.press("Verify the record now")
        assert "Everything is right." in stage.words()
        store, _unlocked = office.workplace._open()
        assert (office.workplace.home / FILE).exists()
        with store.write() as connection:
            connection.exec_driver_sql("UPDATE people SET legal_name = 'Mallory' WHERE preferred_name = 'Marcus'")
        stage.press("Verify the record now")
        assert "The table “people” shows" in stage.words()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_nothing_is_clipped_or_nameless_with_large_text(
    qtbot: QtBot, busy: Office, theme: Theme, scheme: Scheme
) -> None:
    theme.wear(scheme=scheme, text_size=200)
    with stage_for(qtbot, busy, "Dana", CoordinatorHomePage) as stage:
        for wanted in (CoordinatorHomePage, ProgrammesPage, SessionsPage, OrganisationPage, HistoryPage, BackupsPage):
            page = stage.go(wanted)
            for part in page.findChildren(Disclosure):
                part.open()
            stage.settle()
            qtbot.wait(300)
            assert clipped(page) == [], wanted
            assert nameless(page) == [], wanted
