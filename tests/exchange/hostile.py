"""Making packets that somebody could make to harm."""

import json
import struct
import zlib
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.domain.errors import Refused
from peertrain.exchange import packets
from peertrain.exchange.packets import MAGIC, PREFIX, payload_of
from peertrain.exchange.payload import read_payload, write_payload
from peertrain.record.canonical import Malformed
from peertrain.services import taking
from peertrain.storage.lists.people import keys_of
from peertrain.workplace.seat import Seat
from tests.exchange.computers import Agency, Computer, log

LENGTH = struct.Struct(">I")


def inside_of_a_packet(agency: Agency) -> bytes:
    """Return the inside of a packet from Marcus to Renee that Renee would take in."""
    log(agency.marcus, agency.renee)
    return opened(agency.renee, agency.marcus.packet_to(agency.renee))


def opened(computer: Computer, content: bytes) -> bytes:
    """Return the inside of a packet, as age gives it to its recipient."""
    identity = pyrage.x25519.Identity.from_str(secret(computer, "box"))
    return bytes(pyrage.decrypt(content[len(MAGIC) :], [identity]))


def secret(computer: Computer, name: str) -> str:
    return computer.workplace._inside().secrets[name].decode()


def parts(inside: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the header of a packet as JSON, and its payload as it was compressed."""
    end = LENGTH.size + LENGTH.unpack_from(inside)[0]
    return json.loads(inside[LENGTH.size : end]), inside[end + 64 :]


def signed_anew(header: dict[str, Any], compressed: bytes, key: Ed25519PrivateKey, raw: bytes | None = None) -> bytes:
    """Return the inside of a packet with this header, rightly signed with a key."""
    signed = raw if raw is not None else json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    return LENGTH.pack(len(signed)) + signed + key.sign(PREFIX + signed) + compressed


def signing(computer: Computer) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(computer.workplace._inside().secrets["signing"])


def refusal(computer: Computer, inside: bytes) -> str:
    """Return the sentence with which the inside of a packet is refused, "" where all checks let it through."""

    def look(seat: Seat) -> str:
        try:
            opened = packets._split(inside)
            taking._check_packet(seat, opened)
            payload_of(opened)
        except (Refused, Malformed) as error:
            return str(error) or "refused"
        return ""

    return computer.ask(look)


def payload_inside(agency: Agency, packet: bytes, raw: bytes, **header: Any) -> bytes:
    """Return the inside of a packet from Marcus that holds these bytes, with everything said about them right."""
    old, _compressed = parts(packet)
    said = {**old, "raw_length": len(raw), "raw_sha256": sha256(raw).hexdigest(), **header}
    return signed_anew(said, zlib.compress(raw, 6), signing(agency.marcus))


def part(kind: bytes, data: bytes, claims: int | None = None) -> bytes:
    return kind + LENGTH.pack(len(data) if claims is None else claims) + data


def crafted(agency: Agency, packet: bytes, *, to: Computer | None = None, **changes: Any) -> bytes:
    """Return a whole packet from Marcus, to Renee or somebody else, with a changed payload, as a changed program could."""
    other = to or agency.renee
    header, compressed = parts(packet)
    found = replace(read_payload(zlib.decompress(compressed)), **changes)
    raw = write_payload(found)
    header |= {"entries": len(found.entries), "number": header["number"] + 1, "id": "crafted", "to": other.person_id}
    boxes = other.ask(lambda seat: [one.box_public for one in keys_of(seat.connection, other.person_id)])
    inside = payload_inside(agency, packet, raw, **{k: header[k] for k in ("entries", "number", "id", "to")})
    recipients = [pyrage.x25519.Recipient.from_str(box) for box in boxes if box]
    return MAGIC + bytes(pyrage.encrypt(inside, recipients))
