"""Checks: attempts that survive a closed laptop, final answers, feedback at once, scores and attempts left."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from peertrain.courseware.compiler import compile_course
from peertrain.domain.errors import Refused
from peertrain.domain.learning import CheckPassed
from peertrain.domain.quizzes import Played, Question, Response, Typed
from peertrain.sample.answers import right_responses
from peertrain.services import checks, history, learning, reflections
from tests.office import PASSPHRASES, Office
from tests.teaching import adopt, small_course, wrong

SMALL = {"course_id": "small-course", "module_id": "empathy"}


@pytest.fixture
def taught(office: Office, tmp_path: Path) -> Office:
    adopt(office, small_course(tmp_path))
    return office


def view(office: Office) -> checks.CheckView:
    return office.ask("Marcus", lambda seat: checks.check(seat, **SMALL))


def start(office: Office) -> None:
    office.do("Marcus", lambda seat: checks.start_attempt(seat, **SMALL))


def answer(office: Office, question: Question, responses: Iterable[Response]) -> None:
    for response in responses:
        office.do(
            "Marcus",
            lambda seat, response=response: checks.answer(seat, **SMALL, question_id=question.id, response=response),
        )


def finish(office: Office) -> checks.Result:
    result = office.do("Marcus", lambda seat: checks.finish_attempt(seat, **SMALL)).value
    assert result is not None
    return result


def take(office: Office, *, mistakes: int = 0) -> checks.Result:
    start(office)
    for number, shown in enumerate(view(office).shown):
        answer(office, shown.question, wrong(shown.question) if number < mistakes else right_responses(shown.question))
    return finish(office)


def test_a_check_without_mistakes_is_passed_with_a_hundred_per_cent_and_recorded(taught: Office) -> None:
    result = take(taught)
    assert (result.attempt.score, result.passed, result.read_again) == (100, True, ())
    after = view(taught)
    assert (after.passed, after.open, after.left) == (True, None, 4)


def test_a_failed_check_names_the_lessons_to_read_again_and_the_attempts_left(taught: Office) -> None:
    result = take(taught, mistakes=2)
    assert result.attempt.score == 71
    assert not result.passed
    assert [lesson.title for lesson in result.read_again] == ["Being heard"]
    after = view(taught)
    assert (after.passed, after.left) == (False, 4)
    assert [one.attempt.number for one in after.results] == [1]


def test_an_attempt_goes_on_after_closing_with_the_same_order_and_the_same_answers(taught: Office) -> None:
    start(taught)
    before = view(taught)
    answer(taught, before.shown[0].question, wrong(before.shown[0].question))
    taught.workplace.lock()
    again = view(taught)
    assert again.shown == before.shown
    assert again.next_number == 1
    start(taught)
    assert view(taught).open == again.open


def test_an_answer_is_final(taught: Office) -> None:
    start(taught)
    question = view(taught).shown[0].question
    answer(taught, question, wrong(question))
    with pytest.raises(Refused, match="already has its answer"):
        answer(taught, question, right_responses(question))


def test_a_scenario_goes_on_to_its_second_choice_without_changing_its_first(taught: Office) -> None:
    start(taught)
    question = view(taught).shown[6].question
    with pytest.raises(Refused, match="already has its answer"):
        answer(taught, question, [Played(0, 0)])
    answer(taught, question, [Played(1)])
    assert not checks.is_final(question, view(taught).open.responses)  # type: ignore[union-attr]
    with pytest.raises(Refused, match="already has its answer"):
        answer(taught, question, [Played(0, 0)])
    answer(taught, question, [Played(1, 0)])
    assert checks.is_final(question, view(taught).open.responses)  # type: ignore[union-attr]


def test_a_check_that_asks_some_of_its_questions_is_passed_by_answering_those(office: Office, tmp_path: Path) -> None:
    small_course(tmp_path)
    module = tmp_path / "small-1.0.0/modules/empathy/module.yaml"
    module.write_text(module.read_text("utf-8").replace("attempts: 5}", "attempts: 5, questions: 3}"), "utf-8")
    adopt(office, compile_course(tmp_path / "small-1.0.0"))
    start(office)
    shown = view(office).shown
    assert len(shown) == 3
    assert {one.question.lesson for one in shown} == {"empathy.being-heard", "empathy.hearing"}
    result = take(office)
    assert (result.attempt.score, len(result.attempt.responses)) == (100, 3)


def test_a_check_is_not_finished_while_a_question_is_open(taught: Office) -> None:
    start(taught)
    with pytest.raises(Refused, match="7 questions have no answer"):
        finish(taught)


def test_after_the_last_attempt_the_person_reads_what_to_do(taught: Office) -> None:
    for _attempt in range(5):
        take(taught, mistakes=7)
    assert view(taught).left == 0
    with pytest.raises(Refused, match="your coordinator can allow you more"):
        start(taught)


def allow(office: Office, attempts: int, *, by: str = "Dana", reason: str = "We read it again together.") -> str:
    return office.do(
        by,
        lambda seat: checks.allow_attempts(
            seat, trainee_id=office.ids["Marcus"], **SMALL, attempts=attempts, reason=reason,
            passphrase=PASSPHRASES[by],
        ),
    ).said  # fmt: skip


def test_whoever_is_stuck_goes_on_with_the_attempts_that_are_allowed(taught: Office) -> None:
    for _attempt in range(5):
        take(taught, mistakes=7)
    assert allow(taught, 1, by="Renee") == "Marcus can make 1 more attempt at the check of “Empathy”."
    after = view(taught)
    assert after.more is not None
    assert (after.allowed, after.left, after.more.reason) == (6, 1, "We read it again together.")
    take(taught, mistakes=7)
    with pytest.raises(Refused, match="All 6 attempts"):
        start(taught)
    allow(taught, 2)
    newest = taught.ask("Dana", lambda seat: history.find_lines(seat, search=history.Search()))[:1]
    [line] = taught.ask("Dana", lambda seat: history.lines(seat, newest)).values()
    assert line.sentence.startswith("Allowed Marcus 2 more attempts at the check of “Empathy”.")
    result = take(taught)
    assert (result.attempt.number, result.passed) == (7, True)
    assert view(taught).passed
    assert [one.item_id for one in taught.ask("Marcus", learning.overview)[0].modules[0].done] == ["empathy.check"]


def test_more_attempts_need_a_reason_and_somebody_else_who_trains_them(taught: Office) -> None:
    with pytest.raises(Refused, match="Say why"):
        allow(taught, 1, reason=" ")
    with pytest.raises(Refused, match="1 to 5"):
        allow(taught, 6)
    for name in ("Luis", "Aisha", "Marcus"):
        with pytest.raises(Refused, match="Only a coordinator or the trainee's own supervisor"):
            allow(taught, 1, by=name)
    take(taught)
    with pytest.raises(Refused, match="Nothing needs to be allowed"):
        allow(taught, 1)


def test_a_changed_program_cannot_pass_with_an_attempt_that_was_not_allowed(taught: Office) -> None:
    with pytest.raises(Refused, match="All 5 attempts are used"):
        taught.say("Marcus", CheckPassed("small-course", "1.0.0", "empathy", 100, 6))


def test_each_attempt_is_shuffled_in_its_own_way(taught: Office) -> None:
    orders = set()
    for _attempt in range(4):
        start(taught)
        orders.add(tuple(shown.order for shown in view(taught).shown))
        take(taught, mistakes=7)
    assert len(orders) > 1


def test_a_response_that_does_not_fit_changes_nothing(taught: Office) -> None:
    start(taught)
    question = view(taught).shown[0].question
    with pytest.raises(Refused, match="does not fit"):
        answer(taught, question, [Typed("hello")])
    assert view(taught).next_number == 0


def test_an_attempt_at_questions_that_have_changed_is_laid_aside_and_not_counted(
    taught: Office, tmp_path: Path
) -> None:
    start(taught)
    adopt(taught, small_course(tmp_path, "1.1.0"))
    assert view(taught).open is None
    start(taught)
    after = view(taught)
    assert after.open is not None
    assert (after.open.course_version, after.open.number, after.left) == ("1.1.0", 1, 5)


def test_the_module_is_complete_when_lessons_reflection_and_check_are_done(taught: Office) -> None:
    for lesson_id in ("empathy.being-heard", "empathy.hearing"):
        taught.do(
            "Marcus",
            lambda seat, id=lesson_id: learning.complete_lesson(seat, course_id="small-course", lesson_id=id),
        )
    take(taught)
    said = taught.do(
        "Marcus",
        lambda seat: reflections.write_reflection(
            seat,
            course_id="small-course",
            reflection_id="empathy.heard",
            text="My aunt put the kettle on and let me find my own words.",
        ),
    ).said
    assert said == "You have completed “Empathy”. Its 1 h 5 min count as training hours."
    assert taught.ask("Marcus", learning.overview)[0].modules[0].complete
    assert taught.ask("Marcus", learning.where_to_go_on) is None
