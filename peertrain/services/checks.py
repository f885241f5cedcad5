"""Checks: attempts at a module's questions, kept on the trainee's own desk until one is passed and said so."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from peertrain.courseware import parts
from peertrain.domain.changes import Changed, Done
from peertrain.domain.curriculum import Course, LessonOutline, ModuleOutline
from peertrain.domain.drawing import draw
from peertrain.domain.errors import Refused
from peertrain.domain.learning import (
    AttemptsAllowed,
    CheckPassed,
    MoreAttempts,
    attempts_allowed,
    check_item,
    more_attempts,
)
from peertrain.domain.pathway import completion_said
from peertrain.domain.people import Person, may_see
from peertrain.domain.quiz_review import Missed, missed
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
from peertrain.i18n import _, ngettext
from peertrain.storage.attempts import attempts_at, drop_attempt, keep_attempt
from peertrain.storage.installed import read_part
from peertrain.storage.lists.learning import courses_in_use, done_by
from peertrain.workplace.seat import Seat


@dataclass(frozen=True, slots=True)
class Result:
    """A finished attempt: its score, the questions that were missed, and the lessons to read again."""

    attempt: Attempt
    passed: bool
    missed: tuple[Missed, ...]
    read_again: tuple[LessonOutline, ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """A module's check as its trainee finds it.

    `unread` is how many of the module's lessons are not done. `shown` are the questions of the open attempt, as they
    are shown; without one it is empty and `results` says how earlier attempts went, the newest first. `left` of the
    attempts `allowed` may still be made; None means as many as needed. `more` are those allowed beyond the course's.
    """

    course: Course
    module: ModuleOutline
    open: Attempt | None
    shown: tuple[Presentation, ...]
    results: tuple[Result, ...]
    allowed: int
    left: int | None
    more: MoreAttempts | None
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
    allowed = attempts_allowed(seat.picture, module, seat.person_id, course_id)
    return CheckView(
        course,
        module,
        opened,
        tuple(_shown(module, questions, opened)) if opened else (),
        tuple(_result(module, questions, one) for one in _submitted(attempts, course)),
        allowed,
        attempts_left(allowed, attempts),
        more_attempts(seat.picture, seat.person_id, course_id, module_id),
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


def _shown(module: ModuleOutline, questions: tuple[Question, ...], attempt: Attempt) -> list[Presentation]:
    random = Random(attempt.seed)  # noqa: S311 - shuffles what is shown, guards nothing
    return [present(question, random) for question in _asked(module, questions, attempt)]


def _asked(module: ModuleOutline, questions: tuple[Question, ...], attempt: Attempt) -> tuple[Question, ...]:
    """Return the questions that an attempt asks, drawn again from its seed."""
    return draw(questions, module.check.questions, Random(f"draw {attempt.seed}"))  # noqa: S311 - guards nothing


def _result(module: ModuleOutline, questions: tuple[Question, ...], attempt: Attempt) -> Result:
    asked = _asked(module, questions, attempt)
    given = attempt.responses
    wrong = [question for question in asked if not grade(question, given.get(question.id)).right]
    passed = attempt.score is not None and attempt.score >= module.check.pass_mark
    again = {question.lesson for question in wrong}
    return Result(
        attempt,
        passed,
        tuple(missed(question, given.get(question.id)) for question in wrong),
        tuple(lesson for lesson in module.lessons if lesson.id in again),
    )


# Deeds


def start_attempt(seat: Seat, *, course_id: str, module_id: str) -> Done[Attempt]:
    """Open an attempt, or return the one that is open."""
    course, module = _module(seat, course_id, module_id)
    attempts = attempts_at(seat.desk, course_id, module_id)
    opened = _open(attempts, course)
    if opened is not None:
        return Done(Changed.NOTHING, value=opened)
    allowed = attempts_allowed(seat.picture, module, seat.person_id, course_id)
    if attempts_left(allowed, attempts) == 0:
        raise Refused(no_attempts_left(allowed))
    for stale in [one for one in attempts if one.submitted_at is None]:
        drop_attempt(seat.desk, stale)
    number = max((one.number for one in attempts if one.submitted_at is not None), default=0) + 1
    attempt = Attempt(course_id, course.version, module_id, number, secrets.randbits(32), seat.now, {})
    keep_attempt(seat.desk, attempt)
    return Done(Changed.DESK, value=attempt)


def no_attempts_left(allowed: int) -> str:
    """Say what to do when every attempt is used."""
    return _(
        "All {attempts} attempts at this check are used. Nothing is lost: talk with your supervisor about the lessons "
        "to read again. Then your coordinator can allow you more attempts, and you go on here."
    ).format(attempts=allowed)


def answer(seat: Seat, *, course_id: str, module_id: str, question_id: str, response: Response) -> Done[Marked]:
    """Give the final answer to a question of the open attempt; a scenario's follow-up is answered after its start."""
    course, module = _module(seat, course_id, module_id)
    attempt = _open(attempts_at(seat.desk, course_id, module_id), course)
    if attempt is None:
        raise Refused(_("There is no open attempt at this check. Start one first."))
    asked = _asked(module, _questions(seat, course, module_id), attempt)
    question = next((one for one in asked if one.id == question_id), None)
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
    asked = _asked(module, questions, attempt)
    missing = [one for one in asked if not is_final(one, attempt.responses)]
    if missing:
        raise Refused(_("{count} questions have no answer yet.").format(count=len(missing)))
    reached = score(asked, attempt.responses)
    attempt = replace(attempt, submitted_at=seat.now, score=reached)
    keep_attempt(seat.desk, attempt)
    result = _result(module, questions, attempt)
    done = done_by(seat.connection, seat.person_id, course_id)
    if not result.passed or any(one.item_id == check_item(module_id) for one in done):
        return Done(Changed.DESK, value=result)
    more = more_attempts(seat.picture, seat.person_id, course_id, module_id)
    said = CheckPassed(course_id, course.version, module_id, reached, attempt.number)
    seat.say(said, after=(more.entry_id,) if more and module.check.attempts else ())
    words = completion_said(module, done_by(seat.connection, seat.person_id, course_id))
    return Done(Changed.LEARNING | Changed.DESK | Changed.HISTORY, words, result)


