"""The record as it is open to whoever is in: the organisation's folder, their keys, and the door for questions."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.places import HOME
from peertrain.record import atomic
from peertrain.record.keystore import Keystore, Unlocked
from peertrain.record.passphrases import Cost, tuned_cost
from peertrain.storage.store import Store
from peertrain.workplace.room import Room
from peertrain.workplace.seat import Seat
from peertrain.workplace.seating import seat_of

T = TypeVar("T")


class OpenRecord:
    """An organisation's folder and, while somebody is in, their open keys and the open record."""

    def __init__(
        self, folder: Path, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC), cost: Cost | None = None
    ) -> None:
        """`folder` holds the program's data; `clock` gives the time in UTC; `cost` is that of new passphrases.

        `has_news` says that something was done since the newest backup was made here.
        """
        self.folder = folder
        self.home = folder / HOME
        self.clock = clock
        self._cost = cost
        self._store: Store | None = None
        self._unlocked: Unlocked | None = None
        self.has_news = False
        self.room = Room(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for place in (folder, self.home):
            atomic.sweep(place)
        for draft in folder.glob(".founding-*"):
            shutil.rmtree(draft, ignore_errors=True)

    @property
    def founded(self) -> bool:
        """Whether there is an organisation in the folder."""
        return Keystore.exists(self.home)

    @property
    def person_id(self) -> str | None:
        """Who is in; None while the record is locked."""
        return self._unlocked.person_id if self._unlocked else None

    @property
    def must_choose_passphrase(self) -> bool:
        """Whether the person who is in came with an invitation and needs a passphrase of their own first."""
        return self._unlocked is not None and "invitation" in self._unlocked.secrets

    @cached_property
    def cost(self) -> Cost:
        """What a guess at a new passphrase costs, measured once on this computer."""
        return self._cost or tuned_cost()

    @property
    def keystore(self) -> Keystore:
        """The keystore as it is on the disk now."""
        return Keystore.open(self.home)

    def read(self, question: Callable[[Seat], T]) -> T:
        """Answer a question from one state of the record."""
        store, unlocked = self._open()
        with store.read() as connection:
            return question(self._seat(connection, unlocked))

    # Inside

    def _inside(self) -> Unlocked:
        return self._open()[1]

    def _open(self) -> tuple[Store, Unlocked]:
        if self._store is None or self._unlocked is None:
            raise Refused(_("PeerTrain is locked. Sign in again."))
        return self._store, self._unlocked

    def _check_passphrase(self, passphrase: str) -> None:
        self.keystore.confirm(self._inside().person_id, passphrase, now=self.clock())

    def _seat(self, connection: Connection, unlocked: Unlocked) -> Seat:
        return seat_of(
            connection, unlocked, now=self.clock(), check_passphrase=self._check_passphrase,
            keystore=lambda: self.keystore, cost=lambda: self.cost,
        )  # fmt: skip

    def _close(self) -> None:
        store, self._store, self._unlocked = self._store, None, None
        if store is not None:
            store.close()
