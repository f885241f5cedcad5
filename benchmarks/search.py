"""Searching while somebody types: every beginning of some words, over the whole course and what they have written."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, timed
from benchmarks.organisation import Organisation
from peertrain.domain.changes import Changed, Done
from peertrain.domain.people import Role
from peertrain.sample.stage import Stage
from peertrain.services import naming, reflections, search
from peertrain.ui.kit.keys import Place, fitting
from peertrain.workplace.seat import Seat

TIMES = 20
MANY = 20
"""How many times as many names there are for Ctrl+K as the course has."""

TYPED = ("boundaries", "listen without advice", "naloxone", "the person", "café", "zzzzzz")
NOTE = "What stayed with me is the long silence after the question, and that nobody filled it. " * 15


def measure(folder: Path, *, typed: tuple[str, ...] = TYPED) -> Iterator[Figure]:
    """Index the course, write a note beside each lesson, and look for every beginning of the words."""
    organisation = Organisation(folder)
    stage = organisation.stage
    organisation.enrol("Miguel")
    course = organisation.course
    lessons = [lesson for module in course.modules for lesson in module.lessons]

    def write(seat: Seat) -> Done[None]:
        for lesson in lessons:
            reflections.keep_note(seat, course_id=course.course_id, lesson_id=lesson.id, text=NOTE)
        return Done(Changed.NOTHING)

    stage.write(write)
    yield Figure(f"Indexing {len(lessons)} lessons, once", (timed(lambda: stage.write(search.make_ready)),), "ms")
    beginnings = [words[:end] for words in typed for end in range(search.FEWEST_LETTERS, len(words) + 1)]
    values = [timed(partial(stage.read, partial(search.search, typed=begun))) for begun in beginnings]
    yield Figure(f"Search at each letter, {len(lessons)} lessons and as many notes", tuple(values), "ms", most=50)
    values = [timed(lambda: _names(stage)) for _time in range(TIMES)]
    yield Figure("Names for Ctrl+K", tuple(values), "ms", most=50)
    places = [Place(one.name, one.about, lambda: None, known_as=one.about) for one in _names(stage)] * MANY
    values = [timed(partial(fitting, places, begun)) for begun in beginnings]
    stage.lock()
    yield Figure(f"Ctrl+K at each letter, {len(places):,} names", tuple(values), "ms", most=50)


def _names(stage: Stage) -> tuple[naming.Named, ...]:
    return stage.read(lambda seat: naming.named(seat, role=Role.TRAINEE))
