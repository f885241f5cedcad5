"""Programmes: the requirements of one certificate or certification, as dated data, and who is enrolled on them."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from peertrain.domain.amounts import Minutes, Split
from peertrain.domain.days import full_day
from peertrain.domain.errors import Held, Refused
from peertrain.domain.hours import Activity, Engagement, Setting
from peertrain.domain.learning import Delivery
from peertrain.domain.people import Enrolment, Role, author_as, known_person
from peertrain.domain.picture import Picture, Rule, Signed
from peertrain.domain.terms import Renewal, Term
from peertrain.i18n import _


class ProgrammeKind(StrEnum):
    """What the certificate says it is; the two must never be taken for each other."""

    COMPLETION = "certificate of completion"
    CERTIFICATION = "certification"


class Tag(StrEnum):
    """How surely a figure is known."""

    PRIMARY = "P"
    SECONDARY = "S"
    REPORTED = "R"
    MEMORY = "M"
    DERIVED = "D"


@dataclass(frozen=True, slots=True)
class ProgrammeSource:
    """Where figures come from; `checked_on` is the day on which somebody last read them there, if that is known."""

    title: str
    where: str
    tag: Tag
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class DeliveryRule:
    """A least or greatest amount of training given in certain ways; `at_least_per_cent` is of all the training asked for."""

    deliveries: tuple[Delivery, ...]
    at_least: Minutes = 0
    at_least_per_cent: int = 0
    at_most: Minutes | None = None


@dataclass(frozen=True, slots=True)
class TrainingRule:
    """Training hours; training older than `fresh_years` does not count."""

    minutes: Minutes
    domains: Split = field(default_factory=dict)
    deliveries: tuple[DeliveryRule, ...] = ()
    fresh_years: int | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The months in which experience counts, from approval or else enrolment.

    A coordinator grants an extension by an attestation of the kind `extension_kind(1)`, then 2 and so on.
    """

    months: int
    extensions: int = 0
    extension_months: int = 0


def extension_kind(number: int) -> str:
    """Return the kind of attestation by which a coordinator grants the window's extension `number`."""
    return f"window-extension-{number}"


@dataclass(frozen=True, slots=True)
class ExperienceRule:
    """Experience hours: time spent serving peers.

    `settings` are minima; `same_experience_per_cent` of the minutes asked for must be with people of the same lived
    experience. `observed_service_counts`: a live observation counts where no hours were logged for that time.
    Exclusions that no field of an entry shows stand in `also`, as whole sentences for trainee and supervisor.
    """

    minutes: Minutes
    domains: Split = field(default_factory=dict)
    settings: dict[Setting, Minutes] = field(default_factory=dict)
    after_approval: bool = False
    window: Window | None = None
    same_experience_per_cent: int = 0
    excluded_activities: tuple[Activity, ...] = ()
    engagements: tuple[Engagement, ...] = (Engagement.PAID, Engagement.VOLUNTEER)
    fresh_years: int | None = None
    month_at_most: Minutes | None = None
    observed_service_counts: bool = False
    also: tuple[str, ...] = ()


class Period(StrEnum):
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Frequency:
    """At least `times` meetings in each period with service, one of them of `one_of` minutes or more.

    A coordinator may accept a gap by an attestation of the kind `gap_kind("2026-03")` or `gap_kind("2026-W09")`.
    """

    times: int
    per: Period
    one_of: Minutes = 0


def gap_kind(period: str) -> str:
    """Return the kind of attestation by which a coordinator accepts a period with too few meetings."""
    return f"supervision-gap-{period}"


@dataclass(frozen=True, slots=True)
class SupervisionRule:
    """Supervision hours; `inside_experience` says that they are part of the experience hours (Kentucky's 25 of 500)."""

    minutes: Minutes = 0
    domains: Split = field(default_factory=dict)
    individual_minutes: Minutes = 0
    group_at_most: Minutes | None = None
    group_size_at_most: int | None = None
    observations: int = 0
    frequency: Frequency | None = None
    inside_experience: bool = False


