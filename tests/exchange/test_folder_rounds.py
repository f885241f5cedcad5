"""Three computers that exchange through one folder, by themselves."""

from pathlib import Path

import pytest

from peertrain.domain.hours import Hours, HoursState
from peertrain.services import carrying
from peertrain.services.carrying import Round
from tests.exchange.computers import Agency, Computer, approve, log


@pytest.fixture
def shared(agency: Agency, tmp_path: Path) -> Path:
    """Return the folder through which all three exchange; everything from before has been answered."""
    folder = tmp_path / "shared"
    folder.mkdir()
    for computer in agency.computers:
        carrying.use_folder(computer.workplace, folder=folder)
    settle(agency)
    return folder


def look(computer: Computer) -> Round:
    came = carrying.exchange_now(computer.workplace).value
    assert came is not None
    assert came.entries == came.applied + came.already_here + came.held + came.rejected
    return came


def settle(agency: Agency) -> None:
    """Let everybody look until nobody has anything to give or to take."""
    while any((came := look(computer)).given or came.taken for computer in agency.computers):
        pass


def state_of(computer: Computer, hours_id: str) -> HoursState | None:
    found = computer.ask(lambda seat: seat.picture.find(Hours, hours_id))
    return found.state if found else None


def test_hours_go_out_and_the_approval_comes_back(agency: Agency, shared: Path) -> None:
    hours_id = log(agency.marcus, agency.renee)
    assert look(agency.marcus).given == 2
    assert look(agency.renee).kinds == {"hours logged": 1}
    approve(agency.renee, hours_id)
    assert look(agency.renee).trouble == ""
    assert look(agency.marcus).kinds == {"hours approved": 1}
    look(agency.dana)
    assert [state_of(computer, hours_id) for computer in agency.computers] == [HoursState.APPROVED] * 3


def test_when_nothing_is_new_a_round_does_and_says_nothing(agency: Agency, shared: Path) -> None:
    before = sorted(shared.rglob("*"))
    came = look(agency.dana)
    assert (came.given, came.taken, came.trouble, came.waiting) == (0, 0, "", 0)
    assert came.gave_at is not None
    assert came.took_at is not None
    assert sorted(shared.rglob("*")) == before
