"""What is new in the version of a course that a trainee sees: the words for it, and the card on the course page."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from peertrain.domain.curriculum import Course
from peertrain.domain.learning import ItemKind
from peertrain.i18n import _, ngettext
from peertrain.services.versions import News
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, card, column, fact, plain, rule
from peertrain.ui.kit.page import Context
from peertrain.ui.trainee.ways import open_step

MOST = 5
"""How many lines the card holds; the modules have them all."""


def news_words(one: News) -> str:
    """Say what is new about an item."""
    if one.is_new:
        return _("new in this version")
    if one.again and one.step.kind is ItemKind.CHECK:
        return _("please look at it again: {why}").format(why=one.again)
    if one.again:
        return _("please read it again: {why}").format(why=one.again)
    return _("changed since you read it")


def news_sign(one: News) -> tuple[str, str]:
    """Return the tone and the icon of an item that is new."""
    return ("sun", "book") if one.again else ("sky", "star")


def news_card(context: Context, course: Course, news: Mapping[str, News]) -> QWidget:
    """Return what is new in a version, what asks to be read again first, each with the button that opens it."""
    found = sorted(news.values(), key=lambda one: not one.again)
    titles = {module.id: module.title for module in course.modules}
    said = plain(
        _("What you have done stays done, and its hours go on counting. A line goes once you have opened it."), "soft"
    )
    parts: list[QWidget] = [said]
    for one in found[:MOST]:
        parts += [rule(), _line(context, course.course_id, one, titles[one.step.module_id])]
    if more := len(found) - MOST:
        words = ngettext("{count} more is marked in its module.", "{count} more are marked in their modules.", more)
        parts += [rule(), plain(words.format(count=more), "soft")] if more > 0 else []
    return card(*parts, title=_("New in version {version}").format(version=course.version))


def _line(context: Context, course_id: str, one: News, module: str) -> QWidget:
    opens = button(_("Open"), lambda: open_step(context, course_id, one.step))
    opens.setAccessibleName(_("Open {module}").format(module=one.step.title))
    detail = _("{module}: {news}").format(module=module, news=news_words(one))
    tone, sign = news_sign(one)
    return acting(column(fact(one.step.title, tone=tone, icon_name=sign, detail=detail)), opens)
