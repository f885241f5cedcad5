"""The program dies in the middle of a round, at every step of it in turn: nothing is lost and nothing stands twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from peertrain.domain.hours import Hours, HoursState
from peertrain.exchange.folder import Folder
from peertrain.record import atomic
from peertrain.storage.ledger import Status
from peertrain.storage.lists.hours import log as hours_of
from peertrain.storage.store import Store
from tests.exchange.computers import Agency, Computer, log
from tests.exchange.rounds import look, settle, start


class Died(BaseException):
    """The program is gone at this point; nothing that comes after it is done."""


class Steps:
    """Lets a program die before its step of this number: every rename, every removal and both ends of a transaction."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.dies_before = 0
        self.count = 0
        for place, name in ((atomic, "replace"), (Folder, "remove")):
            patch.setattr(place, name, self._around(getattr(place, name)))
        patch.setattr(Store, "write", self._transaction(Store.write))

    def step(self) -> None:
        self.count += 1
        if self.count == self.dies_before:
            raise Died

    def _around(self, deed: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*arguments: Any, **named: Any) -> Any:
            self.step()
            done = deed(*arguments, **named)
            self.step()
            return done

        return stepped

    def _transaction(self, write: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def stepped(store: Store) -> Iterator[Any]:
            with write(store) as connection:
                yield connection
                self.step()
            self.step()

        return stepped


@pytest.fixture
def shared(agency: Agency, tmp_path: Path) -> Path:
    return start(agency, tmp_path / "shared")


def dies(computer: Computer, steps: Steps, before: int) -> bool:
    """Begin a round that dies before a step; False where it has fewer steps. Whoever was in comes back afterwards."""
    steps.count, steps.dies_before = 0, before
    try:
        look(computer)
    except Died:
        return True
    finally:
        steps.dies_before = 0
    return False


def whole(computer: Computer, trainee: Computer, hours: list[str]) -> bool:
    """Return whether a computer holds each of these hours, applied, and no others."""
    found = computer.ask(lambda seat: [one.id for one in hours_of(seat.connection, trainee.person_id)])
    standings = computer.ask(lambda seat: {seat.ledger.verdict(entry.id).status for entry in seat.ledger.entries()})
    return sorted(found) == sorted(hours) and standings == {Status.APPLIED}


def test_whoever_gives_dies_at_every_step(agency: Agency, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps, sent, before = Steps(monkeypatch), [], 0
    more = True
    while more:
        before += 1
        sent.append(log(agency.marcus, agency.renee))
        more = dies(agency.marcus, steps, before)
        assert look(agency.marcus).waiting == 0
        look(agency.renee)
        assert whole(agency.renee, agency.marcus, sent)
    assert before > 8
    settle(agency)
    assert all(whole(computer, agency.marcus, sent) for computer in agency.computers)


def test_whoever_takes_dies_at_every_step(agency: Agency, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps, sent, before = Steps(monkeypatch), [], 0
    more = True
    while more:
        before += 1
        sent.append(log(agency.marcus, agency.renee))
        look(agency.marcus)
        more = dies(agency.renee, steps, before)
        look(agency.renee)
        assert whole(agency.renee, agency.marcus, sent)
    assert before > 8
    settle(agency)
    assert agency.marcus.ask(lambda seat: seat.picture.find(Hours, sent[0])) is not None
    state = agency.dana.ask(lambda seat: seat.picture.find(Hours, sent[-1]))
    assert state is not None
    assert state.state is HoursState.SUBMITTED
