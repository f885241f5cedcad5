"""Standing on competencies, checks, examinations and attestations."""

from dataclasses import replace
from datetime import timedelta

import pytest

from peertrain.domain.competencies import EvidenceKind, SelfRating
from peertrain.domain.days import full_day
from peertrain.domain.exams import ExamResult
from peertrain.domain.learning import Done, ItemKind
from peertrain.domain.people import Role
from peertrain.domain.programmes import AttestationRule, CheckRule, CompetencyRule, ExamRule
from peertrain.domain.standing import Unit, standing
from tests.domain.facts import TODAY, at, attestation, days_ago, facts, on, programme, rating

LISTENS = programme(competencies=(CompetencyRule("CC1.2", 3),))


@pytest.mark.parametrize(
    ("levels", "have", "met", "who"),
    [
        ((), 0, False, Role.SUPERVISOR),
        ((None,), 0, False, Role.SUPERVISOR),
        ((2,), 2, False, Role.TRAINEE),
        ((3,), 3, True, None),
        ((2, 3), 3, True, None),
        ((3, None), 3, True, None),
        ((3, 2), 2, False, Role.TRAINEE),
        ((0,), 0, False, Role.TRAINEE),
    ],
)
def test_the_newest_rating_with_a_level_counts(
    levels: tuple[int | None, ...], have: int, met: bool, who: Role | None
) -> None:
    given = tuple(rating(f"r{day}", "CC1.2", level, on=days_ago(9 - day)) for day, level in enumerate(levels))
    found = on(LISTENS, "competency.CC1.2", ratings=given)
    assert (found.have, found.need, found.unit, found.met, found.who_must_act) == (have, 3, Unit.LEVEL, met, who)


def test_every_rating_is_either_counted_or_told_why_not() -> None:
    given = (rating("a", "CC1.2", 2, on=days_ago(3)), rating("b", "CC1.2", None), rating("c", "CC1.2", 3))
    found = on(LISTENS, "competency.CC1.2", ratings=given)
    assert [one.entry_id for one in found.counted] == ["e-c"]
    assert {one.entry_id: one.reason for one in found.not_counted} == {
        "e-a": "There is a newer rating.",
        "e-b": "It was not observed.",
    }


def test_a_rating_of_another_trainee_or_competency_does_not_count() -> None:
    given = (replace(rating("a", "CC1.2", 4), trainee_id="tom"), rating("b", "CC1.3", 4))
    assert on(LISTENS, "competency.CC1.2", ratings=given).counted == ()


def test_a_competency_may_have_to_be_seen_directly_at_its_level() -> None:
    rules = programme(competencies=(CompetencyRule("CC1.2", 3, direct_observation=True),))
    seen_low = rating("a", "CC1.2", 2, on=days_ago(3))
    played = rating("b", "CC1.2", 4, EvidenceKind.ROLE_PLAY)
    found = on(rules, "competency.CC1.2", ratings=(seen_low, played))
    assert (found.have, found.met, found.who_must_act) == (4, False, Role.SUPERVISOR)
    seen = rating("c", "CC1.2", 3, on=days_ago(5))
    assert on(rules, "competency.CC1.2", ratings=(played, seen)).met


def test_the_own_rating_is_shown_beside_and_changes_nothing() -> None:
    own = SelfRating("tess/CC1.2", "tess", "CC1.2", 4, at(TODAY), "e-own")
    found = on(LISTENS, "competency.CC1.2", self_ratings=(own,))
    assert (found.have, found.met) == (0, False)
    assert found.sentence.endswith("Own rating: Exemplary.")


def test_each_category_in_use_has_to_be_observed_once() -> None:
    rules = programme(
        competencies=(CompetencyRule("CC1.2", 3), CompetencyRule("CC1.4", 3), CompetencyRule("CC12.1", 3)),
        observe_each_category=True,
    )
    given = (
        rating("a", "CC1.2", 3),
        rating("b", "CC1.4", 3, EvidenceKind.RECORD_REVIEW),
        rating("c", "CC12.1", 3, EvidenceKind.ROLE_PLAY),
    )
    found = standing(rules, facts(ratings=given), TODAY)
    assert [one.id for one in found.requirements[3:]] == ["observed.CC1", "observed.CC12"]
    assert [one.id for one in found.missing] == ["observed.CC12"]
    assert found.waits_for == (Role.SUPERVISOR,)


