"""Examinations held elsewhere: their results as a coordinator records, corrects and takes them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.exams import ExamCorrected, ExamRecorded, ExamResult, ExamVoided
from peertrain.domain.people import Person, Role
from peertrain.domain.programmes import (
    AdoptedProgramme,
    ExamRule,
    programme_key,
)
from peertrain.i18n import _
from peertrain.storage.lists import fetch_by_ids
from peertrain.storage.lists.people import names_of, with_role
from peertrain.storage.lists.programmes import adopted_programmes, exam_result_ids, exam_results
from peertrain.workplace.seat import Seat


@dataclass(frozen=True, slots=True)
class Sitting:
    """An exam result with the names that go with it."""

    result: ExamResult
    name: str
    exam: str


def exams_of(seat: Seat, *, person_id: str) -> tuple[ExamRule, ...]:
    """Return the examinations that a trainee's programmes ask for, to a coordinator."""
    seat.check_coordinator()
    person = seat.picture.find(Person, person_id)
    return _exams(person, {one.id: one for one in adopted_programmes(seat.connection)}) if person else ()


def examinees(seat: Seat) -> dict[str, tuple[ExamRule, ...]]:
    """Return the examinations of every trainee whose programmes ask for one, by person, to a coordinator."""
    seat.check_coordinator()
    known = {one.id: one for one in adopted_programmes(seat.connection)}
    found = {one.id: _exams(one, known) for one in with_role(seat.connection, Role.TRAINEE)}
    return {id: rules for id, rules in found.items() if rules}


def _exams(person: Person, known: Mapping[str, AdoptedProgramme]) -> tuple[ExamRule, ...]:
    found: dict[str, ExamRule] = {}
    for one in person.enrolments:
        adopted = known.get(programme_key(one.programme_id, one.programme_version))
        for rule in adopted.programme.exams if adopted else ():
            found.setdefault(rule.id, rule)
    return tuple(found.values())


def record_exam(
    seat: Seat, *, person_id: str, exam: str, on: date, score: int | None, passed: bool, passphrase: str
) -> Done[None]:
    """Record the result of an examination held elsewhere; attempts are counted here. A certificate may rest on it."""
    rule = _rule(seat, person_id, exam)
    _check_score(rule, score, passed)
    before = _standing_results(seat, person_id, exam)
    _check_day_free(before, on)
    seat.check_passphrase(passphrase)
    seat.say(ExamRecorded(str(uuid4()), person_id, exam, on, score, passed, 1 + len(before)))
    said = _("The result of {exam} is recorded.").format(exam=rule.name)
    return Done(Changed.PROGRAMMES | Changed.HISTORY, said)


def correct_exam(
    seat: Seat, *, result_id: str, on: date, score: int | None, passed: bool, reason: str, passphrase: str
) -> Done[None]:
    """Say what a recorded result should have said; what was recorded stays in the history, with the reason."""
    result = _result(seat, result_id)
    rule = _rule(seat, result.person_id, result.exam)
    _check_score(rule, score, passed)
    _check_day_free([one for one in _standing_results(seat, result.person_id, result.exam) if one.id != result.id], on)
    seat.check_passphrase(passphrase)
    said = ExamCorrected(result.id, result.person_id, result.exam, on, score, passed, reason)
    seat.say(said, after=(result.entry_id,))
    words = _("The result of {exam} is corrected. What was recorded before stays in the history.")
    return Done(Changed.PROGRAMMES | Changed.HISTORY, words.format(exam=rule.name))


def take_back_exam(seat: Seat, *, result_id: str, reason: str, passphrase: str) -> Done[None]:
    """Say that there never was such a result, as when it was recorded for another person; it counts no more."""
    result = _result(seat, result_id)
    seat.check_passphrase(passphrase)
    seat.say(ExamVoided(result.id, result.person_id, reason), after=(result.entry_id,))
    words = _("The result is taken back and counts no more. It stays in the history.")
    return Done(Changed.PROGRAMMES | Changed.HISTORY, words)


def _result(seat: Seat, result_id: str) -> ExamResult:
    seat.check_coordinator()
    result = seat.picture.find(ExamResult, result_id)
    if result is None:
        raise Refused(_("There is no such result. Look at the list again."))
    return result


def _rule(seat: Seat, person_id: str, exam: str) -> ExamRule:
    rule = next((one for one in exams_of(seat, person_id=person_id) if one.id == exam), None)
    if rule is None:
        raise Refused(_("No programme of this trainee asks for this examination."))
    return rule


def _standing_results(seat: Seat, person_id: str, exam: str) -> list[ExamResult]:
    return [one for one in exam_results(seat.connection, person_id) if one.exam == exam and not one.void_reason]


def _check_day_free(results: Sequence[ExamResult], on: date) -> None:
    if any(one.on == on for one in results):
        raise Refused(_("A result of this day is already recorded."))


def _check_score(rule: ExamRule, score: int | None, passed: bool) -> None:
    if score is None:
        return
    if rule.scale is not None and not rule.scale[0] <= score <= rule.scale[1]:
        raise Refused(
            _("{exam} is scored from {lowest} to {highest}.").format(
                exam=rule.name, lowest=rule.scale[0], highest=rule.scale[1]
            )
        )
    if rule.pass_mark is not None and passed != (score >= rule.pass_mark):
        raise Refused(
            _("{exam} is passed with {mark} or more. Correct the score or the result.").format(
                exam=rule.name, mark=rule.pass_mark
            )
        )


def sitting_ids(seat: Seat, words: str = "") -> list[str]:
    """Return the ids of the exam results of everybody whose name has every word, newest first, to a coordinator."""
    seat.check_coordinator()
    return exam_result_ids(seat.connection, words)


def sittings(seat: Seat, ids: Sequence[str]) -> dict[str, Sitting]:
    """Return these exam results by id, to a coordinator."""
    seat.check_coordinator()
    titles = {rule.id: rule.name for one in adopted_programmes(seat.connection) for rule in one.programme.exams}
    found = fetch_by_ids(seat.connection, ExamResult, ids)
    people = names_of(seat.connection, {one.person_id for one in found.values()})
    return {
        id: Sitting(one, people.get(one.person_id, ""), titles.get(one.exam, one.exam)) for id, one in found.items()
    }
