"""Checkpoints in the database: when one is due, and taking it."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select

from peertrain.domain.people import ORGANISATION, Organisation
from peertrain.record.checkpoints import Checkpoint, make_checkpoint, read_checkpoint
from peertrain.record.merkle import Tree
from peertrain.storage.ledger import Ledger
from peertrain.storage.tables import checkpoints, entries


def newest(connection: Connection) -> Checkpoint | None:
    """Return the newest checkpoint of this computer."""
    query = select(checkpoints).order_by(checkpoints.c.size.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else read_checkpoint(row.signed, row.signature)


def due(ledger: Ledger, every: int) -> bool:
    """Return whether `every` entries have come since the newest checkpoint."""
    last = newest(ledger.connection)
    return ledger.size - (last.size if last else 0) >= every


def take(ledger: Ledger, key: Ed25519PrivateKey, at: datetime) -> Checkpoint | None:
    """Take a checkpoint, unless the newest one already covers every entry; return the newest."""
    connection = ledger.connection
    tree = _tree(connection)
    last = newest(connection)
    organisation = ledger.picture.find(Organisation, ORGANISATION)
    if organisation is None or (last is not None and last.size == tree.size):
        return last
    checkpoint = make_checkpoint(
        organisation=organisation.organisation_id, size=tree.size, root=tree.root, heads=ledger.heads(), key=key, at=at
    )
    connection.execute(
        insert(checkpoints).values(
            size=tree.size, peaks=b"".join(tree.peaks), signed=checkpoint.signed, signature=checkpoint.signature
        )
    )
    return checkpoint


def _tree(connection: Connection) -> Tree:
    """Return the tree over all entries, grown from where the newest checkpoint left it."""
    row = connection.execute(select(checkpoints).order_by(checkpoints.c.size.desc()).limit(1)).one_or_none()
    tree = Tree()
    if row is not None:
        tree = Tree(row.size, [row.peaks[start : start + 32] for start in range(0, len(row.peaks), 32)])
    ids = connection.execute(select(entries.c.id).where(entries.c.position > tree.size).order_by(entries.c.position))
    for id in ids.scalars():
        tree.add(bytes.fromhex(id))
    return tree
