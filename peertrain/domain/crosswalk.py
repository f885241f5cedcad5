"""Other lists of what peer supporters do, and which competencies serve each of their parts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FrameworkPart:
    """A part of a list, in our own words; `competencies` are ids."""

    id: str
    title: str
    about: str
    competencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A list with its source; `sure` says how well it is known."""

    id: str
    title: str
    source: str
    sure: str
    parts: tuple[FrameworkPart, ...]
