"""Invitations: a file by which somebody joins the organisation from another computer, sealed with words told separately.

An invitation is `MAGIC`, then an age file for a passphrase (the words). Inside it: the length of the header (four
bytes, big-endian), the header (canonical JSON), and the payload (`payload.py`), compressed with zlib.
"""

import re
import struct
import zlib
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyrage

from peertrain.domain.errors import Refused
from peertrain.exchange.carrier import HUB
from peertrain.exchange.hub_address import read_address
from peertrain.exchange.payload import Payload, decompressed, read_payload, write_payload
from peertrain.i18n import _
from peertrain.places import INVITATION_SUFFIX
from peertrain.record.canonical import Malformed, canonical, read_canonical
from peertrain.record.passphrases import plain_words

SUFFIX = INVITATION_SUFFIX
MAGIC = b"PeerTrain invitation\n"
FORMAT = 1
LARGEST = 50 * 1024 * 1024
LARGEST_RAW = 200 * 1024 * 1024
MOST_WORK = 21
"""What opening may cost at most, as scrypt counts it: 2 GB of memory. Sealing chooses by the speed of the computer, mostly 15 to 19."""
_WORK = re.compile(rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]+ ([0-9]{1,3})\n")
_LENGTH = struct.Struct(">I")
_FIELDS = {
    "format", "organisation", "organisation_name", "founding", "person", "name", "signing", "box", "expires_on",
    "place", "raw_length",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """Through what the organisation exchanges: a `hub` with the person's own connection, or a `folder` and its name."""

    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is invited, with the one-time keys: `signing` (raw) announces the person's own key, `box` (age) receives.

    `founding` is the id of the entry with which the record begins; `place` is where packets go, where that is known.
    """

    organisation_id: str
    organisation_name: str
    founding: str
    person_id: str
    name: str
    signing: bytes
    box: str
    expires_on: date
    payload: Payload
    place: InvitedTo | None = None


def seal_invitation(invitation: Invitation, *, words: str) -> bytes:
    """Return the file of an invitation, which only these words open."""
    raw = write_payload(invitation.payload)
    header = canonical(
        {
            "format": FORMAT,
            "organisation": invitation.organisation_id,
            "organisation_name": invitation.organisation_name,
            "founding": invitation.founding,
            "person": invitation.person_id,
            "name": invitation.name,
            "signing": invitation.signing.hex(),
            "box": invitation.box,
            "expires_on": invitation.expires_on.isoformat(),
            "place": [invitation.place.kind, invitation.place.where] if invitation.place else [],
            "raw_length": len(raw),
        }
    )
    inside = _LENGTH.pack(len(header)) + header + zlib.compress(raw, 6)
    content = MAGIC + bytes(pyrage.passphrase.encrypt(inside, plain_words(words)))
    if len(raw) > LARGEST_RAW or len(content) > LARGEST:
        raise Refused(_("The invitation would be too large."))
    return content


def open_invitation(content: bytes, *, words: str) -> Invitation:
    """Return the invitation that the words open; this takes about a second."""
    if len(content) > LARGEST:
        raise Refused(_("The file is larger than an invitation can be."))
    if not content.startswith(MAGIC):
        raise Refused(_("This is not a PeerTrain invitation. Choose the file that your coordinator sent you."))
    work = _WORK.match(content, len(MAGIC))
    if work is not None and int(work[1]) > MOST_WORK:
        raise Refused(_("The invitation asks for more memory than invitations need. Ask for a new one."))
    try:
        inside = bytes(pyrage.passphrase.decrypt(content[len(MAGIC) :], plain_words(words)))
    except pyrage.DecryptError as error:
        raise Refused(
            _(
                "These words do not open the invitation. Check each word; if all are right, the file was altered or cut off."
            )
        ) from error
    try:
        return _read(inside)
    except Malformed as error:
        raise Refused(_("The invitation cannot be read: {error}. Ask for a new one.").format(error=error)) from error


def _read(inside: bytes) -> Invitation:
    length = _LENGTH.unpack_from(inside)[0] if len(inside) >= _LENGTH.size else 0
    end = _LENGTH.size + length
    value: Any = read_canonical(inside[_LENGTH.size : end])
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise Malformed("it was written by another version of PeerTrain")
    if set(value) != _FIELDS or type(value["raw_length"]) is not int or not 0 <= value["raw_length"] <= LARGEST_RAW:
        raise Malformed("its header has other fields")
    try:
        signing, expires_on = bytes.fromhex(value["signing"]), date.fromisoformat(value["expires_on"])
        pyrage.x25519.Identity.from_str(value["box"])
    except (ValueError, TypeError, pyrage.IdentityError) as error:
        raise Malformed("its keys cannot be read") from error
    if len(signing) != 32:
        raise Malformed("its keys cannot be read")
    place = _place(value["place"])
    payload = read_payload(decompressed(inside[end:], value["raw_length"]))
    return Invitation(
        str(value["organisation"]), str(value["organisation_name"]), str(value["founding"]), str(value["person"]),
        str(value["name"]), signing, value["box"], expires_on, payload, place,
    )  # fmt: skip


def _place(value: Any) -> InvitedTo | None:
    if value == []:
        return None
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(one, str) for one in value):
        raise Malformed("its header has other fields")
    place = InvitedTo(*value)
    try:
        if place.kind == HUB:
            read_address(place.where)
    except Refused as refused:
        raise Malformed("its connection to a hub is not whole") from refused
    return place
