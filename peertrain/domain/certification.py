"""Certificates: what is issued, reissued and revoked, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from peertrain.domain.errors import Held, Refused
from peertrain.domain.hours import check_day
from peertrain.domain.organisation import known_organisation
from peertrain.domain.people import Person, Role, author_as, check_sentence, known_person
from peertrain.domain.picture import Picture, Rule, Signed
from peertrain.i18n import _


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as issued; the document with this SHA-256 is frozen and never drawn again.

    `expires_on` None means that it does not expire. A reissue keeps the number; the one it replaces names it.
    `issuer_public` is the issuing key that signed it.
    """

    id: str
    number: str
    person_id: str
    programme_id: str
    programme_version: str
    programme_title: str
    legal_name: str
    issued_on: date
    expires_on: date | None
    document_sha256: str
    credential_sha256: str
    issued_by: str
    issued_at: datetime
    entry_id: str
    replaces: str = ""
    replaced_by: str = ""
    revoked_at: datetime | None = None
    revoked_reason: str = ""
    issuer_public: str = ""


class CertificateState(StrEnum):
    VALID = "valid"
    EXPIRES_SOON = "expires soon"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"


EXPIRES_SOON = timedelta(days=90)


def state_of(certificate: Certificate, today: date) -> CertificateState:
    """Return how a certificate stands on a day."""
    if certificate.revoked_at is not None:
        return CertificateState.REVOKED
    if certificate.replaced_by:
        return CertificateState.REPLACED
    if certificate.expires_on is None or certificate.expires_on > today + EXPIRES_SOON:
        return CertificateState.VALID
    return CertificateState.EXPIRES_SOON if certificate.expires_on >= today else CertificateState.EXPIRED


def state_name(state: CertificateState) -> str:
    """Return how a certificate stands, for a person."""
    names = {
        CertificateState.VALID: _("Valid"),
        CertificateState.EXPIRES_SOON: _("Expires soon"),
        CertificateState.EXPIRED: _("Expired"),
        CertificateState.REVOKED: _("Revoked"),
        CertificateState.REPLACED: _("Replaced"),
    }
    return names[state]


def stands(certificate: Certificate, today: date) -> bool:
    """Return whether a certificate is good on a day."""
    return state_of(certificate, today) in {CertificateState.VALID, CertificateState.EXPIRES_SOON}


def revocation_of(certificate: Certificate, by_id: Mapping[str, Certificate]) -> Certificate | None:
    """Return the copy whose revocation covers this one: itself, or a newer copy under the same number."""
    copy: Certificate | None = certificate
    while copy is not None and copy.revoked_at is None:
        copy = by_id.get(copy.replaced_by)
    return copy


@dataclass(frozen=True, slots=True)
class CertificateIssued:
    """The issue of a certificate, naming the exact document, credential and evidence (entry ids).

    `issuer_public` is the issuing key that signed both; None is that of the founding, before one could be replaced.
    """

    certificate_id: str
    number: str
    person_id: str
    programme_id: str
    programme_version: str
    programme_title: str
    legal_name: str
    issued_on: date
    expires_on: date | None
    document_sha256: str
    credential_sha256: str
    evidence: tuple[str, ...]
    sentence: str
    replaces: str = ""
    issuer_public: str | None = None


@dataclass(frozen=True, slots=True)
class CertificateRevoked:
    certificate_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class CertificateNumber:
    """A number that is taken; its id is the number."""

    id: str
    person_id: str


def _issue(picture: Picture, said: CertificateIssued, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    person = known_person(picture, said.person_id)
    if person.id == signed.person_id:
        raise Refused(_("Nobody can issue a certificate to themselves."))
    _check_certificate(said, person, signed)
    issuer = _issuer(picture, said)
    if picture.find(Certificate, said.certificate_id) is not None:
        raise Refused(_("This certificate is already issued."))
    taken = picture.find(CertificateNumber, said.number)
    if said.replaces:
        _replace(picture, said)
    elif taken is not None:
        raise Refused(_("The number {number} is already taken.").format(number=said.number))
    picture.put(CertificateNumber(said.number, person.id))
    picture.put(
        Certificate(
            said.certificate_id, said.number, person.id, said.programme_id, said.programme_version,
            said.programme_title, said.legal_name, said.issued_on, said.expires_on, said.document_sha256,
            said.credential_sha256, signed.person_id, signed.at, signed.entry_id, said.replaces, issuer_public=issuer,
        )
    )  # fmt: skip


def _check_certificate(said: CertificateIssued, person: Person, signed: Signed) -> None:
    if said.legal_name != person.legal_name:
        raise Refused(_("The name on the certificate is not the legal name in the record."))
    check_day(said.issued_on, signed.at)
    if said.expires_on is not None and said.expires_on < said.issued_on:
        raise Refused(_("A certificate cannot expire before it is issued."))
    if not said.evidence:
        raise Refused(_("A certificate has to name what it rests on."))
    check_sentence(said.sentence)


def _issuer(picture: Picture, said: CertificateIssued) -> str:
    """Return the issuing key, which must not have been replaced: whoever still has a former one issues nothing."""
    organisation = known_organisation(picture)
    issuer = said.issuer_public or organisation.issuers[-1]
    if issuer not in organisation.issuers:
        raise Held(_("It was issued with an issuing key that is not known here yet, or does not count."))
    if issuer != organisation.issuer_public:
        raise Refused(_("It was issued with an issuing key that does not count any more. Issue the certificate again."))
    return issuer


def _replace(picture: Picture, said: CertificateIssued) -> None:
    old = picture.find(Certificate, said.replaces)
    if old is None:
        raise Held(_("The certificate it replaces has not arrived here yet."))
    if old.person_id != said.person_id or old.number != said.number:
        raise Refused(_("A reissued certificate keeps its person and its number."))
    if old.replaced_by or old.revoked_at is not None:
        raise Refused(_("Only a certificate that still stands can be reissued."))
    picture.put(replace(old, replaced_by=said.certificate_id))


def _revoke(picture: Picture, said: CertificateRevoked, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    certificate = picture.find(Certificate, said.certificate_id)
    if certificate is None:
        raise Held(_("The certificate it is about has not arrived here yet."))
    if certificate.revoked_at is not None:
        raise Refused(_("This certificate is already revoked."))
    if not said.reason.strip():
        raise Refused(_("Say why the certificate is revoked."))
    picture.put(replace(certificate, revoked_at=signed.at, revoked_reason=said.reason.strip()))


RULES: dict[type, Rule] = {CertificateIssued: _issue, CertificateRevoked: _revoke}
