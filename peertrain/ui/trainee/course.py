"""The course: its modules as a way, how far each one is, and where to go on."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from peertrain.domain.amounts import Minutes, in_words
from peertrain.domain.changes import Changed
from peertrain.domain.learning import ModuleProgress, Training
from peertrain.i18n import _
from peertrain.services import learning, versions
from peertrain.ui.everyone.books import Book, BooksPage
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, card, column, empty, heading, pill, plain, progress, refill
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.ui.trainee.news import news_card
from peertrain.ui.trainee.path import beaded
from peertrain.ui.trainee.ways import absent_words, called, open_module, open_step
from peertrain.workplace.seat import Seat

AllNews = Mapping[str, Mapping[str, versions.News]]
"""What is new to the trainee in each course, by the item's id."""


class CoursePage(Page):
    """Every module of the courses in use, in order."""

    icon = "path"
    watches = Changed.LEARNING | Changed.COURSES | Changed.DESK

    @staticmethod
    def title() -> str:
        return _("Course")

    def build(self) -> None:
        self._views: tuple[learning.CourseView, ...] = ()

    def refresh(self) -> None:
        def look(seat: Seat) -> tuple[tuple[learning.CourseView, ...], AllNews]:
            return learning.overview(seat), versions.all_news(seat)

        self.background.ask(self, look, lambda found: self._show(*found))

    def _show(self, views: tuple[learning.CourseView, ...], news: AllNews) -> None:
        self._views, self._news = views, news
        if not views:
            self.clear_primary()
            sentence = _("No course is in use in your organisation yet. Your coordinator adopts one; then it is here.")
            refill(self.body, [empty(sentence, icon_name="path")])
            return
        self.set_title(views[0].course.title if len(views) == 1 else self.title())
        refill(self.body, [part for view in views for part in self._course(view, alone=len(views) == 1)])
        self._offer_going_on(views)

    def _offer_going_on(self, views: tuple[learning.CourseView, ...]) -> None:
        onward = [(view, view.onward) for view in views if view.onward is not None and view.installed]
        self.clear_primary()
        if onward:
            view, step = onward[0]
            words = _("Continue") if view.begun else _("Begin")
            act = partial(open_step, self.context, view.course.course_id, step)
            self.set_primary(words, act, icon_name="arrow-right").setFocus()

    def _course(self, view: learning.CourseView, *, alone: bool) -> list[QWidget]:
        parts: list[QWidget] = [] if alone else [heading(view.course.title)]
        parts.append(plain(view.course.summary, "lead"))
        if not view.installed:
            return [*parts, empty(absent_words(view), icon_name="book")]
        parts.append(_whole(view))
        if view.onward is not None:
            parts.append(plain(_next_words(view), "soft"))
        if news := self._news[view.course.course_id]:
            parts.append(news_card(self.context, view.course, news))
        book = partial(self.context.go, BooksPage, book=Book.WORKBOOK, digest=view.course.digest)
        parts.append(flow(button(_("Print the workbook…"), book, icon_name="print")))
        rows = [self._module(view, number) for number in range(len(view.modules))]
        return [*parts, column(*rows, gap=0)]

    def _module(self, view: learning.CourseView, number: int) -> QWidget:
        one = view.modules[number]
        now = view.onward is not None and view.onward.module_id == one.module.id
        module_id, course_id = one.module.id, view.course.course_id
        opens = button(_("Open"), lambda: open_module(self.context, course_id, module_id))
        opens.setAccessibleName(_("Open {module}").format(module=one.module.title))
        news = self._news[course_id].values()
        marks = (
            [pill(_("New here"), "sky", icon_name="star")] if any(n.step.module_id == module_id for n in news) else []
        )
        panel = card(
            flow(heading(one.module.title), _state(one, begun=now and view.begun), *marks, gap=12),
            plain(one.module.summary, "soft"),
            progress(one.share, 1, so_far(one)),
            acting(plain(_minutes_in_words(one, view.counted.get(module_id)), "soft"), opens),
        )
        panel.setAccessibleName(one.module.title)
        state = "done" if one.complete else "now" if now else "open"
        return beaded(panel, state, first=number == 0, last=number == len(view.modules) - 1, down=16, gap=16)


def _whole(view: learning.CourseView) -> QWidget:
    words = _("{done} of {count} modules complete: {amount} of the {total} of this course").format(
        done=sum(one.complete for one in view.modules),
        count=len(view.modules),
        amount=in_words(sum(_minutes(view, one) for one in view.modules if one.complete)),
        total=in_words(sum(_minutes(view, one) for one in view.modules)),
    )
    return progress(sum(one.share for one in view.modules), len(view.modules), words)


def _minutes(view: learning.CourseView, one: ModuleProgress) -> Minutes:
    """Return what a module comes to for this trainee: what it counts as, once it is complete."""
    counted = view.counted.get(one.module.id) if one.complete else None
    return counted.minutes if counted else one.module.minutes


def _minutes_in_words(one: ModuleProgress, counted: Training | None) -> str:
    """Say how long a module takes, and what it counts as where it was completed in a version in which it took another time."""
    if counted is None or counted.minutes == one.module.minutes:
        return in_words(one.module.minutes)
    return _("It counts as {amount}, as you completed it. In this version it takes {now}.").format(
        amount=in_words(counted.minutes), now=in_words(one.module.minutes)
    )


def _next_words(view: learning.CourseView) -> str:
    step = view.onward
    if step is None:
        return ""
    module = next(one.module.title for one in view.modules if one.module.id == step.module_id)
    return _("Next in {module}: {step}").format(module=module, step=called(step))


def _state(one: ModuleProgress, *, begun: bool) -> QWidget:
    if one.complete:
        return pill(_("Complete"), "pine")
    if one.done or begun:
        return pill(_("Under way"), "sky", icon_name="path")
    return pill(_("Not begun yet"), "soft")


def so_far(one: ModuleProgress) -> str:
    """Say how many lessons and reflections of a module are done, and how its check stands."""
    module = one.module
    parts = [
        _("{done} of {count} lessons").format(
            done=len(module.lessons) - len(one.missing_lessons), count=len(module.lessons)
        )
    ]
    if module.reflections:
        done = len(module.reflections) - len(one.missing_reflections)
        parts.append(_("{done} of {count} reflections").format(done=done, count=len(module.reflections)))
    score = next((done.score for done in one.done if done.score is not None), None)
    parts.append(
        _("check still to pass") if one.check_missing else _("check passed with {score} %").format(score=score)
    )
    return ", ".join(parts)
