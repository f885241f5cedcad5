"""The encrypted database file: SQLCipher through SQLAlchemy, with the settings that survive a power cut."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from peertrain.domain.errors import Damaged, DiskFull, Trouble
from peertrain.i18n import _

OLDEST_SQLITE = (3, 51, 3)
"""Versions from 3.7.0 to 3.51.2 can lose a write when the write-ahead log is reset."""

_SETTINGS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "cell_size_check=ON",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "mmap_size=0",
    "temp_store=MEMORY",
)


def connect(path: Path, key: bytes) -> Any:
    """Open one raw connection with every setting in place; `key` are 32 raw bytes."""
    from sqlcipher3 import dbapi2

    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {dbapi2.sqlite_version} can lose work; at least 3.51.3 is needed")
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise RuntimeError("the database library does not encrypt")
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return connection


def open_engine(path: Path, key: bytes) -> Engine:
    """Return an engine whose write transactions take the lock at their start."""
    from sqlcipher3 import dbapi2

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=4,
        hide_parameters=True,  # errors are logged, and what people wrote must not be
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


@contextmanager
def troubles_in_words() -> Iterator[None]:
    """Turn what the disk or another program did to the database into Trouble that says what to do."""
    from sqlcipher3 import dbapi2

    try:
        yield
    except DBAPIError as error:
        raise _trouble(error.orig) from error
    except dbapi2.Error as error:
        raise _trouble(error) from error


_DAMAGE = (
    "malformed", "not a database", "hmac", "corrupt", "vtable constructor failed", "no such table: alembic_version",
)  # fmt: skip
"""What the database says of a damaged file; of one that was emptied, that its first table is not there."""


def _trouble(error: BaseException | None) -> Trouble:
    text = str(error).lower()
    if "full" in text or "disk i/o error" in text:
        return DiskFull(
            _("The disk is full or cannot be written. Nothing was saved."),
            _("Make room on the disk, then do it again. What was saved before is safe."),
        )
    if "locked" in text or "busy" in text:
        return Trouble(
            _("Another program is using the record. Nothing was saved."),
            _("Close other windows of PeerTrain, then do it again."),
        )
    if any(sign in text for sign in _DAMAGE):
        return Damaged(
            _("The record on this computer is damaged."),
            _("Restore the newest backup from the first page. Nothing is changed until you do."),
        )
    if "readonly" in text or "unable to open" in text:
        return Trouble(
            _("The record cannot be opened for writing."),
            _("Check that the folder exists and that you may write to it."),
        )
    return Trouble(
        _("The record could not be used: {error}. Nothing was saved.").format(error=error),
        _("Close PeerTrain and open it again. If it happens again, restore a backup."),
    )
