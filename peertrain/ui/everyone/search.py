"""Search: lessons, the glossary, competencies and what one has written oneself, while one types."""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout

from peertrain.domain.changes import Changed
from peertrain.i18n import _, ngettext
from peertrain.services import search
from peertrain.services.search import Found, Kind
from peertrain.ui.everyone.competency_map import CompetencyMapPage
from peertrain.ui.everyone.glossary import GlossaryPage
from peertrain.ui.everyone.reading import ReadingPage
from peertrain.ui.kit.cards import button, empty, plain, refill
from peertrain.ui.kit.findings import Finding, Findings, words
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.lesson_marks import Marks
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.search_field import SearchField

ICONS = {
    Kind.TERM: "info",
    Kind.LESSON: "book",
    Kind.TWIN: "book",
    Kind.COMPETENCY: "scale",
    Kind.REFLECTION: "pen",
    Kind.NOTE: "note",
}


class SearchPage(Page):
    """One field, and what fits below it, the words marked."""

    icon = "search"
    watches = Changed.COURSES
    scrolls = False
    lesson_page: ClassVar[type[Page]] = ReadingPage
    reflection_page: ClassVar[type[Page] | None] = None
    glossary_page: ClassVar[type[Page]] = GlossaryPage
    map_page: ClassVar[type[Page]] = CompetencyMapPage

    @staticmethod
    def title() -> str:
        return _("Search")

    def show_where(self, typed: str | None = None) -> None:
        """Show the page, perhaps with words to look for."""
        self._given = typed
        self.go_stale()

    def build(self) -> None:
        self._under_way = False
        self.list = Findings(_("What was found"))
        self.list.chosen.connect(self._open)
        self.field = SearchField(_("Search lessons, terms, competencies and your own notes"), self.list)
        self.field.textChanged.connect(self._look)
        self._said = plain("", "soft")
        self._nothing = QVBoxLayout()
        others = [
            button(page.title(), partial(self.context.go, page), icon_name=icon_name)
            for page, icon_name in ((self.glossary_page, "info"), (self.map_page, "scale"))
        ]
        self.body.addWidget(self.field)
        self.body.addWidget(flow(self._said, *others, stretch=self._said))
        self.body.addLayout(self._nothing)
        self.body.addWidget(self.list, 1)
        self.context.privacy.covered.connect(self._look)
        self.context.privacy.uncovered.connect(self._look)
        self.setFocusProxy(self.field)

    def refresh(self) -> None:
        given, self._given = self._given, None
        if given is not None:
            self.field.setText(given)
        self.background.ask(self, search.is_ready, self._prepare)

    def _prepare(self, ready: bool) -> None:
        """Index what is not indexed yet; where the disk is full, what is there is searched."""
        if ready:
            self._look()
        else:
            self._said.setText(_("Getting the lessons ready to be searched…"))
            self.background.do(self, search.make_ready, lambda _none: self._look(), lambda _sentence: self._look())

    def _look(self) -> None:
        """Ask one question at a time; what is typed meanwhile is asked next."""
        typed = self.field.text()
        if self.context.privacy.is_covered:
            self.list.show_findings([one for one in self.list.findings() if not _is_own(one.value)])
        if self._under_way:
            return
        own = not self.context.privacy.is_covered
        self._under_way = True
        self.background.ask(
            self,
            lambda seat: search.search(seat, typed=typed, own=own),
            lambda found: self._show(typed, own, found),
            self._refused,
        )

    def _refused(self, sentence: str) -> None:
        self._under_way = False
        self._said.setText(sentence)

    def _show(self, typed: str, own: bool, found: tuple[Found, ...]) -> None:
        self._under_way = False
        if typed != self.field.text() or (own and self.context.privacy.is_covered):
            self._look()
            return
        shown = [one for one in found if one.kind is not Kind.REFLECTION or self.reflection_page is not None]
        self.list.show_findings([_finding(one) for one in shown])
        self.list.setVisible(bool(shown))
        self._said.setText(
            ngettext("{count} place", "{count} places", len(shown)).format(count=len(shown)) if shown else ""
        )
        refill(self._nothing, [] if shown else [empty(_why_empty(typed), icon_name="search")])

    def _open(self, found: Found) -> None:
        where = {"course_id": found.course_id, "module_id": found.module_id, "item_id": found.item_id}
        if found.kind is Kind.TERM:
            self.context.go(self.glossary_page, term=words(found.title), found_for=self.field.text().strip())
        elif found.kind is Kind.COMPETENCY:
            self.context.go(self.map_page, competency_id=found.name)
        elif found.kind is Kind.REFLECTION and self.reflection_page is not None:
            self.context.go(self.reflection_page, **where)
        elif found.kind is Kind.NOTE:
            self.context.go(self.lesson_page, **where)
        elif found.item_id:
            marks = Marks(found.words, words(found.heading))
            plainly = found.kind is Kind.TWIN
            self.context.go(self.lesson_page, **where, marks=marks, plainly=plainly, looking=True)


def _is_own(found: Found) -> bool:
    return found.kind in {Kind.REFLECTION, Kind.NOTE}


def _why_empty(typed: str) -> str:
    if len(typed.strip()) < search.FEWEST_LETTERS:
        return _("Type a word or its beginning. Your own notes are searched too; nobody else can find them.")
    return _("Nothing holds all of “{words}”. Try fewer words, or another one for the same thing.").format(
        words=typed.strip()
    )


def _finding(found: Found) -> Finding:
    kinds = {
        Kind.TERM: _("Glossary"),
        Kind.LESSON: _("Lesson"),
        Kind.TWIN: _("Lesson in plain words"),
        Kind.COMPETENCY: _("Competency"),
        Kind.REFLECTION: _("Your reflection"),
        Kind.NOTE: _("Your note"),
    }
    where = found.heading
    if found.under and found.kind is not Kind.TERM:
        where = ((found.under + (" › " if found.heading else ""), False), *found.heading)
    text = ((_("In a picture: "), False), *found.excerpt) if found.in_picture else found.excerpt
    return Finding(ICONS[found.kind], kinds[found.kind], found.title, where, text, found)
