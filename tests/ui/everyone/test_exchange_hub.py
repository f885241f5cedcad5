"""A coordinator's connections to the hub, on the page “Send and receive”, with a real server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from peertrain.domain.people import Role
from peertrain.exchange.hub_setup import first_login, make_hub
from peertrain.services import carrying, people
from peertrain.ui.coordinator.enrol import ELSEWHERE, EnrolPage
from peertrain.ui.everyone.exchange import ExchangePage
from peertrain.ui.kit.forms import Form
from tests.exchange.computers import Agency, Computer
from tests.exchange.postgres import Server
from tests.exchange.rounds import look
from tests.office import PASSPHRASES
from tests.ui.everyone.exchange_stage import AsOffice
from tests.ui.kit.look import clipped, nameless
from tests.ui.signing import answer
from tests.ui.stage import Stage, stage_for

MAKE = "Make a connection"


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def agency_at_hub(agency: Agency, postgres: Server) -> Agency:
    """The agency, of which the coordinator is at a hub."""
    url = postgres.make_database(f"hub-{uuid4()}")
    make_hub(url, certificate=None)
    carrying.use_hub(agency.dana.workplace, connection=first_login(url, certificate=None).text)
    return agency


@contextmanager
def at(qtbot: QtBot, computer: Computer) -> Iterator[Stage]:
    with stage_for(qtbot, AsOffice(computer), computer.name, ExchangePage) as stage:
        yield stage


def make_connection(stage: Stage, person_id: str) -> None:
    """Choose for whom, and wait for the hub."""
    page = stage.page(ExchangePage)
    [form] = [one for one in page.findChildren(Form) if one.submit_button and one.submit_button.text() == MAKE]
    form.fill({"person_id": person_id})
    stage.press(MAKE)
    stage.until(lambda: not page.background.is_travelling())
    stage.settle()


def test_a_connection_is_made_copied_and_brings_somebody_in(qtbot: QtBot, agency_at_hub: Agency) -> None:
    dana, marcus = agency_at_hub.dana, agency_at_hub.marcus
    with at(qtbot, dana) as stage:
        make_connection(stage, marcus.person_id)
        assert "It is kept nowhere" in stage.words()
        stage.press("Copy the connection")
        line = QGuiApplication.clipboard().text()
        assert not nameless(stage.page(ExchangePage))
        assert not clipped(stage.page(ExchangePage))
        stage.press("Done")
        assert MAKE in stage.buttons()
    carrying.use_hub(marcus.workplace, connection=line)
    assert look(marcus).trouble == ""


def test_a_connection_is_saved_as_a_file(qtbot: QtBot, agency_at_hub: Agency, tmp_path: Path) -> None:
    with at(qtbot, agency_at_hub.dana) as stage:
        make_connection(stage, agency_at_hub.renee.person_id)
        stage.press("Save it as a file…")
        [dialog] = [one for one in stage.window.findChildren(QFileDialog) if one.isVisible()]
        dialog.fileSelected.emit(str(tmp_path / "Renee-hub.txt"))
        dialog.close()
        stage.settle()
    assert (tmp_path / "Renee-hub.txt").read_text().startswith("peertrain-hub:")


def test_a_connection_for_one_of_two_people_of_one_name_says_for_which(qtbot: QtBot, agency_at_hub: Agency) -> None:
    agency_at_hub.dana.do(
        lambda seat: people.enrol(
            seat, legal_name="Marcus Cole", preferred_name="Marcus", roles=[Role.TRAINEE], elsewhere=True
        )
    )
    with at(qtbot, agency_at_hub.dana) as stage:
        make_connection(stage, agency_at_hub.marcus.person_id)
        assert "Whoever has it can come to the hub as Marcus (Marcus Bell)" in stage.words()
        stage.press("Save it as a file…")
        [dialog] = [one for one in stage.window.findChildren(QFileDialog) if one.isVisible()]
        assert Path(dialog.selectedFiles()[0]).name == "MarcusMarcusBell-hub.txt"
        dialog.close()


def test_whoever_is_enrolled_at_a_hub_joins_with_the_invitation_and_is_there(
    qtbot: QtBot, agency_at_hub: Agency, tmp_path: Path
) -> None:
    file = tmp_path / "aisha.peertrain-invitation"
    with stage_for(qtbot, AsOffice(agency_at_hub.dana), "Dana", EnrolPage) as stage:  # type: ignore[arg-type]
        enrolling = stage.page(EnrolPage)._form
        assert enrolling is not None
        enrolling.fill({"legal_name": "Aisha Rahman", "roles": [Role.SUPERVISOR], "computer": ELSEWHERE})
        stage.press("Enrol")
        answer(stage, "Enrol and invite", PASSPHRASES["Dana"])
        labels = stage.window.page().findChildren(QLabel)
        [words] = [one.text() for one in labels if one.property("kind") == "figure"]
        stage.press("Save the invitation…")
        [dialog] = [one for one in stage.window.findChildren(QFileDialog) if one.isVisible()]
        dialog.fileSelected.emit(str(file))
        dialog.close()
        stage.settle()
    aisha = Computer(tmp_path / "Aisha", "Aisha", agency_at_hub.clock)
    aisha.workplace.join(file.read_bytes(), words=words)
    aisha.workplace.choose_passphrase(PASSPHRASES["Aisha"])
    assert look(aisha).trouble == ""
    with at(qtbot, aisha) as stage:
        assert "It happens by itself" in stage.words()
        assert "127.0.0.1" in stage.words()
    aisha.workplace.lock()


def test_nobody_but_a_coordinator_at_a_hub_is_asked_for_whom(qtbot: QtBot, agency: Agency) -> None:
    for computer in (agency.dana, agency.marcus):
        with at(qtbot, computer) as stage:
            assert "Connections to the hub" not in stage.words()
