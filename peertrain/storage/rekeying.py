"""A new key for the record: made as a copy that is checked and then takes the record's place."""

import json
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from peertrain.domain.errors import Trouble
from peertrain.i18n import _
from peertrain.record import atomic
from peertrain.storage.backups import check_database, copy_database
from peertrain.storage.engine import connect, troubles_in_words
from peertrain.storage.tables import settings

_FORMER = "former database keys"


def former_keys(connection: Connection) -> tuple[bytes, ...]:
    """Return the keys that the record had before, newest first: older backups open with them."""
    kept = connection.execute(select(settings.c.content).where(settings.c.name == _FORMER)).scalar_one_or_none()
    return tuple(bytes.fromhex(key) for key in json.loads(kept or "[]"))


def keep_former_keys(connection: Connection, keys: tuple[bytes, ...]) -> None:
    """Keep the keys that the record had before."""
    content = json.dumps([key.hex() for key in dict.fromkeys(keys)])
    new = insert(settings).values(name=_FORMER, content=content)
    connection.execute(new.on_conflict_do_update(index_elements=["name"], set_={"content": new.excluded.content}))


def copy_of(path: Path) -> Path:
    """Return where the copy with the new key is made."""
    return path.with_name(path.name + ".rekey")


def sweep_copy(path: Path) -> None:
    """Remove a copy that was not finished: the record counts."""
    for suffix in ("", "-wal", "-shm"):
        copy = copy_of(path)
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)


def make_copy(path: Path, old: bytes, new: bytes) -> Path:
    """Make and check a copy of the record that opens with `new`; the record must not be in use."""
    copy = copy_of(path)
    sweep_copy(path)
    with troubles_in_words():
        _be_alone(path, old)
        copy_database(path, copy, old, new_key=new)
        if check_database(copy, new) != check_database(path, old):
            raise Trouble(_("The copy of the record is not complete."), _("Nothing was changed. Do it again."))
        for suffix in ("-wal", "-shm"):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)
    return copy


def swap(path: Path) -> None:
    """Put the copy in the place of the record, which has no write-ahead log left."""
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    atomic.replace(copy_of(path), path)


def _be_alone(path: Path, key: bytes) -> None:
    """Fold the write-ahead log into the record, which only works where nobody else has it open."""
    connection = connect(path, key)
    try:
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    finally:
        connection.close()
    if mode != "delete":
        raise Trouble(
            _("Another program is using the record. Nothing was changed."),
            _("Close other windows of PeerTrain, then do it again."),
        )
