"""Standing: where a trainee is on the way to the certificate, for themselves, their supervisors and the coordinators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from peertrain.domain.certification import Certificate, stands
from peertrain.domain.competencies import has_rated
from peertrain.domain.errors import Refused
from peertrain.domain.facts import Case
from peertrain.domain.people import Person, may_see
from peertrain.domain.programmes import Programme
from peertrain.domain.requirements import Facts
from peertrain.domain.standing import Standing, standing
from peertrain.i18n import _
from peertrain.storage.lists.certification import certificates_of
from peertrain.storage.lists.standing import cases, trainees
from peertrain.workplace.seat import Seat


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """Where a person stands on one programme, and the newest certificate that they have had on it, if any.

    `supervisors` are the names of those who supervise the person.
    """

    person: Person
    programme: Programme
    standing: Standing
    certificate: Certificate | None = None
    supervisors: tuple[str, ...] = ()

    @property
    def certified(self) -> bool:
        """Whether the certificate is good on the day of the standing."""
        return self.certificate is not None and stands(self.certificate, self.standing.on)


def of_oneself(seat: Seat) -> tuple[PersonStanding, ...]:
    """Return where the person at work stands, on each programme they are enrolled on."""
    return _standings(seat, [seat.person])


def of_trainee(seat: Seat, *, trainee_id: str) -> tuple[PersonStanding, ...]:
    """Return where a trainee stands, to themselves, their supervisors and the coordinators."""
    return _standings(seat, [visible_trainee(seat, trainee_id)])


def of_my_trainees(seat: Seat) -> tuple[PersonStanding, ...]:
    """Return where each trainee of the supervisor at work stands, by name."""
    return _standings(seat, trainees(seat.connection, supervisor_id=seat.person_id))


def of_everybody(seat: Seat) -> tuple[PersonStanding, ...]:
    """Return where every trainee stands, to a coordinator."""
    seat.check_coordinator()
    return _standings(seat, trainees(seat.connection))


def my_trainees(seat: Seat) -> tuple[Person, ...]:
    """Return the trainees of the supervisor at work, also those who are on no programme yet."""
    return tuple(trainees(seat.connection, supervisor_id=seat.person_id))


def other_supervisors(seat: Seat, standings: Sequence[PersonStanding]) -> dict[str, str]:
    """Return the names, by id, of the supervisors for whom entries wait, other than the person at work."""
    entries = (entry for one in standings for asked in one.standing.requirements for entry in asked.not_counted)
    found = (seat.picture.find(Person, id) for id in {entry.supervisor_id for entry in entries} - {"", seat.person_id})
    return {one.id: one.preferred_name for one in found if one is not None}


def visible_trainee(seat: Seat, trainee_id: str) -> Person:
    """Return a trainee whose standing the person at work may see."""
    person = seat.picture.find(Person, trainee_id)
    if person is None:
        raise Refused(_("This person is not enrolled in this organisation."))
    if not may_see(seat.person, person):
        raise Refused(
            _("{name} is not one of your trainees. A coordinator can assign them to you.").format(
                name=person.preferred_name
            )
        )
    return person


def _standings(seat: Seat, people: Sequence[Person]) -> tuple[PersonStanding, ...]:
    found = {id: seat.picture.find(Person, id) for person in people for id in person.supervisors}
    names = {id: one.preferred_name for id, one in found.items() if one is not None}
    return tuple(_standing(seat, case, names) for case in cases(seat.connection, people))


def _standing(seat: Seat, case: Case, names: Mapping[str, str]) -> PersonStanding:
    facts = _as_seen_by(seat.person_id, case.facts)
    held = (one for one in certificates_of(seat.connection, facts.person.id) if one.programme_id == case.programme.id)
    supervisors = tuple(names[id] for id in facts.person.supervisors if id in names)
    found = standing(case.programme, facts, seat.today)
    return PersonStanding(facts.person, case.programme, found, next(held, None), supervisors)


def _as_seen_by(viewer_id: str, facts: Facts) -> Facts:
    """Leave out own ratings of competencies that the viewer has not rated yet, so that nobody rates after them."""
    if viewer_id == facts.person.id:
        return facts
    rated = {one.competency_id for one in facts.ratings if has_rated(viewer_id, [one])}
    return replace(facts, self_ratings=tuple(one for one in facts.self_ratings if one.competency_id in rated))
