"""A trainee learns, writes and serves; a supervisor signs, returns, meets and rates; each answers the other."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt

from peertrain.domain.people import Role
from tests.journeys.answers import answer_everything
from tests.journeys.conftest import Begin
from tests.journeys.driver import Driver
from tests.office import PASSPHRASES, START, Office
from tests.teaching import adopt, small_course

MARCUS, RENEE = PASSPHRASES["Marcus"], PASSPHRASES["Renee"]


@pytest.fixture
def driver(begin: Begin, tmp_path: Path) -> Driver:
    """The program at an office in which Renee supervises Marcus, with a small course in use."""
    office = Office(tmp_path / "data")
    office.enrol("Renee", Role.SUPERVISOR)
    office.enrol("Marcus", Role.TRAINEE)
    office.assign("Marcus", "Renee")
    adopt(office, small_course(tmp_path))
    office.workplace.lock()
    return begin(office.folder, office.clock)


def test_a_trainee_reads_writes_and_passes_the_check(driver: Driver) -> None:
    driver.sign_in("Marcus", MARCUS)
    driver.go("Course")
    driver.press("Open")
    driver.sees("Being heard", "Hearing", "A time I was heard")
    driver.press("Begin")
    for _lesson in range(2):
        _read_to_the_end(driver)
    driver.press("I understand, let me write")
    driver.fill(
        "Your reflection", "Somebody once listened to me until I was done, and I still carry that with me. " * 5
    )
    driver.press("I have written it")
    driver.press("Begin the check")
    answer_everything(driver)
    driver.sees("100 %", "Passed")
    driver.press("Go on with the module")
    driver.sees("Complete")


def _read_to_the_end(driver: Driver) -> None:
    """Read on with the key, page by page, and say that the lesson is done."""
    title = driver.page().accessibleName()
    for _page in range(20):
        driver.key(Qt.Key.Key_Space)
        if not driver.page().isVisible() or driver.page().accessibleName() != title:
            return
    driver.press("Done, go on")


def test_hours_are_logged_signed_returned_and_corrected(driver: Driver) -> None:
    driver.sign_in("Marcus", MARCUS)
    log_hours(driver, "Recovery group", "Opened and closed the group.")
    log_hours(driver, "Workshop", "Set up the room.")
    driver.sign_out()

    driver.sign_in("Renee", RENEE)
    driver.go("Sign-off")
    driver.sees("1 of 2", "Opened and closed the group.")
    driver.key(Qt.Key.Key_J)
    driver.sees("2 of 2", "Set up the room.")
    driver.key(Qt.Key.Key_K)
    driver.key(Qt.Key.Key_A)
    driver.sees("Sign with your passphrase")
    driver.fill("Your passphrase", MARCUS)
    driver.press("Approve and sign")
    driver.sees("That passphrase is not right.")
    driver.fill("Your passphrase", RENEE)
    driver.press("Approve and sign")
    driver.sees("1 of 1", "Set up the room.")
    driver.fill("Send it back with a word", "Setting up the room is preparation.")
    driver.press("Send back")
    driver.sees("Nothing waits for you. When a trainee sends hours, they come here.")
    driver.sign_out()

    driver.sign_in("Marcus", MARCUS)
    driver.go("Hours")
    driver.sees("“Setting up the room is preparation.”")
    driver.press("Correct it")
    driver.sees("Renee sent it back: Setting up the room is preparation.")
    driver.fill("What you did", "Led the exercise on asking for help.")
    driver.press("Send for sign-off")
    driver.sees("waiting for sign-off")
    driver.sign_out()

    driver.sign_in("Renee", RENEE)
    driver.go("Sign-off")
    driver.sees("1 of 1", "Led the exercise on asking for help.")


def log_hours(driver: Driver, setting: str, note: str) -> None:
    driver.go("Hours")
    driver.press("Log hours")
    driver.set_day("Day", START.date())
    driver.fill("Time", "1 h")
    driver.press(setting)
    driver.press("Direct support")
    driver.press("In person")
    driver.fill("Site or agency", "Harbor House")
    driver.press("Renee")
    driver.press("Volunteer")
    driver.press("Give the rest to Advocacy")
    driver.fill("What you did", note)
    driver.press("Send for sign-off")
    assert driver.page().accessibleName() == "Hours", driver.words()


def test_a_meeting_is_recorded_by_one_and_signed_by_both(driver: Driver) -> None:
    driver.sign_in("Renee", RENEE)
    driver.go("Supervision")
    driver.press("Record a meeting")
    driver.press("Individual supervision")
    driver.press("Marcus, not met yet")
    driver.press("In person")
    driver.fill("What you talked about, one topic a line", "Listening without fixing")
    driver.fill("To do until next time, one thing a line", "Bring one moment to talk about")
    driver.press("Sign the meeting")
    driver.fill("Your passphrase", RENEE)
    driver.press("Sign the meeting")
    driver.sees("Not signed by all")
    driver.sign_out()

    driver.sign_in("Marcus", MARCUS)
    driver.go("Supervision")
    driver.sees("To do until your next meeting", "Bring one moment to talk about", "Listening without fixing")
    driver.press("Sign it")
    driver.fill("Your passphrase", MARCUS)
    driver.press("Sign the meeting")
    driver.sees("Signed by both")


def test_a_competency_is_rated_by_both_and_the_rating_answered(driver: Driver) -> None:
    driver.sign_in("Marcus", MARCUS)
    driver.go("Competencies")
    _choose_level(driver, "Competent")
    driver.press("Save my 1 rating")
    driver.sign_out()

    driver.sign_in("Renee", RENEE)
    driver.go("Ratings")
    driver.press("Rate Marcus")
    driver.press("I saw it at work")
    driver.fill("Where and what?", "The Thursday recovery group")
    assert "Marcus has rated it; you see how once you have." in driver.words()
    _choose_level(driver, "Developing")
    driver.press("Sign 1 rating…")
    driver.fill("Your passphrase", RENEE)
    driver.press("Sign")
    driver.sees("Side by side", "Developing", "Competent")
    driver.sign_out()

    driver.sign_in("Marcus", MARCUS)
    driver.go("Competencies")
    driver.sees("1 new rating")
    driver.press("Answer…: Hears both the facts and the feelings")
    driver.fill("Your answer", "Thank you, that matches how I felt.")
    driver.press("Send my answer")
    driver.sees("Your answer is in the record, beside the rating.")
    driver.press("Show details: Hears both the facts and the feelings")
    assert "Thank you, that matches how I felt." in driver.words()


def _choose_level(driver: Driver, level: str) -> None:
    """Open the competency of hearing and choose a level."""
    driver.press("Show details: Hears both the facts and the feelings")
    driver.press(level)


def test_the_window_stays_where_it_is_while_people_take_turns(driver: Driver) -> None:
    place = QRect(20, 40, 760, 600)
    driver.sign_in("Marcus", MARCUS)
    driver.root.setGeometry(place)
    driver.sign_out()
    assert driver.root.geometry() == place
    driver.sign_in("Renee", RENEE)
    assert driver.root.geometry() == place
