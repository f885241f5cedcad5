"""What a certificate says: plain values from which the page, the credential and every later answer are made."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peertrain.i18n import _


class Kind(StrEnum):
    """Whether the document certifies that training was completed, or certifies the person."""

    COMPLETION = "completion"
    CERTIFICATION = "certification"


@dataclass(frozen=True, slots=True)
class Amount:
    """Minutes under a label, such as a domain or a setting."""

    label: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The signed state of the record on which the certificate rests: how many entries, and their Merkle root (hex)."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """Everything a certificate states. It never holds anything about lived experience.

    `certificate_id` is a UUID; `sentence` says whether this is a certificate of completion or a certification;
    `live_minutes` of the training were live, with a facilitator; `evidence` are the ids (hex) of the entries it rests
    on and `record_keys` the ids of the keys that signed them. A reissue keeps number and dates of the one it `replaces`.
    """

    certificate_id: str
    number: str
    kind: Kind
    sentence: str
    organisation_id: str
    organisation_name: str
    organisation_address: str
    person_id: str
    legal_name: str
    programme_id: str
    programme_title: str
    programme_version: str
    training: tuple[Amount, ...]
    live_minutes: int
    experience: tuple[Amount, ...]
    supervision_minutes: int
    assessed: str
    signatory_name: str
    signatory_title: str
    issued_on: date
    expires_on: date | None
    evidence: tuple[str, ...]
    checkpoint: Checkpoint
    record_keys: tuple[str, ...] = ()
    reissued_on: date | None = None
    replaces: str = ""

    @property
    def signed_on(self) -> date:
        """The day on which this very document was made."""
        return self.reissued_on or self.issued_on

    @property
    def training_minutes(self) -> int:
        return sum(amount.minutes for amount in self.training)

    @property
    def experience_minutes(self) -> int:
        return sum(amount.minutes for amount in self.experience)


def day_in_words(day: date) -> str:
    """Return a date that nobody can misread, such as 4 March 2027."""
    return _("{day} {month} {year}").format(day=day.day, month=_month(day), year=day.year)


def month_in_words(day: date) -> str:
    """Return the month of a date, such as March 2027."""
    return _("{month} {year}").format(month=_month(day), year=day.year)


def short_day(day: date) -> str:
    """Return a date for a narrow column, such as 4 Mar 2027."""
    return _("{day} {month} {year}").format(day=day.day, month=short_month(day), year=day.year)


def short_month(day: date) -> str:
    """Return the month of a date for a narrow place, such as Mar."""
    months = (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip
    return months[day.month - 1]


def _month(day: date) -> str:
    months = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    return months[day.month - 1]
