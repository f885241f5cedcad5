"""What Ctrl+K finds besides pages: everything that has a name, and the search through the lessons."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from peertrain.domain.people import Role
from peertrain.i18n import _
from peertrain.services import naming
from peertrain.services.naming import Kind, Named
from peertrain.ui.kit.keys import Place
from peertrain.ui.kit.page import Context, Page
from peertrain.workplace.seat import Seat

Opens = Mapping[Kind, Callable[[Named], tuple[type[Page], dict[str, Any]]]]
"""How each kind is opened: a page, and what of it."""

ICONS = {
    Kind.PERSON: "person",
    Kind.CERTIFICATE: "seal",
    Kind.PROGRAMME: "path",
    Kind.MODULE: "path",
    Kind.TERM: "info",
    Kind.LESSON: "book",
}


class Names:
    """The names of one role; `search` is its page of search."""

    def __init__(self, role: Role, opens: Opens, search: type[Page]) -> None:
        self._role, self._opens, self._search = role, opens, search

    def places(self, seat: Seat, context: Context) -> list[Place]:
        """Return everything with a name; asked in the background whenever the box is opened."""
        words = _kind_words()
        return [
            Place(one.name, _line(words[one.kind], one), partial(self._go, context, one), ICONS[one.kind], one.about)
            for one in naming.named(seat, role=self._role)
            if one.kind in self._opens
        ]

    def further(self, typed: str, context: Context) -> list[Place]:
        """Return what always comes last: to search for the words typed."""
        if not typed:
            return []
        name = _("Search for “{words}”").format(words=typed)
        kind = _("Lessons, glossary and your notes")
        return [Place(name, kind, lambda: context.go(self._search, typed=typed), "search")]

    def _go(self, context: Context, one: Named) -> None:
        page, where = self._opens[one.kind](one)
        context.go(page, **where)


def lesson_of(one: Named) -> dict[str, str]:
    """Return where a lesson stands, for the page that shows it."""
    return {"course_id": one.course_id, "module_id": one.module_id, "item_id": one.lesson_id}


def _line(kind: str, one: Named) -> str:
    return _("{kind} · {about}").format(kind=kind, about=one.about) if one.about else kind


def _kind_words() -> dict[Kind, str]:
    return {
        Kind.PERSON: _("Person"),
        Kind.CERTIFICATE: _("Certificate"),
        Kind.PROGRAMME: _("Programme"),
        Kind.MODULE: _("Module"),
        Kind.TERM: _("Glossary"),
        Kind.LESSON: _("Lesson"),
    }
