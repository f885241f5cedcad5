"""Certificates as issued: the list, one's own, the frozen document, what it says, and revoking one."""

from peertrain.documents.credential import read_credential
from peertrain.documents.facts import CertificateFacts
from peertrain.documents.findings import Line, lines_of
from peertrain.domain.certification import Certificate, CertificateRevoked
from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.people import Role
from peertrain.i18n import _
from peertrain.storage import frozen
from peertrain.storage.lists import certification as lists
from peertrain.workplace.seat import Seat

__all__ = ["Line", "credential_facts", "document", "find", "issued", "mine", "revoke", "says"]


def issued(seat: Seat) -> tuple[Certificate, ...]:
    """Return every certificate, newest first, to a coordinator."""
    seat.check_coordinator()
    return tuple(lists.certificates(seat.connection))


def mine(seat: Seat) -> tuple[Certificate, ...]:
    """Return the certificates of the person at work, newest first."""
    return tuple(lists.certificates_of(seat.connection, seat.person_id))


def find(seat: Seat, *, certificate_id: str) -> Certificate:
    """Return a certificate that the person at work may see."""
    certificate = seat.picture.find(Certificate, certificate_id)
    if certificate is None or not (certificate.person_id == seat.person_id or seat.person.has(Role.COORDINATOR)):
        raise Refused(_("There is no such certificate."))
    return certificate


def document(seat: Seat, *, certificate_id: str) -> bytes:
    """Return the PDF exactly as it was issued."""
    return frozen.read(seat.connection, find(seat, certificate_id=certificate_id).document_sha256)


def credential_facts(seat: Seat, *, certificate_id: str) -> CertificateFacts:
    """Return what a certificate says, read from its signed credential."""
    certificate = find(seat, certificate_id=certificate_id)
    return read_credential(frozen.read(seat.connection, certificate.credential_sha256))[0]


def says(seat: Seat, *, certificate_id: str) -> tuple[Line, ...]:
    """Return everything a certificate says, as labelled lines."""
    return lines_of(credential_facts(seat, certificate_id=certificate_id))


def revoke(seat: Seat, *, certificate_id: str, reason: str, passphrase: str) -> Done[None]:
    """Revoke a certificate with every older copy of it; anybody who checks one learns so, with the reason."""
    certificate = find(seat, certificate_id=certificate_id)
    if certificate.replaced_by:
        raise Refused(_("A newer copy replaced this one. Revoke the newest copy; the older ones end with it."))
    if not reason.strip():
        raise Refused(_("Say why the certificate is revoked."))
    seat.check_passphrase(passphrase)
    seat.say(CertificateRevoked(certificate.id, reason), after=(certificate.entry_id,))
    said = _("Certificate {number} is revoked.").format(number=certificate.number)
    return Done(Changed.CERTIFICATES | Changed.HISTORY, said)
