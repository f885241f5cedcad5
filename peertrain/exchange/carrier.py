"""Carriers: what takes packets from computer to computer and keeps them, such as a folder or a hub."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

FOLDER, HUB = "folder", "hub"
"""The kinds of carriers."""


@dataclass(frozen=True, slots=True)
class Label:
    """What stands outside on a packet: by which key, for whom, the how-many-th, and its id; never anybody's name.

    A label is not believed: who has written a packet and to whom is signed inside it.
    """

    key_id: str
    to_id: str
    number: int
    packet_id: str


@dataclass(frozen=True, slots=True)
class Lying:
    """A packet that lies at a carrier; `name` is what the carrier calls it."""

    name: str
    label: Label


class Carrier(Protocol):
    """Keeps packets until they are taken in; raises Trouble where it cannot be reached, for the person to read."""

    def put(self, label: Label, content: bytes) -> None:
        """Keep a packet, whole or not at all; the same label once more changes nothing."""

    def lying_for(self, person_id: str) -> Sequence[Lying]:
        """Return what lies here for somebody, in the order in which it should be taken in; nothing is opened for that."""

    def stamp(self, packet: Lying) -> str:
        """Return another text when the content may be another one; "" where what was put never changes."""

    def get(self, packet: Lying) -> bytes:
        """Return a packet that lies here, as it is at the moment; raises Unfinished where it is not all there yet."""

    def numbers(self, key_id: str, to_id: str) -> frozenset[int]:
        """Return the numbers of the packets that still lie here from a key to somebody; the others were lost."""


class Unfinished(Exception):
    """A packet that cannot be read at the moment, such as a file that is still being written; the next look may do."""
