"""Backups: copies of the record and the keys that are opened and verified before they count, and how one is restored.

A backup is a folder named by its moment, with the database, both keystore files and `backup.json`, which is written
last. The ten newest are kept, and seven daily, five weekly and twelve monthly ones.
"""

import json
import secrets
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from peertrain.domain.errors import Refused, Trouble
from peertrain.i18n import _
from peertrain.record import atomic
from peertrain.record.holders import FILES
from peertrain.storage.engine import connect, open_engine, troubles_in_words
from peertrain.storage.store import FILE, fits, refuse_newer

FOLDER = "backups"
NEWEST_KEPT = 10
"""How many of the newest backups stay, however close together they were made."""
REPLACED_KEPT = 3
"""How many records that restores have replaced stay beside the backups."""
_REPLACED = "replaced-"
_KEEP = (("%Y-%m-%d", 7), ("%G-%V", 5), ("%Y-%m", 12))


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified backup: when and why it was made, and how many entries it holds."""

    name: str
    made_at: str
    reason: str
    entries: int
    sha256: str


def copy_database(source: Path, target: Path, key: bytes, *, new_key: bytes | None = None) -> None:
    """Copy a database, also while it is in use, with SQLite's online backup; the copy may get a key of its own."""
    here, there = connect(source, key), connect(target, new_key or key)
    try:
        here.backup(there)
        there.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        here.close()
        there.close()


