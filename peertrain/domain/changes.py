"""Which parts of the picture a deed touched, so that only the pages that show them refresh."""

from dataclasses import dataclass
from enum import Flag, auto
from typing import Generic, TypeVar

T = TypeVar("T")


class Changed(Flag):
    """Parts of the picture; a page names those it watches."""

    NOTHING = 0
    ORGANISATION = auto()
    PEOPLE = auto()
    LEARNING = auto()
    HOURS = auto()
    MEETINGS = auto()
    RATINGS = auto()
    PROGRAMMES = auto()
    COURSES = auto()
    ATTESTATIONS = auto()
    CERTIFICATES = auto()
    DESK = auto()
    BACKUPS = auto()
    HISTORY = auto()
    EXCHANGE = auto()
    EVERYTHING = (
        ORGANISATION
        | PEOPLE
        | LEARNING
        | HOURS
        | MEETINGS
        | RATINGS
        | PROGRAMMES
        | COURSES
        | ATTESTATIONS
        | CERTIFICATES
        | DESK
        | BACKUPS
        | HISTORY
        | EXCHANGE
    )


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The outcome of a deed: what it changed, the sentence for the notice bar, and what it made, if anything."""

    changed: Changed
    said: str = ""
    value: T | None = None
