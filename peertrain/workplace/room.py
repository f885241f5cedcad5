"""Room on the disk: once a write has found it full nothing new is begun until there is room again; reading goes on."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import DiskFull
from peertrain.i18n import _
from peertrain.storage.tables import settings
from peertrain.workplace.seat import Seat

NEEDED = 10_000_000
"""Bytes that have to be free before writing is tried again."""


class Room:
    """Whether there is room for new work in a folder, as far as the last write has found."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.is_full = False

    @contextmanager
    def wanted(self) -> Iterator[None]:
        """Try to write: DiskFull at once while there is known to be no room; what comes of it is remembered."""
        if self.is_full and shutil.disk_usage(self._folder).free < NEEDED:
            raise full()
        try:
            yield
        except DiskFull:
            self.is_full = True
            raise
        except OSError as error:
            if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
                raise
            self.is_full = True
            raise full() from error
        self.is_full = False


def full() -> DiskFull:
    """Return what is said where there is no room."""
    return DiskFull(
        _("The disk is full. Nothing was saved."),
        _("Make room on the disk; PeerTrain goes on by itself. You can still read, print and save papers elsewhere."),
    )


def try_to_write(seat: Seat) -> Done[None]:
    """Write and take away a page in the record, which changes nothing and shows whether there is room."""
    seat.connection.execute(insert(settings).values(name="room", content=" " * 4096))
    seat.connection.execute(delete(settings).where(settings.c.name == "room"))
    return Done(Changed.NOTHING)
