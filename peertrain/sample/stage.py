"""A stage: a workplace on which many people act in turn at simulated moments, each signing with their own key."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from peertrain.domain.changes import Done
from peertrain.record.keystore import Unlocked
from peertrain.record.passphrases import LOWEST_COST, Cost
from peertrain.storage import checkpoints
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import CHECKPOINT_EVERY, Workplace

Report = Callable[[float, str], None]
"""Told how much is done, from 0 to 1, and what is being done."""


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody (by person id) does something at a moment."""

    at: datetime
    person_id: str
    deed: Callable[[Seat], Done[Any]]


class Stage(Workplace):
    """A workplace whose clock is set and on which several people are in at once."""

    def __init__(self, folder: Path, cost: Cost = LOWEST_COST) -> None:
        """`cost` is that of the passphrases."""
        self.moment = datetime.now(UTC)
        self._cast: dict[str, Unlocked] = {}
        super().__init__(folder, clock=lambda: self.moment, cost=cost)

    def enter(self, name: str, passphrase: str) -> str:
        """Sign a person in, who has kept their recovery code, and keep their keys at hand; return the person's id."""
        self.sign_in(name, passphrase)
        self.confirm_recovery_code()
        unlocked = self._inside()
        self._cast[unlocked.person_id] = unlocked
        return unlocked.person_id

    def take_seat(self, person_id: str) -> None:
        """Let somebody whose keys are at hand act next, without a passphrase."""
        self._unlocked = self._cast[person_id]

    def play(self, acts: Iterable[Act], report: Callable[[int], None] = lambda _done: None) -> None:
        """Do everything in the order of time, in one transaction; `report` is told how many acts are done."""
        store, _unlocked = self._open()
        with store.write() as connection:
            for number, act in enumerate(sorted(acts, key=lambda one: one.at)):
                self.moment = act.at
                seat = self._seat(connection, self._cast[act.person_id])
                seat.check_passphrase = lambda _passphrase: None
                act.deed(seat)
                seat.picture.flush()
                if seat.signing_key is not None and checkpoints.due(seat.ledger, CHECKPOINT_EVERY):
                    checkpoints.take(seat.ledger, seat.signing_key, seat.now)
                report(number + 1)
