"""The cohort: who is ready, who is stuck and why, whose certificate expires, and everybody by stage."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from peertrain.domain.certification import Certificate, stands
from peertrain.domain.cohort import Obstacle, Stage, obstacles, stage_of
from peertrain.domain.people import Person, Role
from peertrain.domain.programmes import Programme
from peertrain.domain.standing import standing
from peertrain.i18n import _
from peertrain.storage.lists.certification import certificates
from peertrain.storage.lists.history import last_entries
from peertrain.storage.lists.people import names
from peertrain.storage.lists.standing import cases, trainees
from peertrain.workplace.seat import Seat

EXPIRING_DAYS = 90


@dataclass(frozen=True, slots=True)
class Member:
    """A trainee on a programme: the stage, what is missing, and what keeps them from getting on."""

    person: Person
    programme: Programme | None
    stage: Stage
    missing: tuple[str, ...]
    obstacles: tuple[Obstacle, ...]
    forecast: date | None = None


@dataclass(frozen=True, slots=True)
class Expiring:
    """A certificate that expires soon."""

    person: Person
    certificate: Certificate
    expires_on: date
    days: int


@dataclass(frozen=True, slots=True)
class Cohort:
    """Everybody, and those a coordinator looks for first."""

    members: tuple[Member, ...]
    expiring: tuple[Expiring, ...]

    @property
    def ready(self) -> tuple[Member, ...]:
        return tuple(one for one in self.members if one.stage is Stage.READY)

    @property
    def stuck(self) -> tuple[Member, ...]:
        return tuple(one for one in self.members if one.obstacles)

    def by_programme(self) -> dict[str, tuple[Member, ...]]:
        """Return the members of each programme under its title and version; "" for those on none yet."""
        found: dict[str, list[Member]] = {}
        for one in self.members:
            found.setdefault(_title(one.programme), []).append(one)
        return {title: tuple(found[title]) for title in sorted(found)}


def overview(seat: Seat) -> Cohort:
    """Return the cohort, to a coordinator, in a handful of queries."""
    seat.check_coordinator()
    people = trainees(seat.connection)
    issued = certificates(seat.connection)
    held = [one for one in issued if stands(one, seat.today)]
    members = _members(seat, people, certified=_places(held), had_one=_places(issued))
    placed = {one.person.id for one in members}
    members += [_not_placed(person) for person in people if person.id not in placed]
    return Cohort(tuple(members), _expiring(people, held, seat.today))


def count_needing(seat: Seat) -> int:
    """Return how many trainees are ready or stuck for want of a coordinator."""
    if not seat.person.has(Role.COORDINATOR):
        return 0
    members = overview(seat).members
    mine = [one for one in members if any(obstacle.who is Role.COORDINATOR for obstacle in one.obstacles)]
    return len(mine) + sum(one.stage is Stage.READY for one in members)


def _places(found: Sequence[Certificate]) -> set[tuple[str, str]]:
    """Return person and programme of each certificate."""
    return {(one.person_id, one.programme_id) for one in found}


def _members(
    seat: Seat, people: Sequence[Person], *, certified: Container[tuple[str, str]], had_one: Container[tuple[str, str]]
) -> list[Member]:
    called, lasts = names(seat.connection), last_entries(seat.connection)
    found = []
    for case in cases(seat.connection, people):
        person, programme = case.facts.person, case.programme
        stands_now = standing(programme, case.facts, seat.today)
        place = (person.id, programme.id)
        stage = stage_of(stands_now, certified=place in certified, had_one=place in had_one)
        if stage is Stage.CERTIFIED:
            found.append(Member(person, programme, stage, (), ()))
            continue
        last = lasts[person.id].date() if person.id in lasts else None
        why = obstacles(stands_now, case.facts, names=called, last_entry=last, today=seat.today)
        missing = tuple(one.title for one in stands_now.missing)
        found.append(Member(person, programme, stage, missing, why, stands_now.forecast))
    return found


def _not_placed(person: Person) -> Member:
    why = Obstacle(_("They are on no programme yet."), Role.COORDINATOR, person.enrolled_at.date())
    return Member(person, None, Stage.NO_PROGRAMME, (), (why,))


def _expiring(people: Sequence[Person], held: Sequence[Certificate], today: date) -> tuple[Expiring, ...]:
    by_id = {person.id: person for person in people}
    soon = today + timedelta(days=EXPIRING_DAYS)
    found = [
        Expiring(by_id[one.person_id], one, one.expires_on, (one.expires_on - today).days)
        for one in held
        if one.expires_on is not None and one.expires_on <= soon and one.person_id in by_id
    ]
    return tuple(sorted(found, key=lambda one: one.expires_on))


def _title(programme: Programme | None) -> str:
    if programme is None:
        return ""
    return _("{title}, version {version}").format(title=programme.title, version=programme.version)
