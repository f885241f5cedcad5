"""The exchange: entries sealed, opened and applied, beside their bare signatures."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.figures import Figure
from benchmarks.many_entries import signed_entries
from peertrain.exchange.packets import FORMAT, Header, check_signature, payload_of, seal, unseal
from peertrain.exchange.payload import Payload
from peertrain.record.entries import PREFIX, Entry, key_id
from peertrain.storage.ledger import Ledger, Status
from peertrain.storage.picture import StoredPicture
from peertrain.storage.store import FILE, Store
from tests.cast import ORGANISATION_ID, START

ENTRIES = 5000
TIMES = 5
KEY = bytes(range(32))


class Post:
    """A sender and a recipient, and packets from the one to the other."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.box = pyrage.x25519.Identity.generate()

    def seal(self, entries: list[Entry]) -> bytes:
        own = key_id(self.key.public_key().public_bytes_raw())
        header = Header(FORMAT, uuid4().hex, ORGANISATION_ID, "a", own, "b", 1, {}, 0, 0, "", START, None)
        return seal(header, Payload(tuple(entries), {}), key=self.key, boxes=[str(self.box.to_public())])

    def open(self, content: bytes) -> tuple[Entry, ...]:
        packet = unseal(content, [str(self.box)])
        check_signature(packet, self.key.public_key().public_bytes_raw())
        return payload_of(packet).entries


def measure(folder: Path, *, count: int = ENTRIES, times: int = TIMES) -> Iterator[Figure]:
    """Carry entries from one computer to another."""
    signed, post = signed_entries(count), Post()
    bare, carried, sizes = [], [], []
    for number in range(times):
        bare.append(seconds(lambda: _sign_and_verify(signed)))
        start = time.perf_counter()
        content = post.seal(signed)
        found = post.open(content)
        store = Store.create(folder / f"{number}-{FILE}", KEY)
        _take(store, list(found), count)
        carried.append(time.perf_counter() - start)
        sizes.append(len(content) / count)
        store.close()
    yield Figure("Entries signed and verified, nothing else", tuple(count / one for one in bare), "a second")
    yield Figure("Entries sealed, opened, applied and kept", tuple(count / one for one in carried), "a second")
    beside = tuple(one / other for one, other in zip(carried, bare, strict=True))
    yield Figure("Their time beside that of the signatures", beside, "×", most=3)
    yield Figure("Size of an entry on its way", tuple(sizes), "bytes")


def _take(store: Store, entries: list[Entry], applied: int) -> None:
    with store.write() as connection:
        ledger = Ledger(connection, StoredPicture(connection))
        new = ledger.take_all(entries)
        ledger.settle()
        ledger.picture.flush()
        if sum(one.status is Status.APPLIED for one in ledger.verdicts(e.id for e in new).values()) != applied:
            raise AssertionError("an entry was not applied")


def _sign_and_verify(entries: list[Entry]) -> None:
    key = Ed25519PrivateKey.generate()
    public = key.public_key()
    for entry in entries:
        public.verify(key.sign(PREFIX + entry.signed), PREFIX + entry.signed)


def seconds(deed: Callable[[], object]) -> float:
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start
