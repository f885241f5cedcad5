"""The agency of three computers: made once, and copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from peertrain.exchange.hub_setup import make_hub
from tests.exchange.computers import Agency
from tests.exchange.hubs import Crew
from tests.exchange.postgres import Server


@pytest.fixture(scope="session")
def made_agency(tmp_path_factory: pytest.TempPathFactory) -> Agency:
    agency = Agency(tmp_path_factory.mktemp("agency"))
    agency.close()
    return agency


@pytest.fixture
def agency(made_agency: Agency, tmp_path: Path) -> Iterator[Agency]:
    """Return Dana's organisation: Renee supervises Marcus, and the three have exchanged their first packets."""
    copy = made_agency.copy_to(tmp_path)
    yield copy
    copy.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Return a PostgreSQL server of this run's own."""
    server = Server()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def set_up_by_hosted(postgres: Server) -> list[str]:
    """Make a hub as an administrator does who is no superuser, as with hosted servers; return what was said."""
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute("CREATE ROLE hosted LOGIN CREATEROLE PASSWORD 'hosted'")
        connection.execute("CREATE DATABASE hub OWNER hosted")
    return make_hub(postgres.url("hub", user="hosted", password="hosted"), certificate=None)


@pytest.fixture(scope="session")
def hub_url(postgres: Server, set_up_by_hosted: list[str]) -> str:
    """Return the administrator's address of a hub, of which a superuser has done the rest."""
    url = postgres.url("hub")
    make_hub(url, certificate=None)
    return url


@pytest.fixture
def crew(hub_url: str) -> Iterator[Crew]:
    """Return a new organisation at the hub."""
    crew = Crew(hub_url)
    yield crew
    crew.close()
