"""A coordinator's home, sessions, history and backups, in a real window over a real office."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QDialog, QRadioButton, QTableView
from pytestqt.qtbot import QtBot

from peertrain.domain.people import AttestationMade, Role
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
from peertrain.ui.kit.pictures import Stages
from peertrain.ui.kit.rows import Table
from peertrain.ui.kit.theme import Scheme, Theme
from tests.going import approve, log, put_on_programme
from tests.office import PASSPHRASES, Office
from tests.services.test_cohort import CODE, tiny
from tests.services.test_programmes import demanding
from tests.teaching import adopt, shipped_course, small_course
from tests.ui.kit.look import clipped, in_the_end, nameless, sideways
from tests.ui.signing import answer, dialog_words
from tests.ui.stage import stage_for

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


# Sessions and exams


def test_a_live_session_is_recorded_and_listed(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", SessionsPage) as stage:
        page = stage.page(SessionsPage)
        stage.opened("A live session")
        stage.submit(page.session, title="Listening in a circle", minutes=240, delivery="in person",
               on=date(2026, 9, 7), there=[office.ids["Marcus"]])  # fmt: skip
        assert "4 h of 4 h have no domain yet." in stage.words() or "2 h of 2 h have no domain yet." in stage.words()
        page.session.fields["domains"].editor.set_total(240)  # type: ignore[attr-defined]
        stage.submit(page.session, domains={"mentoring_education": 240})
        assert "4 h for 1 trainee" in stage.notice()
        row = page.table.model.row_at(0)
        assert (row.session.title, row.session.minutes, row.names) == ("Listening in a circle", 240, ("Marcus",))
        assert page.session.values()["title"] == "", "the form is ready for the next one"


def test_ctrl_enter_sends_a_live_session_and_names_what_is_missing(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", SessionsPage) as stage:
        page = stage.page(SessionsPage)
        stage.opened("A live session")
        title = page.session.fields["title"].focus_on
        title.setFocus()
        qtbot.keyClick(title, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        stage.settle()
        assert "Please fill in “What it was about”." in stage.words()


def test_the_live_part_of_a_module_fills_in_the_form_and_is_recorded_with_it(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    adopt(office, small_course(tmp_path))
    with stage_for(qtbot, office, "Dana", SessionsPage) as stage:
        page = stage.page(SessionsPage)
        stage.opened("A live session")
        next(one for one in page.session.findChildren(QRadioButton) if one.text() == "Empathy").click()
        filled = page.session.values()
        assert (filled["title"], filled["minutes"]) == ("Empathy", 30)
        assert filled["domains"] == {"mentoring_education": 18, "recovery_wellness": 12}
        stage.submit(page.session, delivery="live online", there=[office.ids["Marcus"]])
        assert "30 min for 1 trainee" in stage.notice()
        assert page.table.model.row_at(0).session.module == "small-course/empathy"


def test_long_names_of_modules_push_no_narrow_page_wide(qtbot: QtBot, office: Office, theme: Theme) -> None:
    adopt(office, shipped_course())
    with stage_for(qtbot, office, "Dana", SessionsPage) as stage:
        theme.wear(scheme=Scheme.LIGHT, text_size=200)
        stage.window.resize(760, 680)
        stage.opened("A live session")
        stage.settle()
        assert in_the_end(qtbot, lambda: sideways(stage.window)) == []


def test_the_domains_follow_the_length_of_the_session(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", SessionsPage) as stage:
        page = stage.page(SessionsPage)
        stage.opened("A live session")
        page.session.fields["minutes"].editor.step(60)  # type: ignore[attr-defined]
        stage.settle()
        assert "3 h of 3 h have no domain yet." in stage.words()


def test_an_exam_result_is_recorded_for_somebody_who_needs_it(qtbot: QtBot, office: Office) -> None:
    put_on_programme(office, "Marcus", programme=demanding())
    with stage_for(qtbot, office, "Dana", SessionsPage) as stage:
        page = stage.page(SessionsPage)
        stage.opened("The result of an examination")
        page.exam.person.write(office.ids["Marcus"])
        page.exam.person.changed.emit()
        assert page.exam.form is not None
        stage.submit(page.exam.form, passed="yes", score="400", on=date(2026, 9, 7))
        answer(stage, "Record the result", PASSPHRASES["Dana"])
        assert "passed with 500 or more" in dialog_words(stage)
        answer(stage, "Go back")
        stage.submit(page.exam.form, score="520")
        assert "Marcus passed State examination on 7 September 2026. Score: 520." in dialog_words(stage)
        answer(stage, "Record the result", PASSPHRASES["Dana"])
        assert texts(page.results.table) == [["Marcus", "State examination", "7 September", "passed", "520"]]
        page.results.table.view.selectRow(0)
        stage.press("Correct the result")
        assert (
            "Attempt 1, as recorded: Marcus passed State examination on 7 September 2026. Score: 520." in stage.words()
        )
        [form] = [one for one in page.results.findChildren(Form) if one.isVisible()]
        stage.submit(form, passed="no", score="480", reason="Read from the wrong line")
        assert "did not pass. Score: 480. Reason for the correction: Read from" in dialog_words(stage)
        answer(stage, "Correct the result", PASSPHRASES["Dana"])
        assert "stays in the history" in stage.notice()
        assert texts(page.results.table)[0][3:] == ["not passed, corrected", "480"]
        page.results.table.view.selectRow(0)
        stage.press("Take the result back")
        [form] = [one for one in page.results.findChildren(Form) if one.isVisible()]
        stage.submit(form, reason="It was Aisha")
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
        stage.opened("A live session")
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
        stage.opened("Exactly what was signed")
        form = stage.opened("Notes").findChildren(Form)[0]
        stage.submit(form, text="Compared with the paper sheet.")
        assert "Compared with the paper sheet." in stage.words()
        page.wrong.setChecked(True)
        stage.settle()
        assert "Nothing here fits what is chosen above." in stage.words()
        stage.press("Show everything")
        assert page.table.model.rowCount() == everything + 1
        assert not page.wrong.isChecked()


def test_the_clock_is_said_to_be_right(qtbot: QtBot, busy: Office) -> None:
    with stage_for(qtbot, busy, "Dana", HistoryPage) as stage:
        form = stage.opened("The clock of this computer was wrong").findChildren(Form)[0]
        stage.submit(form, reason="Battery replaced")
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
        stage.submit(form, reason="Adopted the wrong programme", passphrase=PASSPHRASES["Dana"])
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
            assert stage.notice() == f"If the folder does not open: it is {folder}."
    finally:
        QDesktopServices.unsetUrlHandler("file")


@pytest.mark.qt_log_ignore("This plugin does not support QPlatformServices::openDocument")
def test_where_no_program_opens_folders_the_path_can_be_copied(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", BackupsPage) as stage:
        stage.press("Back up now")
        stage.press("Open the folder")
        folder = office.workplace.home / "backups"
        assert stage.notice() == f"No program here opens folders. It is {folder}."
        [copy] = [one for one in stage.window.notices.findChildren(QAbstractButton) if one.text() == "Copy the path"]
        copy.click()
        assert QGuiApplication.clipboard().text() == str(folder)
        assert stage.notice() == "The path is copied."


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
            assert in_the_end(qtbot, partial(clipped, page)) == [], wanted
            assert nameless(page) == [], wanted
