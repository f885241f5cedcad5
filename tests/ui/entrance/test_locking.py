"""Locking: the curtain, the way back in, and somebody else who comes to the same computer."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from peertrain.domain.changes import Done
from peertrain.domain.people import Person, Role
from peertrain.services import people, record
from peertrain.ui.kit.background import Progress
from peertrain.ui.kit.dialogs import confirm
from peertrain.ui.kit.theme import Scheme, px
from peertrain.workplace import room
from peertrain.workplace.seat import Seat
from tests.journeys.driver import Driver
from tests.office import PASSPHRASES
from tests.ui.entrance.conftest import DANA, Start

MARCUS = PASSPHRASES["Marcus"]


def _in(start: Start) -> Driver:
    driver = start()
    driver.sign_in("Dana", DANA)
    return driver


def _lock(driver: Driver) -> None:
    driver.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_control_l_draws_the_curtain_and_drops_the_keys(organisation: Path, start: Start) -> None:
    driver = _in(start)
    _lock(driver)
    driver.sees("PeerTrain is locked. Your work is safe.")
    assert not driver.page().isVisible()
    assert driver.workplace.person_id is None


def test_the_passphrase_typed_on_the_curtain_and_enter_bring_back_the_same_page(
    organisation: Path, start: Start
) -> None:
    driver = _in(start)
    page = driver.page()
    _lock(driver)
    assert QApplication.focusWidget() is driver.field("Passphrase of Dana", QLineEdit)
    driver.qtbot.keyClicks(QApplication.focusWidget(), DANA)
    driver.key(Qt.Key.Key_Return)
    assert page.isVisible()
    assert driver.workplace.person_id is not None


def test_a_wrong_passphrase_on_the_curtain_is_refused_and_the_field_is_empty_again(
    organisation: Path, start: Start
) -> None:
    driver = _in(start)
    _lock(driver)
    driver.fill("Passphrase of Dana", MARCUS)
    driver.press("Unlock")
    driver.sees("The passphrase is not right.")
    assert driver.field("Passphrase of Dana", QLineEdit).text() == ""
    assert not driver.page().isVisible()


def test_locking_twice_leaves_one_curtain_with_one_form(organisation: Path, start: Start) -> None:
    driver = _in(start)
    for _number in range(2):
        _lock(driver)
        driver.fill("Passphrase of Dana", DANA)
        driver.press("Unlock")
    _lock(driver)
    assert len([one for one in driver.root.findChildren(QLineEdit) if one.isVisible()]) == 1


def test_somebody_else_comes_to_the_entrance_and_sees_nothing_of_the_first(organisation: Path, start: Start) -> None:
    driver = _in(start)
    _lock(driver)
    driver.press("Somebody else")
    driver.sees("Sign in")
    assert driver.program.window is None
    driver.sign_in("Marcus", MARCUS)
    assert driver.program.window is not None
    assert "Dana" not in driver.words()


def test_colours_and_text_size_are_those_of_whoever_is_in(organisation: Path, start: Start) -> None:
    driver = _in(start)
    driver.program.preferences.change(scheme=Scheme.DARK, text_size=150)
    driver.sign_out()
    driver.sign_in("Marcus", MARCUS)
    assert px(100) == 100, "Marcus has chosen nothing larger"
    driver.sign_out()
    driver.sign_in("Dana", DANA)
    assert px(100) > 130
    assert QGuiApplication.palette().window().color().lightness() < 128


def test_signing_out_ends_with_a_backup_where_something_was_done(organisation: Path, start: Start) -> None:
    driver = start()
    before = len(driver.workplace.kept_backups())
    driver.sign_in("Dana", DANA)
    driver.workplace.write(_something)
    driver.sign_out()
    driver.sees("Sign in")
    assert driver.workplace.person_id is None
    assert len(driver.workplace.kept_backups()) == before + 1


def _something(seat: Seat) -> Done[people.Invitation]:
    return people.enrol(seat, legal_name="Luis Ortega", preferred_name="Luis", roles=(Role.SUPERVISOR,))


def test_after_signing_out_slow_work_disturbs_nobody(organisation: Path, start: Start) -> None:
    driver = _in(start)
    driver.sign_out()
    driver.program.background.busy.emit()
    driver.program.background.rested.emit()
    driver.sign_in("Dana", DANA)
    assert driver.program.window is not None


def test_the_backup_of_the_day_is_made_while_somebody_works(organisation: Path, start: Start) -> None:
    driver = start()
    driver.clock.now += timedelta(days=3)
    before = len(driver.workplace.kept_backups())
    driver.sign_in("Dana", DANA)
    assert driver.program._daily.isActive()
    driver.program._daily.timeout.emit()
    driver.settle()
    assert [one.reason for one in driver.workplace.kept_backups()][:-before] == ["daily"]
    driver.sign_out()
    assert not driver.program._daily.isActive()


def test_somebody_whose_name_was_corrected_while_they_were_in_comes_back(organisation: Path, start: Start) -> None:
    driver = _in(start)
    dana = driver.workplace.person_id
    assert dana is not None

    def correct(seat: Seat) -> Done[Person]:
        return people.correct(
            seat, person_id=dana, legal_name="Dana Whitfield", preferred_name="Dee", email="", reason="As I am called"
        )

    driver.workplace.write(correct)
    page = driver.page()
    _lock(driver)
    driver.fill("Passphrase of Dana", DANA)
    driver.press("Unlock")
    assert page.isVisible()
    assert driver.workplace.person_id == dana


def test_what_comes_after_locking_opens_nothing_over_the_curtain(organisation: Path, start: Start) -> None:
    driver, gate = _in(start), threading.Event()
    window = driver.program.window
    assert window is not None

    def ask_again(name: str) -> None:
        confirm(window, title=f"Certificate of {name}", sentence="It is ready.", yes="Print it", then=lambda: None)

    driver.program.background.ask(window, lambda seat: gate.wait(5) and seat.person.preferred_name, ask_again)
    window.lock()
    gate.set()
    driver.settle()
    driver.sees("PeerTrain is locked. Your work is safe.")
    assert "Certificate of" not in driver.words()
    driver.fill("Passphrase of Dana", DANA)
    driver.press("Unlock")
    driver.sees("Certificate of Dana")


def test_locking_waits_for_no_verification(organisation: Path, start: Start) -> None:
    driver, begun = _in(start), threading.Event()
    window = driver.program.window
    assert window is not None
    progress = Progress("Verifying the record")

    def for_ever(share: float, sentence: str) -> None:
        while True:
            progress.report(share, sentence)
            begun.set()

    driver.program.background.ask(
        window, lambda seat: record.verify(seat, report=for_ever), lambda _found: None, progress=progress
    )
    assert begun.wait(5)
    _lock(driver)
    driver.sees("PeerTrain is locked. Your work is safe.")
    assert driver.workplace.person_id is None


def test_a_full_disk_stands_in_the_window_until_there_is_room(
    organisation: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = _in(start)
    window = driver.program.window
    assert window is not None
    driver.workplace.room.is_full = True
    with monkeypatch.context() as patch:
        patch.setattr(room, "NEEDED", 10**18)
        driver.program.background.do(window, _something)
        driver.settle()
        assert "The disk is full. Nothing new can be saved until there is room." in driver.words()
        assert "You can still read" in driver.notice()
        driver.program._room.timeout.emit()
        driver.settle()
        assert window.full_disk.isVisible()
    assert driver.program._room.isActive()
    driver.program._room.timeout.emit()
    driver.settle()
    assert not window.full_disk.isVisible()
    assert not driver.program._room.isActive()
    driver.workplace.write(_something)
