"""What goes out: of the entries that concern somebody those they lack, with the files these name, in parts that fit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from peertrain.courseware.parts import SOURCE
from peertrain.domain import scopes
from peertrain.domain.certification import CertificateIssued
from peertrain.domain.curriculum import CourseAdopted
from peertrain.domain.people import KeyUse, Person, Role
from peertrain.domain.scopes import readers
from peertrain.domain.statements import kind_of
from peertrain.exchange.payload import MOST_PARTS, MOST_PROOFS, MOST_TOLD, Document, Payload, Reach
from peertrain.record.canonical import parts_in
from peertrain.record.entries import Entry, read
from peertrain.storage import frozen
from peertrain.storage.installed import read_part
from peertrain.storage.lists.people import keys_of
from peertrain.storage.reach import Chain, Known, Marks, SignedBytes, chains, signed_after
from peertrain.workplace.seat import Seat

MOST_BYTES = 20 * 1024 * 1024
"""What entries and files may take in one packet before it is compressed; the rest goes in the next one."""
MOST_SCOPES = 25_000
"""Chains that somebody begins in a working life, such as one for each meeting; whoever has more goes last."""


class Post:
    """What there is to send, looked up once for everybody to whom it is sent from one seat."""

    def __init__(self, seat: Seat) -> None:
        self.marks = Marks(seat.connection)
        here = [one for one in chains(seat.connection) if scopes.is_scope(one.scope)]
        begun = Counter(one.person_id for one in here)
        self._crowds = {person_id for person_id, count in begun.items() if count > MOST_SCOPES}
        authors = {scopes.person(one.person_id) for one in here}
        read_by = {scope: readers(seat.picture, scope) for scope in authors.union(one.scope for one in here)}
        self._for_all: list[Chain] = []
        self._for_some: list[Chain] = []
        self._by_reader: dict[str, list[Chain]] = {}
        for one in here:
            who = read_by[one.scope] & read_by[scopes.person(one.person_id)]
            (self._for_all if who.everybody else self._for_some).append(one)
            for person_id in who.ids:
                self._by_reader.setdefault(person_id, []).append(one)

    def chains_for(self, person: Person) -> list[Chain]:
        """Return the chains of which somebody is sent the entries: theirs to read, of people whom they know.

        Without the key nobody could tell what is genuine; such as of a trainee with whom one shared a meeting.
        """
        if person.has(Role.COORDINATOR):
            return self._for_all + self._for_some
        return self._for_all + self._by_reader.get(person.id, [])

    def order(self, chain: Chain, known: Known) -> tuple[bool, bool, bool]:
        """Return what sorts chains so that nobody's work is kept back by what others have made to harm.

        Last come those of which most does not count, and before them those of which somebody holds another fork.
        """
        return (
            chain.person_id in self._crowds,
            chain.entries > 2 * chain.counted,
            known.differs(chain, self.marks),
        )


@dataclass(frozen=True, slots=True)
class Part:
    """What goes to somebody in one packet: how far it brings them in each chain, and how many entries wait for the next."""

    payload: Payload
    sent: Reach
    left: int


def payload_for(seat: Seat, person: Person, known: Known, post: Post | None = None) -> Part:
    """Return what concerns a person and is not in what is `known` to them, as far as it fits into one packet."""
    post = post or Post(seat)
    mine, own = post.chains_for(person), scopes.person(person.id)
    held = {one.name: known.of(one, post.marks) for one in mine}
    mine.sort(key=lambda one: (*post.order(one, known), one.scope != own))
    filling = _Filling(seat)
    reached = dict(filling.fill(mine, held))
    left = sum(one.seq - max(held[one.name], reached.get(one.name, 0)) for one in mine)
    told = mine[:MOST_TOLD]
    payload = Payload(
        tuple(filling.entries), {one.name: (one.seq, one.mark) for one in told}, tuple(filling.documents.values()),
        tuple(filling.courses.values()), _issuer(seat, person), _proofs(seat, person, told),
    )  # fmt: skip
    sent = {one.name: (seq, post.marks.up_to(one, seq)) for one in mine if (seq := reached.get(one.name))}
    return Part(payload, sent, left)


class _Filling:
    """A packet while it is filled: entries in the order of their chains, with the files that they name."""

    def __init__(self, seat: Seat) -> None:
        self.entries: list[Entry] = []
        self.documents: dict[str, Document] = {}
        self.courses: dict[str, bytes] = {}
        self._seat, self._bytes, self._values = seat, 0, 0

    def fill(self, some: Iterable[Chain], held: Mapping[str, int]) -> Iterator[tuple[str, int]]:
        """Put in what is not held yet until there is no room; yield how far each chain has come."""
        for chain in some:
            if chain.seq > held[chain.name]:
                rows = signed_after(self._seat.connection, chain, held[chain.name])
                for seq, same in groupby(rows, key=attrgetter("seq")):
                    if not self._put(same):
                        return
                    yield chain.name, seq

    def _put(self, same: Iterable[SignedBytes]) -> bool:
        """Put in whatever was signed under one number; False where it does not fit whole.

        If it is too much for any packet, as only a changed program signs it, then as much as fits, what counts first.
        """
        before = (len(self.entries), self._bytes, self._values)
        for row in same:
            if not self._add(row) and before[0]:
                del self.entries[before[0] :]
                _length, self._bytes, self._values = before
                return False
        return True

    def _add(self, row: SignedBytes) -> bool:
        """Put an entry in, unless there is no room; one always has room."""
        entry = read(row.signed, row.signature)
        documents = _documents(self._seat, entry) if row.counts else {}
        courses = _courses(self._seat, entry) if row.counts else {}
        files = [one.content for name, one in documents.items() if name not in self.documents]
        files += [one for name, one in courses.items() if name not in self.courses]
        size = self._bytes + len(row.signed) + len(row.signature) + sum(len(one) for one in files)
        values = self._values + parts_in(row.signed)
        if self.entries and (size > MOST_BYTES or values > MOST_PARTS // 2):
            return False
        self._bytes, self._values = size, values
        self.entries.append(entry)
        self.documents |= documents
        self.courses |= courses
        return True


def _proofs(seat: Seat, person: Person, told: Iterable[Chain]) -> tuple[Entry, ...]:
    """Return the newest entry here of each key of a person: so a computer of theirs learns that it holds an older copy."""
    heads: defaultdict[str, list[str]] = defaultdict(list)
    for one in told:
        heads[one.key_id].append(one.head)
    keys = [key.id for key in keys_of(seat.connection, person.id) if key.until is None and key.use is KeyUse.PERSON]
    found = [seat.ledger.newest(heads[key]) for key in keys]
    return tuple(one for one in found if one is not None)[:MOST_PROOFS]


def _documents(seat: Seat, entry: Entry) -> dict[str, Document]:
    """Return the issued files that an entry names, by hash."""
    if entry.kind != kind_of(CertificateIssued):
        return {}
    named = {entry.body["document_sha256"]: frozen.PDF, entry.body["credential_sha256"]: frozen.JSON}
    found = {digest: frozen.find(seat.connection, digest) for digest in named}
    return {digest: Document(named[digest], content) for digest, content in found.items() if content is not None}


def _courses(seat: Seat, entry: Entry) -> dict[str, bytes]:
    """Return the folder, as its author wrote it, of the course that an entry puts to use, by digest."""
    if entry.kind != kind_of(CourseAdopted):
        return {}
    digest = entry.body["course"]["digest"]
    found = read_part(seat.connection, digest, SOURCE, "")
    return {digest: found[1]} if found else {}


def _issuer(seat: Seat, person: Person) -> bytes:
    """Return the issuing key for a coordinator, once the six words of every key of theirs were compared."""
    if seat.issuer_key is None or not person.has(Role.COORDINATOR):
        return b""
    keys = [key for key in keys_of(seat.connection, person.id) if key.until is None and key.use is KeyUse.PERSON]
    if not keys or not all(key.confirmed for key in keys):
        return b""
    return seat.issuer_key.private_bytes_raw()
