"""Results of examinations: recording one, the list of them, and putting a mistaken one right."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.changes import Done
from peertrain.domain.days import full_day, short_day
from peertrain.domain.programmes import ExamRule
from peertrain.i18n import _
from peertrain.services import exams
from peertrain.services.exams import Sitting
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, fact, refill
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Field, Form
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.rows import Column, Source, Table
from peertrain.workplace.seat import Seat


class ExamForm(QWidget):
    """First who, then which of their examinations and how it went."""

    def __init__(
        self, page: Page, trainees: Mapping[str, str], asked: Mapping[str, Sequence[ExamRule]], today: date
    ) -> None:
        super().__init__()
        self._page, self._trainees, self._exams, self._today = page, trainees, asked, today
        self.person = fields.choice("person", _("Whose"), {id: trainees[id] for id in asked})
        self._below = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.person)
        layout.addLayout(self._below)
        self.form: Form | None = None
        self.person.changed.connect(self._show)

    def _show(self) -> None:
        rules = self._exams.get(self.person.read(), ())
        only = rules[0].id if len(rules) == 1 else None
        exam = fields.choice("exam", _("Examination"), {one.id: one.name for one in rules}, value=only)
        self.form = Form(
            exam, *_result_fields(self._today, hint=_scales(rules)), submit=_("Record the result…"),
            on_submit=self._record,
        )  # fmt: skip
        refill(self._below, [self.form])

    def _record(self, values: dict[str, Any]) -> None:
        person_id = self.person.read()

        def deed(seat: Seat, passphrase: str) -> Done[None]:
            return exams.record_exam(
                seat, person_id=person_id, exam=values["exam"], **_said(values), passphrase=passphrase
            )

        names = {one.id: one.name for one in self._exams[person_id]}
        what = _in_words(values, name=self._trainees[person_id], exam=names[values["exam"]])
        sign(self._page, self._page.background, what=what, yes=_("Record the result"), deed=deed)


class ExamResults(QWidget):
    """The list of results; the one at which the person is can be corrected or taken back, with a reason."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._today = date.min
        self.table = _table(page, lambda: self._today)
        self.table.chosen.connect(self._choose)
        self._correct = button(_("Correct…"), lambda: self._begin(self._correct_form), icon_name="pen")
        self._correct.setAccessibleName(_("Correct the result"))
        self._take_back = button(_("Take back…"), lambda: self._begin(self._take_back_form), icon_name="return")
        self._take_back.setAccessibleName(_("Take the result back"))
        self._below = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.table)
        acts = flow(self._correct, self._take_back)
        self.table.model.filled.connect(lambda: acts.setVisible(self.table.model.rowCount() > 0))
        layout.addWidget(acts)
        layout.addLayout(self._below)
        self._choose(None)

    def reload(self, today: date) -> None:
        """Ask for the results again."""
        self._today = today
        self.table.reload()

    def _choose(self, one: Sitting | None) -> None:
        stands = one is not None and not one.result.void_reason
        self._correct.setEnabled(stands)
        self._take_back.setEnabled(stands)

    def _begin(self, form_for: Any) -> None:
        one = self.table.current()
        if one is not None:
            form: Form = form_for(one)
            refill(self._below, [card(fact(_as_recorded(one), icon_name="info", tone="sky"), form, tone="sky")])
            next(iter(form.fields.values())).focus_on.setFocus()

    def _end(self) -> None:
        refill(self._below, [])

    def _correct_form(self, one: Sitting) -> Form:
        result = one.result

        def read(values: dict[str, Any]) -> None:
            def deed(seat: Seat, passphrase: str) -> Done[None]:
                return exams.correct_exam(
                    seat, result_id=result.id, **_said(values), reason=values["reason"], passphrase=passphrase
                )

            said = _in_words(values, name=one.name, exam=one.exam)
            what = _("{result} Reason for the correction: {reason}").format(result=said, reason=values["reason"])
            sign(self._page, self._page.background, what=what, yes=_("Correct the result"), deed=deed, then=self._done)

        now = _result_fields(self._today)
        for field, value in zip(now, (result.on, "yes" if result.passed else "no", result.score), strict=True):
            field.write("" if value is None else str(value) if isinstance(value, int) else value)
        return self._form(*now, submit=_("Read and sign…"), on_submit=read)

    def _take_back_form(self, one: Sitting) -> Form:
        def read(values: dict[str, Any]) -> None:
            def deed(seat: Seat, passphrase: str) -> Done[None]:
                return exams.take_back_exam(
                    seat, result_id=one.result.id, reason=values["reason"], passphrase=passphrase
                )

            what = _("{result} This result is taken back and counts no more. Reason: {reason}").format(
                result=_as_recorded(one), reason=values["reason"]
            )
            sign(self._page, self._page.background, what=what, yes=_("Take it back"), deed=deed, then=self._done)

        return self._form(submit=_("Read and sign…"), on_submit=read)

    def _form(self, *asked: Field, submit: str, on_submit: Any) -> Form:
        reason = fields.line("reason", _("What was wrong"), hint=_("A few words. They stay in the record."))
        return Form(*asked, reason, submit=submit, on_submit=on_submit, also=(button(_("Go back"), self._end),))

    def _done(self, _nothing: None) -> None:
        self._end()


