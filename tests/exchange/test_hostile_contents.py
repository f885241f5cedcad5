"""What packets hold that somebody made to harm: nothing false counts, nobody is stopped, nothing grows without bounds."""

import random
import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from peertrain.domain.history import NoteMade
from peertrain.domain.hours import HoursApproved, HoursLogged
from peertrain.domain.people import Key, KeyEnded, KeyUse, Person, PersonEnrolled, Role, RoleGiven
from peertrain.domain.scopes import person, work
from peertrain.exchange import packets, payload
from peertrain.exchange.payload import decompressed, read_payload
from peertrain.record.bodies import body_of
from peertrain.record.canonical import Malformed, canonical
from peertrain.record.entries import is_signed_by, sign
from peertrain.services import taking
from peertrain.storage import frozen
from peertrain.storage.lists import fetch
from peertrain.storage.lists.people import keys_of
from tests.exchange.computers import Agency, Computer, approve, log, service
from tests.exchange.hostile import (
    crafted,
    inside_of_a_packet,
    part,
    parts,
    payload_inside,
    refusal,
    signed_anew,
    signing,
)

CHANGES = 6000


@pytest.fixture
def packet(agency: Agency) -> bytes:
    return inside_of_a_packet(agency)


def odd_payloads() -> Iterator[bytes]:
    for kind in (b"E", b"P", b"R", b"D", b"S", b"X", b"\0"):
        yield from (part(kind, b""), part(kind, b"x" * 70), part(kind, b"x", 2**32 - 1), part(kind, b"x", 2))
    yield from (b"E", b"E\0\0", part(b"R", b"{}") * 2, part(b"S", bytes(31)), part(b"S", bytes(32)) * 2)
    reaches: list[Any] = [
        [],
        {"x": 1},
        {"x": [1]},
        {"x": [0, "y"]},
        {"x": [1, 2]},
        {"x": ["1", "y"]},
        {"x": [1, "y", 2]},
    ]
    yield from (part(b"R", canonical(one)) for one in reaches)
    yield from (part(b"R", canonical({"x" * 301: [1, "y"]})), part(b"R", canonical({"x": [1, "y" * 301]})))
    yield from (part(b"R", one) for one in (b'{"x":[1,"y"],"x":[2,"z"]}', b'{"x":[NaN,"y"]}', b'{"x":[1.5,"y"]}'))
    yield part(b"R", b"[" * 100_000)
    yield from (
        part(b"E", bytes(64) + b"{}"),
        part(b"E", bytes(64) + b"[" * 50_000),
        part(b"E", bytes(1024 * 1024 + 65)),
    )
    yield from (part(b"D", b"no kind"), part(b"D", b"x" * 101 + b"\0"), part(b"D", "é".encode() + b"\0"))


def test_a_payload_that_is_none_is_refused_whoever_signed_it(agency: Agency, packet: bytes) -> None:
    for raw in odd_payloads():
        assert "cannot be read" in refusal(agency.renee, payload_inside(agency, packet, raw, entries=0)), raw[:80]


def test_a_payload_is_what_its_header_says_or_nothing(agency: Agency, packet: bytes) -> None:
    header, compressed = parts(packet)
    raw = zlib.decompress(compressed)
    wrong: list[dict[str, Any]] = [
        {"raw_length": len(raw) - 1}, {"raw_length": len(raw) + 1}, {"raw_length": 0}, {"raw_sha256": "0" * 64},
        {"entries": header["entries"] + 1}, {"entries": 0}, {"raw_length": packets.LARGEST_RAW + 1},
        {"raw_length": 2**53 - 1},
    ]  # fmt: skip
    for said in wrong:
        assert refusal(agency.renee, payload_inside(agency, packet, raw, **said))
    key = signing(agency.marcus)
    for changed in (compressed + b"more", compressed * 2, b"", raw, compressed[:-1]):
        assert refusal(agency.renee, signed_anew(header, changed, key))


def test_a_changed_payload_holds_no_entry_that_is_genuine_and_new(agency: Agency, packet: bytes) -> None:
    """Whoever carries or even signs a packet cannot change what others have signed."""
    raw, chance = zlib.decompress(parts(packet)[1]), random.Random(5)
    before = {one.id for one in (*read_payload(raw).entries, *read_payload(raw).proofs)}
    keys = {one.id: one.signing_public for one in agency.dana.ask(lambda seat: fetch(seat.connection, Key))}
    for _time in range(CHANGES):
        at = chance.randrange(len(raw))
        try:
            found = read_payload(raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1 :])
        except Malformed:
            continue
        for one in (*found.entries, *found.proofs):
            known = one.id in before or one.key_id not in keys
            assert known or not is_signed_by(one, bytes.fromhex(keys[one.key_id]))


def test_a_payload_has_no_more_parts_than_payloads_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "MOST_CHAINS", 3)
    with pytest.raises(Malformed, match="reach"):
        read_payload(part(b"R", canonical({f"c{number}": [1, "x"] for number in range(4)})))


