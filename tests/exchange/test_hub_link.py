"""A computer whose network is cut in the middle of a round at the hub, as when a cable is pulled out, and mended again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest

from peertrain.domain.hours import HoursState
from peertrain.exchange import hub_connection
from peertrain.services import carrying
from tests.exchange.computers import Agency, approve, log
from tests.exchange.hubs import AtHub
from tests.exchange.namespace import Namespace, why_not
from tests.exchange.postgres import Server
from tests.exchange.proxy import Proxy
from tests.exchange.rounds import look
from tests.exchange.test_hub import _certificate
from tests.exchange.test_hub_computers import state_of

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())


@dataclass
class Link:
    """The way from a network of its own to the hub, which speaks TLS there."""

    namespace: Namespace
    gate: Proxy
    authority: str


@pytest.fixture
def link(postgres: Server, tmp_path: Path) -> Iterator[Link]:
    namespace = Namespace()
    _certificate(tmp_path, "hub", ip=namespace.host)
    certificate = tmp_path / "hub.pem"
    gate = Proxy(postgres.port, certificate=certificate, key=tmp_path / "hub.key", host=namespace.host)
    yield Link(namespace, gate, certificate.read_text())
    gate.close()
    namespace.close()


@pytest.fixture
def behind(agency: Agency, at_hub: AtHub, link: Link) -> Link:
    """Return the link from behind which Marcus exchanges with the others at the hub."""
    at_hub.use()
    there = {"host": link.namespace.host, "port": link.gate.port, "authority": link.authority}
    line = replace(at_hub.address(agency.marcus), **there).text
    link.namespace.run(lambda: carrying.use_hub(agency.marcus.workplace, connection=line))
    settled(agency, link)
    return link


def settled(agency: Agency, link: Link) -> None:
    """Let everybody look, Marcus from behind the link, until nobody has anything to give or to take."""
    quiet = False
    while not quiet:
        came = [link.namespace.run(lambda: look(agency.marcus)), look(agency.dana), look(agency.renee)]
        quiet = not any(one.given or one.taken or one.trouble for one in came)


def let_both_have_news(agency: Agency) -> tuple[str, str]:
    """Let Renee approve hours of Marcus, and him log new ones: both have something for the other."""
    approved = log(agency.marcus, agency.renee)
    agency.marcus.send(agency.renee)
    approve(agency.renee, approved)
    look(agency.renee)
    return approved, log(agency.marcus, agency.renee)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_what_is_under_way_when_the_link_is_cut_comes_once_and_whole_after_it_is_mended(
    agency: Agency, behind: Link, own_hub: str, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_both_have_news(agency)
    before = behind.gate.passed
    assert behind.namespace.run(lambda: look(agency.marcus)).trouble == ""
    usual = behind.gate.passed - before
    settled(agency, behind)
    approved, logged = let_both_have_news(agency)
    behind.gate.at(behind.gate.passed + int(share * usual), behind.namespace.cut)
    with monkeypatch.context() as impatient:
        impatient.setattr(hub_connection, "_SILENT_SECONDS", 1.0)
        impatient.setattr(hub_connection, "_CONNECT_SECONDS", 2)
        came = behind.namespace.run(lambda: look(agency.marcus))
    assert "cannot be reached" in came.trouble
    assert "Your work is kept here" in came.advice
    behind.namespace.mend()
    settled(agency, behind)
    for computer in agency.computers:
        assert [state_of(computer, one) for one in (approved, logged)] == [HoursState.APPROVED, HoursState.SUBMITTED]
    with psycopg.connect(own_hub) as administrator:
        twice = "SELECT writer, recipient, key, number FROM peertrain.packets GROUP BY 1, 2, 3, 4 HAVING count(*) > 1"
        assert administrator.execute(twice).fetchall() == []
