"""The glossary: words of the field in plain words, each with the lesson that teaches it."""

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout

from peertrain.domain.changes import Changed
from peertrain.i18n import _, ngettext
from peertrain.services import glossary
from peertrain.services.glossary import Entry
from peertrain.ui.everyone.reading import ReadingPage
from peertrain.ui.kit.cards import button, empty, plain, refill
from peertrain.ui.kit.findings import Finding, Findings
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.letters import Letters, first_letter
from peertrain.ui.kit.marking import marked
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.search_field import SearchField
from peertrain.ui.kit.theme import px

FIELD = 260
"""How wide the field is at least, at 100 %."""


class GlossaryPage(Page):
    """The list of terms with its letters and a filter; one that is opened shows its lesson."""

    icon = "book"
    watches = Changed.COURSES
    in_rail = False
    scrolls = False
    lesson_page: ClassVar[type[Page]] = ReadingPage

    @staticmethod
    def title() -> str:
        return _("Glossary")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.everyone.search import SearchPage

        return SearchPage

    def show_where(self, term: str | None = None, found_for: str = "") -> None:
        """Show the terms, perhaps those that hold one of them, which was `found_for` words in the search."""
        self._wanted, self._found_for = term, found_for
        self.go_stale()

    def build(self) -> None:
        self._entries: tuple[Entry, ...] = ()
        self.list = Findings(_("Terms"))
        self.list.chosen.connect(self._open)
        self.filter = SearchField(_("Find a term"), self.list)
        self.filter.setMinimumWidth(px(FIELD))
        self.filter.textChanged.connect(self._fill)
        self.letters = Letters()
        self.letters.chosen.connect(self._go_to_letter)
        self.list.selectionModel().currentChanged.connect(lambda *_index: self._mark_letter())
        self._back = button("", self._go_back, icon_name="arrow-left", kind="quiet")
        self._count = plain("", "soft", wrap=False)
        self._nothing = QVBoxLayout()
        self.body.setSpacing(8)
        for part in (flow(self._back, self.filter, self._count, gap=16), self.letters):
            self.body.addWidget(part)
        self.body.addLayout(self._nothing)
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.filter)

    def refresh(self) -> None:
        self.background.ask(self, glossary.glossary, self._show)

    def _show(self, entries: tuple[Entry, ...]) -> None:
        self._entries, wanted = entries, self._wanted
        self._wanted = None
        self._back.setText(_("Results for “{words}”").format(words=self._found_for) if self._found_for else _("Search"))
        self.letters.show_letters(one.term.term for one in entries)
        self.filter.setText(self.filter.text() if wanted is None else wanted)
        self._fill()

    def _fill(self) -> None:
        typed = self.filter.text().strip()
        findings = [one for entry in self._entries if (one := _finding(entry, typed)) is not None]
        findings.sort(key=lambda one: not any(fits for _text, fits in one.title))
        self.list.show_findings(findings)
        self.list.setVisible(bool(findings))
        self._count.setText(ngettext("{count} term", "{count} terms", len(findings)).format(count=len(findings)))
        refill(self._nothing, [] if findings else [empty(self._why_empty(typed), icon_name="search")])
        self.letters.setVisible(not typed)
        self._mark_letter()

    def _mark_letter(self) -> None:
        entry = self.list.current()
        if entry is not None:
            self.letters.mark(first_letter(entry.term.term))

    def _go_to_letter(self, letter: str) -> None:
        self.list.go_to(next(one for one in self._entries if first_letter(one.term.term) == letter))

    def _go_back(self) -> None:
        self.context.go(self.under(), **({"typed": self._found_for} if self._found_for else {}))

    def _why_empty(self, typed: str) -> str:
        if typed and self._entries:
            return _("No term holds “{words}”. Search looks in the lessons as well.").format(words=typed)
        return _("No course in use on this computer explains words yet.")

    def _open(self, entry: Entry) -> None:
        where = {"course_id": entry.course_id, "module_id": entry.module_id, "item_id": entry.term.lesson}
        self.context.go(self.lesson_page, **where, looking=True)


def _finding(entry: Entry, typed: str) -> Finding | None:
    term, forms = entry.term, ", ".join(entry.term.forms)
    title, where, text = (marked(one, typed) for one in (term.term, forms, term.meaning))
    if typed and not any(fits for _piece, fits in (*title, *where, *text)):
        return None
    return Finding("info", _("Lesson: {title}").format(title=entry.lesson_title), title, where, text, entry)
