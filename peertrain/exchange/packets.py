"""Packets: entries on their way from one person to another, signed by the one and sealed to the other with age.

A packet is `MAGIC`, then an age file for the recipient's keys. Inside it: the length of the header (four bytes,
big-endian), the header (canonical JSON), the sender's Ed25519 signature over a prefix and the header, and the payload,
compressed with zlib. The header says the length and the hash of the payload. `docs/exchange.md` tells it to the byte.
"""

import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from peertrain.domain.errors import Refused
from peertrain.exchange.payload import Payload, decompressed, read_payload, write_payload
from peertrain.i18n import _
from peertrain.places import PACKET_SUFFIX
from peertrain.record.canonical import Malformed, canonical, read_canonical
from peertrain.record.entries import YEARS, Entry, key_id, moment_text, read

SUFFIX = PACKET_SUFFIX
MAGIC = b"PeerTrain packet\n"
PREFIX = b"PeerTrain packet v1\0"
FORMAT = 1
"""What this program writes; `OLDEST_FORMAT` is the least that it takes, so that nobody can fall back to a weaker one."""
OLDEST_FORMAT = 1
LARGEST = 50 * 1024 * 1024
"""Bytes that a packet may have as a file."""
LARGEST_RAW = 200 * 1024 * 1024
"""Bytes that its payload may have once it is decompressed."""
LARGEST_HEADER = 16 * 1024
_LENGTH = struct.Struct(">I")
_SIGNATURE = 64
_FIELDS = {
    "format", "id", "organisation", "from", "key", "to", "number", "seen", "entries", "raw_length", "raw_sha256", "at",
    "introduction",
}  # fmt: skip


class NotForHere(Refused):
    """A packet that is sealed to somebody else, or was altered: it cannot be told which, as nothing opens it."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a packet says about itself.

    `number` counts the packets from this key to this person; `seen` is the highest number that the sender has taken in
    from the recipient, by the recipient's key; `introduction` is the entry that made the sender's key known, as far as
    it is not the founder's.
    """

    format: int
    id: str
    organisation: str
    from_id: str
    key_id: str
    to_id: str
    number: int
    seen: dict[str, int]
    entries: int
    raw_length: int
    raw_sha256: str
    at: datetime
    introduction: Entry | None


@dataclass(frozen=True, slots=True)
class Packet:
    """An opened packet, of which only the header was looked at; `signed` are the bytes of the header."""

    header: Header
    signed: bytes
    signature: bytes
    compressed: bytes


def seal(header: Header, payload: Payload, *, key: Ed25519PrivateKey, boxes: Sequence[str]) -> bytes:
    """Return a packet, signed with `key` and sealed to the boxes (age recipients) of the person it goes to.

    The header's counts, length and hash are filled in here.
    """
    raw = write_payload(payload)
    if len(raw) > LARGEST_RAW:
        raise Refused(_("There is too much for one packet. Send it in parts."))
    signed = canonical(
        {
            "format": FORMAT,
            "id": header.id,
            "organisation": header.organisation,
            "from": header.from_id,
            "key": key_id(key.public_key().public_bytes_raw()),
            "to": header.to_id,
            "number": header.number,
            "seen": header.seen,
            "entries": len(payload.entries),
            "raw_length": len(raw),
            "raw_sha256": sha256(raw).hexdigest(),
            "at": moment_text(header.at),
            "introduction": _entry_text(header.introduction),
        }
    )
    inside = _LENGTH.pack(len(signed)) + signed + key.sign(PREFIX + signed) + zlib.compress(raw, 6)
    sealed = pyrage.encrypt(inside, [pyrage.x25519.Recipient.from_str(box) for box in boxes])
    packet = MAGIC + bytes(sealed)
    if len(packet) > LARGEST:
        raise Refused(_("There is too much for one packet. Send it in parts."))
    return packet


