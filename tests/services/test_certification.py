"""Who is ready and why, the dry run, and the issue and reissue of certificates that prove themselves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from peertrain.documents.credential import read_credential
from peertrain.documents.verification import Outcome
from peertrain.domain.certification import Certificate, CertificateState, state_of
from peertrain.domain.errors import Refused
from peertrain.domain.hours import Hours, HoursReopened
from peertrain.domain.people import Key, PersonCorrected, Role, RoleEnded, RoleGiven
from peertrain.record.entries import is_signed_by
from peertrain.services import certificates, certification, trust
from peertrain.services.certification import Paper, Replacement, Stage
from peertrain.storage.lists.certification import applied_entries
from tests.certifying import TITLE, TUESDAY, issue, office_with_ready, shown, small_programme
from tests.going import put_on_programme
from tests.office import PASSPHRASES, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return an office in which Marcus is ready for his certificate."""
    made = office_with_ready(tmp_path, "Marcus")
    yield made
    made.workplace.lock()


@pytest.fixture
def office_of_two(tmp_path: Path) -> Iterator[Office]:
    """Return an office in which Marcus and Aisha are ready for their certificates."""
    made = office_with_ready(tmp_path, "Marcus", "Aisha")
    yield made
    made.workplace.lock()


def verdict(office: Office, content: bytes) -> trust.Verdict:
    return office.ask("Dana", lambda seat: trust.check_file(seat, content=content))


def pdf_of(office: Office, id: str) -> bytes:
    return office.ask("Dana", lambda seat: certificates.document(seat, certificate_id=id))


def found(office: Office, id: str) -> Certificate:
    return office.ask("Dana", lambda seat: certificates.find(seat, certificate_id=id))


def rename(office: Office, name: str, legal_name: str) -> None:
    office.say("Dana", PersonCorrected(office.ids[name], legal_name, name, "", "Married"))


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


def revoke(office: Office, id: str, reason: str = "Issued in error") -> None:
    office.do(
        "Dana",
        lambda seat: certificates.revoke(seat, certificate_id=id, reason=reason, passphrase=PASSPHRASES["Dana"]),
    )


def count(office: Office) -> int:
    return len(office.ask("Dana", certificates.issued))


# Candidates and the dry run


def test_those_who_are_ready_come_first(office: Office) -> None:
    office.say("Dana", *enrolment(office, "Aisha"))
    people = office.ask("Dana", certification.candidates)
    assert [(one.name, one.stage) for one in people] == [("Marcus", Stage.READY), ("Aisha", Stage.NOT_YET)]
    assert office.ask("Dana", certification.count_ready) == 1
    assert office.ask("Renee", certification.count_ready) == 0


def enrolment(office: Office, *names: str):  # type: ignore[no-untyped-def]
    from peertrain.domain.programmes import TraineeEnrolled

    return [TraineeEnrolled(office.ids[name], "harbor-basics", "1.0", TUESDAY) for name in names]


def test_only_a_coordinator_sees_candidates_and_issues(office: Office) -> None:
    for ask in (certification.candidates, certificates.issued):
        with pytest.raises(Refused, match="Only a coordinator"):
            office.ask("Renee", ask)
    with pytest.raises(Refused, match="Only a coordinator"):
        shown(office, "Marcus", by="Renee")


def test_the_dry_run_says_who_and_what_and_why_not(office: Office) -> None:
    office.say("Dana", *enrolment(office, "Aisha"))
    marcus, aisha = shown(office, "Marcus", "Aisha")
    facts = marcus.facts
    assert facts is not None
    assert (facts.legal_name, facts.programme_title) == ("Marcus Bell", "Foundations of Peer Support")
    assert (facts.issued_on, facts.expires_on) == (TUESDAY, date(2028, 9, 15))
    assert [(one.label, one.minutes) for one in facts.training] == [("Advocacy", 60), ("Ethical responsibility", 60)]
    assert (facts.live_minutes, facts.experience_minutes, facts.supervision_minutes) == (120, 120, 60)
    assert facts.assessed == "Assessed by a supervisor’s rating of 1 competency."
    assert facts.signatory_name == "Dana Whitfield"
    assert aisha.facts is None
    assert "Aisha still lacks: Training hours, Experience hours" in aisha.problem
    assert count(office) == 0


