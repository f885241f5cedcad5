"""The hub: a PostgreSQL server that keeps sealed packets; its administrator sees who writes to whom, and reads nothing."""

import re
from typing import Any

from peertrain.domain.errors import Trouble
from peertrain.exchange.carrier import Label, Lying, Unfinished
from peertrain.exchange.hub_address import HubAddress
from peertrain.exchange.hub_connection import HubConnection
from peertrain.i18n import _

_PERSON, _HEX = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}"), re.compile(r"[0-9a-f]{32,64}")
_ME = "SELECT organisation, person FROM peertrain.me()"


class Hub:
    """The carrier that keeps packets at a hub, for the person of an organisation whose login it is."""

    def __init__(self, address: HubAddress, *, organisation_id: str, person_id: str) -> None:
        self._connection = HubConnection(address)
        self._mine = (organisation_id, person_id)
        self._known = False

    def enter(self) -> None:
        """See that the login is this person's; the first coordinator of an organisation makes it theirs."""
        if not self._connection.ask(_ME):
            self._connection.ask("SELECT peertrain.begin(%s, %s)", *self._mine)
        self._check_login()

    def put(self, label: Label, content: bytes) -> None:
        """Keep a packet; it is safe there when this returns."""
        self._check_login()
        values = (label.to_id, label.key_id, label.number, label.packet_id, content)
        self._connection.ask("SELECT peertrain.put_packet(%s, %s, %s, %s, %b)", *values)

    def lying_for(self, person_id: str) -> list[Lying]:
        """Return what lies at the hub for the person, each writer's in its order."""
        self._check_login()
        rows = self._connection.ask(
            "SELECT writer, key, number, id FROM peertrain.packets WHERE organisation = %s AND recipient = %s"
            " ORDER BY at, number, id",
            self._mine[0],
            person_id,
        )
        return [Lying(f"{row[0]}/{row[3]}", Label(row[1], person_id, row[2], row[3])) for row in rows if _is_label(row)]

    def stamp(self, _packet: Lying) -> str:
        """Return "": what lies at the hub never changes."""
        return ""

    def get(self, packet: Lying) -> bytes:
        """Return a packet that lies at the hub."""
        self._check_login()
        writer, _slash, id = packet.name.rpartition("/")
        rows = self._connection.ask(
            "SELECT content FROM peertrain.packets WHERE organisation = %s AND writer = %s AND id = %s",
            self._mine[0],
            writer,
            id,
        )
        if not rows or not isinstance(rows[0][0], bytes):
            raise Unfinished
        return rows[0][0]

    def numbers(self, key_id: str, to_id: str) -> frozenset[int]:
        """Return the numbers of the packets that the hub keeps from a key of the person to somebody."""
        self._check_login()
        rows = self._connection.ask(
            "SELECT number FROM peertrain.packets WHERE organisation = %s AND writer = %s AND recipient = %s AND key = %s",
            *self._mine,
            to_id,
            key_id,
        )
        return frozenset(number for (number,) in rows)

    def close(self) -> None:
        """Leave the hub; the next call comes back."""
        self._connection.close()

    def _check_login(self) -> None:
        if self._known:
            return
        rows = self._connection.ask(_ME)
        if rows != [self._mine]:
            self.close()
            raise Trouble(
                _("The connection to the hub is not yours."),
                _("It belongs to somebody else, or your login has ended. Ask a coordinator for a new connection."),
            )
        self._known = True


def _is_label(row: tuple[Any, ...]) -> bool:
    """Return whether a row is written as the hub's own rules demand: a server in other hands may send anything."""
    writer, key, number, id = row
    texts = isinstance(writer, str) and isinstance(key, str) and isinstance(id, str) and type(number) is int
    return bool(texts and number > 0 and _PERSON.fullmatch(writer) and _HEX.fullmatch(key) and _HEX.fullmatch(id))
