"""Standing: where a trainee stands on a programme, requirement by requirement, computed from the facts alone."""

from dataclasses import dataclass
from datetime import date

from peertrain.domain.people import Role
from peertrain.domain.programmes import Programme
from peertrain.domain.requirements import (
    Counted,
    Facts,
    NotCounted,
    RequirementKind,
    RequirementStanding,
    Tally,
    Unit,
)
from peertrain.domain.standing_competence import (
    attestation_standing,
    check_standing,
    competency_standing,
    exam_standing,
)
from peertrain.domain.standing_experience import experience_standing
from peertrain.domain.standing_supervision import count_meetings, open_gaps, supervision_standing
from peertrain.domain.standing_training import training_standing

__all__ = [
    "Counted",
    "Facts",
    "NotCounted",
    "RequirementKind",
    "RequirementStanding",
    "Standing",
    "Tally",
    "Unit",
    "standing",
]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a trainee stands on every requirement of a programme on a day."""

    programme_id: str
    programme_version: str
    person_id: str
    on: date
    requirements: tuple[RequirementStanding, ...]

    @property
    def ready(self) -> bool:
        """Whether every requirement is met."""
        return all(one.met for one in self.requirements)

    @property
    def missing(self) -> tuple[RequirementStanding, ...]:
        return tuple(one for one in self.requirements if not one.met)

    @property
    def waits_for(self) -> tuple[Role, ...]:
        """The roles that must act, in the order of the requirements."""
        return tuple(dict.fromkeys(one.who_must_act for one in self.missing if one.who_must_act))

    @property
    def forecast(self) -> date | None:
        """The day on which the last hours will be there at the present pace; None if all are, or some do not move."""
        hours = [one.forecast for one in self.missing if one.unit is Unit.MINUTES]
        days = [day for day in hours if day is not None]
        return max(days) if days and len(days) == len(hours) else None

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of all entries that count, sorted: what a certificate rests on."""
        return tuple(sorted({id for one in self.requirements for entry in one.counted for id in entry.evidence}))

    def find(self, id: str) -> RequirementStanding:
        """Return the standing on one requirement; KeyError where the programme does not ask for it."""
        return {one.id: one for one in self.requirements}[id]


def standing(programme: Programme, facts: Facts, today: date) -> Standing:
    """Return where the trainee stands on the programme; entries of other trainees among the facts are passed over."""
    supervised = count_meetings(programme.supervision, facts)
    found: list[RequirementStanding] = []
    if programme.training is not None:
        found += training_standing(programme.training, facts, today)
    served: set[date] = set()
    if programme.experience is not None:
        hours = experience_standing(programme.experience, programme.supervision, supervised, facts, today)
        served = _served_on(hours, facts)
        found += hours
    if programme.supervision is not None:
        found += supervision_standing(programme.supervision, supervised, served, facts, today)
    found += competency_standing(programme, facts)
    found += check_standing(programme.checks, facts)
    found += exam_standing(programme.exams, facts, today)
    found += attestation_standing(programme.attestations, facts)
    return Standing(programme.id, programme.version, facts.person.id, today, tuple(found))


def supervision_gaps(programme: Programme, facts: Facts, today: date) -> tuple[str, ...]:
    """Return the weeks or months with too few supervision meetings, which a coordinator may accept."""
    rule = programme.supervision
    if rule is None or rule.frequency is None or programme.experience is None:
        return ()
    hours = experience_standing(programme.experience, rule, count_meetings(rule, facts), facts, today)
    return open_gaps(rule, rule.frequency, _served_on(hours, facts), facts, today)


def _served_on(hours: list[RequirementStanding], facts: Facts) -> set[date]:
    """Return the days with service that counts."""
    ids = {one.entry_id for one in facts.hours}
    return {one.on for one in hours[0].counted if one.entry_id in ids}
