"""The questions of a check that is being written, asked as trainees are asked them; no answer is kept."""

from collections.abc import Sequence
from random import Random

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.curriculum import CheckOutline
from peertrain.domain.quizzes import Question, Response, Scenario, grade, present
from peertrain.i18n import _
from peertrain.ui.everyone.question import Answering, answering
from peertrain.ui.everyone.remarks import feedback_remark
from peertrain.ui.kit.cards import button, card, column, empty, plain, progress, refill
from peertrain.ui.kit.flow import flow


class PreviewCheck(QWidget):
    """One question after the other, in the order of the file; saving the file keeps the question that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._questions: Sequence[Question] = ()
        self._rules: CheckOutline | None = None
        self._number = 0
        self._given: Response | None = None
        self._shown: tuple[Question, CheckOutline] | None = None
        self.part: Answering | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(16)

    def show_questions(self, questions: Sequence[Question], rules: CheckOutline, *, begin: bool) -> None:
        """Ask these, from the first one on, or from the one that is shown."""
        self._questions, self._rules = questions, rules
        self._number = 0 if begin else min(self._number, max(len(questions) - 1, 0))
        if not questions:
            self._shown = None
            refill(
                self._layout, [empty(_("Its file has mistakes. They are in the list; mended, the questions are here."))]
            )
        elif begin or self._shown != (questions[self._number], rules):
            self._ask(None)

    def step(self, by: int) -> None:
        """Ask the next question (1) or the one before (-1)."""
        self._number = (self._number + by) % len(self._questions)
        self._ask(None)

    def _ask(self, given: Response | None) -> None:
        """Ask the question; with an answer given to the start of a scenario, what happens next in it."""
        question, rules = self._questions[self._number], self._rules
        if rules is None:
            return
        self._shown, self._given = (question, rules), given
        parts: list[QWidget] = [self._where(rules)]
        prompt = question.prompt
        if isinstance(question, Scenario):
            parts.append(card(plain(question.scene.strip())))
            if given is not None and question.follow_up is not None:
                parts += [feedback_remark(one) for one in grade(question, given).feedback]
                prompt = question.follow_up.prompt
        self.part = answering(present(question, Random(self._number)), given)  # noqa: S311 - shuffles what is shown
        self.part.changed.connect(self._may_check)
        self._below = column(gap=8)
        self._check = button(_("Check the answer"), self._answer, icon_name="check")
        before = button(_("Question before"), lambda: self.step(-1), icon_name="arrow-left")
        after = button(_("Next question"), lambda: self.step(1), icon_name="arrow-right")
        refill(self._layout, [*parts, plain(prompt, "lead"), self.part, self._below, flow(self._check, before, after)])
        self._may_check()

    def _where(self, rules: CheckOutline) -> QWidget:
        words = _("Question {number} of {count}. An attempt asks {asked}, and {mark} % pass.").format(
            number=self._number + 1, count=len(self._questions), asked=rules.questions, mark=rules.pass_mark
        )
        return progress(self._number + 1, len(self._questions), words)

    def _may_check(self) -> None:
        self._check.setEnabled(self.part is not None and self.part.response() is not None)

    def _answer(self) -> None:
        """Say what is said to this answer; a scenario goes on with its second half."""
        question, part = self._questions[self._number], self.part
        response = part.response() if part is not None else None
        if part is None or response is None:
            return
        if isinstance(question, Scenario) and question.follow_up is not None and self._given is None:
            self._ask(response)
            return
        said = grade(question, response).feedback
        before = len(grade(question, self._given).feedback) if self._given is not None else 0
        part.freeze()
        self._check.setEnabled(False)
        layout = self._below.layout()
        if layout is not None:
            refill(layout, [feedback_remark(one) for one in said[before:]])
