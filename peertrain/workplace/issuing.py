"""The issuing key: how a coordinator replaces it, and which of those at hand somebody keeps.

The record decides which key counts. A new one is kept before the record names it, and takes the place of the former one
once the record does: so whatever comes in between, the key that counts is there.
"""

from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.domain.changes import Changed, Done
from peertrain.domain.organisation import IssuingKeyReplaced
from peertrain.domain.people import Role
from peertrain.i18n import _
from peertrain.workplace.seat import Seat

NEXT = "next issuer"
OF_ISSUING = ("issuer", NEXT)
"""Purposes of the key with which certificates are issued, and of the one that is to take its place."""


def public_of(issuer: bytes) -> str:
    """Return the public half (hex) of a raw issuing key."""
    return Ed25519PrivateKey.from_private_bytes(issuer).public_key().public_bytes_raw().hex()


def say_replaced(seat: Seat, new: bytes, reason: str) -> Done[None]:
    """Say that a new key issues certificates from now on."""
    seat.say(IssuingKeyReplaced(seat.organisation.issuer_public, public_of(new), reason.strip()))
    return Done(Changed.ORGANISATION | Changed.CERTIFICATES | Changed.HISTORY, _("The issuing key is replaced."))


def issuers_to_keep(seat: Seat, secrets: Mapping[str, bytes], came: bytes = b"") -> dict[str, bytes | None]:
    """Return what the person at work keeps: of the keys at hand, and one that came, the one that counts.

    Whoever is no coordinator keeps none. A key that was replaced goes. One that the record does not know stays, for the record may be an older copy.
    """
    if not seat.person.has(Role.COORDINATOR):
        return dict.fromkeys(OF_ISSUING)
    organisation, kept = seat.organisation, secrets.get("issuer")
    at_hand = [one for one in (kept, secrets.get(NEXT), came) if one]
    fitting = next((one for one in at_hand if public_of(one) == organisation.issuer_public), None)
    if fitting is None and kept is not None and public_of(kept) not in organisation.issuers:
        fitting = kept
    return {"issuer": fitting, NEXT: None}
