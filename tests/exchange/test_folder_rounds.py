"""Three computers that exchange through one folder, by themselves."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from peertrain.domain.changes import Done
from peertrain.domain.errors import Refused, Trouble
from peertrain.domain.hours import Hours, HoursState
from peertrain.domain.people import Role
from peertrain.errands.round import Round, exchange_now
from peertrain.services import backups, carrying, sending
from peertrain.storage.ledger import Status
from peertrain.workplace.workplace import Workplace
from tests.exchange.computers import Agency, Computer, approve, log
from tests.exchange.rounds import key_of, look, packets_for, settle, start
from tests.office import PASSPHRASES, Office

T = TypeVar("T")


@pytest.fixture
def shared(agency: Agency, tmp_path: Path) -> Path:
    """Return the folder through which all three exchange; everything from before has been answered."""
    return start(agency, tmp_path / "shared")


def state_of(computer: Computer, hours_id: str) -> HoursState | None:
    found = computer.ask(lambda seat: seat.picture.find(Hours, hours_id))
    return found.state if found else None


def states(computer: Computer) -> set[Status]:
    return computer.ask(lambda seat: {seat.ledger.verdict(entry.id).status for entry in seat.ledger.entries()})


def test_hours_go_out_and_the_approval_comes_back(agency: Agency, shared: Path) -> None:
    hours_id = log(agency.marcus, agency.renee)
    assert look(agency.marcus).given == 2
    assert look(agency.renee).kinds == {"hours logged": 1}
    approve(agency.renee, hours_id)
    look(agency.renee)
    assert look(agency.marcus).kinds == {"hours approved": 1}
    look(agency.dana)
    assert [state_of(computer, hours_id) for computer in agency.computers] == [HoursState.APPROVED] * 3


def test_when_nothing_is_new_a_round_does_and_says_nothing(agency: Agency, shared: Path) -> None:
    before = sorted(shared.rglob("*"))
    came = look(agency.dana)
    assert (came.given, came.taken, came.trouble, came.waiting, came.more) == (0, 0, "", 0, False)
    assert came.gave_at is not None
    assert came.took_at is not None
    assert sorted(shared.rglob("*")) == before


def test_no_name_of_a_person_appears_in_the_folder(agency: Agency, shared: Path) -> None:
    names = " ".join(path.as_posix().casefold() for path in shared.rglob("*")).replace(str(shared).casefold(), "")
    assert not [name for name in ("dana", "renee", "marcus", "bell", "harbor") if name in names]


@pytest.mark.parametrize("seed", [1, 2])
def test_in_whatever_order_they_look_all_end_with_the_same(agency: Agency, shared: Path, seed: int) -> None:
    chance = random.Random(seed)
    sent = []
    for _step in range(12):
        if chance.random() < 0.5:
            sent.append(log(agency.marcus, agency.renee))
        for hours_id in [one for one in sent if state_of(agency.renee, one) is HoursState.SUBMITTED]:
            approve(agency.renee, hours_id)
        look(chance.choice(agency.computers))
    settle(agency)
    for hours_id in [one for one in sent if state_of(agency.renee, one) is HoursState.SUBMITTED]:
        approve(agency.renee, hours_id)
    settle(agency)
    for computer in agency.computers:
        assert [state_of(computer, hours_id) for hours_id in sent] == [HoursState.APPROVED] * len(sent)
        assert states(computer) == {Status.APPLIED}


def test_a_packet_that_the_folder_lost_is_given_again_a_day_later(agency: Agency, shared: Path) -> None:
    hours_id = log(agency.marcus, agency.renee)
    look(agency.marcus)
    for path in packets_for(shared, agency.renee, agency.marcus):
        path.unlink()
    assert look(agency.marcus).given == 0
    agency.clock.now += timedelta(days=1)
    assert look(agency.marcus).given == 1
    look(agency.renee)
    assert state_of(agency.renee, hours_id) is HoursState.SUBMITTED
    settle(agency)
    agency.clock.now += timedelta(days=1)
    assert [look(computer).given for computer in agency.computers] == [0, 0, 0]


def test_where_a_packet_in_the_middle_is_lost_the_answer_brings_it_back(agency: Agency, shared: Path) -> None:
    first = log(agency.marcus, agency.renee)
    look(agency.marcus)
    lost = packets_for(shared, agency.renee, agency.marcus)[-1]
    lost.unlink()
    second = log(agency.marcus, agency.renee)
    look(agency.marcus)
    assert look(agency.renee).held == 1
    settle(agency)
    assert [state_of(agency.renee, one) for one in (first, second)] == [HoursState.SUBMITTED] * 2


def test_a_folder_that_goes_away_and_comes_back_keeps_nobody_from_work(agency: Agency, shared: Path) -> None:
    away = shared.with_name("away")
    shared.rename(away)
    hours_id = log(agency.marcus, agency.renee)
    came = look(agency.marcus)
    assert "not there at the moment" in came.trouble
    assert "Nothing is lost" in came.advice
    shared.mkdir()
    assert "not there at the moment" in look(agency.marcus).trouble
    shared.rmdir()
    away.rename(shared)
    assert (look(agency.marcus).given, look(agency.marcus).trouble) == (2, "")
    look(agency.renee)
    assert state_of(agency.renee, hours_id) is HoursState.SUBMITTED


def test_what_cannot_be_written_waits_and_goes_later(agency: Agency, shared: Path) -> None:
    mine = shared / key_of(agency.marcus)
    mine.rename(shared / "moved")
    mine.write_bytes(b"a file in the place of the folder")
    hours_id = log(agency.marcus, agency.renee)
    came = look(agency.marcus)
    assert "Nothing can be written" in came.trouble
    assert came.waiting == 2
    assert look(agency.marcus).waiting == 2
    mine.unlink()
    (shared / "moved").rename(mine)
    assert (look(agency.marcus).given, look(agency.marcus).waiting) == (2, 0)
    look(agency.renee)
    assert state_of(agency.renee, hours_id) is HoursState.SUBMITTED


def test_three_that_look_at_the_same_time_lose_nothing(agency: Agency, shared: Path) -> None:
    sent = [log(agency.marcus, agency.renee) for _hour in range(3)]
    gate = threading.Barrier(3)

    def work(computer: Computer) -> None:
        for _round in range(4):
            gate.wait(60)
            troubles.append(look(computer).trouble)

    troubles: list[str] = []
    threads = [threading.Thread(target=work, args=(computer,)) for computer in agency.computers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == [""] * 12
    settle(agency)
    for computer in agency.computers:
        assert [state_of(computer, hours_id) for hours_id in sent] == [HoursState.SUBMITTED] * 3


def test_a_packet_whose_writer_is_not_known_yet_is_taken_in_once_a_coordinator_makes_them_known(
    agency: Agency, shared: Path, tmp_path: Path
) -> None:
    second = agency.join("Marcus", agency.marcus.person_id, tmp_path / "Marcus at home")
    carrying.use_folder(second.workplace, folder=shared)
    hours_id = log(second, agency.renee)
    look(second)
    came = look(agency.renee)
    assert (came.taken, len(came.set_aside)) == (0, 1)
    assert "not known here" in agency.renee.ask(carrying.set_aside)[0][1]
    look(agency.dana)
    assert look(agency.renee).more
    came = look(agency.renee)
    assert (came.taken, came.set_aside, came.more) == (1, (), False)
    assert state_of(agency.renee, hours_id) is HoursState.SUBMITTED
    second.workplace.lock()


def test_a_restored_backup_gets_back_from_the_folder_what_it_lacks(agency: Agency, shared: Path) -> None:
    backup = backups.back_up(agency.dana.workplace).value
    assert backup is not None
    hours_id = log(agency.marcus, agency.renee)
    settle(agency)
    backups.restore(agency.dana.workplace, name=backup.name, reason="A trial", passphrase=PASSPHRASES["Dana"])
    assert state_of(agency.dana, hours_id) is None
    look(agency.dana)
    assert state_of(agency.dana, hours_id) is HoursState.SUBMITTED


def test_in_another_folder_everything_that_was_not_confirmed_goes_once_more(
    agency: Agency, shared: Path, tmp_path: Path
) -> None:
    hours_id = log(agency.marcus, agency.renee)
    look(agency.marcus)
    other = tmp_path / "other"
    other.mkdir()
    for computer in agency.computers:
        carrying.use_folder(computer.workplace, folder=other)
    settle(agency)
    assert state_of(agency.renee, hours_id) is HoursState.SUBMITTED


def test_the_folder_of_the_record_is_refused_and_so_is_one_that_is_not_there(agency: Agency, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="folder of the record itself"):
        carrying.use_folder(agency.dana.workplace, folder=agency.dana.workplace.home)
    with pytest.raises(Trouble, match="not there"):
        carrying.use_folder(agency.dana.workplace, folder=tmp_path / "nowhere")
    assert agency.dana.ask(carrying.place) is None


def test_whoever_has_chosen_no_place_or_is_not_in_gives_and_takes_nothing(agency: Agency, shared: Path) -> None:
    log(agency.marcus, agency.renee)
    agency.marcus.act(carrying.stop)
    assert look(agency.marcus) == Round()
    agency.marcus.workplace.lock()
    assert look(agency.marcus) == Round()


def test_what_went_by_hand_is_not_given_again(agency: Agency, shared: Path) -> None:
    log(agency.marcus, agency.renee)
    agency.marcus.send(agency.renee)
    waiting = {one.person.preferred_name: one.waiting for one in agency.marcus.ask(sending.partners)}
    assert waiting["Renee"] == 0
    assert look(agency.marcus).given == 1


@dataclass
class Switching:
    """A computer at which somebody leaves and perhaps somebody else comes in, before a step of a round."""

    workplace: Workplace
    before: int
    switch: Callable[[], None]

    def manage(self, work: Callable[[Workplace], Done[T]], /) -> Done[T]:
        self.before -= 1
        if self.before == 0:
            self.switch()
        return work(self.workplace)


@pytest.mark.parametrize("step", [3, 4])
def test_a_round_of_somebody_who_leaves_in_the_middle_is_not_done_as_somebody_else(tmp_path: Path, step: int) -> None:
    office, shared = Office(tmp_path / "office"), tmp_path / "shared"
    shared.mkdir()
    office.enrol("Renee", Role.SUPERVISOR)
    for name in ("Renee", "Dana"):
        carrying.use_folder(office.enter(name), folder=shared)
    before = office.ask("Renee", carrying.place)
    switching = Switching(office.enter("Dana"), step, lambda: office.workplace.sign_in("Renee", PASSPHRASES["Renee"]))
    assert exchange_now(switching).value == Round()
    assert office.workplace.read(carrying.place) == before
    locking = Switching(office.enter("Dana"), step, office.workplace.lock)
    assert exchange_now(locking).value == Round()
