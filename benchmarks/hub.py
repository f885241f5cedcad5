"""A hub at work: packets that 50 people give and take at the same time, and a look at very many of which none is new."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import Figure, timed
from peertrain.exchange.hub import Hub
from peertrain.exchange.hub_members import HubMembers
from peertrain.exchange.hub_setup import make_hub
from tests.exchange.hubs import Crew, label, sealed
from tests.exchange.postgres import Server

CLIENTS, EACH, TIMES = 50, 40, 3
LYING = 10_000
BYTES = 2_000
MOST = 300


def measure(_folder: Path) -> list[Figure]:
    """Return packets a second in each direction, and the milliseconds of a look; the server writes to the disk for each."""
    with _crew() as crew:
        gave = tuple(_rate(crew, _give) for _time in range(TIMES))
        took = tuple(_rate(crew, _take) for _time in range(TIMES))
        _fill(crew)
        dana = crew.hub("dana")
        looks = tuple(timed(lambda: _look(dana)) for _time in range(9))
    return [
        Figure(f"Giving to the hub, {CLIENTS} people at once", gave, "packets/s"),
        Figure(f"Taking from the hub, {CLIENTS} people at once", took, "packets/s"),
        Figure(f"Looking at a hub with {LYING:,} packets to oneself, with connecting", looks, "ms", MOST),
    ]


@contextmanager
def _crew() -> Iterator[Crew]:
    server = Server(fsync=True)
    try:
        url = server.make_database("hub")
        make_hub(url, certificate=None)
        crew = Crew(url)
        members = HubMembers(crew.addresses["dana"])
        for place in range(CLIENTS):
            crew.addresses[_name(place)] = members.add(_name(place), coordinator=False)
        members.close()
        yield crew
        crew.close()
    finally:
        server.stop()


def _name(place: int) -> str:
    return f"client-{place}"


def _rate(crew: Crew, work: Callable[[Hub, int], None]) -> float:
    """Return packets a second, of people who are connected already."""
    hubs = [crew.hub(_name(place)) for place in range(CLIENTS)]
    for place, hub in enumerate(hubs):
        hub.numbers("ab" * 16, _name(place))
    with ThreadPoolExecutor(CLIENTS) as threads:
        start = time.perf_counter()
        for done in [threads.submit(work, hub, place) for place, hub in enumerate(hubs)]:
            done.result()
        seconds = time.perf_counter() - start
    for hub in hubs:
        hub.close()
    return CLIENTS * EACH / seconds


def _give(hub: Hub, place: int) -> None:
    for number in range(EACH):
        hub.put(label(_name((place + 1) % CLIENTS), number + 1), sealed(BYTES))


def _take(hub: Hub, place: int) -> None:
    for one in hub.lying_for(_name(place))[:EACH]:
        hub.get(one)


def _fill(crew: Crew) -> None:
    hub = crew.hub("marcus")
    for number in range(LYING):
        hub.put(label("dana", number + 1), sealed(100))


def _look(hub: Hub) -> None:
    if len(hub.lying_for("dana")) != LYING:
        raise RuntimeError("the packets are not all there")
    hub.close()
