"""The hub as a carrier, against a real PostgreSQL server."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from peertrain.domain.errors import Refused, Trouble
from peertrain.exchange import hub_connection
from peertrain.exchange.carrier import Lying, Unfinished
from peertrain.exchange.hub import Hub, _is_label
from peertrain.exchange.hub_address import HubAddress, read_address
from peertrain.exchange.hub_members import HubMembers
from peertrain.exchange.hub_setup import first_login, make_hub
from tests.exchange.hubs import Crew, label, sealed
from tests.exchange.postgres import Server
from tests.exchange.proxy import Proxy

# Giving and taking


def test_what_one_puts_another_finds_in_order_and_gets_as_it_was(crew: Crew) -> None:
    marcus, renee = crew.hub("marcus"), crew.hub("renee")
    labels = [label("renee", number) for number in (1, 2, 3)]
    for one in labels:
        marcus.put(one, sealed())
    lying = renee.lying_for("renee")
    assert [one.label for one in lying] == labels
    assert renee.get(lying[0]) == sealed()
    assert crew.hub("dana").lying_for("dana") == []


def test_the_same_packet_once_more_changes_nothing_and_another_one_under_its_id_is_refused(crew: Crew) -> None:
    marcus, one = crew.hub("marcus"), label("renee")
    for _time in range(3):
        marcus.put(one, sealed())
    assert len(crew.hub("renee").lying_for("renee")) == 1
    with pytest.raises(Trouble, match="did not take"):
        marcus.put(one, sealed(2000))
    assert crew.hub("renee").get(crew.hub("renee").lying_for("renee")[0]) == sealed()


def test_the_writer_sees_which_numbers_lie_there(crew: Crew) -> None:
    marcus = crew.hub("marcus")
    for number in (1, 2, 5):
        marcus.put(label("renee", number), sealed())
    marcus.put(label("dana", 9), sealed())
    assert marcus.numbers("ab" * 16, "renee") == {1, 2, 5}
    assert marcus.numbers("cd" * 16, "renee") == frozenset()


def test_a_packet_that_is_not_there_is_not_finished(crew: Crew) -> None:
    with pytest.raises(Unfinished):
        crew.hub("renee").get(Lying(f"marcus/{'0' * 32}", label("renee")))


def test_only_what_is_sealed_and_bounded_is_taken(crew: Crew) -> None:
    marcus = crew.hub("marcus")
    for content in (b"", b"PeerTrain packet\nplain words", sealed()[:38]):
        with pytest.raises(Trouble, match="did not take"):
            marcus.put(label("renee"), content)
    with pytest.raises(Trouble, match="did not take"):
        marcus.put(label("renee"), sealed() + bytes(50 * 1024 * 1024))


# Whose login it is


def test_the_first_coordinator_makes_the_organisation_theirs_and_nobody_can_do_so_again(
    hub_url: str, crew: Crew
) -> None:
    crew.hub("dana").enter()
    late = Hub(first_login(hub_url, certificate=None), organisation_id=crew.organisation_id, person_id="eve")
    with pytest.raises(Trouble):
        late.enter()
    with pytest.raises(Trouble, match="not yours"):
        late.lying_for("dana")
    late.close()


def test_a_login_of_somebody_else_is_not_used(crew: Crew) -> None:
    wrong = Hub(crew.addresses["renee"], organisation_id=crew.organisation_id, person_id="marcus")
    with pytest.raises(Trouble, match="not yours"):
        wrong.put(label("dana"), sealed())


def test_a_person_may_have_two_computers_and_both_end_at_once(crew: Crew) -> None:
    members = HubMembers(crew.addresses["dana"])
    second = Hub(members.add("marcus", coordinator=False), organisation_id=crew.organisation_id, person_id="marcus")
    first = crew.hub("marcus")
    for hub in (first, second):
        hub.put(label("renee"), sealed())
    assert {one.person_id for one in members.logins() if one.until is None} == {"dana", "renee", "marcus"}
    assert members.end("marcus") == 2
    for hub in (first, second):
        with pytest.raises(Trouble, match="does not let this computer in"):
            hub.put(label("renee"), sealed())
        hub.close()
        with pytest.raises(Trouble, match="does not let this computer in"):
            hub.lying_for("marcus")
    assert len(crew.hub("renee").lying_for("renee")) == 2
    assert [one.until is None for one in members.logins() if one.person_id == "marcus"] == [False, False]
    members.close()


# The connection as a line of text


def test_a_connection_is_one_line_that_survives_a_letter_and_tells_its_password_to_nobody_by_accident() -> None:
    address = HubAddress("hub.example.org", 5432, "peertrain", "peertrain_1", "word", "-----BEGIN CERTIFICATE-----")
    assert read_address(f"  {address.text[:40]}\r\n {address.text[40:]}\n") == address
    assert "word" not in repr(address)


@pytest.mark.parametrize("text", ["", "hello", "peertrain-hub:", "peertrain-hub:e30=", "peertrain-hub:%%%"])
def test_what_is_no_connection_says_so(text: str) -> None:
    with pytest.raises(Refused, match="Copy the whole line"):
        read_address(text)


def test_a_hub_elsewhere_needs_a_certificate() -> None:
    with pytest.raises(Refused, match="names no certificate"):
        HubAddress("hub.example.org", 5432, "peertrain", "peertrain_1", "word")


# Trouble in words


def test_a_wrong_password_says_so(crew: Crew) -> None:
    wrong = replace(crew.addresses["marcus"], password="another")
    with pytest.raises(Trouble, match="does not let this computer in"):
        Hub(wrong, organisation_id=crew.organisation_id, person_id="marcus").lying_for("marcus")


def test_a_server_that_is_not_there_says_so_and_nothing_hangs(crew: Crew) -> None:
    proxy = Proxy(1)
    gone = replace(crew.addresses["marcus"], port=proxy.port)
    proxy.close()
    with pytest.raises(Trouble, match="cannot be reached") as caught:
        Hub(gone, organisation_id=crew.organisation_id, person_id="marcus").lying_for("marcus")
    assert "Your work is kept here" in caught.value.advice


def test_a_network_that_goes_silent_is_given_up(crew: Crew, postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_connection, "_SILENT_SECONDS", 1.5)
    proxy = Proxy(postgres.port)
    hub = Hub(
        replace(crew.addresses["marcus"], port=proxy.port), organisation_id=crew.organisation_id, person_id="marcus"
    )
    hub.put(label("renee"), sealed())
    proxy.silent = True
    with pytest.raises(Trouble, match="cannot be reached"):
        hub.put(label("renee"), sealed())
    proxy.silent = False
    hub.put(label("renee"), sealed())
    hub.close()
    proxy.close()


# Certificates


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("authority")
    _certificate(folder, "hub", ip="127.0.0.1")
    _certificate(folder, "elsewhere", ip="127.0.0.9")
    return folder


@pytest.fixture
def proxies(authority: Path, postgres: Server) -> Iterator[dict[str, Proxy]]:
    made = {
        name: Proxy(postgres.port, certificate=authority / f"{name}.pem", key=authority / f"{name}.key")
        for name in ("hub", "elsewhere")
    }
    yield made
    for one in made.values():
        one.close()


def test_a_hub_has_to_show_the_certificate_that_was_named_with_its_name(
    crew: Crew, proxies: dict[str, Proxy], authority: Path
) -> None:
    def hub(proxy: str, trusted: str) -> Hub:
        address = replace(
            crew.addresses["marcus"], port=proxies[proxy].port, authority=(authority / f"{trusted}.pem").read_text()
        )
        return Hub(address, organisation_id=crew.organisation_id, person_id="marcus")

    right = hub("hub", "hub")
    right.put(label("renee"), sealed())
    right.close()
    for proxy, trusted in (("hub", "elsewhere"), ("elsewhere", "elsewhere")):
        with pytest.raises(Trouble, match="does not show the certificate"):
            hub(proxy, trusted).lying_for("marcus")


def test_a_server_without_tls_is_refused_where_a_certificate_is_named(crew: Crew, authority: Path) -> None:
    address = replace(crew.addresses["marcus"], authority=(authority / "hub.pem").read_text())
    with pytest.raises(Trouble, match="does not show the certificate"):
        Hub(address, organisation_id=crew.organisation_id, person_id="marcus").lying_for("marcus")


def test_a_connection_with_tls_that_ends_in_the_middle_is_not_taken_for_a_wrong_certificate(
    crew: Crew, proxies: dict[str, Proxy], authority: Path
) -> None:
    trusted = (authority / "hub.pem").read_text()
    address = replace(crew.addresses["marcus"], port=proxies["hub"].port, authority=trusted)
    hub = Hub(address, organisation_id=crew.organisation_id, person_id="marcus")
    said = set()
    for byte in range(200, 1400, 150):
        proxies["hub"].cut_after = byte
        hub.close()
        try:
            hub.put(label("renee"), sealed(5000))
        except Trouble as trouble:
            said.add(str(trouble))
    hub.close()
    assert said == {"The hub at 127.0.0.1 cannot be reached at the moment."}


@pytest.mark.parametrize("content", ["", "no certificate", "many"])
def test_a_file_that_is_no_authoritys_certificate_is_refused(authority: Path, tmp_path: Path, content: str) -> None:
    file = tmp_path / "authority.pem"
    file.write_text((authority / "hub.pem").read_text() * 50 if content == "many" else content)
    with pytest.raises(Refused, match="not the certificate of one authority"):
        make_hub("postgresql://admin:word@hub.example.org/peertrain", certificate=file)
    with pytest.raises(Refused, match="cannot be read"):
        make_hub("postgresql://admin:word@hub.example.org/peertrain", certificate=tmp_path / "missing.pem")


def test_what_people_write_beside_a_certificate_does_not_travel(
    postgres: Server, hub_url: str, authority: Path, tmp_path: Path, proxies: dict[str, Proxy]
) -> None:
    file = tmp_path / "authority.pem"
    file.write_text("Größe: our own authority\n" + (authority / "hub.pem").read_text(), encoding="utf-8")
    through = hub_url.replace(str(postgres.port), str(proxies["hub"].port))
    address = first_login(through, certificate=file)
    assert address.authority == (authority / "hub.pem").read_text()
    hub = Hub(address, organisation_id="new", person_id="dana")
    hub.enter()
    assert hub.lying_for("dana") == []
    hub.close()


def _certificate(folder: Path, name: str, *, ip: str) -> None:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    named = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder(named, named, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(ip))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / f"{name}.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / f"{name}.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


# Setting up


def test_setting_up_again_keeps_every_packet(hub_url: str, crew: Crew) -> None:
    crew.hub("marcus").put(label("renee"), sealed())
    said = make_hub(hub_url, certificate=None)
    assert "The schema of the hub was brought up to date; all packets are as they were." in said
    assert len(crew.hub("renee").lying_for("renee")) == 1


def test_an_administrator_who_is_no_superuser_sets_up_all_but_what_only_a_superuser_can(
    set_up_by_hosted: list[str], hub_url: str
) -> None:
    large_objects = "Members can still fill the disk with large objects"
    assert any(one.startswith(large_objects) for one in set_up_by_hosted)
    assert not any(one.startswith(large_objects) for one in make_hub(hub_url, certificate=None))


def test_a_database_without_a_hub_says_what_to_do(postgres: Server) -> None:
    with pytest.raises(Refused, match="hub init"):
        first_login(postgres.make_database("empty"), certificate=None)


def test_an_administrator_elsewhere_has_to_name_a_certificate() -> None:
    with pytest.raises(Refused, match="--certificate"):
        make_hub("postgresql://admin:word@hub.example.org/peertrain", certificate=None)


# A server in other hands


@pytest.mark.parametrize(
    "row",
    [
        ("../../etc", "ab" * 16, 1, "cd" * 16), ("marcus", "AB" * 16, 1, "cd" * 16), ("marcus", "ab" * 16, 0, "cd" * 16),
        ("marcus", "ab" * 16, "1", "cd" * 16), ("marcus", "ab" * 16, True, "cd" * 16), (None, "ab" * 16, 1, "cd" * 16),
        ("marcus", "ab" * 16, 1, "cd" * 16 + "\n"), ("marcus", b"ab", 1, "cd" * 16),
    ],
)  # fmt: skip
def test_what_is_not_written_as_a_label_is_left_alone(row: tuple[object, ...]) -> None:
    assert not _is_label(row)
    assert _is_label(("marcus", "ab" * 16, 1, "cd" * 16))