def test_somebody_who_holds_a_certificate_is_not_proposed_again(office: Office) -> None:
    issue(office, "Marcus")
    [again] = shown(office, "Marcus")
    assert "already holds certificate 2026-00001-" in again.problem


def test_after_a_revocation_somebody_is_ready_only_with_the_past_in_sight(office: Office) -> None:
    [id] = issue(office, "Marcus")
    revoke(office, id, "Boundaries were broken")
    [marcus] = office.ask("Dana", certification.candidates)
    assert marcus.stage is Stage.HELD_BEFORE
    assert marcus.last is not None
    assert marcus.last.revoked_reason == "Boundaries were broken"
    assert office.ask("Dana", certification.count_ready) == 0


def test_a_name_that_cannot_be_printed_is_found_before_the_issue(office: Office) -> None:
    rename(office, "Marcus", "نورا الحسن")
    [marcus] = shown(office, "Marcus")
    assert marcus.facts is None
    assert "legal name has letters that cannot be printed" in marcus.problem


def test_a_signatory_needs_a_title(office: Office) -> None:
    keys = [(office.ids["Marcus"], "harbor-basics@1.0")]
    [marcus] = office.ask("Dana", lambda seat: certification.propose(seat, keys=keys, signatory_title="  "))
    assert "lacks the signatory's title" in marcus.problem


def test_nobody_issues_to_themselves(office: Office) -> None:
    office.say("Dana", RoleGiven(office.ids["Marcus"], Role.COORDINATOR))
    [marcus] = shown(office, "Marcus", by="Marcus")
    assert "Nobody can issue a certificate to themselves" in marcus.problem


def test_a_coordinator_without_the_issuing_key_is_told_how_to_get_it(office: Office) -> None:
    office.say("Dana", RoleGiven(office.ids["Luis"], Role.COORDINATOR))
    proposals = shown(office, "Marcus")
    office.enter("Luis")
    with pytest.raises(Refused, match="issuing key"):
        office.workplace.write(
            lambda seat: certification.issue(
                replace(seat, issuer_key=None),
                proposals=proposals,
                paper=Paper.A4,
                signatory_title=TITLE,
                passphrase=PASSPHRASES["Luis"],
            )
        )
    assert count(office) == 0


# Issue


def test_what_was_shown_is_what_is_issued(office_of_two: Office) -> None:
    office = office_of_two
    proposals = shown(office, "Marcus", "Aisha")
    done = office.do(
        "Dana",
        lambda seat: certification.issue(
            seat, proposals=proposals, paper=Paper.A4, signatory_title=TITLE, passphrase=PASSPHRASES["Dana"]
        ),
    )
    assert done.said == "2 certificates issued."
    for id, proposal in zip(done.value or (), proposals, strict=True):
        says = office.ask("Dana", lambda seat, id=id: certificates.credential_facts(seat, certificate_id=id))  # type: ignore[misc]
        assert proposal.facts == replace(says, certificate_id="", checkpoint=proposal.facts.checkpoint)  # type: ignore[union-attr]
        assert says.checkpoint.size > 0
        certificate = found(office, id)
        assert certificate.number == proposal.facts.number  # type: ignore[union-attr]
        assert state_of(certificate, TUESDAY) is CertificateState.VALID
    assert office.ask("Dana", certification.last_title) == TITLE
    assert office.ask("Dana", certification.last_paper) is Paper.A4


