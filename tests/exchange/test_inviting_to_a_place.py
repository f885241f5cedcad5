"""What an invitation brings beside the record: a connection of one's own to the hub, or the name of the shared folder."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.hours import HoursState
from peertrain.domain.people import Role
from peertrain.errands.inviting import Sent, enrol_and_invite, invite
from peertrain.exchange.hub_address import read_address
from peertrain.exchange.invitations import InvitedTo, open_invitation, seal_invitation
from peertrain.services import carrying, hub, invitations, people
from tests.exchange.computers import Agency, Computer, approve, log
from tests.exchange.hubs import AtHub
from tests.exchange.postgres import Server
from tests.exchange.rounds import look, settle, start
from tests.exchange.test_hub_computers import state_of
from tests.office import LEGAL_NAMES, PASSPHRASES

DANAS = PASSPHRASES["Dana"]


def aisha(agency: Agency, passphrase: str = DANAS) -> Sent:
    """Enrol Aisha, who has a computer of her own, and make her invitation."""
    done = enrol_and_invite(
        agency.dana.workplace,
        enrol=lambda seat: people.enrol(
            seat, legal_name=LEGAL_NAMES["Aisha"], preferred_name="Aisha", roles=[Role.TRAINEE],
            supervisors=(agency.renee.person_id,), elsewhere=True,
        ),
        passphrase=passphrase,
    )  # fmt: skip
    assert done.value is not None
    return done.value


def joined(agency: Agency, sent: Sent, name: str = "Aisha", folder: str = "") -> Computer:
    computer = Computer(agency.folder / (folder or name), name, agency.clock, sent.person_id)
    computer.workplace.join(sent.content, words=sent.words)
    computer.workplace.choose_passphrase(PASSPHRASES[name])
    return computer


@pytest.fixture
def computers() -> Iterator[list[Computer]]:
    """Return a list for computers to be locked at the end."""
    made: list[Computer] = []
    yield made
    for one in made:
        one.workplace.lock()


def test_who_goes_by_a_name_that_no_paper_can_show_finds_the_legal_name_on_the_page(agency: Agency) -> None:
    enrolled = agency.dana.do(
        lambda seat: people.enrol(
            seat, legal_name="Mei Lin", preferred_name="美", roles=[Role.TRAINEE], elsewhere=True, passphrase=DANAS
        )
    )
    sent = agency.dana.do(lambda seat: invitations.invite(seat, person_id=enrolled.person_id, passphrase=DANAS))
    assert sent.page.name == "Mei Lin"
    assert sent.name == "美"


def living(agency: Agency, person_id: str) -> int:
    listed = hub.logins(agency.dana.workplace).value or ()
    return sum(one.until is None for one in listed if one.person_id == person_id)


def test_whoever_joins_with_an_invitation_from_a_hub_is_at_the_hub_and_is_asked_for_nothing(
    agency: Agency, at_hub: AtHub, computers: list[Computer]
) -> None:
    at_hub.use()
    new = joined(agency, aisha(agency))
    computers.append(new)
    place = new.ask(carrying.place)
    assert place is not None
    assert place.called == "127.0.0.1"
    assert look(new).trouble == ""
    settle(agency)
    hours_id = log(new, agency.renee)
    look(new)
    settle(agency)
    approve(agency.renee, hours_id)
    settle(agency)
    look(new)
    assert [state_of(one, hours_id) for one in (new, agency.dana)] == [HoursState.APPROVED] * 2


def test_the_connection_lies_sealed_from_the_invitation_on(
    agency: Agency, at_hub: AtHub, computers: list[Computer]
) -> None:
    at_hub.use()
    sent = aisha(agency)
    new = Computer(agency.folder / "Aisha", "Aisha", agency.clock, sent.person_id)
    computers.append(new)
    new.workplace.join(sent.content, words=sent.words)
    place = open_invitation(sent.content, words=sent.words).place
    assert place is not None
    password = read_address(place.where).password.encode()
    new.workplace.lock()
    files = [one.read_bytes() for one in new.folder.rglob("*") if one.is_file()]
    assert len(files) > 1
    assert not [one for one in [sent.content, *files] if password in one]
    new.workplace.sign_in("Aisha", sent.words)
    new.workplace.choose_passphrase(PASSPHRASES["Aisha"])
    assert not [purpose for purpose in new.workplace._inside().secrets if purpose.startswith("invitation")]
    assert look(new).trouble == ""


def test_with_a_lost_laptop_its_login_ends_and_the_new_invitation_brings_another_one(
    agency: Agency, at_hub: AtHub, computers: list[Computer]
) -> None:
    at_hub.use()
    person_id = agency.marcus.person_id
    sent = invite(agency.dana.workplace, person_id=person_id, passphrase=DANAS, lost="The laptop was stolen").value
    assert sent is not None
    assert living(agency, person_id) == 1
    assert "does not let this computer in" in look(agency.marcus).trouble
    new = joined(agency, sent, "Marcus", "Marcus anew")
    computers.append(new)
    assert look(new).trouble == ""


def test_where_the_invitation_would_be_refused_nothing_is_done_at_the_hub_and_nobody_enrolled(
    agency: Agency, at_hub: AtHub
) -> None:
    at_hub.use()
    before = len(agency.dana.ask(people.known_people))
    with pytest.raises(Refused):
        aisha(agency, passphrase="not hers at all, but long")
    assert len(agency.dana.ask(people.known_people)) == before
    with pytest.raises(Refused):
        invite(agency.dana.workplace, person_id=agency.marcus.person_id, passphrase="nor this one", lost="stolen")
    assert living(agency, agency.marcus.person_id) == 1


def test_where_the_hub_is_away_the_invitation_is_made_and_says_what_is_missing(
    agency: Agency, at_hub: AtHub, postgres: Server, computers: list[Computer]
) -> None:
    at_hub.use()
    at_hub.members.close()
    postgres.kill()
    try:
        done = invite(agency.dana.workplace, person_id=agency.marcus.person_id, passphrase=DANAS)
    finally:
        postgres.start()
    assert "It brings no connection to the hub: The hub at 127.0.0.1 cannot be reached" in done.said
    assert done.value is not None
    new = joined(agency, done.value, "Marcus", "Marcus at home")
    computers.append(new)
    assert new.ask(carrying.place) is None


def test_an_invitation_from_a_shared_folder_tells_its_name(
    agency: Agency, tmp_path: Path, computers: list[Computer]
) -> None:
    start(agency, tmp_path / "Harbor exchange")
    new = joined(agency, aisha(agency))
    computers.append(new)
    assert new.ask(carrying.folder_invited_to) == "Harbor exchange"
    assert new.ask(carrying.place) is None
    carrying.use_folder(new.workplace, folder=tmp_path / "Harbor exchange")
    assert look(new).trouble == ""


def test_without_a_place_an_invitation_tells_of_none(agency: Agency) -> None:
    sent = aisha(agency)
    assert open_invitation(sent.content, words=sent.words).place is None


@pytest.mark.parametrize(
    "place", [InvitedTo("hub", "peertrain-hub:broken"), InvitedTo("hub", ""), InvitedTo("pigeons", "loft")]
)
def test_a_connection_that_is_not_whole_is_refused_and_an_unknown_way_left_alone(
    agency: Agency, computers: list[Computer], place: InvitedTo
) -> None:
    sent = aisha(agency)
    opened = open_invitation(sent.content, words=sent.words)
    content = seal_invitation(replace(opened, place=place), words=sent.words)
    if place.kind == "hub":
        with pytest.raises(Refused, match="connection to a hub is not whole"):
            open_invitation(content, words=sent.words)
        return
    new = Computer(agency.folder / "Aisha", "Aisha", agency.clock, sent.person_id)
    computers.append(new)
    new.workplace.join(content, words=sent.words)
    new.workplace.choose_passphrase(PASSPHRASES["Aisha"])
    assert new.ask(carrying.place) is None
