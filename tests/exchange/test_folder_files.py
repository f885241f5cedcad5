"""What else lies in a shared folder: files of which a part has arrived, copies, files of others, and very many."""

import os
import shutil
import sys
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from peertrain.exchange.carrier import Label
from peertrain.exchange.folder import MARK, Folder, file_name
from peertrain.services import carrying
from peertrain.storage.lists.hours import log as hours_of
from peertrain.workplace import carriage
from peertrain.workplace.place import Aside
from tests.exchange.computers import Agency, log
from tests.exchange.rounds import look, packets_for, settle, start

MANY = 10_000


@pytest.fixture
def shared(agency: Agency, tmp_path: Path) -> Path:
    return start(agency, tmp_path / "shared")


@pytest.fixture
def packet(agency: Agency, shared: Path) -> Path:
    """Return the file of a packet from Marcus to Renee that she has not looked at."""
    log(agency.marcus, agency.renee)
    look(agency.marcus)
    return packets_for(shared, agency.renee, agency.marcus)[-1]


def hours_at_renee(agency: Agency) -> int:
    return agency.renee.ask(lambda seat: len(hours_of(seat.connection, agency.marcus.person_id)))


def test_a_file_of_which_a_part_has_arrived_is_taken_in_when_it_is_whole(agency: Agency, packet: Path) -> None:
    whole = packet.read_bytes()
    packet.write_bytes(whole[: len(whole) // 2])
    came = look(agency.renee)
    assert (came.taken, came.set_aside, came.trouble) == (0, (), "")
    packet.write_bytes(whole)
    assert look(agency.renee).kinds == {"hours logged": 1}


def test_a_file_that_stays_unreadable_is_mentioned_once_it_is_not_young_and_not_opened_again(
    agency: Agency, packet: Path
) -> None:
    whole = packet.read_bytes()
    packet.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    look(agency.renee)
    agency.clock.now += timedelta(minutes=11)
    came = look(agency.renee)
    assert [name.rsplit("/", 1)[1] for name in came.set_aside] == [packet.name]
    assert "altered or cut off" in agency.renee.ask(carrying.set_aside)[0][1]
    with Opened(packet.parent) as opened:
        look(agency.renee)
    assert opened.count == 0
    packet.write_bytes(whole)
    assert look(agency.renee).kinds == {"hours logged": 1}
    assert agency.renee.ask(carrying.set_aside) == ()


def test_a_copy_of_a_packet_is_neither_opened_nor_mentioned(agency: Agency, packet: Path) -> None:
    for ending in (" (1)", " - Copy", " (Renee's conflicted copy 2026-09-07)", "-DESKTOP-A1B2C3"):
        shutil.copy(packet, packet.with_name(f"{packet.stem}{ending}.ptp"))
    came = look(agency.renee)
    assert (came.taken, came.set_aside) == (1, ())
    with Opened(packet.parent) as opened:
        look(agency.renee)
    assert opened.count == 0


def test_where_only_the_copy_is_left_or_whole_it_is_taken_in(agency: Agency, packet: Path) -> None:
    packet.rename(packet.with_name(f"{packet.stem} (1).ptp"))
    packet.write_bytes(b"")
    look(agency.renee)
    assert look(agency.renee).kinds == {"hours logged": 1}


def test_a_packet_under_another_name_is_taken_in_once(agency: Agency, packet: Path) -> None:
    packet.rename(packet.with_name("Marcus-to-Renee-2026-09-07-001.ptp"))
    assert look(agency.renee).kinds == {"hours logged": 1}
    with Opened(packet.parent) as opened:
        came = look(agency.renee)
    assert (came.taken, came.set_aside, opened.count) == (0, (), 0)


def test_a_packet_under_the_name_of_another_one_hides_it_from_nobody(
    agency: Agency, packet: Path, shared: Path
) -> None:
    log(agency.marcus, agency.renee)
    look(agency.marcus)
    second = packets_for(shared, agency.renee, agency.marcus)[-1]
    other = shared / ("f" * 32) / packet.parent.name
    other.mkdir(parents=True)
    shutil.copy(packet, other / second.name)
    for _round in range(3):
        look(agency.renee)
    assert hours_at_renee(agency) == 2
    assert look(agency.renee).taken == 0


def test_somebody_elses_packet_in_the_wrong_place_is_left_alone(agency: Agency, packet: Path, shared: Path) -> None:
    to_dana = packets_for(shared, agency.dana, agency.marcus)[-1]
    shutil.copy(to_dana, packet.parent)
    assert look(agency.renee).taken == 1
    agency.clock.now += timedelta(minutes=11)
    assert len(look(agency.renee).set_aside) == 1


def test_a_round_fetches_so_many_and_the_next_one_goes_on(
    agency: Agency, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carriage, "MOST_PACKETS", 2)
    for _hour in range(5):
        log(agency.marcus, agency.renee)
        look(agency.marcus)
    rounds = [look(agency.renee) for _round in range(3)]
    assert [(came.taken, came.more) for came in rounds] == [(2, True), (2, True), (1, False)]
    settle(agency)
    assert hours_at_renee(agency) == 5


class Opened:
    """Counts the files in a folder that are opened meanwhile, as the interpreter itself sees it."""

    def __init__(self, folder: Path) -> None:
        self.count = 0
        self._folder = str(folder)
        self._on = False
        sys.addaudithook(self._see)

    def __enter__(self) -> "Opened":
        self._on = True
        return self

    def __exit__(self, *_error: object) -> None:
        self._on = False

    def _see(self, event: str, arguments: tuple[object, ...]) -> None:
        if self._on and event == "open" and str(arguments[0]).startswith(self._folder):
            self.count += not str(arguments[0]).endswith(MARK)


def plan_for_many(folder: Path, *, aside: bool) -> carriage.Plan:
    """Return a plan for a folder of very many files, all taken in before or all set aside."""
    from tests.office import START

    reader, writer = str(uuid4()), "a" * 32
    carrier = Folder(folder, "harbor")
    carrier.begin()
    there = folder / writer / reader
    there.mkdir(parents=True)
    labels = [Label(writer, reader, number, uuid4().hex) for number in range(MANY)]
    for one in labels:
        os.close(os.open(there / file_name(one), os.O_CREAT | os.O_WRONLY))
    taken = frozenset() if aside else frozenset((one.key_id, one.packet_id) for one in labels)
    found = carrier.lying_for(reader) if aside else ()
    tried = {one.name: Aside("not for here", carrier.stamp(one), START) for one in found}
    place = carrying.Place("folder", str(folder))
    return carriage.Plan(place, "harbor", reader, "b" * 32, folder.parent, START, 0, taken, tried, {})


@pytest.mark.parametrize("aside", [False, True])
def test_of_ten_thousand_known_files_none_is_opened(tmp_path: Path, aside: bool) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    plan = plan_for_many(folder, aside=aside)
    with Opened(folder) as opened:
        found = carriage.look(plan)
    assert (len(found.names), found.fetched, opened.count, found.trouble) == (MANY, [], 0, None)
