"""Entries: small statements, each signed by one key and linked to that key's previous one; never edited.

The signed bytes are the canonical JSON of the envelope; the signature is Ed25519 over a fixed prefix and those bytes;
the id is the SHA-256 of both. The bytes are stored and sent exactly as signed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from peertrain.domain.people import key_id_of
from peertrain.record.canonical import Malformed, canonical, read_canonical

PREFIX = b"PeerTrain entry v1\0"
LARGEST = 1024 * 1024
"""Bytes that one entry may have at most."""
YEARS = range(2000, 2200)
"""A time outside them is no time of signing, and nobody has to reckon near the end of the calendar."""
MOST_AFTER = 100
"""Entries that one entry may name in `after`."""
_FIELDS = {"v", "kind", "body", "organisation", "scope", "key", "seq", "prev", "after", "at"}
LONGEST_SCOPE = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as signed.

    `scope` says whose business it is; `seq` counts the key's entries in this scope from 1; `prev` is the id of the one
    before, or of the entry that introduced the key; `after` holds ids of other entries that this one rests on; `at` is the author's clock (UTC).
    """

    id: str
    kind: str
    body: dict[str, Any]
    organisation: str
    scope: str
    key_id: str
    seq: int
    prev: str
    after: tuple[str, ...]
    at: datetime
    signed: bytes
    signature: bytes

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Ids of the entries that have to be known before this one can be judged."""
        return (self.prev, *self.after) if self.prev else self.after


def key_id(public: bytes) -> str:
    """Return the id of a raw Ed25519 public key."""
    return key_id_of(public.hex())


def chain_name(key_id: str, scope: str) -> str:
    """Return the name under which checkpoints and packets speak of the chain of a key in a scope."""
    return f"{key_id} {scope}" if scope else key_id


def moment_text(at: datetime) -> str:
    """Return a moment as entries carry it: UTC with microseconds, such as 2026-11-22T09:30:00.000000Z."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def sign(
    kind: str,
    body: dict[str, Any],
    *,
    organisation: str,
    scope: str,
    key: Ed25519PrivateKey,
    seq: int,
    prev: str,
    after: tuple[str, ...] = (),
    at: datetime,
) -> Entry:
    """Return a new entry, signed with `key`."""
    signed = canonical(
        {
            "v": 1,
            "kind": kind,
            "body": body,
            "organisation": organisation,
            "scope": scope,
            "key": key_id(key.public_key().public_bytes_raw()),
            "seq": seq,
            "prev": prev,
            "after": list(after),
            "at": moment_text(at),
        }
    )
    return read(signed, key.sign(PREFIX + signed))


def read(signed: bytes, signature: bytes) -> Entry:
    """Return the entry of these bytes without checking its signature; raise Malformed where they are not one."""
    if len(signed) > LARGEST or len(signature) != 64:
        raise Malformed("not the size of an entry")
    envelope = read_canonical(signed)
    if not isinstance(envelope, dict) or set(envelope) != _FIELDS or type(envelope["v"]) is not int:
        raise Malformed("not the envelope of an entry")
    if envelope["v"] != 1:
        raise Malformed("an entry of another version")
    after = envelope["after"]
    texts = [envelope[name] for name in ("kind", "organisation", "scope", "key", "prev", "at")]
    if (
        not isinstance(after, list)
        or len(after) > MOST_AFTER
        or not all(isinstance(text, str) for text in (*texts, *after))
    ):
        raise Malformed("a field of the envelope is not text")
    if len(envelope["scope"]) > LONGEST_SCOPE:
        raise Malformed("a scope that is too long")
    if type(envelope["seq"]) is not int or envelope["seq"] < 1 or not isinstance(envelope["body"], dict):
        raise Malformed("a field of the envelope has the wrong type")
    try:
        at = datetime.fromisoformat(envelope["at"])
    except ValueError as error:
        raise Malformed("the time is not a time") from error
    if at.year not in YEARS or moment_text(at) != envelope["at"]:
        raise Malformed("the time is not written as entries write it")
    return Entry(
        sha256(signed + signature).hexdigest(),
        envelope["kind"],
        envelope["body"],
        envelope["organisation"],
        envelope["scope"],
        envelope["key"],
        envelope["seq"],
        envelope["prev"],
        tuple(after),
        at,
        signed,
        signature,
    )


@lru_cache(maxsize=1000)
def _public_key(public: bytes) -> Ed25519PublicKey:
    """Return the key of these raw bytes; ValueError where there is none."""
    return Ed25519PublicKey.from_public_bytes(public)


def is_signed_by(entry: Entry, public: bytes) -> bool:
    """Return whether the entry's signature is of this raw Ed25519 public key, and the key the one it names."""
    if key_id(public) != entry.key_id:
        return False
    try:
        _public_key(public).verify(entry.signature, PREFIX + entry.signed)
    except (InvalidSignature, ValueError):
        return False
    return True
