"""Reflections and notes: what a person writes for themselves alone, sealed on their own desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peertrain.courseware import parts
from peertrain.courseware.compiled import Reflection
from peertrain.domain.changes import Changed, Done
from peertrain.domain.curriculum import Course, ModuleOutline
from peertrain.domain.errors import Refused
from peertrain.domain.learning import ReflectionWritten
from peertrain.domain.pathway import Step, after, completion_said, follows, version_order
from peertrain.i18n import _
from peertrain.storage.installed import read_part
from peertrain.storage.lists.learning import adopted_courses, done_by
from peertrain.storage.writing import NOTES, REFLECTIONS
from peertrain.workplace.seat import Seat

_TOLD = "told"
FEWEST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Writing:
    """What the person has written, and when they last did; empty where there is nothing."""

    text: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReflectionView:
    """A reflection to write; `done` once the person has said that it is written, `next` follows it."""

    course_id: str
    module: ModuleOutline
    reflection: Reflection
    writing: Writing
    done: bool
    next: Step | None


@dataclass(frozen=True, slots=True)
class ReflectionLine:
    """A reflection in the list of all."""

    course_id: str
    module_id: str
    module_title: str
    reflection_id: str
    title: str
    words: int
    at: datetime | None
    done: bool


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note in the list of all, with the lesson beside which it was written."""

    course_id: str
    module_id: str
    module_title: str
    lesson_id: str
    title: str
    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class PrivatePages:
    """Everything private that was written or can be; `told` once the person has read who can open it."""

    told: bool
    reflections: tuple[ReflectionLine, ...]
    notes: tuple[NoteLine, ...]


def count_words(text: str) -> int:
    """Return the number of words, as `write_reflection` counts them."""
    return len(text.split())


# Questions


def private_pages(seat: Seat) -> PrivatePages:
    """Return the reflections of the courses in use, and everything written in these and in earlier ones."""
    return PrivatePages(was_told(seat), tuple(_reflection_lines(seat)), tuple(_note_lines(seat)))


def _reflection_lines(seat: Seat) -> Iterator[ReflectionLine]:
    written, seen = dict(seat.desk.items(REFLECTIONS)), set[str]()
    for course in _versions(seat):
        done = {one.item_id for one in done_by(seat.connection, seat.person_id, course.course_id)}
        for module in course.modules:
            for one in module.reflections:
                name = f"{course.course_id}/{one.id}"
                kept = _writing(written.get(name))
                if name not in seen and (course.in_use or kept.text):
                    seen.add(name)
                    yield ReflectionLine(
                        course.course_id, module.id, module.title, one.id, one.title, count_words(kept.text), kept.at,
                        one.id in done,
                    )  # fmt: skip


def _note_lines(seat: Seat) -> Iterator[NoteLine]:
    noted = dict(seat.desk.items(NOTES))
    for course in _versions(seat):
        for module in course.modules:
            for lesson in module.lessons:
                kept = _writing(noted.pop(f"{course.course_id}/{lesson.id}", None))
                if kept.text:
                    yield NoteLine(
                        course.course_id, module.id, module.title, lesson.id, lesson.title, kept.text, kept.at
                    )


def _versions(seat: Seat) -> list[Course]:
    """Return every version of every course, those in use first: nobody loses sight of what they once wrote."""
    by_version = sorted(adopted_courses(seat.connection), key=lambda one: version_order(one.version), reverse=True)
    return sorted(by_version, key=lambda one: (not one.in_use, one.title))


def reflection(seat: Seat, *, course_id: str, reflection_id: str) -> ReflectionView:
    """Return a reflection with what was written so far."""
    course, module = _module(seat, course_id, reflection_id)
    found = read_part(seat.connection, course.digest, parts.MODULE, module.id)
    prompts = parts.module_from(found[1]).reflections if found else ()
    asked = next((one for one in prompts if one.id == reflection_id), None)
    if asked is None:
        raise Refused(_("The lessons of this course are not on this computer. Ask your coordinator to install it."))
    done = {one.item_id for one in done_by(seat.connection, seat.person_id, course_id)}
    return ReflectionView(
        course_id,
        module,
        asked,
        _writing(seat.desk.get(REFLECTIONS, f"{course_id}/{reflection_id}")),
        reflection_id in done,
        after(module, reflection_id),
    )


def note(seat: Seat, *, course_id: str, lesson_id: str) -> Writing:
    """Return the person's note beside a lesson."""
    return _writing(seat.desk.get(NOTES, f"{course_id}/{lesson_id}"))


def was_told(seat: Seat) -> bool:
    """Return whether the person has read who can open what they write, and what is lost with the keys."""
    return bool(seat.desk.get(_TOLD, "sealed"))


def _writing(kept: Any) -> Writing:
    return Writing(kept["text"], datetime.fromisoformat(kept["at"])) if kept else Writing()


def _module(seat: Seat, course_id: str, item_id: str) -> tuple[Course, ModuleOutline]:
    """Return where a reflection is: in the version in use, or in the newest that still had it."""
    for course in _versions(seat):
        for module in course.modules if course.course_id == course_id else ():
            if any(one.id == item_id for one in module.reflections):
                return course, module
    raise Refused(_("No course has this reflection any more. Go back to the list and open it again."))


# Deeds


def be_told(seat: Seat) -> Done[None]:
    """Remember that the person has read who can open what they write."""
    seat.desk.put(_TOLD, "sealed", seat.now.isoformat())
    return Done(Changed.NOTHING)


def keep_reflection(seat: Seat, *, course_id: str, reflection_id: str, text: str) -> Done[datetime]:
    """Keep what is written so far."""
    _keep(seat, REFLECTIONS, f"{course_id}/{reflection_id}", text)
    return Done(Changed.NOTHING, value=seat.now)


def keep_note(seat: Seat, *, course_id: str, lesson_id: str, text: str) -> Done[datetime]:
    """Keep the note beside a lesson; an empty one is taken away."""
    _keep(seat, NOTES, f"{course_id}/{lesson_id}", text)
    return Done(Changed.NOTHING, value=seat.now)


def _keep(seat: Seat, shelf: str, name: str, text: str) -> None:
    if text.strip():
        seat.desk.put(shelf, name, {"text": text, "at": seat.now.isoformat()})
    else:
        seat.desk.remove(shelf, name)


def write_reflection(seat: Seat, *, course_id: str, reflection_id: str, text: str) -> Done[Step]:
    """Keep the reflection and say that it is written; the record never learns what it says. The value is the next step."""
    course, module = _module(seat, course_id, reflection_id)
    if count_words(text) < FEWEST_WORDS:
        raise Refused(
            _("Write at least {count} words first. Nobody reads them but you; they are there to think with.").format(
                count=FEWEST_WORDS
            )
        )
    _keep(seat, REFLECTIONS, f"{course_id}/{reflection_id}", text)
    if any(one.item_id == reflection_id for one in done_by(seat.connection, seat.person_id, course_id)):
        return Done(Changed.DESK, value=after(module, reflection_id))
    seat.say(ReflectionWritten(course_id, course.version, module.id, reflection_id))
    done = done_by(seat.connection, seat.person_id, course_id)
    title = next(one.title for one in module.reflections if one.id == reflection_id)
    said = completion_said(module, done) or _("“{title}” is written and kept, for your eyes only.").format(title=title)
    changed = Changed.LEARNING | Changed.DESK | Changed.HISTORY
    return Done(changed, said, follows(module, reflection_id, done))
