"""The books of a course: a trainee's workbook and a facilitator's handbook, made to look at, to print and to save."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtWidgets import QCheckBox, QWidget

from peertrain.domain.changes import Changed
from peertrain.domain.curriculum import Course
from peertrain.i18n import _, ngettext
from peertrain.services import books
from peertrain.services.books import Paper, Stored
from peertrain.ui.kit.background import Progress
from peertrain.ui.kit.cards import beside, card, column, empty, plain, way_back
from peertrain.ui.kit.combo import Combo
from peertrain.ui.kit.document_view import DocumentView
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.long_tick import LongTick
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.scrolling import bring_into_view
from peertrain.workplace.seat import Seat


class Book(Enum):
    """Which of the two."""

    WORKBOOK = "workbook"
    HANDBOOK = "handbook"

    @property
    def title(self) -> str:
        return _("Workbook") if self is Book.WORKBOOK else _("Facilitator handbook")

    @property
    def about(self) -> str:
        """Return what is in it."""
        if self is Book.WORKBOOK:
            return _(
                "What the lessons ask a trainee to look at, to try and to write, with room to do it by hand: pictures, "
                "exercises, reflections, key points and words. What is written in it stays with its owner."
            )
        return _(
            "Plans of the live sessions, what to talk about and to watch for, role-play cards to cut out, and the checks "
            "with every answer. Do not hand it to trainees."
        )


class BooksPage(Page):
    """Go here with a `book`, and perhaps with the course and the module to begin with."""

    icon = "book"
    in_rail = False
    watches = Changed.COURSES

    @staticmethod
    def title() -> str:
        return _("Books of the course")

    def show_where(self, *, book: Book = Book.WORKBOOK, digest: str = "", module_id: str = "") -> None:
        self._book, self._wanted, self._first = book, digest, module_id
        self.go_stale()

    def build(self) -> None:
        self._courses: tuple[Course, ...] = ()
        self._ticks: dict[str, QCheckBox] = {}
        self._about = plain("", "soft")
        self._course = Combo(_("Course"), long=True)
        self._part = Combo(_("How much"))
        self._edition = Combo(_("Language"), {False: _("As written"), True: _("In plain language")})
        self._paper = Combo(_("Paper"), {Paper.LETTER: _("Letter"), Paper.A4: _("A4")})
        self._modules = QWidget()
        self._nothing = empty(_("No course is in use on this computer. Your coordinator adopts one."), icon_name="book")
        self._document = DocumentView(self)
        self._course.chosen.connect(lambda _digest: self._take_course())
        for one in (self._part, self._edition, self._paper):
            one.chosen.connect(lambda _key: self._change())
        self._choices = card(self._course, flow(self._part, self._edition, self._paper, gap=16))
        for part in (way_back(_("Back"), self.context.back), self._about, self._nothing, self._choices, self._document):
            self.body.addWidget(part)
        self._nothing.hide()
        self._document.hide()

    def refresh(self) -> None:
        self.set_title(self._book.title)
        self._about.setText(self._book.about)
        self._edition.setVisible(self._book is Book.WORKBOOK)
        self.background.ask(self, books.courses_to_print, self._take)

    def _take(self, found: tuple[Course, ...]) -> None:
        self._courses = found
        self._nothing.setVisible(not found)
        self._choices.setVisible(bool(found))
        self.clear_primary()
        if not found:
            return
        self._course.fill(
            {one.digest: _("{title} {version}").format(title=one.title, version=one.version) for one in found}
        )
        if self._wanted:
            self._course.choose(self._wanted)
            self._wanted = ""
        self._course.setVisible(len(found) > 1)
        self.set_primary(_("Make the book"), self.make, icon_name="book")
        self._take_course()

    def _take_course(self) -> None:
        course = self._chosen()
        count = len(course.modules)
        whole = ngettext("The whole course, {count} module", "The whole course, {count} modules", count)
        self._part.fill({True: whole.format(count=count), False: _("Some modules")})
        self._part.choose(not self._first)
        ticks = [LongTick(one.title) for one in course.modules]
        self._ticks = {one.id: tick.box for one, tick in zip(course.modules, ticks, strict=True)}
        for id, box in self._ticks.items():
            box.setChecked(id == self._first)
            box.toggled.connect(lambda _on: self._change())
        self._first = ""
        half = (len(ticks) + 1) // 2
        self._replace_modules(beside(column(*ticks[:half], gap=0), column(*ticks[half:], gap=0), shares=(1, 1), gap=0))
        self._change()

    def _replace_modules(self, ticks: QWidget) -> None:
        old, self._modules = self._modules, column(plain(_("Which modules?"), "small"), ticks)
        layout = self._choices.layout()
        if layout is not None:
            layout.addWidget(self._modules)
        old.setParent(None)
        old.deleteLater()

    def _change(self) -> None:
        """Take the book away that was made for other choices."""
        self._modules.setVisible(not self._part.value())
        self._document.hide()

    def _chosen(self) -> Course:
        return next(one for one in self._courses if one.digest == self._course.value())

    def _module_ids(self) -> Sequence[str]:
        return () if self._part.value() else [id for id, tick in self._ticks.items() if tick.isChecked()]

    # Making it

    def make(self) -> None:
        """Read the course, then draw the book in the background, where it can be stopped."""
        digest, modules = self._course.value(), self._module_ids()
        if not modules and not self._part.value():
            self.context.notices.say(_("Tick at least one module."))
            return
        for_facilitators = self._book is Book.HANDBOOK

        def question(seat: Seat) -> Stored:
            return books.stored(seat, digest=digest, for_facilitators=for_facilitators)

        self.background.ask(self, question, lambda kept: self._draw(kept, modules))

    def _draw(self, kept: Stored, modules: Sequence[str]) -> None:
        book, plainly, paper = self._book, bool(self._edition.value()), self._paper.value()

        def work(progress: Progress) -> bytes:
            course = books.opened(kept, modules=modules)
            if book is Book.HANDBOOK:
                return books.draw_handbook(course, paper=paper, made_on=kept.today, report=progress.report)
            return books.draw_workbook(course, plainly=plainly, paper=paper, made_on=kept.today, report=progress.report)

        name = _("{book}, {course}").format(book=book.title, course=kept.outline.title)
        chosen = [one.title for one in kept.outline.modules if one.id in modules]
        file = f"{name}{', ' + chosen[0] if len(chosen) == 1 else ''}.pdf"
        self.background.render(
            self, work, lambda pdf: self._show(pdf, name=name, file=file), title=_("Making the book")
        )

    def _show(self, pdf: bytes, *, name: str, file: str) -> None:
        self._document.show()
        self._document.show_document(pdf, name=name, file=file)
        self._document.print_button.setFocus()
        bring_into_view(self._document)
