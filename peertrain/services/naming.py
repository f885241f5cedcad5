"""Everything that a person can go to by its name, in the role in which they work."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from peertrain.courseware import parts
from peertrain.domain.curriculum import Course
from peertrain.domain.people import Role
from peertrain.storage.installed import is_installed, read_part
from peertrain.storage.lists.certification import certificates_of
from peertrain.storage.lists.learning import courses_in_use
from peertrain.storage.lists.naming import certificates_by_number, people_by_name, programme_titles
from peertrain.storage.lists.standing import trainees
from peertrain.workplace.seat import Seat


class Kind(StrEnum):
    """What has a name."""

    PERSON = "person"
    CERTIFICATE = "certificate"
    PROGRAMME = "programme"
    MODULE = "module"
    TERM = "term"
    LESSON = "lesson"


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name; `about` says what else it is known by, `id` is empty where its page needs none.

    Lessons and modules also have their course, module and, to read in, a lesson.
    """

    kind: Kind
    name: str
    about: str = ""
    id: str = ""
    course_id: str = ""
    module_id: str = ""
    lesson_id: str = ""


def named(seat: Seat, *, role: Role) -> tuple[Named, ...]:
    """Return what the person at work may go to in a role that they hold: people and certificates only as they may see."""
    person = seat.person
    found: list[Named] = []
    if role is Role.COORDINATOR and person.has(role):
        found += [Named(Kind.PERSON, name, legal, id) for id, name, legal in people_by_name(seat.connection)]
        found += [Named(Kind.CERTIFICATE, *one) for one in _certificates(seat)]
        found += [Named(Kind.PROGRAMME, title) for title in programme_titles(seat.connection)]
    elif role is Role.SUPERVISOR and person.has(role):
        mine = trainees(seat.connection, supervisor_id=seat.person_id)
        found += [Named(Kind.PERSON, one.preferred_name, one.legal_name, one.id) for one in mine]
    else:
        own = certificates_of(seat.connection, seat.person_id)
        found += [
            Named(Kind.CERTIFICATE, one.number, one.programme_title, one.id) for one in own if not one.replaced_by
        ]
    for course in courses_in_use(seat.connection).values():
        if is_installed(seat.connection, course.digest):
            found += [*_modules(course), *_terms(seat, course), *_lessons(course)]
    return tuple(found)


def _certificates(seat: Seat) -> Iterator[tuple[str, str, str]]:
    for number, legal_name, title in certificates_by_number(seat.connection):
        yield number, f"{legal_name} · {title}", number


def _modules(course: Course) -> Iterator[Named]:
    for one in course.modules:
        yield Named(Kind.MODULE, one.title, course.title, one.id, course.course_id, one.id, one.lessons[0].id)


def _lessons(course: Course) -> Iterator[Named]:
    for module in course.modules:
        for one in module.lessons:
            yield Named(Kind.LESSON, one.title, module.title, one.id, course.course_id, module.id, one.id)


def _terms(seat: Seat, course: Course) -> Iterator[Named]:
    part = read_part(seat.connection, course.digest, parts.GLOSSARY, "")
    for one in parts.glossary_from(part[1]) if part is not None else ():
        yield Named(Kind.TERM, one.term, "", one.id, course.course_id)
