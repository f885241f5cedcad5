"""Coming in: founding, signing in, the invited, the forgetful, and who may not."""

import re
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from peertrain.domain.people import Role
from peertrain.sample.organisation import SignIn
from peertrain.services import people
from peertrain.storage.lists.people import everybody
from tests.journeys.driver import Driver
from tests.office import PASSPHRASES
from tests.ui.entrance.conftest import DANA, LEGAL_NAME, Start

SEALED = "What you sealed with your earlier key stays sealed."
NEW = "a kettle hums beneath the stairs"


def test_a_new_computer_offers_to_found_to_look_around_and_to_bring_back(start: Start) -> None:
    driver = start()
    driver.sees("Welcome", "Begin with your organisation", "Look around first", "Bring your organisation back")
    assert driver.button("Found an organisation").isEnabled()


def test_founding_leads_over_the_recovery_code_to_the_window(start: Start) -> None:
    driver = start()
    driver.press("Found an organisation")
    driver.fill("Name of the organisation", "Harbor Recovery Alliance")
    driver.fill("Address", "12 Quay Street, Duluth")
    driver.fill("Your legal name", LEGAL_NAME)
    driver.fill("The name you go by", "Dana")
    driver.fill("Passphrase", DANA)
    driver.fill("The same passphrase again", DANA)
    driver.press("Found the organisation")
    driver.sees("Keep your recovery code", "Recovery code of Dana")
    driver.press("Copy")
    groups = QApplication.clipboard().text().split("-")
    assert [len(group) for group in groups] == [4] * 9
    driver.sees("   ".join(groups[3:6]))
    driver.keep_recovery_code()
    assert driver.program.window is not None
    assert not driver.program.entrance.isVisible()
    assert driver.workplace.read(lambda seat: seat.person.legal_name) == LEGAL_NAME


def test_the_recovery_code_has_to_be_on_paper_before_going_in(start: Start) -> None:
    driver = start()
    _found_up_to_the_code(driver)
    label, number = driver.asked_group()
    driver.press("I have kept it")
    driver.sees(f"Please fill in “{label}”.", "never 0, 1, 8 or 9")
    driver.fill(label, "0000")
    driver.press("I have kept it")
    another, other = driver.asked_group()
    driver.sees(f"That was not group {number}. Look at your copy, and type group {other} now.")
    assert another != label
    assert QApplication.focusWidget() is driver.field(another, QLineEdit)
    assert driver.program.window is None
    driver.keep_recovery_code()
    assert driver.program.window is not None


def test_whoever_never_kept_a_recovery_code_is_shown_one_when_they_sign_in(start: Start) -> None:
    """As after a power cut while the first one was on the screen."""
    driver = start()
    _found_up_to_the_code(driver)
    driver.press("Copy")
    first = QApplication.clipboard().text()
    assert "This is a new code." not in driver.words()
    driver.program.entrance.open()
    driver.settle()
    driver.sign_in("Dana", DANA)
    driver.sees("Keep your recovery code", "This is a new code.")
    second = driver.keep_recovery_code()
    assert second != first
    assert driver.program.window is not None
    driver.sign_out()
    driver.sign_in("Dana", DANA)
    assert driver.program.window is not None


def test_the_old_recovery_code_opens_until_the_new_one_is_kept(start: Start) -> None:
    driver = start()
    old = driver.found(organisation="Harbor", legal_name=LEGAL_NAME, name="Dana", passphrase=DANA)
    driver.sign_out()
    for _time in range(2):
        _recover(driver, old)
        driver.sees("Keep your recovery code")
        driver.program.entrance.open()
        driver.settle()
    _recover(driver, old)
    new = driver.keep_recovery_code()
    driver.sign_out()
    _recover(driver, old)
    driver.sees("The name or the recovery code is not right.")
    driver.press("Back")
    _recover(driver, new)
    driver.sees("Keep your recovery code")


def _recover(driver: Driver, code: str) -> None:
    driver.press("Forgotten…")
    driver.fill("Name", "Dana")
    driver.fill("Recovery code", code)
    driver.fill("New passphrase", NEW)
    driver.fill("The same passphrase again", NEW)
    driver.press("Set the new passphrase")


