"""The hub in a coordinator's hands: connections for people of the organisation, and ending them.

Each step on the record is handed to the workplace and each step at the hub is not, so that nobody at work waits for a
network.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.people import Person, Role
from peertrain.exchange.carrier import HUB
from peertrain.exchange.hub_address import read_address
from peertrain.i18n import _, ngettext
from peertrain.storage.lists.people import called, everybody
from peertrain.workplace.managed import Managed
from peertrain.workplace.place import place
from peertrain.workplace.seat import Seat

if TYPE_CHECKING:
    from peertrain.exchange.hub_members import HubMembers

__all__ = ["Connection", "HubLogin", "connection_for", "end_logins", "logins", "people", "person_called"]


@dataclass(frozen=True, slots=True)
class Connection:
    """The line with which one computer of a person reaches the hub; it is kept nowhere else."""

    person: Person
    host: str
    line: str


@dataclass(frozen=True, slots=True)
class HubLogin:
    """A login at the hub: whose it is, since when, and when it ended."""

    name: str
    person_id: str
    since: date
    until: date | None


def connection_for(workplace: Managed, *, person_id: str) -> Done[Connection]:
    """Make a login for one more computer of a person, and return the line that they paste there."""
    with _members(workplace, person_id) as (members, person):
        address = members.add(person.id, coordinator=person.has(Role.COORDINATOR))
    said = _("The connection for {name} is made. Hand it over now: it is kept nowhere.").format(
        name=person.preferred_name
    )
    return Done(Changed.NOTHING, said, Connection(person, address.host, address.text))


def end_logins(workplace: Managed, *, person_id: str) -> Done[int]:
    """End every login of a person at the hub, such as after a lost laptop; connections for others are made anew."""
    with _members(workplace, person_id) as (members, person):
        count = members.end(person.id)
    words = ngettext("{count} login of {name} has ended.", "{count} logins of {name} have ended.", count)
    return Done(Changed.NOTHING, words.format(count=count, name=person.preferred_name), count)


def logins(workplace: Managed) -> Done[tuple[HubLogin, ...]]:
    """Return the logins of the organisation at the hub, by name."""
    known = workplace.manage(lambda here: Done(Changed.NOTHING, value=here.read(lambda seat: called(seat.connection))))
    with _members(workplace, "") as (members, _nobody):
        found = members.logins()
    unknown = _("somebody who is not known here")
    shown = [
        HubLogin(
            (known.value or {}).get(one.person_id, unknown), one.person_id, one.since.astimezone().date(),
            one.until.astimezone().date() if one.until else None,
        )
        for one in found
    ]  # fmt: skip
    return Done(Changed.NOTHING, value=tuple(sorted(shown, key=lambda one: (one.name.casefold(), one.since))))


def people(seat: Seat) -> dict[str, str]:
    """Return for whom the coordinator at work makes connections, by id; nobody where there is no hub."""
    used = place(seat)
    if used is None or used.kind != HUB or not seat.person.has(Role.COORDINATOR):
        return {}
    names = called(seat.connection)
    return {one.id: names[one.id] for one in everybody(seat.connection) if one.active_roles}


def person_called(seat: Seat, name: str) -> Person:
    """Return the one person who goes by a name, legal or preferred."""
    wanted = name.casefold()
    found = [
        one
        for one in everybody(seat.connection)
        if one.active_roles and wanted in {one.preferred_name.casefold(), one.legal_name.casefold()}
    ]
    if len(found) != 1:
        raise Refused(
            _("Nobody here is called {name}.").format(name=name)
            if not found
            else _("Several people are called {name}. Give the legal name in full.").format(name=name)
        )
    return found[0]


@contextmanager
def _members(workplace: Managed, person_id: str) -> "Iterator[tuple[HubMembers, Person]]":
    """Open the hub for the coordinator at work, with the person whom it is about, or the coordinator."""
    from peertrain.exchange.hub_members import HubMembers  # 60 ms, for those who use one

    found = workplace.manage(lambda here: Done(Changed.NOTHING, value=here.read(lambda seat: _find(seat, person_id))))
    if found.value is None:
        raise Refused(_("Sign in first."))
    line, person = found.value
    with closing(HubMembers(read_address(line))) as members:
        yield members, person


def _find(seat: Seat, person_id: str) -> tuple[str, Person]:
    used = place(seat)
    if not seat.person.has(Role.COORDINATOR):
        raise Refused(_("Only a coordinator gives connections to the hub."))
    if used is None or used.kind != HUB:
        raise Refused(_("This computer does not exchange through a hub. Choose one under “Send and receive” first."))
    person = seat.picture.find(Person, person_id) if person_id else seat.person
    if person is None:
        raise Refused(_("This person is not enrolled here."))
    return used.where, person
