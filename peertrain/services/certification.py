"""Certification: who is ready and on what evidence, a dry run that shows all, and the issue and reissue of certificates."""

import secrets
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.documents.credential import read_credential
from peertrain.documents.facts import CertificateFacts, Checkpoint
from peertrain.documents.findings import Line, lines_of
from peertrain.documents.from_standing import NO_CHECKPOINT, facts_from
from peertrain.documents.jws import public_hex
from peertrain.documents.paper import Paper
from peertrain.domain.certification import Certificate, CertificateIssued, stands
from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.facts import Case
from peertrain.domain.organisation import OrganisationLogo
from peertrain.domain.people import ORGANISATION, Key, Person, Role
from peertrain.domain.programmes import programme_key
from peertrain.domain.standing import Standing, standing
from peertrain.i18n import _, ngettext
from peertrain.record.entries import is_signed_by
from peertrain.storage import checkpoints, frozen
from peertrain.storage.lists.certification import applied_entries, certificates, count_numbered
from peertrain.storage.lists.standing import cases, trainees
from peertrain.workplace.seat import Seat

__all__ = [
    "Candidate", "CertificateFacts", "Paper", "Proposal", "Replacement", "Report", "Stage", "candidates", "count_ready",
    "draw_preview", "in_words", "issue", "last_paper", "last_title", "propose", "propose_reissue", "reissue",
]  # fmt: skip

NUMBER_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody takes for one another."""

_SHELF = "certification"

Report = Callable[[float, str], object]
"""Takes how much is done, from 0 to 1, and a sentence; it may raise in order to stop the work."""


class Stage(IntEnum):
    """Where somebody is on the way to the certificate of a programme."""

    READY = 0
    HELD_BEFORE = 1
    """Every requirement is met, and an earlier certificate expired or was revoked."""
    NOT_YET = 2
    HOLDS = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trainee on a programme: where they stand, and the newest certificate that they had on it, if any."""

    case: Case
    standing: Standing
    last: Certificate | None

    @property
    def key(self) -> tuple[str, str]:
        """Person id and programme key."""
        return self.case.facts.person.id, programme_key(self.standing.programme_id, self.standing.programme_version)

    @property
    def name(self) -> str:
        return self.case.facts.person.preferred_name

    @property
    def holds(self) -> Certificate | None:
        """The certificate that is good on the day of the standing."""
        return self.last if self.last is not None and stands(self.last, self.standing.on) else None

    @property
    def stage(self) -> Stage:
        if self.holds is not None:
            return Stage.HOLDS
        if not self.standing.ready:
            return Stage.NOT_YET
        return Stage.READY if self.last is None else Stage.HELD_BEFORE


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an issue would make for one candidate, or the sentence that says why it cannot; `logo` is a PNG, if any."""

    candidate: Candidate
    facts: CertificateFacts | None
    problem: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a reissue would make in the place of a certificate."""

    old: Certificate
    facts: CertificateFacts
    logo: bytes = b""


def candidates(seat: Seat) -> tuple[Candidate, ...]:
    """Return every trainee on every programme, to a coordinator; those who are ready come first."""
    seat.check_coordinator()
    found = _candidates(seat, trainees(seat.connection))
    return tuple(sorted(found, key=lambda one: (one.stage, one.name)))


def count_ready(seat: Seat) -> int:
    """Return how many trainees wait for their certificate; nobody waits for somebody who may not issue it."""
    if not seat.person.has(Role.COORDINATOR):
        return 0
    return sum(one.stage is Stage.READY for one in candidates(seat))


def last_title(seat: Seat) -> str:
    """Return the title under which the person at work signed certificates last."""
    return str(seat.desk.get(_SHELF, "title") or "")


def last_paper(seat: Seat) -> Paper:
    """Return the paper that the person at work chose last."""
    kept = seat.desk.get(_SHELF, "paper")
    return Paper[kept] if kept in Paper.__members__ else Paper.LETTER


