"""A coordinator certifies: chooses, looks, signs, hands out; later reissues, revokes and publishes the card."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from peertrain.documents.verification import Outcome
from peertrain.domain.certification import CertificateState
from peertrain.domain.changes import Done
from peertrain.domain.people import PersonCorrected
from peertrain.domain.programmes import TraineeEnrolled
from peertrain.services import certificates, certification, trust
from peertrain.services.certification import Paper
from peertrain.ui.coordinator.certificates import CertificatesPage
from peertrain.ui.coordinator.certify import CertifyPage
from peertrain.ui.coordinator.evidence import EvidencePage
from peertrain.ui.coordinator.handout import HandoutPage
from peertrain.ui.coordinator.proposal import ProposalPage
from peertrain.ui.coordinator.reissue import ReissuePage
from peertrain.ui.everyone.transcript import TranscriptPage
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.list_and_details import OF_USE, ListAndDetails
from peertrain.ui.kit.theme import Scheme, Theme, px
from peertrain.workplace.seat import Seat
from tests.certifying import TITLE, TUESDAY, issue, office_with_ready
from tests.certifying import shown as proposed
from tests.office import PASSPHRASES, Office
from tests.ui.choosing import print_into, save_offered_card
from tests.ui.kit.look import clipped, in_the_end, markup_readers, nameless
from tests.ui.stage import Stage, stage_for


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return an office in which Marcus is ready for his certificate and Aisha is not."""
    made = office_with_ready(tmp_path, "Marcus")
    made.say("Dana", TraineeEnrolled(made.ids["Aisha"], "harbor-basics", "1.0", TUESDAY))
    yield made
    made.workplace.lock()


def dialog(stage: Stage) -> QDialog:
    stage.settle()
    return next(one for one in stage.window.findChildren(QDialog) if one.isVisible())


def submit(stage: Stage, shown: QDialog, passphrase: str, yes: str) -> None:
    next(edit for edit in shown.findChildren(QLineEdit) if edit.accessibleName() == "Your passphrase").setText(
        passphrase
    )
    next(one for one in shown.findChildren(QPushButton) if one.text() == yes).click()
    stage.settle()


def write_title(stage: Stage) -> None:
    page = stage.window.page()
    edit = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Your title")
    edit.setText(TITLE)
    edit.textEdited.emit(TITLE)
    stage.until(lambda: not any(timer.isActive() for timer in page.findChildren(QTimer)))
    stage.settle()


def outcome(office: Office, pdf: bytes) -> Outcome:
    return office.ask("Dana", lambda seat: trust.check_file(seat, content=pdf)).outcome


