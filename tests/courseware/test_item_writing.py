"""A question that gives its answer away, or leads astray, is found; one that is well written is left alone."""

from io import StringIO
from pathlib import Path

import pytest
import yaml

from peertrain.courseware.command import check_command
from peertrain.courseware.compiler import check_course, compile_course
from peertrain.places import shipped_courses
from tests.courseware.small_course import Change

CHECK = "modules/empathy/check.yaml"
ANSWERS = [
    ("They sit with her in silence", True),
    ("They tell her what to do next", False),
    ("They say it could be worse", False),
]


def single(
    number: int, prompt: str = "", answers: list[tuple[str, bool]] = ANSWERS, **more: object
) -> dict[str, object]:
    """A question about the first lesson, or the second where its number is even."""
    return {
        "id": f"empathy.n{number:02}",
        "type": "single",
        "lesson": "hearing" if number % 2 == 0 else "being-heard",
        "competency": "CC1.2",
        "prompt": prompt or f"What helps person {number}?",
        "answers": [
            {"text": text, "feedback": "So.", "right": right} for text, right in answers
        ],
    } | more  # fmt: skip


def keyed(number: int, lengths: list[int], right: int) -> dict[str, object]:
    """A question whose answers have these lengths."""
    words = [f"{place}" + chr(97 + place) * (length - 1) for place, length in enumerate(lengths)]
    return single(number, answers=[(word, place == right) for place, word in enumerate(words)])


