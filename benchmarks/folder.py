"""A look at a shared folder in which very many packets lie, all of them taken in before."""

from pathlib import Path
from uuid import uuid4

from benchmarks.figures import Figure, timed
from peertrain.domain.changes import Changed, Done
from peertrain.errands.round import exchange_now
from peertrain.exchange.carrier import Label
from peertrain.exchange.folder import file_name
from peertrain.services import carrying
from peertrain.storage import exchange
from peertrain.workplace.seat import Seat
from tests.office import Office

PACKETS, WRITERS = 10_000, 50
BYTES = b"x" * 2_000
TIMES = 9
MOST = 300


def measure(folder: Path) -> list[Figure]:
    """Return the milliseconds of a round in which there is nothing to give or to take."""
    office, shared = Office(folder / "office"), folder / "shared"
    shared.mkdir()
    carrying.use_folder(office.workplace, folder=shared)
    labels = [Label(f"{number % WRITERS:032x}", office.ids["Dana"], number, uuid4().hex) for number in range(PACKETS)]
    for one in labels:
        path = shared / one.key_id / one.to_id / file_name(one)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(BYTES)
    office.do("Dana", lambda seat: _taken(seat, labels))
    exchange_now(office.workplace)
    values = tuple(timed(lambda: _nothing_new(office)) for _time in range(TIMES))
    office.workplace.lock()
    return [Figure(f"Looking at a folder with {PACKETS:,} packets, none of them new", values, "ms", MOST)]


def _taken(seat: Seat, labels: list[Label]) -> Done[None]:
    for one in labels:
        packet = exchange.TakenPacket(
            one.packet_id, seat.person_id, "", one.key_id, one.number, seat.now, "", 0, 0, 0, 0, 0
        )
        exchange.keep_taken(seat.connection, packet)
    return Done(Changed.EXCHANGE)


def _nothing_new(office: Office) -> None:
    came = exchange_now(office.workplace).value
    if came is None or came.trouble or came.given or came.taken or came.set_aside:
        raise RuntimeError("the round was not one in which nothing is new")
