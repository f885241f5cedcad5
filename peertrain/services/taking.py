"""Taking in: what is inside a packet, and what became of each of its entries: in = applied + already here + held + rejected."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from peertrain.domain.changes import Changed, Done
from peertrain.domain.days import full_day
from peertrain.domain.errors import Refused
from peertrain.domain.people import Key, KeyAdded, KeyUse, Organisation, Person, Role
from peertrain.domain.statements import kind_of
from peertrain.domain.taken_words import taken_in_words
from peertrain.domain.wellformed import check_wellformed
from peertrain.exchange.packets import Packet, check_signature, payload_of
from peertrain.exchange.payload import MOST_TOLD, Payload
from peertrain.i18n import _, ngettext
from peertrain.record.bodies import statement_of
from peertrain.record.canonical import Malformed
from peertrain.record.entries import Entry, chain_name, is_signed_by, key_id
from peertrain.storage import exchange, frozen
from peertrain.storage.exchange import PartnerKey, TakenPacket
from peertrain.storage.installed import keep_waiting
from peertrain.storage.ledger import Status
from peertrain.storage.lists.people import called
from peertrain.storage.reach import Chain, Marks, Reach, chains, forks
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

__all__ = ["Inside", "NotKnownYet", "Taken", "TakenPacket", "look", "take", "taken_before"]


MOST_LATE = 5_000
"""Entries that are taken in all together with a key that has ended, once that is known here."""
MOST_LATE_BYTES = 5 * 1024 * 1024


class NotKnownYet(Refused):
    """A packet whose writer another packet may make known here."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What a packet is, before it is taken in; `kinds` counts its entries by kind."""

    from_name: str
    made_at: datetime
    entries: int
    kinds: dict[str, int]
    taken_at: datetime | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a packet: every entry is applied, was already here, is held or was rejected.

    `kinds` counts what was applied by kind; `reasons` says why entries were not applied, with how many; `missing`
    entries exist that have not arrived here; `warnings` are whole sentences.
    """

    from_id: str
    from_name: str
    entries: int
    applied: int
    already_here: int
    held: int
    rejected: int
    kinds: dict[str, int]
    reasons: tuple[tuple[int, str], ...]
    missing: int
    warnings: tuple[str, ...]


def look(workplace: Workplace, *, content: bytes) -> Inside:
    """Return what is inside a packet for the person who is in; nothing is taken in."""
    packet = workplace.unseal(content)
    return workplace.read(lambda seat: _look(seat, packet))


def take(workplace: Workplace, *, content: bytes, name: str) -> Done[Taken]:
    """Take a packet in, for the person who is in: all that can be, in one go. `name` says where it came from."""
    packet = workplace.unseal(content)
    done = workplace.write(lambda seat: _take(seat, packet, name))
    if done.value is not None:
        workplace.settle_issuer(payload_of(packet).issuer)
    return done


def taken_before(seat: Seat) -> list[TakenPacket]:
    """Return the packets that the person at work has taken in, the newest first."""
    return exchange.newest_taken(seat.connection, seat.person_id)


# Looking


def _look(seat: Seat, packet: Packet) -> Inside:
    _check_packet(seat, packet)
    before = exchange.taken(seat.connection, packet.header.id)
    payload = payload_of(packet)
    kinds = Counter(entry.kind for entry in payload.entries)
    name = called(seat.connection).get(packet.header.from_id) or _name(seat, packet.header.from_id)
    return Inside(
        name, packet.header.at, len(payload.entries), dict(kinds), before.at if before else None
    )  # fmt: skip


def _check_packet(seat: Seat, packet: Packet) -> None:
    """Refuse a packet that is not from somebody of this organisation to the person at work."""
    header = packet.header
    if header.organisation != seat.organisation.organisation_id:
        raise Refused(_("The packet is of another organisation. Nothing was taken in."))
    if header.to_id != seat.person_id:
        name = _name(seat, header.to_id)
        raise Refused(_("The packet is for {name}, who has to sign in to take it in.").format(name=name))
    check_signature(packet, bytes.fromhex(_sender_key(seat, packet)))
    key = seat.picture.find(Key, header.key_id)
    if key is not None and key.until is not None:
        _check_late(seat, packet, key.until)


def _check_late(seat: Seat, packet: Packet, ended: datetime) -> None:
    """Refuse to be flooded by whoever has left or stolen a laptop; what somebody honest still had in hand fits."""
    header, before = packet.header, exchange.taken_with(seat.connection, packet.header.key_id, ended)
    if header.raw_length > MOST_LATE_BYTES or header.entries + before > MOST_LATE:
        raise Refused(
            _(
                "The packet is signed with a key of {name} that has ended, and holds more than is still taken in with it: "
                "{most} entries and 5 MB. Ask {name} for a packet made with their new key. Nothing was taken in."
            ).format(name=_name(seat, header.from_id), most=f"{MOST_LATE:,}")
        )


def _sender_key(seat: Seat, packet: Packet) -> str:
    """Return the public key with which the packet has to be signed: one known here, or that it rightly introduces."""
    header, key = packet.header, seat.picture.find(Key, packet.header.key_id)
    if key is not None:
        if key.person_id != header.from_id or key.use is not KeyUse.PERSON:
            raise Refused(_("The packet is signed with a key of somebody else. Nothing was taken in."))
        return key.signing_public
    introduction = header.introduction
    invitation = seat.picture.find(Key, introduction.key_id) if introduction else None
    if introduction is None or invitation is None or invitation.use is not KeyUse.INVITATION:
        raise NotKnownYet(
            _(
                "The packet is signed with a key that is not known here. Ask a coordinator for their newest packet first."
            )
        )
    said = _introduced(introduction)
    genuine = is_signed_by(introduction, bytes.fromhex(invitation.signing_public))
    if not genuine or invitation.person_id != header.from_id or said.key_id != header.key_id:
        raise Refused(_("The packet is not signed by whom it names. Nothing was taken in."))
    if invitation.until is not None:
        raise Refused(
            _("The invitation behind this packet was used before or has ended. Ask {name} about it, and invite them anew.")
            .format(name=_name(seat, header.from_id))
        )  # fmt: skip
    return said.signing_public


def _introduced(entry: Entry) -> KeyAdded:
    try:
        said = statement_of(entry.kind, entry.body) if entry.kind == kind_of(KeyAdded) else None
        check_wellformed(said)
    except (Malformed, Refused):
        said = None
    if not isinstance(said, KeyAdded) or key_id(bytes.fromhex(said.signing_public)) != said.key_id:
        raise Refused(_("The packet is not signed by whom it names. Nothing was taken in."))
    return said


def _name(seat: Seat, person_id: str) -> str:
    person = seat.picture.find(Person, person_id)
    return person.preferred_name if person else _("somebody who is not known here")


# Taking in


def _take(seat: Seat, packet: Packet, name: str) -> Done[Taken]:
    _check_packet(seat, packet)
    payload, header, before = payload_of(packet), packet.header, seat.organisation
    new = seat.ledger.take_all(payload.entries)
    seat.ledger.settle()
    _keep_documents(seat, payload)
    _keep_courses(seat, header.from_id, payload)
    here = {one.name: one for one in chains(seat.connection)}
    missing = _missing(payload.reach or {}, here)
    warnings = [*_issuer_replaced(seat, before), *_forked(seat, new, here), *_meet(seat, packet, payload, here)]
    taken = _outcome(seat, header.from_id, payload, new, missing=missing, warnings=warnings)
    exchange.keep_taken(
        seat.connection,
        TakenPacket(
            header.id, seat.person_id, header.from_id, header.key_id, header.number, seat.now, name, taken.entries,
            taken.applied, taken.already_here, taken.held, taken.rejected,
        ),
    )  # fmt: skip
    return Done(Changed.EVERYTHING, taken_in_words(taken), taken)


def _outcome(
    seat: Seat, from_id: str, payload: Payload, new: list[Entry], *, missing: int, warnings: list[str]
) -> Taken:
    counts: Counter[Status] = Counter()
    kinds: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    verdicts = seat.ledger.verdicts([entry.id for entry in new])
    for entry in new:
        verdict = verdicts[entry.id]
        counts[verdict.status] += 1
        if verdict.status is Status.APPLIED:
            kinds[entry.kind] += 1
        else:
            reasons[verdict.reason] += 1
    return Taken(
        from_id, _name(seat, from_id), len(payload.entries), counts[Status.APPLIED], len(payload.entries) - len(new),
        counts[Status.HELD] + counts[Status.NOT_UNDERSTOOD], counts[Status.REJECTED] + counts[Status.FORGED], dict(kinds),
        tuple((count, reason) for reason, count in reasons.most_common()), missing, tuple(warnings),
    )  # fmt: skip


def _issuer_replaced(seat: Seat, before: Organisation) -> Iterator[str]:
    """Tell a coordinator that another issuing key counts now, and whoever replaced it too that theirs does not."""
    now = seat.organisation
    if now.issuer_public == before.issuer_public or not seat.person.has(Role.COORDINATOR):
        return
    if before.issuer_public in now.issuers:
        yield _(
            "The organisation's issuing key was replaced on {day}. Give its card out anew. What was issued with the former "
            "key after that does not count, and has to be issued again."
        ).format(day=full_day(now.former_issuers[0].until.date()))
    else:
        yield _(
            "The issuing key that this computer knew does not count: another one was put in place before it. It is "
            "dropped. What was issued with it has to be issued again."
        )


def _keep_documents(seat: Seat, payload: Payload) -> None:
    """Keep the files that certificates here name, and no others."""
    for document in payload.documents:
        if exchange.is_issued(seat.connection, sha256(document.content).hexdigest()):
            frozen.keep(seat.connection, document.content, document.media_type)


def _keep_courses(seat: Seat, from_id: str, payload: Payload) -> None:
    """Keep the courses that a coordinator sends, to be installed; nobody else puts courses to use."""
    sender = seat.picture.find(Person, from_id)
    if sender is not None and sender.has(Role.COORDINATOR):
        for archive in payload.courses:
            keep_waiting(seat.connection, archive)


def _missing(reach: Reach, here: Mapping[str, Chain]) -> int:
    """Return how many entries the sender holds, of what they may show here, that are not here."""
    return sum(max(0, seq - (here[name].seq if name in here else 0)) for name, (seq, _mark) in reach.items())


# What the sender says to hold


def _meet(seat: Seat, packet: Packet, payload: Payload, here: Mapping[str, Chain]) -> list[str]:
    """Remember how far the sender reaches; return what is alarming about it."""
    header, reach = packet.header, payload.reach or {}
    before = exchange.partner_key(seat.connection, seat.person_id, header.key_id)
    own = _own_key(seat)
    seen = header.seen.get(own, 0)
    if before is not None and header.number <= before.taken and header.at <= before.at:
        return []
    said = PartnerKey(seat.person_id, header.key_id, header.number, header.at, seen, reach)
    exchange.keep_partner_key(seat.connection, said)
    other = _other_forks(seat, said.reach, before.reach if before else {}, here)
    _send_again(seat, header.from_id, said, before.reach if before else {}, other)
    return [*_holds_others(seat, header.from_id, other), *_behind(seat, own, header.from_id, payload, here)]


def _send_again(seat: Seat, from_id: str, said: PartnerKey, before: Reach, other: Sequence[Chain]) -> None:
    """Send once more what somebody lacks who has taken in the newest packet, or holds less than they held before.

    The same goes for the chains of which they hold `other` entries than before, which are not those that are here.
    """
    sent = exchange.sent(seat.connection, seat.person_id, from_id)
    if sent is None:
        return
    lacking = {one.name for one in other}.intersection(sent.reach)
    if said.seen >= sent.number or _lacking(before, said.reach):
        lacking |= _lacking(sent.reach, said.reach)
    if lacking:
        reached = {chain: at for chain, at in sent.reach.items() if chain not in lacking}
        reached |= {chain: said.reach[chain] for chain in lacking if chain in said.reach}
        exchange.keep_sent(seat.connection, replace(sent, reach=reached))


def _lacking(wanted: Reach, held: Reach) -> set[str]:
    """Return the chains of which less is held than was wanted; who holds too many to tell is taken to hold the others."""
    tells_all = len(held) < MOST_TOLD
    return {
        chain for chain, at in wanted.items() if (tells_all or chain in held) and held.get(chain, (0, ""))[0] < at[0]
    }


def _other_forks(seat: Seat, reach: Reach, before: Reach, here: Mapping[str, Chain]) -> list[Chain]:
    """Return the chains of which somebody newly says to hold other entries than are here under the same numbers."""
    news = [here[name] for name, said in reach.items() if name in here and before.get(name) != said]
    marks = Marks(seat.connection)
    return [one for one in news if marks.differs(one, reach)]


def _holds_others(seat: Seat, from_id: str, chains: Sequence[Chain]) -> Iterator[str]:
    """Say that somebody holds other entries of somebody than this computer; the next packets bring them together."""
    for chain in chains[:1]:
        yield _(
            "{name} holds other entries of {whose} than this computer, signed in the same places. They come with the next "
            "packets, and then the same ones count everywhere. Tell your coordinator."
        ).format(name=_name(seat, from_id), whose=_name(seat, chain.person_id))


def _forked(seat: Seat, new: Iterable[Entry], here: Mapping[str, Chain]) -> Iterator[str]:
    """Say whose entries have just shown that they signed two of them in one place."""
    came: defaultdict[str, set[int]] = defaultdict(set)
    for entry in new:
        came[chain_name(entry.key_id, entry.scope)].add(entry.seq)
    found = [one for name, seqs in came.items() if (one := here.get(name)) and seqs & forks(seat.connection, one)]
    for person_id in dict.fromkeys(one.person_id for one in found):
        yield _(
            "{name} has signed two different entries in the same place. One of them counts, the same one on every "
            "computer; the other one is among the entries that do not count. Tell your coordinator."
        ).format(name=_name(seat, person_id))


def _behind(seat: Seat, own: str, from_id: str, payload: Payload, here: Mapping[str, Chain]) -> Iterable[str]:
    """Say where somebody has shown an entry signed here that is no longer here: this record is an older copy.

    Only what is signed with the own key shows it. Were a mere claim enough, anybody could stop others from signing.
    """
    key = seat.picture.find(Key, own)
    shown = [one for one in payload.proofs if key and is_signed_by(one, bytes.fromhex(key.signing_public))]
    lost = [one for one in shown if one.seq > (seat.ledger.head(own, one.scope) or (0, ""))[0]]
    for one in lost:
        exchange.meet_head(seat.connection, chain_name(own, one.scope), one.seq, one.id)
    if lost:
        mine = {name: at for name, at in (payload.reach or {}).items() if name.startswith(own)}
        behind = max(1, _missing(mine, here))
        yield ngettext(
            "This computer holds an older copy of your record: {name} has {count} newer entry of yours. You cannot sign "
            "anything more here until it has come back. Send {name} a packet, and take in the answer.",
            "This computer holds an older copy of your record: {name} has {count} newer entries of yours. You cannot sign "
            "anything more here until they have come back. Send {name} a packet, and take in the answer.",
            behind,
        ).format(name=_name(seat, from_id), count=behind)


def _own_key(seat: Seat) -> str:
    return key_id(seat.signing_key.public_key().public_bytes_raw()) if seat.signing_key else ""
