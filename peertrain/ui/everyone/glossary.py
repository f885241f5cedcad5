"""The glossary: words of the field in plain words, each with the lesson that teaches it."""

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout

from peertrain.domain.changes import Changed
from peertrain.i18n import _, ngettext
from peertrain.services import glossary
from peertrain.services.glossary import Entry
from peertrain.ui.everyone.reading import ReadingPage
from peertrain.ui.kit.cards import empty, plain, refill
from peertrain.ui.kit.findings import Finding, Findings
from peertrain.ui.kit.marking import marked
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.search_field import SearchField


class GlossaryPage(Page):
    """The list of terms with a filter; one that is opened shows its lesson."""

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

    def show_where(self, term: str | None = None) -> None:
        """Show the terms, perhaps those that hold one of them."""
        self._wanted = term
        self.go_stale()

    def build(self) -> None:
        self._entries: tuple[Entry, ...] = ()
        self.list = Findings(_("Terms"))
        self.list.chosen.connect(self._open)
        self.filter = SearchField(_("Filter the terms"), self.list)
        self.filter.textChanged.connect(self._fill)
        self._count = plain("", "soft")
        self._nothing = QVBoxLayout()
        for part in (self.filter, self._count):
            self.body.addWidget(part)
        self.body.addLayout(self._nothing)
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.filter)

    def refresh(self) -> None:
        self.background.ask(self, glossary.glossary, self._show)

    def _show(self, entries: tuple[Entry, ...]) -> None:
        self._entries, wanted = entries, self._wanted
        self._wanted = None
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
