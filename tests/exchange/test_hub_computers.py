"""Three people at three computers who exchange through a hub, by themselves; moving from a folder to a hub and back."""

from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from peertrain.domain.errors import Refused, Trouble
from peertrain.domain.hours import Hours, HoursState
from peertrain.domain.people import Person, Role
from peertrain.exchange.hub_address import read_address
from peertrain.exchange.hub_members import HubMembers
from peertrain.exchange.hub_setup import make_hub
from peertrain.services import carrying, hub, people
from tests.exchange.computers import Agency, Computer, approve, log
from tests.exchange.hubs import AtHub, sealed
from tests.exchange.postgres import Server
from tests.exchange.rounds import look, settle, start
from tests.exchange.test_hub_hostile import connect
from tests.office import PASSPHRASES


def state_of(computer: Computer, hours_id: str) -> HoursState | None:
    found = computer.ask(lambda seat: seat.picture.find(Hours, hours_id))
    return found.state if found else None


def test_hours_go_out_and_the_approval_comes_back(agency: Agency, at_hub: AtHub) -> None:
    at_hub.use()
    hours_id = log(agency.marcus, agency.renee)
    assert look(agency.marcus).given == 2
    assert look(agency.renee).kinds == {"hours logged": 1}
    approve(agency.renee, hours_id)
    settle(agency)
    assert [state_of(computer, hours_id) for computer in agency.computers] == [HoursState.APPROVED] * 3


def test_when_nothing_is_new_nothing_is_given(agency: Agency, at_hub: AtHub) -> None:
    at_hub.use()
    came = look(agency.dana)
    assert (came.given, came.taken, came.trouble, came.waiting, came.more) == (0, 0, "", 0, False)


def test_somebody_joins_and_works_through_the_hub_from_the_first_day(agency: Agency, at_hub: AtHub) -> None:
    at_hub.use()
    aisha = agency.invite("Aisha", Role.TRAINEE, supervisors=(agency.renee.person_id,))
    line = at_hub.members.add(aisha.person_id, coordinator=False).text
    carrying.use_hub(aisha.workplace, connection=line)
    look(aisha)
    settle(agency)
    hours_id = log(aisha, agency.renee)
    look(aisha)
    settle(agency)
    approve(agency.renee, hours_id)
    settle(agency)
    look(aisha)
    assert [state_of(one, hours_id) for one in (aisha, agency.renee, agency.dana)] == [HoursState.APPROVED] * 3
    assert state_of(agency.marcus, hours_id) is None
    aisha.workplace.lock()


def test_while_the_server_is_away_work_goes_on_and_follows_when_it_is_back(
    agency: Agency, at_hub: AtHub, postgres: Server
) -> None:
    at_hub.use()
    at_hub.members.close()
    postgres.kill()
    hours_id = log(agency.marcus, agency.renee)
    came = look(agency.marcus)
    assert "cannot be reached" in came.trouble
    assert "Your work is kept here" in came.advice
    postgres.start()
    settle(agency)
    assert state_of(agency.renee, hours_id) is HoursState.SUBMITTED


def test_from_a_folder_to_a_hub_and_back_is_one_step_each_and_loses_nothing(
    agency: Agency, at_hub: AtHub, tmp_path: Path
) -> None:
    logged = []
    folder = start(agency, tmp_path / "shared")
    logged.append(log(agency.marcus, agency.renee))
    look(agency.marcus)
    logged.append(log(agency.marcus, agency.renee))
    carrying.use_hub(agency.marcus.workplace, connection=at_hub.lines[agency.marcus.person_id])
    look(agency.marcus)
    at_hub.use()
    assert {state_of(agency.renee, one) for one in logged} == {HoursState.SUBMITTED}
    approve(agency.renee, logged[0])
    look(agency.renee)
    for computer in agency.computers:
        carrying.use_folder(computer.workplace, folder=folder)
    logged.append(log(agency.marcus, agency.renee))
    settle(agency)
    for computer in agency.computers:
        states = [state_of(computer, one) for one in logged]
        assert states == [HoursState.APPROVED, HoursState.SUBMITTED, HoursState.SUBMITTED]


def test_the_connection_of_somebody_else_and_a_broken_one_are_not_used(agency: Agency, at_hub: AtHub) -> None:
    with pytest.raises(Trouble):
        carrying.use_hub(agency.marcus.workplace, connection=at_hub.lines[agency.renee.person_id])
    with pytest.raises(Refused, match="Copy the whole line"):
        carrying.use_hub(agency.marcus.workplace, connection=at_hub.lines[agency.marcus.person_id][:-9])
    assert agency.marcus.ask(carrying.place) is None


def test_the_connection_is_kept_sealed_and_screens_show_the_server(agency: Agency, at_hub: AtHub) -> None:
    at_hub.use()
    place = agency.marcus.ask(carrying.place)
    assert place is not None
    assert place.called == "127.0.0.1"
    password = at_hub.address(agency.marcus).password.encode()
    agency.marcus.workplace.lock()
    files = [one.read_bytes() for one in agency.marcus.folder.rglob("*") if one.is_file()]
    assert len(files) > 2
    assert not [content for content in files if password in content]


