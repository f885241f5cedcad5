"""Packets that come too late, or from a computer whose clock is wrong."""

from datetime import timedelta

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.hours import Hours, HoursState
from peertrain.domain.people import Role, RoleEnded
from peertrain.services import late_entries, not_applied, people
from tests.exchange.computers import Agency, Computer, approve, log
from tests.office import PASSPHRASES, Clock


def state_of(computer: Computer, hours_id: str) -> HoursState | None:
    found = computer.ask(lambda seat: seat.picture.find(Hours, hours_id))
    return found.state if found else None


def leaves(agency: Agency, computer: Computer) -> None:
    agency.dana.act(
        lambda seat: people.end_access(
            seat, person_id=computer.person_id, reason="Moved away", passphrase=PASSPHRASES["Dana"]
        )
    )


def approved_unseen(agency: Agency) -> str:
    """Let Renee sign hours that Marcus has sent to everybody, and let nobody see that she has."""
    hours_id = log(agency.marcus, agency.renee)
    agency.marcus.send(agency.renee)
    agency.marcus.send(agency.dana)
    approve(agency.renee, hours_id)
    return hours_id


def test_what_a_leaver_signed_and_nobody_had_seen_waits_until_a_coordinator_lets_it_count(agency: Agency) -> None:
    hours_id = approved_unseen(agency)
    leaves(agency, agency.renee)
    taken = agency.renee.send(agency.dana)
    assert (taken.kinds, taken.held) == ({}, 1)
    assert "was not known before that" in taken.reasons[0][1]
    assert state_of(agency.dana, hours_id) is HoursState.SUBMITTED
    (waiting,) = agency.dana.ask(not_applied.ids)
    counted = agency.dana.do(
        lambda seat: late_entries.accept(
            seat, entry_ids=[waiting], reason="She had told me.", passphrase=PASSPHRASES["Dana"]
        )
    )
    assert counted == 1
    agency.dana.send(agency.marcus)
    assert [state_of(one, hours_id) for one in (agency.dana, agency.marcus)] == [HoursState.APPROVED] * 2


def test_it_waits_as_well_where_it_was_known_before_the_coordinator_heard_of_it(agency: Agency) -> None:
    hours_id = approved_unseen(agency)
    agency.renee.send(agency.marcus)
    assert state_of(agency.marcus, hours_id) is HoursState.APPROVED
    leaves(agency, agency.renee)
    agency.dana.send(agency.marcus)
    assert state_of(agency.marcus, hours_id) is HoursState.SUBMITTED


def test_what_was_known_before_somebody_left_goes_on_counting(agency: Agency) -> None:
    hours_id = approved_unseen(agency)
    agency.renee.send(agency.dana)
    leaves(agency, agency.renee)
    agency.dana.send(agency.marcus)
    assert [state_of(one, hours_id) for one in (agency.dana, agency.marcus)] == [HoursState.APPROVED] * 2


def test_letting_late_entries_count_takes_a_coordinator_and_the_passphrase(agency: Agency) -> None:
    approved_unseen(agency)
    leaves(agency, agency.renee)
    agency.renee.send(agency.dana)
    (waiting,) = agency.dana.ask(not_applied.ids)
    ids = [waiting]
    with pytest.raises(Refused, match="passphrase"):
        agency.dana.do(lambda seat: late_entries.accept(seat, entry_ids=ids, reason="Yes.", passphrase="wrong"))
    with pytest.raises(Refused, match="Say why"):
        agency.dana.do(
            lambda seat: late_entries.accept(seat, entry_ids=ids, reason=" ", passphrase=PASSPHRASES["Dana"])
        )


def test_an_ended_role_with_a_key_that_lives_on_holds_nothing_back(agency: Agency) -> None:
    """What is dated before the end of a role counts also when it arrives later: only an ended key says what was known."""
    hours_id = approved_unseen(agency)

    def deed(seat):  # type: ignore[no-untyped-def]
        people.give_role(seat, person_id=agency.renee.person_id, role=Role.COORDINATOR, passphrase=PASSPHRASES["Dana"])
        seat.say(RoleEnded(agency.renee.person_id, Role.SUPERVISOR, "She leads the office now."))
        from peertrain.domain.changes import Changed, Done

        return Done(Changed.PEOPLE)

    agency.dana.act(deed)
    assert agency.renee.send(agency.dana).kinds == {"hours approved": 1}
    assert state_of(agency.dana, hours_id) is HoursState.APPROVED


# Clocks


def with_clock(computer: Computer, ahead: timedelta) -> None:
    computer.workplace.clock = Clock(computer.workplace.clock() + ahead)


def test_what_is_signed_by_a_clock_that_is_ahead_waits_for_its_time(agency: Agency) -> None:
    with_clock(agency.marcus, timedelta(days=2))
    hours_id = log(agency.marcus, agency.renee)
    taken = agency.marcus.send(agency.renee)
    assert taken.held == 1
    assert "ahead of this computer's clock" in taken.reasons[0][1]
    with_clock(agency.renee, timedelta(days=3))
    agency.renee.workplace.lock()
    agency.renee.workplace.sign_in("Renee", PASSPHRASES["Renee"])
    assert state_of(agency.renee, hours_id) is HoursState.SUBMITTED


def test_a_clock_that_went_back_signs_nothing_until_it_is_right(agency: Agency) -> None:
    with_clock(agency.marcus, timedelta(hours=-5))
    with pytest.raises(Refused, match="behind the record"):
        log(agency.marcus, agency.renee)
    with_clock(agency.marcus, timedelta(hours=6))
    hours_id = log(agency.marcus, agency.renee)
    with_clock(agency.renee, timedelta(hours=6))
    assert agency.marcus.send(agency.renee).held == 0
    assert state_of(agency.renee, hours_id) is HoursState.SUBMITTED
