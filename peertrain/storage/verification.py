"""Checks the whole record: every byte, signature, chain, rule and checkpoint, and that the screens show what it says.

Everything is computed anew from the signed entries in a database in memory and compared with what is there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from msgspec import MsgspecError
from sqlalchemy import Connection, LargeBinary, Row, Select, Table, create_engine, func, select

from peertrain.domain.certification import Certificate
from peertrain.domain.people import ORGANISATION, Key, Organisation
from peertrain.i18n import _
from peertrain.record.canonical import Malformed
from peertrain.record.checkpoints import Checkpoint, is_signed_by, read_checkpoint
from peertrain.record.entries import read
from peertrain.record.merkle import Tree
from peertrain.storage.ledger import Ledger, Status
from peertrain.storage.picture import StoredPicture, value_of
from peertrain.storage.tables import checkpoints, documents, entries, metadata, values

Report = Callable[[float, str], None]
"""Takes how much is done, from 0 to 1, and a sentence; it may raise to stop the work."""


class Wrong(Exception):
    """The first thing in the record that is not as it should be; the message names it in a whole sentence."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and the first thing wrong as a sentence, or "" where everything is right."""

    entries: int
    checkpoints: int
    documents: int
    wrong: str = ""

    @property
    def right(self) -> bool:
        return not self.wrong


def verify_record(connection: Connection, report: Report, now: datetime) -> Verified:
    """Check everything; the first thing wrong ends it."""
    wrong = ""
    try:
        with _scratch(_reached(connection, now)) as fresh:
            _retake(connection, fresh, report)
            _check_checkpoints(connection, fresh, report)
            _compare_picture(connection, fresh.connection, report)
            _check_documents(connection, fresh, report)
    except Wrong as found:
        wrong = str(found)
    return Verified(_count(connection, entries), _count(connection, checkpoints), _count(connection, documents), wrong)


def _reached(connection: Connection, now: datetime) -> datetime:
    """Return how far time has come: a clock that was set back since makes nothing wrong that was judged before."""
    query = select(func.max(entries.c.effective)).where(entries.c.status == Status.APPLIED)
    [(last,)] = _rows(connection, query, entries)
    return max(now, last) if last else now


def _rows(connection: Connection, query: Select[Any], table: Table) -> Iterator[Row[Any]]:
    """Read rows; what another program wrote into a table may be nothing that can be read."""
    blobs = [str(column.key) for column in query.selected_columns if isinstance(column.type, LargeBinary)]
    rows = connection.execute(query).yield_per(100)
    while True:
        try:
            row = rows.fetchone()
        except (TypeError, ValueError, LookupError, MsgspecError) as error:
            raise _unreadable(table) from error
        if row is None:
            return
        if not all(isinstance(getattr(row, name), bytes) for name in blobs):
            raise _unreadable(table)
        yield row


def _unreadable(table: Table) -> Wrong:
    return Wrong(_("The table “{table}” holds something that cannot be read.").format(table=table.name))


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


@contextmanager
def _scratch(now: datetime) -> Iterator[Ledger]:
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA temp_store=MEMORY")  # nothing of the record is ever in a plain file
            metadata.create_all(connection)
            yield Ledger(connection, StoredPicture(connection), now)
    finally:
        engine.dispose()


# Entries


def _retake(connection: Connection, fresh: Ledger, report: Report) -> None:
    """Take every entry in anew, in its order, and compare how it stands and what follows from it."""
    total = _count(connection, entries)
    query = select(entries).order_by(entries.c.position)
    for number, row in enumerate(_rows(connection, query, entries), start=1):
        _check_row(number, row)
        fresh.take(read(row.signed, row.signature))
        if number % 100 == 0:
            words = _("Entry {number} of {total}").format(number=f"{number:,}", total=f"{total:,}")
            report(0.7 * number / total, words)
    fresh.settle(lambda: report(0.7, _("Judging the entries anew…")))
    fresh.picture.flush()
    _compare_standing(connection, fresh.connection)


def _check_row(number: int, row: Row[Any]) -> None:
    if row.position != number:
        raise Wrong(_("Entry {number} is missing: the entries are numbered without a gap.").format(number=number))
    try:
        entry = read(row.signed, row.signature)
    except Malformed as error:
        raise Wrong(_("Entry {number} is damaged: {error}.").format(number=number, error=error)) from error
    if entry.id != row.id:
        raise Wrong(_("Entry {number} was altered: its bytes are not those of its id.").format(number=number))
    if (entry.key_id, entry.scope, entry.seq, entry.kind, entry.at) != (
        row.key_id,
        row.scope,
        row.seq,
        row.kind,
        row.at,
    ):
        raise Wrong(_("Entry {number} was altered: its columns say other than its bytes.").format(number=number))


