"""How a trainee stands on one requirement: what counts, what does not and why, what is missing, and who must act."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from peertrain.domain.amounts import Minutes, Split, in_words, share_out
from peertrain.domain.competencies import Rating, SelfRating
from peertrain.domain.exams import ExamResult
from peertrain.domain.hours import Hours, Meeting
from peertrain.domain.learning import Done, Training
from peertrain.domain.people import Attestation, Enrolment, Person, Role
from peertrain.i18n import _, ngettext

PACE_DAYS = 56
"""The present pace is what counted in the last eight weeks."""

PACE_WEEKS = 4
"""In so many of these weeks something counted, or there is no pace to speak of."""

NEAR_DAYS = 366
"""A forecast within a year may rest on fewer weeks."""

FURTHEST_DAYS = 3653
"""A forecast of more than ten years is no forecast."""

PLAN_DAYS = 183
"""A plan is the gentlest week that is done within half a year."""

PLAN_WEEKS: tuple[Minutes, ...] = (30, 60, 120, 180, 240, 300, 360, 480, 600, 900, 1200)
"""The weeks that a plan may ask for, in minutes."""


class RequirementKind(StrEnum):
    TRAINING = "training"
    EXPERIENCE = "experience"
    SUPERVISION = "supervision"
    COMPETENCIES = "competencies"
    CHECKS = "checks"
    EXAMS = "exams"
    ATTESTATIONS = "attestations"


class Unit(StrEnum):
    """What `have` and `need` are measured in."""

    MINUTES = "minutes"
    COUNT = "count"
    LEVEL = "level"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one trainee on one programme: entries in every state, of this trainee or of others.

    `done` are the trainee's completed items, of which the checks are looked at.
    """

    person: Person
    enrolment: Enrolment
    training: tuple[Training, ...] = ()
    hours: tuple[Hours, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    ratings: tuple[Rating, ...] = ()
    self_ratings: tuple[SelfRating, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    exams: tuple[ExamResult, ...] = ()
    done: tuple[Done, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """An entry that counts; `note` says why it counts for less than it says. `evidence` are ids of entries."""

    entry_id: str
    label: str
    on: date
    minutes: Minutes
    note: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotCounted:
    """An entry that does not count, why, and whom it waits for where somebody can still make it count.

    `supervisor_id` says which supervisor, where it is one alone who can.
    """

    entry_id: str
    label: str
    on: date
    minutes: Minutes
    reason: str
    waits_for: Role | None = None
    supervisor_id: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """The entries of one kind, each of them either counted or not."""

    counted: tuple[Counted, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()

    @property
    def minutes(self) -> Minutes:
        return sum(one.minutes for one in self.counted)

    def waiting(self, role: Role) -> Minutes:
        """Return the minutes that would count if this role acted."""
        return sum(one.minutes for one in self.not_counted if one.waits_for is role)

    def only(self, ids: Container[str]) -> "Tally":
        """Return the part of the tally with these entry ids."""
        return Tally(
            tuple(one for one in self.counted if one.entry_id in ids),
            tuple(one for one in self.not_counted if one.entry_id in ids),
        )

    def in_domain(self, domain: str, splits: Mapping[str, Split]) -> "Tally":
        """Return the minutes in one domain, of the entries that have any, given the split of each entry."""
        counted = []
        for one in self.counted:
            split = splits[one.entry_id]
            part = split.get(domain, 0) and share_out(one.minutes, split)[domain]
            if part:
                counted.append(replace(one, minutes=part))
        return Tally(
            tuple(counted),
            tuple(
                replace(one, minutes=part) for one in self.not_counted if (part := splits[one.entry_id].get(domain, 0))
            ),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """So many minutes in each week from now on, and the day on which that is enough."""

    week: Minutes
    by: date


@dataclass(frozen=True, slots=True)
class Bounds:
    """Until when minutes can count, and how many of a week; None where there is no bound."""

    until: date | None = None
    week_at_most: Minutes | None = None


NO_BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class RequirementStanding:
    """How a trainee stands on one requirement.

    In minutes, `have` is the sum of what is counted; in counts and yes-or-no, how many are counted; a level is the
    newest one. `forecast` is None where the requirement is met, is not in minutes, or has no pace to speak of; then
    `plan` says how much a week would do, unless what is missing waits for somebody already.
    """

    id: str
    title: str
    kind: RequirementKind
    have: int
    need: int
    unit: Unit
    met: bool
    sentence: str
    who_must_act: Role | None = None
    counted: tuple[Counted, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    forecast: date | None = None
    plan: Plan | None = None


def minutes_needed(
    *, id: str, title: str, kind: RequirementKind, tally: Tally, need: Minutes, today: date, otherwise: Role, rule: str,
    bounds: Bounds = NO_BOUNDS,
) -> RequirementStanding:  # fmt: skip
    """Return the standing on so many minutes; `rule` says what counts, `otherwise` who acts when nothing waits."""
    have = tally.minutes
    met = have >= need
    day = None if met else forecast(tally.counted, need - have, today)
    if day and bounds.until and day > bounds.until:
        day = None
    sent = sum(one.minutes for one in tally.not_counted if one.waits_for)
    shut = otherwise is Role.COORDINATOR
    return RequirementStanding(
        id, title, kind, have, need, Unit.MINUTES, met,
        " ".join([rule, *_missing_in_words(tally, need)]),
        None if met else who_must_act(tally, need - have, otherwise),
        tally.counted, tally.not_counted, day,
        None if met or day or shut else plan(need - have - sent, today, bounds),
    )  # fmt: skip


def number_needed(
    *, id: str, title: str, kind: RequirementKind, tally: Tally, need: int, otherwise: Role, rule: str
) -> RequirementStanding:
    """Return the standing on so many entries."""
    have = len(tally.counted)
    met = have >= need
    said = _("{have} of {need}.").format(have=have, need=need)
    waiting = [one.waits_for for one in tally.not_counted if one.waits_for]
    acts = waiting[0] if len(waiting) >= need - have > 0 else otherwise
    return RequirementStanding(
        id, title, kind, have, need, Unit.COUNT, met, f"{rule} {said}", None if met else acts,
        tally.counted, tally.not_counted,
    )  # fmt: skip


def who_must_act(tally: Tally, missing: Minutes, otherwise: Role) -> Role:
    """Return the one who can close the gap alone with what waits; else `otherwise`."""
    for role in (Role.SUPERVISOR, Role.COORDINATOR, Role.TRAINEE):
        if tally.waiting(role) >= missing:
            return role
    return otherwise


def forecast(counted: Iterable[Counted], missing: Minutes, today: date) -> date | None:
    """Return the day on which `missing` minutes will be there at the pace of the last eight weeks, if there is one.

    A few entries are no pace: from fewer than four weeks with any, a day more than a year away would only dishearten.
    """
    since = today - timedelta(days=PACE_DAYS)
    lately = [one for one in counted if since < one.on <= today and one.minutes]
    if not lately:
        return None
    days = -(-missing * PACE_DAYS // sum(one.minutes for one in lately))
    weeks = {(today - one.on).days // 7 for one in lately}
    return today + timedelta(days=days) if days <= (FURTHEST_DAYS if len(weeks) >= PACE_WEEKS else NEAR_DAYS) else None


def plan(missing: Minutes, today: date, bounds: Bounds = NO_BOUNDS) -> Plan | None:
    """Return the gentlest week that brings `missing` minutes within half a year, or the fullest where none does.

    None where nothing is missing, or where no week in the list does it while minutes still count.
    """
    if missing <= 0:
        return None
    weeks = [one for one in PLAN_WEEKS if bounds.week_at_most is None or one <= bounds.week_at_most]
    plans = [Plan(week, today + timedelta(days=-(-missing * 7 // week))) for week in weeks]
    timely = [one for one in plans if bounds.until is None or one.by <= bounds.until]
    return next((one for one in timely if one.by <= today + timedelta(days=PLAN_DAYS)), timely[-1] if timely else None)


def _missing_in_words(tally: Tally, need: Minutes) -> list[str]:
    have = tally.minutes
    if have >= need:
        return [_("{have} of {need}: all there.").format(have=in_words(have), need=in_words(need))]
    said = [
        _("{have} of {need}: {missing} missing.").format(
            have=in_words(have), need=in_words(need), missing=in_words(need - have)
        )
    ]
    waits = {
        Role.SUPERVISOR: _("{time} wait for the supervisor."),
        Role.TRAINEE: _("{time} wait for the trainee."),
        Role.COORDINATOR: _("{time} wait for the coordinator."),
    }
    return said + [
        words.format(time=in_words(tally.waiting(role))) for role, words in waits.items() if tally.waiting(role)
    ]


def people_in_words(count: int) -> str:
    """Return how many trainees, such as `8 trainees`."""
    return ngettext("{count} trainee", "{count} trainees", count).format(count=count)
