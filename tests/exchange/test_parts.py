"""Packets in parts: whoever floods others keeps back nobody's work, and what does not fit goes in the next packet."""

import os
import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.people import Key, Person, Role
from peertrain.record.entries import Entry, key_id, sign
from peertrain.services import people, sending, taking
from peertrain.workplace import outgoing
from tests.exchange.computers import Agency, Computer, log
from tests.exchange.hostile import crafted, inside_of_a_packet, part, payload_inside, refusal, signing
from tests.exchange.rounds import look, start
from tests.office import PASSPHRASES

ROOM = 100_000
"""Bytes that a packet may hold in these tests."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "MOST_BYTES", ROOM)


def junk(agency: Agency, count: int, *, start: int = 1, size: int = 5000, same: bool = False) -> list[Entry]:
    """Return entries of Marcus's that mean nothing and go to everybody, as a changed program signs them."""
    key = signing(agency.marcus)
    mine = key_id(key.public_key().public_bytes_raw())
    known = agency.dana.ask(lambda seat: seat.picture.find(Key, mine))
    organisation = agency.dana.ask(lambda seat: seat.organisation.organisation_id)
    assert known is not None
    return [
        sign(
            "course adopted" if number % 2 else "certificate issued", {"text": os.urandom(size // 2).hex()},
            organisation=organisation, scope="", key=key, seq=start if same else start + number, prev=known.entry_id,
            at=agency.clock(),
        )
        for number in range(count)
    ]  # fmt: skip


def flood(agency: Agency, to: Computer, some: list[Entry]) -> taking.Taken:
    """Let Marcus send entries to somebody with a changed program."""
    return to.take(crafted(agency, inside_of_a_packet(agency), to=to, entries=tuple(some)))


def waiting(computer: Computer, other: Computer) -> int:
    (found,) = [one for one in computer.ask(sending.partners) if one.person.id == other.person_id]
    return found.waiting


def has_left(computer: Computer, other: Computer) -> bool:
    found = computer.ask(lambda seat: seat.picture.find(Person, other.person_id))
    return found is not None and not found.active_roles


def leaves(agency: Agency) -> None:
    agency.dana.act(
        lambda seat: people.end_access(
            seat, person_id=agency.marcus.person_id, reason="Floods us", passphrase=PASSPHRASES["Dana"]
        )
    )


def test_a_flood_keeps_back_nothing_that_counts_and_arrives_in_parts(
    agency: Agency, tmp_path: Path, small: None
) -> None:
    start(agency, tmp_path / "share")
    some = junk(agency, 80)
    taken = flood(agency, agency.dana, some)
    assert (taken.applied, taken.held + taken.rejected) == (0, 80), "one could be of a newer version of the program"
    leaves(agency)
    first = look(agency.dana)
    assert (first.given > 0, first.more, first.warnings) == (True, True, ())
    look(agency.renee)
    assert has_left(agency.renee, agency.marcus)
    rounds = 1
    while look(agency.dana).more:
        rounds += 1
    assert rounds >= 3
    assert waiting(agency.dana, agency.renee) == 0
    while look(agency.renee).taken:
        pass
    here = agency.renee.ask(lambda seat: {one.id for one in seat.ledger.entries()})
    assert {one.id for one in some} <= here


def test_by_hand_the_next_part_follows_the_answer(agency: Agency, small: None) -> None:
    agency.dana.send(agency.renee)
    agency.renee.send(agency.dana)
    flood(agency, agency.dana, junk(agency, 50))
    lefts: list[int] = []
    while not lefts or lefts[-1]:
        made = agency.dana.workplace.write(lambda seat: sending.make_packet(seat, to_id=agency.renee.person_id))
        assert made.value is not None
        lefts.append(made.value.left)
        assert ("did not fit" in made.said) == bool(lefts[-1])
        assert waiting(agency.dana, agency.renee) == lefts[-1]
        assert agency.renee.take(made.value.content).entries
        agency.renee.send(agency.dana)
    assert len(lefts) > 2
    assert lefts == sorted(set(lefts), reverse=True)


def test_somebody_can_be_invited_into_a_flooded_organisation(agency: Agency, small: None) -> None:
    flood(agency, agency.dana, junk(agency, 60))
    aisha = agency.invite("Aisha", Role.COORDINATOR)
    aisha.send(agency.dana)
    for _turn in range(6):
        agency.dana.send(aisha)
        aisha.send(agency.dana)
    assert waiting(agency.dana, aisha) == 0
    assert aisha.ask(lambda seat: seat.ledger.size) == agency.dana.ask(lambda seat: seat.ledger.size)
    aisha.workplace.lock()


def test_what_is_signed_under_one_number_goes_together_unless_it_is_too_much_for_any_packet(
    agency: Agency, small: None
) -> None:
    flood(agency, agency.dana, junk(agency, 60, same=True))
    log(agency.marcus, agency.renee)
    for _turn in range(5):
        agency.dana.send(agency.renee)
        agency.renee.send(agency.dana)
    assert waiting(agency.dana, agency.renee) == 0


def test_a_key_that_has_ended_floods_nobody(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "MOST_LATE", 30)
    inside = inside_of_a_packet(agency)
    some = junk(agency, 60, size=100)
    leaves(agency)
    agency.clock.now += timedelta(minutes=1)
    parts = [crafted(agency, inside, to=agency.dana, entries=tuple(some[at : at + 20])) for at in (0, 20)]
    assert agency.dana.take(parts[0]).entries == 20
    with pytest.raises(Refused, match="a key of Marcus that has ended"):
        agency.dana.take(parts[1])


def test_a_small_packet_that_would_take_much_memory_is_refused_before(agency: Agency) -> None:
    inside = inside_of_a_packet(agency)
    (one,) = junk(agency, 1)
    envelope = one.signed[: one.signed.index(b'"text":')] + b'"text":[%s]' + one.signed[one.signed.index(b'},"key"') :]
    for many, count in ((120_000, 1), (90_000, 25)):
        data = bytes(64) + envelope % b",".join([b"[]"] * many)
        packet = payload_inside(agency, inside, part(b"E", data) * count, entries=count)
        tracemalloc.start()
        assert "too many values" in refusal(agency.renee, packet)
        assert tracemalloc.get_traced_memory()[1] < 400_000_000
        tracemalloc.stop()
