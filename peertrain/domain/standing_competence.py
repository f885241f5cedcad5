"""Standing on what a trainee can do and has declared: competencies, checks, examinations and attestations."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from peertrain.domain.competencies import EvidenceKind, Rating, level_name
from peertrain.domain.days import full_day
from peertrain.domain.exams import ExamResult
from peertrain.domain.learning import ItemKind
from peertrain.domain.people import Role
from peertrain.domain.programmes import AttestationRule, CheckRule, CompetencyRule, ExamRule, Programme
from peertrain.domain.requirements import (
    Counted,
    Facts,
    NotCounted,
    RequirementKind,
    RequirementStanding,
    Tally,
    Unit,
    number_needed,
)
from peertrain.i18n import _

# Competencies


def competency_standing(programme: Programme, facts: Facts) -> list[RequirementStanding]:
    """Return the standing on each competency, and on being observed in each category where that is asked for."""
    ratings = sorted(
        (one for one in facts.ratings if one.trainee_id == facts.person.id),
        key=lambda one: (one.observed_on, one.rated_at, one.entry_id),
    )
    own = {one.competency_id: one.level for one in facts.self_ratings if one.trainee_id == facts.person.id}
    found = []
    for rule in programme.competencies:
        mine = [one for one in ratings if one.competency_id == rule.id]
        found.append(_competency(rule, mine, own.get(rule.id)))
    if programme.observe_each_category:
        categories = {category_of(rule.id): rule.category for rule in programme.competencies}
        found += [_observed(category, title, ratings) for category, title in categories.items()]
    return found


def category_of(competency_id: str) -> str:
    """Return the category of a competency: `CC1` of `CC1.2`."""
    return competency_id.partition(".")[0]


def _competency(rule: CompetencyRule, ratings: Sequence[Rating], own: int | None) -> RequirementStanding:
    """The newest rating that gives a level is the one that counts; "not observed" takes nothing away."""
    given = [one for one in ratings if one.level is not None]
    newest = given[-1] if given else None
    level = 0 if newest is None or newest.level is None else newest.level
    seen = [one for one in given if one.evidence is EvidenceKind.DIRECT_OBSERVATION and (one.level or 0) >= rule.level]
    unseen = rule.direct_observation and not seen
    met = newest is not None and level >= rule.level and not unseen
    words = [
        _("{need} is needed; the newest rating is {have}.").format(
            need=level_name(rule.level), have=level_name(None if newest is None else newest.level)
        )
    ]
    if unseen:
        words.append(_("It has to be seen directly at that level at least once."))
    if own is not None:
        words.append(_("Own rating: {level}.").format(level=level_name(own)))
    acts = Role.TRAINEE if newest is not None and level < rule.level else Role.SUPERVISOR
    counting = {one.entry_id for one in (newest, *seen[-1:]) if one is not None}
    return RequirementStanding(
        f"competency.{rule.id}", rule.title or rule.id, RequirementKind.COMPETENCIES, level, rule.level, Unit.LEVEL, met,
        " ".join(words), None if met else acts,
        tuple(_rated(one) for one in given if one.entry_id in counting),
        tuple(_not_the_one(one) for one in ratings if one.entry_id not in counting),
    )  # fmt: skip


def _rated(rating: Rating) -> Counted:
    return Counted(rating.entry_id, level_name(rating.level), rating.observed_on, 0, evidence=(rating.entry_id,))


def _not_the_one(rating: Rating) -> NotCounted:
    reason = _("It was not observed.") if rating.level is None else _("There is a newer rating.")
    return NotCounted(rating.entry_id, level_name(rating.level), rating.observed_on, 0, reason)


def _observed(category: str, title: str, ratings: Iterable[Rating]) -> RequirementStanding:
    seen = [
        _rated(one)
        for one in ratings
        if category_of(one.competency_id) == category
        and one.evidence is EvidenceKind.DIRECT_OBSERVATION
        and one.level is not None
    ]
    return _yes_or_no(
        f"observed.{category}", _("Seen at work: {category}").format(category=title or category),
        kind=RequirementKind.COMPETENCIES, tally=Tally(tuple(seen[-1:])), otherwise=Role.SUPERVISOR,
        words=_("A supervisor has to see at least one competency of this category directly, and rate it."),
    )  # fmt: skip


# Checks


def check_standing(rules: Sequence[CheckRule], facts: Facts) -> list[RequirementStanding]:
    """Return the standing on the checks of modules, all in one."""
    if not rules:
        return []
    passed = {
        (one.course_id, one.module_id): one
        for one in facts.done
        if one.kind is ItemKind.CHECK and one.trainee_id == facts.person.id
    }
    counted, missing = [], []
    for rule in rules:
        one = passed.get((rule.course_id, rule.module_id))
        if one is None:
            missing.append(rule.title)
        else:
            counted.append(Counted(one.entry_id, rule.title, one.at.date(), 0, evidence=(one.entry_id,)))
    words = [_("The check at the end of each module has to be passed.")]
    if missing:
        words.append(_("Still to pass: {titles}.").format(titles=", ".join(missing)))
    standing = number_needed(
        id="checks", title=_("Module checks"), kind=RequirementKind.CHECKS, tally=Tally(tuple(counted)),
        need=len(rules), otherwise=Role.TRAINEE, rule=" ".join(words),
    )  # fmt: skip
    return [standing]


# Examinations


def exam_standing(rules: Sequence[ExamRule], facts: Facts, today: date) -> list[RequirementStanding]:
    """Return the standing on each examination."""
    mine = sorted(
        (one for one in facts.exams if one.person_id == facts.person.id), key=lambda one: (one.on, one.attempt, one.id)
    )
    return [_exam(rule, [one for one in mine if one.exam == rule.id], today) for rule in rules]


def _exam(rule: ExamRule, results: Sequence[ExamResult], today: date) -> RequirementStanding:
    counted, not_counted = [], _void(results)
    results = [one for one in results if not one.void_reason]
    before: date | None = None
    for number, one in enumerate(results, start=1):
        reason = _why_exam_fails(rule, one, number, before)
        before = one.on
        if reason:
            not_counted.append(NotCounted(one.entry_id, _attempt(one), one.on, 0, reason))
        else:
            counted.append(Counted(one.entry_id, _attempt(one), one.on, 0, evidence=(one.entry_id,)))
    words = _("To pass {exam}; a coordinator records the result.").format(exam=rule.name)
    next_day = before + timedelta(days=rule.cooldown_days) if before is not None else today
    if rule.attempts and len(results) >= rule.attempts and not counted:
        words += " " + _("All {attempts} attempts are used.").format(attempts=rule.attempts)
    elif next_day > today and not counted:
        words += " " + _("The next attempt is possible from {day}.").format(day=full_day(next_day))
    return _yes_or_no(
        f"exam.{rule.id}", rule.name, kind=RequirementKind.EXAMS, words=words,
        tally=Tally(tuple(counted[:1]), tuple(not_counted)),
        otherwise=Role.TRAINEE if results else Role.COORDINATOR,
    )  # fmt: skip


def _void(results: Sequence[ExamResult]) -> list[NotCounted]:
    words = _("It was taken back: {reason}")
    return [
        NotCounted(one.entry_id, _attempt(one), one.on, 0, words.format(reason=one.void_reason))
        for one in results
        if one.void_reason
    ]


def _attempt(result: ExamResult) -> str:
    return _("Attempt {number}").format(number=result.attempt)


def _why_exam_fails(rule: ExamRule, result: ExamResult, number: int, before: date | None) -> str:
    if rule.attempts and number > rule.attempts:
        return _("No more than {attempts} attempts count.").format(attempts=rule.attempts)
    if before is not None and result.on < before + timedelta(days=rule.cooldown_days):
        return _("It is less than {days} days after the attempt before.").format(days=rule.cooldown_days)
    if not result.passed:
        return _("It was not passed.")
    if result.score is not None and rule.pass_mark is not None and result.score < rule.pass_mark:
        return _("The score of {score} is below the pass mark of {mark}.").format(
            score=result.score, mark=rule.pass_mark
        )
    return ""


# Attestations


def attestation_standing(rules: Sequence[AttestationRule], facts: Facts) -> list[RequirementStanding]:
    """Return the standing on each attestation; one in other words than the programme's does not count."""
    mine = [one for one in facts.attestations if one.subject_id == facts.person.id]
    found = []
    for rule in rules:
        counted, not_counted = [], []
        for one in mine:
            if one.kind != rule.kind or one.by_role is not rule.by:
                continue
            if one.wording == rule.wording:
                counted.append(Counted(one.entry_id, rule.title, one.on, 0, evidence=(one.entry_id,)))
            else:
                reason = _("It was declared in other words than these rules ask for.")
                not_counted.append(NotCounted(one.entry_id, rule.title, one.on, 0, reason))
        tally = Tally(tuple(counted[:1]), tuple(not_counted))
        found.append(
            _yes_or_no(
                f"attestation.{rule.kind}.{rule.by}", rule.title, kind=RequirementKind.ATTESTATIONS, tally=tally,
                words=rule.wording, otherwise=rule.by,
            )
        )  # fmt: skip
    return found


def _yes_or_no(
    id: str, title: str, *, kind: RequirementKind, tally: Tally, words: str, otherwise: Role
) -> RequirementStanding:
    standing = number_needed(id=id, title=title, kind=kind, tally=tally, need=1, otherwise=otherwise, rule=words)
    return replace(standing, unit=Unit.YES_NO, sentence=words)