def propose(seat: Seat, *, keys: Sequence[tuple[str, str]], signatory_title: str) -> tuple[Proposal, ...]:
    """Say exactly what would be issued for these candidates, and why not where it cannot be; nothing is signed."""
    seat.check_coordinator()
    chosen = dict.fromkeys(keys)
    people = {person_id for person_id, _programme in chosen}
    here = _candidates(seat, [one for one in trainees(seat.connection) if one.id in people])
    found = {one.key: one for one in here}
    if not set(found).issuperset(chosen):
        raise Refused(_("Somebody you chose is no longer a trainee on that programme. Look again."))
    proposals: list[Proposal] = []
    for key in chosen:
        ahead = sum(one.facts is not None for one in proposals)
        proposals.append(_proposal(seat, found[key], signatory_title, ahead))
    return tuple(proposals)


def issue(
    seat: Seat,
    *,
    proposals: Sequence[Proposal],
    paper: Paper,
    signatory_title: str,
    passphrase: str,
    report: Report = lambda _fraction, _sentence: None,
) -> Done[tuple[str, ...]]:
    """Issue what was proposed, all or none, under one passphrase; the ids of the certificates come back.

    Everything is computed anew from the record: where anything differs from what was shown, nothing is issued.
    """
    if not proposals:
        raise Refused(_("Choose at least one person."))
    issuer = _issuer(seat)
    now = propose(seat, keys=[one.candidate.key for one in proposals], signatory_title=signatory_title)
    agreed = [_as_shown(shown, current) for shown, current in zip(proposals, now, strict=True)]
    seat.check_passphrase(passphrase)
    checkpoint = _checkpoint(seat)
    ids = []
    for number, facts in enumerate(agreed):
        report(number / len(agreed), _("Certificate of {name}").format(name=facts.legal_name))
        ids.append(_issue(seat, replace(facts, checkpoint=checkpoint), issuer, paper, _logo(seat)))
    _remember(seat, signatory_title, paper)
    said = ngettext("{count} certificate issued.", "{count} certificates issued.", len(ids)).format(count=len(ids))
    return Done(Changed.CERTIFICATES | Changed.HISTORY | Changed.DESK, said, tuple(ids))


def draw_preview(facts: CertificateFacts, *, paper: Paper, logo: bytes) -> bytes:
    """Return the page of a proposal as it will look, for looking at; it proves nothing. It needs no seat."""
    from peertrain.documents.issue import preview
    from peertrain.documents.logo import read_logo

    return preview(facts, paper=paper, logo=read_logo(logo) if logo else None)


def in_words(facts: CertificateFacts) -> tuple[Line, ...]:
    """Return everything that a proposal will say, as labelled lines."""
    count = len(facts.evidence)
    words = ngettext("{count} signed entry, verified just now", "{count} signed entries, each verified just now", count)
    *lines, evidence = lines_of(facts)
    return (*lines, Line(evidence.label, words.format(count=f"{count:,}")))


def propose_reissue(seat: Seat, *, certificate_id: str, signatory_title: str) -> Replacement:
    """Say what a reissue would make: the same number, dates and evidence, with the names and the logo of today."""
    from peertrain.documents.issue import check_printable

    seat.check_coordinator()
    old = seat.picture.find(Certificate, certificate_id)
    if old is None:
        raise Refused(_("There is no such certificate."))
    if old.replaced_by or old.revoked_at is not None:
        raise Refused(_("Only a certificate that still stands can be reissued."))
    person = seat.picture.find(Person, old.person_id)
    if person is None:
        raise Refused(_("This person is not enrolled in this organisation."))
    _check_not_oneself(seat, person)
    before, _public = read_credential(frozen.read(seat.connection, old.credential_sha256))
    facts = replace(
        before,
        certificate_id="",
        legal_name=person.legal_name,
        organisation_name=seat.organisation.name,
        organisation_address=seat.organisation.address,
        signatory_name=seat.person.legal_name,
        signatory_title=" ".join(signatory_title.split()),
        reissued_on=seat.today,
        replaces=old.id,
        checkpoint=NO_CHECKPOINT,
        record_keys=_verified_keys(seat, before.evidence),
    )
    check_printable(facts)
    return Replacement(old, facts, _logo(seat))


