"""The glossary: the words that the courses in use explain, and the lesson that teaches each."""

from dataclasses import dataclass

from peertrain.courseware import parts
from peertrain.courseware.compiled import GlossaryTerm
from peertrain.domain.curriculum import Course
from peertrain.storage.installed import read_part
from peertrain.storage.lists.learning import courses_in_use
from peertrain.workplace.seat import Seat


@dataclass(frozen=True, slots=True)
class Entry:
    """A term with the title and the place of its lesson."""

    term: GlossaryTerm
    course_id: str
    module_id: str
    lesson_title: str


def glossary(seat: Seat) -> tuple[Entry, ...]:
    """Return the terms of all courses in use that are on this computer, in the order of the alphabet."""
    found = [entry for course in courses_in_use(seat.connection).values() for entry in _entries(seat, course)]
    return tuple(sorted(found, key=lambda one: one.term.term.casefold()))


def _entries(seat: Seat, course: Course) -> list[Entry]:
    part = read_part(seat.connection, course.digest, parts.GLOSSARY, "")
    lessons = {lesson.id: (module.id, lesson.title) for module in course.modules for lesson in module.lessons}
    terms = parts.glossary_from(part[1]) if part is not None else ()
    return [Entry(term, course.course_id, *lessons[term.lesson]) for term in terms]
