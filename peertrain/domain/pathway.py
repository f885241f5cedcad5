"""The way through a course: what follows what in a module, and where a trainee goes on."""

from collections.abc import Iterable
from dataclasses import dataclass

from peertrain.domain.amounts import Minutes, in_words
from peertrain.domain.curriculum import Course, ModuleOutline
from peertrain.domain.errors import Refused
from peertrain.domain.learning import Done, ItemKind, check_item, progress
from peertrain.i18n import _


@dataclass(frozen=True, slots=True)
class Step:
    """An item of a module on the way through it: the `number`-th of `count` of its kind."""

    module_id: str
    kind: ItemKind
    item_id: str
    title: str
    minutes: Minutes
    number: int
    count: int


def steps(module: ModuleOutline) -> tuple[Step, ...]:
    """Return the way through a module: each reflection after the lesson that it follows, the check at the end."""
    found: list[Step] = []
    left = list(module.reflections)
    for number, lesson in enumerate(module.lessons, start=1):
        found.append(
            Step(module.id, ItemKind.LESSON, lesson.id, lesson.title, lesson.minutes, number, len(module.lessons))
        )
        for reflection in [one for one in left if one.after == lesson.id]:
            left.remove(reflection)
            found.append(_reflection(module, reflection.id))
    found += [_reflection(module, reflection.id) for reflection in left]
    title = _("Check: {module}").format(module=module.title)
    return (*found, Step(module.id, ItemKind.CHECK, check_item(module.id), title, module.check.minutes, 1, 1))


def _reflection(module: ModuleOutline, id: str) -> Step:
    for number, one in enumerate(module.reflections, start=1):
        if one.id == id:
            return Step(module.id, ItemKind.REFLECTION, id, one.title, one.minutes, number, len(module.reflections))
    raise KeyError(id)


def after(module: ModuleOutline, item_id: str) -> Step | None:
    """Return the step that follows an item of the module; None at its end."""
    way = steps(module)
    places = [place for place, step in enumerate(way) if step.item_id == item_id]
    return way[places[0] + 1] if places and places[0] + 1 < len(way) else None


def follows(module: ModuleOutline, item_id: str, done: Iterable[Done]) -> Step | None:
    """Return where whoever has just done an item goes on: the next open step of its module; None when none is left."""
    finished = {item_id, *(one.item_id for one in done)}
    return next((step for step in _from(steps(module), item_id) if step.item_id not in finished), None)


def module_with(course: Course, item_id: str) -> ModuleOutline:
    """Return the module that an item of the course belongs to."""
    for module in course.modules:
        if any(step.item_id == item_id for step in steps(module)):
            return module
    raise Refused(_("The course in use no longer has this part. Go back to the course and open it again."))


def completion_said(module: ModuleOutline, done: Iterable[Done]) -> str:
    """Say that a module is complete and what it counts; nothing while something of it is missing."""
    if not progress(module, done).complete:
        return ""
    return _("You have completed “{module}”. Its {amount} count as training hours.").format(
        module=module.title, amount=in_words(module.minutes)
    )


def go_on(course: Course, done: Iterable[Done], last: str = "") -> Step | None:
    """Return where a trainee goes on, who opened the item `last` most recently; None when everything is done.

    That item itself while it is open; else the next open one of its module; else of the modules after it, then before
    it. A check comes when nothing else of its module is left, also for one who has tried it before.
    """
    finished = {one.item_id for one in done if one.course_id == course.course_id}
    ways = [steps(module) for module in course.modules]
    here = next((number for number, way in enumerate(ways) if any(step.item_id == last for step in way)), 0)
    ordered = [step for way in (*ways[here:], *ways[:here]) for step in _from(way, last)]
    return next((step for step in ordered if step.item_id not in finished), None)


def _from(way: tuple[Step, ...], last: str) -> tuple[Step, ...]:
    """Return the steps of a module beginning at one of them, with the check at the end."""
    *before, check = way
    place = next((number for number, step in enumerate(before) if step.item_id == last), 0)
    return (*before[place:], *before[:place], check)


def newest(courses: Iterable[Course]) -> dict[str, Course]:
    """Return the newest version in use of every course, by course id."""
    found: dict[str, Course] = {}
    for course in courses:
        known = found.get(course.course_id)
        if course.in_use and (known is None or version_order(course.version) > version_order(known.version)):
            found[course.course_id] = course
    return found


def version_order(version: str) -> tuple[int, ...]:
    """Return a version in a form that sorts: 1.10.0 comes after 1.9.0."""
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))
