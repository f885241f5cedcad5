"""Organisations at the hub of the tests: who belongs to them, an agency of three computers, and packets to put there."""

from dataclasses import dataclass, field
from functools import cache
from uuid import uuid4

import pyrage

from peertrain.exchange.carrier import Label
from peertrain.exchange.hub import Hub
from peertrain.exchange.hub_address import HubAddress, read_address
from peertrain.exchange.hub_members import HubMembers
from peertrain.exchange.hub_setup import first_login
from peertrain.exchange.packets import MAGIC
from peertrain.services import carrying
from tests.exchange.computers import Agency, Computer
from tests.exchange.rounds import settle


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


class AtHub:
    """The agency at a hub: the connection of each, which the coordinator hands out."""

    def __init__(self, agency: Agency, url: str) -> None:
        self.agency = agency
        self.lines = {agency.dana.person_id: first_login(url, certificate=None).text}
        carrying.use_hub(agency.dana.workplace, connection=self.lines[agency.dana.person_id])
        self.members = HubMembers(self.address(agency.dana))
        for computer in (agency.renee, agency.marcus):
            self.lines[computer.person_id] = self.members.add(computer.person_id, coordinator=False).text

    def address(self, computer: Computer) -> HubAddress:
        return read_address(self.lines[computer.person_id])

    def use(self) -> None:
        for computer in self.agency.computers:
            carrying.use_hub(computer.workplace, connection=self.lines[computer.person_id])
        settle(self.agency)


def label(to_id: str, number: int = 1, key_id: str = "ab" * 16) -> Label:
    """Return the label of a packet that nobody has seen yet."""
    return Label(key_id, to_id, number, uuid4().hex)


@cache
def sealed(size: int = 1000) -> bytes:
    """Return something sealed as packets are."""
    return MAGIC + bytes(pyrage.encrypt(b"x" * size, [pyrage.x25519.Identity.generate().to_public()]))
