"""Three people at three computers, whose packets meet by hand."""

from pathlib import Path

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.hours import Hours, HoursState
from peertrain.domain.people import Person, Role
from peertrain.exchange.invitations import open_invitation
from peertrain.services import invitations, sending, taking
from peertrain.storage.ledger import Status
from tests.exchange.computers import Agency, Computer, approve, log
from tests.office import PASSPHRASES


def state_of(computer: Computer, hours_id: str) -> HoursState | None:
    found = computer.ask(lambda seat: seat.picture.find(Hours, hours_id))
    return found.state if found else None


def test_hours_go_out_and_the_approval_comes_back(agency: Agency) -> None:
    hours_id = log(agency.marcus, agency.renee)
    taken = agency.marcus.send(agency.renee)
    assert (taken.applied, taken.held, taken.rejected) == (taken.entries - taken.already_here, 0, 0)
    approve(agency.renee, hours_id)
    assert agency.renee.send(agency.marcus).kinds == {"hours approved": 1}
    assert agency.renee.send(agency.dana).kinds == {"hours logged": 1, "hours approved": 1}
    assert [state_of(computer, hours_id) for computer in agency.computers] == [HoursState.APPROVED] * 3


def test_every_packet_adds_up_and_one_taken_in_twice_changes_nothing(agency: Agency) -> None:
    for _hour in range(3):
        log(agency.marcus, agency.renee)
    packet = agency.marcus.packet_to(agency.renee)
    first, again = agency.renee.take(packet), agency.renee.take(packet)
    for taken in (first, again):
        assert taken.entries == taken.applied + taken.already_here + taken.held + taken.rejected
    assert again.applied == 0
    assert again.already_here == again.entries


def test_a_packet_shows_what_is_inside_before_it_is_taken_in(agency: Agency) -> None:
    log(agency.marcus, agency.renee)
    packet = agency.marcus.packet_to(agency.renee)
    inside = taking.look(agency.renee.workplace, content=packet)
    assert inside.from_name == "Marcus"
    assert inside.kinds["hours logged"] == 1
    assert inside.taken_at is None
    agency.renee.take(packet)
    assert taking.look(agency.renee.workplace, content=packet).taken_at is not None


def test_a_packet_for_somebody_else_does_not_open(agency: Agency) -> None:
    packet = agency.marcus.packet_to(agency.renee)
    with pytest.raises(Refused, match="sealed for somebody else"):
        agency.dana.take(packet)


def test_a_supervisor_never_gets_what_concerns_other_peoples_trainees(agency: Agency) -> None:
    aisha = agency.invite("Aisha", Role.TRAINEE)
    aisha.send(agency.dana)
    agency.dana.send(agency.renee)
    assert agency.renee.ask(lambda seat: seat.picture.find(Person, aisha.person_id)) is None
    assert agency.marcus.ask(lambda seat: seat.picture.find(Person, aisha.person_id)) is None
    assert agency.dana.ask(lambda seat: seat.picture.find(Person, aisha.person_id)) is not None
    aisha.workplace.lock()


def test_a_packet_that_went_missing_is_made_good_by_the_next_one(agency: Agency) -> None:
    log(agency.marcus, agency.renee)
    agency.marcus.packet_to(agency.renee)
    log(agency.marcus, agency.renee)
    taken = agency.marcus.send(agency.renee)
    assert taken.kinds["hours logged"] == 2


def test_where_a_carrier_lost_a_packet_the_rest_is_held_and_comes_again_after_the_answer(agency: Agency) -> None:
    agency.marcus.packet_to(agency.renee, again=False)
    log(agency.marcus, agency.renee)
    agency.marcus.packet_to(agency.renee, again=False)
    hours_id = log(agency.marcus, agency.renee)
    taken = agency.renee.take(agency.marcus.packet_to(agency.renee, again=False))
    assert (taken.applied, taken.held, taken.missing) == (0, 1, 2)
    agency.renee.send(agency.marcus)
    taken = agency.renee.take(agency.marcus.packet_to(agency.renee, again=False))
    assert taken.held == 0
    assert state_of(agency.renee, hours_id) is HoursState.SUBMITTED


def test_nothing_waits_once_everything_was_answered(agency: Agency) -> None:
    log(agency.marcus, agency.renee)
    waiting = {one.person.preferred_name: one.waiting for one in agency.marcus.ask(sending.partners)}
    assert waiting == {"Dana": 1, "Renee": 1} or min(waiting.values()) >= 1
    agency.marcus.send(agency.renee)
    agency.renee.send(agency.marcus)
    partner = next(one for one in agency.marcus.ask(sending.partners) if one.person.preferred_name == "Renee")
    assert (partner.waiting, partner.unanswered) == (0, 0)