def _found_up_to_the_code(driver: Driver) -> None:
    driver.press("Found an organisation")
    for label, text in (
        ("Name of the organisation", "Harbor Recovery Alliance"), ("Address", "Duluth"),
        ("Your legal name", LEGAL_NAME), ("The name you go by", "Dana"),
        ("Passphrase", DANA), ("The same passphrase again", DANA),
    ):  # fmt: skip
        driver.fill(label, text)
    driver.press("Found the organisation")


def test_an_address_and_a_short_name_may_be_left_out(start: Start) -> None:
    driver = start()
    driver.press("Found an organisation")
    driver.fill("Name of the organisation", "Harbor Recovery Alliance")
    driver.fill("Your legal name", LEGAL_NAME)
    driver.fill("Passphrase", DANA)
    driver.fill("The same passphrase again", DANA)
    driver.press("Found the organisation")
    driver.sees(f"Recovery code of {LEGAL_NAME}")


def test_what_is_wrong_with_the_form_stands_at_its_field_and_nothing_typed_is_lost(start: Start) -> None:
    driver = start()
    driver.press("Found an organisation")
    driver.fill("Your legal name", LEGAL_NAME)
    driver.fill("Passphrase", DANA)
    driver.fill("The same passphrase again", "something else entirely")
    driver.press("Found the organisation")
    driver.sees("Please fill in “Name of the organisation”.")
    assert QApplication.focusWidget() is driver.field("Name of the organisation", QLineEdit)
    driver.fill("Name of the organisation", "Harbor Recovery Alliance")
    driver.press("Found the organisation")
    driver.sees("The two passphrases are not the same.")
    assert driver.field("Passphrase", QLineEdit).text() == DANA


def test_a_name_that_no_certificate_can_print_is_refused_at_its_field_before_anything_is_founded(start: Start) -> None:
    driver = start()
    driver.press("Found an organisation")
    for label, text in (
        ("Name of the organisation", "Harbor 日本"), ("Address", "Duluth"), ("Your legal name", "Dana שלום"),
        ("Passphrase", DANA), ("The same passphrase again", DANA),
    ):  # fmt: skip
        driver.fill(label, text)
    driver.press("Found the organisation")
    driver.sees("The organisation's name has letters that cannot be printed rightly on a certificate: 日 本.")
    driver.sees("The legal name has letters that cannot be printed rightly on a certificate: ש ל ו ם.")
    assert QApplication.focusWidget() is driver.field("Name of the organisation", QLineEdit)
    assert not driver.workplace.founded
    driver.fill("Name of the organisation", "Harbor Ñ Ελλάς")
    driver.fill("Your legal name", LEGAL_NAME)
    driver.press("Found the organisation")
    driver.sees("Keep your recovery code")


def test_a_weak_passphrase_is_refused_in_words(start: Start) -> None:
    driver = start()
    driver.press("Found an organisation")
    for label, text in (
        ("Name of the organisation", "Harbor"), ("Your legal name", LEGAL_NAME),
        ("Passphrase", "short"), ("The same passphrase again", "short"),
    ):  # fmt: skip
        driver.fill(label, text)
    driver.press("Found the organisation")
    driver.sees("A passphrase needs at least 15 characters; this one has 5. Four or five words do well.")
    assert not driver.workplace.founded


def test_five_words_are_shown_filled_in_and_have_to_be_typed_again(start: Start) -> None:
    driver = start()
    driver.press("Found an organisation")
    driver.press("Give me five words")
    words = driver.field("Passphrase", QLineEdit).text()
    assert len(words.split()) == 5
    driver.sees(words)
    assert driver.field("The same passphrase again", QLineEdit).text() == ""


def test_the_right_passphrase_lets_in_and_a_wrong_one_says_so(organisation: Path, start: Start) -> None:
    driver = start()
    driver.sees("Sign in")
    driver.sign_in("Dana", "wrong words altogether")
    driver.sees("The name or the passphrase is not right.")
    assert driver.field("Passphrase", QLineEdit).text() == ""
    driver.sign_in("Dana", "wrong words again")
    driver.sees("The name or the passphrase is not right. This was try 2.")
    driver.sign_in("Dana", DANA)
    assert driver.program.window is not None
    assert driver.program.window.isVisible()


def test_somebody_unknown_is_refused_in_the_same_words(organisation: Path, start: Start) -> None:
    driver = start()
    driver.sign_in("Nobody", DANA)
    driver.sees("The name or the passphrase is not right.")


