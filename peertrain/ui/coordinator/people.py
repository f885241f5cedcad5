"""Everybody of the organisation: a list with roles, programmes and whether they can sign in."""

from peertrain.domain.changes import Changed
from peertrain.i18n import _
from peertrain.services import people
from peertrain.services.people import Access, Known, role_name
from peertrain.ui.kit.cards import button, empty, plain
from peertrain.ui.kit.keys import Place
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.rows import Column, Table
from peertrain.workplace.seat import Seat


class PeoplePage(Page):
    """The people, by name."""

    icon = "people"
    watches = Changed.PEOPLE
    scrolls = False

    @staticmethod
    def title() -> str:
        return _("People")

    def build(self) -> None:
        self.set_primary(_("Enrol a person"), self._enrol, icon_name="plus")
        self._known: tuple[Known, ...] = ()
        columns = [
            Column(_("Name"), lambda one: one.person.preferred_name, sort="name", stretch=True),
            Column(_("Legal name"), lambda one: one.person.legal_name, sort="legal", stretch=True),
            Column(_("Roles"), roles_in_words, sort="roles"),
            Column(_("Works with"), _with_whom, stretch=True),
            Column(_("Signs in"), lambda one: access_in_words(one.access), sort="access", icon=_access_sign),
        ]
        nothing = empty(
            _("Nobody is enrolled yet. Enrol a supervisor first, then the trainees."),
            button(_("Enrol a person"), self._enrol, icon_name="plus"),
            icon_name="people",
        )
        self.table = Table(name=_("People"), columns=columns, nothing=nothing)
        self.table.opened.connect(self._open)
        self.body.addWidget(plain(_("Enter opens a person. N enrols a new one."), "soft"))
        self.body.addWidget(self.table, 1)
        self.add_key("N", _("Enrol a person"), self._enrol)

    def refresh(self) -> None:
        self.background.ask(self, look, self._show)

    def places(self) -> list[Place]:
        return [
            Place(one.person.preferred_name, _("Person"), lambda one=one: self._open(one), "person")  # type: ignore[misc]
            for one in getattr(self, "_known", ())
        ]

    def _show(self, known: tuple[Known, ...]) -> None:
        self._known = known
        self.table.fill(known)

    def _open(self, one: Known) -> None:
        from peertrain.ui.coordinator.person import PersonPage

        self.context.go(PersonPage, person_id=one.person.id)

    def _enrol(self) -> None:
        from peertrain.ui.coordinator.enrol import EnrolPage

        self.context.go(EnrolPage)


def look(seat: Seat) -> tuple[Known, ...]:
    """Return what the page shows."""
    return people.known_people(seat)


def roles_in_words(one: Known) -> str:
    """Return the roles of a person, as a list in words."""
    names = [role_name(role) for role in one.person.active_roles]
    return ", ".join(names) if names else _("none")


def _with_whom(one: Known) -> str:
    parts = []
    if one.supervisors:
        parts.append(_("supervised by {names}").format(names=", ".join(one.supervisors)))
    if one.trainees:
        parts.append(_("supervises {names}").format(names=", ".join(one.trainees)))
    return "; ".join(parts)


def access_in_words(access: Access) -> str:
    """Return whether somebody can sign in on this computer, for a person."""
    words = {
        Access.READY: _("yes"),
        Access.INVITED: _("invited"),
        Access.NONE: _("not here"),
        Access.LEFT: _("has left"),
    }
    return words[access]


def _access_sign(one: Known) -> tuple[str, str]:
    signs = {
        Access.READY: ("done", "pine"),
        Access.INVITED: ("clock", "sky"),
        Access.NONE: ("circle", "soft"),
        Access.LEFT: ("circle", "soft"),
    }
    return signs[one.access]
