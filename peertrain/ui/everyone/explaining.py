"""A term of a lesson, explained where it stands, with the way to the lesson that teaches it."""

from PySide6.QtCore import QPoint

from peertrain.services.learning import LessonView
from peertrain.ui.kit import reader as kit
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.term_card import show_term


def explain(page: Page, shown: kit.LessonView, lesson: LessonView | None, term_id: str) -> None:
    """Open the card of a term below the words at which the person is; `page` is the one that shows lessons."""
    term = lesson.terms.get(term_id) if lesson is not None else None
    if lesson is None or term is None:
        return
    where = {"course_id": lesson.course_id, "module_id": term.lesson.partition(".")[0], "item_id": term.lesson}
    elsewhere = term.lesson != lesson.lesson.id
    show_term(
        shown,
        shown.viewport().mapToGlobal(shown.cursorRect().bottomLeft() + QPoint(0, 6)),
        term=term.term,
        meaning=term.meaning,
        go=(lambda: page.context.go(type(page), **where)) if elsewhere else None,
    )