def test_after_five_wrong_tries_one_has_to_wait_and_is_told_how_long(organisation: Path, start: Start) -> None:
    driver = start()
    for _number in range(5):
        driver.sign_in("Dana", "wrong words altogether")
    driver.sign_in("Dana", DANA)
    assert re.search(r"Please wait \d+ seconds before the next try\.", driver.words())
    assert driver.program.window is None
    driver.clock.now += timedelta(minutes=1)
    driver.sign_in("Dana", DANA)
    assert driver.program.window is not None


def test_the_recovery_code_lets_in_who_forgot_and_gives_a_new_one(start: Start) -> None:
    driver = start()
    code = driver.found(organisation="Harbor", legal_name=LEGAL_NAME, name="Dana", passphrase=DANA)
    driver.sign_out()
    _recover(driver, code)
    driver.sees("Keep your recovery code", "This is a new code.")
    assert driver.keep_recovery_code() != code
    driver.sign_out()
    driver.sign_in("Dana", DANA)
    driver.sees("The name or the passphrase is not right.")
    driver.sign_in("Dana", NEW)
    assert driver.program.window is not None


def test_a_mistyped_recovery_code_is_refused_and_what_to_do_without_one_is_said(
    organisation: Path, start: Start
) -> None:
    driver = start()
    driver.press("Forgotten…")
    driver.sees("No recovery code?")
    driver.fill("Name", "Dana")
    driver.fill("Recovery code", "ABCD-EFGH")
    driver.fill("New passphrase", NEW)
    driver.fill("The same passphrase again", NEW)
    driver.press("Set the new passphrase")
    driver.sees("The recovery code is mistyped. It has nine groups of four letters and digits.")
    driver.press("Back")
    driver.sees("As your coordinator enrolled you.")


def test_who_was_invited_chooses_a_passphrase_and_the_words_open_nothing_any_more(
    organisation: Path, start: Start
) -> None:
    driver = start()
    driver.workplace.sign_in("Dana", DANA)
    enrolled = driver.workplace.write(
        lambda seat: people.enrol(seat, legal_name="Luis Ortega", preferred_name="Luis", roles=(Role.SUPERVISOR,))
    )
    driver.workplace.lock()
    assert enrolled.value is not None
    words = enrolled.value.words
    driver.sees("New here? Type the five words you were given.")
    driver.sign_in("Luis", words)
    driver.sees("Choose a passphrase of your own")
    assert SEALED not in driver.words()
    driver.choose_passphrase(NEW)
    assert driver.program.window is not None
    driver.sign_out()
    driver.sign_in("Luis", words)
    driver.sees("The name or the passphrase is not right.")
    driver.sign_in("Luis", NEW)
    assert driver.program.window is not None


def test_whoever_had_a_key_of_their_own_is_told_what_stays_sealed(organisation: Path, start: Start) -> None:
    driver = start()
    driver.workplace.sign_in("Dana", DANA)
    marcus = driver.workplace.read(
        lambda seat: next(one for one in everybody(seat.connection) if one.preferred_name == "Marcus")
    )
    invited = driver.workplace.write(
        lambda seat: people.invite_again(seat, person_id=marcus.id, reason="Forgotten", passphrase=DANA)
    )
    driver.workplace.lock()
    assert invited.value is not None
    driver.sign_in("Marcus", invited.value.words)
    driver.sees("Choose a passphrase of your own", SEALED)


def test_a_person_of_the_sample_organisation_signs_in_with_one_click(organisation: Path, start: Start) -> None:
    driver = start()
    driver.program.entrance._made([SignIn("Marcus", PASSPHRASES["Marcus"], Role.TRAINEE, "trainee")])
    driver.settle()
    driver.press("Sign in as Marcus")
    assert driver.program.window is not None


def test_enter_submits_and_the_focus_waits_in_the_first_field(organisation: Path, start: Start) -> None:
    driver = start()
    driver.root.activateWindow()
    assert QApplication.focusWidget() is driver.field("Name", QLineEdit)
    driver.qtbot.keyClicks(QApplication.focusWidget(), "Marcus")
    driver.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is driver.field("Passphrase", QLineEdit)
    driver.qtbot.keyClicks(QApplication.focusWidget(), PASSPHRASES["Marcus"])
    driver.key(Qt.Key.Key_Return)
    assert driver.program.window is not None
