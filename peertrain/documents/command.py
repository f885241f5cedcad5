"""`peertrain verify FILE`: the verdict in words on a terminal, with 0, 1 or 2 for other programs."""

from datetime import date
from pathlib import Path
from typing import TextIO

from peertrain.documents.codes import START
from peertrain.documents.status import LONGEST as LONGEST_CARD
from peertrain.documents.status import TrustAnchors, TrustedOrganisation, read_organisation_card
from peertrain.documents.verification import LONGEST, Outcome, Verdict, verify, verify_code
from peertrain.domain.errors import Refused
from peertrain.i18n import _


def verify_command(
    file: str, *, organisation_card: Path | None, trusted: TrustAnchors, today: date, out: TextIO, legal_name: str = ""
) -> int:
    """Judge a PDF, a credential or the text of a code, say so on `out`, and return the exit code.

    `file` is a path or the text of a code itself; "cannot tell" (2) also covers what cannot be opened.
    """
    try:
        if organisation_card is not None:
            trusted = TrustAnchors((_card_in(organisation_card),))
        verdict = _judge(file, trusted, today, legal_name)
    except Refused as refused:
        verdict = Verdict(Outcome.CANNOT_TELL, str(refused))
    out.write(in_words(verdict))
    return verdict.outcome.exit_code


def in_words(verdict: Verdict) -> str:
    """Return the whole verdict as lines of text."""
    paragraphs = [f"{_headline(verdict.outcome)}\n{verdict.sentence}"]
    if verdict.lines:
        across = max(len(line.label) for line in verdict.lines)
        paragraphs.append("\n".join(f"{line.label:<{across}}  {line.value}" for line in verdict.lines))
    paragraphs += verdict.notes
    if verdict.fingerprint:
        paragraphs.append(
            _("Fingerprint of the key that signed: {fingerprint}").format(fingerprint=verdict.fingerprint)
        )
    return "\n\n".join(paragraphs) + "\n"


def _judge(file: str, trusted: TrustAnchors, today: date, legal_name: str) -> Verdict:
    if file.strip().upper().startswith(START):
        return verify_code(file, trusted=trusted, today=today, legal_name=legal_name)
    data = _read(Path(file), LONGEST)
    if data[: len(START)].upper() == START.encode():
        return verify_code(data.decode("ascii", "replace"), trusted=trusted, today=today, legal_name=legal_name)
    return verify(data, trusted=trusted, today=today)


def _card_in(path: Path) -> TrustedOrganisation:
    """Return the organisation on a card; what is wrong with it is said of the card, not of the certificate."""
    content = _read(path, LONGEST_CARD)
    try:
        return read_organisation_card(content)
    except Refused as refused:
        raise Refused(_("The organisation card {file}: {why}").format(file=path.name, why=refused)) from refused


def _read(path: Path, longest: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(longest + 1)
    except OSError as error:
        raise Refused(_("{file} cannot be opened: {reason}.").format(file=path, reason=error.strerror)) from error


def _headline(outcome: Outcome) -> str:
    return {
        Outcome.VALID: _("VALID"),
        Outcome.EXPIRED: _("EXPIRED"),
        Outcome.REVOKED: _("REVOKED"),
        Outcome.ALTERED: _("ALTERED"),
        Outcome.NOT_OURS: _("NOT OURS"),
        Outcome.CANNOT_TELL: _("CANNOT TELL"),
    }[outcome]
