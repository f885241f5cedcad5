"""Learning: the way through a course, its modules and lessons, where the trainee is, and what is done."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from peertrain.courseware import parts
from peertrain.courseware.competencies import load_competencies
from peertrain.courseware.compiled import GlossaryTerm, Lesson, Module, SourceWork
from peertrain.domain.changes import Changed, Done
from peertrain.domain.curriculum import Course, ModuleOutline
from peertrain.domain.errors import Refused
from peertrain.domain.facts import counted_modules
from peertrain.domain.learning import Done as ItemDone
from peertrain.domain.learning import LessonCompleted, ModuleProgress, Training, attempts_allowed, progress
from peertrain.domain.pathway import Step, after, completion_said, follows, go_on, module_with, steps
from peertrain.domain.quizzes import attempts_left
from peertrain.i18n import _
from peertrain.places import shipped
from peertrain.storage.attempts import attempts_at
from peertrain.storage.installed import is_coming, is_installed, read_part
from peertrain.storage.lists.learning import adopted_courses, courses_in_use, done_by
from peertrain.storage.seen import see_item
from peertrain.workplace.seat import Seat

_PLACES = "reading"
_PLAINLY = "plainly"
_TERM = re.compile(r'href="term:([^"]+)"')


@dataclass(frozen=True, slots=True)
class CourseView:
    """A course in use as its trainee sees it; `onward` is where to go on, None when everything is done.

    One that is not installed may be `coming`: it has been brought here and is about to be. `counted` says what each module counts as that was completed, perhaps in an earlier version, by its id.
    """

    course: Course
    installed: bool
    coming: bool
    modules: tuple[ModuleProgress, ...]
    counted: Mapping[str, Training]
    onward: Step | None
    begun: bool


@dataclass(frozen=True, slots=True)
class Onward:
    """The one next thing of a trainee: which step of which module of which course; `begun` unless it is the first."""

    course_id: str
    module_title: str
    step: Step
    begun: bool


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A module with its way; `competencies` are titles; `left` of `allowed` attempts at its check, None is no limit.

    `counted` is what it counts as, once it was completed in some version.
    """

    course: Course
    progress: ModuleProgress
    counted: Training | None
    about: Module
    competencies: tuple[str, ...]
    way: tuple[Step, ...]
    allowed: int
    left: int | None
    attempt_open: bool


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson to read; `place` is where reading stopped, `pictures` what it shows, by name.

    `sources` are those of its module; `terms` those that are links in it, by id; `plainly` says that the person prefers
    the plain-language twin, where one is.
    """

    course_id: str
    module: ModuleOutline
    step: Step
    lesson: Lesson
    pictures: Mapping[str, tuple[str, bytes]]
    sources: tuple[SourceWork, ...]
    terms: Mapping[str, GlossaryTerm]
    done: bool
    place: Any
    plainly: bool
    before: Step | None
    next: Step | None


# Questions


def overview(seat: Seat) -> tuple[CourseView, ...]:
    """Return every course in use with the trainee's progress in each module."""
    return tuple(_course_view(seat, course) for course in courses_in_use(seat.connection).values())


def _course_view(seat: Seat, course: Course) -> CourseView:
    done = done_by(seat.connection, seat.person_id, course.course_id)
    last = last_opened(seat, course.course_id)
    is_here = is_installed(seat.connection, course.digest)
    return CourseView(
        course,
        is_here,
        not is_here and is_coming(seat.connection, course.digest),
        tuple(progress(module, done) for module in course.modules),
        _counted(seat, course, done),
        go_on(course, done, last),
        bool(done or last),
    )


def _counted(seat: Seat, course: Course, done: Sequence[ItemDone]) -> dict[str, Training]:
    """Return what each completed module of a course counts as; earlier versions are only asked where they matter."""
    versions = [course]
    if any(one.course_version != course.version for one in done):
        versions = [one for one in adopted_courses(seat.connection) if one.course_id == course.course_id]
    return {module_id: training for (_course, module_id), training in counted_modules(versions, done).items()}


def where_to_go_on(seat: Seat) -> Onward | None:
    """Return the next thing to do, first in the course opened most recently; None when there is nothing to do."""
    views = [view for view in overview(seat) if view.installed]
    latest = seat.desk.get(_PLACES, "latest")
    for view in sorted(views, key=lambda view: view.course.course_id != latest):
        if view.onward is not None:
            module = module_with(view.course, view.onward.item_id)
            return Onward(view.course.course_id, module.title, view.onward, view.begun)
    return None


