"""The organisation card: what anybody needs to verify its certificates, signed with the issuing key and kept in the open."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from peertrain.documents.codes import signed_in_code
from peertrain.documents.status import (
    FormerKey,
    Replaced,
    Revoked,
    StatusList,
    TrustAnchors,
    TrustedOrganisation,
    make_organisation_card,
    read_organisation_card,
)
from peertrain.domain.certification import Certificate, revocation_of
from peertrain.domain.errors import Refused
from peertrain.domain.people import Role
from peertrain.i18n import _
from peertrain.places import CARD_SUFFIX
from peertrain.record import atomic
from peertrain.storage.lists.certification import certificates
from peertrain.workplace.seat import Seat

CARD_FILE = f"organisation{CARD_SUFFIX}"


def organisation_card(seat: Seat) -> bytes:
    """Return the file that the organisation publishes so that others can verify; only a coordinator can sign it."""
    if seat.issuer_key is None or not seat.person.has(Role.COORDINATOR):
        raise Refused(_("Only a coordinator with the organisation's issuing key can make this file."))
    found = certificates(seat.connection)
    return make_organisation_card(as_trusted(seat, found), status_list(seat, found), seat.issuer_key)


def publish(seat: Seat, *, folder: Path) -> None:
    """Put the organisation card into a folder, where the person at work can sign it; there it is for `anchors_in`.

    Where they cannot, a card with another key than that of the record goes: a thief may have the former one.
    """
    if seat.issuer_key is not None and seat.person.has(Role.COORDINATOR):
        atomic.write(folder / CARD_FILE, organisation_card(seat))
    elif any(one.issuer_key != seat.organisation.issuer_public for one in anchors_in(folder).organisations):
        (folder / CARD_FILE).unlink()


def anchors_in(folder: Path) -> TrustAnchors:
    """Return whom this computer trusts without anybody signed in: the organisation whose card lies in the folder."""
    try:
        return TrustAnchors((read_organisation_card((folder / CARD_FILE).read_bytes()),))
    except (OSError, Refused):
        return TrustAnchors()


def as_trusted(seat: Seat, found: Sequence[Certificate]) -> TrustedOrganisation:
    """Return one's own organisation, with the certificates found in the record, as those see it who verify them."""
    here = seat.organisation
    former = tuple(
        FormerKey(one.public, one.until.date(), tuple(sorted(_signed_with(one.public, found))))
        for one in here.former_issuers
    )
    knows = None if seat.person.has(Role.COORDINATOR) else frozenset(one.id for one in found)
    return TrustedOrganisation(
        here.organisation_id, here.name, here.issuer_public, status_list(seat, found), former, knows
    )  # fmt: skip


def _signed_with(public: str, found: Sequence[Certificate]) -> Iterator[str]:
    """Yield the SHA-256 of all that the organisation has signed with an issuing key."""
    for one in found:
        if one.issuer_public == public:
            yield from (one.document_sha256, one.credential_sha256)
            with suppress(ValueError, OverflowError):  # no code can say so, and none was printed
                said = signed_in_code(
                    public=public, certificate_id=one.id, legal_name=one.legal_name, issued_on=one.issued_on,
                    expires_on=one.expires_on, number=one.number,
                )  # fmt: skip
                yield sha256(said).hexdigest()


def status_list(seat: Seat, found: Sequence[Certificate]) -> StatusList:
    """Return which of the certificates found in the record no longer stand, and which were replaced."""
    by_id = {one.id: one for one in found}
    revoked, replaced = [], []
    for one in found:
        ended = revocation_of(one, by_id)
        newer = by_id.get(one.replaced_by)
        if ended is not None and ended.revoked_at is not None:
            revoked.append(Revoked(one.id, one.number, ended.revoked_at.date(), ended.revoked_reason))
        if newer is not None:
            replaced.append(Replaced(one.id, one.number, newer.issued_at.date(), newer.id))
    return StatusList(seat.organisation.organisation_id, seat.ledger.size, seat.now, tuple(revoked), tuple(replaced))
