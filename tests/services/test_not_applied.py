"""Entries that do not count: who sees them, and what each is told to do."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

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


def test_what_is_dated_ahead_waits_for_its_day(office: Office) -> None:
    take_wrong(office, "Aisha", ahead=timedelta(days=3))
    [line] = lines(office, "Dana")
    assert line.status is Status.HELD
    assert line.advice.startswith("Nothing: it counts from its date on.")
