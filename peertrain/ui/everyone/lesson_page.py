"""What stands around a lesson on its page: what it is for and a word of care before it, its sources after it."""

from collections.abc import Sequence
from html import escape

from peertrain.courseware.compiled import Lesson, SourceWork
from peertrain.i18n import _


def page_html(lesson: Lesson, sources: Sequence[SourceWork], *, plainly: bool = False) -> str:
    """Return the lesson's checked HTML, or that of its twin, between its opening and its end; all else is escaped."""
    text = lesson.twin if plainly and lesson.twin else lesson
    return "".join([*_opening(lesson), text.html, *_end(sources)])


def _opening(lesson: Lesson) -> list[str]:
    parts = []
    if lesson.objectives:
        items = "".join(f"<li>{escape(one)}</li>" for one in lesson.objectives)
        parts.append(f"<p><strong>{escape(_('After this lesson you can'))}</strong></p><ul>{items}</ul>")
    if lesson.take_care:
        heading = escape(_("Take care of yourself"))
        care = escape(lesson.take_care)
        parts.append(
            f'<table class="pull-care"><tr><td><p class="pull-heading"><strong>{heading}</strong></p>'
            f"<p>{care}</p></td></tr></table>"
        )
    return parts


def _end(sources: Sequence[SourceWork]) -> list[str]:
    if not sources:
        return []
    items = "".join(f"<li>{escape(one.title)}. {escape(one.where)}</li>" for one in sources)
    return [f"<h3>{escape(_('What this module rests on'))}</h3><ul>{items}</ul>"]
