"""Verifying a certificate: dropped, chosen or typed from paper, and answered in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from peertrain.documents.codes import make_code
from peertrain.services import certificates, organisation, trust
from peertrain.ui.everyone.verdict import DropZone
from peertrain.ui.everyone.verify import VerifyPage
from peertrain.ui.kit.incoming import FileDrops
from peertrain.ui.kit.theme import Scheme, Theme
from tests.certifying import TUESDAY, issue, office_with_ready
from tests.office import PASSPHRASES, Office
from tests.ui.kit.look import clipped, markup_readers, nameless
from tests.ui.stage import Stage, stage_for


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = office_with_ready(tmp_path, "Marcus")
    yield made
    made.workplace.lock()


def certificate(office: Office, file: Path) -> tuple[str, bytes]:
    """Issue a certificate to Marcus and put it into a file."""
    [id] = issue(office, "Marcus")
    pdf = office.ask("Dana", lambda seat: certificates.document(seat, certificate_id=id))
    file.write_bytes(pdf)
    return id, pdf


def drop(stage: Stage, file: Path) -> None:
    zone = stage.window.page().findChild(DropZone)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    where, buttons, keys = QPointF(20, 20), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(where, Qt.DropAction.CopyAction, data, buttons, keys)
    assert zone.findChild(FileDrops).eventFilter(zone, entering)
    assert entering.isAccepted()
    zone.findChild(FileDrops).eventFilter(zone, QDropEvent(where, Qt.DropAction.CopyAction, data, buttons, keys))
    stage.settle()


def test_a_file_that_is_dropped_is_judged_with_every_fact(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    certificate(office, tmp_path / "marcus.pdf")
    with stage_for(qtbot, office, "Renee", VerifyPage) as stage:
        assert "The answer comes here" in stage.words()
        drop(stage, tmp_path / "marcus.pdf")
        words = stage.words()
        assert "Valid\n" in words
        assert "nothing in it was altered" in words
        assert "Marcus Bell" in words
        assert "15 September 2028" in words


def test_every_answer_has_its_word(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    id, pdf = certificate(office, tmp_path / "marcus.pdf")
    (tmp_path / "altered.pdf").write_bytes(pdf.replace(b"/Title", b"/Titel"))
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7 hello")
    with stage_for(qtbot, office, "Renee", VerifyPage) as stage:
        for file, word in (("altered.pdf", "Altered\n"), ("letter.pdf", "Not ours\n")):
            drop(stage, tmp_path / file)
            assert word in stage.words()
    office.do(
        "Dana",
        lambda seat: certificates.revoke(
            seat, certificate_id=id, reason="Issued in error", passphrase=PASSPHRASES["Dana"]
        ),
    )
    with stage_for(qtbot, office, "Renee", VerifyPage) as stage:
        drop(stage, tmp_path / "marcus.pdf")
        assert "Revoked\n" in stage.words()
        assert "Reason: Issued in error" in stage.words()
    office.clock.to(TUESDAY.replace(year=2028, month=9, day=17))
    issue_other = tmp_path / "gone.pdf"
    with stage_for(qtbot, office, "Renee", VerifyPage) as stage:
        drop(stage, issue_other)
        assert "gone.pdf is not a file" in stage.notice()


def test_the_code_from_paper_is_checked_with_the_name(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    id, _pdf = certificate(office, tmp_path / "marcus.pdf")
    code = office.ask(
        "Dana",
        lambda seat: make_code(certificates.credential_facts(seat, certificate_id=id), seat.issuer_key),  # type: ignore[arg-type]
    )
    with stage_for(qtbot, office, "Marcus", VerifyPage) as stage:
        page = stage.window.page()
        page.findChildren(QPlainTextEdit)[0].setPlainText(code)
        name = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Name on the paper")
        name.setText("Marcus Bell")
        stage.press("Check the code")
        assert "Valid\n" in stage.words()
        assert "it is the name on this certificate" in stage.words()
        name.setText("Somebody Else")
        stage.press("Check the code")
        assert "not issued in the name Somebody Else" in stage.words()


def test_a_certificate_of_another_organisation_is_checked_with_its_card(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    other = office_with_ready(tmp_path / "other", "Marcus", "Aisha")
    certificate(other, tmp_path / "theirs.pdf")
    card = tmp_path / f"theirs{trust.CARD_SUFFIX}"
    card.write_bytes(other.ask("Dana", trust.organisation_card))
    other.workplace.lock()
    with stage_for(qtbot, office, "Renee", VerifyPage) as stage:
        drop(stage, tmp_path / "theirs.pdf")
        assert "Not ours\n" in stage.words()
        stage.page(VerifyPage).use_card(card)
        stage.settle()
        assert "Checking with the card of Harbor Recovery Alliance." in stage.words()
        drop(stage, tmp_path / "theirs.pdf")
        assert "Valid\n" in stage.words()
        stage.press("Check with our own record again")
        drop(stage, tmp_path / "theirs.pdf")
        assert "Not ours\n" in stage.words()


@pytest.mark.parametrize("size", [100, 200])
def test_nothing_is_clipped_or_nameless(qtbot: QtBot, office: Office, theme: Theme, tmp_path: Path, size: int) -> None:
    certificate(office, tmp_path / "marcus.pdf")
    theme.wear(scheme=Scheme.LIGHT, text_size=size)
    with stage_for(qtbot, office, "Renee", VerifyPage) as stage:
        drop(stage, tmp_path / "marcus.pdf")
        page = stage.window.page()
        assert clipped(page) == []
        assert nameless(page) == []
        assert markup_readers(page) == []


def test_a_card_with_another_key_than_before_is_used_once_its_fingerprint_was_compared(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    other = office_with_ready(tmp_path / "other", "Marcus", "Aisha")
    (tmp_path / "old.peertrain-organisation").write_bytes(other.ask("Dana", trust.organisation_card))
    [id] = issue(other, "Marcus")
    (tmp_path / "theirs.pdf").write_bytes(
        other.ask("Dana", lambda seat: certificates.document(seat, certificate_id=id))
    )
    organisation.replace_issuing_key(other.enter("Dana"), reason="Stolen", passphrase=PASSPHRASES["Dana"])
    (tmp_path / "new.peertrain-organisation").write_bytes(other.ask("Dana", trust.organisation_card))
    fingerprint = other.ask("Dana", trust.own_fingerprint)
    other.workplace.lock()
    office.clock.to(TUESDAY)
    with stage_for(qtbot, office, "Renee", VerifyPage) as stage:

        def use(file: str) -> None:
            stage.page(VerifyPage).use_card(tmp_path / file)
            stage.settle()

        use("old.peertrain-organisation")
        assert "Checking with the card of Harbor Recovery Alliance." in stage.words()
        use("new.peertrain-organisation")
        assert "another issuing key than the one that you used before" in stage.words()
        assert fingerprint in stage.words()
        assert not nameless(stage.window.page())
        drop(stage, tmp_path / "theirs.pdf")
        assert "Not ours\n" in stage.words(), "the card is not used yet"
        stage.press("The fingerprint is right")
        drop(stage, tmp_path / "theirs.pdf")
        assert "Valid\n" in stage.words()
        assert "an issuing key that Harbor Recovery Alliance replaced on" in stage.words()
        use("old.peertrain-organisation")
        assert "in whose place you have used another one since" in stage.words()
        drop(stage, tmp_path / "theirs.pdf")
        assert "Not ours\n" in stage.words(), "the former card is not used"
        stage.press("Do not use this card")
        use("new.peertrain-organisation")
        assert "Checking with the card of Harbor Recovery Alliance." in stage.words()
