"""The programmes that we ship can be finished, and each single thing that is missing keeps the certificate away."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from peertrain.courseware.programme_files import load_programme
from peertrain.domain.exams import ExamResult
from peertrain.domain.hours import MeetingMode, Setting
from peertrain.domain.learning import Delivery, Done, ItemKind
from peertrain.domain.people import Attestation, Enrolment
from peertrain.domain.programmes import Programme
from peertrain.domain.standing import Facts, standing
from tests.domain.facts import TODAY, at, days_ago, facts, hours, meeting, rating, training

PROGRAMMES = Path(__file__).parents[2] / "curricula" / "programmes"


def attested(programme: Programme) -> tuple[Attestation, ...]:
    return tuple(
        Attestation(f"tess/{one.kind}", "tess", one.kind, one.wording, "cora", one.by, TODAY, f"e-{one.kind}")
        for one in programme.attestations
    )


@pytest.fixture(scope="module")
def foundations() -> Programme:
    return load_programme(PROGRAMMES / "peertrain-foundations.yaml")


@pytest.fixture(scope="module")
def finished(foundations: Programme) -> Facts:
    """A trainee who has just enough of everything."""
    served = [hours(f"h{one.name}", days_ago(20), 120, setting=one) for one in Setting]
    served += [hours(f"h{number}", days_ago(number), 240) for number in range(1, 9)]
    return facts(
        enrolment=Enrolment(foundations.id, foundations.version, days_ago(90)),
        training=(training("m", 16 * 60), training("l", 4 * 60, Delivery.LIVE_ONLINE)),
        hours=tuple(served),
        meetings=(
            meeting("m1", days_ago(20), 180),
            meeting("m2", days_ago(10), 60, MeetingMode.LIVE_OBSERVATION),
            meeting("m3", days_ago(9), 120, MeetingMode.GROUP),
        ),
        ratings=tuple(rating(f"r{one.id}", one.id, one.level) for one in foundations.competencies),
        attestations=attested(foundations),
        done=tuple(
            Done(f"d-{one.module_id}", "tess", one.course_id, "1", one.module_id, ItemKind.CHECK,
                 f"{one.module_id}.check", at(TODAY), 90, f"e-{one.module_id}")
            for one in foundations.checks
        ),
    )  # fmt: skip


def test_the_foundations_are_finished_with_just_enough_of_everything(foundations: Programme, finished: Facts) -> None:
    found = standing(foundations, finished, TODAY)
    assert found.missing == ()
    assert found.ready
    assert set(found.evidence) >= {
        one.entry_id for kind in (finished.hours, finished.meetings, finished.ratings) for one in kind
    }


@pytest.mark.parametrize("kind", ["training", "hours", "meetings", "ratings", "attestations", "done"])
def test_each_single_entry_is_needed(foundations: Programme, finished: Facts, kind: str) -> None:
    known = getattr(finished, kind)
    for number in range(len(known)):
        less = replace(finished, **{kind: known[:number] + known[number + 1 :]})
        assert not standing(foundations, less, TODAY).ready, known[number]


def test_texas_is_finished_inside_its_window_with_weekly_supervision() -> None:
    texas = load_programme(PROGRAMMES / "texas-mhps.yaml")
    approved = date(2026, 1, 5)
    weeks = [approved + timedelta(weeks=number) for number in range(25)]
    known = facts(
        enrolment=Enrolment(texas.id, texas.version, date(2025, 12, 1), approved),
        training=(training("core", 1170, Delivery.IN_PERSON), training("mhps", 2400, Delivery.LIVE_ONLINE)),
        hours=tuple(hours(f"h{day}", day, 600) for day in weeks),
        meetings=tuple(meeting(f"m{day}", day, 60) for day in weeks),
        attestations=attested(texas),
        exams=tuple(
            ExamResult(one.id, "tess", one.id, TODAY, None, True, 1, "cora", f"e-{one.id}") for one in texas.exams
        ),
    )
    assert standing(texas, known, TODAY).missing == ()
    unapproved = replace(known, enrolment=replace(known.enrolment, approved_on=None))
    assert [one.id for one in standing(texas, unapproved, TODAY).missing] == ["experience"]
    alone = replace(known, training=(*known.training[:1], training("mhps", 2400)))
    assert not standing(texas, alone, TODAY).find("training").met
    gap = replace(known, meetings=known.meetings[1:])
    assert [one.id for one in standing(texas, gap, TODAY).missing] == ["supervision.frequency"]
