"""A certificate rests only on keys of which somebody knows whose they are."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from peertrain.domain.changes import Changed, Done
from peertrain.domain.people import KeyConfirmed, KeyUse
from peertrain.storage.lists.people import keys_of
from peertrain.workplace.seat import Seat
from tests.certifying import issue, office_with_ready, shown
from tests.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = office_with_ready(tmp_path, "Marcus")
    yield made
    made.workplace.lock()


def key_of(office: Office, name: str) -> str:
    keys = office.ask("Dana", lambda seat: keys_of(seat.connection, office.ids[name]))
    return next(key.id for key in keys if key.use is KeyUse.PERSON)


def came_from_elsewhere(office: Office, name: str) -> None:
    """Let somebody's key be one that came back from another computer."""

    def deed(seat: Seat) -> Done[None]:
        for key in keys_of(seat.connection, office.ids[name]):
            seat.picture.put(replace(key, confirmed=False))
        return Done(Changed.PEOPLE)

    office.do("Dana", deed)


@pytest.mark.parametrize(("name", "count"), [("Renee", "3 entries"), ("Marcus", "2 entries")])
def test_no_certificate_rests_on_a_key_that_nobody_has_compared(office: Office, name: str, count: str) -> None:
    came_from_elsewhere(office, name)
    (proposal,) = shown(office, "Marcus")
    assert f"Compare the six words with {name} first: {count} that count" in proposal.problem
    assert proposal.facts is None
    office.say("Dana", KeyConfirmed(key_of(office, name)))
    (proposal,) = shown(office, "Marcus")
    assert proposal.problem == ""
    issue(office, "Marcus")


def test_other_peoples_keys_hinder_nobody(office: Office) -> None:
    came_from_elsewhere(office, "Luis")
    (proposal,) = shown(office, "Marcus")
    assert proposal.problem == ""
