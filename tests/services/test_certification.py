"""Who is ready and why, the dry run, and the issue of certificates that prove themselves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from peertrain.documents.verification import Outcome
from peertrain.domain.certification import CertificateState, state_of
from peertrain.domain.errors import Refused
from peertrain.domain.hours import Hours, HoursReopened
from peertrain.domain.people import Key, Role, RoleEnded, RoleGiven
from peertrain.record.entries import is_signed_by
from peertrain.services import certificates, certification
from peertrain.services.certification import Paper, Stage
from peertrain.storage.lists.certification import applied_entries
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
    shown,
    verdict,
)
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
                replace(seat, kept_issuer=None),
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
