"""Certificates: who is ready and on what evidence, a dry run, issue, reissue and revoke."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.documents.certificate import Paper
from peertrain.documents.facts import Amount, CertificateFacts, Checkpoint, Kind
from peertrain.documents.issue import IssuedCertificate, check_printable
from peertrain.documents.issue import issue as make_document
from peertrain.domain.certification import Certificate, CertificateIssued, CertificateRevoked
from peertrain.domain.changes import Changed, Done
from peertrain.domain.curriculum import domain_name
from peertrain.domain.errors import Refused
from peertrain.domain.facts import Case
from peertrain.domain.learning import Delivery
from peertrain.domain.people import Key, Person, Role
from peertrain.domain.programmes import ProgrammeKind, programme_key
from peertrain.domain.requirements import RequirementKind
from peertrain.domain.standing import Standing, standing
from peertrain.domain.standing_experience import setting_name
from peertrain.domain.terms import expiry
from peertrain.i18n import _, ngettext
from peertrain.record.entries import is_signed_by
from peertrain.services.seat import Seat
from peertrain.storage import checkpoints, frozen
from peertrain.storage.lists.certification import (
    applied_entries,
    certificates,
    certificates_of,
    count_numbered,
    standing_now,
)
from peertrain.storage.lists.standing import cases, trainees

NUMBER_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody takes for one another."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trainee on a programme: where they stand, and the certificate they already hold, if any."""

    case: Case
    standing: Standing
    holds: Certificate | None

    @property
    def key(self) -> tuple[str, str]:
        """Person id and programme key."""
        return self.case.facts.person.id, programme_key(self.standing.programme_id, self.standing.programme_version)

    @property
    def ready(self) -> bool:
        return self.standing.ready and self.holds is None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an issue would make for one candidate, or the sentence that says why it cannot."""

    candidate: Candidate
    facts: CertificateFacts | None
    problem: str = ""


def candidates(seat: Seat) -> tuple[Candidate, ...]:
    """Return every trainee on every programme, to a coordinator; those who are ready come first."""
    _coordinator(seat)
    found = [_candidate(seat, case) for case in cases(seat.connection, trainees(seat.connection))]
    return tuple(sorted(found, key=lambda one: (not one.ready, one.case.facts.person.preferred_name)))


def count_ready(seat: Seat) -> int:
    """Return how many trainees wait for their certificate."""
    return sum(one.ready for one in candidates(seat)) if seat.person.has(Role.COORDINATOR) else 0


def propose(seat: Seat, *, keys: Sequence[tuple[str, str]], signatory_title: str) -> tuple[Proposal, ...]:
    """Say exactly what would be issued for these candidates, and why not where it cannot be; nothing is signed."""
    _coordinator(seat)
    found = {one.key: one for one in candidates(seat)}
    return tuple(_proposal(seat, found[key], signatory_title, ahead) for ahead, key in enumerate(keys) if key in found)


def issue(
    seat: Seat, *, proposals: Sequence[Proposal], paper: Paper, signatory_title: str, passphrase: str
) -> Done[tuple[str, ...]]:
    """Issue what was proposed, all or none, under one passphrase; the ids of the certificates come back.

    Everything is computed anew from the record: where anything differs from what was shown, nothing is issued.
    """
    if not proposals:
        raise Refused(_("Choose at least one person."))
    issuer = _issuer(seat)
    now = propose(seat, keys=[one.candidate.key for one in proposals], signatory_title=signatory_title)
    for shown, current in zip(proposals, now, strict=True):
        if current.problem:
            raise Refused(current.problem)
        _check_same(shown, current)
    seat.check_passphrase(passphrase)
    checkpoint = _checkpoint(seat)
    ids = []
    for proposal in now:
        if proposal.facts is not None:
            facts = replace(proposal.facts, certificate_id=str(uuid4()), checkpoint=checkpoint)
            ids.append(_put_on_record(seat, facts, make_document(facts, issuer, paper=paper)))
    said = ngettext("{count} certificate issued.", "{count} certificates issued.", len(ids)).format(count=len(ids))
    return Done(Changed.CERTIFICATES | Changed.HISTORY, said, tuple(ids))


def reissue(seat: Seat, *, certificate_id: str, paper: Paper, passphrase: str) -> Done[str]:
    """Issue a certificate anew under the same number and dates, with the legal name as it is now."""
    old = find(seat, certificate_id=certificate_id)
    person = _person(seat, old.person_id)
    issuer = _issuer(seat)
    before = credential_facts(seat, certificate=old)
    facts = replace(
        before,
        certificate_id=str(uuid4()),
        legal_name=person.legal_name,
        signatory_name=seat.person.legal_name,
        reissued_on=seat.today,
        replaces=old.id,
        checkpoint=before.checkpoint,
    )
    check_printable(facts)
    seat.check_passphrase(passphrase)
    facts = replace(facts, checkpoint=_checkpoint(seat))
    id = _put_on_record(seat, facts, make_document(facts, issuer, paper=paper))
    said = _("Certificate {number} was reissued for {name}.").format(number=old.number, name=person.legal_name)
    return Done(Changed.CERTIFICATES | Changed.HISTORY, said, id)


def revoke(seat: Seat, *, certificate_id: str, reason: str, passphrase: str) -> Done[None]:
    """Revoke a certificate; anybody who checks it learns so, with the reason."""
    certificate = find(seat, certificate_id=certificate_id)
    if not reason.strip():
        raise Refused(_("Say why the certificate is revoked."))
    seat.check_passphrase(passphrase)
    seat.say(CertificateRevoked(certificate.id, reason), after=(certificate.entry_id,))
    said = _("Certificate {number} is revoked.").format(number=certificate.number)
    return Done(Changed.CERTIFICATES | Changed.HISTORY, said)


def issued(seat: Seat) -> tuple[Certificate, ...]:
    """Return every certificate, newest first, to a coordinator."""
    _coordinator(seat)
    return tuple(certificates(seat.connection))


def mine(seat: Seat) -> tuple[Certificate, ...]:
    """Return the certificates of the person at work, newest first."""
    return tuple(certificates_of(seat.connection, seat.person_id))


def find(seat: Seat, *, certificate_id: str) -> Certificate:
    """Return a certificate that the person at work may see."""
    certificate = seat.picture.find(Certificate, certificate_id)
    if certificate is None or not (certificate.person_id == seat.person_id or seat.person.has(Role.COORDINATOR)):
        raise Refused(_("There is no such certificate."))
    return certificate


def document(seat: Seat, *, certificate_id: str) -> bytes:
    """Return the PDF exactly as it was issued."""
    return _frozen(seat, find(seat, certificate_id=certificate_id).document_sha256)


def credential_facts(seat: Seat, *, certificate: Certificate) -> CertificateFacts:
    """Return what a certificate says, read from its signed credential."""
    from peertrain.documents.credential import read_credential

    return read_credential(_frozen(seat, certificate.credential_sha256))[0]


# Inside


def _coordinator(seat: Seat) -> None:
    if not seat.person.has(Role.COORDINATOR):
        raise Refused(_("Only a coordinator can do this."))


def _issuer(seat: Seat) -> Ed25519PrivateKey:
    _coordinator(seat)
    if seat.issuer_key is None:
        raise Refused(_("You do not have the organisation's issuing key. Ask another coordinator to sign in once."))
    return seat.issuer_key


def _person(seat: Seat, person_id: str) -> Person:
    person = seat.picture.find(Person, person_id)
    if person is None:
        raise Refused(_("This person is not enrolled in this organisation."))
    return person


def _frozen(seat: Seat, digest: str) -> bytes:
    content = frozen.find(seat.connection, digest)
    if content is None:
        raise Refused(_("The document is not on this computer, or it was damaged. Restore a backup that has it."))
    return content


def _candidate(seat: Seat, case: Case) -> Candidate:
    held = [
        one
        for one in certificates_of(seat.connection, case.facts.person.id)
        if one.programme_id == case.programme.id and standing_now(one, seat.today)
    ]
    return Candidate(case, standing(case.programme, case.facts, seat.today), held[0] if held else None)


def _proposal(seat: Seat, candidate: Candidate, signatory_title: str, ahead: int) -> Proposal:
    name = candidate.case.facts.person.preferred_name
    if candidate.holds is not None:
        said = _("{name} already holds certificate {number}.").format(name=name, number=candidate.holds.number)
        return Proposal(candidate, None, said)
    if not candidate.standing.ready:
        missing = ", ".join(one.title for one in candidate.standing.missing)
        return Proposal(candidate, None, _("{name} still lacks: {missing}.").format(name=name, missing=missing))
    try:
        keys = _verified_keys(seat, candidate.standing)
        facts = _facts(seat, candidate, signatory_title, ahead, keys)
        check_printable(facts)
    except Refused as error:
        return Proposal(candidate, None, str(error))
    return Proposal(candidate, facts)


def _verified_keys(seat: Seat, found: Standing) -> tuple[str, ...]:
    """Check the signature of every entry that the certificate rests on; return the ids of the keys."""
    entries = applied_entries(seat.connection, found.evidence)
    for id in found.evidence:
        entry = entries.get(id)
        key = seat.picture.find(Key, entry.key_id) if entry else None
        if entry is None or key is None or not is_signed_by(entry, bytes.fromhex(key.signing_public)):
            raise Refused(_("An entry of the evidence cannot be verified: {id}. Verify the record.").format(id=id[:16]))
    return tuple(sorted({entry.key_id for entry in entries.values()}))


def _facts(
    seat: Seat, candidate: Candidate, signatory_title: str, ahead: int, keys: tuple[str, ...]
) -> CertificateFacts:
    case, found, programme = candidate.case, candidate.standing, candidate.case.programme
    evidence = set(found.evidence)
    training = [one for one in case.facts.training if evidence.issuperset(one.entries)]
    by_domain: dict[str, int] = {}
    for one in training:
        for domain, minutes in one.domains.items():
            by_domain[domain] = by_domain.get(domain, 0) + minutes
    live = sum(one.minutes for one in training if one.delivery is not Delivery.SELF_PACED)
    certifies = programme.kind is ProgrammeKind.CERTIFICATION
    organisation, person = seat.organisation, case.facts.person
    return CertificateFacts(
        certificate_id="",
        number=_next_number(seat, ahead),
        kind=Kind.CERTIFICATION if certifies else Kind.COMPLETION,
        sentence=programme.statement,
        organisation_id=organisation.organisation_id,
        organisation_name=organisation.name,
        organisation_address=organisation.address,
        person_id=person.id,
        legal_name=person.legal_name,
        programme_id=programme.id,
        programme_title=programme.title,
        programme_version=programme.version,
        training=tuple(Amount(domain_name(domain), minutes) for domain, minutes in sorted(by_domain.items())),
        live_minutes=live,
        experience=_experience(case, found),
        supervision_minutes=_minutes(found, "supervision"),
        assessed=_assessed(found),
        signatory_name=seat.person.legal_name,
        signatory_title=signatory_title,
        issued_on=seat.today,
        expires_on=expiry(programme.term, seat.today),
        evidence=found.evidence,
        checkpoint=Checkpoint(0, ""),
        record_keys=keys,
    )


def _minutes(found: Standing, id: str) -> int:
    return next((one.have for one in found.requirements if one.id == id), 0)


def _experience(case: Case, found: Standing) -> tuple[Amount, ...]:
    hours = {one.entry_id: one for one in case.facts.hours}
    total = next((one for one in found.requirements if one.id == "experience"), None)
    by_setting: dict[str, int] = {}
    for counted in total.counted if total else ():
        one = hours.get(counted.entry_id)
        label = setting_name(one.service.setting) if one else _("Observed in supervision")
        by_setting[label] = by_setting.get(label, 0) + counted.minutes
    return tuple(Amount(label, minutes) for label, minutes in sorted(by_setting.items()))


def _assessed(found: Standing) -> str:
    """Say what was assessed, from the requirements that are met."""
    parts = []
    checks = sum(one.have for one in found.requirements if one.kind is RequirementKind.CHECKS)
    if checks:
        parts.append(
            ngettext("the check of {count} module", "the checks of {count} modules", checks).format(count=checks)
        )
    rated = sum(one.kind is RequirementKind.COMPETENCIES for one in found.requirements)
    if rated:
        parts.append(
            ngettext(
                "{count} competency rated by a supervisor", "{count} competencies rated by a supervisor", rated
            ).format(count=rated)
        )
    exams = [one.title for one in found.requirements if one.kind is RequirementKind.EXAMS]
    parts += exams
    if not parts:
        return _("Attendance and hours were recorded; nothing was examined.")
    return _("Assessed by {parts}.").format(parts=_(", and by ").join(parts))


def _next_number(seat: Seat, ahead: int) -> str:
    """Return a free number: the year, a count in the year, and letters that another computer would not draw."""
    count = count_numbered(seat.connection, seat.today.year) + 1 + ahead
    letters = "".join(secrets.choice(NUMBER_LETTERS) for _place in range(4))
    return f"{seat.today.year}-{count:05d}-{letters}"


def _check_same(shown: Proposal, current: Proposal) -> None:
    if shown.facts is None or current.facts is None:
        raise Refused(_("Only a proposal without a problem can be issued."))
    if replace(shown.facts, number="") != replace(current.facts, number=""):
        name = current.candidate.case.facts.person.preferred_name
        raise Refused(_("Something about {name} has changed since it was shown. Look again.").format(name=name))


def _checkpoint(seat: Seat) -> Checkpoint:
    if seat.signing_key is None:
        raise Refused(_("Choose a passphrase of your own first."))
    taken = checkpoints.take(seat.ledger, seat.signing_key, seat.now)
    if taken is None:
        raise Refused(_("There is nothing in the record yet."))
    return Checkpoint(taken.size, taken.root)


def _put_on_record(seat: Seat, facts: CertificateFacts, made: IssuedCertificate) -> str:
    """Freeze the document and name it in a signed entry."""
    document = frozen.keep(seat.connection, made.pdf, frozen.PDF)
    credential = frozen.keep(seat.connection, made.credential, frozen.JSON)
    sentence = _("I issue certificate {number} to {name}, on the evidence listed.").format(
        number=facts.number, name=facts.legal_name
    )
    seat.say(
        CertificateIssued(
            facts.certificate_id, facts.number, facts.person_id, facts.programme_id, facts.programme_version,
            facts.programme_title, facts.legal_name, facts.issued_on, facts.expires_on, document, credential,
            facts.evidence, sentence, facts.replaces,
        )
    )  # fmt: skip
    return facts.certificate_id
