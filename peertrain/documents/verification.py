"""Verifying a certificate: one outcome, in words, with every shown fact taken from what was signed."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from peertrain.documents import jws
from peertrain.documents.codes import START, Code, key_id, read_code
from peertrain.documents.credential import read_credential
from peertrain.documents.facts import CertificateFacts, day_in_words
from peertrain.documents.findings import Line, as_of, lines_of, lines_of_code, newer_key, notes_on, plain, recognised
from peertrain.documents.seal import CATALOG_KEY, is_sealed
from peertrain.documents.status import FormerKey, Revoked, TrustAnchors, TrustedOrganisation
from peertrain.i18n import _

LONGEST = 20_000_000
"""Bytes of the largest file that is looked at."""

_CREDENTIAL = re.compile(
    rb'stream\r?\n(\{"payload":"[A-Za-z0-9_-]+","protected":"[A-Za-z0-9_-]+","signature":"[A-Za-z0-9_-]+"\})\r?\nendstream'
)
_TRACES = (CATALOG_KEY.encode(), b'"payload":', b'"protected":', b'"signature":')
"""What a certificate holds, or a file that means to look like one; what was printed anew holds none of it."""


class Outcome(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    ALTERED = "altered"
    NOT_OURS = "not ours"
    CANNOT_TELL = "cannot tell"

    @property
    def exit_code(self) -> int:
        """0 for valid, 2 for cannot tell, 1 for every certificate that does not stand."""
        return {Outcome.VALID: 0, Outcome.CANNOT_TELL: 2}.get(self, 1)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer: `sentence` says it whole; `lines` are what was signed; `notes` what else one should know.

    `fingerprint` is that of the key that signed, whoever that is. Facts are there only when nothing was altered.
    """

    outcome: Outcome
    sentence: str
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    facts: CertificateFacts | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a certificate says of itself, from a credential or a code, with signature and file found whole.

    `sha256` is that of the whole file, or of what a code says: by it a card names what a former key has signed.
    """

    certificate_id: str
    public: str
    sha256: str
    issued_on: date
    expires_on: date | None
    organisation_id: str
    lines: tuple[Line, ...]
    facts: CertificateFacts | None = None


def verify(
    data: bytes, *, trusted: TrustAnchors, today: date, known_documents: Mapping[str, str] | None = None
) -> Verdict:
    """Judge a certificate (PDF) or a bare credential (JSON).

    `known_documents` maps certificate ids to the SHA-256 (hex) of the file that the record says was issued.
    """
    if len(data) > LONGEST:
        return Verdict(Outcome.CANNOT_TELL, _("The file is larger than 20 MB. No certificate of PeerTrain is."))
    is_pdf = data.lstrip()[:1] != b"{"
    credential = _credential_in(data) if is_pdf else data.strip()
    try:
        facts, public = read_credential(credential)
    except jws.NotSigned:
        return _altered() if _was_one(data) else _no_certificate()
    except jws.BrokenSignature:
        return _altered()
    if is_pdf and not is_sealed(data, certificate_id=facts.certificate_id, public=public):
        return _altered()
    claim = _Claim(
        facts.certificate_id, public, _sha256(data if is_pdf else credential), facts.issued_on, facts.expires_on,
        facts.organisation_id, lines_of(facts), facts,
    )  # fmt: skip
    notes = _known(data, facts.certificate_id, known_documents) if is_pdf else [_only_credential()]
    return _altered() if notes is None else _judge(claim, trusted, today, notes)


def verify_code(text: str, *, trusted: TrustAnchors, today: date, legal_name: str = "") -> Verdict:
    """Judge the text of a code from paper; with `legal_name`, also whether it was issued in that name."""
    code = read_code(text)
    if code is None:
        return _no_code(text)
    owner, public = _signer(code, trusted)
    if owner is None:
        return _not_ours(trusted, "", trusted.organisations) if trusted.organisations else _code_of_nobody()
    wrong = _wrong_in(code, public, legal_name)
    if wrong:
        return Verdict(Outcome.ALTERED, wrong)
    lines = lines_of_code(code, owner.name, legal_name)
    claim = _Claim(
        code.certificate_id, public, _sha256(code.signed), code.issued_on, code.expires_on, owner.id, lines
    )  # fmt: skip
    note = _("Compare number, dates and name with the paper: a true code can be copied onto a false page.")
    return _judge(claim, trusted, today, [note])


# Is it whole?


def _was_one(data: bytes) -> bool:
    """Return whether a file was once a certificate, or means to look like one, rather than only speaks of PeerTrain."""
    traces = sum(trace in data for trace in (*_TRACES, b"PeerTrain"))
    return traces > 1 or (any(trace in data for trace in _TRACES) and data.startswith((b"%PDF", b"{")))


def _credential_in(pdf: bytes) -> bytes:
    found = _CREDENTIAL.findall(pdf)
    return found[0] if len(found) == 1 else b""


def _known(data: bytes, certificate_id: str, known_documents: Mapping[str, str] | None) -> list[str] | None:
    """Return notes, or None if the record knows this certificate as another file."""
    if known_documents is None:
        return []
    if certificate_id not in known_documents:
        return [_("The record on this computer does not know this certificate.")]
    return [] if known_documents[certificate_id] == _sha256(data) else None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _signer(code: Code, trusted: TrustAnchors) -> tuple[TrustedOrganisation | None, str]:
    for organisation in trusted.organisations:
        for public in (organisation.issuer_key, *(one.public for one in organisation.former_keys)):
            if key_id(public) == code.key_id:
                return organisation, public
    return None, ""


def _wrong_in(code: Code, public: str, legal_name: str) -> str:
    if not code.is_signed_by(public):
        return _broken_code()
    if legal_name.strip() and not code.names(legal_name):
        return _(
            "This code was not issued in the name {name}. Check the spelling, as it is on the certificate."
        ).format(name=plain(legal_name))
    return ""


# Is it theirs, and does it still stand?


def _judge(claim: _Claim, trusted: TrustAnchors, today: date, notes: list[str]) -> Verdict:
    fingerprint = jws.fingerprint(claim.public)
    owner = trusted.owner_of(claim.public)
    if owner is None or owner.id != claim.organisation_id:
        named = [one for one in trusted.organisations if owner is None and one.id == claim.organisation_id]
        return _not_ours(trusted, fingerprint, named) if trusted.organisations else _nobody_trusted(claim, fingerprint)
    former = owner.former_key(claim.public)
    if former is not None:
        if claim.sha256 not in former.recognised:
            return _not_recognised(owner, former, fingerprint)
        notes = [*notes, recognised(owner.name, former)]
    outcome, sentence = _standing(claim, owner, today)
    notes = [*notes, *notes_on(claim.certificate_id, owner.status, today)]
    if outcome is Outcome.VALID and owner.status is not None:
        notes.append(as_of(owner.status))
    return Verdict(outcome, sentence, claim.lines, tuple(notes), claim.facts, fingerprint)


def _standing(claim: _Claim, owner: TrustedOrganisation, today: date) -> tuple[Outcome, str]:
    name = plain(owner.name)
    if owner.status is None:
        return Outcome.CANNOT_TELL, _(
            "{organisation} issued this certificate and nothing in it was altered, but whether it was revoked since "
            "cannot be told: there is no list of revoked certificates here. Ask for the organisation's card."
        ).format(organisation=name)
    if owner.knows is not None and claim.certificate_id not in owner.knows:
        return Outcome.CANNOT_TELL, _(
            "{organisation} issued this certificate and nothing in it was altered, but whether it was revoked since "
            "cannot be told: the record on this computer does not hold everybody's certificates. Check it with the "
            "organisation's newest card."
        ).format(organisation=name)
    revoked = next((one for one in owner.status.revoked if one.certificate_id == claim.certificate_id), None)
    if revoked is not None:
        return Outcome.REVOKED, _revoked(revoked, name)
    if claim.expires_on is not None and claim.expires_on < today:
        return Outcome.EXPIRED, _("This certificate is genuine but it expired: it was valid until {day}.").format(
            day=day_in_words(claim.expires_on)
        )
    if claim.issued_on > today + timedelta(days=1):
        return Outcome.CANNOT_TELL, _(
            "This certificate is dated {day}, which is still to come. Check the date of this computer."
        ).format(day=day_in_words(claim.issued_on))
    return Outcome.VALID, _(
        "This certificate is valid. {organisation} issued it and nothing in it was altered."
    ).format(organisation=name)


def _revoked(revoked: Revoked, organisation: str) -> str:
    return _("{organisation} revoked this certificate on {day}. Reason: {reason}.").format(
        organisation=organisation, day=day_in_words(revoked.on), reason=plain(revoked.reason)
    )


# The other answers


def _altered() -> Verdict:
    return Verdict(
        Outcome.ALTERED,
        _("This file was altered or damaged after it was issued. Do not rely on anything it shows."),
    )


def _no_certificate() -> Verdict:
    return Verdict(
        Outcome.NOT_OURS,
        _("This file is not a PeerTrain certificate, or another program wrote it anew. Ask for the original file."),
    )


def _no_code(text: str) -> Verdict:
    if text.strip().upper().startswith(START):
        return Verdict(Outcome.ALTERED, _broken_code())
    return Verdict(Outcome.NOT_OURS, _("This is not a code from a PeerTrain certificate."))


def _broken_code() -> str:
    return _("This code was altered, or was not copied whole. Scan it again.")


def _code_of_nobody() -> Verdict:
    return Verdict(
        Outcome.CANNOT_TELL,
        _("Whether this code is genuine cannot be told without the card of the organisation that issued it."),
    )


def _not_ours(trusted: TrustAnchors, fingerprint: str, perhaps: Iterable[TrustedOrganisation]) -> Verdict:
    """`perhaps` are those who may have issued it with a newer key than is known here."""
    names = ", ".join(plain(organisation.name) for organisation in trusted.organisations)
    notes = tuple(newer_key(one.name, one.status.issued_at.date()) for one in perhaps if one.status is not None)
    sentence = _("This was not issued by {organisations}, whatever it says.").format(organisations=names)
    return Verdict(Outcome.NOT_OURS, sentence, notes=notes, fingerprint=fingerprint)


def _not_recognised(owner: TrustedOrganisation, former: FormerKey, fingerprint: str) -> Verdict:
    """Whoever has a former key can sign anything with it, and date it back; only what is named was there before."""
    name, day = plain(owner.name), day_in_words(former.ended_on)
    if owner.knows is not None:
        sentence = _(
            "This is signed with a former issuing key of {organisation}, which was replaced on {day}. Whether it was "
            "issued before cannot be told from the record on this computer. Check it with the organisation's newest card."
        ).format(organisation=name, day=day)
        return Verdict(Outcome.CANNOT_TELL, sentence, fingerprint=fingerprint)
    sentence = _(
        "Do not rely on this. It is signed with a former issuing key of {organisation}, which was replaced on {day}, and "
        "it is not among the certificates that {organisation} issued with that key. Somebody who got hold of the key can "
        "have made it. Ask {organisation} itself."
    ).format(organisation=name, day=day)
    return Verdict(Outcome.NOT_OURS, sentence, fingerprint=fingerprint)


def _nobody_trusted(claim: _Claim, fingerprint: str) -> Verdict:
    sentence = _(
        "Nothing in this file was altered, but who made it cannot be told. Ask the organisation itself for its card, "
        "or for its fingerprint, and compare: {fingerprint}."
    ).format(fingerprint=fingerprint)
    return Verdict(Outcome.CANNOT_TELL, sentence, claim.lines, (), claim.facts, fingerprint)


def _only_credential() -> str:
    return _("Only the credential was checked. A page that goes with it was not.")
