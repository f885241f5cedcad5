"""Adopting and retiring programmes, enrolment on them, and recording examinations."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from peertrain.domain.errors import Held, Refused
from peertrain.domain.exams import RULES as EXAM_RULES
from peertrain.domain.exams import ExamRecorded, ExamResult
from peertrain.domain.people import Enrolment, Key, KeyUse, Person, Role, RoleTerm
from peertrain.domain.picture import PictureInMemory, Signed
from peertrain.domain.programmes import (
    RULES,
    AdoptedProgramme,
    ProgrammeAdopted,
    ProgrammeRetired,
    TraineeEnrolled,
)
from tests.domain.facts import programme

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def picture() -> PictureInMemory:
    picture = PictureInMemory()
    for name, role in {"cora": Role.COORDINATOR, "sam": Role.SUPERVISOR, "tess": Role.TRAINEE}.items():
        picture.put(Person(name, name.title(), name.title(), NOW, roles=(RoleTerm(role, NOW),)))
        picture.put(Key(f"k-{name}", name, KeyUse.PERSON, "", "", entry_id="e", since=NOW))
    return picture


def say(picture: PictureInMemory, name: str, said: object) -> None:
    ({**RULES, **EXAM_RULES})[type(said)](picture, said, Signed("e", f"k-{name}", name, NOW))  # type: ignore[index, operator]


def tess(picture: PictureInMemory) -> Person:
    person = picture.find(Person, "tess")
    assert person is not None
    return person


def test_an_adopted_programme_is_in_use_until_it_is_retired(picture: PictureInMemory) -> None:
    say(picture, "cora", ProgrammeAdopted(programme()))
    assert picture.find(AdoptedProgramme, "p@1") == AdoptedProgramme(programme(), NOW)
    say(picture, "cora", ProgrammeRetired("p", "1", "The board changed its rules."))
    adopted = picture.find(AdoptedProgramme, "p@1")
    assert adopted is not None
    assert not adopted.in_use


def test_a_version_never_changes_its_rules(picture: PictureInMemory) -> None:
    say(picture, "cora", ProgrammeAdopted(programme()))
    with pytest.raises(Refused, match="new version"):
        say(picture, "cora", ProgrammeAdopted(programme(title="Other")))
    with pytest.raises(Refused, match="already in use"):
        say(picture, "cora", ProgrammeAdopted(programme()))


def test_a_retired_programme_can_be_adopted_again_as_it_was(picture: PictureInMemory) -> None:
    say(picture, "cora", ProgrammeAdopted(programme()))
    say(picture, "cora", ProgrammeRetired("p", "1", "A mistake."))
    say(picture, "cora", ProgrammeAdopted(programme()))
    adopted = picture.find(AdoptedProgramme, "p@1")
    assert adopted is not None
    assert adopted.in_use


@pytest.mark.parametrize("name", ["sam", "tess"])
@pytest.mark.parametrize(
    "said",
    [
        ProgrammeAdopted(programme()),
        ProgrammeRetired("p", "1", "why"),
        TraineeEnrolled("tess", "p", "1", TODAY),
        ExamRecorded("x", "tess", "final", TODAY, 90, True, 1),
    ],
)
def test_only_a_coordinator_runs_programmes(picture: PictureInMemory, name: str, said: object) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        say(picture, name, said)


def test_retiring_needs_a_known_programme_in_use_and_a_reason(picture: PictureInMemory) -> None:
    with pytest.raises(Held):
        say(picture, "cora", ProgrammeRetired("p", "1", "why"))
    say(picture, "cora", ProgrammeAdopted(programme()))
    with pytest.raises(Refused, match="Say why"):
        say(picture, "cora", ProgrammeRetired("p", "1", " "))
    say(picture, "cora", ProgrammeRetired("p", "1", "why"))
    with pytest.raises(Refused, match="already retired"):
        say(picture, "cora", ProgrammeRetired("p", "1", "why"))


def test_enrolment_takes_a_place_and_approval_replaces_it(picture: PictureInMemory) -> None:
    say(picture, "cora", ProgrammeAdopted(programme()))
    say(picture, "cora", TraineeEnrolled("tess", "p", "1", TODAY))
    assert tess(picture).enrolments == (Enrolment("p", "1", TODAY),)
    say(picture, "cora", TraineeEnrolled("tess", "p", "1", TODAY, date(2026, 3, 20)))
    assert tess(picture).enrolments == (Enrolment("p", "1", TODAY, date(2026, 3, 20)),)
    with pytest.raises(Refused, match="already enrolled"):
        say(picture, "cora", TraineeEnrolled("tess", "p", "1", TODAY, date(2026, 3, 20)))


def test_rules_that_change_amid_a_cohort_leave_those_who_began_on_their_version(picture: PictureInMemory) -> None:
    say(picture, "cora", ProgrammeAdopted(programme()))
    say(picture, "cora", TraineeEnrolled("tess", "p", "1", TODAY))
    say(picture, "cora", ProgrammeAdopted(programme(version="2")))
    say(picture, "cora", ProgrammeRetired("p", "1", "New rules."))
    assert tess(picture).enrolments == (Enrolment("p", "1", TODAY),)
    say(picture, "cora", TraineeEnrolled("tess", "p", "1", TODAY, TODAY))
    assert tess(picture).enrolments[0].approved_on == TODAY
    with pytest.raises(Refused, match="Say why Tess moves"):
        say(picture, "cora", TraineeEnrolled("tess", "p", "2", TODAY, TODAY, " "))
    say(picture, "cora", TraineeEnrolled("tess", "p", "2", TODAY, TODAY, "The board changed its rules."))
    assert tess(picture).enrolments == (Enrolment("p", "2", TODAY, TODAY),)
    with pytest.raises(Refused, match="retired"):
        say(picture, "cora", TraineeEnrolled("tess", "p", "1", TODAY, TODAY, "Back again."))


def test_whoever_began_before_the_new_rules_moves_to_them_once_they_are_in_effect(picture: PictureInMemory) -> None:
    began = date(2025, 5, 1)
    say(picture, "cora", ProgrammeAdopted(programme()))
    say(picture, "cora", TraineeEnrolled("tess", "p", "1", began))
    for version, first in (("2", TODAY), ("3", date(2026, 3, 3))):
        say(picture, "cora", ProgrammeAdopted(programme(version=version, effective_from=first)))
    say(picture, "cora", TraineeEnrolled("tess", "p", "2", began, None, "New rules."))
    assert tess(picture).enrolments == (Enrolment("p", "2", began),)
    with pytest.raises(Refused, match="not in effect on 2 March 2026"):
        say(picture, "cora", TraineeEnrolled("tess", "p", "3", began, None, "Newer rules."))


def test_two_programmes_stand_side_by_side(picture: PictureInMemory) -> None:
    for id in ("p", "q"):
        say(picture, "cora", ProgrammeAdopted(programme(id=id)))
        say(picture, "cora", TraineeEnrolled("tess", id, "1", TODAY))
    assert [one.programme_id for one in tess(picture).enrolments] == ["p", "q"]


def test_nobody_starts_on_rules_that_are_not_in_effect(picture: PictureInMemory) -> None:
    dated = programme(effective_from=date(2026, 1, 1), effective_to=date(2026, 6, 30))
    say(picture, "cora", ProgrammeAdopted(dated))
    for day in (date(2025, 12, 31), date(2026, 7, 1)):
        with pytest.raises(Refused, match="not in effect"):
            say(picture, "cora", TraineeEnrolled("tess", "p", "1", day))
    say(picture, "cora", TraineeEnrolled("tess", "p", "1", date(2026, 6, 30)))


def test_only_trainees_other_than_the_coordinator_are_enrolled(picture: PictureInMemory) -> None:
    with pytest.raises(Held):
        say(picture, "cora", TraineeEnrolled("tess", "p", "1", TODAY))
    say(picture, "cora", ProgrammeAdopted(programme()))
    with pytest.raises(Refused, match="not a trainee"):
        say(picture, "cora", TraineeEnrolled("sam", "p", "1", TODAY))
    with pytest.raises(Refused, match="themselves"):
        say(picture, "cora", TraineeEnrolled("cora", "p", "1", TODAY))


def test_a_result_is_recorded_once_and_not_ahead_of_time(picture: PictureInMemory) -> None:
    said = ExamRecorded("x", "tess", "final", TODAY, 520, True, 1)
    say(picture, "cora", said)
    assert picture.find(ExamResult, "x") == ExamResult("x", "tess", "final", TODAY, 520, True, 1, "cora", "e")
    for wrong in (
        said,
        replace(said, exam_result_id="y", on=date(2026, 3, 9)),
        replace(said, exam_result_id="z", attempt=0),
    ):
        with pytest.raises(Refused):
            say(picture, "cora", wrong)
