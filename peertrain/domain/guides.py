"""What a facilitator needs to hold the live session of a module."""

from dataclasses import dataclass

from peertrain.domain.amounts import Minutes


@dataclass(frozen=True, slots=True)
class LiveStep:
    """A step of a live session: what the facilitator does and says, as plain text."""

    minutes: Minutes
    title: str
    do: str


@dataclass(frozen=True, slots=True)
class LiveSession:
    """The part of a module's time that is spent together, in a room or online."""

    minutes: Minutes
    aim: str
    prepare: tuple[str, ...]
    steps: tuple[LiveStep, ...]


@dataclass(frozen=True, slots=True)
class RolePlay:
    """Cards for three: `peer` practises, `person` plays, and somebody watches; both players know the `scene`."""

    id: str
    title: str
    scene: str
    peer: str
    person: str
    watch: str


@dataclass(frozen=True, slots=True)
class Guide:
    """What a facilitator needs to hold a module's live session."""

    live: LiveSession
    role_plays: tuple[RolePlay, ...]
    discussion: tuple[str, ...]
    watch_for: tuple[str, ...]
