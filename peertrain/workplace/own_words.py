"""What the workplace itself says in the record, a person's own new key and a restore, and what outlasts a restore."""

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from peertrain.domain.changes import Changed, Done
from peertrain.domain.history import BackupRestored
from peertrain.domain.people import Key, KeyAdded
from peertrain.exchange.invitations import InvitedTo
from peertrain.record.canonical import read_canonical
from peertrain.record.entries import key_id
from peertrain.record.keys import public_of
from peertrain.record.keystore import Unlocked
from peertrain.storage import restored
from peertrain.storage.desk import keep_sealed, sealed_desks
from peertrain.storage.rekeying import former_keys, keep_former_keys
from peertrain.storage.restored import Restored
from peertrain.workplace.place import keep_invited_to
from peertrain.workplace.seat import Seat


def announce_key(seat: Seat, unlocked: Unlocked) -> Done[None]:
    """Say a person's own new key, signed with the one-time key of the invitation; nothing where it was said.

    With it they begin to use the place for packets that the invitation has brought.
    """
    signing, box = public_of(dict(unlocked.secrets))
    said = KeyAdded(unlocked.person_id, key_id(bytes.fromhex(signing)), signing, box)
    if seat.picture.find(Key, said.key_id) is None:
        seat.say_with(Ed25519PrivateKey.from_private_bytes(unlocked.secrets["invitation"]), said)
    if "invitation place" in unlocked.secrets:
        keep_invited_to(seat, InvitedTo(*read_canonical(unlocked.secrets["invitation place"])))
    return Done(Changed.PEOPLE)


def say_restored(seat: Seat) -> Done[None]:
    """Say that a backup was put in place of the record; nothing where it was said."""
    said = restored.find(seat.connection)
    if said is not None:
        seat.say(BackupRestored(said.backup, said.entries_before, seat.ledger.size, said.reason))
        restored.forget(seat.connection)
    return Done(Changed.EVERYTHING)


def kept_over_a_restore(seat: Seat, said: Restored | None) -> tuple[tuple[bytes, ...], Callable[[Connection], None]]:
    """Return the former keys of the record, and what writes them, everybody's desk and `said` into a backup."""
    former, desks = former_keys(seat.connection), sealed_desks(seat.connection)

    def prepare(connection: Connection) -> None:
        keep_former_keys(connection, (*former, *former_keys(connection)))
        keep_sealed(connection, desks)
        if said is not None:
            restored.keep(connection, said)

    return former, prepare
