"""Taking in, in a round of the exchange, what was fetched; what cannot be is set aside with the reason."""

from datetime import timedelta

from peertrain.domain.errors import Refused
from peertrain.errands.tally import Tally
from peertrain.exchange.packets import NotForHere
from peertrain.services import taking
from peertrain.services.taking import NotKnownYet
from peertrain.storage import exchange
from peertrain.workplace.carriage import Fetched, Plan
from peertrain.workplace.place import Aside
from peertrain.workplace.workplace import Workplace

YOUNG = timedelta(minutes=10)
"""For so long what cannot be opened may still be on its way, such as a file of which a part has arrived."""


def take_all(workplace: Workplace, plan: Plan, fetched: list[Fetched], tally: Tally) -> None:
    """Take packets in; those of a writer whom another one makes known are tried again after it."""
    left = fetched
    while left:
        refused = [one for one in left if not _take(workplace, plan, one, tally)]
        left = refused if len(refused) < len(left) else []


def _take(workplace: Workplace, plan: Plan, one: Fetched, tally: Tally) -> bool:
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
