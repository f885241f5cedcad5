"""Trust: what anybody needs to verify the organisation's certificates, and verifying a file or a code here."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from peertrain.documents.jws import fingerprint
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
from peertrain.documents.verification import Outcome, Verdict, verify, verify_code
from peertrain.domain.certification import Certificate, revocation_of
from peertrain.domain.errors import Refused
from peertrain.domain.people import Role
from peertrain.i18n import _
from peertrain.record import atomic
from peertrain.services.seat import Seat
from peertrain.storage.lists.certification import certificates

__all__ = [
    "CARD_FILE", "CARD_SUFFIX", "CardHolder", "Outcome", "Verdict", "anchors_in", "check_code", "check_file",
    "holder_of", "organisation_card", "own_fingerprint", "publish",
]  # fmt: skip

CARD_FILE = f"organisation{CARD_SUFFIX}"


@dataclass(frozen=True, slots=True)
class CardHolder:
    """Whose organisation card it is: the fingerprint to compare by telephone, and the day of its list."""

    name: str
    fingerprint: str
    listed_on: date | None


def organisation_card(seat: Seat) -> bytes:
    """Return the file that the organisation publishes so that others can verify; only a coordinator can sign it."""
    if seat.issuer_key is None or not seat.person.has(Role.COORDINATOR):
        raise Refused(_("Only a coordinator with the organisation's issuing key can make this file."))
    status = _status(seat, certificates(seat.connection))
    return make_organisation_card(_organisation(seat, status), status, seat.issuer_key)


def publish(seat: Seat, *, folder: Path) -> None:
    """Put the organisation card into a folder, where the person at work can sign it; there it is for `anchors_in`."""
    if seat.issuer_key is not None and seat.person.has(Role.COORDINATOR):
        atomic.write(folder / CARD_FILE, organisation_card(seat))


def anchors_in(folder: Path) -> TrustAnchors:
    """Return whom this computer trusts without anybody signed in: the organisation whose card lies in the folder."""
    try:
        return TrustAnchors((read_organisation_card((folder / CARD_FILE).read_bytes()),))
    except (OSError, Refused):
        return TrustAnchors()


def holder_of(card: bytes) -> CardHolder:
    """Return whose card it is; refuse what is no card."""
    organisation = read_organisation_card(card)
    listed_on = organisation.status.issued_at.date() if organisation.status else None
    return CardHolder(organisation.name, fingerprint(organisation.issuer_keys[0]), listed_on)


def own_fingerprint(seat: Seat) -> str:
    """Return the fingerprint of the organisation's key, for those who ask on the telephone."""
    return fingerprint(seat.organisation.issuer_public)


def check_file(seat: Seat, *, content: bytes, card: bytes | None = None) -> Verdict:
    """Verify a certificate against this organisation's own record, or against the card of another one."""
    other = _other(seat, card)
    if other is not None:
        return verify(content, trusted=TrustAnchors((other,)), today=seat.today)
    found = certificates(seat.connection)
    own = _organisation(seat, _status(seat, found))
    known = {one.id: one.document_sha256 for one in found}
    return verify(content, trusted=TrustAnchors((own,)), today=seat.today, known_documents=known)


def check_code(seat: Seat, *, text: str, legal_name: str = "", card: bytes | None = None) -> Verdict:
    """Verify the code printed on a certificate, and whether it was issued in `legal_name` where that is given."""
    whose = _other(seat, card) or _organisation(seat, _status(seat, certificates(seat.connection)))
    return verify_code(text, trusted=TrustAnchors((whose,)), today=seat.today, legal_name=legal_name)


def _other(seat: Seat, card: bytes | None) -> TrustedOrganisation | None:
    """Return the organisation on a card, unless it is one's own, of which the record knows more."""
    organisation = read_organisation_card(card) if card is not None else None
    return None if organisation is None or organisation.id == seat.organisation.organisation_id else organisation


def _organisation(seat: Seat, status: StatusList) -> TrustedOrganisation:
    here = seat.organisation
    return TrustedOrganisation(here.organisation_id, here.name, (here.issuer_public,), status)


def _status(seat: Seat, found: list[Certificate]) -> StatusList:
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
