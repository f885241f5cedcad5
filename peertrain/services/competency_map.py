"""The map of competencies: what teaches and practises each, how it is rated, and where it stands in other lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from peertrain.courseware.competencies import load_competencies
from peertrain.courseware.crosswalk import load_crosswalk
from peertrain.domain.amounts import Minutes
from peertrain.domain.competencies import Competency, Rating, newest_first
from peertrain.domain.crosswalk import Framework
from peertrain.domain.curriculum import Course, domain_name
from peertrain.domain.hours import Hours, HoursState
from peertrain.domain.people import Role
from peertrain.i18n import _
from peertrain.places import shipped
from peertrain.storage.installed import is_installed
from peertrain.storage.lists import fetch
from peertrain.storage.lists.learning import courses_in_use
from peertrain.storage.lists.teaching import lessons_by_competency, questions_by_competency, role_plays_by_module
from peertrain.storage.tables import values
from peertrain.workplace.seat import Seat

HOURS_LIST = "icrc"
"""The list whose parts are the domains over which hours are split."""


@dataclass(frozen=True, slots=True)
class Teaching:
    """A lesson that teaches a competency."""

    course_id: str
    module_id: str
    lesson_id: str
    title: str
    module_title: str


@dataclass(frozen=True, slots=True)
class Line:
    """A competency: its lessons, how many questions and role plays are about it, and where it stands in other lists.

    `hours` are the person's own approved hours by the name of each domain that it belongs to, and `rating` the newest that
    they were given; both are empty for whoever is no trainee.
    """

    competency: Competency
    lessons: tuple[Teaching, ...]
    questions: int
    role_plays: int
    stands_in: tuple[tuple[str, str], ...]
    hours: Mapping[str, Minutes]
    rating: Rating | None


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a list with its competencies."""

    title: str
    about: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """Every competency, and the lists by which they can be arranged; `is_trainee` says whose practice it shows."""

    lines: tuple[Line, ...]
    frameworks: tuple[Framework, ...]
    is_trainee: bool

    def by_category(self) -> tuple[Group, ...]:
        """Return the competencies in their own categories."""
        names = dict.fromkeys(one.competency.category for one in self.lines)
        return tuple(
            Group(name, "", tuple(one for one in self.lines if one.competency.category == name)) for name in names
        )

    def by_framework(self, framework: Framework) -> tuple[Group, ...]:
        """Return the competencies in the parts of another list."""
        known = {one.competency.id: one for one in self.lines}
        return tuple(
            Group(part.title, part.about, tuple(known[id] for id in part.competencies)) for part in framework.parts
        )


def competency_map(seat: Seat) -> Map:
    """Return the map of all competencies for the person at work."""
    is_trainee = seat.person.has(Role.TRAINEE)
    installed = [one for one in courses_in_use(seat.connection).values() if is_installed(seat.connection, one.digest)]
    taught = _Taught(seat, installed)
    hours = _own_hours(seat) if is_trainee else {}
    ratings = _own_ratings(seat) if is_trainee else {}
    lines = tuple(
        Line(
            one,
            taught.lessons(one.id),
            taught.questions.get(one.id, 0),
            taught.role_plays(one.id),
            _stands_in(one.id),
            {domain_name(domain): hours.get(domain, 0) for domain in _domains_of(one.id)} if is_trainee else {},
            ratings.get(one.id),
        )
        for one in _competencies()
    )
    return Map(lines, _frameworks(), is_trainee)


class _Taught:
    """What the courses on this computer have for each competency."""

    def __init__(self, seat: Seat, courses: list[Course]) -> None:
        self._courses = courses
        self._lessons: dict[str, list[Teaching]] = {}
        self.questions: dict[str, int] = {}
        self._plays = {one.digest: role_plays_by_module(seat.connection, one.digest) for one in courses}
        for course in courses:
            order = {
                lesson.id: (place, Teaching(course.course_id, module.id, lesson.id, lesson.title, module.title))
                for place, (module, lesson) in enumerate((m, one) for m in course.modules for one in m.lessons)
            }
            named = sorted(
                (order[id][0], competency, id)
                for competency, id in lessons_by_competency(seat.connection, course.digest)
            )
            for _place, competency, id in named:
                self._lessons.setdefault(competency, []).append(order[id][1])
            for competency, count in questions_by_competency(seat.connection, course.digest).items():
                self.questions[competency] = self.questions.get(competency, 0) + count

    def lessons(self, competency_id: str) -> tuple[Teaching, ...]:
        return tuple(self._lessons.get(competency_id, ()))

    def role_plays(self, competency_id: str) -> int:
        """Return how many role plays the modules have that are about a competency."""
        return sum(
            self._plays[course.digest].get(module.id, 0)
            for course in self._courses
            for module in course.modules
            if competency_id in module.competencies
        )


def _own_hours(seat: Seat) -> dict[str, Minutes]:
    table = values[Hours]
    mine = (table.c.trainee_id == seat.person_id, table.c.state == HoursState.APPROVED)
    found: dict[str, Minutes] = {}
    for one in fetch(seat.connection, Hours, *mine):
        for domain, minutes in one.service.domains.items():
            found[domain] = found.get(domain, 0) + minutes
    return found


def _own_ratings(seat: Seat) -> dict[str, Rating]:
    given = fetch(seat.connection, Rating, values[Rating].c.trainee_id == seat.person_id)
    return {one.competency_id: one for one in reversed(newest_first(given)) if one.level is not None}


def _domains_of(competency_id: str) -> list[str]:
    parts = next((one.parts for one in _frameworks() if one.id == HOURS_LIST), ())
    return [part.id for part in parts if competency_id in part.competencies]


def _stands_in(competency_id: str) -> tuple[tuple[str, str], ...]:
    """Return the title of each list, with the parts of it in which a competency stands."""
    found = []
    for one in _frameworks():
        parts = [part.title for part in one.parts if competency_id in part.competencies]
        found.append((one.title, "; ".join(parts) or _("Not in this list, as far as we know it")))
    return tuple(found)


@cache
def _competencies() -> tuple[Competency, ...]:
    return load_competencies(shipped("curricula", "competencies.yaml"))


@cache
def _frameworks() -> tuple[Framework, ...]:
    return load_crosswalk(shipped("curricula", "crosswalk.yaml"), {one.id for one in _competencies()})
