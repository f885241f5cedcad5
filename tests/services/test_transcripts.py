"""Transcripts: what they hold, and who may have them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from peertrain.domain.errors import Refused
from peertrain.services import transcripts
from peertrain.services.transcripts import Paper, Transcript
from tests.certifying import ETHICS, TUESDAY, issue, office_with_ready
from tests.going import log, meet
from tests.office import Office

LATER = date(2026, 9, 22)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return an office in which Marcus is ready for his certificate."""
    made = office_with_ready(tmp_path, "Marcus")
    yield made
    made.workplace.lock()


def transcript(office: Office, of: str, by: str) -> Transcript:
    return office.ask(
        by, lambda seat: transcripts.transcript_of(seat, trainee_id=office.ids[of], programme_id="harbor-basics")
    )


def test_everything_that_was_signed_is_in_it(office: Office) -> None:
    issue(office, "Marcus")
    log(office, "Marcus", LATER, 60)
    meet(office, "Marcus", on=LATER, signed=False)
    found = transcript(office, "Marcus", "Marcus")
    assert (found.legal_name, found.programme_title) == ("Marcus Bell", "Foundations of Peer Support")
    assert [(one.requirement, one.have, one.met) for one in found.standing][:2] == [
        ("Training hours", "2 h", True),
        ("Experience hours", "2 h", True),
    ]
    assert [(one.module, one.minutes, one.completed_on) for one in found.training] == [
        ("Two days at the harbour", 120, TUESDAY)
    ]
    approved, waiting = sorted(found.hours, key=lambda one: one.on)
    assert (approved.state, approved.counts, approved.decided_by) == ("approved", True, "Renée Okafor")
    assert (waiting.state, waiting.counts, waiting.decided_by) == ("waiting", False, "")
    assert [one.state for one in found.meetings] == ["signed by both", "not yet signed"]
    assert [(one.level, one.rated_by) for one in found.ratings] == [("Competent", "Renée Okafor")]
    assert found.ratings[0].competency.startswith("CC1.2 ")
    assert [(one.wording, one.by) for one in found.attestations] == [(ETHICS.wording, "Marcus Bell")]
    assert [one.state for one in found.certificates] == ["Valid"]


def test_everybody_who_may_see_it_sees_the_same(office: Office) -> None:
    own = transcript(office, "Marcus", "Marcus")
    assert transcript(office, "Marcus", "Renee") == own
    assert transcript(office, "Marcus", "Dana") == own
    for stranger in ("Luis", "Aisha"):
        with pytest.raises(Refused, match="not one of your trainees"):
            transcript(office, "Marcus", stranger)


def test_it_is_drawn_without_a_seat(office: Office) -> None:
    found = transcript(office, "Marcus", "Marcus")
    office.workplace.lock()
    assert transcripts.draw(found, paper=Paper.LETTER).startswith(b"%PDF")


def test_a_trainee_on_no_programme_has_none_yet(office: Office) -> None:
    assert office.ask("Aisha", lambda seat: transcripts.programmes_of(seat, trainee_id=office.ids["Aisha"])) == {}
    with pytest.raises(Refused, match="not enrolled on the programme"):
        transcript(office, "Aisha", "Aisha")
