"""Checks: attempts at a module's questions, kept on the trainee's own desk until one is passed and said so."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from peertrain.courseware import parts
from peertrain.domain.changes import Changed, Done
from peertrain.domain.curriculum import Course, LessonOutline, ModuleOutline
from peertrain.domain.errors import Refused
from peertrain.domain.learning import CheckPassed, check_item
from peertrain.domain.pathway import completion_said
from peertrain.domain.quizzes import (
    Attempt,
    Marked,
    Played,
    Presentation,
    Question,
    Response,
    Scenario,
    attempts_left,
    grade,
    present,
    score,
)
from peertrain.i18n import _
from peertrain.storage.attempts import attempts_at, drop_attempt, keep_attempt
from peertrain.storage.installed import read_part
from peertrain.storage.lists.learning import courses_in_use, done_by
from peertrain.workplace.seat import Seat


@dataclass(frozen=True, slots=True)
class Result:
    """A finished attempt: its score, every question with its mark, and the lessons to read again."""

    attempt: Attempt
    passed: bool
    marks: tuple[tuple[Question, Marked], ...]
    read_again: tuple[LessonOutline, ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """A module's check as its trainee finds it.

    `unread` is how many of the module's lessons are not done. `shown` are the questions of the open attempt, as they are shown; without one it is empty and `results` says how
    earlier attempts went, the newest first. `left` None means as many attempts as needed.
    """

    course: Course
    module: ModuleOutline
    open: Attempt | None
    shown: tuple[Presentation, ...]
    results: tuple[Result, ...]
    left: int | None
    passed: bool
    unread: int

    @property
    def next_number(self) -> int:
        """The place of the first question of the open attempt that has no final answer; one past the last if none."""
        if self.open is None:
            return 0
        unanswered = (n for n, one in enumerate(self.shown) if not is_final(one.question, self.open.responses))
        return next(unanswered, len(self.shown))


def is_final(question: Question, responses: Mapping[str, Response]) -> bool:
    """Return whether a question has its answer, a scenario with a follow-up both of them."""
    response = responses.get(question.id)
    if isinstance(question, Scenario) and question.follow_up is not None:
        return isinstance(response, Played) and response.then is not None
    return response is not None


# Questions


def check(seat: Seat, *, course_id: str, module_id: str) -> CheckView:
    """Return a module's check with its open attempt and the earlier ones."""
    course, module = _module(seat, course_id, module_id)
    questions = _questions(seat, course, module_id)
    attempts = attempts_at(seat.desk, course_id, module_id)
    opened = _open(attempts, course)
    done = {one.item_id for one in done_by(seat.connection, seat.person_id, course_id)}
    return CheckView(
        course,
        module,
        opened,
        tuple(_shown(questions, opened)) if opened else (),
        tuple(_result(module, questions, one) for one in _submitted(attempts, course)),
        attempts_left(module.check, attempts),
        check_item(module_id) in done,
        sum(one.id not in done for one in module.lessons),
    )


def _module(seat: Seat, course_id: str, module_id: str) -> tuple[Course, ModuleOutline]:
    course = courses_in_use(seat.connection).get(course_id)
    for module in course.modules if course else ():
        if course is not None and module.id == module_id:
            return course, module
    raise Refused(_("The course in use no longer has this part. Go back to the course and open it again."))


def _questions(seat: Seat, course: Course, module_id: str) -> tuple[Question, ...]:
    found = read_part(seat.connection, course.digest, parts.QUESTIONS, module_id)
    if found is None:
        raise Refused(_("The lessons of this course are not on this computer. Ask your coordinator to install it."))
    return parts.questions_from(found[1])


def _open(attempts: tuple[Attempt, ...], course: Course) -> Attempt | None:
    return next((one for one in attempts if one.submitted_at is None and one.course_version == course.version), None)


def _submitted(attempts: tuple[Attempt, ...], course: Course) -> list[Attempt]:
    """Return the finished attempts whose questions are still those in use, the newest first."""
    finished = [one for one in attempts if one.submitted_at is not None and one.course_version == course.version]
    return finished[::-1]


def _shown(questions: tuple[Question, ...], attempt: Attempt) -> list[Presentation]:
    random = Random(attempt.seed)  # noqa: S311 - shuffles what is shown, guards nothing
    return [present(question, random) for question in questions]