def module(seat: Seat, *, course_id: str, module_id: str) -> ModuleView:
    """Return a module and the trainee's way through it."""
    course = course_in_use(seat, course_id)
    outline = next((one for one in course.modules if one.id == module_id), None)
    if outline is None:
        raise Refused(_("The course in use no longer has this part. Go back to the course and open it again."))
    done = done_by(seat.connection, seat.person_id, course_id)
    attempts = attempts_at(seat.desk, course_id, module_id)
    allowed = attempts_allowed(seat.picture, outline, seat.person_id, course_id)
    names = competency_names()
    return ModuleView(
        course,
        progress(outline, done),
        _counted(seat, course, done).get(module_id),
        parts.module_from(_part(seat, course, parts.MODULE, module_id)[1]),
        tuple(names.get(id, id) for id in outline.competencies),
        steps(outline),
        allowed,
        attempts_left(allowed, attempts),
        any(one.submitted_at is None and one.course_version == course.version for one in attempts),
    )


def lesson(seat: Seat, *, course_id: str, lesson_id: str) -> LessonView:
    """Return a lesson with its pictures, and where reading stopped."""
    course = course_in_use(seat, course_id)
    outline = module_with(course, lesson_id)
    way = steps(outline)
    here = next(number for number, step in enumerate(way) if step.item_id == lesson_id)
    content = parts.lesson_from(_part(seat, course, parts.LESSON, lesson_id)[1])
    shown = content.html + (content.twin.html if content.twin else "")
    pictures = {name: _part(seat, course, parts.ASSET, name) for name in parts.shown_assets(content)}
    done = {one.item_id for one in done_by(seat.connection, seat.person_id, course_id)}
    return LessonView(
        course_id,
        outline,
        way[here],
        content,
        pictures,
        parts.module_from(_part(seat, course, parts.MODULE, outline.id)[1]).sources,
        _terms_in(seat, course, shown),
        lesson_id in done,
        seat.desk.get(_PLACES, f"{course_id}/{lesson_id}"),
        bool(seat.desk.get(_PLACES, _PLAINLY)),
        way[here - 1] if here else None,
        after(outline, lesson_id),
    )


def _terms_in(seat: Seat, course: Course, html: str) -> dict[str, GlossaryTerm]:
    ids = set(_TERM.findall(html))
    found = read_part(seat.connection, course.digest, parts.GLOSSARY, "") if ids else None
    return {} if found is None else {one.id: one for one in parts.glossary_from(found[1]) if one.id in ids}


def course_in_use(seat: Seat, course_id: str) -> Course:
    """Return the version of a course that is in use."""
    course = courses_in_use(seat.connection).get(course_id)
    if course is None:
        raise Refused(_("This course is not in use any more. Your coordinator can tell you why."))
    return course


def last_opened(seat: Seat, course_id: str) -> str:
    """Return the id of the lesson, reflection or check of a course that was opened most recently, or ""."""
    return str(seat.desk.get(_PLACES, course_id) or "")


def _part(seat: Seat, course: Course, kind: str, name: str) -> tuple[str, bytes]:
    found = read_part(seat.connection, course.digest, kind, name)
    if found is None:
        raise Refused(_("The lessons of this course are not on this computer. Ask your coordinator to install it."))
    return found


@cache
def competency_names() -> dict[str, str]:
    """Return the titles of the competencies that come with the program, by id."""
    file = shipped("curricula", "competencies.yaml")
    return {one.id: one.title for one in load_competencies(file)} if file.is_file() else {}


# Deeds


def open_item(seat: Seat, *, course_id: str, item_id: str) -> Done[None]:
    """Remember on the desk that this is where the trainee is, and that this item is no longer new to them."""
    course = course_in_use(seat, course_id)
    module_with(course, item_id)
    seat.desk.put(_PLACES, course_id, item_id)
    seat.desk.put(_PLACES, "latest", course_id)
    return Done(Changed.DESK if see_item(seat.desk, course_id, item_id, course.version) else Changed.NOTHING)


def keep_place(seat: Seat, *, course_id: str, lesson_id: str, place: Any) -> Done[None]:
    """Keep on the desk where in a lesson reading stopped; `place` is whatever JSON value the reader goes back to."""
    seat.desk.put(_PLACES, f"{course_id}/{lesson_id}", place)
    return Done(Changed.NOTHING)


def read_plainly(seat: Seat, *, plainly: bool) -> Done[None]:
    """Keep on the desk whether the person wants to read lessons in plain language."""
    seat.desk.put(_PLACES, _PLAINLY, plainly)
    return Done(Changed.NOTHING)


def complete_lesson(seat: Seat, *, course_id: str, lesson_id: str) -> Done[Step]:
    """Say that a lesson is done; the value is the step to go on with. One read again leads to that which follows it."""
    course = course_in_use(seat, course_id)
    outline = module_with(course, lesson_id)
    if any(one.item_id == lesson_id for one in done_by(seat.connection, seat.person_id, course_id)):
        return Done(Changed.NOTHING, value=after(outline, lesson_id))
    seat.say(LessonCompleted(course_id, course.version, outline.id, lesson_id))
    done = done_by(seat.connection, seat.person_id, course_id)
    return Done(Changed.LEARNING | Changed.HISTORY, completion_said(outline, done), follows(outline, lesson_id, done))
