"""A coordinator certifies, replaces the issuing key, and revokes; whoever checks the PDF reads the right thing each time."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLineEdit

from peertrain.documents.status import TrustAnchors, read_organisation_card
from peertrain.documents.verification import Outcome, verify
from peertrain.services import record
from tests.journeys.conftest import Begin
from tests.journeys.driver import Driver
from tests.office import Clock
from tests.sample_organisation import Sample

pytestmark = pytest.mark.timeout(400)  # somebody makes the sample first


@pytest.fixture
def driver(begin: Begin, sample: Sample) -> Driver:
    """The program at the sample organisation, on the day on which it was made."""
    return begin(sample.folder, Clock(sample.made_at))


def test_from_everything_together_to_a_certificate_that_outlasts_its_key_and_is_revoked(
    driver: Driver, sample: Sample, tmp_path: Path
) -> None:
    ruth = sample.passphrases["Ruth"]
    driver.sign_in("Ruth", ruth)
    driver.go("Certify")
    driver.sees("Ready to certify", "Αθηνά Παππά", "Ŵyn Pritchard")
    _leave_out(driver, "Athina")
    driver.press("Look at 1 certificate")
    _look_at_the_dry_run(driver)
    driver.press("Issue 1 certificate…")
    driver.sees("You issue 1 certificate:")
    driver.fill("Your passphrase", ruth)
    driver.press("Sign and issue")
    driver.sees("1 certificate is issued and on record.")

    file = tmp_path / "certificate.pdf"
    driver.press("Save as PDF…")
    _choose(driver, file)
    assert file.read_bytes().startswith(b"%PDF-")
    _verify(driver, file)
    driver.sees("Valid", "Ŵyn Pritchard")

    card = tmp_path / "harbor.peertrain-organisation"
    _replace_the_issuing_key(driver, ruth, card)
    _verify(driver, file)
    driver.sees("Valid", "Ŵyn Pritchard")
    assert "It is signed with an issuing key that Harbor Light Recovery Community replaced on" in driver.words()
    assert verify(file.read_bytes(), trusted=_believed(card), today=sample.made_at.date()).outcome is Outcome.VALID

    driver.go("Certificates")
    driver.sees("Ŵyn Pritchard Valid")
    driver.press("Revoke…")
    driver.fill("Reason that everybody will read", "Issued by mistake.")
    driver.fill("Your passphrase", ruth)
    driver.press("Revoke the certificate")
    _verify(driver, file)
    driver.sees("Revoked")
    assert "Issued by mistake." in driver.words()
    assert driver.workplace.read(record.verify).right


def _leave_out(driver: Driver, name: str) -> None:
    """Untick somebody who is ready."""
    ticks = driver.page().findChildren(QCheckBox)
    driver.click(next(one for one in ticks if one.accessibleName().startswith(f"Certify {name}:")))


def _look_at_the_dry_run(driver: Driver) -> None:
    driver.sees("What would be issued", "Preview, not issued yet")
    assert driver.field("Your title", QLineEdit).text() == "Program Coordinator"
    driver.press("Show details: Everything it says")
    driver.sees("Ŵyn Pritchard", "Foundations of Peer Support", "Ruth Abernathy, Program Coordinator")


def _replace_the_issuing_key(driver: Driver, passphrase: str, card: Path) -> None:
    """A laptop was stolen: the coordinator replaces the key, and saves the card that is to be given out anew."""
    driver.go("Organisation")
    driver.press("Replace the issuing key…")
    driver.sees("Certificates issued so far stay good")
    driver.fill("Reason", "A laptop was stolen.")
    driver.fill("Your passphrase", passphrase)
    driver.press("Replace the issuing key")
    driver.sees("The issuing key is replaced. People outside learn it from a new organisation card")
    driver.press("Save the organisation card…")
    _choose(driver, card)


def _believed(card: Path) -> TrustAnchors:
    return TrustAnchors((read_organisation_card(card.read_bytes()),))


def _verify(driver: Driver, file: Path) -> None:
    driver.go("Verify")
    driver.press("Choose a file…")
    _choose(driver, file)


def _choose(driver: Driver, file: Path) -> None:
    """Choose a file in the dialog that is open."""
    dialog = driver.root
    assert isinstance(dialog, QFileDialog)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(file))
    dialog.accept()
    QApplication.processEvents()
    driver.settle()
