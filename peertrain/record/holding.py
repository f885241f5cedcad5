"""One program at a time on one data folder: a file in it stays locked by the system until the program ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peertrain.domain.errors import Trouble
from peertrain.i18n import _

FILE = "in-use.lock"


class InUse(Trouble):
    """Another program holds the data folder."""


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold a data folder, made where it is missing.

    Raises Trouble where it cannot be written, and InUse where another program holds it. The system lets go of it however the
    program ends, so that nobody is ever kept out by a crash.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / FILE).open("ab")
    except OSError as error:
        raise Trouble(
            _("PeerTrain cannot keep its data in {folder}: {reason}.").format(
                folder=folder, reason=error.strerror or error
            ),
            _("Choose a folder that you may write to, or ask whoever looks after this computer."),
        ) from error
    with file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise InUse(
                _("PeerTrain is already open on {folder}.").format(folder=folder),
                _("Go to its window, or close it and try again."),
            ) from error
        yield


def _lock(handle: int) -> None:
    """Lock the file for this program alone, or raise OSError at once."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