def test_whoever_looks_into_the_database_reads_no_name_and_no_hours(
    agency: Agency, at_hub: AtHub, own_hub: str
) -> None:
    at_hub.use()
    log(agency.marcus, agency.renee)
    settle(agency)
    with psycopg.connect(own_hub) as administrator:
        rows = administrator.execute("SELECT p::text, content FROM peertrain.packets p").fetchall()
    assert len(rows) > 4
    for text, content in rows:
        everything = text.encode().lower() + bytes(content).lower()
        assert not [word for word in (b"marcus", b"renee", b"dana", b"harbor house", b"advocacy") if word in everything]


# The hub in a coordinator's hands


def test_a_coordinator_makes_connections_that_others_paste(agency: Agency, at_hub: AtHub) -> None:
    at_hub.use()
    made = hub.connection_for(agency.dana.workplace, person_id=agency.marcus.person_id)
    assert made.value is not None
    assert "kept nowhere" in made.said
    carrying.use_hub(agency.marcus.workplace, connection=made.value.line)
    hours_id = log(agency.marcus, agency.renee)
    settle(agency)
    assert state_of(agency.renee, hours_id) is HoursState.SUBMITTED
    listed = hub.logins(agency.dana.workplace).value or ()
    assert [one.name for one in listed if one.until is None] == ["Dana", "Marcus", "Marcus", "Renee"]


def test_after_a_lost_laptop_its_login_is_ended_and_a_new_one_made(agency: Agency, at_hub: AtHub) -> None:
    at_hub.use()
    assert hub.end_logins(agency.dana.workplace, person_id=agency.marcus.person_id).value == 1
    assert "does not let this computer in" in look(agency.marcus).trouble
    made = hub.connection_for(agency.dana.workplace, person_id=agency.marcus.person_id).value
    assert made is not None
    carrying.use_hub(agency.marcus.workplace, connection=made.line)
    assert look(agency.marcus).trouble == ""


def test_only_a_coordinator_at_a_hub_makes_connections(agency: Agency, at_hub: AtHub) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        hub.connection_for(agency.renee.workplace, person_id=agency.marcus.person_id)
    agency.dana.act(carrying.stop)
    with pytest.raises(Refused, match="does not exchange through a hub"):
        hub.connection_for(agency.dana.workplace, person_id=agency.marcus.person_id)


def test_whoever_leaves_is_let_in_no_more_after_the_coordinators_next_round(agency: Agency, at_hub: AtHub) -> None:
    at_hub.use()
    end_access(agency, agency.renee)
    assert look(agency.dana).trouble == ""
    assert "does not let this computer in" in look(agency.renee).trouble
    assert look(agency.marcus).trouble == ""


def test_whoever_leaves_and_keeps_something_open_at_the_hub_keeps_nobody_from_working(
    agency: Agency, at_hub: AtHub
) -> None:
    at_hub.use()
    with closing(connect(at_hub.address(agency.marcus))) as stubborn:
        stubborn.execute(b"BEGIN")
        values = (agency.renee.person_id, "ab" * 16, 1, "0" * 32, sealed())
        stubborn.execute("SELECT peertrain.put_packet(%s, %s, %s, %s, %b)", values)
        end_access(agency, agency.marcus)
        came = look(agency.dana)
    assert (came.given, came.waiting, came.trouble, came.warnings) == (1, 0, "", ())
    look(agency.renee)
    assert not person(agency.renee, agency.marcus).active_roles
    assert "does not let this computer in" in look(agency.marcus).trouble


def test_where_a_login_cannot_be_ended_it_is_said_and_tried_again_and_packets_go(
    agency: Agency, at_hub: AtHub, own_hub: str
) -> None:
    at_hub.use()
    with psycopg.connect(own_hub, autocommit=True) as administrator:
        administrator.execute("REVOKE EXECUTE ON FUNCTION peertrain.end_member(text, boolean) FROM peertrain_member")
        end_access(agency, agency.marcus)
        for given in (1, 0):
            came = look(agency.dana)
            assert (came.given, came.trouble) == (given, "")
            assert "can still do at the hub what they could" in came.warnings[0]
    look(agency.renee)
    assert not person(agency.renee, agency.marcus).active_roles
    make_hub(own_hub, certificate=None)
    assert look(agency.dana).warnings == ()
    assert "does not let this computer in" in look(agency.marcus).trouble


def test_whoever_is_no_coordinator_any_more_keeps_a_login_and_no_more_than_that(agency: Agency, at_hub: AtHub) -> None:
    at_hub.use()
    luis = agency.invite("Luis", Role.SUPERVISOR)
    who: dict[str, Any] = {"person_id": luis.person_id, "role": Role.COORDINATOR, "passphrase": PASSPHRASES["Dana"]}
    agency.dana.workplace.write(lambda seat: people.give_role(seat, **who))
    made = hub.connection_for(agency.dana.workplace, person_id=luis.person_id).value
    agency.dana.act(lambda seat: people.end_role(seat, **who, reason="Only supervises from now on"))
    assert made is not None
    assert look(agency.dana).warnings == ()
    carrying.use_hub(luis.workplace, connection=made.line)
    assert look(luis).trouble == ""
    with closing(HubMembers(read_address(made.line))) as former, pytest.raises(Trouble, match="does not allow this"):
        former.end(agency.renee.person_id)
    luis.workplace.lock()


def end_access(agency: Agency, computer: Computer) -> None:
    agency.dana.act(
        lambda seat: people.end_access(
            seat, person_id=computer.person_id, reason="Has moved away", passphrase=PASSPHRASES["Dana"]
        )
    )


def person(computer: Computer, other: Computer) -> Person:
    found = computer.ask(lambda seat: seat.picture.find(Person, other.person_id))
    assert found is not None
    return found