def _compare_standing(connection: Connection, fresh: Connection) -> None:
    """Compare how entries stand; the words of a reason are those of the version and language that judged it."""
    columns = (entries.c.position, entries.c.id, entries.c.status, entries.c.person_id, entries.c.reason)
    query = select(*columns).order_by(entries.c.position)
    for row, again in zip(connection.execute(query), fresh.execute(query), strict=True):
        if row[:4] != again[:4]:
            raise Wrong(
                _("Entry {number} stands as “{here}”, but judged anew it is “{anew}”. {reason}")
                .format(number=row.position, here=row.status, anew=again.status, reason=again.reason)
                .strip()
            )


def _compare_picture(connection: Connection, fresh: Connection, report: Report) -> None:
    for cls, table in values.items():
        report(0.85, _("Comparing what the screens show…"))
        query = select(table).order_by(table.c.id)
        here: dict[str, Any] = {row.id: value_of(cls, row) for row in _rows(connection, query, table)}
        anew: dict[str, Any] = {row.id: value_of(cls, row) for row in fresh.execute(query)}
        for id in sorted(here.keys() | anew.keys()):
            if here.get(id) != anew.get(id):
                raise Wrong(
                    _("The table “{table}” shows {id} other than the entries say.").format(table=table.name, id=id)
                )


# Checkpoints


def _check_checkpoints(connection: Connection, fresh: Ledger, report: Report) -> None:
    """Check the signature, the root and the heads of every checkpoint against the entries."""
    report(0.8, _("Checking the checkpoints…"))
    kept = [
        (row.size, _read_checkpoint(row))
        for row in _rows(connection, select(checkpoints).order_by(checkpoints.c.size), checkpoints)
    ]
    ids = [str(id) for id in connection.execute(select(entries.c.id).order_by(entries.c.position)).scalars()]
    tree, places = Tree(), {id: number for number, id in enumerate(ids, start=1)}
    for size, checkpoint in kept:
        _check_signature(fresh, size, checkpoint)
        if size > len(ids):
            raise Wrong(
                _("A checkpoint covers {size} entries, but only {here} are here.").format(size=size, here=len(ids))
            )
        while tree.size < size:
            tree.add(bytes.fromhex(ids[tree.size]))
        if tree.root.hex() != checkpoint.root:
            raise Wrong(_("The first {size} entries are not those that the checkpoint covers.").format(size=size))
        if any(places.get(id, size + 1) > size for _seq, id in checkpoint.heads.values()):
            raise Wrong(_("The checkpoint over {size} entries names one that is not here.").format(size=size))


def _read_checkpoint(row: Row[Any]) -> Checkpoint:
    try:
        checkpoint = read_checkpoint(row.signed, row.signature)
    except Malformed as error:
        raise Wrong(_("The checkpoint over {size} entries is damaged.").format(size=row.size)) from error
    if checkpoint.size != row.size:
        raise Wrong(_("The checkpoint over {size} entries was altered.").format(size=row.size))
    return checkpoint


def _check_signature(fresh: Ledger, size: int, checkpoint: Checkpoint) -> None:
    key = fresh.picture.find(Key, checkpoint.key_id)
    organisation = fresh.picture.find(Organisation, ORGANISATION)
    genuine = key is not None and is_signed_by(checkpoint, bytes.fromhex(key.signing_public))
    if not genuine or organisation is None or checkpoint.organisation != organisation.organisation_id:
        raise Wrong(_("The checkpoint over {size} entries is not genuine.").format(size=size))


# Documents


def _check_documents(connection: Connection, fresh: Ledger, report: Report) -> None:
    """Check that every frozen document is the one whose hash it bears, and that no certificate lacks its own."""
    report(0.95, _("Checking the documents…"))
    here = set()
    for row in _rows(connection, select(documents).order_by(documents.c.sha256), documents):
        if sha256(row.content).hexdigest() != row.sha256:
            raise Wrong(_("The document {sha256} was altered.").format(sha256=row.sha256[:16]))
        here.add(row.sha256)
    for row in fresh.connection.execute(select(values[Certificate])).all():
        for digest in (row.document_sha256, row.credential_sha256):
            if digest not in here:
                raise Wrong(_("A document of certificate {number} is missing.").format(number=row.number))
    report(1.0, "")
