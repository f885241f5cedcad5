"""A module: what completes it, the way through it, what it is for and what it rests on."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed
from peertrain.domain.curriculum import domain_name
from peertrain.domain.learning import ItemKind, rule_in_words
from peertrain.domain.pathway import Step
from peertrain.i18n import _
from peertrain.services import learning, versions
from peertrain.ui.everyone.remarks import take_care
from peertrain.ui.kit.cards import button, card, column, empty, fact, heading, pill, plain, progress, refill, way_back
from peertrain.ui.kit.page import Page
from peertrain.ui.trainee.course import CoursePage, so_far
from peertrain.ui.trainee.news import news_sign, news_words
from peertrain.ui.trainee.path import beaded
from peertrain.ui.trainee.ways import open_step, place_words, step_words
from peertrain.workplace.seat import Seat


class ModulePage(Page):
    """One module as a way of lessons, reflections and a check."""

    icon = "path"
    watches = Changed.LEARNING | Changed.COURSES | Changed.DESK
    in_rail = False

    @staticmethod
    def title() -> str:
        return _("Module")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.trainee.course import CoursePage

        return CoursePage

    def show_where(self, course_id: str = "", module_id: str = "") -> None:
        self._course_id, self._module_id = course_id, module_id
        self.go_stale()

    def build(self) -> None:
        self.add_key("Backspace", _("Back to the course"), lambda: self.context.go(CoursePage))

    def refresh(self) -> None:
        course_id, module_id = self._course_id, self._module_id

        def look(seat: Seat) -> tuple[learning.ModuleView, Mapping[str, versions.News]]:
            view = learning.module(seat, course_id=course_id, module_id=module_id)
            return view, versions.news(seat, course_id=course_id)

        self.background.ask(
            self,
            look,
            lambda found: self._show(*found),
            lambda sentence: refill(self.body, [self._back(), empty(sentence, icon_name="path")]),
        )

    def _back(self) -> QWidget:
        return way_back(_("All modules"), lambda: self.context.go(CoursePage))

    def _show(self, view: learning.ModuleView, news: Mapping[str, versions.News]) -> None:
        self._news, module = news, view.progress.module
        self.set_title(module.title)
        parts: list[QWidget] = [self._back(), plain(module.summary, "lead")]
        if view.about.take_care:
            parts.append(take_care(view.about.take_care))
        parts += [_rule(view), heading(_("The way through it")), self._way(view), *_about(view)]
        refill(self.body, parts)

    def _way(self, view: learning.ModuleView) -> QWidget:
        missing = _missing(view)
        now = next((step.item_id for step in view.way if step.item_id in missing), "")
        self.clear_primary()
        if now:
            step = next(step for step in view.way if step.item_id == now)
            words = _("Continue") if view.progress.done or view.attempt_open else _("Begin")
            self.set_primary(words, lambda: self._open(step), icon_name="arrow-right").setFocus()
        last = len(view.way) - 1
        rows = [
            beaded(
                self._row(view, step, done=step.item_id not in missing),
                "done" if step.item_id not in missing else "now" if step.item_id == now else "open",
                first=number == 0,
                last=number == last,
                down=8,
                gap=4,
            )
            for number, step in enumerate(view.way)
        ]
        return column(*rows, gap=0)

    def _row(self, view: learning.ModuleView, step: Step, *, done: bool) -> QWidget:
        box = QWidget()
        layout = QHBoxLayout(box)
        layout.setContentsMargins(0, 6, 0, 6)
        layout.setSpacing(12)
        state = _("done") if done else ""
        is_check = step.kind is ItemKind.CHECK
        name, place = (place_words(step), in_words(step.minutes)) if is_check else (step.title, step_words(step))
        words = ", ".join(part for part in (place, state, _attempts(view, step)) if part)
        lines: list[QWidget] = [plain(name, "strong"), plain(words, "small")]
        if (one := self._news.get(step.item_id)) is not None:
            said = news_words(one)
            words = _("{words}, {news}").format(words=words, news=said)
            tone, sign = news_sign(one)
            lines.append(fact(said[:1].upper() + said[1:], tone=tone, icon_name=sign))
        layout.addWidget(column(*lines, gap=2), 1)
        opens = button(_act(view, step, done=done), lambda: self._open(step), kind="quiet" if done else "")
        opens.setAccessibleName(_("{act}: {title}").format(act=opens.text(), title=name))
        layout.addWidget(opens, 0, Qt.AlignmentFlag.AlignTop)
        box.setAccessibleName(f"{name}, {words}")
        return box

    def _open(self, step: Step) -> None:
        open_step(self.context, self._course_id, step)


def _missing(view: learning.ModuleView) -> set[str]:
    one = view.progress
    check = {view.way[-1].item_id} if one.check_missing else set()
    return {*one.missing_lessons, *one.missing_reflections, *check}


def _act(view: learning.ModuleView, step: Step, *, done: bool = False) -> str:
    if step.kind is ItemKind.CHECK:
        if done:
            return _("See how it went")
        return _("Go on with the check") if view.attempt_open else _("Take the check")
    words = {ItemKind.LESSON: _("Read"), ItemKind.REFLECTION: _("Write")}
    again = {ItemKind.LESSON: _("Read again"), ItemKind.REFLECTION: _("Read again")}
    return (again if done else words)[step.kind]


def _attempts(view: learning.ModuleView, step: Step) -> str:
    if step.kind is not ItemKind.CHECK or view.left is None or not view.progress.check_missing:
        return ""
    return _("{left} of {count} attempts left").format(left=view.left, count=view.allowed)


def _rule(view: learning.ModuleView) -> QWidget:
    one = view.progress
    words = [progress(one.share, 1, so_far(one)), plain(rule_in_words(one.module), "soft")]
    if one.complete:
        words.insert(0, pill(_("Complete"), "pine"))
    counted, domains = one.module.minutes, one.module.domains
    words_of_it = _("It counts as {amount} of training hours: {domains}.")
    if view.counted is not None:
        counted, domains = view.counted.minutes, view.counted.domains
    if counted != one.module.minutes:
        words_of_it = _("It counts as {amount} of training hours, as you completed it: {domains}.")
    split = ", ".join(
        _("{domain} {amount}").format(domain=domain_name(domain), amount=in_words(minutes))
        for domain, minutes in domains.items()
    )
    said = words_of_it.format(amount=in_words(counted), domains=split)
    if one.module.live:
        live = _("{live} of it are meant to be spent together. Attended, they count as live training.")
        said += " " + live.format(live=in_words(one.module.live))
    return card(*words, plain(said, "soft"))


def _about(view: learning.ModuleView) -> list[QWidget]:
    parts: list[QWidget] = []
    if view.about.objectives:
        lines = [fact(one, icon_name="star", tone="pine") for one in view.about.objectives]
        parts.append(card(*lines, title=_("What you will be able to do")))
    if view.competencies:
        names = [fact(one, icon_name="scale") for one in view.competencies]
        parts.append(card(*names, title=_("Competencies it trains")))
    if view.about.sources:
        works = [fact(one.title, icon_name="book", detail=one.where) for one in view.about.sources]
        parts.append(card(*works, title=_("What it rests on")))
    return parts
