"""Very many chains: whoever begins one after the other keeps nobody from sending, taking in or inviting."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.hours import Channel, Hours, MeetingHeld, MeetingMode
from peertrain.domain.people import Key, Role
from peertrain.exchange import payload
from peertrain.exchange.payload import Payload, read_payload, write_payload
from peertrain.record.entries import Entry, chain_name, key_id, sign
from peertrain.services import carrying, taking
from peertrain.storage import exchange
from peertrain.workplace import outgoing
from peertrain.workplace.seat import Seat
from tests.exchange.computers import Agency, Computer, log
from tests.exchange.hostile import crafted, inside_of_a_packet, signing
from tests.exchange.rounds import look, start


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let computers take 80 chains and tell of 40; honest people here begin fewer than 30."""
    monkeypatch.setattr(payload, "MOST_CHAINS", 80)
    for module in (outgoing, taking):
        monkeypatch.setattr(module, "MOST_TOLD", 40)
    monkeypatch.setattr(outgoing, "MOST_SCOPES", 30)


def begun(agency: Agency, scopes: list[str]) -> list[Entry]:
    """Return entries of Marcus's with a changed program, each the first one in another scope."""
    key = signing(agency.marcus)
    mine = key_id(key.public_key().public_bytes_raw())
    known = agency.dana.ask(lambda seat: seat.picture.find(Key, mine))
    organisation = agency.dana.ask(lambda seat: seat.organisation.organisation_id)
    assert known is not None
    return [
        sign(
            "note made", {"about_entry": "", "text": "x"}, organisation=organisation, scope=scope, key=key, seq=1,
            prev=known.entry_id, at=agency.clock(),
        )
        for scope in scopes
    ]  # fmt: skip


def flood(agency: Agency, scopes: list[str]) -> None:
    packet = crafted(agency, inside_of_a_packet(agency), to=agency.dana, entries=tuple(begun(agency, scopes)))
    assert agency.dana.take(packet).rejected == len(scopes)


def meets(agency: Agency, times: int) -> None:
    """Let Renee hold very many meetings with Marcus, each of which counts and is a scope of its own."""

    def deed(seat: Seat) -> Done[None]:
        for _time in range(times):
            seat.say(
                MeetingHeld(
                    str(uuid4()), (agency.marcus.person_id,), date(2026, 9, 7), 60, MeetingMode.INDIVIDUAL,
                    Channel.IN_PERSON, ("Ethics",), {}, (), "", "I held this meeting.",
                )
            )  # fmt: skip
        return Done(Changed.EVERYTHING)

    agency.renee.act(deed)


@pytest.fixture
def luis(agency: Agency) -> Iterator[Computer]:
    """Return the computer of a second coordinator."""
    joined = agency.invite("Luis", Role.COORDINATOR)
    joined.send(agency.dana)
    agency.dana.send(joined)
    yield joined
    joined.workplace.lock()


def test_whoever_begins_very_many_chains_keeps_nobody_from_sending_and_inviting(agency: Agency, few: None) -> None:
    flood(agency, [f"meeting/{uuid4()}" for _one in range(120)])
    luis = agency.invite("Luis", Role.COORDINATOR)
    luis.send(agency.dana)
    hours_id = log(agency.marcus, agency.renee)
    agency.marcus.send(agency.dana)
    agency.dana.send(luis)
    assert luis.ask(lambda seat: seat.picture.find(Hours, hours_id)) is not None
    assert luis.ask(lambda seat: seat.ledger.size) > 120
    luis.workplace.lock()


def test_of_more_chains_than_can_be_told_those_of_whoever_has_begun_very_many_are_told_last_and_the_rest_is_silence(
    agency: Agency, few: None, luis: Computer, tmp_path: Path
) -> None:
    carrying.use_folder(luis.workplace, folder=start(agency, tmp_path / "share"))
    meets(agency, 45)
    log(agency.marcus, agency.renee)
    everybody = (*agency.computers, luis)
    given = [sum(look(computer).given for computer in everybody) for _turn in range(9)]
    assert given[-2:] == [0, 0]
    assert luis.ask(lambda seat: seat.ledger.size) == agency.dana.ask(lambda seat: seat.ledger.size)
    said = luis.ask(lambda seat: exchange.partner_keys_of(seat.connection, seat.person_id))
    reach = max((one.reach for one in said.values()), key=len)
    assert len(reach) == 40
    assert any(f"work/{agency.marcus.person_id}" in name for name in reach)


def test_what_is_in_a_scope_that_does_not_exist_is_kept_and_not_passed_on(agency: Agency) -> None:
    odd = ["\0" * 200, "work/", "work/a b", " ", "everything", "person/x/y"]
    flood(agency, odd)
    luis = agency.invite("Luis", Role.COORDINATOR)
    assert agency.dana.ask(lambda seat: {one.scope for one in seat.ledger.entries()}) >= set(odd)
    assert not luis.ask(lambda seat: {one.scope for one in seat.ledger.entries()}) & set(odd)
    luis.workplace.lock()


def test_each_scope_has_a_chain_of_its_own_name() -> None:
    assert len({chain_name("key", scope) for scope in ("", " ", "  ", "work/a", "work/a ")}) == 5


def test_nobody_writes_a_payload_that_nobody_would_read(monkeypatch: pytest.MonkeyPatch) -> None:
    some = Payload(reach={f"{number}": (1, "mark") for number in range(3)})
    assert read_payload(write_payload(some)) == some
    monkeypatch.setattr(payload, "MOST_CHAINS", 2)
    with pytest.raises(Refused, match="too much for one packet"):
        write_payload(some)
