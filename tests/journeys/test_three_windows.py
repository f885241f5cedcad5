"""Three people, three windows, three data folders: from an invitation to hours that are approved, by files alone."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLabel

from peertrain.services import taking
from tests.journeys.conftest import Begin
from tests.journeys.driver import Driver
from tests.journeys.test_working_together import log_hours
from tests.office import LEGAL_NAMES, PASSPHRASES, Clock


def choose_file(driver: Driver, path: Path) -> None:
    """Choose a file or its place in the dialog that asks for it."""
    dialog = driver.root
    assert isinstance(dialog, QFileDialog), driver.words()
    dialog.fileSelected.emit(str(path))
    dialog.close()
    driver.settle()


def figure(driver: Driver) -> str:
    """Return the words that stand large on the page."""
    shown = driver.page().findChildren(QLabel)
    return next(one.text() for one in shown if one.isVisible() and one.property("kind") == "figure")


def invite(dana: Driver, name: str, role: str, file: Path, *more: str) -> str:
    """Enrol somebody for a computer of their own and save their invitation; return the five words."""
    dana.go("People")
    dana.press("Enrol a person")
    dana.fill("Legal name", f"{name} Okafor")
    dana.fill("Preferred name", name)
    for words in (role, *more, "On their own computer"):
        dana.press(words)
    dana.press("Enrol")
    dana.fill("Your passphrase", PASSPHRASES["Dana"])
    dana.press("Enrol and invite")
    dana.until(lambda: "1. The invitation" in dana.words())  # it may ask a hub first, which nobody waits for
    dana.press("Save the invitation…")
    choose_file(dana, file)
    return figure(dana)


def join(driver: Driver, name: str, file: Path, words: str) -> None:
    """Open an invitation as by a double click, and go in."""
    driver.program.open_file(file)
    driver.settle()
    driver.fill("Five words", words)
    driver.press("Open the invitation")
    driver.sees(f"You are joining Harbor Recovery Alliance as {name}.")
    driver.choose_passphrase(PASSPHRASES[name])


def send(sender: Driver, to: str, receiver: Driver, file: Path) -> None:
    """Save a packet, carry the file over, look inside and take it in."""
    sender.go("Send and receive")
    sender.press(f"Send to {to}…")
    choose_file(sender, file)
    assert f"Send this file to {to}" in sender.notice()
    receiver.program.open_file(file)
    receiver.until(lambda: "Inside" in receiver.words())
    receiver.press("Take in")
    receiver.sees("Taken in from")
    [newest, *_older] = receiver.workplace.read(taking.taken_before)
    assert newest.entries == newest.applied + newest.already_here + newest.held + newest.rejected
    assert (newest.held, newest.rejected) == (0, 0)


def test_hours_go_from_a_laptop_to_a_supervisor_and_come_back_approved(begin: Begin, tmp_path: Path) -> None:
    clock = Clock()
    dana, renee, marcus = (begin(tmp_path / name, clock) for name in ("Dana", "Renee", "Marcus"))
    dana.found(
        organisation="Harbor Recovery Alliance", legal_name=LEGAL_NAMES["Dana"], name="Dana",
        passphrase=PASSPHRASES["Dana"],
    )  # fmt: skip

    words = invite(dana, "Renee", "Supervisor", tmp_path / "Renee.peertrain-invitation")
    join(renee, "Renee", tmp_path / "Renee.peertrain-invitation", words)
    send(renee, "Dana", dana, tmp_path / "1.ptp")
    words = invite(dana, "Marcus", "Trainee", tmp_path / "Marcus.peertrain-invitation", "Renee")
    join(marcus, "Marcus", tmp_path / "Marcus.peertrain-invitation", words)
    send(marcus, "Dana", dana, tmp_path / "2.ptp")

    for name, driver in (("Renee", renee), ("Marcus", marcus)):
        driver.go("Me")
        dana.go("Home")
        dana.sees("Compare six words", figure(driver))
        dana.press(f"The words of {name} match…")
        dana.fill("Your passphrase", PASSPHRASES["Dana"])
        dana.press("They match")
    send(dana, "Renee", renee, tmp_path / "3.ptp")
    send(dana, "Marcus", marcus, tmp_path / "4.ptp")
    marcus.go("Me")
    assert "Your six words" not in marcus.words()

    log_hours(marcus, "Recovery group", "Opened and closed the group.")
    marcus.sees("Entries wait to be sent to Dana and Renee.")
    send(marcus, "Renee", renee, tmp_path / "5.ptp")
    renee.sees("New here: 1 entry of hours")
    renee.go("Sign-off")
    renee.sees("Opened and closed the group.")
    renee.press("Approve")
    renee.fill("Your passphrase", PASSPHRASES["Renee"])
    renee.press("Approve and sign")
    send(renee, "Marcus", marcus, tmp_path / "6.ptp")
    marcus.sees("New here: 1 approval")
    marcus.go("Hours")
    marcus.sees("approved")
    send(renee, "Dana", dana, tmp_path / "7.ptp")
    dana.sees("New here: 1 approval, 1 entry of hours")
