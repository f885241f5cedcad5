"""Packets that somebody made to harm are refused in words: nothing of them is taken in, and nothing crashes."""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.domain.errors import Refused
from peertrain.domain.people import KeyUse
from peertrain.exchange import packets
from peertrain.exchange.packets import MAGIC, payload_of, unseal
from peertrain.record.canonical import canonical
from peertrain.record.entries import key_id
from peertrain.storage.lists.people import keys_of
from tests.exchange.computers import Agency, log
from tests.exchange.hostile import LENGTH, inside_of_a_packet, opened, parts, refusal, secret, signed_anew, signing

FLIPS, CUTS, SPLICES, INNER = 4000, 2000, 4000, 6000


@pytest.fixture
def packet(agency: Agency) -> bytes:
    return inside_of_a_packet(agency)


# As they arrive


def test_a_packet_with_any_byte_changed_is_not_opened(agency: Agency) -> None:
    log(agency.marcus, agency.renee)
    content, chance = agency.marcus.packet_to(agency.renee), random.Random(1)
    identity = [secret(agency.renee, "box")]
    for _time in range(FLIPS):
        at, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        flipped = content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]
        with pytest.raises(Refused):
            unseal(flipped, identity)


def test_a_packet_that_is_cut_off_or_goes_on_is_not_opened(agency: Agency) -> None:
    log(agency.marcus, agency.renee)
    content, chance = agency.marcus.packet_to(agency.renee), random.Random(2)
    for _time in range(CUTS):
        cut = content[: chance.randrange(len(content))] + chance.randbytes(chance.choice((0, 0, 1, 40)))
        with pytest.raises(Refused):
            unseal(cut, [secret(agency.renee, "box")])


def test_a_packet_larger_than_packets_are_is_not_even_looked_into() -> None:
    with pytest.raises(Refused, match="larger"):
        unseal(MAGIC + bytes(packets.LARGEST), [])


# Inside


def says_the_same(one: bytes, other: bytes) -> bool:
    """Return whether nothing but the packing differs: between its end and its checksum, zlib leaves some bits free."""
    mine, theirs = packets._split(one), packets._split(other)
    return (mine.signed, payload_of(mine)) == (theirs.signed, payload_of(theirs))


