"""Trust: what anybody needs to verify the organisation's certificates, and verifying a file or a code here."""

from datetime import date
from pathlib import Path

from peertrain.documents.status import (
    CARD_SUFFIX,
    Replaced,
    Revoked,
    StatusList,
    TrustAnchors,
    TrustedOrganisation,
    make_organisation_card,
    read_organisation_card,
)
from peertrain.documents.verification import Verdict, verify, verify_code
from peertrain.domain.certification import Certificate
from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.services.seat import Seat
from peertrain.storage.lists.certification import certificates

CARD_FILE = f"organisation{CARD_SUFFIX}"


def organisation_card(seat: Seat) -> bytes:
    """Return the file that the organisation publishes so that others can verify; only a coordinator can sign it."""
    if seat.issuer_key is None:
        raise Refused(_("Only a coordinator with the organisation's issuing key can make this file."))
    organisation = _trusted(seat)
    return make_organisation_card(organisation, _status(seat, list(certificates(seat.connection))), seat.issuer_key)


def check_file(seat: Seat, *, content: bytes) -> Verdict:
    """Verify a certificate against this organisation's own record."""
    known = {one.id: one.document_sha256 for one in certificates(seat.connection)}
    return verify(content, trusted=TrustAnchors((_trusted(seat),)), today=seat.today, known_documents=known)


def check_code(seat: Seat, *, text: str, legal_name: str = "") -> Verdict:
    """Verify the code printed on a certificate against this organisation's own record."""
    return verify_code(text, trusted=TrustAnchors((_trusted(seat),)), today=seat.today, legal_name=legal_name)


def anchors_in(folder: Path) -> TrustAnchors:
    """Return whom this computer trusts without anybody signed in: the organisation whose card lies in the folder."""
    try:
        return TrustAnchors((read_organisation_card((folder / CARD_FILE).read_bytes()),))
    except (OSError, Refused):
        return TrustAnchors()


def check_file_without_signing_in(content: bytes, *, trusted: TrustAnchors, today: date) -> Verdict:
    """Verify a certificate with nothing but the cards at hand."""
    return verify(content, trusted=trusted, today=today)


def _trusted(seat: Seat) -> TrustedOrganisation:
    organisation = seat.organisation
    status = _status(seat, list(certificates(seat.connection)))
    return TrustedOrganisation(organisation.organisation_id, organisation.name, (organisation.issuer_public,), status)


def _status(seat: Seat, found: list[Certificate]) -> StatusList:
    by_id = {one.id: one for one in found}
    revoked = [
        Revoked(one.id, one.number, one.revoked_at.date(), one.revoked_reason)
        for one in found
        if one.revoked_at is not None
    ]
    replaced = [
        Replaced(one.id, one.number, by_id[one.replaced_by].issued_at.date(), one.replaced_by)
        for one in found
        if one.replaced_by in by_id
    ]
    return StatusList(seat.organisation.organisation_id, seat.ledger.size, seat.now, tuple(revoked), tuple(replaced))