def unseal(data: bytes, identities: Sequence[str]) -> Packet:
    """Return the packet that one of these age identities opens, with its header read; nothing in it is believed yet."""
    if len(data) > LARGEST:
        raise Refused(_("The file is larger than a packet can be. Nothing was taken in."))
    if not data.startswith(MAGIC):
        raise Refused(_("This is not a PeerTrain packet. Nothing was taken in."))
    try:
        keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
        inside = bytes(pyrage.decrypt(data[len(MAGIC) :], keys))
    except pyrage.DecryptError as error:
        raise NotForHere(
            _("This packet is sealed for somebody else, or it was altered or cut off on its way. Nothing was taken in.")
        ) from error
    try:
        return _split(inside)
    except Malformed as error:
        raise _unreadable(error) from error


def check_signature(packet: Packet, public: bytes) -> None:
    """Refuse a packet that is not signed with this raw Ed25519 public key."""
    try:
        if key_id(public) != packet.header.key_id:
            raise InvalidSignature
        Ed25519PublicKey.from_public_bytes(public).verify(packet.signature, PREFIX + packet.signed)
    except (InvalidSignature, ValueError) as error:
        raise Refused(_("The packet is not signed by whom it names. Nothing was taken in.")) from error


def payload_of(packet: Packet) -> Payload:
    """Return what a packet holds; Refused where it is not what the header says. Check the signature first."""
    header = packet.header
    if header.raw_length > LARGEST_RAW:
        raise Refused(_("The packet would be too large once it is unpacked. Nothing was taken in."))
    try:
        raw = decompressed(packet.compressed, header.raw_length)
        if sha256(raw).hexdigest() != header.raw_sha256:
            raise Malformed("its content is not what its header says")
        payload = read_payload(raw)
        if len(payload.entries) != header.entries:
            raise Malformed("it holds another number of entries than its header says")
    except Malformed as error:
        raise _unreadable(error) from error
    return payload


def _unreadable(error: Malformed) -> Refused:
    return Refused(_("The packet cannot be read: {error}. Nothing was taken in.").format(error=error))


def _split(inside: bytes) -> Packet:
    if len(inside) < _LENGTH.size:
        raise Malformed("it is cut off")
    length = _LENGTH.unpack_from(inside)[0]
    start, end = _LENGTH.size, _LENGTH.size + length
    if length > LARGEST_HEADER or len(inside) < end + _SIGNATURE:
        raise Malformed("its header is cut off or too large")
    signed = inside[start:end]
    header = _header(read_canonical(signed))
    return Packet(header, signed, inside[end : end + _SIGNATURE], inside[end + _SIGNATURE :])


def _header(value: Any) -> Header:
    if not isinstance(value, dict) or type(value.get("format")) is not int:
        raise Malformed("its header is none")
    if value["format"] < OLDEST_FORMAT:
        raise Malformed("it is written in an older way that is not safe any more")
    if value["format"] > FORMAT:
        raise Refused(_("The packet was written by a newer version of PeerTrain. Install the newest version here."))
    if set(value) != _FIELDS or not all(kind(value[name]) for name, kind in _KINDS.items()):
        raise Malformed("its header has other fields")
    if not all(type(one) is int and one >= 0 for one in value["seen"].values()):
        raise Malformed("its header has other fields")
    try:
        at = datetime.fromisoformat(value["at"])
        if at.year not in YEARS or moment_text(at) != value["at"]:
            raise Malformed("its time is none")
    except ValueError as error:
        raise Malformed("its time is none") from error
    return Header(
        value["format"], value["id"], value["organisation"], value["from"], value["key"], value["to"], value["number"],
        value["seen"], value["entries"], value["raw_length"], value["raw_sha256"], at, _entry_of(value["introduction"]),
    )  # fmt: skip


_KINDS: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("id", "organisation", "from", "key", "to", "raw_sha256", "at"), lambda one: isinstance(one, str)),
    **dict.fromkeys(("number", "entries", "raw_length"), lambda one: type(one) is int and one >= 0),
    "seen": lambda one: isinstance(one, dict),
    "introduction": lambda one: isinstance(one, list),
}


def _entry_text(entry: Entry | None) -> list[str]:
    return [] if entry is None else [entry.signed.decode(), entry.signature.hex()]


def _entry_of(value: list[Any]) -> Entry | None:
    if not value:
        return None
    try:
        signed, signature = value
        return read(signed.encode(), bytes.fromhex(signature))
    except (ValueError, AttributeError, TypeError) as error:
        raise Malformed("the entry that introduces its key cannot be read") from error
