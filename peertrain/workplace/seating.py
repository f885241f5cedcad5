"""Seats whoever is in on one transaction, with what their open keys allow."""

import secrets
from collections.abc import Callable
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from peertrain.domain.people import Key
from peertrain.record.keystore import Keystore, Unlocked
from peertrain.record.passphrases import Cost
from peertrain.storage.desk import Desk
from peertrain.storage.ledger import Ledger
from peertrain.storage.picture import StoredPicture
from peertrain.workplace.keys import KeysOfComputer
from peertrain.workplace.seat import Seat


def seat_of(
    connection: Connection,
    unlocked: Unlocked,
    *,
    now: datetime,
    check_passphrase: Callable[[str], None],
    keystore: Callable[[], Keystore],
    cost: Callable[[], Cost],
) -> Seat:
    """Return the seat of whoever these keys belong to, on one transaction."""
    picture = StoredPicture(connection)
    issuer = unlocked.secrets.get("issuer")
    return Seat(
        unlocked.person_id,
        None if unlocked.invited else signing_key(unlocked),
        Ed25519PrivateKey.from_private_bytes(issuer) if issuer else None,
        connection,
        picture,
        Ledger(connection, picture, now),
        Desk(connection, unlocked.person_id, unlocked.secrets.get("desk") or secrets.token_bytes(32)),
        now,
        now.astimezone().date(),
        check_passphrase,
        KeysOfComputer(keystore, cost, unlocked.secrets["database"], lambda id: picture.find(Key, id) is not None),
    )


def signing_key(unlocked: Unlocked) -> Ed25519PrivateKey:
    """Return the key with which the person signs."""
    return Ed25519PrivateKey.from_private_bytes(unlocked.secrets["signing"])
