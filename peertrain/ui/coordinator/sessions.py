"""Live training sessions and examinations: recording them, and the list of those recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed, Done
from peertrain.domain.curriculum import DOMAINS, domain_name
from peertrain.domain.days import full_day, short_day
from peertrain.domain.learning import Delivery
from peertrain.domain.programmes import ExamRule
from peertrain.domain.standing_training import delivery_name
from peertrain.i18n import _
from peertrain.services import programmes
from peertrain.services.programmes import HeldSession, Sitting
from peertrain.ui.coordinator.draft import Draft
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import card, column, fact, plain, refill, rule
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.forms import Field, Form
from peertrain.ui.kit.page import Page
from peertrain.workplace.seat import Seat

LIVE = (Delivery.IN_PERSON, Delivery.LIVE_ONLINE)


@dataclass(frozen=True, slots=True)
class Book:
    """Everything the page shows; `exams` are those of each trainee, by person."""

    trainees: dict[str, str]
    exams: dict[str, tuple[ExamRule, ...]]
    sessions: tuple[HeldSession, ...]
    sittings: tuple[Sitting, ...]
    today: date


def look(seat: Seat) -> Book:
    """Return what the page shows."""
    trainees = programmes.trainees_now(seat)
    exams = {id: programmes.exams_of(seat, person_id=id) for id in trainees}
    return Book(
        trainees,
        {id: rules for id, rules in exams.items() if rules},
        programmes.held_sessions(seat),
        programmes.sittings(seat),
        seat.today,
    )


class SessionsPage(Page):
    """Live sessions and exams."""

    icon = "group"
    watches = Changed.LEARNING | Changed.PROGRAMMES | Changed.PEOPLE

    @staticmethod
    def title() -> str:
        return _("Sessions and exams")

    def build(self) -> None:
        self._book: Book | None = None
        self._forms = QVBoxLayout()
        self._lists = QVBoxLayout()
        for layout in (self._forms, self._lists):
            layout.setSpacing(16)
            self.body.addLayout(layout)

    def refresh(self) -> None:
        self.background.ask(self, look, self._show)

    def _show(self, book: Book) -> None:
        before, self._book = self._book, book
        if before is None or (before.trainees, before.exams) != (book.trainees, book.exams):
            refill(self._forms, self._recording(book))
        refill(self._lists, [_sessions(book), _sittings(book)])

    def _recording(self, book: Book) -> list[QWidget]:
        if not book.trainees:
            words = _("There are no trainees yet. Enrol them under People; then sessions can be recorded.")
            return [card(fact(words, tone="soft", icon_name="people"))]
        self.session = _session_form(book, self._hold)
        self._draft = Draft(self.session, "session", self.background)
        self._draft.load()
        parts: list[QWidget] = [
            Disclosure(plain(_("A live session"), "strong"), lambda: self.session, name=_("A live session"))
        ]
        if book.exams:
            self.exam = _ExamForm(self, book)
            name = _("The result of an examination")
            parts += [rule(), Disclosure(plain(name, "strong"), lambda: self.exam, name=name)]
        return [card(*parts, title=_("Record"))]

    def _hold(self, values: dict[str, Any]) -> None:
        self.background.do(
            self,
            lambda seat: programmes.hold_session(
                seat, title=values["title"], on=values["on"], minutes=values["minutes"], delivery=values["delivery"],
                domains=values["domains"], trainee_ids=values["there"],
            ),
            lambda _nothing: self._held(),
            self.session.refuse,
        )  # fmt: skip

    def _held(self) -> None:
        self._draft.drop()
        self.session.clear()


def _session_form(book: Book, hold: Any) -> Form:
    split = fields.split(
        "domains", _("Domains"), {domain: domain_name(domain) for domain in DOMAINS}, total=120,
        hint=_("What the time was about. All of it needs a domain."),
    )  # fmt: skip
    minutes = fields.duration("minutes", _("How long"), value=120)
    minutes.changed.connect(lambda: split.editor.set_total(minutes.read()))  # type: ignore[attr-defined]
    return Form(
        fields.line("title", _("What it was about")),
        fields.day("on", _("Day"), value=book.today, latest=book.today),
        minutes,
        fields.choice("delivery", _("How it was held"), {one: delivery_name(one).capitalize() for one in LIVE}),
        split,
        fields.choices("there", _("Who was there"), book.trainees, required=True),
        submit=_("Record the session"),
        on_submit=hold,
        icon_name="check",
    )


class _ExamForm(QWidget):
    """First who, then which of their examinations and how it went."""

    def __init__(self, page: SessionsPage, book: Book) -> None:
        super().__init__()
        self._page, self._book = page, book
        people = {id: book.trainees[id] for id in book.exams}
        self.person = fields.choice("person", _("Whose"), people)
        self._below = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.person)
        layout.addLayout(self._below)
        self.form: Form | None = None
        self.person.changed.connect(self._show)

    def _show(self) -> None:
        rules = self._book.exams.get(self.person.read(), ())
        self.form = Form(*_exam_fields(rules, self._book.today), submit=_("Record the result…"), on_submit=self._record)
        refill(self._below, [self.form])

    def _record(self, values: dict[str, Any]) -> None:
        person_id = self.person.read()
        if self.form is None:
            return
        score = int(values["score"]) if values["score"] else None

        def deed(seat: Seat, passphrase: str) -> Done[None]:
            return programmes.record_exam(
                seat, person_id=person_id, exam=values["exam"], on=values["on"], score=score,
                passed=values["passed"] == "yes", passphrase=passphrase,
            )  # fmt: skip

        sign(self._page, self._page.background, what=self._in_words(values), yes=_("Record the result"), deed=deed)

    def _in_words(self, values: dict[str, Any]) -> str:
        """Return the result as one sentence, to be read before it is signed."""
        names = {one.id: one.name for one in self._book.exams.get(self.person.read(), ())}
        passed = (
            _("{name} passed {exam} on {day}.")
            if values["passed"] == "yes"
            else _("{name} sat {exam} on {day} and did not pass.")
        )
        words = passed.format(
            name=self._book.trainees[self.person.read()], exam=names[values["exam"]], day=full_day(values["on"])
        )
        return _("{words} Score: {score}.").format(words=words, score=values["score"]) if values["score"] else words


def _exam_fields(rules: Sequence[ExamRule], today: date) -> list[Field]:
    scales = [
        _("{exam}: {lowest} to {highest}").format(exam=one.name, lowest=one.scale[0], highest=one.scale[1])
        for one in rules
        if one.scale is not None
    ]
    only = rules[0].id if len(rules) == 1 else None
    return [
        fields.choice("exam", _("Examination"), {one.id: one.name for one in rules}, value=only),
        fields.day("on", _("Day"), value=today, latest=today),
        fields.choice("passed", _("Result"), {"yes": _("Passed"), "no": _("Not passed")}),
        fields.line("score", _("Score"), hint="; ".join(scales), required=False, check=_whole_number),
    ]


def _whole_number(text: str) -> str:
    return "" if text.isdecimal() else _("Give the score as a whole number, or leave it empty.")


def _sessions(book: Book) -> QWidget:
    lines: list[QWidget] = []
    for one in book.sessions:
        held = one.session
        words = _("{title}, {time}, {how}").format(
            title=held.title, time=in_words(held.minutes), how=delivery_name(held.delivery)
        )
        there = _("{day}: {names}").format(day=short_day(held.on, book.today), names=", ".join(one.names))
        lines.append(fact(words, tone="pine", icon_name="group", detail=there))
    if not lines:
        words = _("No live session is recorded yet. It counts as training hours for everybody who was there.")
        lines.append(plain(words, "soft"))
    return card(column(*lines, gap=4), title=_("Sessions held"))


def _sittings(book: Book) -> QWidget:
    lines: list[QWidget] = []
    for one in book.sittings:
        tone, words = ("pine", _("{name} passed {exam}")) if one.result.passed else ("soft", _("{name} sat {exam}"))
        detail = _("{day}, attempt {number}").format(
            day=short_day(one.result.on, book.today), number=one.result.attempt
        )
        if one.result.score is not None:
            detail = _("{detail}, score {score}").format(detail=detail, score=one.result.score)
        sign = "done" if one.result.passed else "circle"
        lines.append(fact(words.format(name=one.name, exam=one.exam), tone=tone, icon_name=sign, detail=detail))
    if not lines:
        words = _("No examination is recorded yet. Results come from whoever holds the examination.")
        lines.append(plain(words, "soft"))
    return card(column(*lines, gap=4), title=_("Examinations"))
