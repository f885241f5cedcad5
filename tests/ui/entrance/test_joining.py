"""Joining an organisation with an invitation, at a computer on which PeerTrain is new."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from peertrain.domain.people import Role
from peertrain.services import invitations, people
from peertrain.services.invitations import Sent
from peertrain.services.people import unprintable_name
from peertrain.ui.entrance.joining import Joined, joined_card
from tests.journeys.driver import Driver
from tests.office import LEGAL_NAMES, PASSPHRASES, START, Clock, Office
from tests.ui.entrance.conftest import Start


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """Dana's invitation for Marcus."""
    office = Office(tmp_path_factory.mktemp("Dana"))
    enrolled = office.do(
        "Dana",
        lambda seat: people.enrol(
            seat, legal_name=LEGAL_NAMES["Marcus"], preferred_name="Marcus", roles=[Role.TRAINEE], elsewhere=True
        ),
    ).value
    assert enrolled is not None
    made = office.do(
        "Dana",
        lambda seat: invitations.invite(seat, person_id=enrolled.person_id, passphrase=PASSPHRASES["Dana"]),
    ).value
    office.workplace.lock()
    assert made is not None
    return made


@pytest.fixture
def file(sent: Sent, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the invitation, where Marcus has saved it."""
    path = tmp_path_factory.mktemp("downloads") / sent.file_name
    path.write_bytes(sent.content)
    return path


def open_file(driver: Driver, file: Path) -> None:
    """Hand the program a file, as a double click or a drop does."""
    driver.program.open_file(file)
    driver.settle()


def open_with(driver: Driver, file: Path, words: str) -> None:
    open_file(driver, file)
    driver.fill("Five words", words)
    driver.press("Open the invitation")


def test_the_file_and_the_words_lead_in(start: Start, file: Path, sent: Sent) -> None:
    driver = start()
    driver.press("I have an invitation")
    driver.press("Open the invitation")
    driver.sees("Please choose “Invitation”.")
    open_with(driver, file, f"  {sent.words.upper().replace(' ', '-')} ")
    driver.sees("You are joining Harbor Recovery Alliance as Marcus.", sent.page.fingerprint)
    driver.sees(LEGAL_NAMES["Marcus"], "If it is not exactly as on your ID, ask your coordinator to correct it.")
    driver.choose_passphrase(PASSPHRASES["Marcus"])
    assert driver.page().title() == "Home"
    driver.sign_out()
    driver.sign_in("Marcus", PASSPHRASES["Marcus"])
    assert driver.page().title() == "Home"


def test_whose_name_no_certificate_can_print_hears_it_on_joining(qtbot: QtBot) -> None:
    joined = Joined("Mohammed", "Harbor", "0FA3", "محمد", unprintable_name("محمد"))
    shown = joined_card(joined)
    qtbot.addWidget(shown)
    words = " ".join(label.text() for label in shown.findChildren(QLabel))
    assert "Ask your coordinator to correct it. The legal name has letters that cannot be printed" in words


def test_wrong_words_say_so_and_the_file_stays_chosen(start: Start, file: Path) -> None:
    driver = start()
    open_with(driver, file, "not the right words here")
    driver.sees("These words do not open the invitation.", file.name)
    assert driver.button("Open the invitation").isEnabled()
    assert not driver.workplace.founded


def test_an_altered_file_says_so(start: Start, file: Path, sent: Sent) -> None:
    content = bytearray(sent.content)
    content[-40] ^= 1
    file.write_bytes(content)
    driver = start()
    open_with(driver, file, sent.words)
    driver.sees("the file was altered or cut off")
    assert not driver.workplace.founded


def test_a_file_that_is_no_invitation_says_so(start: Start, file: Path, sent: Sent) -> None:
    file.write_bytes(b"%PDF-1.7 something else")
    driver = start()
    open_with(driver, file, sent.words)
    driver.sees("This is not a PeerTrain invitation.")


def test_a_file_that_is_gone_says_so(start: Start, file: Path, sent: Sent) -> None:
    file.unlink()
    driver = start()
    open_with(driver, file, sent.words)
    driver.sees(f"The file {file.name} cannot be read.")


def test_an_expired_invitation_says_until_when_it_was_good(start: Start, file: Path, sent: Sent) -> None:
    driver = start(Clock(START + timedelta(days=20)))
    open_with(driver, file, sent.words)
    driver.sees("The invitation was good until 21 September 2026. Ask for a new one.")
    assert not driver.workplace.founded


def test_an_invitation_where_somebody_works_already_says_so(start: Start, organisation: Path, file: Path) -> None:
    driver = start()
    open_file(driver, file)
    driver.sees("There already is an organisation on this computer")
    driver.sign_in("Dana", PASSPHRASES["Dana"])
    open_file(driver, file)
    assert "There already is an organisation on this computer" in driver.notice()


def test_a_packet_before_anybody_has_joined_asks_for_the_invitation_first(start: Start, tmp_path: Path) -> None:
    driver = start()
    open_file(driver, tmp_path / "Dana-to-Marcus.ptp")
    driver.sees("Dana-to-Marcus.ptp can be opened once somebody is in.")


def test_a_file_that_comes_while_one_joins_waits_and_nothing_typed_is_lost(
    start: Start, file: Path, sent: Sent, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.7 nothing that anybody signed")
    packet = tmp_path / "Dana-to-Marcus.ptp"
    driver = start()
    open_file(driver, file)
    driver.fill("Five words", sent.words)
    for other in (packet, paper):
        open_file(driver, other)
        driver.sees(f"{other.name} waits, and is opened once you have joined.", file.name)
    driver.press("Open the invitation")
    driver.choose_passphrase(PASSPHRASES["Marcus"])
    assert driver.page().title() == "Verify"
    driver.until(lambda: "paper.pdf" in driver.words())
    assert driver.notice() == "You opened Dana-to-Marcus.ptp as well."


def test_another_invitation_takes_the_place_of_the_one_that_was_chosen_and_the_words_stay(
    start: Start, file: Path, sent: Sent, tmp_path: Path
) -> None:
    driver = start()
    open_file(driver, tmp_path / "old.peertrain-invitation")
    driver.fill("Five words", sent.words)
    open_file(driver, file)
    assert "old.peertrain-invitation" not in driver.words()
    driver.press("Open the invitation")
    driver.sees("You are joining Harbor Recovery Alliance as Marcus.")
