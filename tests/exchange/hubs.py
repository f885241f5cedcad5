"""Organisations at the hub of the tests: who belongs to them, and packets to put there."""

from dataclasses import dataclass, field
from functools import cache
from uuid import uuid4

import pyrage

from peertrain.exchange.carrier import Label
from peertrain.exchange.hub import Hub
from peertrain.exchange.hub_address import HubAddress
from peertrain.exchange.hub_members import HubMembers
from peertrain.exchange.hub_setup import first_login
from peertrain.exchange.packets import MAGIC


@dataclass
class Crew:
    """The people of one organisation, with their logins at the hub; Dana is the coordinator."""

    url: str
    organisation_id: str = field(default_factory=lambda: str(uuid4()))
    addresses: dict[str, HubAddress] = field(default_factory=dict)
    open: list[Hub] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.addresses["dana"] = first_login(self.url, certificate=None)
        self.hub("dana").enter()
        members = HubMembers(self.addresses["dana"])
        for name in ("renee", "marcus"):
            self.addresses[name] = members.add(name, coordinator=False)
        members.close()

    def hub(self, name: str) -> Hub:
        """Return the carrier of somebody."""
        hub = Hub(self.addresses[name], organisation_id=self.organisation_id, person_id=name)
        self.open.append(hub)
        return hub

    def close(self) -> None:
        for hub in self.open:
            hub.close()


def label(to_id: str, number: int = 1, key_id: str = "ab" * 16) -> Label:
    """Return the label of a packet that nobody has seen yet."""
    return Label(key_id, to_id, number, uuid4().hex)


@cache
def sealed(size: int = 1000) -> bytes:
    """Return something sealed as packets are."""
    return MAGIC + bytes(pyrage.encrypt(b"x" * size, [pyrage.x25519.Identity.generate().to_public()]))
