"""A file that the program is given opens once somebody is in."""

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtWidgets import QCheckBox, QLineEdit

from peertrain.cli import with_open
from peertrain.commands import parser_of_commands
from peertrain.courseware.archive import pack
from peertrain.file_types.opener import Opener
from peertrain.places import HOME
from peertrain.record.author_keys import AuthorKey
from tests.journeys.driver import Driver
from tests.office import PASSPHRASES
from tests.teaching import small_course
from tests.ui.entrance.conftest import Start
from tests.ui.kit.test_double_click import COMMAND, List

DANA = PASSPHRASES["Dana"]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file that may be a certificate, and is none."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing that anybody signed\n%%EOF")
    return path


def give(driver: Driver, file: Path) -> None:
    driver.program.open_file(file)
    driver.settle()


def give_behind_the_curtain(driver: Driver, file: Path) -> None:
    """Give the program a file while Dana has it locked, and unlock it."""
    driver.press("Lock")
    give(driver, file)
    assert file.name not in driver.words()
    driver.fill("Passphrase of Dana", DANA)
    driver.press("Unlock")


def opens_once(driver: Driver, name: str) -> None:
    """Sign out and in again, and see no such file any more."""
    driver.sign_out()
    driver.sign_in("Dana", DANA)
    assert name not in driver.words()


def test_a_paper_is_verified_when_somebody_has_signed_in(start: Start, organisation: Path, paper: Path) -> None:
    driver = start()
    give(driver, paper)
    driver.sees("Check a certificate", "paper.pdf", "Not ours\n")
    driver.press("Back")
    driver.sign_in("Dana", DANA)
    assert driver.page().title() == "Verify"
    driver.until(lambda: "paper.pdf" in driver.words())
    opens_once(driver, "paper.pdf")


def test_the_file_of_a_course_is_installed_on_the_page_of_courses(
    start: Start, organisation: Path, tmp_path: Path
) -> None:
    small_course(tmp_path)
    key = AuthorKey("Maria Example", Ed25519PrivateKey.from_private_bytes(bytes(32)))
    file = tmp_path / "small.ptcourse"
    file.write_bytes(pack(tmp_path / "small-1.0.0", signed_by=key))
    driver = start()
    driver.sign_in("Dana", DANA)
    give(driver, file)
    assert driver.page().title() == "Courses"
    driver.until(lambda: "Signed by Maria Example" in driver.words())


def test_a_trainee_is_told_who_installs_a_course(start: Start, organisation: Path, tmp_path: Path) -> None:
    driver = start()
    driver.sign_in("Marcus", PASSPHRASES["Marcus"])
    give(driver, tmp_path / "small.ptcourse")
    driver.sees("Only a coordinator can install a course. Send the file to yours.")


def test_a_packet_waits_for_whoever_signs_in(start: Start, organisation: Path, tmp_path: Path) -> None:
    driver = start()
    give(driver, tmp_path / "work.ptp")
    driver.sees("Sign in, and work.ptp is opened.")
    driver.sign_in("Dana", DANA)
    assert driver.page().title() == "Send and receive"


def test_what_is_typed_to_sign_in_stays_when_a_packet_or_an_invitation_comes(
    start: Start, organisation: Path, tmp_path: Path
) -> None:
    driver = start()
    driver.fill("Name", "Dana")
    driver.fill("Passphrase", "half of")
    typed = driver.field("Passphrase", QLineEdit)
    give(driver, tmp_path / "work.ptp")
    driver.sees("Sign in, and work.ptp is opened.")
    give(driver, tmp_path / "other.ptp")
    driver.sees("Sign in, and other.ptp is opened.")
    assert "work.ptp" not in driver.words()
    give(driver, tmp_path / "Dana.peertrain-invitation")
    assert "other.ptp" not in driver.words()
    assert driver.field("Name", QLineEdit).text() == "Dana"
    assert (typed.text(), typed.hasFocus()) == ("half of", True)


