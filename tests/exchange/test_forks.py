"""Forks: somebody signs two entries in one place and shows each to somebody else; in the end all see the same."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from peertrain.domain.changes import Changed, Done
from peertrain.domain.hours import Hours, HoursApproved, HoursReturned, HoursState
from peertrain.domain.people import Key
from peertrain.domain.scopes import work
from peertrain.domain.statements import Statement
from peertrain.record.bodies import body_of
from peertrain.record.entries import Entry, key_id, sign
from peertrain.services import not_applied, sending
from peertrain.storage.ledger import Verdict
from peertrain.workplace.seat import Seat
from tests.exchange.computers import Agency, Computer, log
from tests.exchange.hostile import signing
from tests.exchange.rounds import look, settle, start


@dataclass
class Renee:
    """Renee with a changed program, who judges hours of Marcus's in one way towards one and otherwise towards another."""

    agency: Agency
    hours_id: str = ""
    seq: int = 0
    prev: str = ""

    def __post_init__(self) -> None:
        marcus, renee, dana = self.agency.marcus, self.agency.renee, self.agency.dana
        self.hours_id = log(marcus, renee)
        for one, other in (
            (marcus, renee),
            (marcus, dana),
            (renee, dana),
            (renee, marcus),
            (dana, marcus),
            (dana, renee),
        ):
            one.send(other)
        key = dana.ask(lambda seat: seat.picture.find(Key, key_id(signing(renee).public_key().public_bytes_raw())))
        assert key is not None
        self.prev = key.entry_id

    def signs(self, said: Statement) -> Entry:
        """Sign a statement in the next place of the chain, which stays the next one."""
        kind, body = body_of(said)
        marcus = self.agency.marcus
        hours = marcus.ask(lambda seat: seat.picture.find(Hours, self.hours_id))
        assert hours is not None
        return sign(
            kind, body, organisation=marcus.ask(lambda seat: seat.organisation.organisation_id),
            scope=work(marcus.person_id), key=signing(self.agency.renee), seq=self.seq + 1, prev=self.prev,
            after=(hours.events[0].entry_id,), at=self.agency.clock(),
        )  # fmt: skip

    def approves(self) -> Entry:
        hours = self.agency.marcus.ask(lambda seat: seat.picture.find(Hours, self.hours_id))
        assert hours is not None
        return self.signs(HoursApproved(self.hours_id, 1, hours.events[0].entry_id, "I supervised them.", "0" * 64))

    def returns(self, reason: str) -> Entry:
        return self.signs(HoursReturned(self.hours_id, 1, reason))

    def goes_on_from(self, entry: Entry) -> None:
        self.seq, self.prev = entry.seq, entry.id


@pytest.fixture
def renee(agency: Agency) -> Renee:
    return Renee(agency)


def take(computer: Computer, *some: Entry) -> None:
    """Let a computer have taken entries in."""

    def deed(seat: Seat) -> Done[None]:
        seat.ledger.take_all(some)
        seat.ledger.settle()
        return Done(Changed.EVERYTHING)

    computer.act(deed)


def exchange(one: Computer, other: Computer, times: int = 2) -> list[str]:
    """Let two computers exchange packets by hand; return what they are warned of."""
    return [said for _turn in range(times) for taken in (one.send(other), other.send(one)) for said in taken.warnings]


def verdicts(computer: Computer, some: list[Entry]) -> list[Verdict]:
    return computer.ask(lambda seat: [seat.ledger.verdict(one.id) for one in some])


def state_of(computer: Computer, hours_id: str) -> HoursState | None:
    found = computer.ask(lambda seat: seat.picture.find(Hours, hours_id))
    return found.state if found else None


def waiting(one: Computer, other: Computer) -> tuple[int, int]:
    (found,) = [it for it in one.ask(sending.partners) if it.person.id == other.person_id]
    return found.waiting, found.unanswered


def assert_same(one: Computer, other: Computer, some: list[Entry]) -> None:
    """Both hold all of these, and judge them alike; what lost its place is on the page of what does not count."""
    stand = verdicts(one, some)
    assert stand == verdicts(other, some)
    lost = {it.id for it, verdict in zip(some, stand, strict=True) if verdict.status != "applied"}
    assert lost
    for computer in (one, other):
        assert lost <= set(computer.ask(not_applied.ids))


def test_of_two_entries_in_one_place_the_same_one_counts_on_both_computers_after_they_met(
    agency: Agency, renee: Renee
) -> None:
    some = [renee.approves(), renee.returns("No.")]
    take(agency.marcus, some[0])
    take(agency.dana, some[1])
    assert state_of(agency.marcus, renee.hours_id) is not state_of(agency.dana, renee.hours_id)
    said = exchange(agency.marcus, agency.dana)
    assert any("Marcus holds other entries of Renee than this computer" in one for one in said)
    assert sum("Renee has signed two different entries" in one for one in said) == 2
    assert state_of(agency.marcus, renee.hours_id) is state_of(agency.dana, renee.hours_id)
    assert_same(agency.marcus, agency.dana, some)
    assert exchange(agency.marcus, agency.dana) == []
    assert [waiting(agency.marcus, agency.dana), waiting(agency.dana, agency.marcus)] == [(0, 0), (0, 0)]


@pytest.mark.parametrize("longer", ["first", "second"])
def test_a_fork_of_which_one_branch_went_on_is_healed_as_well(agency: Agency, renee: Renee, longer: str) -> None:
    some = [renee.approves(), renee.returns("No.")]
    renee.goes_on_from(some[longer == "second"])
    more = [renee.returns("No again.")]
    renee.goes_on_from(more[0])
    more.append(renee.returns("And again."))
    branches = ([some[0], *more], [some[1]]) if longer == "first" else ([some[0]], [some[1], *more])
    take(agency.marcus, *branches[0])
    take(agency.dana, *branches[1])
    exchange(agency.marcus, agency.dana)
    assert_same(agency.marcus, agency.dana, [*some, *more])


def test_a_fork_behind_the_same_newest_entry_is_found(agency: Agency, renee: Renee) -> None:
    some = [renee.approves(), renee.returns("No."), renee.returns("Never.")]
    renee.goes_on_from(some[0])
    newest = renee.returns("Later.")
    take(agency.marcus, some[0], some[1], newest)
    take(agency.dana, some[0], some[2], newest)
    exchange(agency.marcus, agency.dana)
    assert_same(agency.marcus, agency.dana, [*some, newest])


def test_through_a_folder_everybody_comes_to_the_same_and_then_there_is_silence(
    agency: Agency, renee: Renee, tmp_path: Path
) -> None:
    start(agency, tmp_path / "share")
    some = [renee.approves(), renee.returns("No."), renee.returns("Never.")]
    for computer, entry in zip(agency.computers, some, strict=True):
        take(computer, entry)
    settle(agency)
    assert_same(agency.marcus, agency.dana, some)
    assert_same(agency.marcus, agency.renee, some)
    assert [look(computer).given for computer in agency.computers] == [0, 0, 0]


def test_a_copy_of_an_older_record_that_went_on_gets_back_all_that_it_had_signed(agency: Agency, renee: Renee) -> None:
    first = renee.returns("On the copy.")
    lost = [renee.approves()]
    renee.goes_on_from(lost[0])
    lost.append(renee.returns("Later."))
    take(agency.renee, first)
    take(agency.dana, *lost)
    exchange(agency.renee, agency.dana)
    assert_same(agency.renee, agency.dana, [first, *lost])
    log(agency.marcus, agency.renee)
    agency.marcus.send(agency.renee)
    assert agency.renee.send(agency.dana).rejected == 0
