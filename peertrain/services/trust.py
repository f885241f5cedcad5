"""Trust: verifying a certificate or its printed code here, and the card from which others verify ours."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from peertrain.documents.jws import fingerprint
from peertrain.documents.status import StatusList, TrustAnchors, TrustedOrganisation, read_organisation_card
from peertrain.documents.verification import Outcome, Verdict, verify, verify_code
from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.places import CARD_SUFFIX
from peertrain.storage.lists.certification import certificates
from peertrain.workplace.card import CARD_FILE, anchors_in, as_trusted, organisation_card
from peertrain.workplace.seat import Seat

__all__ = [
    "CARD_FILE", "CARD_SUFFIX", "CardHolder", "Outcome", "Verdict", "anchors_in", "check_card", "check_card_signed_out",
    "check_code", "check_code_signed_out", "check_file", "check_file_signed_out", "holder_of", "organisation_card",
    "own_fingerprint", "remember_card",
]  # fmt: skip

_SHELF = "cards"


@dataclass(frozen=True, slots=True)
class CardHolder:
    """Whose organisation card it is: the fingerprint to compare by telephone, and the day of its list.

    `other_key` says that another key of the organisation was used before; `was_replaced`, that it took the place of this
    one. Either way the fingerprint is to be compared first.
    """

    name: str
    fingerprint: str
    listed_on: date | None
    other_key: bool = False
    was_replaced: bool = False


def holder_of(card: bytes) -> CardHolder:
    """Return whose card it is; refuse what is no card."""
    organisation = read_organisation_card(card)
    listed_on = organisation.status.issued_at.date() if organisation.status else None
    return CardHolder(organisation.name, fingerprint(organisation.issuer_key), listed_on)


def check_card(seat: Seat, *, card: bytes) -> CardHolder:
    """Return whose card it is, and whether its key is the one that the person at work has used so far.

    What a card says of former keys is not believed here: a stranger's card would shut out the organisation's own.
    """
    organisation = _read_card(seat, card)
    key, before = organisation.issuer_key, seat.desk.get(_SHELF, organisation.id)
    if before is None:
        return holder_of(card)
    return replace(
        holder_of(card), other_key=key != before["key"], was_replaced=key in before.get("replaced", [])
    )  # fmt: skip


def remember_card(seat: Seat, *, card: bytes) -> Done[None]:
    """Keep in mind, for the person at work alone, which key an organisation has, once they rely on its card.

    A key that they used before is one that was replaced: they have compared the fingerprint of this one since.
    """
    organisation = _read_card(seat, card)
    key, before = organisation.issuer_key, seat.desk.get(_SHELF, organisation.id)
    used = [] if before is None else [*before.get("replaced", []), before["key"]]
    replaced = sorted(set(used) - {key})
    seat.desk.put(_SHELF, organisation.id, {"key": key, "replaced": replaced})
    return Done(Changed.DESK)


def own_fingerprint(seat: Seat) -> str:
    """Return the fingerprint of the organisation's key, for those who ask on the telephone."""
    return fingerprint(seat.organisation.issuer_public)


def check_file(seat: Seat, *, content: bytes, card: bytes | None = None) -> Verdict:
    """Verify a certificate against this organisation's own record, or against the card of another one."""
    whose = _whose(seat, card)
    known = None
    if whose.id == seat.organisation.organisation_id:
        known = {one.id: one.document_sha256 for one in certificates(seat.connection)}
    return verify(content, trusted=TrustAnchors((whose,)), today=seat.today, known_documents=known)


def check_code(seat: Seat, *, text: str, legal_name: str = "", card: bytes | None = None) -> Verdict:
    """Verify the code printed on a certificate, and whether it was issued in `legal_name` where that is given."""
    trusted = TrustAnchors((_whose(seat, card),))
    return verify_code(text, trusted=trusted, today=seat.today, legal_name=legal_name)


def check_card_signed_out(home: Path, *, card: bytes) -> CardHolder:
    """Return whose card it is while nobody is in; refuse one with another key than the organisation of `home` has."""
    _known_signed_out(home, card)
    return holder_of(card)


def check_file_signed_out(home: Path, *, content: bytes, today: date, card: bytes | None = None) -> Verdict:
    """Verify a certificate without a record, with the card that lies in `home` and with one that was chosen."""
    return verify(content, trusted=_known_signed_out(home, card), today=today)


def check_code_signed_out(
    home: Path, *, text: str, today: date, legal_name: str = "", card: bytes | None = None
) -> Verdict:
    """Verify the code printed on a certificate in the same way."""
    return verify_code(text, trusted=_known_signed_out(home, card), today=today, legal_name=legal_name)


def _known_signed_out(home: Path, card: bytes | None) -> TrustAnchors:
    """Return whom to check with while nobody is in; of two cards of one organisation the one with the newer list."""
    here = anchors_in(home).organisations
    if card is None:
        return TrustAnchors(here)
    there = read_organisation_card(card)
    same = [one for one in here if one.id == there.id]
    for one in same:
        if one.former_key(there.issuer_key) is not None:
            raise _former_card(one.name)
        if one.issuer_key != there.issuer_key:
            raise Refused(
                _(
                    "This card of {organisation} has another issuing key than the one that is known on this computer. Sign "
                    "in to check with it, or ask {organisation}."
                ).format(organisation=one.name)
            )
    newest = max((*same, there), key=lambda one: one.status.serial if one.status else 0)
    return TrustAnchors((*(one for one in here if one not in same), newest))


def _whose(seat: Seat, card: bytes | None) -> TrustedOrganisation:
    """Return the organisation to check with: that of the card, or else one's own, of which the record knows more.

    Where the record does not know all, a card of one's own tells of the others.
    """
    there = _read_card(seat, card) if card is not None else None
    if there is not None and there.id != seat.organisation.organisation_id:
        return there
    own = as_trusted(seat, certificates(seat.connection))
    if there is None or own.knows is None:
        return own
    named = {one.public: one.recognised for one in there.former_keys}
    former = tuple(
        replace(one, recognised=(*one.recognised, *named.get(one.public, ()))) for one in own.former_keys
    )  # fmt: skip
    return replace(own, status=_both(own.status, there.status), former_keys=former, knows=None)


def _both(own: StatusList | None, there: StatusList | None) -> StatusList | None:
    """Return a list with what either tells: the record what is new of one's own, the card what became of the others."""
    if own is None or there is None:
        return own or there
    return replace(
        there,
        revoked=tuple({one.certificate_id: one for one in (*there.revoked, *own.revoked)}.values()),
        replaced=tuple({one.certificate_id: one for one in (*there.replaced, *own.replaced)}.values()),
    )


def _read_card(seat: Seat, card: bytes) -> TrustedOrganisation:
    """Return the organisation on a card; refuse one in the name of one's own with a key that does not count here."""
    organisation, own = read_organisation_card(card), seat.organisation
    if organisation.id == own.organisation_id and organisation.issuer_key != own.issuer_public:
        if organisation.issuer_key in own.issuers:
            raise _former_card(own.name)
        raise Refused(
            _(
                "This card of your own organisation has an issuing key that the record on this computer does not know. Take "
                "in the newest packet from a coordinator first."
            )
        )
    return organisation


def _former_card(name: str) -> Refused:
    return Refused(
        _(
            "This card is signed with a former issuing key of {organisation}. Ask {organisation} for its newest card."
        ).format(organisation=name)
    )
