"""What comes of one round of the exchange: counted while it goes on, and told afterwards."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from peertrain.domain.changes import Changed
from peertrain.domain.errors import Refused, Trouble
from peertrain.services.taking import Taken
from peertrain.workplace.place import Aside, Place


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one round: packets given and taken, and the sum of the entries in those that were taken.

    `kinds` counts what was applied; `waiting` packets could not be given yet; `unreadable` files may be readable next
    time; `more` says that the next round has something to do at once. `trouble` is what has ended the round, with advice.
    """

    given: int = 0
    taken: int = 0
    entries: int = 0
    applied: int = 0
    already_here: int = 0
    held: int = 0
    rejected: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    waiting: int = 0
    unreadable: int = 0
    more: bool = False
    trouble: str = ""
    advice: str = ""
    gave_at: datetime | None = None
    took_at: datetime | None = None


@dataclass(slots=True)
class Tally:
    """A round while it goes on; `place` and `aside` are what is to be remembered."""

    place: Place
    aside: dict[str, Aside]
    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    trouble: Trouble | Refused | None = None
    changed: Changed = Changed.NOTHING
    more: bool = False

    def count(self, taken: Taken) -> None:
        """Add what came of one packet."""
        self.counts.update(
            taken=1, entries=taken.entries, applied=taken.applied, already_here=taken.already_here, held=taken.held,
            rejected=taken.rejected,
        )  # fmt: skip
        self.kinds.update(taken.kinds)
        self.warnings += taken.warnings
        self.changed |= Changed.EVERYTHING