def test_what_is_compressed_never_grows_beyond_what_its_header_says(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb, made = zlib.compress(bytes(30_000_000), 9), []
    real = zlib.decompressobj

    class Watched:
        def __init__(self) -> None:
            self._real = real()
            self.eof, self.unused_data = False, b""

        def decompress(self, data: bytes, most: int) -> bytes:
            made.append(self._real.decompress(data, most))
            return made[-1]

    monkeypatch.setattr("peertrain.exchange.payload.zlib.decompressobj", Watched)
    for length in (0, 1, 1000):
        with pytest.raises(Malformed, match="not as long"):
            decompressed(bomb, length)
    assert [len(one) for one in made] == [1, 2, 1001]


# What is inside and true, and still harms nobody


def test_a_claim_to_hold_more_of_somebodys_work_does_not_stop_them_from_signing(agency: Agency, packet: bytes) -> None:
    own = agency.renee.ask(taking._own_key)
    reach = {f"{own} work/{agency.marcus.person_id}": (2**53 - 1, "0" * 64), own: (7, "x")}
    taken = agency.renee.take(crafted(agency, packet, reach=reach))
    assert not [one for one in taken.warnings if "older copy" in one]
    hours_id = log(agency.marcus, agency.renee)
    agency.marcus.send(agency.renee)
    approve(agency.renee, hours_id)


def test_a_proof_that_somebody_else_signed_shows_nothing(agency: Agency, packet: bytes) -> None:
    theirs = agency.marcus.ask(lambda seat: list(seat.ledger.entries()))
    taken = agency.renee.take(crafted(agency, packet, proofs=tuple(theirs[-50:])))
    assert not [one for one in taken.warnings if "older copy" in one]


def test_documents_that_nobody_issued_and_keys_from_a_trainee_are_not_kept(agency: Agency, packet: bytes) -> None:
    before = agency.renee.workplace._inside().secrets.get("issuer")
    odd = payload.Document("application/pdf", b"%PDF-1.7 not issued")
    agency.renee.take(crafted(agency, packet, documents=(odd,), courses=(b"PK",), issuer=bytes(32)))
    digest = sha256(odd.content).hexdigest()
    assert agency.renee.ask(lambda seat: frozen.find(seat.connection, digest)) is None
    assert agency.renee.workplace._inside().secrets.get("issuer") == before


def test_what_a_changed_program_signs_harms_only_its_own_standing(agency: Agency, packet: bytes) -> None:
    """Marcus approves his own hours, enrols friends, crowns himself, forks his chain and writes into others' scopes."""
    hours_id = log(agency.marcus, agency.renee)
    renee, marcus = agency.renee, agency.marcus
    renee.take(packet_of(agency))
    before = renee.ask(lambda seat: [seat.picture.find(Person, one.person_id) for one in agency.computers])
    sentence = "I supervised these hours."
    harm: list[tuple[Any, str]] = [
        (HoursApproved(hours_id, 1, "0" * 64, sentence, "0" * 64), work(marcus.person_id)),
        (PersonEnrolled("friend", "A Friend", "Friend"), person("friend")),
        (RoleGiven(marcus.person_id, Role.COORDINATOR), person(marcus.person_id)),
        (KeyEnded(renee.ask(taking._own_key), "Gone.", ()), person(renee.person_id)),
        (HoursLogged("x" * 300, 1, service(renee.person_id)), work(marcus.person_id)),
        (HoursLogged("mine", 1, service(renee.person_id)), work(renee.person_id)),
        (NoteMade("", "x" * 100_000), "office"),
    ]
    key = signing(marcus)
    own = next(
        one for one in renee.ask(lambda seat: keys_of(seat.connection, marcus.person_id)) if one.use is KeyUse.PERSON
    )
    made = tuple(
        sign(
            *body_of(said), organisation=parts(packet)[0]["organisation"], scope=scope, key=key, seq=seq, prev=prev,
            at=marcus.clock(),
        )
        for said, scope in harm
        for seq, prev in ((1, own.entry_id), (2, "0" * 64), (10**9, own.entry_id))
    )  # fmt: skip
    taken = renee.take(crafted(agency, packet, entries=made))
    assert (taken.applied, taken.entries) == (0, len(made))
    assert taken.entries == taken.already_here + taken.held + taken.rejected
    assert renee.ask(lambda seat: [seat.picture.find(Person, one.person_id) for one in agency.computers]) == before
    approve(renee, hours_id)
    assert renee.send(agency.dana).kinds["hours approved"] == 1


def packet_of(agency: Agency) -> bytes:
    return agency.marcus.packet_to(agency.renee)


def everything_of(computer: Computer) -> tuple[int, list[Any]]:
    return computer.ask(lambda seat: (seat.ledger.size, keys_of(seat.connection, computer.person_id)))


def test_a_replay_and_an_older_packet_change_nothing(agency: Agency) -> None:
    log(agency.marcus, agency.renee)
    older = agency.marcus.packet_to(agency.renee)
    log(agency.marcus, agency.renee)
    newer = agency.marcus.packet_to(agency.renee)
    agency.renee.take(newer)
    before = everything_of(agency.renee)
    for _time in range(3):
        for content in (older, newer):
            assert agency.renee.take(content).applied == 0
    assert everything_of(agency.renee) == before
