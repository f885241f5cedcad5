"""Rounds of the exchange through one folder, for tests."""

from pathlib import Path

from peertrain.errands.plan import plan_of
from peertrain.errands.round import Round, exchange_now
from peertrain.services import carrying
from tests.exchange.computers import Agency, Computer


def start(agency: Agency, folder: Path) -> Path:
    """Let everybody exchange through a new folder, until everything from before has been answered."""
    folder.mkdir()
    for computer in agency.computers:
        carrying.use_folder(computer.workplace, folder=folder)
    settle(agency)
    return folder


def look(computer: Computer) -> Round:
    """Do one round, whose sum has to be right."""
    came = exchange_now(computer.workplace).value
    assert came is not None
    assert came.entries == came.applied + came.already_here + came.held + came.rejected
    return came


def settle(agency: Agency) -> None:
    """Let everybody look until nobody has anything to give or to take."""
    rounds = [agency.computers[0]]
    while rounds:
        rounds = [computer for computer in agency.computers if (came := look(computer)).given or came.taken]


def key_of(computer: Computer) -> str:
    """Return the id of the key with which the person at a computer signs there."""
    plan = computer.workplace.read(lambda seat: plan_of(seat, computer.workplace.home))
    assert plan is not None
    return plan.key_id


def packets_for(folder: Path, to: Computer, by: Computer) -> list[Path]:
    """Return the files from one computer to another one, in order."""
    return sorted((folder / key_of(by) / to.person_id).glob("*.ptp"))
