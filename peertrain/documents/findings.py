"""What is shown about a verified certificate: labelled lines of what was signed, and notes on its list."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date

from peertrain.documents.codes import Code
from peertrain.documents.facts import CertificateFacts, day_in_words
from peertrain.documents.status import FormerKey, StatusList
from peertrain.domain.amounts import in_words
from peertrain.i18n import _, ngettext

OLD_LIST_DAYS = 30
"""From this age on, a list of revoked certificates is called old."""

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Line:
    """One fact with its label; plain text, safe to print on any screen."""

    label: str
    value: str


def plain(text: str) -> str:
    """Return `text` without what could move the cursor, change direction or hide, and not endlessly long."""
    shown = "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(one)[0] in "CZ" and one != " " else one for one in text
    )
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"


def lines_of(facts: CertificateFacts) -> tuple[Line, ...]:
    """Return every fact of a certificate that a person wants to compare with the page."""
    expires = _("does not expire") if facts.expires_on is None else day_in_words(facts.expires_on)
    lines = [
        (_("Legal name"), facts.legal_name),
        (_("Programme"), facts.programme_title),
        (_("Version"), facts.programme_version),
        (_("What it is"), facts.sentence),
        (_("What was assessed"), facts.assessed),
        (_("Certificate number"), facts.number),
        (_("Issued"), day_in_words(facts.issued_on)),
        (_("Valid until"), expires),
        (_("Issued by"), facts.organisation_name),
        (_("Address"), facts.organisation_address),
        (_("Signed by"), f"{facts.signatory_name}, {facts.signatory_title}"),
        (_("Training hours"), in_words(facts.training_minutes)),
        *((f"  {amount.label}", in_words(amount.minutes)) for amount in facts.training[:60]),
        (_("  of these, live with a facilitator"), in_words(facts.live_minutes)),
        (_("Experience hours"), in_words(facts.experience_minutes)),
        *((f"  {amount.label}", in_words(amount.minutes)) for amount in facts.experience[:60]),
        (_("Supervision hours"), in_words(facts.supervision_minutes)),
        (_("Evidence"), _evidence(facts)),
    ]
    if facts.reissued_on is not None:
        lines.insert(7, (_("Reissued"), day_in_words(facts.reissued_on)))
    return tuple(Line(plain(label), plain(value)) for label, value in lines if value.strip())


def lines_of_code(code: Code, organisation: str, legal_name: str) -> tuple[Line, ...]:
    """Return the few facts that a code on paper holds."""
    expires = _("does not expire") if code.expires_on is None else day_in_words(code.expires_on)
    lines = [
        (_("Certificate number"), code.number),
        (_("Issued"), day_in_words(code.issued_on)),
        (_("Valid until"), expires),
        (_("Issued by"), organisation),
    ]
    if legal_name.strip():
        lines.append((_("Legal name"), _("{name}: it is the name on this certificate").format(name=legal_name)))
    return tuple(Line(plain(label), plain(value)) for label, value in lines)


def as_of(status: StatusList) -> str:
    """Say up to when it is known that a certificate was not revoked."""
    moment = status.issued_at.astimezone(UTC)
    return _("Not revoked as of {day}, {time} UTC. A newer organisation card may say otherwise.").format(
        day=day_in_words(moment.date()), time=f"{moment:%H:%M}"
    )


def notes_on(certificate_id: str, status: StatusList | None, today: date) -> list[str]:
    """Return what the organisation's list adds: a newer copy, the list's age."""
    if status is None:
        return []
    notes = [
        _("A newer copy of this certificate was issued on {day} under the same number.").format(
            day=day_in_words(one.on)
        )
        for one in status.replaced
        if one.certificate_id == certificate_id
    ]
    age = (today - status.issued_at.date()).days
    if age >= OLD_LIST_DAYS:
        notes.append(
            ngettext(
                "The list of revoked certificates is {days} day old. A newer one may say otherwise.",
                "The list of revoked certificates is {days} days old. A newer one may say otherwise.",
                age,
            ).format(days=age)
        )
    if age < -1:
        notes.append(_("The list of revoked certificates is dated after today. Check the date of this computer."))
    return notes


def recognised(organisation: str, former: FormerKey) -> str:
    """Say why a certificate stands although the key that signed it does not count any more."""
    return _(
        "It is signed with an issuing key that {organisation} replaced on {day}, and is among the certificates issued "
        "before."
    ).format(organisation=plain(organisation), day=day_in_words(former.ended_on))


def newer_key(organisation: str, known_on: date) -> str:
    """Say that an organisation may have a newer issuing key than is known here."""
    return _(
        "What is known here of {organisation} is of {day}. If it replaced its issuing key since then, its newest card "
        "says so: get that from the organisation itself, and check again."
    ).format(organisation=plain(organisation), day=day_in_words(known_on))


def _evidence(facts: CertificateFacts) -> str:
    count = len(facts.evidence)
    return ngettext(
        "{count} signed entry, in a record of {size} entries",
        "{count} signed entries, in a record of {size} entries",
        count,
    ).format(count=f"{count:,}", size=f"{facts.checkpoint.size:,}")
