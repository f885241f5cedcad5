"""Entries that do not count: who sees them, and what each is told to do."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.domain.changes import Changed, Done
from peertrain.domain.history import NoteMade
from peertrain.domain.scopes import work
from peertrain.record.bodies import body_of
from peertrain.record.entries import Entry, sign
from peertrain.services import not_applied
from peertrain.services.not_applied import Line, Status
from peertrain.workplace.seat import Seat
from tests.office import Office, staffed_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    yield made
    made.workplace.lock()


def take_wrong(office: Office, name: str, *, prev: str = "", ahead: timedelta = timedelta()) -> None:
    """Let somebody's changed program sign, in their own work, what the rules do not allow."""

    def deed(seat: Seat) -> Done[None]:
        kind, body = body_of(NoteMade("", ""))
        key = seat.signing_key
        assert key is not None
        wrong: Entry = sign(
            kind, body, organisation=seat.organisation.organisation_id, scope=work(seat.person_id), key=key, seq=1,
            prev=prev, after=(), at=seat.now + ahead,
        )  # fmt: skip
        seat.ledger.take(wrong)
        return Done(Changed.NOTHING)

    office.do(name, deed)


def lines(office: Office, name: str) -> list[Line]:
    def question(seat: Seat) -> list[Line]:
        return list(not_applied.lines(seat, not_applied.ids(seat)).values())

    return office.ask(name, question)


def test_at_a_shared_computer_nobody_sees_the_entries_of_people_whom_they_do_not_supervise(office: Office) -> None:
    take_wrong(office, "Aisha")
    seen = {name: len(lines(office, name)) for name in ("Aisha", "Renee", "Dana", "Marcus", "Luis")}
    assert seen == {"Aisha": 1, "Renee": 1, "Dana": 1, "Marcus": 0, "Luis": 0}


def test_what_the_rules_do_not_allow_has_to_be_done_anew(office: Office) -> None:
    take_wrong(office, "Aisha")
    [line] = lines(office, "Aisha")
    assert line.status is Status.REJECTED
    assert line.who == "Aisha"
    assert "Aisha has to do it anew" in line.advice
    assert office.ask("Aisha", not_applied.count_waiting) == 0


def test_what_rests_on_something_missing_comes_when_everything_is_sent_again(office: Office) -> None:
    take_wrong(office, "Aisha", prev="f" * 64)
    [line] = lines(office, "Dana")
    assert line.status is Status.HELD
    assert line.advice == "Ask Aisha to open “Send and receive” and to send everything again."
    assert office.ask("Dana", not_applied.count_waiting) == 1


def test_any_number_of_made_up_entries_hides_no_other_and_is_counted_as_it_is(office: Office) -> None:
    take_wrong(office, "Aisha")
    take_wrong(office, "Aisha", prev="e" * 64)
    before = office.ask("Dana", not_applied.ids)

    def flood(seat: Seat) -> Done[None]:
        far, made_up = seat.now + timedelta(days=30_000), Ed25519PrivateKey.generate()
        some = [
            sign(
                "note made", {"about_entry": "", "text": str(number)}, organisation="any", scope=f"x{number % 300}",
                key=made_up, seq=1 + number, prev="", at=far if number % 2 else seat.now,
            )
            for number in range(1200)
        ]  # fmt: skip
        seat.ledger.take_all(some)
        seat.ledger.settle()
        return Done(Changed.NOTHING)

    office.do("Dana", flood)
    found = office.ask("Dana", not_applied.ids)
    assert set(before) <= set(found[:602])
    assert len(found) == 1202
    assert office.ask("Dana", not_applied.count_waiting) == 1201
    assert office.ask("Dana", lambda seat: not_applied.lines(seat, before[:2])).keys() == set(before)
    assert len(office.ask("Aisha", not_applied.ids)) == 2


def test_what_is_dated_ahead_waits_for_its_day(office: Office) -> None:
    take_wrong(office, "Aisha", ahead=timedelta(days=3))
    [line] = lines(office, "Dana")
    assert line.status is Status.HELD
    assert line.advice.startswith("Nothing: it counts from its date on.")
