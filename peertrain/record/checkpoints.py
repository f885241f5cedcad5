"""Checkpoints: a signed statement of how far the record reaches, which an older copy of it cannot match.

A checkpoint holds the Merkle root over all entries in the order in which this computer took them in, and, because two
computers take them in in different orders, the newest sequence number and entry of every chain.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from peertrain.record.canonical import Malformed, canonical, read_canonical
from peertrain.record.entries import key_id, moment_text

PREFIX = b"PeerTrain checkpoint v1\0"
MOST_PARTS = 4_000_000
"""Values that a checkpoint may hold, three for each chain: it is never somebody else's."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`heads` maps each chain (`chain_name`) to the sequence number and id of its newest entry; `signed` are the bytes signed."""

    organisation: str
    size: int
    root: str
    heads: dict[str, tuple[int, str]]
    key_id: str
    at: str
    signed: bytes
    signature: bytes


def make_checkpoint(
    *,
    organisation: str,
    size: int,
    root: bytes,
    heads: dict[str, tuple[int, str]],
    key: Ed25519PrivateKey,
    at: datetime,
) -> Checkpoint:
    """Return a checkpoint signed with `key`."""
    signed = canonical(
        {
            "v": 1,
            "organisation": organisation,
            "size": size,
            "root": root.hex(),
            "heads": {one: [seq, id] for one, (seq, id) in heads.items()},
            "key": key_id(key.public_key().public_bytes_raw()),
            "at": moment_text(at),
        }
    )
    return read_checkpoint(signed, key.sign(PREFIX + signed))


def read_checkpoint(signed: bytes, signature: bytes) -> Checkpoint:
    """Return the checkpoint of these bytes without checking its signature; raise Malformed where it is none."""
    value: Any = read_canonical(signed, most=MOST_PARTS)
    try:
        if type(value["v"]) is not int or value["v"] != 1:
            raise Malformed("not a checkpoint of this version")
        if not all(type(seq) is int for seq in (value["size"], *(seq for seq, _id in value["heads"].values()))):
            raise Malformed("a number of the checkpoint is none")
        heads = {str(one): (seq, str(id)) for one, (seq, id) in value["heads"].items()}
        return Checkpoint(
            str(value["organisation"]),
            value["size"],
            str(value["root"]),
            heads,
            str(value["key"]),
            str(value["at"]),
            signed,
            signature,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Malformed("not a checkpoint") from error


def is_signed_by(checkpoint: Checkpoint, public: bytes) -> bool:
    """Return whether the checkpoint is signed with this raw Ed25519 public key."""
    if key_id(public) != checkpoint.key_id:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(checkpoint.signature, PREFIX + checkpoint.signed)
    except (InvalidSignature, ValueError):
        return False
    return True