def found(course: Path, *questions: dict[str, object]) -> list[str]:
    """Return what is said of these questions beside those that the course has."""
    written = yaml.safe_load((course / CHECK).read_text(encoding="utf-8"))
    written["questions"] += questions
    (course / CHECK).write_text(yaml.safe_dump(written, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return [f"{'advice: ' if one.advice else ''}{one.what}" for one in check_course(course) if one.path == CHECK]


@pytest.mark.parametrize(
    "answer",
    [
        "All of the above", "None of the above.", "All of these", "Both of them are right", "A and C", "Both A and B",
        "Answers 1 and 2", "All answers are right", "None of the other answers", "Neither is true", "Either of these",
    ],
)  # fmt: skip
def test_an_answer_that_speaks_of_the_others_is_a_mistake(course: Path, answer: str) -> None:
    [said] = found(course, single(1, answers=[*ANSWERS, (answer, False)]))
    assert said.startswith("The answer “") and "speaks of the other answers" in said  # noqa: PT018 - one sentence


@pytest.mark.parametrize(
    "answer",
    [
        "Ask each of them how they are", "Show all of these forms to Ann first", "A and E, the emergency ward",
        "None of my own story, and all of hers", "Both sisters come along", "Say that all of it stays here",
    ],
)  # fmt: skip
def test_an_answer_that_only_sounds_like_it_is_left_alone(course: Path, answer: str) -> None:
    assert found(course, single(1, answers=[*ANSWERS, (answer, False)])) == []


@pytest.mark.parametrize(
    "prompt",
    [
        "Which of these is not a sign of crisis?", "Which answer doesn't name a feeling?", "What would you never say?",
        "Ann is tired. What should you not do?", "Which one helps least?", "All of these help except",
        "Who can’t sign the form?", "Which of these sentences isn’t empathy?", "What must a peer supporter never promise?",
    ],
)  # fmt: skip
def test_a_negative_in_small_letters_is_a_mistake(course: Path, prompt: str) -> None:
    assert found(course, single(1, prompt)) == ["The question asks for what is not so, and a quick reader misses it."]


@pytest.mark.parametrize(
    "prompt",
    [
        "Which is NOT a sign of crisis?",
        "What would you NEVER say?",
        "Which one helps LEAST?",
        "All of these help EXCEPT",
    ],
)
def test_a_negative_in_capitals_is_none(course: Path, prompt: str) -> None:
    assert found(course, single(1, prompt)) == []


@pytest.mark.parametrize(
    "prompt",
    [
        "What do you say to a person who is not ready?", "“I am not going,” says Ann. What do you say?", 'He asks, "Which bus does not stop here?" What now?',
        "What usually calms her isn't working. What do you do?", "You are not sure what she means. What do you ask?",
        "Which of these are fair, though they aren't the same for everyone?", "What do you do when you are not sure?",
        "Which feedback keeps to the rule that the skill is rated and the life is not?", "What is it at least worth?",
    ],
)  # fmt: skip
def test_a_negative_in_the_story_or_in_what_somebody_says_is_left_alone(course: Path, prompt: str) -> None:
    assert found(course, single(1, prompt=prompt)) == []


def test_answers_that_say_the_same_are_a_mistake(course: Path) -> None:
    [said] = found(course, single(1, answers=[("Wait for her.", True), ("wait, for her", False)]))
    assert said == "“Wait for her.” and “wait, for her” say the same."


def test_answers_that_are_nearly_the_same_are_worth_advice(course: Path) -> None:
    near = [("You sit with her and wait for a while", True), ("You sit with her and wait for a bit", False)]
    [said] = found(course, single(1, answers=near))
    assert said.startswith("advice: ") and "nearly the same" in said  # noqa: PT018 - one sentence


def test_short_answers_such_as_numbers_are_not_nearly_the_same(course: Path) -> None:
    assert found(course, single(1, answers=[("after 10 minutes", True), ("after 15 minutes", False)])) == []


def test_a_question_that_is_asked_twice_is_a_mistake(course: Path) -> None:
    [said] = found(course, single(1, "What helps Ann now?"), single(2, "What helps  ANN now"))
    assert said == "This question asks what empathy.n01 asks already."


def test_scenarios_may_ask_the_same_of_two_stories(course: Path) -> None:
    first, second = (single(number, "What now?", type="scenario", scene=f"Story {number}.") for number in (1, 2))
    assert found(course, first, second) == []


@pytest.mark.parametrize(("longest", "wrong"), [(2, False), (3, True)])
def test_the_right_answer_is_the_longest_in_at_most_a_third(course: Path, longest: int, wrong: bool) -> None:
    shapes = [[9, 5, 6]] * longest + [[5, 6, 4]] * (6 - longest)
    said = found(course, *(keyed(number, shape, right=0) for number, shape in enumerate(shapes, 1)))
    assert any("the right answer is the longest: empathy.q07, empathy.n01" in one for one in said) == wrong


def test_a_place_that_holds_most_right_answers_is_a_mistake(course: Path) -> None:
    said = found(course, *(keyed(number, [5, 6, 4, 7], right=2 if number < 9 else 0) for number in range(1, 10)))
    assert "In 8 of 12 choices the right answer stands in place 3." in said


def test_statements_that_are_all_false_are_worth_advice(course: Path) -> None:
    statements = (
        single(number, type="true_false", answer=False, feedback={"true": "No.", "false": "Yes."}) for number in (1, 2)
    )
    bare = [{name: value for name, value in one.items() if name != "answers"} for one in statements]
    assert found(course, *bare) == [
        "advice: Every statement has the same answer: empathy.q03, empathy.n01, empathy.n02."
    ]


def test_absolute_words_in_wrong_answers_only_are_worth_advice(course: Path) -> None:
    said = [
        found(course, single(number, answers=[*ANSWERS, (f"Always tell person {number}", False)]))
        for number in range(1, 5)
    ]
    assert said[:3] == [[], [], []]
    assert said[3][0].startswith("advice: Only wrong answers say “always”")
    assert not found(course, single(5, answers=[("They never leave", False), ("They always come back", True)]))[1:]


def test_a_lesson_that_no_question_examines_is_worth_advice(course: Path, change: Change) -> None:
    text = (course / CHECK).read_text(encoding="utf-8").replace("lesson: hearing", "lesson: being-heard")
    (course / CHECK).write_text(text, encoding="utf-8")
    assert [one.what for one in check_course(course)] == ["No question is about the lesson empathy.hearing."]


def test_a_course_in_another_language_is_not_asked_about_english_words(course: Path, change: Change) -> None:
    change("curriculum.yaml", "language: en", "language: es")
    assert found(course, single(1, "Which is not so?", answers=[*ANSWERS, ("All of the above", False)])) == []


def test_an_adopted_course_stays_usable_whatever_later_rules_say_of_its_questions(course: Path) -> None:
    assert found(course, single(1, "Which is not so?"))
    assert len(compile_course(course).modules[0].questions) == 8


def test_the_command_fails_for_advice_only_when_it_is_strict(course: Path) -> None:
    found(
        course,
        single(
            1, answers=[("You sit with her and wait for a while", True), ("You sit with her and wait for a bit", False)]
        ),
    )
    out = StringIO()
    assert (check_command(course, out), check_command(course, StringIO(), strict=True)) == (0, 1)
    first, last = out.getvalue().splitlines()
    assert first.startswith(f"{CHECK}:") and ": advice: “You sit" in first  # noqa: PT018 - one sentence
    assert last == f"{course}: no mistakes; the course can be used. 1 piece of advice."


@pytest.mark.parametrize("folder", shipped_courses(), ids=lambda folder: folder.name)
def test_the_courses_that_come_with_the_program_have_no_mistakes(folder: Path) -> None:
    assert [str(one) for one in check_course(folder) if not one.advice] == []
