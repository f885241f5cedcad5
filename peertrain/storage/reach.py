"""How far every chain reaches here, and the marks by which two computers see whether they hold the same of one.

A number does not tell that: somebody can sign two entries under one number and show each of them to somebody else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Boolean, Connection, bindparam, distinct, func, select, type_coerce

from peertrain.record.entries import chain_name
from peertrain.storage.judge import Status
from peertrain.storage.tables import entries

Reach = dict[str, tuple[int, str]]
"""By chain (`chain_name`) its newest number, and the mark of all that is held of it up to there."""

_APPLIED = entries.c.status == Status.APPLIED
_GENUINE = entries.c.person_id != ""
_THIS = (entries.c.scope == bindparam("within"), entries.c.key_id == bindparam("key"), _GENUINE)
_IDS = func.aggregate_strings(entries.c.id, "").aggregate_order_by(entries.c.seq, entries.c.id)
_CHAINS = (
    select(
        entries.c.scope, entries.c.key_id, func.max(entries.c.person_id), func.max(entries.c.seq), func.count(),
        func.count().filter(_APPLIED), type_coerce(func.count(distinct(entries.c.seq)) < func.count(), Boolean), _IDS,
    )
    .where(_GENUINE)
    .group_by(entries.c.scope, entries.c.key_id)
    .order_by(entries.c.scope, entries.c.key_id)
)  # fmt: skip
_UP_TO = select(_IDS).where(*_THIS, entries.c.seq <= bindparam("number"))
_TWICE = select(entries.c.seq).where(*_THIS).group_by(entries.c.seq).having(func.count() > 1)
_AFTER = (
    select(entries.c.seq, entries.c.signed, entries.c.signature, _APPLIED)
    .where(*_THIS, entries.c.seq > bindparam("number"))
    .order_by(entries.c.seq, _APPLIED.desc(), entries.c.id)
)


@dataclass(frozen=True, slots=True)
class Chain:
    """How far the genuine entries of a key reach in a scope, how many there are, and how many of them count.

    `forked` says that two of them have one number; `head` is the id of a newest one, `mark` that of all of them.
    """

    scope: str
    key_id: str
    person_id: str
    seq: int
    entries: int
    counted: int
    forked: bool
    head: str
    mark: str

    @property
    def name(self) -> str:
        return chain_name(self.key_id, self.scope)


def chains(connection: Connection) -> list[Chain]:
    """Return every chain of which a genuine entry is here."""
    rows = connection.execute(_CHAINS)
    return [
        Chain(scope, key_id, person_id, seq, count, counted, forked, ids[-64:], _mark(ids))
        for scope, key_id, person_id, seq, count, counted, forked, ids in rows
    ]


def forks(connection: Connection, chain: Chain) -> frozenset[int]:
    """Return the numbers under which a key has signed more than one entry in a scope."""
    return frozenset(connection.execute(_TWICE, _these(chain)).scalars()) if chain.forked else frozenset()


@dataclass(frozen=True, slots=True)
class SignedBytes:
    """An entry as it was signed, under its number, and whether it counts."""

    seq: int
    signed: bytes
    signature: bytes
    counts: bool


def signed_after(connection: Connection, chain: Chain, seq: int) -> Iterator[SignedBytes]:
    """Yield the genuine entries of a chain after a number, in order; of those under one number first what counts."""
    with connection.execute(_AFTER, {**_these(chain), "number": seq}, execution_options={"yield_per": 200}) as rows:
        for row in rows:
            yield SignedBytes(*row)


class Marks:
    """The marks of what is here, each looked up once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: dict[tuple[str, int], str] = {}

    def up_to(self, chain: Chain, seq: int) -> str:
        """Return the mark of what is here of a chain up to a number."""
        if seq >= chain.seq:
            return chain.mark
        if (chain.name, seq) not in self._found:
            ids = self._connection.execute(_UP_TO, {**_these(chain), "number": seq}).scalar_one()
            self._found[chain.name, seq] = _mark(ids or "")
        return self._found[chain.name, seq]

    def differs(self, chain: Chain, reach: Reach) -> bool:
        """Return whether somebody of this reach holds other entries than are here, under the numbers that both have.

        Who has more than is here cannot be compared; they can, and see it by what they are told of here.
        """
        seq, mark = reach.get(chain.name, (0, ""))
        return 0 < seq <= chain.seq and mark != self.up_to(chain, seq)

    def held(self, chain: Chain, reach: Reach) -> int:
        """Return up to which number somebody of this reach holds all that is here; 0 where it differs anywhere."""
        return 0 if self.differs(chain, reach) else min(chain.seq, reach.get(chain.name, (0, ""))[0])


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody holds: by what each of their computers has `said`, or because they were `sent` it."""

    said: tuple[Reach, ...] = ()
    sent: Reach | None = None

    def of(self, chain: Chain, marks: Marks) -> int:
        """Return up to which number they hold all that is here of a chain."""
        by_word = min((marks.held(chain, one) for one in self.said), default=0)
        return max(by_word, marks.held(chain, self.sent or {}))

    def differs(self, chain: Chain, marks: Marks) -> bool:
        """Return whether one of their computers has said to hold other entries of a chain."""
        return any(marks.differs(chain, one) for one in self.said)


def _these(chain: Chain) -> dict[str, Any]:
    return {"within": chain.scope, "key": chain.key_id}


def _mark(ids: str) -> str:
    return sha256(ids.encode()).hexdigest()
