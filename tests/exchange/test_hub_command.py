"""The commands with which an IT person sets a hub up and a coordinator hands out connections."""

import io
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from peertrain.cli import main
from peertrain.exchange import hub_setup
from peertrain.services import carrying
from tests.exchange.computers import Agency
from tests.exchange.postgres import Server
from tests.exchange.rounds import look
from tests.office import PASSPHRASES


@pytest.fixture
def url(postgres: Server) -> str:
    return postgres.make_database(f"hub-{uuid4()}")


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def test_from_an_empty_database_to_a_persons_connection(
    agency: Agency, url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("hub", "init", url) == 0
    assert "The schema of the hub was made" in capsys.readouterr().out
    assert run("hub", "init", url) == 0
    assert "all packets are as they were" in capsys.readouterr().out
    assert run("hub", "organisation", url) == 0
    carrying.use_hub(agency.dana.workplace, connection=capsys.readouterr().out)
    agency.dana.workplace.lock()

    def as_dana(*arguments: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO(PASSPHRASES["Dana"] + "\n"))
        assert run("hub", "member", "--data", agency.dana.folder, "--name", "Dana", *arguments) == 0
        return capsys.readouterr().out

    carrying.use_hub(agency.marcus.workplace, connection=as_dana("Marcus"))
    assert look(agency.marcus).trouble == ""
    assert as_dana("marcus", "--end") == "1 login of Marcus has ended.\n"
    assert "does not let this computer in" in look(agency.marcus).trouble


def test_a_name_that_nobody_has_is_refused(
    agency: Agency, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    agency.dana.workplace.lock()
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSPHRASES["Dana"] + "\n"))
    assert run("hub", "member", "Zed", "--data", agency.dana.folder, "--name", "Dana") == 2
    assert "Nobody here is called Zed." in capsys.readouterr().err


def test_a_server_that_is_too_old_is_refused(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_setup, "OLDEST", 99)
    assert run("hub", "init", url) == 2
    assert "the hub needs 99 or newer" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ["not an address", "postgresql://nobody:word@127.0.0.1:1/hub"])
def test_an_address_that_leads_nowhere_says_so(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("hub", "init", wrong) == 2
    assert "The server cannot be reached" in capsys.readouterr().err
