"""The desk: what belongs to one person alone, sealed with a key that nobody else has.

Names and contents are sealed; outside stand only which shelf (such as "notes") and a keyed hash of the name. The sealed
text is padded so that its length says little.
"""

import hmac
import json
import secrets
from collections.abc import Iterator
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from peertrain.storage.tables import desk

_STEP = 1024
"""Bytes in whose multiples the sealed text is padded."""


class Desk:
    """One person's desk, open with `key` (32 bytes)."""

    def __init__(self, connection: Connection, person_id: str, key: bytes) -> None:
        self._connection = connection
        self._person_id = person_id
        self._key = key

    def put(self, shelf: str, name: str, content: Any) -> None:
        """Keep a JSON value under a name, in place of what was there."""
        row = {
            "person_id": self._person_id,
            "slot": self._slot(shelf, name),
            "shelf": shelf,
            "content": self._seal(shelf, name, content),
        }
        new = insert(desk).values(row)
        self._connection.execute(
            new.on_conflict_do_update(index_elements=["person_id", "slot"], set_={"content": new.excluded.content})
        )

    def get(self, shelf: str, name: str) -> Any:
        """Return the value under a name; None where there is none."""
        query = select(desk.c.content).where(
            desk.c.person_id == self._person_id, desk.c.slot == self._slot(shelf, name)
        )
        sealed = self._connection.execute(query).scalar_one_or_none()
        return None if sealed is None else self._open(shelf, sealed)[1]

    def remove(self, shelf: str, name: str) -> None:
        """Take away what is under a name."""
        self._connection.execute(
            delete(desk).where(desk.c.person_id == self._person_id, desk.c.slot == self._slot(shelf, name))
        )

    def items(self, shelf: str) -> Iterator[tuple[str, Any]]:
        """Yield the names and values of a shelf; what was sealed with a key the person had before stays sealed."""
        query = select(desk.c.content).where(desk.c.person_id == self._person_id, desk.c.shelf == shelf)
        for sealed in self._connection.execute(query).scalars():
            try:
                yield self._open(shelf, sealed)
            except InvalidTag:
                continue

    def _slot(self, shelf: str, name: str) -> str:
        return hmac.digest(self._key, f"slot|{shelf}|{name}".encode(), "sha256").hex()

    def _aad(self, shelf: str) -> bytes:
        return f"peertrain|desk|v1|{self._person_id}|{shelf}".encode()

    def _seal(self, shelf: str, name: str, content: Any) -> bytes:
        text = json.dumps([name, content], ensure_ascii=False).encode()
        nonce = secrets.token_bytes(12)
        padded = text + b" " * (-len(text) % _STEP)
        return nonce + AESGCM(self._key).encrypt(nonce, padded, self._aad(shelf))

    def _open(self, shelf: str, sealed: bytes) -> tuple[str, Any]:
        text = AESGCM(self._key).decrypt(sealed[:12], sealed[12:], self._aad(shelf))
        name, content = json.loads(text)
        return name, content


def sealed_desks(connection: Connection) -> list[dict[str, Any]]:
    """Return what is on everybody's desk, sealed as it is, to be put back with `keep_sealed`."""
    return [dict(row) for row in connection.execute(select(desk)).mappings()]


def keep_sealed(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Put sealed things onto the desks they were on, in place of what is there under the same name."""
    if rows:
        new = insert(desk)
        update = {"shelf": new.excluded.shelf, "content": new.excluded.content}
        connection.execute(new.on_conflict_do_update(index_elements=["person_id", "slot"], set_=update), rows)
