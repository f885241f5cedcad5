"""What this computer remembers of its exchange with others: packets taken in and sent, and how far the others have said to reach."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select
from sqlalchemy.dialects.sqlite import insert

from peertrain.domain.certification import Certificate
from peertrain.storage.ledger import Status
from peertrain.storage.reach import Reach
from peertrain.storage.tables import entries, met_heads, partner_keys, sent_packets, taken_packets, values


@dataclass(frozen=True, slots=True)
class TakenPacket:
    """A packet that one of the people here has taken in, and what became of its entries."""

    id: str
    person_id: str
    from_id: str
    key_id: str
    number: int
    at: datetime
    name: str
    entries: int
    applied: int
    already_here: int
    held: int
    rejected: int


@dataclass(frozen=True, slots=True)
class SentPacket:
    """The newest packet from a person here to somebody, and how far it reached."""

    person_id: str
    to_id: str
    number: int
    at: datetime
    reach: Reach


@dataclass(frozen=True, slots=True)
class PartnerKey:
    """What a key of somebody else has told a person here.

    `taken` is the number of their newest packet taken in, made at `at`; `seen` is the highest of ours that they had when
    they said `reach`.
    """

    person_id: str
    key_id: str
    taken: int
    at: datetime
    seen: int
    reach: Reach


# Packets taken in


def taken(connection: Connection, packet_id: str) -> TakenPacket | None:
    """Return the packet of this id where it was taken in."""
    query = select(taken_packets).where(taken_packets.c.id == packet_id)
    row = connection.execute(query).one_or_none()
    return TakenPacket(**row._asdict()) if row else None


def newest_taken(connection: Connection, person_id: str, most: int = 50) -> list[TakenPacket]:
    """Return the packets that a person has taken in, the newest first."""
    mine = select(taken_packets).where(taken_packets.c.person_id == person_id)
    rows = connection.execute(mine.order_by(taken_packets.c.at.desc(), taken_packets.c.id).limit(most))
    return [TakenPacket(**row._asdict()) for row in rows]


def all_taken(connection: Connection, person_id: str) -> frozenset[tuple[str, str]]:
    """Return key and id of every packet that a person has taken in."""
    query = select(taken_packets.c.key_id, taken_packets.c.id).where(taken_packets.c.person_id == person_id)
    return frozenset((key_id, id) for key_id, id in connection.execute(query).all())


def taken_with(connection: Connection, key_id: str, since: datetime) -> int:
    """Return how many entries that were not here came in packets signed with a key, taken in since a moment."""
    new = taken_packets.c.entries - taken_packets.c.already_here
    query = select(func.coalesce(func.sum(new), 0)).where(taken_packets.c.key_id == key_id, taken_packets.c.at >= since)
    return int(connection.execute(query).scalar_one())


def keep_taken(connection: Connection, packet: TakenPacket) -> None:
    """Remember a packet, or what became of it when it was taken in once more."""
    row = {name: getattr(packet, name) for name in TakenPacket.__dataclass_fields__}
    new = insert(taken_packets).values(row)
    connection.execute(new.on_conflict_do_update(index_elements=["id"], set_=row))


# Packets sent


def sent(connection: Connection, person_id: str, to_id: str) -> SentPacket | None:
    """Return the newest packet from one person to another."""
    query = select(sent_packets).where(sent_packets.c.person_id == person_id, sent_packets.c.to_id == to_id)
    row = connection.execute(query).one_or_none()
    return _sent(row) if row else None


def all_sent(connection: Connection, person_id: str) -> dict[str, SentPacket]:
    """Return the newest packet from a person to everybody, by whom it went to."""
    rows = connection.execute(select(sent_packets).where(sent_packets.c.person_id == person_id))
    return {row.to_id: _sent(row) for row in rows}


def keep_sent(connection: Connection, packet: SentPacket) -> None:
    """Remember the newest packet to somebody."""
    row = {
        "person_id": packet.person_id, "to_id": packet.to_id, "number": packet.number, "at": packet.at,
        "reach": json.dumps(packet.reach),
    }  # fmt: skip
    new = insert(sent_packets).values(row)
    connection.execute(new.on_conflict_do_update(index_elements=["person_id", "to_id"], set_=row))


def _sent(row: Row[Any]) -> SentPacket:
    return SentPacket(row.person_id, row.to_id, row.number, row.at, _reach(row.reach))


# What others have said


def partner_key(connection: Connection, person_id: str, key_id: str) -> PartnerKey | None:
    """Return what a key has told a person here, or None where it never has."""
    query = select(partner_keys).where(partner_keys.c.person_id == person_id, partner_keys.c.key_id == key_id)
    row = connection.execute(query).one_or_none()
    return PartnerKey(row.person_id, row.key_id, row.taken, row.at, row.seen, _reach(row.reach)) if row else None


def partner_keys_of(connection: Connection, person_id: str) -> dict[str, PartnerKey]:
    """Return what every key has told a person here, by its id."""
    rows = connection.execute(select(partner_keys).where(partner_keys.c.person_id == person_id))
    return {
        row.key_id: PartnerKey(row.person_id, row.key_id, row.taken, row.at, row.seen, _reach(row.reach))
        for row in rows
    }


def keep_partner_key(connection: Connection, said: PartnerKey) -> None:
    """Remember what a key has told a person here."""
    row = {
        "person_id": said.person_id, "key_id": said.key_id, "taken": said.taken, "at": said.at, "seen": said.seen,
        "reach": json.dumps(said.reach),
    }  # fmt: skip
    new = insert(partner_keys).values(row)
    connection.execute(new.on_conflict_do_update(index_elements=["person_id", "key_id"], set_=row))


def met_heads_of(connection: Connection, key_id: str) -> dict[str, int]:
    """Return by scope how far the chains of a key reach that other computers were met with beyond what was here."""
    chains = met_heads.c.chain
    query = select(chains, met_heads.c.seq).where((chains == key_id) | chains.startswith(f"{key_id} ", autoescape=True))
    return {row.chain.partition(" ")[2]: row.seq for row in connection.execute(query)}


def meet_head(connection: Connection, chain: str, seq: int, entry_id: str) -> None:
    """Remember that another computer holds the chain of somebody here up to this entry, which is not here."""
    new = insert(met_heads).values(chain=chain, seq=seq, entry_id=entry_id)
    newer = new.on_conflict_do_update(
        index_elements=["chain"], set_={"seq": seq, "entry_id": entry_id}, where=met_heads.c.seq < seq
    )
    connection.execute(newer)


def _reach(text: str) -> Reach:
    return {chain: (seq, id) for chain, (seq, id) in json.loads(text).items()}


# What stands in the record


@dataclass(frozen=True, slots=True)
class NotApplied:
    """An entry that was not applied, and why."""

    entry_id: str
    kind: str
    scope: str
    person_id: str
    at: datetime
    status: Status
    reason: str


_HOW = (entries.c.id, entries.c.kind, entries.c.scope, entries.c.person_id, entries.c.at, entries.c.status, entries.c.reason)  # fmt: skip
_NOT_APPLIED = entries.c.status.in_([Status.HELD, Status.NOT_UNDERSTOOD, Status.REJECTED, Status.FORGED])


def not_applied(connection: Connection, now: datetime, may_see: Callable[[str, str], bool]) -> list[tuple[str, Status]]:
    """Return the entries that are held or rejected, all of them, the newest first and what is dated ahead last.

    `may_see` is asked about scope and author, as far as an author is known.
    """
    query = select(entries.c.id, entries.c.status, entries.c.scope, entries.c.person_id).where(_NOT_APPLIED)
    rows = connection.execute(query.order_by(entries.c.at > now, entries.c.at.desc(), entries.c.id))
    return [(id, Status(status)) for id, status, scope, person_id in rows if may_see(scope, person_id)]


def find_not_applied(connection: Connection, ids: Iterable[str]) -> list[NotApplied]:
    """Return those of these entries that are held or rejected."""
    rows = connection.execute(select(*_HOW).where(_NOT_APPLIED, entries.c.id.in_(list(ids))))
    return [NotApplied(id, kind, scope, who, at, Status(status), why) for id, kind, scope, who, at, status, why in rows]


def entries_at(connection: Connection, key_id: str, scope: str, seq: int) -> list[str]:
    """Return the ids of the genuine entries that a key has signed under this number in a scope."""
    place = (entries.c.key_id == key_id, entries.c.scope == scope, entries.c.seq == seq)
    return list(connection.execute(select(entries.c.id).where(*place, entries.c.person_id != "")).scalars())


def is_issued(connection: Connection, sha256: str) -> bool:
    """Return whether a certificate in the record names a file of this hash."""
    table = values[Certificate]
    named = or_(table.c.document_sha256 == sha256, table.c.credential_sha256 == sha256)
    return connection.execute(select(table.c.id).where(named).limit(1)).first() is not None
