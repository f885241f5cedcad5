"""What a packet holds: entries as they were signed, how far the sender's record reaches, and the files entries name.

A payload is a row of parts, each one byte that says its kind, four bytes of length (big-endian) and that many bytes.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.record.canonical import Malformed, canonical, parts_in, read_canonical
from peertrain.record.entries import Entry, read

MOST_ENTRIES = 200_000
MOST_CHAINS = 200_000
MOST_TOLD = MOST_CHAINS // 2
"""Chains of which a packet says how far they reach."""
LONGEST_CHAIN = 300
MOST_PROOFS = 100
MOST_PARTS = 2_000_000
"""Values that all entries of a payload may hold together (`parts_in`); one entry never holds more than half of them."""
LARGEST_PART = 48 * 1024 * 1024
_PART = struct.Struct(">cI")
_ENTRY, _REACH, _PROOF, _DOCUMENT, _COURSE, _SECRET = b"E", b"R", b"P", b"D", b"C", b"S"
_SIGNATURE = 64

Reach = dict[str, tuple[int, str]]
"""The newest entry, as number and id, of each chain (`chain_name`)."""


@dataclass(frozen=True, slots=True)
class Document:
    """A frozen file, such as an issued certificate; an entry names its hash."""

    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Payload:
    """The parts of a packet.

    `reach` says how far the sender's record goes in what the recipient may see; `proofs` are the newest entries there of
    the recipient's own keys, which nobody else can make up; `courses` are course folders as
    archives, as their authors wrote them; `issuer` (raw private key) is for coordinators, else empty.
    """

    entries: tuple[Entry, ...] = ()
    reach: Reach | None = None
    documents: tuple[Document, ...] = ()
    courses: tuple[bytes, ...] = ()
    issuer: bytes = b""
    proofs: tuple[Entry, ...] = ()


def write_payload(payload: Payload) -> bytes:
    """Return the bytes of a payload."""
    parts: list[tuple[bytes, bytes]] = [
        (_REACH, canonical({one: list(at) for one, at in (payload.reach or {}).items()}))
    ]
    parts += [(_ENTRY, entry.signature + entry.signed) for entry in payload.entries]
    parts += [(_PROOF, entry.signature + entry.signed) for entry in payload.proofs]
    parts += [(_DOCUMENT, one.media_type.encode() + b"\0" + one.content) for one in payload.documents]
    parts += [(_COURSE, archive) for archive in payload.courses]
    if payload.issuer:
        parts.append((_SECRET, payload.issuer))
    _check_fits(payload, parts)
    return b"".join(_PART.pack(kind, len(data)) + data for kind, data in parts)


def _check_fits(payload: Payload, parts: list[tuple[bytes, bytes]]) -> None:
    """Refuse to write what nobody would read."""
    signed = [data for kind, data in parts if kind in (_ENTRY, _PROOF)]
    if (
        len(payload.entries) > MOST_ENTRIES
        or len(payload.reach or {}) > MOST_CHAINS
        or len(payload.proofs) > MOST_PROOFS
        or any(len(data) > LARGEST_PART for _kind, data in parts)
        or sum(parts_in(data) for data in signed) > MOST_PARTS
    ):
        raise Refused(_("There is too much for one packet. Send it in parts."))


def read_payload(raw: bytes) -> Payload:
    """Return the payload of these bytes; raise Malformed where they are none."""
    proofs: list[Entry] = []
    held = 0
    entries, documents, courses, reach, issuer = [], [], [], None, b""
    for kind, data in _parts(raw):
        held += parts_in(data) if kind in (_ENTRY, _PROOF) else 0
        if held > MOST_PARTS:
            raise Malformed("too many values")
        if kind == _ENTRY:
            entries.append(read(data[_SIGNATURE:], data[:_SIGNATURE]))
            if len(entries) > MOST_ENTRIES:
                raise Malformed("too many entries")
        elif kind == _PROOF and len(proofs) < MOST_PROOFS:
            proofs.append(read(data[_SIGNATURE:], data[:_SIGNATURE]))
        elif kind == _REACH and reach is None:
            reach = _reach(read_canonical(data, most=4 * MOST_CHAINS))
        elif kind == _DOCUMENT:
            documents.append(_document(data))
        elif kind == _COURSE:
            courses.append(data)
        elif kind == _SECRET and not issuer and len(data) == 32:
            issuer = data
        else:
            raise Malformed("a part of an unknown kind")
    return Payload(tuple(entries), reach, tuple(documents), tuple(courses), issuer, tuple(proofs))


def _parts(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(raw):
        if at + _PART.size > len(raw):
            raise Malformed("a part is cut off")
        kind, length = _PART.unpack_from(raw, at)
        at += _PART.size
        if length > LARGEST_PART or at + length > len(raw):
            raise Malformed("a part is cut off or too large")
        yield kind, raw[at : at + length]
        at += length


def _document(data: bytes) -> Document:
    media_type, separator, content = data.partition(b"\0")
    if not separator or len(media_type) > 100 or not media_type.isascii():
        raise Malformed("a document without its kind")
    return Document(media_type.decode("ascii"), content)


def _reach(value: Any) -> Reach:
    if not isinstance(value, dict) or len(value) > MOST_CHAINS or any(len(one) > LONGEST_CHAIN for one in value):
        raise Malformed("a reach that is none")
    for newest in value.values():
        shaped = isinstance(newest, list) and len(newest) == 2
        if (
            not shaped
            or type(newest[0]) is not int
            or newest[0] < 1
            or not isinstance(newest[1], str)
            or len(newest[1]) > LONGEST_CHAIN
        ):
            raise Malformed("a reach that is none")
    return {chain: (seq, id) for chain, (seq, id) in value.items()}


def decompressed(data: bytes, length: int) -> bytes:
    """Return what was compressed, and never more than was said: a small file can hold very much."""
    unpacking = zlib.decompressobj()
    try:
        raw = unpacking.decompress(data, length + 1)
    except zlib.error as error:
        raise Malformed("its content cannot be unpacked") from error
    if len(raw) != length or not unpacking.eof or unpacking.unused_data:
        raise Malformed("its content is not as long as its header says")
    return raw
