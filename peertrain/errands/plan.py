"""What has to be known for a round of the exchange before it begins."""

from pathlib import Path

from peertrain.domain.changes import Changed, Done
from peertrain.domain.people import Person, Role
from peertrain.exchange.carrier import HUB
from peertrain.record.entries import key_id
from peertrain.services import sending
from peertrain.storage import exchange
from peertrain.storage.lists.people import everybody
from peertrain.workplace.carriage import Gone, Plan
from peertrain.workplace.place import Place, aside, place
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace


def plan_for(workplace: Workplace) -> Done[Plan]:
    """Return the plan for whoever is in; nothing where nobody is, or they have chosen no place."""
    if workplace.person_id is None or workplace.must_choose_passphrase:
        return Done(Changed.NOTHING)
    return Done(Changed.NOTHING, value=workplace.read(lambda seat: plan_of(seat, workplace.home)))


def plan_of(seat: Seat, home: Path) -> Plan | None:
    """Return the plan for the person at work, whose packets wait under `home`."""
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


def _gone(seat: Seat, used: Place) -> Gone:
    """Return who has left, and who is no coordinator any more, to a coordinator at a hub."""
    if used.kind != HUB or not seat.person.has(Role.COORDINATOR):
        return Gone()
    people = everybody(seat.connection)
    return Gone(
        frozenset(one.id for one in people if not one.active_roles),
        frozenset(one.id for one in people if one.active_roles and _was_coordinator(one)),
    )


def _was_coordinator(person: Person) -> bool:
    return not person.has(Role.COORDINATOR) and any(term.role is Role.COORDINATOR for term in person.roles)
