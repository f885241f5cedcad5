"""That a backup was put in place of the record and the record does not say so yet; it is kept with the backup itself."""

import json
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from peertrain.storage.tables import settings

_NAME = "restored, not said yet"


@dataclass(frozen=True, slots=True)
class Restored:
    """Which backup was put in place, how many entries there were before, and why."""

    backup: str
    entries_before: int
    reason: str


def keep(connection: Connection, restored: Restored) -> None:
    """Note that the record has to say so."""
    new = insert(settings).values(name=_NAME, content=json.dumps(asdict(restored)))
    connection.execute(new.on_conflict_do_update(index_elements=["name"], set_={"content": new.excluded.content}))


def find(connection: Connection) -> Restored | None:
    """Return what has still to be said."""
    kept = connection.execute(select(settings.c.content).where(settings.c.name == _NAME)).scalar_one_or_none()
    return None if kept is None else Restored(**json.loads(kept))


def forget(connection: Connection) -> None:
    """Take note that it was said."""
    connection.execute(delete(settings).where(settings.c.name == _NAME))