def check_passed(module: str, course: str = "core") -> Done:
    return Done(
        f"tess/{module}", "tess", course, "1", module, ItemKind.CHECK, f"{module}.check", at(TODAY), 90, f"e-{module}"
    )


CHECKS = (CheckRule("core", "empathy", "Empathy"), CheckRule("core", "boundaries", "Boundaries"))


def test_the_checks_that_are_still_to_pass_are_named() -> None:
    lesson = replace(check_passed("boundaries"), kind=ItemKind.LESSON)
    found = on(programme(checks=CHECKS), "checks", done=(check_passed("empathy"), lesson))
    assert (found.have, found.need, found.who_must_act) == (1, 2, Role.TRAINEE)
    assert "Still to pass: Boundaries." in found.sentence


def test_the_check_of_another_course_does_not_count() -> None:
    found = on(programme(checks=CHECKS), "checks", done=(check_passed("empathy", "other"), check_passed("boundaries")))
    assert found.have == 1


EXAM = ExamRule("final", "The exam", scale=(200, 800), pass_mark=500, attempts=2, cooldown_days=30)


def result(attempt: int, days: int, *, passed: bool, score: int | None = None) -> ExamResult:
    return ExamResult(f"x{attempt}", "tess", "final", days_ago(days), score, passed, attempt, "cora", f"e-x{attempt}")


def test_a_passed_examination_counts_and_the_failed_one_says_so() -> None:
    tries = (result(1, 60, passed=False, score=420), result(2, 10, passed=True, score=500))
    found = on(programme(exams=(EXAM,)), "exam.final", exams=tries)
    assert (found.met, found.unit) == (True, Unit.YES_NO)
    assert [one.reason for one in found.not_counted] == ["It was not passed."]


@pytest.mark.parametrize(
    ("tries", "reason"),
    [
        ((result(1, 20, passed=True, score=499),), "The score of 499 is below the pass mark of 500."),
        ((result(1, 20, passed=False), result(2, 1, passed=True)), "It is less than 30 days after the attempt before."),
        (
            (result(1, 90, passed=False), result(2, 50, passed=False), result(3, 1, passed=True)),
            "No more than 2 attempts count.",
        ),
    ],
)
def test_results_that_break_the_rules_of_the_examination_do_not_count(
    tries: tuple[ExamResult, ...], reason: str
) -> None:
    found = on(programme(exams=(EXAM,)), "exam.final", exams=tries)
    assert not found.met
    assert found.not_counted[-1].reason == reason


def test_the_next_attempt_is_named_and_nobody_is_sent_to_an_exam_without_attempts_left() -> None:
    once = on(programme(exams=(EXAM,)), "exam.final", exams=(result(1, 10, passed=False),))
    assert full_day(TODAY + timedelta(20)) in once.sentence
    tries = (result(1, 90, passed=False), result(2, 50, passed=False))
    assert on(programme(exams=(EXAM,)), "exam.final", exams=tries).sentence.endswith("All 2 attempts are used.")


def test_an_attestation_counts_in_its_own_words_and_by_the_right_role() -> None:
    rules = programme(attestations=(AttestationRule("ethics", "Code of ethics", "I sign it.", Role.TRAINEE),))
    id = "attestation.ethics.trainee"
    assert on(rules, id, attestations=(attestation("ethics", Role.TRAINEE, "I sign it."),)).met
    assert on(rules, id).who_must_act is Role.TRAINEE
    assert not on(rules, id, attestations=(attestation("ethics", Role.COORDINATOR, "I sign it."),)).met
    other = on(rules, id, attestations=(attestation("ethics", Role.TRAINEE, "Maybe."),))
    assert [one.reason for one in other.not_counted] == ["It was declared in other words than these rules ask for."]
    toms = replace(attestation("ethics", Role.TRAINEE, "I sign it."), subject_id="tom")
    assert not on(rules, id, attestations=(toms,)).met


def test_the_evidence_of_a_certificate_is_every_entry_that_counts() -> None:
    rules = programme(competencies=LISTENS.competencies, checks=CHECKS[:1])
    known = facts(ratings=(rating("a", "CC1.2", 3),), done=(check_passed("empathy"), check_passed("boundaries")))
    found = standing(rules, known, TODAY)
    assert found.ready
    assert found.evidence == ("e-a", "e-empathy")
