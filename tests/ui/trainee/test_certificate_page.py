"""A trainee's own certificate and transcript."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from peertrain.domain.programmes import TraineeEnrolled
from peertrain.services import certificates
from peertrain.ui.everyone.transcript import TranscriptPage
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.trainee.certificate import CertificatePage
from tests.certifying import TUESDAY, issue, office_with_ready
from tests.office import PASSPHRASES, Office
from tests.ui.kit.look import clipped, in_the_end, nameless
from tests.ui.stage import stage_for


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = office_with_ready(tmp_path, "Marcus")
    yield made
    made.workplace.lock()


def test_before_there_is_one_the_page_says_what_is_missing(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Aisha", CertificatePage) as stage:
        assert "your coordinator puts you on a programme" in stage.words()
    office.say("Dana", TraineeEnrolled(office.ids["Aisha"], "harbor-basics", "1.0", TUESDAY))
    with stage_for(qtbot, office, "Aisha", CertificatePage) as stage:
        assert "Foundations of Peer Support: 0 of 5 requirements met." in stage.words()
        assert "See what is missing" in stage.buttons()
    with stage_for(qtbot, office, "Marcus", CertificatePage) as stage:
        assert "Everything is there. Your coordinator looks at it" in stage.words()


def test_the_certificate_is_shown_as_issued_and_saved_byte_for_byte(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    [id] = issue(office, "Marcus")
    pdf = office.ask("Marcus", lambda seat: certificates.document(seat, certificate_id=id))
    with stage_for(qtbot, office, "Marcus", CertificatePage) as stage:
        page = stage.page(CertificatePage)
        assert "It is good until 15 September 2028." in stage.words()
        stage.until(lambda: "This is to certify that Marcus Bell" in page._document.view.frame.accessibleDescription())
        for one in page.findChildren(Disclosure):
            one.open()
        assert "Dana Whitfield, Director of Training" in stage.words()
        assert "How an employer checks it" in stage.words()
        stage.press("Save as PDF…")
        shown = next(one for one in stage.window.findChildren(QFileDialog) if one.isVisible())
        shown.fileSelected.emit(str(tmp_path / "mine.pdf"))
        shown.close()
        stage.until(lambda: stage.notice().startswith("Saved as mine.pdf"))
    assert (tmp_path / "mine.pdf").read_bytes() == pdf


def test_a_revoked_certificate_tells_its_holder_the_reason(qtbot: QtBot, office: Office) -> None:
    [id] = issue(office, "Marcus")
    office.do(
        "Dana",
        lambda seat: certificates.revoke(seat, certificate_id=id, reason="Wrong name", passphrase=PASSPHRASES["Dana"]),
    )
    with stage_for(qtbot, office, "Marcus", CertificatePage) as stage:
        assert "Revoked" in stage.words()
        assert "The reason that everybody reads: Wrong name" in stage.words()


def test_the_transcript_is_one_button_away(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Marcus", CertificatePage) as stage:
        stage.press("Look at my transcript")
        page = stage.page(TranscriptPage)
        stage.until(lambda: "It is not a certificate" in page._document.view.frame.accessibleDescription())
        assert page.accessibleName() == "Transcript of Marcus Bell"
        stage.press("Back")
        stage.page(CertificatePage)


@pytest.mark.parametrize("size", [100, 200])
def test_nothing_is_clipped_or_nameless(qtbot: QtBot, office: Office, theme: Theme, size: int) -> None:
    issue(office, "Marcus")
    theme.wear(scheme=Scheme.DARK, text_size=size)
    with stage_for(qtbot, office, "Marcus", CertificatePage) as stage:
        for page in (CertificatePage, TranscriptPage):
            shown = stage.go(page, **({"trainee_id": office.ids["Marcus"]} if page is TranscriptPage else {}))  # type: ignore[type-var]
            stage.settle()
            assert in_the_end(qtbot, partial(clipped, shown)) == []
            assert nameless(shown) == []
