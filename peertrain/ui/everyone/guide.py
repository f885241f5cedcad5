"""How to hold a module's live session: its plan step by step, role plays, what to talk about and what to watch for."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.amounts import in_words, on_clock
from peertrain.domain.changes import Changed
from peertrain.domain.curriculum import Course
from peertrain.domain.guides import Guide, LiveStep
from peertrain.i18n import _
from peertrain.services import books
from peertrain.ui.everyone.books import Book, BooksPage
from peertrain.ui.kit.cards import button, card, column, empty, fact, facts, heading, plain, refill, rule
from peertrain.ui.kit.combo import Combo
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page


class GuidePage(Page):
    """The guide of one module of a course; supervisors and coordinators may read it."""

    icon = "workshop"
    watches = Changed.COURSES

    @staticmethod
    def title() -> str:
        return _("Session guides")

    def show_where(self, *, digest: str = "", module_id: str = "") -> None:
        self._wanted = (digest, module_id)
        self.go_stale()

    def build(self) -> None:
        self._courses: tuple[Course, ...] = ()
        self._course, self._module = Combo(_("Course"), long=True), Combo(_("Module"), long=True)
        self._course.chosen.connect(lambda _digest: self._take_course())
        self._module.chosen.connect(lambda _id: self._ask())
        self._books = flow(
            button(_("Facilitator handbook…"), partial(self._open, Book.HANDBOOK), icon_name="print"),
            button(_("Workbook…"), partial(self._open, Book.WORKBOOK), icon_name="print"),
        )
        self._choices = column(self._course, self._module)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(16)
        self.body.addWidget(plain(_("For whoever holds a live session: what to prepare, to do and to say."), "soft"))
        self.body.addWidget(self._choices)
        self.body.addWidget(self._books)
        self.body.addLayout(self._parts)

    def refresh(self) -> None:
        self.background.ask(self, books.courses_to_print, self._take)

    def _take(self, found: tuple[Course, ...]) -> None:
        self._courses = found
        self._choices.setVisible(bool(found))
        self._books.setVisible(bool(found))
        if not found:
            sentence = _("No course is in use on this computer. A coordinator adopts one; then its guides are here.")
            refill(self._parts, [empty(sentence, icon_name="workshop")])
            return
        self._course.fill(
            {one.digest: _("{title} {version}").format(title=one.title, version=one.version) for one in found}
        )
        self._course.setVisible(len(found) > 1)
        digest, module_id = getattr(self, "_wanted", ("", ""))
        self._wanted = ("", "")
        if digest:
            self._course.choose(digest)
        self._take_course(module_id)

    def _take_course(self, module_id: str = "") -> None:
        course = next(one for one in self._courses if one.digest == self._course.value())
        self._module.fill({one.id: one.title for one in course.modules})
        if module_id:
            self._module.choose(module_id)
        self._ask()

    def _ask(self) -> None:
        digest, module_id = self._course.value(), self._module.value()
        self.background.ask(self, lambda seat: books.guide(seat, digest=digest, module_id=module_id), self._show)

    def _open(self, book: Book) -> None:
        self.context.go(BooksPage, book=book, digest=self._course.value(), module_id=self._module.value())

    def _show(self, guide: Guide | None) -> None:
        if guide is None:
            sentence = _("Nobody has written a guide for the live session of this module yet.")
            refill(self._parts, [empty(sentence, icon_name="workshop")])
            return
        refill(self._parts, guide_parts(guide))


def guide_parts(guide: Guide) -> list[QWidget]:
    """Return a guide on its page: the session, the role plays, and what to ask and to watch for."""
    parts = [_session(guide)]
    if guide.role_plays:
        parts.append(_role_plays(guide))
    if guide.discussion:
        parts.append(_sentences(_("To talk about"), guide.discussion, "chat"))
    if guide.watch_for:
        parts.append(_sentences(_("What to watch for"), guide.watch_for, "eye"))
    return parts


def _session(guide: Guide) -> QWidget:
    live = guide.live
    parts: list[QWidget] = [plain(live.aim, "lead")]
    if live.prepare:
        prepared = [fact(one, icon_name="bullet") for one in live.prepare]
        parts += [heading(_("Prepare")), column(*prepared, gap=0)]
    parts.append(heading(_("Step by step")))
    begun = 0
    for step in live.steps:
        parts += [rule(), _step(step, begun)]
        begun += step.minutes
    return card(*parts, title=_("The live session, {minutes}").format(minutes=in_words(live.minutes)))


def _step(step: LiveStep, begun: int) -> QWidget:
    time = _("{begin} to {end}, {minutes}").format(
        begin=on_clock(begun), end=on_clock(begun + step.minutes), minutes=in_words(step.minutes)
    )
    paragraphs = [plain(paragraph) for paragraph in step.do.split("\n\n")]
    return column(plain(time, "small"), plain(step.title, "strong"), column(*paragraphs, gap=8), gap=2)


def _role_plays(guide: Guide) -> QWidget:
    made: list[QWidget] = []
    for one in guide.role_plays:
        told: dict[str, str | QWidget] = {
            _("The scene"): one.scene,
            _("You practise"): one.peer,
            _("You play the person"): one.person,
            _("You watch"): one.watch,
        }
        made.append(Disclosure(plain(one.title, "strong"), partial(facts, told), name=one.title))
    about = _(
        "Three people each: one practises, one plays the person, one watches. The handbook has the cards to cut out."
    )
    return card(plain(about, "soft"), *made, title=_("Role plays"))


def _sentences(title: str, sentences: Sequence[str], sign: str) -> QWidget:
    return card(column(*(fact(one, icon_name=sign) for one in sentences), gap=0), title=title)
