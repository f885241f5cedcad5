"""What an organisation publishes so that anybody can verify: its list of revoked certificates, and its card."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from cattrs import Converter
from cattrs.preconf.json import make_converter
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.documents import jws
from peertrain.domain.errors import Refused
from peertrain.i18n import _

LONGEST = 20_000_000

_STATUS, _CARD = "peertrain-status-1", "peertrain-organisation-1"
_HEX = re.compile(r"[0-9a-f]{64}")
"""How a key and a SHA-256 are written."""


@dataclass(frozen=True, slots=True)
class Revoked:
    """A certificate that no longer stands, since when and why, in one word."""

    certificate_id: str
    number: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A certificate of which a newer copy was issued under the same number."""

    certificate_id: str
    number: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class StatusList:
    """The state of an organisation's certificates; of two lists the one with the higher `serial` counts."""

    organisation_id: str
    serial: int
    issued_at: datetime
    revoked: tuple[Revoked, ...] = ()
    replaced: tuple[Replaced, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerKey:
    """An issuer key (hex) that was replaced, perhaps because it was stolen: by itself it proves nothing any more.

    `recognised` are the SHA-256 (hex) of what the organisation itself has signed with it: of each certificate the
    document, the credential, and what its code says. Whatever else it signs does not count, however it is dated.
    """

    public: str
    ended_on: date
    recognised: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrustedOrganisation:
    """An organisation whose issuer key (hex) the person who verifies has reason to believe.

    `knows` are the ids of the certificates of which it is known what became of them; None where of all: a card tells of
    all, the record of a trainee only of their own.
    """

    id: str
    name: str
    issuer_key: str
    status: StatusList | None = None
    former_keys: tuple[FormerKey, ...] = ()
    knows: frozenset[str] | None = None

    def former_key(self, public: str) -> FormerKey | None:
        """Return the key where it is one that was replaced."""
        return next((one for one in self.former_keys if one.public == public), None)


@dataclass(frozen=True, slots=True)
class TrustAnchors:
    """Everybody whom the person who verifies believes; nobody, unless told."""

    organisations: tuple[TrustedOrganisation, ...] = ()

    def owner_of(self, public: str) -> TrustedOrganisation | None:
        """Return the organisation to which an issuer key belongs or belonged."""
        found = (one for one in self.organisations if public == one.issuer_key or one.former_key(public))
        return next(found, None)


def make_status_list(status: StatusList, key: Ed25519PrivateKey) -> bytes:
    """Return the list, signed with the issuer key."""
    return jws.sign(_converter().unstructure(status), key, type=_STATUS)


def read_status_list(data: bytes, *, organisation_id: str, issuer_key: str) -> StatusList:
    """Return the list if the organisation's key signed it; refuse it in words otherwise."""
    payload, public = _read(data, _STATUS)
    try:
        status = _converter().structure(payload, StatusList)
    except jws.UNFIT as error:
        raise Refused(_("This list of revoked certificates cannot be read.")) from error
    if public != issuer_key or status.organisation_id != organisation_id:
        raise Refused(_("This list of revoked certificates is not signed by the organisation."))
    return status


def make_organisation_card(organisation: TrustedOrganisation, status: StatusList, key: Ed25519PrivateKey) -> bytes:
    """Return the file that an organisation publishes: who it is, its keys and its newest list, signed.

    Former keys stand apart from the one that counts: a reader that knows of none then believes none.
    """
    if jws.public_hex(key) != organisation.issuer_key:
        raise ValueError("the newest key signs the card")
    card: dict[str, Any] = {
        "id": organisation.id,
        "name": organisation.name,
        "issuer_keys": [organisation.issuer_key],
        "status": make_status_list(status, key).decode(),
    }
    if organisation.former_keys:
        card["former_keys"] = _converter().unstructure(organisation.former_keys)
    return jws.sign(card, key, type=_CARD)


def read_organisation_card(data: bytes) -> TrustedOrganisation:
    """Return the organisation on the card. The card is only as good as the place it was got from."""
    payload, public = _read(data, _CARD)
    try:
        id, name = str(payload["id"]), str(payload["name"])
        [key] = payload["issuer_keys"]
        status = str(payload["status"]).encode()
        former = _former_keys(payload.get("former_keys", []))
    except jws.UNFIT as error:
        raise Refused(_("This organisation card cannot be read. Ask the organisation for a new one.")) from error
    if key != public:
        raise Refused(_("This organisation card is not signed by its own key. Ask the organisation for a new one."))
    revoked = read_status_list(status, organisation_id=id, issuer_key=public)
    return TrustedOrganisation(id, name, public, revoked, former)


def _former_keys(written: Any) -> tuple[FormerKey, ...]:
    former = _converter().structure(written, tuple[FormerKey, ...])
    if not all(_HEX.fullmatch(text) for one in former for text in (one.public, *one.recognised)):
        raise ValueError("a key and a hash are 64 lower-case hexadecimal digits")
    return former


def _read(data: bytes, type: str) -> tuple[dict[str, Any], str]:
    if len(data) > LONGEST:
        raise Refused(_("The file is too large."))
    try:
        signed = jws.read(data, type=type)
        return jws.object_in(signed.payload), signed.public
    except (jws.NotSigned, ValueError) as error:
        raise Refused(_("This is not a file of the expected kind.")) from error
    except jws.BrokenSignature as error:
        raise Refused(_("The file was changed or damaged after it was signed. Get it again.")) from error


@cache
def _converter() -> Converter:
    converter = make_converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(datetime, lambda at: at.astimezone(UTC).isoformat())
    return converter