def test_what_is_given_behind_the_curtain_waits_for_the_passphrase(
    start: Start, organisation: Path, paper: Path
) -> None:
    driver = start()
    driver.sign_in("Dana", DANA)
    give_behind_the_curtain(driver, paper)
    assert driver.page().title() == "Verify"
    driver.until(lambda: "paper.pdf" in driver.words())


def test_what_is_given_while_a_recovery_code_is_shown_does_not_take_it_away(
    start: Start, tmp_path: Path, paper: Path
) -> None:
    driver = start()
    driver.press("Found an organisation")
    driver.fill("Name of the organisation", "Harbor")
    give(driver, paper)
    driver.sees("You become its first coordinator.")


def test_of_two_files_the_newer_opens_and_the_other_is_offered(
    start: Start, organisation: Path, paper: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(paper.read_bytes())
    driver = start()
    give(driver, paper)
    give(driver, other)
    give(driver, other)
    driver.press("Back")
    driver.sign_in("Dana", DANA)
    driver.until(lambda: "other.pdf" in driver.words())
    assert driver.notice() == "You opened paper.pdf as well."
    driver.press("Show it")
    driver.until(lambda: "paper.pdf" in driver.words())
    opens_once(driver, "pdf")


def test_an_invitation_that_comes_behind_the_curtain_is_answered_after_it(
    start: Start, organisation: Path, tmp_path: Path
) -> None:
    driver = start()
    driver.sign_in("Dana", DANA)
    give_behind_the_curtain(driver, tmp_path / "Dana.peertrain-invitation")
    assert "an invitation cannot be opened here" in driver.notice()


def test_the_card_of_another_organisation_is_used_to_verify(start: Start, organisation: Path, tmp_path: Path) -> None:
    (card,) = (organisation / HOME).glob("*.peertrain-organisation")
    driver = start()
    driver.sign_in("Marcus", PASSPHRASES["Marcus"])
    give(driver, card)
    assert driver.page().title() == "Verify"
    driver.until(lambda: "Checking with the card of" in driver.words())


def test_the_double_click_is_offered_on_the_first_page_and_taken_back_under_me(start: Start) -> None:
    driver, system = start(), List()
    driver.program.open_files_with(Opener(system, COMMAND))
    driver.settle()
    box = "Open PeerTrain's files by double click"
    driver.field(box, QCheckBox).click()
    driver.settle()
    assert system.command == COMMAND
    driver.found(organisation="Harbor", legal_name="Dana Ortiz", name="Dana", passphrase=DANA)
    driver.go("Me")
    assert driver.field(box, QCheckBox).isChecked()
    driver.field(box, QCheckBox).click()
    driver.settle()
    assert not system.command


def test_the_double_click_comes_to_the_first_page_alone(start: Start) -> None:
    driver = start()
    driver.press("Found an organisation")
    driver.program.open_files_with(Opener(List(), COMMAND))
    driver.settle()
    assert "Opening files" not in driver.words()
    driver.press("Back")
    driver.sees("Opening files")


MAC = """
import sys
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from peertrain.app import the_application

application = the_application()
application.file_opened.connect(print)
for url in (QUrl("https://example.org/x"), QUrl.fromLocalFile(sys.argv[1])):
    QCoreApplication.sendEvent(application, QFileOpenEvent(url))
"""


def test_a_file_that_a_mac_hands_to_the_program_is_taken(paper: Path) -> None:
    told = subprocess.run([sys.executable, "-c", MAC, paper], check=True, capture_output=True, text=True)
    assert told.stdout == f"{paper}\n"


def test_a_file_alone_on_the_command_line_is_opened(paper: Path) -> None:
    options = parser_of_commands().parse_args(with_open([str(paper)]))
    assert options.file == paper
    assert options.command.__name__ == "_window"
    assert with_open(["--demo"]) == ["--demo"]
    assert with_open(["backup"]) == ["backup"]
