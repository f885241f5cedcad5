"""Packing in a round of the exchange: what is new for others goes into the outbox, with the deed that says it was sent."""

from dataclasses import replace

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.errands.tally import Tally
from peertrain.services import sending
from peertrain.services.sending import Partner
from peertrain.storage import exchange
from peertrain.workplace import carriage
from peertrain.workplace.carriage import Plan
from peertrain.workplace.place import Place
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

MOST_PARTNERS = 25
"""To so many a round packs; the rest is packed in the next one."""


def pack_all(workplace: Workplace, plan: Plan, lost: set[str], tally: Tally) -> None:
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
