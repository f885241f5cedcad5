"""With whom one exchanges: people of one name, whoever is invited, and what nobody knows to be sent."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from peertrain.domain.people import Role
from peertrain.services import invitations, people
from peertrain.ui.coordinator.home import CoordinatorHomePage
from peertrain.ui.everyone.exchange import ExchangePage
from tests.exchange.computers import Agency, Computer, log
from tests.office import PASSPHRASES, Office
from tests.ui.everyone.exchange_stage import at, foot, save_as
from tests.ui.stage import Stage, stage_for


def test_the_foot_of_the_rail_does_not_say_that_what_was_saved_is_sent(
    qtbot: QtBot, agency: Agency, tmp_path: Path
) -> None:
    log(agency.marcus, agency.renee)
    with at(qtbot, agency.marcus) as stage:
        for name in ("Renee", "Dana"):
            stage.press(f"Send to {name}…")
            save_as(stage, tmp_path / f"{name}.ptp")
        assert foot(stage) == "Everything is sent or saved as a file; not all of it is confirmed yet."
        shared = tmp_path / "shared"
        shared.mkdir()
        stage.page(ExchangePage).place.use_folder(shared)
        stage.until(lambda: not stage.background.is_travelling() and "Sent at" in stage.words())
        assert "Saved as a file" not in stage.words(), "it went through the folder, too"


@pytest.fixture
def namesake(agency: Agency) -> Iterator[Computer]:
    """Another Marcus, Marcus Cole, at a computer of his own, of whom Dana has heard."""
    enrolled = agency.dana.do(
        lambda seat: people.enrol(
            seat, legal_name="Marcus Cole", preferred_name="Marcus", roles=[Role.TRAINEE], elsewhere=True
        )
    )
    made = agency.join("Marcus", enrolled.person_id, agency.folder / "Marcus Cole")
    yield made
    made.workplace.lock()


def test_two_people_of_one_name_are_told_apart_wherever_packets_come_and_go(
    qtbot: QtBot, agency: Agency, namesake: Computer, tmp_path: Path
) -> None:
    file = tmp_path / "from-marcus.ptp"
    file.write_bytes(namesake.packet_to(agency.dana))
    with at(qtbot, agency.dana) as stage:
        stage.go(ExchangePage, file=file)
        stage.until(lambda: "A packet from Marcus (Marcus Cole)" in stage.words())
        stage.press("Take in")
        stage.until(lambda: "Taken in from Marcus (Marcus Cole)" in stage.words())
        sending_to = {one for one in stage.buttons() if one.startswith("Send to ")}
        assert sending_to == {"Send to Marcus (Marcus Bell)…", "Send to Marcus (Marcus Cole)…", "Send to Renee…"}
        stage.press("Send Marcus (Marcus Cole) the answer…")
        [dialog] = [one for one in stage.window.findChildren(QFileDialog) if one.isVisible()]
        assert Path(dialog.selectedFiles()[0]).name.startswith("Dana-to-MarcusMarcusCole-")
        dialog.close()
        assert "From Marcus (Marcus Cole)" in _opened(stage, "What came before")
        stage.go(CoordinatorHomePage)
        compared = {one for one in stage.buttons() if one.startswith("The words of Marcus") and " not " not in one}
        assert compared == {"The words of Marcus (Marcus Bell) match…", "The words of Marcus (Marcus Cole) match…"}
    with at(qtbot, agency.renee) as stage:
        assert "Send to Marcus…" in stage.buttons(), "Renee knows one Marcus only"


def test_the_files_of_invitations_for_two_people_of_one_name_have_different_names(
    agency: Agency, namesake: Computer
) -> None:
    sent = [
        agency.dana.do(
            lambda seat, one=one: invitations.invite(seat, person_id=one.person_id, passphrase=PASSPHRASES["Dana"])
        )
        for one in (agency.marcus, namesake)
    ]
    names = [one.file_name for one in sent]
    assert names == ["MarcusMarcusBell.peertrain-invitation", "MarcusMarcusCole.peertrain-invitation"]
    assert [one.page.file_name for one in sent] == names
    assert {one.page.invited_by for one in sent} == {"Dana"}


def _opened(stage: Stage, name: str) -> str:
    stage.press(f"Show details: {name}")
    return stage.words()


def test_whoever_is_invited_and_not_here_yet_is_named_with_what_they_have_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    enrolled = office.do(
        "Dana",
        lambda seat: people.enrol(
            seat, legal_name="Joy Núñez", preferred_name="Joy", roles=[Role.TRAINEE], elsewhere=True
        ),
    ).value
    assert enrolled is not None
    for _time in range(2):
        office.do(
            "Dana",
            lambda seat: invitations.invite(seat, person_id=enrolled.person_id, passphrase=PASSPHRASES["Dana"]),
        )
    with stage_for(qtbot, office, "Dana", ExchangePage) as stage:
        assert stage.words().count("Joy is invited to their own computer, until 21 September.") == 1
        assert "Joy installs PeerTrain there, opens the invitation with the five words" in stage.words()
        assert "Everybody works on this computer" not in stage.words()
        office.clock.to(office.clock.now.date() + timedelta(days=15))
        stage.window.page().go_stale()
        stage.settle()
        assert "The invitation of Joy was not used. It was good until 21 September." in stage.words()


def test_whoever_has_joined_is_not_said_to_be_invited(agency: Agency, tmp_path: Path) -> None:
    assert agency.dana.ask(invitations.invited) == ()
    agency.clock.now += timedelta(minutes=1)
    again = agency.dana.do(
        lambda seat: invitations.invite(seat, person_id=agency.marcus.person_id, passphrase=PASSPHRASES["Dana"])
    )
    [invited] = agency.dana.ask(invitations.invited)
    assert (invited.name, invited.until) == ("Marcus", again.page.expires_on)
    assert agency.marcus.ask(invitations.invited) == (), "that is for coordinators"
    second = agency.join("Marcus", agency.marcus.person_id, tmp_path / "second")
    second.send(agency.dana)
    second.workplace.lock()
    assert agency.dana.ask(invitations.invited) == (), "a later invitation was used; the former may be lost"
