"""Laws of grading, scoring and shuffling, for every type of question."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.domain.errors import Refused
from peertrain.domain.quizzes import (
    Answer,
    Attempt,
    Chose,
    ChoseSome,
    FollowUp,
    Judged,
    Matched,
    Matching,
    Multiple,
    Ordered,
    Ordering,
    Pair,
    Played,
    Question,
    Response,
    Scenario,
    Short,
    Single,
    TrueFalse,
    Typed,
    attempts_left,
    bare,
    grade,
    present,
    score,
)

few = settings(max_examples=40, deadline=None)

ANSWERS = (Answer("a", True, "yes a"), Answer("b", False, "no b"), Answer("c", False, "no c"))
MANY = (Answer("a", True, "yes a"), Answer("b", True, "yes b"), Answer("c", False, "no c"), Answer("d", False, "no d"))
SINGLE = Single("q1", "l", "CC1.1", "p", ANSWERS)
MULTIPLE = Multiple("q2", "l", "CC1.1", "p", MANY)
TRUE_FALSE = TrueFalse("q3", "l", "CC1.1", "p", False, "said true", "said false")
MATCHING = Matching(
    "q4", "l", "CC1.1", "p", (Pair("1", "x", "missed 1"), Pair("2", "y", "missed 2"), Pair("3", "x", "missed 3"))
)
ORDERING = Ordering("q5", "l", "CC1.1", "p", ("one", "two", "three"), "in order", "not in order")
SHORT = Short("q6", "l", "CC1.1", "p", ("sympathy", "pity"), "right", "wrong")
SCENARIO = Scenario("q7", "l", "CC1.1", "s", "p", ANSWERS, FollowUp("then", MANY))

RIGHT: dict[str, Response] = {
    "q1": Chose(0),
    "q2": ChoseSome((1, 0)),
    "q3": Judged(False),
    "q4": Matched((2, 1, 0)),
    "q5": Ordered((0, 1, 2)),
    "q6": Typed(" Sympathy. "),
    "q7": Played(0, 1),
}
QUESTIONS: tuple[Question, ...] = (SINGLE, MULTIPLE, TRUE_FALSE, MATCHING, ORDERING, SHORT, SCENARIO)
BY_ID = {question.id: question for question in QUESTIONS}

three = st.integers(0, 2)
RESPONSES: dict[str, st.SearchStrategy[Response]] = {
    "q1": st.builds(Chose, three),
    "q2": st.builds(ChoseSome, st.lists(st.integers(0, 3)).map(tuple)),
    "q3": st.builds(Judged, st.booleans()),
    "q4": st.builds(Matched, st.tuples(*[st.none() | three] * 3)),
    "q5": st.builds(Ordered, st.permutations(range(3)).map(tuple)),
    "q6": st.builds(Typed, st.text()),
    "q7": st.builds(Played, three, st.none() | st.integers(0, 3)),
}
some_responses = st.fixed_dictionaries({}, optional=RESPONSES)


@few
@given(some_responses)
def test_points_lie_between_0_and_1_and_only_a_right_response_has_all_of_them(responses: dict[str, Response]) -> None:
    for id, response in responses.items():
        marked = grade(BY_ID[id], response)
        assert 0 <= marked.points <= 1
        assert marked.right == (marked.points == 1)
        assert marked.right or marked.feedback


@few
@given(some_responses)
def test_100_per_cent_means_that_all_is_right(responses: dict[str, Response]) -> None:
    all_right = all(grade(question, responses.get(question.id)).right for question in QUESTIONS)
    assert (score(QUESTIONS, responses) == 100) == all_right


def test_fully_right_responses_score_100_per_cent() -> None:
    assert score(QUESTIONS, RIGHT) == 100
    assert score(QUESTIONS, {}) == 0


@few
@given(some_responses, st.permutations(QUESTIONS))
def test_the_score_does_not_depend_on_the_order_of_the_questions(
    responses: dict[str, Response], questions: list[Question]
) -> None:
    assert score(questions, responses) == score(QUESTIONS, responses)


@few
@given(some_responses, st.sampled_from(sorted(RIGHT)))
def test_putting_one_response_right_never_lowers_the_score(responses: dict[str, Response], id: str) -> None:
    assert score(QUESTIONS, {**responses, id: RIGHT[id]}) >= score(QUESTIONS, responses)


@pytest.mark.parametrize(("right", "expected"), [(0, 0), (1, 33), (2, 66), (3, 100)])
def test_a_score_is_rounded_down(right: int, expected: int) -> None:
    questions = [replace(SINGLE, id=str(number)) for number in range(3)]
    assert score(questions, {str(number): Chose(0) for number in range(right)}) == expected


# Shuffling


def shown_and_chosen(question: Question, seed: int, wanted: tuple[str, ...]) -> tuple[int, ...]:
    """Choose the texts `wanted` on a shuffled screen, and return their places in the question."""
    shown = present(question, Random(seed))
    return tuple(shown.order[shown.options.index(text)] for text in wanted)


CHOICES: list[tuple[Question, tuple[str, ...], Callable[[tuple[int, ...]], Response]]] = [
    (SINGLE, ("b",), lambda places: Chose(places[0])),
    (MULTIPLE, ("d", "a"), ChoseSome),
    (ORDERING, ("two", "one", "three"), Ordered),
    (MATCHING, ("x", "x", "y"), Matched),
]


@few
@given(st.sampled_from(CHOICES), st.integers(), st.integers())
def test_grading_does_not_depend_on_how_a_question_was_shuffled(
    choice: tuple[Question, tuple[str, ...], Callable[[tuple[int, ...]], Response]], one: int, other: int
) -> None:
    question, wanted, respond = choice
    first = grade(question, respond(shown_and_chosen(question, one, wanted)))
    assert first == grade(question, respond(shown_and_chosen(question, other, wanted)))


@few
@given(st.sampled_from(QUESTIONS), st.integers())
def test_the_same_seed_shows_the_same_order(question: Question, seed: int) -> None:
    assert present(question, Random(seed)) == present(question, Random(seed))


@few
@given(st.integers())
def test_every_answer_is_shown_once(seed: int) -> None:
    assert sorted(present(MULTIPLE, Random(seed)).options) == ["a", "b", "c", "d"]
    assert sorted(present(MATCHING, Random(seed)).options) == ["x", "y"]
    assert sorted(present(SCENARIO, Random(seed)).follow_up_options) == ["a", "b", "c", "d"]


@few
@given(st.integers(), st.integers(2, 6))
def test_steps_are_never_shown_in_the_right_order(seed: int, count: int) -> None:
    question = replace(ORDERING, steps=tuple(map(str, range(count))))
    shown = present(question, Random(seed))
    assert sorted(shown.order) == list(range(count))
    assert shown.options != question.steps


# Each type


def texts(question: Question, response: Response | None) -> list[str]:
    return [feedback.text for feedback in grade(question, response).feedback]


def test_every_given_answer_gets_its_own_feedback() -> None:
    assert texts(SINGLE, Chose(1)) == ["no b"]
    assert texts(MULTIPLE, ChoseSome((0, 2, 1))) == ["yes a", "yes b", "no c"]
    assert texts(TRUE_FALSE, Judged(True)) == ["said true"]
    assert texts(MATCHING, Matched((0, None, 1))) == ["missed 2", "missed 3"]
    assert texts(ORDERING, Ordered((1, 0, 2))) == ["not in order"]
    assert texts(SHORT, Typed("empathy")) == ["wrong"]
    assert texts(SCENARIO, Played(1, 0)) == ["no b", "yes a"]


def test_an_incomplete_choice_says_that_there_is_more() -> None:
    assert texts(MULTIPLE, ChoseSome((0,))) == ["yes a", "There is more to find here."]


def test_a_question_left_out_says_so() -> None:
    assert texts(SHORT, None) == ["This question was not answered."]


@pytest.mark.parametrize(
    ("question", "response", "points"),
    [
        (MULTIPLE, ChoseSome((0,)), Fraction(1, 2)),
        (MULTIPLE, ChoseSome((0, 0, 1)), Fraction(1)),
        (MULTIPLE, ChoseSome((0, 1, 2, 3)), Fraction(0)),
        (MULTIPLE, ChoseSome((0, 1, 2)), Fraction(1, 2)),
        (MULTIPLE, ChoseSome((2, 3)), Fraction(0)),
        (MATCHING, Matched((0, 0, 2)), Fraction(2, 3)),
        (ORDERING, Ordered((0, 2, 1)), Fraction(0)),
        (SCENARIO, Played(0), Fraction(1, 2)),
        (SCENARIO, Played(1, 0), Fraction(1, 2)),
        (replace(SCENARIO, follow_up=None), Played(0), Fraction(1)),
    ],
)
def test_a_part_of_a_response_earns_its_part(question: Question, response: Response, points: Fraction) -> None:
    assert grade(question, response).points == points


@pytest.mark.parametrize("written", ["SYMPATHY", "  sympathy ", "Sympathy.", "“sympathy!”", "ｓｙｍｐａｔｈｙ", "Pity"])
def test_capitals_spaces_and_full_stops_do_not_matter(written: str) -> None:
    assert grade(SHORT, Typed(written)).right


@pytest.mark.parametrize("written", ["agency's co-worker", "agency’s co\u2011worker", "Agency‘s co–worker"])
def test_apostrophes_and_dashes_of_every_keyboard_are_the_same(written: str) -> None:
    assert grade(replace(SHORT, accept=("agency's co-worker",)), Typed(written)).right


@pytest.mark.parametrize("written", ["", "...", "sym pathy", "sympathy pity", "empathy"])
def test_another_word_is_another_answer(written: str) -> None:
    assert not grade(SHORT, Typed(written)).right


@few
@given(st.text())
def test_comparing_a_bare_text_changes_nothing_more(text: str) -> None:
    assert bare(bare(text)) == bare(text)


@pytest.mark.parametrize(
    ("question", "response"),
    [(SINGLE, Chose(3)), (SINGLE, Chose(-1)), (SINGLE, Typed("a")), (MATCHING, Matched((0,))), (SHORT, Judged(True))],
)
def test_a_response_that_does_not_fit_is_refused(question: Question, response: Response) -> None:
    with pytest.raises(Refused, match="does not fit the question"):
        grade(question, response)


# Attempts


def attempt(number: int, *, submitted: bool) -> Attempt:
    at = datetime(2026, 5, 4, tzinfo=UTC)
    return Attempt("c", "1.0.0", "m", number, 7, at, {}, at if submitted else None, 50 if submitted else None)


def test_only_submitted_attempts_are_used_up() -> None:
    attempts = [attempt(1, submitted=True), attempt(2, submitted=False)]
    assert attempts_left(3, attempts) == 2
    assert attempts_left(1, attempts) == 0
    assert attempts_left(0, attempts) is None
