"""A cohort as a coordinator sees it: at which stage of the way each trainee is, and where somebody is stuck and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from peertrain.domain.days import since_in_words
from peertrain.domain.hours import HoursState
from peertrain.domain.people import Role
from peertrain.domain.requirements import Facts, RequirementKind
from peertrain.domain.standing import Standing
from peertrain.i18n import _, ngettext

WAITS_DAYS = 14
"""From how many days on something that waits for somebody counts as stuck."""

QUIET_DAYS = 28
"""After how many days without anything new a trainee may need a word."""


class Stage(StrEnum):
    """Where on the way somebody is: the first part that is not finished."""

    NO_PROGRAMME = "no programme"
    LEARNING = "learning"
    SERVING = "serving"
    ASSESSMENT = "assessment"
    READY = "ready"
    CERTIFIED = "certified"
    ENDED = "certificate ended"


_PARTS = (
    (Stage.LEARNING, {RequirementKind.TRAINING, RequirementKind.CHECKS}),
    (Stage.SERVING, {RequirementKind.EXPERIENCE, RequirementKind.SUPERVISION}),
    (Stage.ASSESSMENT, {RequirementKind.COMPETENCIES, RequirementKind.EXAMS, RequirementKind.ATTESTATIONS}),
)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why somebody does not get on, in a whole sentence, who can act, and since when."""

    sentence: str
    who: Role
    since: date | None = None


def stage_name(stage: Stage) -> str:
    """Return a stage for a person."""
    names = {
        Stage.NO_PROGRAMME: _("No programme yet"),
        Stage.LEARNING: _("Learning"),
        Stage.SERVING: _("Serving"),
        Stage.ASSESSMENT: _("Last signatures"),
        Stage.READY: _("Ready to certify"),
        Stage.CERTIFIED: _("Certified"),
        Stage.ENDED: _("Certificate ended"),
    }
    return names[stage]


def stage_of(standing: Standing, *, certified: bool, had_one: bool = False) -> Stage:
    """Return the first part of the way that is not finished; `had_one` says that a certificate expired or was revoked."""
    if certified:
        return Stage.CERTIFIED
    missing = {one.kind for one in standing.missing}
    return next((stage for stage, kinds in _PARTS if missing & kinds), Stage.ENDED if had_one else Stage.READY)


def obstacles(
    standing: Standing, facts: Facts, *, names: Mapping[str, str], last_entry: date | None, today: date
) -> tuple[Obstacle, ...]:
    """Return what keeps a trainee from getting on, most pressing first; nobody is stuck who is simply on the way."""
    if standing.ready:
        return ()
    found = [
        *_without_supervisor(facts),
        *_hours_waiting(facts, names, today),
        *_for_coordinator(standing),
        *_back_with_trainee(facts, today),
        *_quiet(last_entry, facts.enrolment.started_on, today),
    ]
    return tuple(found)


def _without_supervisor(facts: Facts) -> list[Obstacle]:
    if facts.person.supervisors:
        return []
    return [Obstacle(_("No supervisor is assigned, so no hours can be sent."), Role.COORDINATOR)]


def _hours_waiting(facts: Facts, names: Mapping[str, str], today: date) -> list[Obstacle]:
    """Hours that have waited long for a sign-off, by supervisor."""
    waiting: dict[str, list[date]] = {}
    for one in facts.hours:
        sent = one.submitted_at.date()
        if one.state is HoursState.SUBMITTED and today - sent >= timedelta(days=WAITS_DAYS):
            waiting.setdefault(one.supervisor_id, []).append(sent)
    found = []
    for supervisor_id, days in sorted(waiting.items()):
        words = ngettext(
            "{count} entry of hours has waited for {name} since {day}.",
            "{count} entries of hours have waited for {name}, the oldest since {day}.",
            len(days),
        )
        name = names.get(supervisor_id, _("the supervisor"))
        sentence = words.format(count=len(days), name=name, day=since_in_words(min(days), today))
        found.append(Obstacle(sentence, Role.SUPERVISOR, min(days)))
    return found


def _for_coordinator(standing: Standing) -> list[Obstacle]:
    """What only a coordinator can move: an approval, a gap in supervision, or all that is left."""
    mine = [one for one in standing.missing if one.who_must_act is Role.COORDINATOR]
    if len(mine) < len(standing.missing):
        mine = [one for one in mine if one.kind in {RequirementKind.EXPERIENCE, RequirementKind.SUPERVISION}]
    return [Obstacle(_("“{title}” waits for you.").format(title=one.title), Role.COORDINATOR) for one in mine]


def _back_with_trainee(facts: Facts, today: date) -> list[Obstacle]:
    """Returned hours and unsigned meetings that have lain with the trainee for long."""
    found = []
    edge = today - timedelta(days=WAITS_DAYS)
    returned = [one.decided_at.date() for one in facts.hours if one.state is HoursState.RETURNED and one.decided_at]
    old = [day for day in returned if day <= edge]
    if old:
        words = _("Returned hours have not come back since {day}.")
        found.append(Obstacle(words.format(day=since_in_words(min(old), today)), Role.TRAINEE, min(old)))
    unsigned = [
        one.held_at.date() for one in facts.meetings
        if facts.person.id in one.trainee_ids and facts.person.id not in one.confirmed_by and not one.void_reason
    ]  # fmt: skip
    old = [day for day in unsigned if day <= edge]
    if old:
        words = _("A supervision meeting has waited for the trainee's signature since {day}.")
        found.append(Obstacle(words.format(day=since_in_words(min(old), today)), Role.TRAINEE, min(old)))
    return found


def _quiet(last_entry: date | None, started_on: date, today: date) -> list[Obstacle]:
    last = max(last_entry or started_on, started_on)
    if today - last < timedelta(days=QUIET_DAYS):
        return []
    words = _("Nothing new since {day}. A word from somebody they know may help.")
    return [Obstacle(words.format(day=since_in_words(last, today)), Role.SUPERVISOR, last)]