@dataclass(frozen=True, slots=True)
class CompetencyRule:
    """A competency to be rated at `level` or above, with its title and category as this version names them."""

    id: str
    level: int
    direct_observation: bool = False
    title: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A module whose check must be passed."""

    course_id: str
    module_id: str
    title: str


@dataclass(frozen=True, slots=True)
class ExamRule:
    """An examination held elsewhere, whose result a coordinator records; `attempts` 0 means as many as needed."""

    id: str
    name: str
    items: int | None = None
    scale: tuple[int, int] | None = None
    pass_mark: int | None = None
    attempts: int = 0
    cooldown_days: int = 0


@dataclass(frozen=True, slots=True)
class AttestationRule:
    """What somebody has to declare, word for word, and in which role."""

    kind: str
    title: str
    wording: str
    by: Role


@dataclass(frozen=True, slots=True)
class Programme:
    """A version of a programme, which is never changed: changed rules are a new version with new dates.

    `statement` is the sentence on the certificate that says what it is; `unverified` names, in whole sentences, what
    rests on anything less than a primary source; `also` says what the programme asks for and cannot be counted here.
    """

    id: str
    version: str
    title: str
    short_title: str
    jurisdiction: str
    kind: ProgrammeKind
    statement: str
    sources: tuple[ProgrammeSource, ...]
    training: TrainingRule | None = None
    experience: ExperienceRule | None = None
    supervision: SupervisionRule | None = None
    competencies: tuple[CompetencyRule, ...] = ()
    observe_each_category: bool = False
    checks: tuple[CheckRule, ...] = ()
    exams: tuple[ExamRule, ...] = ()
    attestations: tuple[AttestationRule, ...] = ()
    term: Term = field(default_factory=Term)
    renewal: Renewal | None = None
    certificate_fields: tuple[str, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None
    unverified: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def in_effect(self, on: date) -> bool:
        """Return whether somebody may start on this version on that day."""
        after = self.effective_from is None or on >= self.effective_from
        return after and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class AdoptedProgramme:
    """A version of a programme that the organisation has adopted; nobody new starts on it once it is retired."""

    programme: Programme
    adopted_at: datetime
    in_use: bool = True

    @property
    def id(self) -> str:
        return programme_key(self.programme.id, self.programme.version)


def programme_key(programme_id: str, version: str) -> str:
    """Return the id under which a version of a programme is kept."""
    return f"{programme_id}@{version}"


# Statements


@dataclass(frozen=True, slots=True)
class ProgrammeAdopted:
    programme: Programme


@dataclass(frozen=True, slots=True)
class ProgrammeRetired:
    programme_id: str
    version: str
    reason: str


@dataclass(frozen=True, slots=True)
class TraineeEnrolled:
    """A trainee's start on a version of a programme, or its approval, or a move to another version with its reason."""

    person_id: str
    programme_id: str
    version: str
    started_on: date
    approved_on: date | None = None
    reason: str = ""


# Rules


def _adopt(picture: Picture, said: ProgrammeAdopted, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    adopted = AdoptedProgramme(said.programme, signed.at)
    known = picture.find(AdoptedProgramme, adopted.id)
    if known is not None and known.programme != said.programme:
        raise Refused(
            _("This version of the programme is in use with other rules. Give the changed rules a new version.")
        )
    if known is not None and known.in_use:
        raise Refused(_("This programme is already in use."))
    picture.put(adopted)


def _retire(picture: Picture, said: ProgrammeRetired, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    known = picture.find(AdoptedProgramme, programme_key(said.programme_id, said.version))
    if known is None:
        raise Held(_("The programme it is about has not arrived here yet."))
    if not known.in_use:
        raise Refused(_("This programme is already retired."))
    if not said.reason.strip():
        raise Refused(_("Say why the programme is retired."))
    picture.put(replace(known, in_use=False))


def _enrol(picture: Picture, said: TraineeEnrolled, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    person = known_person(picture, said.person_id)
    if person.id == signed.person_id:
        raise Refused(_("Nobody can enrol themselves on a programme. Ask another coordinator."))
    if not person.has(Role.TRAINEE):
        raise Refused(_("{name} is not a trainee. Give them the role first.").format(name=person.preferred_name))
    adopted = picture.find(AdoptedProgramme, programme_key(said.programme_id, said.version))
    if adopted is None:
        raise Held(_("The programme it is about has not arrived here yet."))
    place = Enrolment(said.programme_id, said.version, said.started_on, said.approved_on)
    if place in person.enrolments:
        raise Refused(_("{name} is already enrolled in this way.").format(name=person.preferred_name))
    before = next((one for one in person.enrolments if one.programme_id == said.programme_id), None)
    if before is None:
        _check_open(adopted, said.started_on)
    elif before.programme_version != said.version:
        _check_open(adopted, max(said.started_on, signed.at.date()))
        if not said.reason.strip():
            raise Refused(_("Say why {name} moves to another version.").format(name=person.preferred_name))
    others = tuple(one for one in person.enrolments if one.programme_id != said.programme_id)
    picture.put(replace(person, enrolments=(*others, place)))


def _check_open(adopted: AdoptedProgramme, started_on: date) -> None:
    if not adopted.in_use:
        raise Refused(_("This version of the programme is retired. Choose the one that is in use."))
    if not adopted.programme.in_effect(started_on):
        raise Refused(
            _("These rules are not in effect on {day}. Choose another version or another day.").format(
                day=full_day(started_on)
            )
        )


RULES: dict[type, Rule] = {
    ProgrammeAdopted: _adopt,
    ProgrammeRetired: _retire,
    TraineeEnrolled: _enrol,
}