def test_a_changed_inside_is_refused(agency: Agency, packet: bytes) -> None:
    chance = random.Random(3)
    for _time in range(INNER // 2):
        at = chance.randrange(len(packet))
        flipped = packet[:at] + bytes([packet[at] ^ (1 << chance.randrange(8))]) + packet[at + 1 :]
        assert refusal(agency.renee, flipped) or says_the_same(flipped, packet)
    for _time in range(INNER // 2):
        assert refusal(agency.renee, packet[: chance.randrange(len(packet))])


def test_parts_of_two_packets_do_not_make_a_third(agency: Agency, packet: bytes) -> None:
    log(agency.marcus, agency.renee)
    other, chance = opened(agency.renee, agency.marcus.packet_to(agency.renee)), random.Random(4)
    for _time in range(SPLICES):
        at, on = chance.randrange(1, len(packet)), chance.randrange(1, len(other))
        spliced = packet[:at] + other[on:]
        if spliced not in (packet, other):
            assert refusal(agency.renee, spliced) or says_the_same(spliced, packet) or says_the_same(spliced, other)


VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2, 2**53 - 1, 2**53, 10**400, "", "x", "0" * 64, "é\u202e", "2026", "1900-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z", "2026-09-07T15:00:00.000000Z", [], [[]], ["a"], ["a", "b"], ["a", "b", "c"], [1, 2],
    {}, {"x": 1}, {"x": -1}, {"x": "y"}, {"x": 2**53 - 1},
)  # fmt: skip


def test_no_field_of_the_header_can_be_replaced_by_the_sender_so_that_something_breaks(
    agency: Agency, packet: bytes
) -> None:
    header, compressed = parts(packet)
    key, free = signing(agency.marcus), {"id", "number", "seen", "at", "introduction"}
    for name in header:
        for value in VALUES:
            if value != header[name] or type(value) is not type(header[name]):
                said = refusal(agency.renee, signed_anew({**header, name: value}, compressed, key))
                assert said or name in free
    for changed in ({k: v for k, v in header.items() if k != "seen"}, {**header, "more": 1}):
        assert "other fields" in refusal(agency.renee, signed_anew(changed, compressed, key))


def raw_headers(signed: bytes) -> Iterator[bytes]:
    """Yield headers that are no canonical JSON, or no header."""
    yield from (b"", b"[]", b"1", b"null", b'"x"', b"{}", b"\xff\xfe", signed + b" ", b" " + signed, signed * 2)
    yield signed.replace(b'"format":1', b'"format":1,"format":1')
    yield signed.replace(b'"number":', b'"number":NaN,"x":')
    yield from (
        signed.replace(b'"format":1', b'"format":' + one) for one in (b"1.0", b"1e0", b"-0", b"01", b"Infinity")
    )
    yield from (b"[" * depth + b"]" * depth for depth in (21, 1000, 7000))
    yield b'{"a":' * 3000 + b"1" + b"}" * 3000
    yield signed.replace(b'"number":', b'"number":' + b"9" * 5000)
    yield b'"' + b"\\ud800" + b'"'
    yield b"x" * (packets.LARGEST_HEADER + 1)


def test_a_header_that_is_not_written_in_the_one_way_is_refused(agency: Agency, packet: bytes) -> None:
    header, compressed = parts(packet)
    for raw in raw_headers(canonical(header)):
        assert refusal(agency.renee, signed_anew(header, compressed, signing(agency.marcus), raw))


@pytest.mark.parametrize("claims", [0, 1, 63, 2**16, 2**31, 2**32 - 1])
def test_the_declared_length_of_the_header_is_not_believed(agency: Agency, packet: bytes, claims: int) -> None:
    assert refusal(agency.renee, LENGTH.pack(claims) + packet[LENGTH.size :])


def test_an_older_format_is_refused_and_a_newer_one_asks_for_the_newer_program(agency: Agency, packet: bytes) -> None:
    header, compressed = parts(packet)
    for number, words in ((0, "not safe any more"), (-3, "not safe any more"), (2, "newer version")):
        said = refusal(agency.renee, signed_anew({**header, "format": number}, compressed, signing(agency.marcus)))
        assert words in said


# By whom


def foreign(agency: Agency) -> Iterator[tuple[str, Ed25519PrivateKey]]:
    yield "somebody", Ed25519PrivateKey.generate()
    yield "the recipient", signing(agency.renee)
    yield "a coordinator", signing(agency.dana)


def test_nobody_can_send_in_the_name_of_somebody_else(agency: Agency, packet: bytes) -> None:
    header, compressed = parts(packet)
    for who, key in foreign(agency):
        own = key_id(key.public_key().public_bytes_raw())
        for changed in (header, {**header, "key": own}, {**header, "key": own, "introduction": []}):
            assert refusal(agency.renee, signed_anew(changed, compressed, key)), who


def test_a_one_time_key_signs_no_packets(agency: Agency, packet: bytes) -> None:
    header, compressed = parts(packet)
    for key in agency.renee.ask(lambda seat: keys_of(seat.connection, agency.marcus.person_id)):
        if key.use is KeyUse.INVITATION:
            changed = {**header, "key": key.id}
            assert "somebody else" in refusal(agency.renee, signed_anew(changed, compressed, signing(agency.marcus)))


def test_other_peoples_introductions_introduce_nobody(agency: Agency, packet: bytes) -> None:
    header, compressed = parts(packet)
    thief = Ed25519PrivateKey.generate()
    own = key_id(thief.public_key().public_bytes_raw())
    introductions = [
        [one.signed.decode(), one.signature.hex()] for one in agency.dana.ask(lambda seat: list(seat.ledger.entries()))
    ]
    for introduction in introductions:
        for name, person in ((own, header["from"]), (own, agency.dana.person_id), (header["key"], header["from"])):
            changed = {**header, "key": name, "from": person, "introduction": introduction}
            assert refusal(agency.renee, signed_anew(changed, compressed, thief))


def test_an_introduction_made_up_for_a_live_invitation_needs_its_key(agency: Agency, packet: bytes) -> None:
    header, compressed = parts(packet)
    thief = Ed25519PrivateKey.generate()
    public = thief.public_key().public_bytes_raw()
    added = next(one for one in agency.dana.ask(lambda seat: list(seat.ledger.entries())) if one.kind == "key added")
    for body in ({"signing_public": "zz"}, {"signing_public": public.hex(), "key_id": key_id(public)}, {"more": 1}):
        envelope = json.loads(added.signed)
        envelope["body"] = {**envelope["body"], **body}
        signed = canonical(envelope)
        changed = {**header, "key": key_id(public), "introduction": [signed.decode(), thief.sign(signed).hex()]}
        assert refusal(agency.renee, signed_anew(changed, compressed, thief))


def test_a_packet_for_somebody_else_or_of_another_organisation_is_refused(agency: Agency, packet: bytes) -> None:
    header, compressed = parts(packet)
    key = signing(agency.marcus)
    for name, value in (("to", agency.dana.person_id), ("to", "nobody"), ("organisation", "another")):
        assert refusal(agency.renee, signed_anew({**header, name: value}, compressed, key))
