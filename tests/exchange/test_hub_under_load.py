"""The hub with many connections, and with servers and networks that end in the middle: nothing is lost, nothing is double."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Barrier, Event
from time import sleep

import pytest

from peertrain.domain.errors import Trouble
from peertrain.exchange.carrier import Label
from peertrain.exchange.hub import Hub
from peertrain.exchange.hub_members import HubMembers
from tests.exchange.hubs import Crew, label, sealed
from tests.exchange.postgres import Server
from tests.exchange.proxy import Proxy

SUPERVISORS = 25
CONNECTIONS = 4
"""Of each supervisor, such as two computers that are at the hub twice."""


@dataclass(frozen=True)
class SignOff:
    """A packet with a sign-off to the trainee."""

    label: Label
    content: bytes


def sign_offs(count: int, number: int = 1) -> list[SignOff]:
    return [
        SignOff(one, sealed() + one.packet_id.encode()) for one in (label("marcus", number + n) for n in range(count))
    ]


def put_until_it_is_there(hub: Hub, one: SignOff) -> int:
    """Put as the outbox does: what brought trouble stays, and is put again; return how often it brought trouble."""
    for attempt in range(600):
        try:
            hub.put(one.label, one.content)
            return attempt
        except Trouble:
            sleep(0.02)
    raise AssertionError("the hub never came back")


def arrived(crew: Crew) -> Counter[tuple[str, str]]:
    """Return how often each packet lies at the hub for the trainee, with the hash of what is in it."""
    hub = crew.hub("marcus")
    return Counter((one.label.packet_id, sha256(hub.get(one)).hexdigest()) for one in hub.lying_for("marcus"))


def expected(given: list[SignOff]) -> Counter[tuple[str, str]]:
    return Counter((one.label.packet_id, sha256(one.content).hexdigest()) for one in given)


@pytest.fixture
def supervisors(crew: Crew) -> list[Hub]:
    """Return the carriers of 25 supervisors, four of each."""
    members = HubMembers(crew.addresses["dana"])
    for number in range(SUPERVISORS):
        crew.addresses[f"supervisor-{number}"] = members.add(f"supervisor-{number}", coordinator=False)
    members.close()
    return [crew.hub(f"supervisor-{number}") for number in range(SUPERVISORS) for _again in range(CONNECTIONS)]


def all_at_once(hubs: list[Hub], work: Callable[[Hub, int], None]) -> None:
    """Let every carrier work in a thread of its own, once all are connected."""
    ready = Barrier(len(hubs))

    def begin(place: int) -> None:
        hubs[place].numbers("ab" * 16, "marcus")
        ready.wait(60)
        work(hubs[place], place)

    with ThreadPoolExecutor(len(hubs)) as threads:
        for done in [threads.submit(begin, place) for place in range(len(hubs))]:
            done.result()


def test_a_thousand_sign_offs_over_a_hundred_connections(crew: Crew, supervisors: list[Hub]) -> None:
    work = [sign_offs(40) for _supervisor in range(SUPERVISORS)]

    def give(hub: Hub, place: int) -> None:
        """Give a quarter of the supervisor's, and some of what another connection of theirs gives at the same time."""
        mine, quarter = work[place // CONNECTIONS], place % CONNECTIONS
        for one in mine[quarter * 10 : quarter * 10 + 15]:
            hub.put(one.label, one.content)

    all_at_once(supervisors, give)
    assert len(supervisors) == 100
    assert arrived(crew) == expected([one for mine in work for one in mine])


def test_the_server_is_killed_and_comes_back_in_the_middle(
    crew: Crew, supervisors: list[Hub], postgres: Server
) -> None:
    hubs, halfway = supervisors[::10], Event()
    work = [sign_offs(25, 1 + 25 * place) for place in range(len(hubs))]

    def give(hub: Hub, place: int) -> int:
        troubled = 0
        for number, one in enumerate(work[place]):
            troubled += put_until_it_is_there(hub, one)
            if number == 8:
                halfway.set()
        return troubled

    with ThreadPoolExecutor(len(hubs)) as threads:
        giving = [threads.submit(give, hub, place) for place, hub in enumerate(hubs)]
        assert halfway.wait(30)
        for _time in range(2):
            postgres.kill()
            sleep(0.1)
            postgres.start()
            sleep(0.1)
        assert sum(one.result() for one in giving) > 0
    assert arrived(crew) == expected([one for mine in work for one in mine])


def test_a_network_that_is_cut_at_any_byte_loses_and_doubles_nothing(crew: Crew, postgres: Server) -> None:
    proxy = Proxy(postgres.port)
    crew.addresses["renee"] = replace(crew.addresses["renee"], port=proxy.port)
    given, troubled = [], 0
    for number, byte in enumerate(range(0, 4400, 55)):
        one = SignOff(label("marcus", number + 1), sealed())
        proxy.cut_after = byte
        hub = crew.hub("renee")
        try:
            hub.put(one.label, one.content)
        except Trouble:
            troubled += 1
        hub.close()
        proxy.cut_after = None
        put_until_it_is_there(hub, one)
        hub.close()
        given.append(one)
    proxy.close()
    assert 20 < troubled < 80
    assert arrived(crew) == expected(given)


def test_what_is_fetched_over_a_network_that_is_cut_comes_whole_or_not_at_all(crew: Crew, postgres: Server) -> None:
    crew.hub("renee").put(label("marcus"), sealed(20_000))
    proxy = Proxy(postgres.port)
    crew.addresses["marcus"] = replace(crew.addresses["marcus"], port=proxy.port)
    found = []
    for byte in range(0, 26_000, 650):
        proxy.cut_after = byte
        hub = crew.hub("marcus")
        try:
            found += [hub.get(one) for one in hub.lying_for("marcus")]
        except Trouble:
            continue
        finally:
            hub.close()
    proxy.close()
    assert set(found) == {sealed(20_000)}
    assert len(found) < 40


def test_every_connection_that_breaks_at_once_comes_back_by_itself(crew: Crew, postgres: Server) -> None:
    proxy = Proxy(postgres.port)
    crew.addresses["renee"] = replace(crew.addresses["renee"], port=proxy.port)
    hub = crew.hub("renee")
    for one in sign_offs(5):
        hub.put(one.label, one.content)
        proxy.cut()
    proxy.close()
    assert len(arrived(crew)) == 5
