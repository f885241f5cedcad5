"""Carrying: giving and taking by itself, through a place such as a shared folder, what people else send by hand.

Each step on the record is handed to the workplace and each step at the place is not, so that nobody at work waits for a
network. Whatever ends a round early is said in it, and the next round goes on from there.
"""

from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused, Trouble
from peertrain.domain.people import Person, Role
from peertrain.exchange.folder import Folder
from peertrain.exchange.hub_address import read_address
from peertrain.exchange.packets import NotForHere
from peertrain.i18n import _, ngettext
from peertrain.record.entries import key_id
from peertrain.services import courses, sending, taking
from peertrain.services.sending import Partner
from peertrain.services.taking import NotKnownYet, Taken
from peertrain.storage import exchange
from peertrain.storage.lists.people import everybody
from peertrain.workplace import carriage
from peertrain.workplace.carriage import Fetched, Look, Plan
from peertrain.workplace.managed import Managed
from peertrain.workplace.place import (
    FOLDER,
    HUB,
    Aside,
    Place,
    aside,
    forget_place,
    keep_aside,
    keep_place,
    place,
)
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

__all__ = ["Place", "Round", "exchange_now", "place", "set_aside", "stop", "use_folder", "use_hub"]

YOUNG = timedelta(minutes=10)
"""For so long what cannot be opened may still be on its way, such as a file of which a part has arrived."""
MOST_PARTNERS = 25
"""To so many a round packs; the rest is packed in the next one."""


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one round: packets given and taken, and the sum of the entries in those that were taken.

    `kinds` counts what was applied; `waiting` packets could not be given yet; `unreadable` files may be readable next
    time; `more` says that the next round has something to do at once. `trouble` is what has ended the round, with advice.
    """

    given: int = 0
    taken: int = 0
    entries: int = 0
    applied: int = 0
    already_here: int = 0
    held: int = 0
    rejected: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    waiting: int = 0
    unreadable: int = 0
    more: bool = False
    trouble: str = ""
    advice: str = ""
    gave_at: datetime | None = None
    took_at: datetime | None = None


@dataclass(slots=True)
class _Tally:
    """A round while it goes on; `place` and `aside` are what is to be remembered."""

    place: Place
    aside: dict[str, Aside]
    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    trouble: Trouble | Refused | None = None
    changed: Changed = Changed.NOTHING
    more: bool = False

    def count(self, taken: Taken) -> None:
        """Add what came of one packet."""
        self.counts.update(
            taken=1, entries=taken.entries, applied=taken.applied, already_here=taken.already_here, held=taken.held,
            rejected=taken.rejected,
        )  # fmt: skip
        self.kinds.update(taken.kinds)
        self.warnings += taken.warnings
        self.changed |= Changed.EVERYTHING


# The place


def use_folder(workplace: Workplace, *, folder: Path) -> Done[None]:
    """Exchange through a folder that something else synchronises, from now on and on this computer."""
    root = folder.expanduser().absolute()
    if root.resolve().is_relative_to(workplace.folder.resolve()):
        raise Refused(_("This is the folder of the record itself. Choose the folder that you share with the others."))
    organisation_id = workplace.read(lambda seat: seat.organisation.organisation_id)
    Folder(root, organisation_id).begin()
    workplace.write(lambda seat: _keep(seat, Place(FOLDER, str(root))))
    return Done(Changed.EXCHANGE, _("Packets go through {folder} from now on.").format(folder=root))


def use_hub(workplace: Managed, *, connection: str) -> Done[None]:
    """Exchange through a hub, from now on and on this computer; the connection is one line, which is kept sealed."""
    wanted = Place(HUB, read_address(connection).text)
    mine = workplace.manage(lambda here: Done(Changed.NOTHING, value=here.read(_mine))).value
    if mine is None:
        raise Refused(_("Sign in first."))
    with closing(carriage.hub_at(wanted.where, *mine)) as hub:
        hub.enter()
    workplace.manage(lambda here: here.write(lambda seat: _keep(seat, wanted)))
    return Done(Changed.EXCHANGE, _("Packets go through the hub at {host} from now on.").format(host=wanted.called))


def _mine(seat: Seat) -> tuple[str, str]:
    return seat.organisation.organisation_id, seat.person_id


def stop(seat: Seat) -> Done[None]:
    """Exchange by hand again; what lies at the place stays there."""
    forget_place(seat)
    return Done(Changed.EXCHANGE, _("Packets go by hand from now on."))


def set_aside(seat: Seat) -> tuple[tuple[str, str], ...]:
    """Return the packets at the place that could not be taken in, by name, each with the reason."""
    tried = {name: one.reason for name, one in aside(seat).items() if one.reason and one.until <= seat.now}
    return tuple(sorted(tried.items()))


def _keep(seat: Seat, wanted: Place) -> Done[None]:
    known = place(seat)
    if known is None or (known.kind, known.where) != (wanted.kind, wanted.where):
        forget_place(seat)
        keep_place(seat, wanted)
    return Done(Changed.EXCHANGE)


# A round


def exchange_now(workplace: Managed) -> Done[Round]:
    """Give what is new to everybody and take in what has come, for the person who is in; quick where there is nothing."""
    try:
        came = courses.install_travelled(workplace)
        plan = workplace.manage(_plan).value
        if plan is None:
            return Done(came.changed, value=Round(warnings=came.value or ()))
        looked = carriage.look(plan)
        tally = _Tally(plan.place, dict(plan.aside))
        workplace.manage(lambda here: _settle(_still(here, plan), plan, looked, tally))
        gave = carriage.deliver(plan) if looked.trouble is None else Look()
        tally.counts["given"] = looked.given + gave.given
        tally.trouble = tally.trouble or looked.trouble or gave.trouble
        _end_logins(plan, tally)
        came_now = courses.install_travelled(workplace) if tally.counts["taken"] else Done(Changed.NOTHING)
        tally.changed |= came.changed | came_now.changed
        tally.warnings += [*(came.value or ()), *(came_now.value or ())]
        return workplace.manage(lambda here: _remember(_still(here, plan), plan, tally, looked))
    except _Gone:
        return Done(Changed.NOTHING, value=Round())
    except (Trouble, Refused) as trouble:
        return Done(Changed.NOTHING, value=Round(trouble=str(trouble), advice=_advice(trouble)))


def _end_logins(plan: Plan, tally: _Tally) -> None:
    """End at the hub what people may do there no more; trouble with that is tried again, and keeps back nothing else."""
    trouble = carriage.end_logins(plan)
    if trouble is None:
        tally.place = replace(tally.place, ended=plan.gone.marks)
    elif tally.trouble is None:
        words = _(
            "Somebody who has left, or is no coordinator any more, can still do at the hub what they could: {why}"
        )
        tally.warnings.append(words.format(why=trouble))


class _Gone(Exception):
    """The person for whom a round is done has left meanwhile; it goes on when they are in again."""


def _still(workplace: Workplace, plan: Plan) -> Workplace:
    """Return the workplace where the person for whom the round is done is in."""
    if workplace.person_id != plan.person_id:
        raise _Gone
    return workplace


def _plan(workplace: Workplace) -> Done[Plan]:
    if workplace.person_id is None or workplace.must_choose_passphrase:
        return Done(Changed.NOTHING)
    return Done(Changed.NOTHING, value=workplace.read(lambda seat: _plan_of(seat, workplace.home)))


def _plan_of(seat: Seat, home: Path) -> Plan | None:
    used = place(seat)
    if used is None or seat.signing_key is None:
        return None
    first = used.begun if used.looked_for_lost != seat.today.isoformat() else {}
    numbers = sending.unconfirmed_numbers(seat) if first else {}
    return Plan(
        used, seat.organisation.organisation_id, seat.person_id,
        key_id(seat.signing_key.public_key().public_bytes_raw()), home, seat.now, seat.ledger.size,
        exchange.all_taken(seat.connection, seat.person_id), aside(seat),
        {one: range(max(first[one], all.start), all.stop) for one, all in numbers.items() if one in first},
        _gone(seat, used),
    )  # fmt: skip


def _gone(seat: Seat, used: Place) -> carriage.Gone:
    """Return who has left, and who is no coordinator any more, to a coordinator at a hub."""
    if used.kind != HUB or not seat.person.has(Role.COORDINATOR):
        return carriage.Gone()
    people = everybody(seat.connection)
    return carriage.Gone(
        frozenset(one.id for one in people if not one.active_roles),
        frozenset(one.id for one in people if one.active_roles and _was_coordinator(one)),
    )


def _was_coordinator(person: Person) -> bool:
    return not person.has(Role.COORDINATOR) and any(term.role is Role.COORDINATOR for term in person.roles)


def _settle(workplace: Workplace, plan: Plan, looked: Look, tally: _Tally) -> Done[None]:
    """Take in what was fetched, and pack what is new for others; what is done before trouble comes stays done."""
    if looked.trouble is None:
        tally.aside = {name: one for name, one in plan.aside.items() if name in looked.names}
    try:
        _take_all(workplace, plan, looked.fetched, tally)
        tally.more = bool(tally.counts["taken"]) and any(one.size is not None for one in tally.aside.values())
        if looked.trouble is None:
            _pack_all(workplace, plan, looked.lost, tally)
    except (Trouble, Refused) as trouble:
        tally.trouble = trouble
    return Done(tally.changed)


# Taking


def _take_all(workplace: Workplace, plan: Plan, fetched: list[Fetched], tally: _Tally) -> None:
    """Take packets in; those of a writer whom another one makes known are tried again after it."""
    left = fetched
    while left:
        refused = [one for one in left if not _take(workplace, plan, one, tally)]
        left = refused if len(refused) < len(left) else []


def _take(workplace: Workplace, plan: Plan, one: Fetched, tally: _Tally) -> bool:
    """Take one packet in; False where it may be taken in once the record holds more."""
    name, label = one.packet.name, one.packet.label
    before = workplace.read(lambda seat: exchange.taken(seat.connection, label.packet_id))
    try:
        taken = taking.take(workplace, content=one.content, name=name).value
    except NotForHere as refused:
        until = tally.aside[name].until if _is_same(tally.aside.get(name), one) else plan.now + YOUNG
        tally.aside[name] = Aside(str(refused), one.stamp, until)
        return True
    except Refused as refused:
        waits = isinstance(refused, NotKnownYet)
        size = workplace.read(lambda seat: seat.ledger.size) if waits else None
        tally.aside[name] = Aside(str(refused), one.stamp, plan.now, size)
        return not waits
    tally.aside.pop(name, None)
    now = workplace.read(lambda seat: exchange.taken(seat.connection, label.packet_id))
    if now is None or now.key_id != label.key_id or (before is not None and before.key_id != label.key_id):
        tally.aside[name] = Aside("", one.stamp, plan.now)  # its name says another packet than it is
    if taken is not None:
        tally.count(taken)
    return True


def _is_same(before: Aside | None, one: Fetched) -> bool:
    return before is not None and before.stamp == one.stamp


# Packing


def _pack_all(workplace: Workplace, plan: Plan, lost: set[str], tally: _Tally) -> None:
    """Pack what is new into the outbox, unless nothing has come into the record since there was nothing left."""
    if workplace.read(_reached) == plan.place.settled and not lost:
        return
    due = [one.person.id for one in workplace.read(sending.partners) if _wants(one, plan.place, lost)]
    afresh = {to_id for to_id in due if to_id in lost or to_id not in plan.place.begun}
    packed: dict[str, tuple[int, int]] = {}
    if due:
        tally.warnings += workplace.write(lambda seat: _pack(seat, plan, due, afresh, packed)).value or ()
    left = len(packed) == MOST_PARTNERS or any(waits for _number, waits in packed.values())
    tally.more = tally.more or left
    tally.changed |= Changed.EXCHANGE if packed else Changed.NOTHING
    begun = tally.place.begun | {to_id: packed[to_id][0] for to_id in afresh if to_id in packed}
    tally.place = replace(tally.place, begun=begun, settled="" if left else workplace.read(_reached))


def _pack(
    seat: Seat, plan: Plan, due: list[str], afresh: set[str], packed: dict[str, tuple[int, int]]
) -> Done[tuple[str, ...]]:
    """Pack for several people, and return what keeps back packets; that they were sent is only kept with the outbox.

    `packed` takes up the number of each packet, and how many entries did not fit.
    """
    outbox, post, refused = carriage.outbox(plan.home, plan.organisation_id), sending.Post(seat), []
    for to_id in due:
        if len(packed) == MOST_PARTNERS:
            break
        try:
            made = sending.make_packet(seat, to_id=to_id, again=to_id in afresh, post=post).value
        except Refused as too_much:  # the others get theirs
            refused.append(str(too_much))
            continue
        if made is not None:
            outbox.put(made.label, made.content)
            packed[to_id] = (made.label.number, made.left)
    return Done(Changed.EXCHANGE, value=tuple(refused))


def _reached(seat: Seat) -> str:
    """Return how far the record reaches and when a packet was last taken in: there is news once either is another."""
    newest = exchange.newest_taken(seat.connection, seat.person_id, most=1)
    return f"{seat.ledger.size} {newest[0].at.isoformat() if newest else ''}"


def _wants(partner: Partner, used: Place, lost: set[str]) -> bool:
    begun = partner.person.id in used.begun and partner.person.id not in lost
    return bool(partner.waiting or partner.answer_due or (partner.unanswered and not begun))


# What is remembered


def _remember(workplace: Workplace, plan: Plan, tally: _Tally, looked: Look) -> Done[Round]:
    used = replace(
        tally.place,
        gave_at=plan.now if tally.counts["given"] else plan.place.gave_at,
        took_at=plan.now if tally.counts["taken"] else plan.place.took_at,
        looked_for_lost=plan.now.astimezone().date().isoformat() if looked.trouble is None else plan.place.looked_for_lost,
    )  # fmt: skip
    if used != plan.place or tally.aside != plan.aside:
        workplace.write(lambda seat: _keep_both(seat, plan.place, used, tally.aside))
    counts, more = tally.counts, tally.trouble is None and (tally.more or looked.more)
    came = Round(
        counts["given"], counts["taken"], counts["entries"], counts["applied"], counts["already_here"], counts["held"],
        counts["rejected"], dict(tally.kinds), tuple(dict.fromkeys(tally.warnings)),
        tuple(sorted(name for name, one in tally.aside.items() if one.reason and one.until <= plan.now)),
        len(carriage.waiting(plan)), looked.unfinished, more, str(tally.trouble or ""),
        _advice(tally.trouble), used.gave_at, used.took_at,
    )  # fmt: skip
    changed = tally.changed | (Changed.EXCHANGE if came.given else Changed.NOTHING)
    return Done(changed, _in_words(came), came)


def _keep_both(seat: Seat, before: Place, used: Place, found: dict[str, Aside]) -> Done[None]:
    """Remember how far a place has come, unless the person has chosen another one meanwhile."""
    now = place(seat)
    if now is not None and (now.kind, now.where) == (before.kind, before.where):
        keep_place(seat, used)
        keep_aside(seat, found)
    return Done(Changed.NOTHING)


def _in_words(came: Round) -> str:
    if not came.applied:
        return ""
    said = ngettext("{count} new entry has come in.", "{count} new entries have come in.", came.applied)
    return said.format(count=came.applied)


def _advice(trouble: Trouble | Refused | None) -> str:
    return trouble.advice if isinstance(trouble, Trouble) else ""
