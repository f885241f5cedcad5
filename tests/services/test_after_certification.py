"""What comes after a certificate: a reissue, a revocation, who may see it, and its end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from peertrain.documents.credential import read_credential
from peertrain.documents.verification import Outcome
from peertrain.domain.certification import CertificateState, state_of
from peertrain.domain.errors import Refused
from peertrain.services import backups, certificates, certification
from peertrain.services.certification import Paper, Replacement
from tests.certifying import (
    TITLE,
    TUESDAY,
    count,
    found,
    issue,
    office_with_ready,
    pdf_of,
    rename,
    revoke,
    small_programme,
    verdict,
)
from tests.going import put_on_programme
from tests.office import PASSPHRASES, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return an office in which Marcus is ready for his certificate."""
    made = office_with_ready(tmp_path, "Marcus")
    yield made
    made.workplace.lock()


def reissued(office: Office, id: str, title: str = TITLE) -> str:
    replacement = shown_again(office, id, title)
    done = office.do(
        "Dana",
        lambda seat: certification.reissue(seat, shown=replacement, paper=Paper.A4, passphrase=PASSPHRASES["Dana"]),
    )
    return str(done.value)


def shown_again(office: Office, id: str, title: str = TITLE) -> Replacement:
    return office.ask(
        "Dana", lambda seat: certification.propose_reissue(seat, certificate_id=id, signatory_title=title)
    )


def test_a_reissue_keeps_number_and_dates_and_the_old_copy_says_that_it_was_replaced(office: Office) -> None:
    [id] = issue(office, "Marcus")
    old_pdf, old = pdf_of(office, id), found(office, id)
    office.clock.to(TUESDAY + timedelta(days=40))
    rename(office, "Marcus", "Marcus Bell-Ortega")
    new_id = reissued(office, id, "Programme Lead")
    new = found(office, new_id)
    assert (new.number, new.issued_on, new.expires_on) == (old.number, old.issued_on, old.expires_on)
    assert new.legal_name == "Marcus Bell-Ortega"
    assert state_of(found(office, id), TUESDAY) is CertificateState.REPLACED
    judged = verdict(office, pdf_of(office, new_id))
    assert judged.outcome is Outcome.VALID
    assert judged.facts is not None
    assert judged.facts.signatory_title == "Programme Lead"
    assert any("newer copy" in note for note in verdict(office, old_pdf).notes)
    with pytest.raises(Refused, match="still stands"):
        shown_again(office, id)


def test_what_changed_since_a_reissue_was_shown_is_not_issued(office: Office) -> None:
    [id] = issue(office, "Marcus")
    replacement = shown_again(office, id)
    rename(office, "Marcus", "Marcus Bell-Ortega")
    with pytest.raises(Refused, match="has changed since it was shown"):
        office.do(
            "Dana",
            lambda seat: certification.reissue(seat, shown=replacement, paper=Paper.A4, passphrase=PASSPHRASES["Dana"]),
        )
    assert count(office) == 1


def test_a_revoked_certificate_says_so_with_the_reason(office: Office) -> None:
    [id] = issue(office, "Marcus")
    pdf = pdf_of(office, id)
    revoke(office, id, "Issued in error")
    judged = verdict(office, pdf)
    assert judged.outcome is Outcome.REVOKED
    assert "Issued in error" in judged.sentence
    with pytest.raises(Refused, match="still stands"):
        shown_again(office, id)


def test_a_revocation_covers_every_older_copy(office: Office) -> None:
    [id] = issue(office, "Marcus")
    old_pdf = pdf_of(office, id)
    rename(office, "Marcus", "Marcus Bell-Ortega")
    new_id = reissued(office, id)
    with pytest.raises(Refused, match="Revoke the newest copy"):
        revoke(office, id)
    revoke(office, new_id)
    assert verdict(office, old_pdf).outcome is Outcome.REVOKED


def test_a_revocation_needs_a_reason_a_passphrase_and_a_coordinator(office: Office) -> None:
    [id] = issue(office, "Marcus")
    with pytest.raises(Refused, match="Say why"):
        revoke(office, id, "  ")
    with pytest.raises(Refused):
        office.do("Dana", lambda seat: certificates.revoke(seat, certificate_id=id, reason="x", passphrase="no"))
    with pytest.raises(Refused, match="Only a coordinator"):
        office.do(
            "Marcus",
            lambda seat: certificates.revoke(seat, certificate_id=id, reason="x", passphrase=PASSPHRASES["Marcus"]),
        )
    assert found(office, id).revoked_at is None


def test_what_is_changed_later_leaves_issued_documents_as_they_were(office: Office) -> None:
    [id] = issue(office, "Marcus")
    before = pdf_of(office, id)
    rename(office, "Marcus", "Marcus Bell-Ortega")
    put_on_programme(office, "Aisha", programme=replace(small_programme(), version="2.0", title="Another name"))
    assert pdf_of(office, id) == before
    assert verdict(office, before).outcome is Outcome.VALID
    assert (
        read_credential(before[before.index(b'{"payload"') : before.rindex(b'"}') + 2])[0].legal_name == "Marcus Bell"
    )


def test_a_certificate_is_for_its_holder_and_the_coordinators(office: Office) -> None:
    [id] = issue(office, "Marcus")
    assert [one.id for one in office.ask("Marcus", certificates.mine)] == [id]
    assert office.ask("Aisha", certificates.mine) == ()
    assert office.ask("Marcus", lambda seat: certificates.document(seat, certificate_id=id)).startswith(b"%PDF")
    assert any(
        line.value == "Marcus Bell" for line in office.ask("Marcus", lambda s: certificates.says(s, certificate_id=id))
    )
    with pytest.raises(Refused, match="no such certificate"):
        office.ask("Aisha", lambda seat: certificates.document(seat, certificate_id=id))


def test_the_days_before_the_end_are_told(office: Office) -> None:
    [id] = issue(office, "Marcus")
    certificate = found(office, id)
    assert state_of(certificate, date(2028, 6, 16)) is CertificateState.VALID
    assert state_of(certificate, date(2028, 6, 17)) is CertificateState.EXPIRES_SOON
    assert state_of(certificate, date(2028, 9, 15)) is CertificateState.EXPIRES_SOON
    assert state_of(certificate, date(2028, 9, 16)) is CertificateState.EXPIRED


def test_before_a_restore_it_is_said_which_certificates_would_leave_the_record(office: Office) -> None:
    before = office.enter("Dana").back_up("before")
    issue(office, "Marcus")
    words = office.ask("Dana", lambda seat: backups.what_leaves(seat, backup=before))
    assert "With them goes 1 issued certificate" in words
    newest = office.enter("Dana").back_up("after")
    assert "0 entries" in office.ask("Dana", lambda seat: backups.what_leaves(seat, backup=newest))
