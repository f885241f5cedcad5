"""The check of a module: one question a screen, what is to be said at once after each answer, and how it went."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from peertrain.domain.amounts import in_words
from peertrain.domain.quizzes import Attempt, Feedback, Marked, Response, Scenario, grade
from peertrain.i18n import _
from peertrain.services import checks, learning
from peertrain.ui.everyone.question import Answering, Choosing, answering
from peertrain.ui.everyone.remarks import feedback_remark
from peertrain.ui.kit.cards import button, card, column, empty, fact, plain, progress, refill, way_back
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.scrolling import bring_into_view
from peertrain.ui.kit.spoken import announce
from peertrain.ui.trainee.check_result import more_allowed, result_parts, unread
from peertrain.ui.trainee.course import CoursePage
from peertrain.ui.trainee.ways import open_module


class CheckPage(Page):
    """A module's check: before it, in it, and after it. An answer is final once it has been checked."""

    icon = "check"
    in_rail = False

    @staticmethod
    def title() -> str:
        return _("Check")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.trainee.course import CoursePage

        return CoursePage

    def show_where(self, course_id: str = "", module_id: str = "", item_id: str = "") -> None:
        self._where = {"course_id": course_id, "module_id": module_id}
        self._item_id = item_id
        self.go_stale()

    def build(self) -> None:
        self._view: checks.CheckView | None = None
        self._given: dict[str, Response] = {}
        self._number = 0
        self._half: Answering | None = None
        self.part: Answering | None = None
        self.act = button("", self._act, kind="primary")
        for keys in ("Return", "Enter"):
            self.add_key(keys, _("Check my answer, then go on"), self._act).setAutoRepeat(False)
        for number in range(9):
            self.add_key(str(number + 1), _("Choose the answer at this place"), partial(self._choose, number))
        self.keys = [key for key in self.keys if key.keys in {"Return", "1", "2", "3"}]

    def refresh(self) -> None:
        where, item_id = self._where, self._item_id
        self.background.ask(self, lambda seat: checks.check(seat, **where), self._show, self._show_nothing)
        self.background.do(
            self, lambda seat: learning.open_item(seat, course_id=where["course_id"], item_id=item_id), None, _nothing
        )

    # Before

    def _show_nothing(self, sentence: str) -> None:
        refill(self.body, [empty(sentence, button(_("Go to the course"), lambda: self.context.go(CoursePage)))])

    def _show(self, view: checks.CheckView) -> None:
        self._view = view
        self.set_title(_("Check: {module}").format(module=view.module.title))
        if view.open is not None:
            self._given = dict(view.open.responses)
            self._ask(view.next_number)
        elif view.results:
            self._show_result(view)
        else:
            self._show_start(view)

    def _show_start(self, view: checks.CheckView) -> None:
        check = view.module.check
        lines = [
            fact(_("{count} questions, about {amount}").format(count=check.questions, amount=in_words(check.minutes)), icon_name="clock"),
            fact(_("You pass with {mark} % or more.").format(mark=check.pass_mark), icon_name="check", tone="pine"),
            fact(_("You read at once what each answer means. After that the answer stays as it is."), icon_name="info"),
            fact(_("Stop whenever you like. You go on at the same question, even after a power cut."), icon_name="save"),
        ]  # fmt: skip
        if view.left is not None:
            lines.append(
                fact(
                    _("{left} of {count} attempts left").format(left=view.left, count=view.allowed),
                    icon_name="history",
                )
            )
        if view.more is not None:
            lines.append(more_allowed(view.more))
        acts = [button(_("Begin the check"), self._start, icon_name="arrow-right", kind="primary")]
        if view.unread:
            lines.insert(0, unread(view))
            read = button(_("Read first"), self._to_module, icon_name="book", kind="primary")
            acts = [read, button(_("Begin anyway"), self._start, icon_name="arrow-right")]
        refill(self.body, [self._back(), card(*lines), flow(*acts)])
        acts[0].setFocus()

    def _to_module(self) -> None:
        open_module(self.context, **self._where)

    def _back(self) -> QWidget:
        return way_back(_("All of the module"), self._to_module)

    def _start(self) -> None:
        where = self._where

        def begin(seat: Any) -> Any:
            return checks.start_attempt(seat, **where)

        def begun(_attempt: Attempt | None) -> None:
            self.background.ask(self, lambda seat: checks.check(seat, **where), self._show, self._show_nothing)

        self.background.do(self, begin, begun)

    # In it

    def _ask(self, number: int) -> None:
        view = self._view
        if view is None:
            return
        if number >= len(view.shown):
            self._finish()
            return
        self._number = number
        shown = view.shown[number]
        question, given = shown.question, self._given.get(shown.question.id)
        half_done = isinstance(question, Scenario) and given is not None
        self.part = answering(shown, given)
        self.part.changed.connect(self._may_act)
        words = _("Question {number} of {count}").format(number=number + 1, count=len(view.shown))
        parts: list[QWidget] = [self._back(), progress(number, len(view.shown), words)]
        if isinstance(question, Scenario):
            parts.append(card(plain(question.scene.strip())))
        if half_done and given is not None:
            parts += [feedback_remark(one) for one in grade(question, given).feedback]
        prompt = (
            question.follow_up.prompt
            if half_done and isinstance(question, Scenario) and question.follow_up
            else question.prompt
        )
        parts += [plain(prompt, "lead"), self.part]
        self._below = column(gap=8)
        self.act = button(_("Check my answer"), self._act, kind="primary")
        refill(self.body, [*parts, self._below, flow(self.act)])
        self._checked = False
        self._may_act()
        self.part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_act(self) -> None:
        if not self._checked:
            self.act.setEnabled(self.part is not None and self.part.response() is not None)

    def _choose(self, number: int) -> None:
        if isinstance(self.part, Choosing):
            self.part.choose(number)

    def _act(self) -> None:
        """Check the answer, or go on once it is checked."""
        view, part = self._view, self.part
        if view is None or part is None or not self.act.isEnabled():
            return
        question = view.shown[self._number].question
        if self._checked:
            done = checks.is_final(question, self._given)
            self._ask(self._number + 1 if done else self._number)
            return
        response = part.response()
        if response is None:
            return
        self.act.setEnabled(False)
        where = self._where
        self.background.do(
            self,
            lambda seat: checks.answer(seat, **where, question_id=question.id, response=response),
            lambda marked: self._answered(response, marked),
            self._not_answered,
        )

    def _not_answered(self, sentence: str) -> None:
        self.act.setEnabled(True)
        self.context.notices.say(sentence)

    def _answered(self, response: Response, marked: Marked | None) -> None:
        view, part = self._view, self.part
        if view is None or part is None or marked is None:
            return
        question = view.shown[self._number].question
        before = self._given.get(question.id)
        new = marked.feedback[len(grade(question, before).feedback) if before is not None else 0 :]
        self._given[question.id] = response
        self._checked = True
        part.freeze()
        layout = self._below.layout()
        if layout is not None:
            refill(
                layout,
                [feedback_remark(one) for one in new]
                or [feedback_remark(Feedback("", True, _("All of it is right.")))],
            )
        last = self._number + 1 == len(view.shown)
        final = checks.is_final(question, self._given)
        self.act.setText(_("What happens next") if not final else _("See how it went") if last else _("Next question"))
        self.act.setEnabled(True)
        self.act.setFocus()
        bring_into_view(self.act)
        announce(self, " ".join(one.text for one in new))

    # After

    def _finish(self) -> None:
        where = self._where

        def look(_result: checks.Result | None) -> None:
            self.background.ask(self, lambda seat: checks.check(seat, **where), self._show_result, self._show_nothing)

        self.background.do(self, lambda seat: checks.finish_attempt(seat, **where), look, self._not_answered)

    def _show_result(self, view: checks.CheckView) -> None:
        self._view, self.part = view, None
        refill(self.body, [self._back(), *result_parts(self.context, view, again=self._start)])


def _nothing(_sentence: str) -> None:
    """Leave it: that the place was not remembered is nothing to read about."""
