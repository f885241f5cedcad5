"""Courses in use in an office, and responses that are wrong, for tests of learning."""

from functools import cache
from pathlib import Path

from peertrain.courseware.compiled import CompiledCourse
from peertrain.courseware.compiler import compile_course
from peertrain.domain.changes import Done
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
from peertrain.sample.answers import first_place, right_responses
from peertrain.services import checks, courses, learning, reflections
from tests.courseware.small_course import FILES
from tests.office import PASSPHRASES, Office

MODULE = "modules/empathy/module.yaml"
SMALL = {"course_id": "small-course", "module_id": "empathy"}
BEING_HEARD, HEARING = "modules/empathy/being-heard.md", "modules/empathy/hearing.md"


@cache
def shipped_course() -> CompiledCourse:
    """Return the course that comes with the program."""
    return compile_course(shipped_courses()[0])


def small_course(folder: Path, version: str = "1.0.0", *changes: tuple[str, str, str]) -> CompiledCourse:
    """Return the small course, with one question of each type; `changes` replace a piece of a file by another one."""
    files = dict(FILES)
    for path, old, new in (("curriculum.yaml", "version: 1.0.0", f"version: {version}"), *changes):
        assert old in files.setdefault(path, old)
        files[path] = files[path].replace(old, new)
    for path, text in files.items():
        file = folder / f"small-{version}" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return compile_course(folder / f"small-{version}")


def longer_course(folder: Path, version: str = "1.1.0") -> CompiledCourse:
    """Return a version of the small course with a lesson more, one with other words, and one to read again."""
    waiting = FILES[HEARING].replace("empathy.hearing", "empathy.waiting").replace("Hearing", "Waiting")
    return small_course(
        folder, version, (MODULE, "  - hearing\n", "  - hearing\n  - waiting\n"), (MODULE, "minutes: 65", "minutes: 75"),
        (MODULE, "mentoring_education: 40", "mentoring_education: 50"), (BEING_HEARD, "A first", "The first"),
        (HEARING, "minutes: 10", "minutes: 10\nagain: The law has changed."),
        ("modules/empathy/waiting.md", waiting, waiting),
    )  # fmt: skip


def adopt(office: Office, course: CompiledCourse) -> Course:
    """Install a course and put it to use, as Dana."""
    office.do("Dana", lambda seat: courses.install_course(seat, course=course))
    return put_to_use(office, course.outline.digest).value or course.outline


def put_to_use(office: Office, digest: str, *, by: str = "Dana") -> Done[Course]:
    """Adopt an installed course."""
    return office.do(by, lambda seat: courses.adopt_course(seat, digest=digest, passphrase=PASSPHRASES[by]))


def read_small(office: Office) -> None:
    """Let Marcus read the lessons of the small course."""
    for lesson_id in ("empathy.being-heard", "empathy.hearing"):
        office.do(
            "Marcus",
            lambda seat, id=lesson_id: learning.complete_lesson(seat, course_id=SMALL["course_id"], lesson_id=id),
        )


def write_small(office: Office) -> None:
    """Let Marcus write the reflection of the small course."""
    said = {"reflection_id": "empathy.heard", "text": "My aunt put the kettle on and let me find my own words."}
    office.do("Marcus", lambda seat: reflections.write_reflection(seat, course_id=SMALL["course_id"], **said))


def finish_small(office: Office) -> None:
    """Let Marcus write the reflection and pass the check of the small course."""
    write_small(office)
    office.do("Marcus", lambda seat: checks.start_attempt(seat, **SMALL))
    for shown in office.ask("Marcus", lambda seat: checks.check(seat, **SMALL)).shown:
        for response in right_responses(shown.question):
            answer = {"question_id": shown.question.id, "response": response}
            office.do("Marcus", lambda seat, answer=answer: checks.answer(seat, **SMALL, **answer))
    office.do("Marcus", lambda seat: checks.finish_attempt(seat, **SMALL))


def wrong(question: Question) -> list[Response]:  # noqa: PLR0911 - one response for each type
    """Return a response that gains nothing."""
    match question:
        case Single():
            return [Chose(first_place(question.answers, right=False))]
        case Multiple():
            return [ChoseSome((first_place(question.answers, right=False),))]
        case TrueFalse():
            return [Judged(not question.answer)]
        case Matching():
            return [Matched((None,) * len(question.pairs))]
        case Ordering():
            return [Ordered(tuple(range(len(question.steps)))[::-1])]
        case Short():
            return [Typed("something else")]
        case Scenario():
            first = first_place(question.answers, right=False)
            then = [Played(first, first_place(question.follow_up.answers, right=False))] if question.follow_up else []
            return [Played(first), *then]
