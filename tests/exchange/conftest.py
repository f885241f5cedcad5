"""A hub of this run's own, patient with a machine that has much else to do."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from peertrain.exchange import hub_connection
from peertrain.exchange.hub_setup import make_hub
from tests.exchange.computers import Agency
from tests.exchange.hubs import AtHub, Crew
from tests.exchange.postgres import Server


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    """Wait longer for a hub than the program does: a test that fails should say more than that others were at work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hub_connection, "_CONNECT_SECONDS", 60)
        patch.setattr(hub_connection, "_SILENT_SECONDS", 60)
        yield


@pytest.fixture(scope="session")
def hosted() -> Iterator[tuple[Server, list[str]]]:
    """Return a server on which an administrator who is no superuser, as with hosted servers, has made the first hub.

    That comes before everything else there: the roles of hubs belong to whoever makes the first one.
    """
    server = Server()
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("CREATE ROLE hosted LOGIN CREATEROLE PASSWORD 'hosted'")
        connection.execute("CREATE DATABASE hub OWNER hosted")
    yield server, make_hub(server.url("hub", user="hosted", password="hosted"), certificate=None)
    server.stop()


@pytest.fixture(scope="session")
def postgres(hosted: tuple[Server, list[str]]) -> Server:
    """Return a PostgreSQL server of this run's own."""
    return hosted[0]


@pytest.fixture(scope="session")
def set_up_by_hosted(hosted: tuple[Server, list[str]]) -> list[str]:
    """Return what was said when an administrator who is no superuser made a hub."""
    return hosted[1]


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


@pytest.fixture
def own_hub(postgres: Server) -> str:
    """Return the administrator's address of a hub that no copy of the agency has come to yet."""
    url = postgres.make_database(f"hub-{uuid4()}")
    make_hub(url, certificate=None)
    return url


@pytest.fixture
def at_hub(agency: Agency, own_hub: str) -> Iterator[AtHub]:
    at_hub = AtHub(agency, own_hub)
    yield at_hub
    at_hub.members.close()
