"""The store: the database file of one organisation, opened, created, upgraded on a copy, and used in transactions."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from peertrain.domain.errors import Damaged, Trouble
from peertrain.i18n import _
from peertrain.record import atomic
from peertrain.storage.engine import connect, open_engine, troubles_in_words

FILE = "record.db"
SCHEMA = "0004"
"""The newest revision in `migrations/versions`."""


class Store:
    """An open database; `write` and `read` give transactions."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    @classmethod
    def create(cls, path: Path, key: bytes) -> "Store":
        """Make a new, empty database with the newest schema."""
        with troubles_in_words():
            _migrate(path, key)
            return cls(path, open_engine(path, key))

    @classmethod
    def open(cls, path: Path, key: bytes) -> "Store":
        """Open a database, upgrading an older one on a copy first; Trouble for a newer or a damaged one."""
        if not path.exists():
            raise Damaged(
                _("The record {path} is missing.").format(path=path),
                _("Restore the newest backup from the first page."),
            )
        check_place(path.parent)
        with troubles_in_words():
            sweep_upgrade(path)
            if refuse_newer(path, key) < SCHEMA:
                upgrade(path, key)
            return cls(path, open_engine(path, key))

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept, or nothing."""
        with troubles_in_words(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the record and changes nothing."""
        with troubles_in_words(), self._engine.connect().execution_options(reading=True) as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def fits(path: Path, key: bytes) -> bool:
    """Return whether a database can be opened with this key."""
    from sqlcipher3 import dbapi2

    try:
        connect(path, key).close()
    except dbapi2.DatabaseError as error:
        if "not a database" in str(error) or "hmac" in str(error).lower():
            return False
        raise
    return True


def schema_of(path: Path, key: bytes) -> str:
    """Return the schema revision of a database."""
    connection = connect(path, key)
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    finally:
        connection.close()
    return str(row[0]) if row else ""


def refuse_newer(path: Path, key: bytes) -> str:
    """Return the schema revision of a database; Trouble where this program is too old for it."""
    schema = schema_of(path, key)
    if schema > SCHEMA:
        raise Trouble(
            _("The record was written by a newer version of PeerTrain."),
            _("Install the newest version of PeerTrain on this computer. Nothing was changed."),
        )
    return schema


def upgrade(path: Path, key: bytes) -> None:
    """Bring an older database to the newest schema: on a copy that is checked and takes its place, after a backup."""
    from peertrain.storage.backups import check_database, copy_database, make_backup

    make_backup(path.parent, key, reason=_("before an upgrade"), now=datetime.now(UTC))
    copy = path.with_name(path.name + ".upgrade")
    copy.unlink(missing_ok=True)
    copy_database(path, copy, key)
    _migrate(copy, key)
    check_database(copy, key)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    atomic.replace(copy, path)


def sweep_upgrade(path: Path) -> None:
    """Remove what an unfinished upgrade has left: the old file counts."""
    for suffix in (".upgrade", ".upgrade-wal", ".upgrade-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _migrate(path: Path, key: bytes) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    engine = open_engine(path, key)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        with engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()


_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "mobile documents", "nextcloud", "owncloud")


def check_place(folder: Path) -> None:
    """Refuse to keep the record in a folder that another program synchronises, or on a network drive."""
    parts = [part.casefold() for part in folder.resolve().parts]
    synced = any(part.startswith(name) for part in parts for name in _SYNCED)
    if synced or str(folder).startswith(("\\\\", "//")) or _mount_kind(folder) in _NETWORK:
        raise Trouble(
            _("The folder {folder} is synchronised or on a network drive.").format(folder=folder),
            _(
                "The record could be damaged there. Keep it in a folder of this computer; share work by exchange instead."
            ),
        )


_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "fuse.sshfs", "9p"}


def _mount_kind(folder: Path) -> str:
    """Return the kind of file system a folder is on, where the system says so."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    here, best, kind = os.path.realpath(folder), "", ""
    for line in mounts:
        _device, point, found, *_rest = line.split()
        inside = here == point or here.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind
