"""The three kinds of failure, and the plain sentence for each: an answer, trouble from outside, a bug."""

import errno
import logging
import traceback
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from PySide6 import __version__ as qt_version

from peertrain.domain.errors import DiskFull, Refused
from peertrain.i18n import _

log = logging.getLogger("peertrain.ui")

LONG_LOG = 1_000_000
"""Bytes after which the next start begins a new log."""


class Kind(Enum):
    """Why something did not happen."""

    REFUSED = auto()
    OUTSIDE = auto()
    BUG = auto()


@dataclass(frozen=True, slots=True)
class Failure:
    """What a person reads about a failure, and for a bug the details they may send on.

    `disk_is_full` says that nothing new can be kept until there is room.
    """

    kind: Kind
    sentence: str
    details: str = ""
    disk_is_full: bool = False


def understood(error: BaseException) -> Failure:
    """Return the failure behind an exception; a bug is written to the log with its traceback."""
    if isinstance(error, Refused):
        return Failure(Kind.REFUSED, str(error))
    advice = advice_on(error)
    if advice:
        log.info("trouble from outside: %s", _without_names(error))
        return Failure(Kind.OUTSIDE, advice, disk_is_full=isinstance(error, DiskFull))
    log.error("a bug", exc_info=error)
    return Failure(
        Kind.BUG,
        _(
            "Something went wrong that should not have. Nothing you had saved was lost. You can go on; if it happens again, copy the details and send them to whoever looks after PeerTrain."
        ),
        _details(error),
    )


def _without_names(error: BaseException) -> str:
    """Return an error for the log, which anybody can read: not the file it was about, which may bear a name."""
    reason = error.strerror if isinstance(error, OSError) else error
    return f"{type(error).__name__}: {reason}"


def advice_on(error: BaseException) -> str:
    """Return advice on trouble from outside the program, or "" where the error is not of that kind.

    An error that already carries advice in its attribute `advice` speaks for itself; a database's error is
    recognised by the words of SQLite, so that the kit need not know the database.
    """
    own = getattr(error, "advice", "")
    if isinstance(own, str) and own:
        return f"{error} {own}".strip()
    if isinstance(error, OSError):
        return _advice_on_system(error)
    if type(error).__name__ in {"OperationalError", "DatabaseError"}:
        return _advice_on_database(str(error).lower())
    if isinstance(error, MemoryError):
        return _("The computer has run out of memory. Close other programs and try again.")
    return ""


def _advice_on_system(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _("The disk is full. Make some room and try again; nothing was lost.")
    where = str(error.filename) if error.filename else _("a file")
    if isinstance(error, ConnectionError | TimeoutError) or error.errno in {errno.ENETUNREACH, errno.EHOSTUNREACH}:
        return _("The other computer did not answer. Check the network and try again; your work is kept here.")
    if isinstance(error, FileNotFoundError):
        return _("{file} is not there any more. It may have been moved, or the drive is not plugged in.").format(
            file=where
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return _(
            "{file} may not be written or read. Close other programs that use it, or choose another folder."
        ).format(file=where)
    return _("The computer reported trouble with {file}: {reason}. Try again or choose another place.").format(
        file=where, reason=error.strerror or str(error)
    )


def _advice_on_database(words: str) -> str:
    if "locked" in words or "busy" in words:
        return _("Another program is using the data at the moment. Close it, wait a little and try again.")
    if "full" in words:
        return _("The disk is full. Make some room and try again; nothing was lost.")
    if "readonly" in words or "unable to open" in words or "disk i/o" in words:
        return _("The data folder cannot be written. Check that the drive is plugged in and may be written to.")
    if "malformed" in words or "not a database" in words:
        return _("The data on this computer is damaged. Do not go on working; restore the latest backup.")
    return ""


def _details(error: BaseException) -> str:
    import platform

    lines = traceback.format_exception(error)
    return f"Python {platform.python_version()}, Qt {qt_version}, {platform.platform()}\n\n{''.join(lines)}"


def log_to(file: Path) -> logging.FileHandler:
    """Keep what the program logs in a file until what is returned is closed.

    A file that has grown long makes room at the next start, and is kept once.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size > LONG_LOG:
        with suppress(OSError):  # another window may have it open
            file.replace(file.with_name(f"{file.name}.1"))
    handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger("peertrain").addHandler(handler)
    logging.getLogger("peertrain").setLevel(logging.INFO)
    return handler
