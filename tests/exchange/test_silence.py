"""Silence: once everybody has what they can have, nobody sends anything more, also where somebody cannot take all in."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from peertrain.domain.changes import Changed, Done
from peertrain.domain.history import NoteMade
from peertrain.domain.hours import Channel, Meeting, MeetingConfirmed, MeetingHeld, MeetingMode
from peertrain.domain.people import Role
from peertrain.domain.scopes import EVERYBODY
from peertrain.domain.statements import Statement
from peertrain.record.bodies import body_of
from peertrain.record.entries import key_id, sign
from peertrain.services import carrying, not_applied
from peertrain.workplace.seat import Seat
from tests.exchange.computers import Agency, Computer
from tests.exchange.hostile import signing
from tests.exchange.rounds import look, start


@pytest.fixture
def aisha(agency: Agency) -> Iterator[Computer]:
    """Return the computer of a second trainee of Renee's."""
    joined = agency.invite("Aisha", Role.TRAINEE, supervisors=(agency.renee.person_id,))
    joined.send(agency.dana)
    agency.dana.send(agency.renee)
    yield joined
    joined.workplace.lock()


def rounds(agency: Agency, *more: Computer, times: int = 6) -> list[int]:
    """Let everybody look some times; return how many packets were given each time."""
    given = []
    for _turn in range(times):
        agency.clock.now += timedelta(minutes=1)
        given.append(sum(look(computer).given for computer in (*agency.computers, *more)))
    return given


def test_a_meeting_that_two_trainees_shared_comes_to_rest_and_neither_gets_what_they_cannot_judge(
    agency: Agency, aisha: Computer, tmp_path: Path
) -> None:
    share, meeting_id = start(agency, tmp_path / "share"), str(uuid4())
    carrying.use_folder(aisha.workplace, folder=share)
    held = MeetingHeld(
        meeting_id, (agency.marcus.person_id, aisha.person_id), date(2026, 9, 7), 60, MeetingMode.GROUP, Channel.IN_PERSON,
        ("Ethics",), {}, (), "", "I held this meeting.",
    )  # fmt: skip
    agency.renee.act(lambda seat: said(seat, held))
    rounds(agency, aisha)
    aisha.act(lambda seat: said(seat, MeetingConfirmed(meeting_id, "I took part."), rests_on_meeting=meeting_id))
    assert rounds(agency, aisha)[-2:] == [0, 0]
    for computer in (agency.dana, agency.renee):
        meeting = computer.ask(lambda seat: seat.picture.find(Meeting, meeting_id))
        assert meeting is not None
        assert meeting.confirmed_by == (aisha.person_id,)
    assert agency.marcus.ask(not_applied.ids) == []


def said(seat: Seat, statement: Statement, *, rests_on_meeting: str = "") -> Done[None]:
    meeting = seat.picture.find(Meeting, rests_on_meeting)
    seat.say(statement, after=(meeting.entry_id,) if meeting else ())
    return Done(Changed.EVERYTHING)


def test_what_rests_on_something_that_others_never_get_does_not_go_to_them_for_ever(
    agency: Agency, tmp_path: Path
) -> None:
    start(agency, tmp_path / "share")
    key = signing(agency.dana)

    def deed(seat: Seat) -> Done[None]:
        hidden = seat.say(NoteMade("", "For the office."))
        head = seat.ledger.head(key_id(key.public_key().public_bytes_raw()), EVERYBODY)
        assert head is not None
        kind, body = body_of(NoteMade("", "For everybody."))
        seat.ledger.take(
            sign(
                kind, body, organisation=seat.organisation.organisation_id, scope=EVERYBODY, key=key, seq=head[0] + 1,
                prev=head[1], after=(hidden.id,), at=seat.now + timedelta(milliseconds=1),
            )
        )  # fmt: skip
        return Done(Changed.EVERYTHING)

    agency.dana.act(deed)
    given = rounds(agency)
    assert given[0] > 0
    assert given[-2:] == [0, 0]
