"""Sending: with whom somebody exchanges work, what waits to go to each, and the packet that takes it there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.namesakes import in_file_names
from peertrain.domain.people import Key, KeyUse, Person, Role
from peertrain.exchange.carrier import Label
from peertrain.exchange.packets import FORMAT, SUFFIX, Header, seal
from peertrain.i18n import _, ngettext
from peertrain.record.boxes import is_box
from peertrain.record.entries import key_id
from peertrain.storage import exchange
from peertrain.storage.lists.people import called, everybody, keys_of, open_keys
from peertrain.storage.reach import Known, Reach
from peertrain.workplace.outgoing import Post, payload_for
from peertrain.workplace.seat import Seat

__all__ = [
    "SUFFIX",
    "Partner",
    "Post",
    "Sealed",
    "keep_saved",
    "left_in_words",
    "make_packet",
    "news_for",
    "next_name",
    "partners",
    "unconfirmed_numbers",
]

_SHELF, _SAVED = "exchange", "saved"
"""Where the desk keeps which packets were saved as files."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody at another computer; `waiting` entries have not been sent, `unanswered` were sent and not confirmed.

    `name` tells them apart from others here; `saved` says that the newest packet to them was saved as a file, so that
    nobody here knows whether it was sent.
    """

    person: Person
    name: str
    waiting: int
    unanswered: int
    sent_at: datetime | None
    answer_due: bool
    saved: bool = False


@dataclass(frozen=True, slots=True)
class Sealed:
    """A packet to somebody: its bytes, the number of entries in it and what stands outside on it.

    `left` entries did not fit: they go in the next one.
    """

    content: bytes
    entries: int
    label: Label
    left: int = 0


def partners(seat: Seat) -> tuple[Partner, ...]:
    """Return everybody with whom the person at work exchanges packets, by name, and what waits for each."""
    others = list(_exchanges_with(seat))
    if not others:  # asked after each deed, also in the many offices that share one computer
        return ()
    post, sent = Post(seat), exchange.all_sent(seat.connection, seat.person_id)
    said = exchange.partner_keys_of(seat.connection, seat.person_id)
    due, saved, found = _answers_due(seat, sent, said), _saved(seat), []
    names = called(seat.connection)
    for person, keys in others:
        gone, words = sent.get(person.id), _words(said.get(key.id) for key in keys)
        known, confirmed = Known(words, gone.reach if gone else None), Known(words)
        mine = post.chains_for(person)
        waiting = sum(one.seq - known.of(one, post.marks) for one in mine)
        unanswered = sum(one.seq - confirmed.of(one, post.marks) for one in mine) - waiting
        found.append(
            Partner(
                person, names[person.id], waiting, unanswered, gone.at if gone else None, person.id in due,
                gone is not None and saved.get(person.id) == gone.number,
            )
        )  # fmt: skip
    return tuple(found)


def news_for(seat: Seat, *, to_id: str) -> bool:
    """Return whether there is anything to send to somebody: entries they were not sent, or an answer that is due."""
    return any(one.waiting or one.answer_due for one in partners(seat) if one.person.id == to_id)


def unconfirmed_numbers(seat: Seat) -> dict[str, range]:
    """Return by whom they went to the numbers of the packets of which not every computer there has said to have them."""
    found = {}
    for to_id, packet in exchange.all_sent(seat.connection, seat.person_id).items():
        said = [exchange.partner_key(seat.connection, seat.person_id, key.id) for key in _receiving(seat, to_id)]
        if said:
            found[to_id] = range(min(one.seen if one else 0 for one in said) + 1, packet.number + 1)
    return found


def next_name(seat: Seat, *, to_id: str) -> str:
    """Return the name of the file of the next packet to somebody: from whom to whom, and in which order."""
    names, before = called(seat.connection), exchange.sent(seat.connection, seat.person_id, to_id)
    if to_id not in names:
        raise Refused(_("This person is not enrolled here."))
    one, other = (in_file_names(names[id]) for id in (seat.person_id, to_id))
    return f"{one}-to-{other}-{seat.today:%Y-%m-%d}-{before.number + 1 if before else 1:03}{SUFFIX}"


def keep_saved(seat: Seat, packet: Sealed) -> None:
    """Remember that a packet was saved as a file: whether the person then sent it, only its receiver can tell."""
    seat.desk.put(_SHELF, _SAVED, _saved(seat) | {packet.label.to_id: packet.label.number})


def make_packet(
    seat: Seat, *, to_id: str, everything: bool = False, again: bool = True, post: Post | None = None
) -> Done[Sealed]:
    """Make the next packet to somebody.

    It holds what they have not confirmed to have; without `again` only what was not sent to them before, for a carrier
    that loses nothing; with `everything` all that concerns them, for a computer that has lost its record. `post` is
    what is looked up once where packets are made for several people.
    """
    person = seat.picture.find(Person, to_id)
    keys = _receiving(seat, to_id)
    if person is None or seat.signing_key is None:
        raise Refused(_("This person is not enrolled here."))
    if not keys:
        raise Refused(_no_computer(seat, person))
    before = exchange.sent(seat.connection, seat.person_id, to_id)
    known = Known() if everything else _known_by(seat, keys, before, again=again)
    part = payload_for(seat, person, known, post)
    number = before.number + 1 if before else 1
    header = _header(seat, to_id, number)
    packet = seal(header, part.payload, key=seat.signing_key, boxes=[one.box_public for one in keys])
    exchange.keep_sent(
        seat.connection,
        exchange.SentPacket(seat.person_id, to_id, number, seat.now, (known.sent or {}) | part.sent),
    )
    label, count = Label(header.key_id, to_id, number, header.id), len(part.payload.entries)
    made = Sealed(packet, count, label, part.left)
    return Done(Changed.EXCHANGE, _packed(person, made), made)


def _packed(person: Person, made: Sealed) -> str:
    words = ngettext("{count} entry for {name} is packed.", "{count} entries for {name} are packed.", made.entries)
    said = words.format(count=made.entries, name=person.preferred_name)
    return f"{said} {left_in_words(person.preferred_name, made.left)}" if made.left else said


def left_in_words(name: str, left: int) -> str:
    """Say that a packet made by hand is a part, and when the next one can follow."""
    return ngettext(
        "{count} more entry did not fit. Send again once you have taken in the answer of {name}.",
        "{count} more entries did not fit. Send again once you have taken in the answer of {name}.",
        left,
    ).format(count=f"{left:,}", name=name)


# With whom


def _exchanges_with(seat: Seat) -> Iterator[tuple[Person, list[Key]]]:
    """Yield who is at another computer and whom something here concerns, with their keys there.

    These are the coordinators and those one works with, and oneself at a computer elsewhere.
    """
    me, keys = seat.person, defaultdict[str, list[Key]](list)
    for key in _elsewhere(seat, open_keys(seat.connection)):
        if is_box(key.box_public):
            keys[key.person_id].append(key)
    for person in everybody(seat.connection):
        here = seat.keys_here is not None and seat.keys_here.lets_in(person.id)
        if person.active_roles and not here and _works_with(me, person) and keys[person.id]:
            yield person, keys[person.id]
    if keys[me.id]:
        yield me, keys[me.id]


def _works_with(me: Person, other: Person) -> bool:
    if me.id == other.id:
        return False
    return (
        me.has(Role.COORDINATOR)
        or other.has(Role.COORDINATOR)
        or other.id in me.supervisors
        or me.id in other.supervisors
    )


def _other_keys(seat: Seat, person_id: str) -> list[Key]:
    return _elsewhere(seat, keys_of(seat.connection, person_id))


def _elsewhere(seat: Seat, keys: Iterable[Key]) -> list[Key]:
    """Return the open keys that are not of this seat: each is a computer of its person."""
    own = key_id(seat.signing_key.public_key().public_bytes_raw()) if seat.signing_key else ""
    return [key for key in keys if key.until is None and key.use is KeyUse.PERSON and key.id != own]


def _receiving(seat: Seat, person_id: str) -> list[Key]:
    """Return the keys of a person to which something can be sealed."""
    return [key for key in _other_keys(seat, person_id) if is_box(key.box_public)]


def _no_computer(seat: Seat, person: Person) -> str:
    if _other_keys(seat, person.id):
        words = _("{name} has no computer that can receive packets. A coordinator has to invite them anew.")
    else:
        words = _("{name} has not joined from another computer yet.")
    return words.format(name=person.preferred_name)


# What they have


def _saved(seat: Seat) -> dict[str, int]:
    """Return by whom it is for the number of the newest packet that was saved as a file."""
    return dict(seat.desk.get(_SHELF, _SAVED) or {})


def _known_by(seat: Seat, keys: Iterable[Key], before: exchange.SentPacket | None, *, again: bool) -> Known:
    """Return what somebody with these keys holds: by their word, or because they were sent it.

    With `again` only a packet counts that all their computers have said to have.
    """
    said = [exchange.partner_key(seat.connection, seat.person_id, key.id) for key in keys]
    arrived = before is not None and all(one and one.seen >= before.number for one in said)
    return Known(_words(said), before.reach if before and (arrived or not again) else None)


def _words(said: Iterable[exchange.PartnerKey | None]) -> tuple[Reach, ...]:
    """Return what each of somebody's computers has said to hold; one that never said anything holds nothing."""
    return tuple(one.reach if one else {} for one in said)