def test_from_choosing_to_handing_out(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", CertifyPage) as stage:
        assert "Marcus Bell" in [one.text() for one in stage.window.page().findChildren(QCheckBox)]
        stage.press("Look at 1 certificate")
        page = stage.page(ProposalPage)
        assert "Write your title above" in stage.words()
        assert not page._issue_button.isEnabled()
        write_title(stage)
        assert page._table.model.rowCount() == 1
        assert page._issue_button.text() == "Issue 1 certificate…"
        stage.until(lambda: "Marcus Bell" in page._view.frame.accessibleDescription())
        [proposal] = page._proposals
        stage.press("Issue 1 certificate…")
        shown = dialog(stage)
        words = "\n".join(one.text() for one in shown.findChildren(QLabel))
        assert f"Marcus Bell, number {proposal.facts.number}, Foundations of Peer Support" in words  # type: ignore[union-attr]
        submit(stage, shown, "not this one at all", "Sign and issue")
        assert shown.isEnabled()
        submit(stage, shown, PASSPHRASES["Dana"], "Sign and issue")
        stage.page(HandoutPage)
        assert stage.notice() == "1 certificate issued."
        assert "1 certificate is issued and on record." in stage.words()
    [one] = office.ask("Dana", certificates.issued)
    assert one.number == proposal.facts.number  # type: ignore[union-attr]
    pdf = office.ask("Marcus", lambda seat: certificates.document(seat, certificate_id=one.id))
    assert outcome(office, pdf) is Outcome.VALID


def test_who_is_not_ready_is_listed_with_what_is_missing_and_the_evidence_is_one_key_away(
    qtbot: QtBot, office: Office
) -> None:
    with stage_for(qtbot, office, "Dana", CertifyPage) as stage:
        page = stage.page(CertifyPage)
        assert page._table.model.row_at(0).name == "Aisha"
        page._table.view.selectRow(0)
        page._table.view.entered_row.emit()
        stage.settle()
        stage.page(EvidencePage)
        assert "0 of 5 requirements met." in stage.words()


def test_behind_each_requirement_stand_the_entries_with_their_days(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", CertifyPage) as stage:
        stage.press("Evidence of Marcus")
        stage.page(EvidencePage)
        for _turn in range(2):
            for one in stage.window.page().findChildren(Disclosure):
                one.open()
        stage.settle()
        assert "15 September: Two days at the harbour, 2 h" in stage.words()
        stage.press("Look at the transcript")
        stage.until(lambda: "Marcus Bell" in stage.page(TranscriptPage)._document.view.frame.accessibleDescription())


def test_when_nobody_is_chosen_nothing_can_be_looked_at(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", CertifyPage) as stage:
        [tick] = stage.window.page().findChildren(QCheckBox)
        tick.setChecked(False)
        assert not stage.page(CertifyPage)._go_on.isEnabled()


def test_what_cannot_be_issued_is_said_with_the_reason(qtbot: QtBot, office: Office) -> None:
    office.say("Dana", PersonCorrected(office.ids["Marcus"], "נועה לוי", "Marcus", "", "As on the passport"))
    with stage_for(qtbot, office, "Dana", CertifyPage) as stage:
        stage.press("Look at 1 certificate")
        write_title(stage)
        assert "letters that cannot be printed" in stage.words()
        assert not stage.page(ProposalPage)._issue_button.isEnabled()


def test_somebody_whose_certificate_was_revoked_is_not_chosen_by_itself(qtbot: QtBot, office: Office) -> None:
    [id] = issue(office, "Marcus")
    office.do(
        "Dana",
        lambda seat: certificates.revoke(
            seat, certificate_id=id, reason="Issued in error", passphrase=PASSPHRASES["Dana"]
        ),
    )
    with stage_for(qtbot, office, "Dana", CertifyPage) as stage:
        [tick] = stage.window.page().findChildren(QCheckBox)
        assert not tick.isChecked()
        assert "was revoked on 15 September 2026: Issued in error" in stage.words()


def test_somebody_who_was_chosen_certified_and_revoked_meanwhile_is_chosen_no_more(
    qtbot: QtBot, office: Office
) -> None:
    with stage_for(qtbot, office, "Dana", CertifyPage) as stage:
        [tick] = stage.page(CertifyPage).findChildren(QCheckBox)
        tick.setChecked(False)
        tick.setChecked(True)
        stage.go(CertificatesPage)
        proposals = proposed(office, "Marcus")

        def issue_it(seat: Seat) -> Done[tuple[str, ...]]:
            return certification.issue(
                seat, proposals=proposals, paper=Paper.LETTER, signatory_title=TITLE, passphrase=PASSPHRASES["Dana"]
            )

        def revoke_it(seat: Seat) -> Done[None]:
            [one] = certificates.issued(seat)
            return certificates.revoke(
                seat, certificate_id=one.id, reason="Issued in error", passphrase=PASSPHRASES["Dana"]
            )

        stage.background.do(stage.window, issue_it)
        stage.background.do(stage.window, revoke_it)
        page = stage.go(CertifyPage)
        [tick] = [one for one in page.findChildren(QCheckBox) if one.isVisible()]
        assert not tick.isChecked()
        assert not page._go_on.isEnabled()
        tick.setChecked(True)
        assert page._go_on.isEnabled(), "whoever has read why it ended may choose"


# Later


def test_a_certificate_is_revoked_with_a_reason_that_everybody_reads(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    [id] = issue(office, "Marcus")
    pdf = office.ask("Dana", lambda seat: certificates.document(seat, certificate_id=id))
    with stage_for(qtbot, office, "Dana", CertificatesPage) as stage:
        assert "Valid" in stage.words()
        [number] = [one.certificate.number for one in stage.page(CertificatesPage)._found]
        stage.press(f"Revoke certificate {number}")
        shown = dialog(stage)
        submit(stage, shown, PASSPHRASES["Dana"], "Revoke the certificate")
        assert "Please fill in “Reason that everybody will read”." in "".join(
            one.text() for one in shown.findChildren(QLabel)
        )
        shown.findChildren(QPlainTextEdit)[0].setPlainText("Issued in error")
        submit(stage, shown, PASSPHRASES["Dana"], "Revoke the certificate")
        assert stage.notice().startswith(f"Certificate {number} is revoked. People outside learn it from a new")
        save_offered_card(stage, tmp_path / f"harbor{trust.CARD_SUFFIX}")
        assert "Revoked on 15 September 2026: Issued in error" in stage.words()
        assert not any("Reissue" in name for name in stage.buttons())
    assert outcome(office, pdf) is Outcome.REVOKED


def test_a_certificate_that_is_printed_into_a_file_is_the_sealed_document_itself(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    [id] = issue(office, "Marcus")
    with stage_for(qtbot, office, "Dana", HandoutPage) as stage:
        stage.go(HandoutPage, ids=(id,))
        stage.press("Print…")
        print_into(stage.window, tmp_path / "marcus.pdf")
        stage.settle()
        assert stage.notice() == f"Saved as marcus.pdf in {tmp_path}."
    assert outcome(office, (tmp_path / "marcus.pdf").read_bytes()) is Outcome.VALID


def test_certificates_that_are_printed_into_one_file_are_said_to_be_pictures_and_can_be_saved_instead(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    [id] = issue(office, "Marcus")
    with stage_for(qtbot, office, "Dana", HandoutPage) as stage:
        stage.go(HandoutPage, ids=(id, id))
        stage.press("Print all 2…")
        print_into(stage.window, tmp_path / "both.pdf")
        stage.until(lambda: "hand out the document itself" in stage.notice())
        next(one for one in stage.window.notices.findChildren(QPushButton) if one.text() == "Save as PDF…").click()
        [saving] = [one for one in stage.window.findChildren(QFileDialog) if one.isVisible()]
        assert saving.fileMode() == QFileDialog.FileMode.Directory
        saving.close()
    assert outcome(office, (tmp_path / "both.pdf").read_bytes()) is not Outcome.VALID


def test_a_certificate_is_reissued_in_a_new_name(qtbot: QtBot, office: Office) -> None:
    [id] = issue(office, "Marcus")
    office.say("Dana", PersonCorrected(office.ids["Marcus"], "Marcus Bell-Ortega", "Marcus", "", "Married"))
    with stage_for(qtbot, office, "Dana", CertificatesPage) as stage:
        [number] = [one.certificate.number for one in stage.page(CertificatesPage)._found]
        stage.press(f"Reissue certificate {number}")
        page = stage.page(ReissuePage)
        assert "Marcus Bell-Ortega" in stage.words()
        stage.until(lambda: "Marcus Bell-Ortega" in page._view.frame.accessibleDescription())
        stage.press("Reissue…")
        submit(stage, dialog(stage), PASSPHRASES["Dana"], "Sign and reissue")
        stage.page(HandoutPage)
    new, old = sorted(office.ask("Dana", certificates.issued), key=lambda one: bool(one.replaced_by))
    assert (old.id, new.replaces, new.number) == (id, id, number)


def test_in_a_small_window_with_large_text_list_and_details_come_into_view_and_both_are_of_use(
    qtbot: QtBot, office: Office, theme: Theme
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=200)
    issue(office, "Marcus")
    with stage_for(qtbot, office, "Dana", CertificatesPage) as stage:
        stage.window.resize(800, 780)
        stage.window.activateWindow()
        stage.settle()
        page = stage.page(CertificatesPage)
        [both] = page.findChildren(ListAndDetails)
        assert both.orientation() == Qt.Orientation.Vertical
        assert both.widget(1).height() >= px(OF_USE) * 2 // 3  # type: ignore[union-attr]
        assert page._area is not None
        assert page._area.verticalScrollBar().value() == 0
        view = page._table.view
        view.setFocus()
        view.clearSelection()
        view.setCurrentIndex(QModelIndex())
        qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center()
        )
        stage.until(lambda: page._area is not None and page._area.verticalScrollBar().value() > 0)
        details = both.widget(1).visibleRegion().boundingRect()  # type: ignore[union-attr]
        assert view.visibleRegion().boundingRect().height() == view.height()
        assert details.height() >= px(OF_USE) // 3


def test_the_list_can_be_narrowed_to_how_certificates_stand(qtbot: QtBot, office: Office) -> None:
    issue(office, "Marcus")
    with stage_for(qtbot, office, "Dana", CertificatesPage) as stage:
        page = stage.page(CertificatesPage)
        assert page._table.model.rowCount() == 1
        page._state.choose(CertificateState.REVOKED)
        page._state.chosen.emit(CertificateState.REVOKED)
        stage.settle()
        assert page._table.model.rowCount() == 0
        assert not page._document.isVisible()
        assert "No certificates yet" not in stage.words()
        stage.press("Show everything")
        assert page._table.model.rowCount() == 1


def test_a_certificate_is_shown_by_its_number(qtbot: QtBot, tmp_path: Path) -> None:
    office = office_with_ready(tmp_path, "Marcus", "Aisha")
    issue(office, "Marcus", "Aisha")
    older = office.ask("Dana", certificates.issued)[-1]
    with stage_for(qtbot, office, "Dana", CertificatesPage) as stage:
        assert older.number not in stage.words()
        page = stage.go(CertificatesPage, number=older.number)
        assert page._at is not None
        assert page._at.certificate == older
        assert older.number in stage.words()
    office.workplace.lock()


def test_the_card_is_published_where_one_chooses(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    with stage_for(qtbot, office, "Dana", CertificatesPage) as stage:
        assert "No certificates yet" in stage.words()
        stage.press("Save the organisation card…")
        shown = next(one for one in stage.window.findChildren(QFileDialog) if one.isVisible())
        target = tmp_path / f"harbor{trust.CARD_SUFFIX}"
        shown.fileSelected.emit(str(target))
        shown.close()
        stage.until(target.exists)
        stage.settle()
        assert "Put it on your website" in stage.notice()
    assert trust.holder_of(target.read_bytes()).name == "Harbor Recovery Alliance"


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_nothing_is_clipped_or_nameless_at_any_text_size(
    qtbot: QtBot, office: Office, theme: Theme, scheme: Scheme
) -> None:
    [id] = issue(office, "Marcus")
    theme.wear(scheme=scheme, text_size=200 if scheme is Scheme.DARK else 100)
    with stage_for(qtbot, office, "Dana", CertifyPage) as stage:
        looks = [
            (CertifyPage, {}),
            (CertificatesPage, {}),
            (HandoutPage, {"ids": (id,)}),
            (ReissuePage, {"certificate_id": id}),
        ]
        for page, where in looks:
            shown = stage.go(page, **where)  # type: ignore[type-var]
            stage.settle()
            assert in_the_end(qtbot, partial(clipped, shown)) == []
            assert nameless(shown) == []
            assert markup_readers(shown) == []