def _result(module: ModuleOutline, questions: tuple[Question, ...], attempt: Attempt) -> Result:
    marks = tuple((question, grade(question, attempt.responses.get(question.id))) for question in questions)
    missed = {question.lesson for question, mark in marks if not mark.right}
    passed = attempt.score is not None and attempt.score >= module.check.pass_mark
    return Result(attempt, passed, marks, tuple(lesson for lesson in module.lessons if lesson.id in missed))


# Deeds


def start_attempt(seat: Seat, *, course_id: str, module_id: str) -> Done[Attempt]:
    """Open an attempt, or return the one that is open."""
    course, module = _module(seat, course_id, module_id)
    attempts = attempts_at(seat.desk, course_id, module_id)
    opened = _open(attempts, course)
    if opened is not None:
        return Done(Changed.NOTHING, value=opened)
    if attempts_left(module.check, attempts) == 0:
        raise Refused(no_attempts_left(module))
    for stale in [one for one in attempts if one.submitted_at is None]:
        drop_attempt(seat.desk, stale)
    number = max((one.number for one in attempts if one.submitted_at is not None), default=0) + 1
    attempt = Attempt(course_id, course.version, module_id, number, secrets.randbits(32), seat.now, {})
    keep_attempt(seat.desk, attempt)
    return Done(Changed.DESK, value=attempt)


def no_attempts_left(module: ModuleOutline) -> str:
    """Say what to do when every attempt is used."""
    return _(
        "All {attempts} attempts at this check are used. Talk with your supervisor about the lessons to read again; "
        "your coordinator can tell you how you go on from here."
    ).format(attempts=module.check.attempts)


def answer(seat: Seat, *, course_id: str, module_id: str, question_id: str, response: Response) -> Done[Marked]:
    """Give the final answer to a question of the open attempt; a scenario's follow-up is answered after its start."""
    course, _outline = _module(seat, course_id, module_id)
    attempt = _open(attempts_at(seat.desk, course_id, module_id), course)
    if attempt is None:
        raise Refused(_("There is no open attempt at this check. Start one first."))
    question = next((one for one in _questions(seat, course, module_id) if one.id == question_id), None)
    if question is None:
        raise Refused(_("The check has no such question. Go back to the course and open it again."))
    _check_order(attempt.responses.get(question_id), response)
    marked = grade(question, response)
    keep_attempt(seat.desk, replace(attempt, responses={**attempt.responses, question_id: response}))
    return Done(Changed.NOTHING, value=marked)


def _check_order(given: Response | None, response: Response) -> None:
    """Refuse to change an answer; only a scenario goes on from its first choice to its second."""
    if isinstance(given, Played) and given.then is None and isinstance(response, Played):
        if response.first == given.first and response.then is not None:
            return
    elif given is None and not (isinstance(response, Played) and response.then is not None):
        return
    raise Refused(_("This question already has its answer."))


def finish_attempt(seat: Seat, *, course_id: str, module_id: str) -> Done[Result]:
    """Score the open attempt, whose questions all have their answers; a passed one goes into the record."""
    course, module = _module(seat, course_id, module_id)
    attempt = _open(attempts_at(seat.desk, course_id, module_id), course)
    if attempt is None:
        raise Refused(_("There is no open attempt at this check. Start one first."))
    questions = _questions(seat, course, module_id)
    missing = [one for one in questions if not is_final(one, attempt.responses)]
    if missing:
        raise Refused(_("{count} questions have no answer yet.").format(count=len(missing)))
    reached = score(questions, attempt.responses)
    attempt = replace(attempt, submitted_at=seat.now, score=reached)
    keep_attempt(seat.desk, attempt)
    result = _result(module, questions, attempt)
    done = done_by(seat.connection, seat.person_id, course_id)
    if not result.passed or any(one.item_id == check_item(module_id) for one in done):
        return Done(Changed.DESK, value=result)
    seat.say(CheckPassed(course_id, course.version, module_id, reached, attempt.number))
    said = completion_said(module, done_by(seat.connection, seat.person_id, course_id))
    return Done(Changed.LEARNING | Changed.DESK | Changed.HISTORY, said, result)