def _table(page: Page, today: Any) -> Table:
    return Table(
        name=_("Results"),
        columns=[
            Column(_("Name"), lambda one: one.name, stretch=True),
            Column(_("Examination"), lambda one: one.exam, stretch=True),
            Column(_("Day"), lambda one: short_day(one.result.on, today())),
            Column(_("Result"), _outcome, icon=_outcome_sign),
            Column(
                _("Score"),
                lambda one: "" if one.result.score is None else str(one.result.score),
                right=True,
                named=True,
            ),
        ],
        nothing=_("No examination is recorded yet. Results come from whoever holds the examination."),
        background=page.background,
        source=Source(
            ids=lambda seat, wish: exams.sitting_ids(seat, wish.filter),
            rows=exams.sittings,
        ),
        rows_shown=5,
    )


def _outcome(one: Sitting) -> str:
    if one.result.void_reason:
        return _("taken back")
    said = _("passed") if one.result.passed else _("not passed")
    return _("{result}, corrected").format(result=said) if one.result.corrected else said


def _outcome_sign(one: Sitting) -> tuple[str, str]:
    if one.result.void_reason:
        return "broken", "soft"
    return ("done", "pine") if one.result.passed else ("circle", "soft")


def _result_fields(today: date, *, hint: str = "") -> list[Field]:
    return [
        fields.day("on", _("Day"), value=today, latest=today),
        fields.choice("passed", _("Result"), {"yes": _("Passed"), "no": _("Not passed")}),
        fields.line("score", _("Score"), hint=hint, required=False, check=_whole_number),
    ]


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form says of a result, as the deeds take it."""
    score = int(values["score"]) if values["score"] else None
    return {"on": values["on"], "score": score, "passed": values["passed"] == "yes"}


def _in_words(values: Mapping[str, Any], *, name: str, exam: str) -> str:
    """Return a result as one sentence, to be read before it is signed."""
    passed = _("{name} passed {exam} on {day}.")
    if values["passed"] != "yes":
        passed = _("{name} sat {exam} on {day} and did not pass.")
    words = passed.format(name=name, exam=exam, day=full_day(values["on"]))
    return _("{words} Score: {score}.").format(words=words, score=values["score"]) if values["score"] else words


def _as_recorded(one: Sitting) -> str:
    """Return how a result stands in the record now."""
    result = one.result
    values = {"on": result.on, "passed": "yes" if result.passed else "no", "score": result.score}
    said = _in_words(values, name=one.name, exam=one.exam)
    return _("Attempt {number}, as recorded: {result}").format(number=result.attempt, result=said)


def _scales(rules: Sequence[ExamRule]) -> str:
    return "; ".join(
        _("{exam}: {lowest} to {highest}").format(exam=one.name, lowest=one.scale[0], highest=one.scale[1])
        for one in rules
        if one.scale is not None
    )


def _whole_number(text: str) -> str:
    return "" if text.isdecimal() else _("Give the score as a whole number, or leave it empty.")