def test_the_document_proves_itself_and_so_does_its_evidence(office: Office) -> None:
    [id] = issue(office, "Marcus")
    judged = verdict(office, pdf_of(office, id))
    assert judged.outcome is Outcome.VALID
    assert judged.facts is not None

    def every_entry_is_signed(seat) -> bool:  # type: ignore[no-untyped-def]
        entries = applied_entries(seat.connection, judged.facts.evidence)
        keys = {one.key_id: seat.picture.find(Key, one.key_id) for one in entries.values()}
        assert set(keys) == set(judged.facts.record_keys)
        return len(entries) == len(judged.facts.evidence) > 4 and all(
            is_signed_by(one, bytes.fromhex(keys[one.key_id].signing_public)) for one in entries.values()
        )

    assert office.ask("Dana", every_entry_is_signed)


def test_when_something_changed_since_it_was_shown_nothing_is_issued(office_of_two: Office) -> None:
    office = office_of_two
    proposals = shown(office, "Aisha", "Marcus")
    rename(office, "Marcus", "Marcus Bell-Ortega")
    with pytest.raises(Refused, match="Marcus has changed since it was shown"):
        issue_these(office, proposals)
    assert count(office) == 0


def test_when_evidence_was_made_void_since_nothing_is_issued(office: Office) -> None:
    proposals = shown(office, "Marcus")

    def hours_of_marcus(seat):  # type: ignore[no-untyped-def]
        [case] = [one.case for one in certification.candidates(seat)]
        return case.facts.hours[0]

    hours: Hours = office.ask("Dana", hours_of_marcus)
    office.say("Renee", HoursReopened(hours.id, hours.version, "It was another day."))
    with pytest.raises(Refused, match="Marcus still lacks: Experience hours"):
        issue_these(office, proposals)
    assert count(office) == 0


def issue_these(office: Office, proposals, **changes):  # type: ignore[no-untyped-def]
    said = {
        "paper": Paper.LETTER,
        "signatory_title": TITLE,
        "passphrase": PASSPHRASES["Dana"],
        **changes,
    }
    return office.do("Dana", lambda seat: certification.issue(seat, proposals=proposals, **said))


def test_somebody_who_left_since_is_not_issued_to(office: Office) -> None:
    proposals = shown(office, "Marcus")
    office.say("Dana", RoleEnded(office.ids["Marcus"], Role.TRAINEE, "Moved away"))
    with pytest.raises(Refused, match="no longer a trainee"):
        issue_these(office, proposals)


def test_a_dry_run_of_yesterday_is_not_issued_today(office: Office) -> None:
    proposals = shown(office, "Marcus")
    office.clock.to(TUESDAY + timedelta(days=1))
    with pytest.raises(Refused, match="has changed since"):
        issue_these(office, proposals)


def test_a_wrong_passphrase_issues_nothing(office: Office) -> None:
    proposals = shown(office, "Marcus")
    with pytest.raises(Refused):
        issue_these(office, proposals, passphrase="something else entirely")
    assert count(office) == 0


def test_a_proposal_cannot_be_issued_twice(office: Office) -> None:
    proposals = shown(office, "Marcus")
    issue_these(office, proposals)
    with pytest.raises(Refused, match="already holds"):
        issue_these(office, proposals)
    assert count(office) == 1


def test_the_work_says_how_far_it_is_and_can_be_stopped_with_nothing_kept(office_of_two: Office) -> None:
    office = office_of_two
    proposals = shown(office, "Marcus", "Aisha")
    heard: list[tuple[float, str]] = []

    class Stopped(Exception):
        pass

    def report(fraction: float, sentence: str) -> None:
        heard.append((fraction, sentence))
        if len(heard) == 2:
            raise Stopped

    with pytest.raises(Stopped):
        issue_these(office, proposals, report=report)
    assert heard == [(0.0, "Certificate of Marcus Bell"), (0.5, "Certificate of Aisha Rahman")]
    assert count(office) == 0


def test_the_preview_looks_like_the_page_and_proves_nothing(office: Office) -> None:
    [marcus] = shown(office, "Marcus")
    assert marcus.facts is not None
    preview = certification.draw_preview(marcus.facts, paper=Paper.A4, logo=marcus.logo)
    assert verdict(office, preview).outcome is Outcome.NOT_OURS


# What comes after


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