def reissue(seat: Seat, *, shown: Replacement, paper: Paper, passphrase: str) -> Done[str]:
    """Issue a certificate anew as it was shown; the copy before it is marked as replaced for everybody who checks."""
    issuer = _issuer(seat)
    title = shown.facts.signatory_title
    now = propose_reissue(seat, certificate_id=shown.old.id, signatory_title=title)
    if now != shown:
        raise _changed(shown.facts.legal_name)
    seat.check_passphrase(passphrase)
    id = _issue(seat, replace(now.facts, checkpoint=_checkpoint(seat)), issuer, paper, now.logo)
    _remember(seat, title, paper)
    said = _("Certificate {number} was reissued for {name}.").format(number=now.old.number, name=now.facts.legal_name)
    return Done(Changed.CERTIFICATES | Changed.HISTORY | Changed.DESK, said, id)


# Inside


def _check_not_oneself(seat: Seat, person: Person) -> None:
    if person.id == seat.person_id:
        raise Refused(_("Nobody can issue a certificate to themselves. Ask another coordinator."))


def _issuer(seat: Seat) -> Ed25519PrivateKey:
    """Return the key that the organisation is known by, which only coordinators have."""
    seat.check_coordinator()
    key = seat.issuer_key
    if key is None:
        raise Refused(
            _(
                "You do not have the organisation's issuing key that counts now. It comes to you with the next packet from "
                "another coordinator, or when one next signs in on this computer. If nobody has it, replace it under "
                "Organisation."
            )
        )
    return key


def _candidates(seat: Seat, people: Sequence[Person]) -> list[Candidate]:
    newest: dict[tuple[str, str], Certificate] = {}
    for one in certificates(seat.connection):
        if not one.replaced_by:
            newest.setdefault((one.person_id, one.programme_id), one)
    return [_candidate(seat, case, newest) for case in cases(seat.connection, people)]


def _candidate(seat: Seat, case: Case, newest: Mapping[tuple[str, str], Certificate]) -> Candidate:
    """A trainee's own ratings are left out: they are for talking with the supervisor, and nothing rests on them."""
    case = replace(case, facts=replace(case.facts, self_ratings=()))
    last = newest.get((case.facts.person.id, case.programme.id))
    return Candidate(case, standing(case.programme, case.facts, seat.today), last)


def _proposal(seat: Seat, candidate: Candidate, signatory_title: str, ahead: int) -> Proposal:
    from peertrain.documents.issue import check_printable

    name = candidate.name
    if candidate.holds is not None:
        said = _("{name} already holds certificate {number}.").format(name=name, number=candidate.holds.number)
        return Proposal(candidate, None, said)
    if not candidate.standing.ready:
        missing = ", ".join(one.title for one in candidate.standing.missing)
        return Proposal(candidate, None, _("{name} still lacks: {missing}.").format(name=name, missing=missing))
    try:
        _check_not_oneself(seat, candidate.case.facts.person)
        facts = facts_from(
            candidate.case, candidate.standing, organisation=seat.organisation, signatory=seat.person,
            signatory_title=signatory_title, number=_next_number(seat, ahead),
            record_keys=_verified_keys(seat, candidate.standing.evidence), today=seat.today,
        )  # fmt: skip
        check_printable(facts)
    except Refused as error:
        return Proposal(candidate, None, _("{name}: {problem}").format(name=name, problem=error))
    return Proposal(candidate, facts, logo=_logo(seat))


def _logo(seat: Seat) -> bytes:
    logo = seat.picture.find(OrganisationLogo, ORGANISATION)
    return b64decode(logo.logo_png) if logo else b""