def check_database(path: Path, key: bytes) -> int:
    """Open a database and check every page and link; return its number of entries, raise Trouble where one is wrong."""
    connection = connect(path, key)
    try:
        faults = [
            *connection.execute("PRAGMA cipher_integrity_check").fetchall(),
            *(row for row in connection.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"),
            *connection.execute("PRAGMA foreign_key_check").fetchall(),
        ]
        if faults:
            raise Trouble(
                _("The copy {path} is damaged: {fault}.").format(path=path, fault=faults[0][0]),
                _("Use another backup. The record itself was not changed."),
            )
        return int(connection.execute("SELECT count(*) FROM entries").fetchone()[0])
    finally:
        connection.close()


def make_backup(home: Path, key: bytes, *, reason: str, now: datetime, spare: str = "") -> Backup:
    """Copy the record and the keys of the organisation in `home`, and verify the copy before it counts.

    Older backups that no rule keeps are removed then, but never the one named `spare`.
    """
    folder = home / FOLDER
    folder.mkdir(exist_ok=True)
    for left in folder.glob(".draft-*"):  # by a computer that went off
        shutil.rmtree(left, ignore_errors=True)
    name = f"{now:%Y-%m-%dT%H%M%S}-{secrets.token_hex(2)}"
    draft = folder / f".draft-{name}"
    with troubles_in_words():
        try:
            _check_room(home)
            draft.mkdir()
            copy_database(home / FILE, draft / FILE, key)
            entries = check_database(draft / FILE, key)
            for file in FILES:
                if (home / file).exists():
                    shutil.copy2(home / file, draft / file)
            digest = sha256((draft / FILE).read_bytes()).hexdigest()
            backup = Backup(name, now.isoformat(), reason, entries, digest)
            atomic.write(draft / "backup.json", json.dumps(asdict(backup)).encode())
            atomic.replace(draft, folder / name)
        except OSError as error:
            raise Trouble(
                _("The backup could not be written: {error}.").format(error=error.strerror or error),
                _("Make room on the disk, then make a backup again. The record itself is safe."),
            ) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    _rotate(folder, spare)
    return backup


def backups(home: Path) -> tuple[Backup, ...]:
    """Return the backups that count, newest first."""
    found = [_read(path.parent) for path in (home / FOLDER).glob("[!.]*/backup.json")]
    return tuple(sorted((one for one in found if one), key=lambda backup: backup.made_at, reverse=True))


def _read(folder: Path) -> Backup | None:
    """Return what a backup says of itself; None where it cannot be read."""
    try:
        backup = Backup(**json.loads((folder / "backup.json").read_bytes()))
        datetime.fromisoformat(backup.made_at)
    except (OSError, ValueError, TypeError):
        return None
    return backup


def restore_backup(
    home: Path,
    name: str,
    key: bytes,
    former_keys: tuple[bytes, ...] = (),
    prepare: Callable[[Connection], object] = lambda _connection: None,
) -> None:
    """Put a backup in the place of the record, after checking it; the keys stay those of today.

    `prepare` may still write into the copy of the backup before it takes the record's place. A backup from before the
    record was given a new key opens with one of `former_keys`. The record that was there is set aside in `replaced-…`
    beside the backups; of these the newest three stay.
    """
    source, copy, fresh = home / FOLDER / name / FILE, home / f"{FILE}.restore", home / f"{FILE}.restore-2"
    with troubles_in_words():
        for left in (copy, fresh):
            left.unlink(missing_ok=True)
        shutil.copy2(source, copy)
        its_key = next((one for one in (key, *former_keys) if fits(copy, one)), key)
        check_database(copy, its_key)
        refuse_newer(copy, its_key)
        if its_key != key:
            copy_database(copy, fresh, its_key, new_key=key)
            check_database(fresh, key)
            atomic.replace(fresh, copy)
        _prepare(copy, key, prepare)
        _set_aside(home)
        atomic.replace(copy, home / FILE)
    _rotate_replaced(home)


def _prepare(path: Path, key: bytes, prepare: Callable[[Connection], object]) -> None:
    """Write into a database that nobody uses, and fold its log into the one file."""
    engine = open_engine(path, key)
    try:
        with engine.begin() as connection:
            prepare(connection)
    finally:
        engine.dispose()
    raw = connect(path, key)
    try:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def restore_with_keys(home: Path, name: str) -> None:
    """Put a backup and its keys in place without opening it: for a record that can no longer be opened at all.

    `name` is that of a backup kept here, or the whole path of one kept elsewhere, such as on a USB stick.
    """
    source = home / FOLDER / name
    _check_digest(source)
    _set_aside(home)
    for file in (*FILES, FILE):
        if (source / file).exists():
            atomic.write(home / file, (source / file).read_bytes())
    _rotate_replaced(home)


def bring_in(folder: Path, home: Path) -> None:
    """Begin an organisation in `home` with the backup in `folder`."""
    _check_digest(folder)
    draft = home.with_name(f".founding-{secrets.token_hex(4)}")
    try:
        draft.mkdir(parents=True)
        for file in (FILE, *FILES):
            if (folder / file).exists():
                atomic.write(draft / file, (folder / file).read_bytes())
        atomic.replace(draft, home)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _check_digest(source: Path) -> None:
    if not (source / "backup.json").is_file() or not (source / FILE).is_file():
        raise Refused(
            _("There is no backup in {folder}. Choose the folder that holds backup.json.").format(folder=source)
        )
    made = _read(source)
    if made is None or sha256((source / FILE).read_bytes()).hexdigest() != made.sha256:
        raise Trouble(_("This backup is damaged."), _("Choose an older one."))


def _set_aside(home: Path) -> None:
    aside = home / FOLDER / f"{_REPLACED}{secrets.token_hex(4)}"
    aside.mkdir(parents=True)
    for file in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
        if (home / file).exists():
            shutil.copy2(home / file, aside / file)
            if file != FILE:
                (home / file).unlink()
    for file in FILES:
        if (home / file).exists():
            shutil.copy2(home / file, aside / file)


def _rotate_replaced(home: Path) -> None:
    """Remove what older restores have set aside; the newest ones stay."""
    aside = sorted((home / FOLDER).glob(f"{_REPLACED}*"), key=lambda folder: folder.stat().st_mtime_ns)
    for folder in aside[:-REPLACED_KEPT]:
        shutil.rmtree(folder, ignore_errors=True)


def _check_room(home: Path) -> None:
    need = 3 * (home / FILE).stat().st_size
    if shutil.disk_usage(home).free < need:
        raise Trouble(
            _("There is not enough room on the disk for a backup."),
            _("Free at least {size} MB, then make a backup again.").format(size=need // 1_000_000 + 1),
        )


def _rotate(folder: Path, spare: str) -> None:
    """Remove backups that no rule keeps: the newest ones stay, and the newest of each of the last days, weeks, months."""
    made = {backup.name: datetime.fromisoformat(backup.made_at) for backup in backups(folder.parent)}
    keep = {spare, *list(made)[:NEWEST_KEPT]}
    for form, count in _KEEP:
        keep |= _newest_of_each(made, form, count)
    for name in made.keys() - keep:
        shutil.rmtree(folder / name, ignore_errors=True)


def _newest_of_each(made: dict[str, datetime], form: str, count: int) -> set[str]:
    """Return the newest of each of the last `count` days, weeks or months that have any; `made` is newest first."""
    newest: dict[str, str] = {}
    for name, moment in made.items():
        newest.setdefault(f"{moment:{form}}", name)
    return set(list(newest.values())[:count])
