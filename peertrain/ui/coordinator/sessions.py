"""Live training sessions and examinations: recording them, and the list of those recorded."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.amounts import in_words, share_out
from peertrain.domain.changes import Changed
from peertrain.domain.curriculum import DOMAINS, domain_name
from peertrain.domain.days import full_day, short_day
from peertrain.domain.learning import Delivery
from peertrain.domain.programmes import ExamRule
from peertrain.domain.standing_training import delivery_name
from peertrain.i18n import _
from peertrain.services import exams, sessions
from peertrain.services.sessions import HeldSession, LiveModule
from peertrain.ui.coordinator.draft import Draft
from peertrain.ui.coordinator.exam_results import ExamForm, ExamResults
from peertrain.ui.coordinator.there import WhoWasThere
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import card, fact, plain, refill, rule
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.forms import Field, Form
from peertrain.ui.kit.keys import add_key
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.rows import Column, Source, Table
from peertrain.workplace.seat import Seat

LIVE = (Delivery.IN_PERSON, Delivery.LIVE_ONLINE)


@dataclass(frozen=True, slots=True)
class Book:
    """What is asked about when something is recorded; `exams` are those of each trainee, by person."""

    trainees: dict[str, str]
    exams: dict[str, tuple[ExamRule, ...]]
    modules: tuple[LiveModule, ...]
    today: date


def look(seat: Seat) -> Book:
    """Return what the forms of the page need."""
    return Book(sessions.trainees_now(seat), exams.examinees(seat), sessions.live_modules(seat), seat.today)


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
        self._forms.setSpacing(16)
        self.table = self._sessions()
        self.results = ExamResults(self)
        self.body.addLayout(self._forms)
        self._whole = plain("", "soft")
        self._whole.hide()
        self.table.chosen.connect(self._say_in_full)
        self.body.addWidget(card(self.table, self._whole, title=_("Sessions held")))
        self.body.addWidget(card(self.results, title=_("Examinations")))

    def refresh(self) -> None:
        self.background.ask(self, look, self._show)

    def _show(self, book: Book) -> None:
        before, self._book = self._book, book
        if before != book:
            refill(self._forms, self._recording(book))
        self.table.reload()
        self.results.reload(book.today)

    def _say_in_full(self, one: HeldSession | None) -> None:
        self._whole.setText(_in_full(one) if one else "")
        self._whole.setVisible(one is not None)

    def _recording(self, book: Book) -> list[QWidget]:
        if not book.trainees:
            words = _("There are no trainees yet. Enrol them under People; then sessions can be recorded.")
            return [card(fact(words, tone="soft", icon_name="people"))]
        self.session = _session_form(book, self._hold)
        add_key(self.session, "Ctrl+Return", self.session.submit)
        self._draft = Draft(self.session, "session", self.background)
        self._draft.load()
        parts: list[QWidget] = [
            Disclosure(plain(_("A live session"), "strong"), lambda: self.session, name=_("A live session"))
        ]
        if book.exams:
            self.exam = ExamForm(self, book.trainees, book.exams, book.today)
            name = _("The result of an examination")
            parts += [rule(), Disclosure(plain(name, "strong"), lambda: self.exam, name=name)]
        return [card(*parts, title=_("Record"))]

    def _hold(self, values: dict[str, Any]) -> None:
        self.background.do(
            self,
            lambda seat: sessions.hold_session(
                seat, title=values["title"], on=values["on"], minutes=values["minutes"], delivery=values["delivery"],
                domains=values["domains"], trainee_ids=values["there"], module=values.get("module") or "",
            ),
            lambda _nothing: self._held(),
            self.session.refuse,
        )  # fmt: skip

    def _held(self) -> None:
        self._draft.drop()
        self.session.clear()

    def _sessions(self) -> Table:
        return Table(
            name=_("Sessions held"),
            columns=[
                Column(_("Day"), lambda one: short_day(one.session.on, self._book.today if self._book else date.min)),
                Column(_("What it was about"), lambda one: one.session.title, stretch=True),
                Column(_("Who was there"), lambda one: ", ".join(one.names), stretch=True),
                Column(_("How long"), lambda one: in_words(one.session.minutes)),
            ],
            nothing=_("No live session is recorded yet. It counts as training hours for everybody who was there."),
            background=self.background,
            source=Source(
                ids=lambda seat, wish: sessions.held_session_ids(seat, wish.filter),
                rows=sessions.held_sessions,
            ),
            rows_shown=5,
        )


def _in_full(one: HeldSession) -> str:
    held = one.session
    about = _("{title}, {time}, {how}, {day}").format(
        title=held.title, time=in_words(held.minutes), how=delivery_name(held.delivery), day=full_day(held.on)
    )
    return _("{session}: {names}").format(session=about, names=", ".join(one.names))


def _session_form(book: Book, hold: Any) -> Form:
    split = fields.split(
        "domains", _("Domains"), {domain: domain_name(domain) for domain in DOMAINS}, total=120,
        hint=_("What the time was about. All of it needs a domain."),
    )  # fmt: skip
    minutes = fields.duration("minutes", _("How long"), value=120)
    minutes.changed.connect(lambda: split.editor.set_total(minutes.read()))  # type: ignore[attr-defined]
    title = fields.line("title", _("What it was about"))
    return Form(
        *_which_module(book.modules, title, minutes, split),
        title,
        fields.day("on", _("Day"), value=book.today, latest=book.today),
        minutes,
        fields.choice("delivery", _("How it was held"), {one: delivery_name(one).capitalize() for one in LIVE}),
        split,
        WhoWasThere(book.trainees).field,
        submit=_("Record the session"),
        on_submit=hold,
        icon_name="check",
    )


def _which_module(modules: tuple[LiveModule, ...], title: Field, minutes: Field, split: Field) -> list[Field]:
    """Return the field for the module whose live part it was, which fills in the rest; none where no module has one."""
    if not modules:
        return []
    known = {one.key: one.module for one in modules}
    names = {"": _("None: another session"), **{one.key: one.module.title for one in modules}}
    which = fields.choice(
        "module", _("Live part of a module"), names, value="",
        hint=_("The time then counts as live training, and is taken off the time of the module by itself."),
    )  # fmt: skip

    def fill() -> None:
        module = known.get(which.read())
        if module is not None:
            title.write(module.title)
            minutes.write(module.live)
            split.editor.set_total(module.live)  # type: ignore[attr-defined]
            split.write(share_out(module.live, module.domains))

    which.changed.connect(fill)
    return [which]
