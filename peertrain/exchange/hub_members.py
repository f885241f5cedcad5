"""Who may come to a hub: coordinators make and end the logins of their organisation's people."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from peertrain.exchange.hub_address import HubAddress, scram
from peertrain.exchange.hub_connection import HubConnection


@dataclass(frozen=True, slots=True)
class Login:
    """A login at the hub, one computer of a person; `until` is when it ended."""

    login: str
    person_id: str
    coordinator: bool
    since: datetime
    until: datetime | None


class HubMembers:
    """The logins of an organisation, in the hands of its coordinator whose address this is."""

    def __init__(self, address: HubAddress) -> None:
        self._address = address
        self._connection = HubConnection(address)

    def logins(self) -> list[Login]:
        """Return every login of the organisation, by person; nothing to anybody but a coordinator."""
        rows = self._connection.ask("SELECT login, person, coordinator, since, until FROM peertrain.members_here()")
        return [Login(*row) for row in rows]

    def add(self, person_id: str, *, coordinator: bool) -> HubAddress:
        """Make a login for one more computer of a person; its password is in what this returns, and nowhere else."""
        password = secrets.token_urlsafe(24)
        question = "SELECT peertrain.add_member(%s, %s, %s)"
        rows = self._connection.ask(question, person_id, coordinator, scram(password))
        return replace(self._address, login=rows[0][0], password=password)

    def end(self, person_id: str) -> int:
        """End every login of a person at once, with the connections that are open; return how many there were."""
        count = self._end(person_id, wholly=True)
        self._connection.ask("SELECT peertrain.shut_out_ended()")
        return count

    def end_coordinator(self, person_id: str) -> int:
        """Take from every login of a person what only a coordinator may; return how many could."""
        return self._end(person_id, wholly=False)

    def _end(self, person_id: str, *, wholly: bool) -> int:
        return int(self._connection.ask("SELECT peertrain.end_member(%s, %s)", person_id, wholly)[0][0])

    def close(self) -> None:
        """Leave the hub."""
        self._connection.close()