def _verified_keys(seat: Seat, evidence: Sequence[str]) -> tuple[str, ...]:
    """Check the signature of every entry that the certificate rests on, and whose key it is; return the ids of the keys."""
    entries = applied_entries(seat.connection, evidence)
    signed: Counter[Key] = Counter()
    for id in evidence:
        entry = entries.get(id)
        key = seat.picture.find(Key, entry.key_id) if entry else None
        if entry is None or key is None or not is_signed_by(entry, bytes.fromhex(key.signing_public)):
            raise Refused(_("An entry of the evidence cannot be verified: {id}. Verify the record.").format(id=id[:16]))
        signed[key] += 1
    _check_confirmed(seat, signed)
    return tuple(sorted(key.id for key in signed))


def _check_confirmed(seat: Seat, signed: Counter[Key]) -> None:
    """Refuse evidence under a key that came from another computer and of which nobody knows yet whose it is."""
    counts: Counter[str] = Counter()
    for key, count in signed.items():
        if not key.confirmed:
            counts[key.person_id] += count
    for person_id, count in counts.most_common(1):
        person = seat.picture.find(Person, person_id)
        raise Refused(
            ngettext(
                "Compare the six words with {name} first: {count} entry that counts is signed with a key nobody has confirmed.",
                "Compare the six words with {name} first: {count} entries that count are signed with a key nobody has confirmed.",
                count,
            ).format(name=person.preferred_name if person else person_id, count=count)
        )


def _next_number(seat: Seat, ahead: int) -> str:
    """Return a free number: the year, a count in the year, and letters that another computer would not draw."""
    count = count_numbered(seat.connection, seat.today.year) + 1 + ahead
    letters = "".join(secrets.choice(NUMBER_LETTERS) for _place in range(4))
    return f"{seat.today.year}-{count:05d}-{letters}"


def _as_shown(shown: Proposal, current: Proposal) -> CertificateFacts:
    """Return what was shown, number and all, if the record still says the same."""
    if current.problem:
        raise Refused(current.problem)
    if shown.facts is None or current.facts is None:
        raise Refused(_("Only a proposal without a problem can be issued."))
    if replace(current.facts, number=shown.facts.number) != shown.facts or current.logo != shown.logo:
        raise _changed(current.candidate.name)
    return shown.facts


def _changed(name: str) -> Refused:
    return Refused(_("Something about {name} has changed since it was shown. Look again.").format(name=name))


def _checkpoint(seat: Seat) -> Checkpoint:
    if seat.signing_key is None:
        raise Refused(_("Choose a passphrase of your own first."))
    taken = checkpoints.take(seat.ledger, seat.signing_key, seat.now)
    if taken is None:
        raise Refused(_("There is nothing in the record yet."))
    return Checkpoint(taken.size, taken.root)


def _remember(seat: Seat, title: str, paper: Paper) -> None:
    seat.desk.put(_SHELF, "title", title)
    seat.desk.put(_SHELF, "paper", paper.name)


def _issue(seat: Seat, facts: CertificateFacts, issuer: Ed25519PrivateKey, paper: Paper, logo: bytes) -> str:
    """Draw and sign the document, freeze it, and name it in a signed entry; return the certificate's id."""
    from peertrain.documents.issue import issue as make_document
    from peertrain.documents.logo import read_logo

    facts = replace(facts, certificate_id=str(uuid4()))
    made = make_document(facts, issuer, paper=paper, logo=read_logo(logo) if logo else None)
    document = frozen.keep(seat.connection, made.pdf, frozen.PDF)
    credential = frozen.keep(seat.connection, made.credential, frozen.JSON)
    sentence = _("I issue certificate {number} to {name}, on the evidence listed.").format(
        number=facts.number, name=facts.legal_name
    )
    seat.say(
        CertificateIssued(
            facts.certificate_id, facts.number, facts.person_id, facts.programme_id, facts.programme_version,
            facts.programme_title, facts.legal_name, facts.issued_on, facts.expires_on, document, credential,
            facts.evidence, sentence, facts.replaces, public_hex(issuer),
        )
    )  # fmt: skip
    return facts.certificate_id
