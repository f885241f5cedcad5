"""Courses in use in an office, and responses that are right or wrong, for tests of learning."""

from functools import cache
from pathlib import Path

from peertrain.courseware.compiled import CompiledCourse
from peertrain.courseware.compiler import compile_course
from peertrain.domain.curriculum import Course
from peertrain.domain.quizzes import (
    Chose,
    ChoseSome,
    Judged,
    Matched,
    Matching,
    Multiple,
    Ordered,
    Ordering,
    Played,
    Question,
    Response,
    Scenario,
    Short,
    Single,
    TrueFalse,
    Typed,
)
from peertrain.places import shipped_courses
from peertrain.services import courses
from tests.courseware.small_course import FILES
from tests.office import Office


@cache
def shipped_course() -> CompiledCourse:
    """Return the course that comes with the program."""
    return compile_course(shipped_courses()[0])


def small_course(folder: Path, version: str = "1.0.0") -> CompiledCourse:
    """Return the small course, with one question of each type."""
    for path, text in FILES.items():
        file = folder / f"small-{version}" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace("version: 1.0.0", f"version: {version}"), encoding="utf-8")
    return compile_course(folder / f"small-{version}")


def adopt(office: Office, course: CompiledCourse) -> Course:
    """Install a course and put it to use, as Dana."""
    office.do("Dana", lambda seat: courses.install_course(seat, course=course))
    return (
        office.do("Dana", lambda seat: courses.adopt_course(seat, digest=course.outline.digest)).value or course.outline
    )


def right(question: Question) -> list[Response]:  # noqa: PLR0911 - one response for each type
    """Return the right response, for a scenario with a follow-up both of them in turn."""
    match question:
        case Single():
            return [Chose(_right_place(question.answers))]
        case Multiple():
            return [ChoseSome(tuple(n for n, one in enumerate(question.answers) if one.right))]
        case TrueFalse():
            return [Judged(question.answer)]
        case Matching():
            return [Matched(tuple(range(len(question.pairs))))]
        case Ordering():
            return [Ordered(tuple(range(len(question.steps))))]
        case Short():
            return [Typed(question.accept[0])]
        case Scenario():
            first = _right_place(question.answers)
            then = [Played(first, _right_place(question.follow_up.answers))] if question.follow_up else []
            return [Played(first), *then]


def wrong(question: Question) -> list[Response]:  # noqa: PLR0911 - one response for each type
    """Return a response that gains nothing."""
    match question:
        case Single():
            return [Chose(_wrong_place(question.answers))]
        case Multiple():
            return [ChoseSome((_wrong_place(question.answers),))]
        case TrueFalse():
            return [Judged(not question.answer)]
        case Matching():
            return [Matched((None,) * len(question.pairs))]
        case Ordering():
            return [Ordered(tuple(range(len(question.steps)))[::-1])]
        case Short():
            return [Typed("something else")]
        case Scenario():
            first = _wrong_place(question.answers)
            then = [Played(first, _wrong_place(question.follow_up.answers))] if question.follow_up else []
            return [Played(first), *then]


def _right_place(answers: tuple) -> int:  # type: ignore[type-arg]
    return next(n for n, one in enumerate(answers) if one.right)


def _wrong_place(answers: tuple) -> int:  # type: ignore[type-arg]
    return next(n for n, one in enumerate(answers) if not one.right)
