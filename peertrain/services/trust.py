"""Trust: verifying a certificate or its printed code here, and the card from which others verify ours."""

from dataclasses import dataclass
from datetime import date

from peertrain.documents.jws import fingerprint
from peertrain.documents.status import TrustAnchors, TrustedOrganisation, read_organisation_card
from peertrain.documents.verification import Outcome, Verdict, verify, verify_code
from peertrain.places import CARD_SUFFIX
from peertrain.storage.lists.certification import certificates
from peertrain.workplace.card import CARD_FILE, anchors_in, as_trusted, organisation_card, status_list
from peertrain.workplace.seat import Seat

__all__ = [
    "CARD_FILE", "CARD_SUFFIX", "CardHolder", "Outcome", "Verdict", "anchors_in", "check_code", "check_file",
    "holder_of", "organisation_card", "own_fingerprint",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CardHolder:
    """Whose organisation card it is: the fingerprint to compare by telephone, and the day of its list."""

    name: str
    fingerprint: str
    listed_on: date | None


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
    own = as_trusted(seat, status_list(seat, found))
    known = {one.id: one.document_sha256 for one in found}
    return verify(content, trusted=TrustAnchors((own,)), today=seat.today, known_documents=known)


def check_code(seat: Seat, *, text: str, legal_name: str = "", card: bytes | None = None) -> Verdict:
    """Verify the code printed on a certificate, and whether it was issued in `legal_name` where that is given."""
    whose = _other(seat, card) or as_trusted(seat, status_list(seat, certificates(seat.connection)))
    return verify_code(text, trusted=TrustAnchors((whose,)), today=seat.today, legal_name=legal_name)


def _other(seat: Seat, card: bytes | None) -> TrustedOrganisation | None:
    """Return the organisation on a card, unless it is one's own, of which the record knows more."""
    organisation = read_organisation_card(card) if card is not None else None
    return None if organisation is None or organisation.id == seat.organisation.organisation_id else organisation
