"""What stands around a lesson on its page: what it is for and a word of care before it, its sources after it."""

from html import escape

from peertrain.i18n import _
from peertrain.services.learning import LessonView


def page_html(view: LessonView, *, plainly: bool = False) -> str:
    """Return the lesson's checked HTML, or that of its twin, between its opening and its end; all else is escaped."""
    text = view.lesson.twin if plainly and view.lesson.twin else view.lesson
    return "".join([*_opening(view), text.html, *_end(view)])


def _opening(view: LessonView) -> list[str]:
    parts = []
    if view.lesson.objectives:
        items = "".join(f"<li>{escape(one)}</li>" for one in view.lesson.objectives)
        parts.append(f"<p><strong>{escape(_('After this lesson you can'))}</strong></p><ul>{items}</ul>")
    if view.lesson.take_care:
        heading = escape(_("Take care of yourself"))
        care = escape(view.lesson.take_care)
        parts.append(
            f'<table class="pull-care"><tr><td><p class="pull-heading"><strong>{heading}</strong></p>'
            f"<p>{care}</p></td></tr></table>"
        )
    return parts


def _end(view: LessonView) -> list[str]:
    if not view.sources:
        return []
    items = "".join(f"<li>{escape(one.title)}. {escape(one.where)}</li>" for one in view.sources)
    return [f"<h3>{escape(_('What this module rests on'))}</h3><ul>{items}</ul>"]
