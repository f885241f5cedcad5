"""Ending logins at the hub, also of whoever would rather stay, and taking from a login what only a coordinator may."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from peertrain.domain.errors import Trouble
from peertrain.exchange.hub import Hub
from peertrain.exchange.hub_members import HubMembers
from peertrain.exchange.hub_setup import make_hub
from tests.exchange.hubs import Crew, label, sealed
from tests.exchange.postgres import Server
from tests.exchange.test_hub_hostile import connect

PUT = "SELECT peertrain.put_packet('renee', %s, 1, %s, %b)"
KEEPS_OPEN = {
    "a packet": (PUT, ("ab" * 16, "0" * 32, sealed())),
    "an older picture": ("SELECT count(*) FROM peertrain.packets", ()),
    "its own password": ("ALTER ROLE CURRENT_USER PASSWORD NULL", ()),
}


@pytest.fixture
def members(crew: Crew) -> Iterator[HubMembers]:
    with closing(HubMembers(crew.addresses["dana"])) as members:
        yield members


def keeping_open(crew: Crew, what: str) -> psycopg.Connection[Any]:
    """Return a connection of Marcus with a transaction that he does not finish."""
    connection = connect(crew.addresses["marcus"])
    connection.execute(b"BEGIN ISOLATION LEVEL REPEATABLE READ")
    question, values = KEEPS_OPEN[what]
    connection.execute(question.encode(), values)
    return connection


@pytest.mark.parametrize("what", KEEPS_OPEN)
def test_whatever_a_login_keeps_open_it_is_ended_at_once(crew: Crew, members: HubMembers, what: str) -> None:
    with closing(keeping_open(crew, what)) as stubborn:
        assert members.end("marcus") == 1
        with pytest.raises(psycopg.OperationalError):
            stubborn.execute(b"COMMIT")
    assert [one.until is None for one in members.logins() if one.person_id == "marcus"] == [False]
    assert crew.hub("renee").lying_for("renee") == []
    with pytest.raises(Trouble, match="does not let this computer in"):
        crew.hub("marcus").lying_for("marcus")


def test_a_login_that_cannot_be_shut_out_now_does_nothing_here_and_is_shut_out_the_next_time(
    crew: Crew, members: HubMembers, hub_url: str
) -> None:
    login = crew.addresses["marcus"].login
    with psycopg.connect(hub_url) as administrator:
        administrator.execute(f'ALTER ROLE "{login}" CONNECTION LIMIT 9'.encode())
        assert members.end("marcus") == 1
        with connect(crew.addresses["marcus"]) as still_in:
            assert still_in.execute("SELECT * FROM peertrain.me()").fetchall() == []
            with pytest.raises(psycopg.Error, match="nobody's"):
                still_in.execute(PUT, ("ab" * 16, "0" * 32, sealed()))
    assert members.end("marcus") == 0
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        connect(crew.addresses["marcus"])


def test_nobody_who_ends_somebody_and_does_not_finish_keeps_others_from_it(crew: Crew, members: HubMembers) -> None:
    crew.addresses["luis"] = members.add("luis", coordinator=True)
    with closing(connect(crew.addresses["luis"])) as luis:
        luis.execute(b"BEGIN")
        luis.execute(b"SELECT peertrain.end_member('marcus', true)")
        assert members.end("marcus") == 1


def test_whoever_is_no_coordinator_any_more_gives_and_takes_and_ends_nobody(crew: Crew, members: HubMembers) -> None:
    crew.addresses["luis"] = members.add("luis", coordinator=True)
    assert members.end_coordinator("luis") == 1
    assert members.end_coordinator("luis") == 0
    crew.hub("luis").put(label("renee"), sealed())
    assert crew.hub("luis").lying_for("luis") == []
    with closing(HubMembers(crew.addresses["luis"])) as demoted:
        assert demoted.logins() == []
        for deed in (lambda: demoted.end("renee"), lambda: demoted.add("eve", coordinator=True)):
            with pytest.raises(Trouble, match="does not allow this"):
                deed()
    [login] = [one for one in members.logins() if one.person_id == "luis"]
    assert (login.coordinator, login.until) == (False, None)
    assert members.end("luis") == 1


def test_a_hub_that_ended_logins_in_the_older_way_goes_on_with_them(postgres: Server) -> None:
    url = postgres.make_database(f"hub-{uuid4()}")
    make_hub(url, certificate=None)
    with closing(Crew(url)) as crew:
        with psycopg.connect(url) as administrator:
            administrator.execute("ALTER TABLE peertrain.members ADD COLUMN until timestamptz")
            administrator.execute("UPDATE peertrain.members SET until = '2026-09-07Z' WHERE person = 'marcus'")
        make_hub(url, certificate=None)
        with closing(HubMembers(crew.addresses["dana"])) as members:
            until = {one.person_id: one.until and one.until.isoformat()[:10] for one in members.logins()}
        assert until == {"dana": None, "renee": None, "marcus": "2026-09-07"}
        with pytest.raises(Trouble, match="not yours"):
            Hub(crew.addresses["marcus"], organisation_id=crew.organisation_id, person_id="marcus").lying_for("marcus")
