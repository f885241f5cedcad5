"""Everybody of the organisation: a list with roles, programmes and where they sign in."""

from peertrain.domain.changes import Changed
from peertrain.i18n import _
from peertrain.services import people
from peertrain.services.people import Access, Known, role_name
from peertrain.ui.kit.cards import button, empty, plain
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
            Column(
                _("Signs in"),
                lambda one: access_in_words(one.access),
                sort="access",
                icon=lambda one: access_sign(one.access),
            ),
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

    def _show(self, known: tuple[Known, ...]) -> None:
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
    """Return the names, shortly: where the roles do not say it, also who supervises whom."""
    supervisors, trainees = ", ".join(one.supervisors), ", ".join(one.trainees)
    if supervisors and trainees:
        return _("supervised by {supervisors}; supervises {trainees}").format(
            supervisors=supervisors, trainees=trainees
        )
    return _("with {names}").format(names=supervisors or trainees) if supervisors or trainees else ""


def access_in_words(access: Access) -> str:
    """Return where somebody signs in, for a person."""
    words = {
        Access.HERE: _("on this computer"),
        Access.INVITED: _("invited to this computer"),
        Access.ELSEWHERE: _("on their own computer"),
        Access.INVITED_ELSEWHERE: _("invited to their own computer"),
        Access.NONE: _("has no way in"),
        Access.LEFT: _("has left"),
    }
    return words[access]


def access_sign(access: Access) -> tuple[str, str]:
    """Return the icon and the tone of where somebody signs in."""
    signs = {
        Access.HERE: ("done", "pine"),
        Access.INVITED: ("clock", "sky"),
        Access.ELSEWHERE: ("done", "pine"),
        Access.INVITED_ELSEWHERE: ("clock", "sky"),
        Access.NONE: ("circle", "soft"),
        Access.LEFT: ("circle", "soft"),
    }
    return signs[access]
