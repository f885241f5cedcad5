"""Whoever was shown a certificate checks it while nobody is in, with or without an organisation on the computer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtWidgets import QLabel, QScrollArea

from peertrain.documents.codes import make_code
from peertrain.documents.jws import public_hex
from peertrain.documents.status import StatusList, TrustedOrganisation, make_organisation_card
from peertrain.places import HOME
from peertrain.services import certificates, trust
from peertrain.ui.kit.theme import Scheme
from tests.certifying import TUESDAY, issue, office_with_ready, pdf_of
from tests.journeys.driver import Driver
from tests.office import PASSPHRASES, Office
from tests.ui.entrance.conftest import Start


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate of Marcus, its code, and the card of the organisation that issued it."""

    office: Office
    pdf: Path
    card: Path
    code: str
    fingerprint: str


@pytest.fixture
def issued(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Issued]:
    monkeypatch.setattr("peertrain.ui.entrance.checking._today", lambda: TUESDAY)
    folder = tmp_path_factory.mktemp("elsewhere")
    office = office_with_ready(folder, "Marcus")
    [id] = issue(office, "Marcus")
    pdf, card = folder / "marcus.pdf", folder / f"harbor{trust.CARD_SUFFIX}"
    pdf.write_bytes(pdf_of(office, id))
    card.write_bytes(office.ask("Dana", trust.organisation_card))
    code = office.ask(
        "Dana",
        lambda seat: make_code(certificates.credential_facts(seat, certificate_id=id), seat.issuer_key),  # type: ignore[arg-type]
    )
    fingerprint = office.ask("Dana", trust.own_fingerprint)
    office.workplace.lock()
    yield Issued(office, pdf, card, code, fingerprint)
    office.workplace.lock()


def give(driver: Driver, file: Path) -> None:
    driver.program.open_file(file)
    driver.settle()


def test_an_employer_without_an_organisation_checks_a_certificate_with_the_card(
    start: Start, issued: Issued, tmp_path: Path
) -> None:
    driver = start()
    driver.press("Check a certificate")
    driver.sees("The answer comes here")
    give(driver, issued.pdf)
    driver.sees("Cannot tell\n", "who made it cannot be told", issued.fingerprint)
    give(driver, issued.card)
    driver.sees("Valid\n", "marcus.pdf", "Marcus Bell", "15 September 2028")
    driver.sees("Checking with the card of Harbor Recovery Alliance.", "compare the fingerprint", issued.fingerprint)
    assert not (tmp_path / HOME).exists(), "no record is made for it"
    driver.press("Back")
    driver.found(organisation="Elsewhere", legal_name="Dana Ortiz", name="Dana", passphrase=PASSPHRASES["Dana"])
    assert "marcus.pdf" not in driver.words(), "it waits for nobody"


def test_a_certificate_given_to_the_first_page_is_checked_at_once(start: Start, issued: Issued, tmp_path: Path) -> None:
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(issued.pdf.read_bytes().replace(b"/Title", b"/Titel"))
    driver = start()
    give(driver, altered)
    driver.sees("Check a certificate", "altered.pdf", "Altered\n")
    give(driver, tmp_path / "gone.pdf")
    driver.sees("gone.pdf is not a file.")
    assert "Altered\n" not in driver.words()


def test_with_large_text_in_a_small_window_the_verdict_comes_into_sight(start: Start, issued: Issued) -> None:
    driver = start()
    driver.program.theme.wear(scheme=Scheme.LIGHT, text_size=200)
    driver.root.resize(760, 560)
    driver.press("Check a certificate")
    [area] = driver.root.findChildren(QScrollArea)
    for file, word in ((issued.pdf, "Cannot tell"), (issued.card, "Valid")):
        give(driver, file)
        [verdict] = [one for one in driver.root.findChildren(QLabel) if one.text() == word]
        driver.until(lambda it=verdict: _is_in_sight(it, area))


def _is_in_sight(label: QLabel, area: QScrollArea) -> bool:
    top = label.mapTo(area.viewport(), label.rect().topLeft()).y()
    return top >= 0 and top + label.height() <= area.viewport().height()


def test_a_card_alone_is_shown_with_its_fingerprint_and_what_is_none_is_refused(
    start: Start, issued: Issued, tmp_path: Path
) -> None:
    wrong = tmp_path / f"wrong{trust.CARD_SUFFIX}"
    wrong.write_bytes(b"{}")
    driver = start()
    give(driver, issued.card)
    driver.sees("Checking with the card of Harbor Recovery Alliance.", issued.fingerprint, "The answer comes here")
    give(driver, issued.pdf)
    driver.sees("Valid\n")
    give(driver, wrong)
    driver.sees("This is not a file of the expected kind.", "Cannot tell\n")


def test_the_code_on_paper_is_checked_there_too(start: Start, issued: Issued) -> None:
    driver = start()
    give(driver, issued.card)
    driver.fill("Code from the paper", issued.code)
    driver.fill("Name on the paper", "Marcus Bell")
    driver.press("Check the code")
    driver.sees("Valid\n", "it is the name on this certificate")
    driver.fill("Name on the paper", "Somebody Else")
    driver.press("Check the code")
    driver.sees("Altered\n", "not issued in the name Somebody Else")


def test_where_an_organisation_is_its_card_is_known_before_anybody_signs_in(
    start: Start, issued: Issued, organisation: Path
) -> None:
    own = next((issued.office.workplace.home).glob(f"*{trust.CARD_SUFFIX}"))
    (organisation / HOME / trust.CARD_FILE).write_bytes(own.read_bytes())
    driver = start()
    driver.press("Check a certificate")
    driver.sees("Sign in to check with the record of your organisation")
    give(driver, issued.pdf)
    driver.sees("Valid\n", "Harbor Recovery Alliance issued it")
    driver.press("Back")
    driver.sees("As your coordinator enrolled you.")


def test_a_card_in_the_name_of_the_organisation_here_with_another_key_is_not_used(
    start: Start, organisation: Path, tmp_path: Path
) -> None:
    [here] = trust.anchors_in(organisation / HOME).organisations
    stranger = Ed25519PrivateKey.generate()
    card = tmp_path / f"false{trust.CARD_SUFFIX}"
    whose = TrustedOrganisation(here.id, here.name, public_hex(stranger))
    card.write_bytes(
        make_organisation_card(whose, StatusList(here.id, 10**6, datetime(2026, 9, 1, tzinfo=UTC)), stranger)
    )
    driver = start()
    give(driver, card)
    driver.sees("has another issuing key than the one that is known on this computer")
    assert "Checking with the card" not in driver.words()