def _answers_due(
    seat: Seat, sent: Mapping[str, exchange.SentPacket], said: Mapping[str, exchange.PartnerKey]
) -> set[str]:
    """Return whose entries were taken in after they were last written to: they should learn that these arrived.

    Where all of it was here and they have the newest packet from here, they have learned it: to answer that would
    never end.
    """
    due = set()
    for packet in exchange.newest_taken(seat.connection, seat.person_id):
        gone, by_word = sent.get(packet.from_id), said.get(packet.key_id)
        told = gone is not None and by_word is not None and by_word.seen >= gone.number
        if packet.entries > (packet.already_here if told else 0) and (gone is None or gone.at < packet.at):
            due.add(packet.from_id)
    return due


# What goes in


def _header(seat: Seat, to_id: str, number: int) -> Header:
    own = seat.picture.find(Key, key_id(seat.signing_key.public_key().public_bytes_raw())) if seat.signing_key else None
    introduced = seat.ledger.find(own.entry_id) if own else None
    seen = {
        key.id: said.taken
        for key in _other_keys(seat, to_id)
        if (said := exchange.partner_key(seat.connection, seat.person_id, key.id)) is not None
    }
    return Header(
        FORMAT, uuid4().hex, seat.organisation.organisation_id, seat.person_id, own.id if own else "", to_id, number,
        seen, 0, 0, "", seat.now, introduced if introduced and introduced.kind == "key added" else None,
    )  # fmt: skip
