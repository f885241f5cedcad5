"""The exchange: entries sealed, opened and applied, beside their bare signatures; and a coordinator's month."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.figures import Figure
from benchmarks.many_entries import signed_entries
from peertrain.domain.people import Role, SupervisorAssigned
from peertrain.exchange.packets import FORMAT, Header, check_signature, payload_of, seal, unseal
from peertrain.exchange.payload import Payload
from peertrain.record.entries import PREFIX, Entry, key_id
from peertrain.storage.ledger import Ledger, Status
from peertrain.storage.picture import StoredPicture
from peertrain.storage.store import FILE, Store
from tests.cast import ORGANISATION_ID, START, Cast

ENTRIES = 5000
TIMES = 5
TRAINEES, PER_TRAINEE, SUPERVISORS = 1000, 50, 50
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


def measure(folder: Path, *, count: int = ENTRIES, times: int = TIMES, trainees: int = TRAINEES) -> Iterator[Figure]:
    """Carry entries from one computer to another, and let a coordinator take in a month packet by packet."""
    signed, post = signed_entries(count), Post()
    bare, carried, sizes = [], [], []
    for number in range(times):
        bare.append(_seconds(lambda: _sign_and_verify(signed)))
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
    yield from _month(folder, post, trainees)


def _month(folder: Path, post: Post, trainees: int) -> Iterator[Figure]:
    """Take in what everybody did in a month, one packet of each trainee after the other: all overlap in time."""
    cast = Cast()
    store = Store.create(folder / f"month-{FILE}", KEY)
    packets = list(_packets(cast, post, trainees))
    _take(store, cast.entries[: len(cast.entries) - sum(count for _content, count in packets)], None)
    seconds = [_seconds(partial(_take_packet, store, post, content)) for content, _count in packets]
    total = sum(count for _content, count in packets)
    with store.read() as connection:
        ledger = Ledger(connection, StoredPicture(connection))
        if any(one.status is not Status.APPLIED for one in ledger.verdicts(e.id for e in ledger.entries()).values()):
            raise AssertionError("an entry was not applied")
    store.close()
    yield Figure(f"A month of {trainees:,} trainees, {total:,} entries", (sum(seconds),), "s")
    yield Figure("One packet of it", tuple(1000 * one for one in seconds), "ms")


def _packets(cast: Cast, post: Post, trainees: int) -> Iterator[tuple[bytes, int]]:
    """Enrol everybody and let each work for a month; yield for each trainee a packet with the work and the approvals."""
    for number in range(SUPERVISORS):
        cast.enrol(f"s{number}", Role.SUPERVISOR, 10 + number)
    for number in range(trainees):
        cast.enrol(f"t{number}", Role.TRAINEE, 2000 + number)
        cast.add(cast.cora.say(SupervisorAssigned(f"t{number}", f"s{number % SUPERVISORS}")))
    begins = cast.cora.clock
    made: defaultdict[str, list[Entry]] = defaultdict(list)
    for number in range(trainees):
        learner, teacher, name = cast[f"t{number}"], cast[f"s{number % SUPERVISORS}"], f"t{number}"
        learner.clock = teacher.clock = begins + timedelta(seconds=number)
        for time_of in range(PER_TRAINEE // 2):
            learner.clock = teacher.clock = max(learner.clock, teacher.clock) + timedelta(days=1)
            logged = cast.log(name, f"{name}-{time_of}", on=learner.clock.date(), supervisor_id=teacher.person_id)
            made[name] += [logged, cast.approve(teacher.person_id, f"{name}-{time_of}", logged)]
    for entries in made.values():
        yield post.seal(entries), len(entries)


def _take_packet(store: Store, post: Post, content: bytes) -> None:
    _take(store, list(post.open(content)), None)


def _take(store: Store, entries: list[Entry], applied: int | None) -> None:
    with store.write() as connection:
        ledger = Ledger(connection, StoredPicture(connection))
        new = ledger.take_all(entries)
        ledger.settle()
        ledger.picture.flush()
        if (
            applied is not None
            and sum(one.status is Status.APPLIED for one in ledger.verdicts(e.id for e in new).values()) != applied
        ):
            raise AssertionError("an entry was not applied")


def _sign_and_verify(entries: list[Entry]) -> None:
    key = Ed25519PrivateKey.generate()
    public = key.public_key()
    for entry in entries:
        public.verify(key.sign(PREFIX + entry.signed), PREFIX + entry.signed)


def _seconds(deed: Callable[[], object]) -> float:
    start = time.perf_counter()
    deed()
    return time.perf_counter() - start