# More attempts


@dataclass(frozen=True, slots=True)
class LimitedCheck:
    """A check that a trainee has not passed and has so many attempts at; `id` names course and module."""

    course: Course
    module: ModuleOutline
    allowed: int

    @property
    def id(self) -> tuple[str, str]:
        return self.course.course_id, self.module.id


def limited_checks(seat: Seat, *, trainee_id: str) -> tuple[LimitedCheck, ...]:
    """Return the checks at which a trainee could run out of attempts, to those who may allow more."""
    trainee = seat.picture.find(Person, trainee_id)
    if trainee is None or trainee.id == seat.person_id or not may_see(seat.person, trainee):
        raise Refused(_("Only a coordinator or the trainee's own supervisor can allow more attempts."))
    found = []
    for course in courses_in_use(seat.connection).values():
        done = {one.item_id for one in done_by(seat.connection, trainee_id, course.course_id)}
        for module in course.modules:
            if module.check.attempts and check_item(module.id) not in done:
                allowed = attempts_allowed(seat.picture, module, trainee_id, course.course_id)
                found.append(LimitedCheck(course, module, allowed))
    return tuple(found)


def allow_attempts(
    seat: Seat, *, trainee_id: str, course_id: str, module_id: str, attempts: int, reason: str, passphrase: str
) -> Done[None]:
    """Allow a trainee more attempts at a check that they have not passed; the reason stays in the record."""
    known = {one.id: one for one in limited_checks(seat, trainee_id=trainee_id)}
    one = known.get((course_id, module_id))
    trainee = seat.picture.find(Person, trainee_id)
    if one is None or trainee is None:
        raise Refused(_("This check is passed, or has no limit. Nothing needs to be allowed."))
    seat.check_passphrase(passphrase)
    seat.say(AttemptsAllowed(trainee_id, course_id, module_id, attempts, reason, one.module.title))
    words = ngettext(
        "{name} can make {count} more attempt at the check of “{module}”.",
        "{name} can make {count} more attempts at the check of “{module}”.",
        attempts,
    ).format(name=trainee.preferred_name, count=attempts, module=one.module.title)
    return Done(Changed.LEARNING | Changed.HISTORY, words)
