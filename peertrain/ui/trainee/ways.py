"""From one page of learning to the next: which page shows a step of a module, and what it is called."""

from typing import Any

from peertrain.domain.amounts import in_words
from peertrain.domain.learning import ItemKind
from peertrain.domain.pathway import Step
from peertrain.i18n import _
from peertrain.services import learning
from peertrain.ui.kit.page import Context


def open_step(context: Context, course_id: str, step: Step | None) -> None:
    """Show the page of a step; without one, the course."""
    from peertrain.ui.trainee.check import CheckPage
    from peertrain.ui.trainee.course import CoursePage
    from peertrain.ui.trainee.reader import ReaderPage
    from peertrain.ui.trainee.reflection import ReflectionPage

    if step is None:
        context.go(CoursePage)
        return
    page: Any = {ItemKind.LESSON: ReaderPage, ItemKind.REFLECTION: ReflectionPage, ItemKind.CHECK: CheckPage}[step.kind]
    context.go(page, course_id=course_id, module_id=step.module_id, item_id=step.item_id)


def open_module(context: Context, course_id: str, module_id: str) -> None:
    """Show a module."""
    from peertrain.ui.trainee.module import ModulePage

    context.go(ModulePage, course_id=course_id, module_id=module_id)


def place_words(step: Step) -> str:
    """Say which step of its kind this is, such as "Lesson 4 of 8"."""
    words = {
        ItemKind.LESSON: _("Lesson {number} of {count}"),
        ItemKind.REFLECTION: _("Reflection {number} of {count}"),
        ItemKind.CHECK: _("Check"),
    }
    return words[step.kind].format(number=step.number, count=step.count)


def called(step: Step) -> str:
    """Say which step this is and its title; a check has none but that of its module."""
    if step.kind is ItemKind.CHECK:
        return place_words(step)
    return _("{place}: “{title}”").format(place=place_words(step), title=step.title)


def step_words(step: Step) -> str:
    """Say which step this is and how long it takes."""
    return _("{place} · {amount}").format(place=place_words(step), amount=in_words(step.minutes))


def absent_words(view: learning.CourseView) -> str:
    """Say why the lessons of a course cannot be read here, and what to do."""
    if not view.coming:
        return _("The lessons of this course are not on this computer. Ask your coordinator to install it.")
    said = _("“{course}” is being made ready on this computer. In a minute or two it can be read here.")
    return said.format(course=view.course.title)
