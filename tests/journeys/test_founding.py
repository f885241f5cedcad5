"""A coordinator founds an organisation, brings in a course and a programme, and enrols people who come in by their words."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from peertrain.services import record
from tests.journeys.conftest import Begin
from tests.journeys.driver import Driver

RUTH = "lantern gravel seven oboe"
DANA = "cedar thimble ocean nine"
MIGUEL = "feather canyon oak lantern"


def test_from_an_empty_computer_to_a_trainee_who_sees_the_course(begin: Begin, tmp_path: Path) -> None:
    driver = begin(tmp_path, None)
    driver.found(organisation="Harbor Light", legal_name="Ruth Abernathy", name="Ruth", passphrase=RUTH)
    driver.sees("Hello, Ruth")
    _bring_in_the_course(driver)
    _adopt_the_programme(driver)
    dana = _enrol(driver, "Dana Whitehorse", "Dana", "Supervisor")
    miguel = _enrol(driver, "Miguel Ángel Reyes", "Miguel", "Trainee", "Dana")
    driver.go("People")
    driver.sign_out()

    driver.sign_in("Dana", dana)
    driver.choose_passphrase(DANA)
    driver.go("Trainees")
    driver.sees("Miguel", "Foundations: 0 of 32 requirements met.")
    driver.sign_out()

    driver.sign_in("Miguel", miguel)
    driver.choose_passphrase(MIGUEL)
    driver.sees("Hello, Miguel", "Foundations of Peer Support")
    driver.go("Course")
    driver.sees("What peer support is", "Empathy", "Boundaries", "Sharing your story")
    driver.sign_out()

    driver.sign_in("Miguel", miguel)
    driver.sees("The name or the passphrase is not right.")
    driver.sign_in("Ruth", RUTH)
    driver.go("Backups")
    driver.press("Verify the record now")
    assert driver.workplace.read(record.verify).right


def _bring_in_the_course(driver: Driver) -> None:
    driver.go("Courses")
    driver.press("Install PeerTrain's own course")
    driver.sees("Peer Specialist Core", "Not adopted yet")
    driver.press("Adopt Peer Specialist Core 1.1.0")
    _sign(driver)
    driver.sees("In use")


def _adopt_the_programme(driver: Driver) -> None:
    driver.go("Programmes")
    driver.sees("No programme is in use yet. Read those below and adopt the one that your trainees work towards.")
    driver.press("Show details: Foundations of Peer Support")
    driver.press("Adopt Foundations…")
    _sign(driver)
    driver.sees("Programmes in use", "in use, no trainees")


def _sign(driver: Driver) -> None:
    driver.fill("Your passphrase", RUTH)
    driver.press("Adopt and sign")


def _enrol(driver: Driver, legal_name: str, name: str, role: str, supervisor: str = "") -> str:
    """Enrol a person and return the five words on the slip."""
    driver.go("People")
    driver.press("Enrol a person")
    driver.fill("Legal name", legal_name)
    driver.fill("Preferred name", name)
    driver.press(role)
    if supervisor:
        driver.press(supervisor)
    driver.press("Enrol")
    driver.sees(f"The way in for {name}", "Hand these words over now. They are shown only once and kept nowhere.")
    driver.press("Copy the words")
    words = QApplication.clipboard().text()
    driver.sees(words)
    return words
