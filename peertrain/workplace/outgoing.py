"""What goes out: of the entries that concern somebody those they lack, with the files these name."""

from collections import defaultdict
from collections.abc import Iterable

from peertrain.courseware.parts import SOURCE
from peertrain.domain.certification import CertificateIssued
from peertrain.domain.curriculum import CourseAdopted
from peertrain.domain.people import KeyUse, Person, Role
from peertrain.domain.scopes import readers
from peertrain.domain.statements import kind_of
from peertrain.exchange.payload import Document, Payload, Reach
from peertrain.record.entries import Entry, chain_name, read
from peertrain.storage import exchange, frozen
from peertrain.storage.installed import read_part
from peertrain.storage.lists.people import keys_of
from peertrain.workplace.seat import Seat


class Post:
    """What there is to send, looked up once for everybody to whom it is sent from one seat."""

    def __init__(self, seat: Seat) -> None:
        chains = exchange.chains(seat.connection)
        self._readers = {scope: readers(seat.picture, scope) for scope in {one.scope for one in chains}}
        self._for_all = [one for one in chains if self._readers[one.scope].everybody]
        self._for_some = [one for one in chains if not self._readers[one.scope].everybody]
        self._by_reader: dict[str, list[exchange.Chain]] = {}
        for one in self._for_some:
            for person_id in self._readers[one.scope].ids:
                self._by_reader.setdefault(person_id, []).append(one)
        self.heads = seat.ledger.heads()

    def chains_for(self, person: Person) -> list[exchange.Chain]:
        """Return the chains of which somebody is sent the entries."""
        if person.has(Role.COORDINATOR):
            return self._for_all + self._for_some
        return self._for_all + self._by_reader.get(person.id, [])


def payload_for(seat: Seat, person: Person, known: Reach, post: Post | None = None) -> Payload:
    """Return what concerns a person and is not in what is `known` to them, and how far the record here reaches."""
    post = post or Post(seat)
    chains = post.chains_for(person)
    entries = tuple(
        read(*row)
        for chain in chains
        if chain.seq > at(known, chain)
        for row in exchange.signed_after(seat.connection, chain, at(known, chain))
    )
    names = [chain_name(chain.key_id, chain.scope) for chain in chains]
    reach = {name: post.heads[name] for name in names if name in post.heads}
    return Payload(
        entries, reach, _documents(seat, entries), _courses(seat, entries), _issuer(seat, person),
        _proofs(seat, person, reach),
    )  # fmt: skip


def at(reach: Reach, chain: exchange.Chain) -> int:
    """Return how far a reach goes in a chain."""
    found = reach.get(chain_name(chain.key_id, chain.scope))
    return found[0] if found else 0


def _proofs(seat: Seat, person: Person, reach: Reach) -> tuple[Entry, ...]:
    """Return the newest entry here of each key of a person: so a computer of theirs learns that it holds an older copy."""
    heads: defaultdict[str, list[str]] = defaultdict(list)
    for name, (_seq, entry_id) in reach.items():
        heads[name.partition(" ")[0]].append(entry_id)
    keys = [key.id for key in keys_of(seat.connection, person.id) if key.until is None and key.use is KeyUse.PERSON]
    found = [seat.ledger.newest(heads[key]) for key in keys]
    return tuple(one for one in found if one is not None)


def _documents(seat: Seat, entries: Iterable[Entry]) -> tuple[Document, ...]:
    """Return the issued files that the entries name."""
    issued = kind_of(CertificateIssued)
    wanted = {
        str(entry.body[name]): media_type
        for entry in entries
        if entry.kind == issued
        for name, media_type in (("document_sha256", frozen.PDF), ("credential_sha256", frozen.JSON))
    }
    found = {digest: frozen.find(seat.connection, digest) for digest in wanted}
    return tuple(Document(wanted[digest], content) for digest, content in found.items() if content is not None)


def _courses(seat: Seat, entries: Iterable[Entry]) -> tuple[bytes, ...]:
    """Return the folders, as their authors wrote them, of the courses that the entries put to use."""
    adopted = kind_of(CourseAdopted)
    digests = [str(entry.body["course"]["digest"]) for entry in entries if entry.kind == adopted]
    found = [read_part(seat.connection, digest, SOURCE, "") for digest in dict.fromkeys(digests)]
    return tuple(part[1] for part in found if part is not None)


def _issuer(seat: Seat, person: Person) -> bytes:
    """Return the issuing key where somebody has become a coordinator: whoever issues certificates needs it."""
    if seat.issuer_key is None or not person.has(Role.COORDINATOR):
        return b""
    return seat.issuer_key.private_bytes_raw()
