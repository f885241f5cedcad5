"""Results of examinations: what a coordinator records, corrects with a reason, or takes back."""

from dataclasses import dataclass, replace
from datetime import date

from peertrain.domain.errors import Held, Refused
from peertrain.domain.hours import check_day
from peertrain.domain.people import Role, author_as, known_person
from peertrain.domain.picture import Picture, Rule, Signed
from peertrain.i18n import _


@dataclass(frozen=True, slots=True)
class ExamResult:
    """The result of an examination; `score` is None where only passed or not passed is told.

    A corrected result is as the newest correction says; one that was taken back has a `void_reason`.
    """

    id: str
    person_id: str
    exam: str
    on: date
    score: int | None
    passed: bool
    attempt: int
    recorded_by: str
    entry_id: str
    corrected: bool = False
    void_reason: str = ""


# Statements


@dataclass(frozen=True, slots=True)
class ExamRecorded:
    """The result of the examination with the id `exam` in the programme."""

    exam_result_id: str
    person_id: str
    exam: str
    on: date
    score: int | None
    passed: bool
    attempt: int


@dataclass(frozen=True, slots=True)
class ExamCorrected:
    """What a recorded result should have said; the entry corrected stays as it was signed."""

    exam_result_id: str
    person_id: str
    exam: str
    on: date
    score: int | None
    passed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ExamVoided:
    """A result was recorded that there never was, such as of another person."""

    exam_result_id: str
    person_id: str
    reason: str


# Rules


def _record_exam(picture: Picture, said: ExamRecorded, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    person = known_person(picture, said.person_id)
    if person.id == signed.person_id:
        raise Refused(_("Nobody can sign for their own work."))
    check_day(said.on, signed.at)
    if not person.has(Role.TRAINEE):
        raise Refused(_("{name} is not a trainee. Give them the role first.").format(name=person.preferred_name))
    if said.attempt < 1:
        raise Refused(_("The first attempt is number 1."))
    if picture.find(ExamResult, said.exam_result_id) is not None:
        raise Refused(_("This result is already recorded."))
    picture.put(
        ExamResult(
            said.exam_result_id, person.id, said.exam, said.on, said.score, said.passed, said.attempt,
            signed.person_id, signed.entry_id,
        )
    )  # fmt: skip


def _recorded(picture: Picture, said: ExamCorrected | ExamVoided, signed: Signed) -> ExamResult:
    """Return the result that is put right, with the reason that this needs."""
    author_as(picture, signed, Role.COORDINATOR)
    result = picture.find(ExamResult, said.exam_result_id)
    if result is None:
        raise Held(_("The result it is about has not arrived here yet."))
    if result.person_id != said.person_id:
        raise Refused(_("The result is of another person."))
    if result.person_id == signed.person_id:
        raise Refused(_("Nobody can sign for their own work."))
    if result.void_reason:
        raise Refused(_("This result was taken back. Record a new one."))
    if not said.reason.strip():
        raise Refused(_("Say what was wrong with the result."))
    return result


def _correct_exam(picture: Picture, said: ExamCorrected, signed: Signed) -> None:
    result = _recorded(picture, said, signed)
    check_day(said.on, signed.at)
    new = replace(result, exam=said.exam, on=said.on, score=said.score, passed=said.passed)
    if new == result:
        raise Refused(_("The result says this already."))
    picture.put(replace(new, corrected=True, recorded_by=signed.person_id, entry_id=signed.entry_id))


def _void_exam(picture: Picture, said: ExamVoided, signed: Signed) -> None:
    picture.put(replace(_recorded(picture, said, signed), void_reason=said.reason.strip()))


RULES: dict[type, Rule] = {ExamRecorded: _record_exam, ExamCorrected: _correct_exam, ExamVoided: _void_exam}
