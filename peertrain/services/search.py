"""Searching lessons, the glossary, competencies, and what a person has written for themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256

from peertrain.courseware import parts
from peertrain.courseware.competencies import load_competencies
from peertrain.courseware.sections import sections
from peertrain.domain.changes import Changed, Done
from peertrain.domain.competencies import Competency
from peertrain.domain.curriculum import Course
from peertrain.domain.pathway import newest, version_order
from peertrain.places import shipped
from peertrain.storage.installed import is_installed, parts_of_kind, read_part
from peertrain.storage.lists.learning import adopted_courses, courses_in_use
from peertrain.storage.search import SHORTEST, Hit, Marked, Passage, find, find_among, forget, index, indexed
from peertrain.storage.writing import NOTES, REFLECTIONS, written
from peertrain.workplace.seat import Seat

FEWEST_LETTERS = SHORTEST
"""Letters that have to be typed before anything is looked for."""

MOST = {"term": 5, "lesson": 40, "competency": 8, "own": 10}


class Kind(StrEnum):
    """What was found; TWIN is a lesson in plain words."""

    TERM = "term"
    LESSON = "lesson"
    TWIN = "twin"
    COMPETENCY = "competency"
    REFLECTION = "reflection"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found, and where to open it; `words` are those that fit, as they stand there.

    `title`, `heading` and `excerpt` are in pieces, each with whether it is what was looked for. `item_id` is the lesson or
    reflection that opens; a competency has none. `under` is the title of its module. `in_picture` says that the excerpt
    is what a picture shows: the words stand nowhere else.
    """

    kind: Kind
    name: str
    title: Marked
    heading: Marked
    excerpt: Marked
    under: str
    words: tuple[str, ...]
    in_picture: bool = False
    course_id: str = ""
    module_id: str = ""
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class _Item:
    """Where a lesson or a reflection stands."""

    course_id: str
    module_id: str
    module_title: str
    title: str


# Questions


def is_ready(seat: Seat) -> bool:
    """Return whether everything that can be searched is in the index."""
    return _sources(seat) == indexed(seat.connection)


def search(seat: Seat, *, typed: str, own: bool = True) -> tuple[Found, ...]:
    """Return what fits the words typed, the best of each kind first; `own` says whether to look in private writing."""
    shelves = _Shelves(seat)
    found = [*shelves.find(typed, "term", Kind.TERM), *(shelves.find_own(typed) if own else ())]
    found += shelves.find(typed, "lesson", Kind.LESSON, Kind.TWIN)
    return (*found, *shelves.find(typed, "competency", Kind.COMPETENCY))


class _Shelves:
    """The courses as they stand while one question is answered."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.adopted = adopted_courses(seat.connection)
        self.in_use = {course.digest: course.course_id for course in newest(self.adopted).values()}
        self.items = dict(_items(self.adopted))

    def find(self, typed: str, group: str, *kinds: Kind) -> Iterator[Found]:
        """Yield what the index has of some kinds."""
        sources = [*self.in_use, _competencies()[0]]
        hits = find(self.seat.connection, typed, sources=sources, kinds=kinds, most=MOST[group])
        lessons = self._lessons_of_terms() if Kind.TERM in kinds and hits else {}
        for hit in hits:
            item_id = lessons.get((hit.source, hit.name), hit.name)
            yield _found(hit, item_id, self.items.get((self.in_use.get(hit.source, ""), item_id)))

    def find_own(self, typed: str) -> Iterator[Found]:
        """Yield what the person has written themselves; it is opened for this, and nothing of it is kept."""
        passages = [
            Passage("", kind, f"{course_id}/{item_id}", item.title, "", words)
            for shelf, kind in ((REFLECTIONS, Kind.REFLECTION), (NOTES, Kind.NOTE))
            for course_id, item_id, words in written(self.seat.desk, shelf)
            if (item := self.items.get((course_id, item_id))) is not None
        ]
        for hit in find_among(passages, typed, most=MOST["own"]):
            course_id, _slash, item_id = hit.name.partition("/")
            yield _found(hit, item_id, self.items[course_id, item_id])

    def _lessons_of_terms(self) -> dict[tuple[str, str], str]:
        """Return the lesson of each term, by its course and id."""
        found = {digest: read_part(self.seat.connection, digest, parts.GLOSSARY, "") for digest in self.in_use}
        return {
            (digest, term.id): term.lesson
            for digest, part in found.items()
            if part is not None
            for term in parts.glossary_from(part[1])
        }


def _found(hit: Hit, item_id: str, item: _Item | None) -> Found:
    shown = (Kind(hit.kind), hit.name, hit.title, hit.heading, hit.excerpt)
    if item is None:
        return Found(*shown, "", hit.words, hit.in_picture)
    return Found(*shown, item.module_title, hit.words, hit.in_picture, item.course_id, item.module_id, item_id)


def _items(courses: list[Course]) -> Iterator[tuple[tuple[str, str], _Item]]:
    """Yield where each lesson and reflection stands, that in the newest version of its course last."""
    for course in sorted(courses, key=lambda one: version_order(one.version)):
        for module in course.modules:
            titles = [(one.id, one.title) for one in module.lessons]
            titles += [(one.id, one.title) for one in module.reflections]
            for id, title in titles:
                yield (course.course_id, id), _Item(course.course_id, module.id, module.title, title)


# Deeds


def make_ready(seat: Seat) -> Done[None]:
    """Index what is in use and not indexed yet, and forget what is not in use any more; this may take a second."""
    wanted, there = _sources(seat), indexed(seat.connection)
    forget(seat.connection, there - wanted)
    for source in wanted - there:
        index(seat.connection, _passages(seat, source))
    return Done(Changed.NOTHING)


def _sources(seat: Seat) -> set[str]:
    in_use = [course.digest for course in courses_in_use(seat.connection).values()]
    return {_competencies()[0], *(digest for digest in in_use if is_installed(seat.connection, digest))}


def _passages(seat: Seat, source: str) -> Iterator[Passage]:
    if source == _competencies()[0]:
        for one in _competencies()[1]:
            text = "\n\n".join((one.look_for, *one.anchors))
            yield Passage(source, Kind.COMPETENCY, one.id, f"{one.id} {one.title}", one.category, text)
        return
    for name, content in parts_of_kind(seat.connection, source, parts.LESSON):
        lesson = parts.lesson_from(content)
        for kind, page in ((Kind.LESSON, lesson), (Kind.TWIN, lesson.twin)):
            for part in sections(page) if page else ():
                yield Passage(source, kind, name, lesson.title, part.heading, part.text, part.pictures)
    for _name, content in parts_of_kind(seat.connection, source, parts.GLOSSARY):
        for term in parts.glossary_from(content):
            yield Passage(source, Kind.TERM, term.id, term.term, ", ".join(term.forms), term.meaning)


@cache
def _competencies() -> tuple[str, tuple[Competency, ...]]:
    """Return the competencies that come with the program, and the source that they are in the index."""
    file = shipped("curricula", "competencies.yaml")
    return sha256(file.read_bytes()).hexdigest(), load_competencies(file)
