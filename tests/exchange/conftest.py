"""A hub of this run's own."""

from collections.abc import Iterator

import psycopg
import pytest

from peertrain.exchange.hub_setup import make_hub
from tests.exchange.hubs import Crew
from tests.exchange.postgres import Server


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
