"""Which version of the program has judged the record: another one may understand what that one did not."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from peertrain import __version__
from peertrain.storage.judge import Status
from peertrain.storage.tables import entries, settings

_NAME = "judged with"
_WITH = select(settings.c.content).where(settings.c.name == _NAME)
_IN_DOUBT = (Status.NOT_UNDERSTOOD,)
_ALL_IN_DOUBT = (*_IN_DOUBT, Status.REJECTED)
"""Before versions were remembered, what was not understood was rejected."""


def may_understand_more(connection: Connection) -> bool:
    """Return whether something here was not understood by another version than this one, which is remembered from now on."""
    before = connection.execute(_WITH).scalar_one_or_none()
    if before == __version__:
        return False
    new = insert(settings).values(name=_NAME, content=__version__)
    connection.execute(new.on_conflict_do_update(index_elements=["name"], set_={"content": new.excluded.content}))
    doubted = _ALL_IN_DOUBT if before is None else _IN_DOUBT
    return connection.execute(select(entries.c.id).where(entries.c.status.in_(doubted)).limit(1)).first() is not None