def test_the_six_words_are_the_same_on_both_screens_until_they_are_compared(agency: Agency) -> None:
    words = agency.marcus.ask(invitations.my_six_words)
    waiting = {one.person.preferred_name: one for one in agency.dana.ask(invitations.unconfirmed)}
    assert waiting["Marcus"].six_words == words
    assert len(words.split()) == 6
    key_id = waiting["Marcus"].key_id
    agency.dana.act(lambda seat: invitations.confirm(seat, key_id=key_id, passphrase=PASSPHRASES["Dana"]))
    agency.dana.send(agency.marcus)
    assert agency.marcus.ask(invitations.my_six_words) == ""


def test_an_old_backup_cannot_sign_until_what_it_lacks_has_come_back(agency: Agency, tmp_path: Path) -> None:
    import shutil

    agency.marcus.send(agency.renee)
    agency.marcus.workplace.lock()
    shutil.copytree(tmp_path / "Marcus", tmp_path / "Marcus of last week")
    agency.marcus.workplace.sign_in("Marcus", PASSPHRASES["Marcus"])
    hours_id = log(agency.marcus, agency.renee)
    agency.marcus.send(agency.renee)
    answer = agency.renee.packet_to(agency.marcus)
    old = Computer(tmp_path / "Marcus of last week", "Marcus", agency.clock, agency.marcus.person_id)
    old.workplace.sign_in("Marcus", PASSPHRASES["Marcus"])
    warnings = old.take(answer).warnings
    assert "older copy of your record" in warnings[0]
    with pytest.raises(Refused, match="older copy"):
        log(old, agency.renee)
    old.send(agency.renee)
    taken = agency.renee.send(old)
    assert taken.kinds == {"hours logged": 1}
    assert state_of(old, hours_id) is HoursState.SUBMITTED
    log(old, agency.renee)
    old.workplace.lock()


def test_a_second_computer_of_the_same_person_holds_what_the_first_one_holds(agency: Agency, tmp_path: Path) -> None:
    hours_id = log(agency.marcus, agency.renee)
    agency.marcus.send(agency.dana)
    second = agency.join("Marcus", agency.marcus.person_id, tmp_path / "Marcus at home")
    assert state_of(second, hours_id) is HoursState.SUBMITTED
    later = log(second, agency.renee)
    second.send(agency.dana)
    agency.dana.send(agency.marcus)
    assert state_of(agency.marcus, later) is HoursState.SUBMITTED
    assert standings(agency.dana) == {Status.APPLIED}
    second.workplace.lock()


def standings(computer: Computer) -> set[Status]:
    return computer.ask(lambda seat: {seat.ledger.verdict(entry.id).status for entry in seat.ledger.entries()})


def test_a_lost_laptop_ends_its_key_and_a_new_one_joins(agency: Agency, tmp_path: Path) -> None:
    new = agency.join("Marcus", agency.marcus.person_id, tmp_path / "new laptop", lost="The laptop was stolen")
    new.send(agency.dana)
    hours_id = log(agency.marcus, agency.renee)
    taken = agency.marcus.send(agency.dana)
    assert taken.applied == 0
    assert state_of(agency.dana, hours_id) is None
    new.workplace.lock()


def test_after_joining_only_the_new_key_waits_to_go_back_to_whoever_invited(agency: Agency, tmp_path: Path) -> None:
    second = agency.join("Marcus", agency.marcus.person_id, tmp_path / "Marcus at home")
    waiting = {one.person.preferred_name: one.waiting for one in second.ask(sending.partners)}
    assert waiting["Dana"] == 1
    taken = second.send(agency.dana)
    assert (taken.entries, taken.kinds) == (1, {"key added": 1})
    second.workplace.lock()


def test_a_new_coordinator_can_issue_once_the_six_words_were_compared_and_not_before(agency: Agency) -> None:
    aisha = agency.invite("Aisha", Role.COORDINATOR)
    aisha.send(agency.dana)
    agency.dana.send(aisha)
    assert aisha.ask(lambda seat: seat.issuer_key) is None
    (waiting,) = [one for one in agency.dana.ask(invitations.unconfirmed) if one.person.id == aisha.person_id]
    agency.dana.act(lambda seat: invitations.confirm(seat, key_id=waiting.key_id, passphrase=PASSPHRASES["Dana"]))
    agency.dana.send(aisha)
    assert aisha.ask(lambda seat: seat.issuer_key) is not None
    aisha.workplace.lock()


def test_an_invitation_holds_no_issuing_key_also_for_a_coordinator(agency: Agency) -> None:
    sent = agency.dana.do(
        lambda seat: invitations.invite(seat, person_id=agency.dana.person_id, passphrase=PASSPHRASES["Dana"])
    )
    assert open_invitation(sent.content, words=sent.words).payload.issuer == b""
