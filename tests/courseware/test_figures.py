"""What a course comes to is counted right, and its reading grade tells easy texts from hard ones."""

import json
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peertrain.courseware.compiler import compile_course
from peertrain.courseware.figures import course_figures, key_length, single_choices
from peertrain.courseware.figures_command import figures_command
from peertrain.courseware.reading_grade import count_syllables, reading_grade
from peertrain.domain.quizzes import Answer

SYLLABLES = {
    1: "the cat make asked moved rules clothes lives called filled while breathe times safe guilt",
    2: "people table tables handled struggles opened wanted started being quiet create crisis houses changes teaches",
    3: "idea area video theory serious obvious medicine supporter violence actual created decided services",
    4: "recovery situation experience usually relationship community facilitate",
}


@pytest.mark.parametrize(("count", "words"), SYLLABLES.items())
def test_syllables_of_everyday_words_are_counted_as_they_are_spoken(count: int, words: str) -> None:
    assert {word: count_syllables(word) for word in words.split()} == dict.fromkeys(words.split(), count)


def test_a_childs_sentence_is_easier_than_an_agencys() -> None:
    plain = reading_grade("The dog ran to the park. It was glad to see us. We sat in the sun.")
    agency = reading_grade(
        "Participating organizations collaborate to facilitate comprehensive rehabilitation, notwithstanding "
        "considerable administrative obligations and continually changing reimbursement regulations."
    )
    assert plain < 2
    assert agency > 18


def test_the_grade_is_the_formula_of_its_source() -> None:
    """Seven words in two sentences, with nineteen syllables."""
    text = "Recovery happens in communities. Marcus usually listens."
    assert reading_grade(text) == pytest.approx(0.39 * 7 / 2 + 11.8 * 19 / 7 - 15.59)


@given(st.text(max_size=200))
def test_every_text_has_a_grade(text: str) -> None:
    assert reading_grade(text) >= 0


def test_the_figures_of_a_course_are_those_of_its_parts(course: Path) -> None:
    figures = course_figures(compile_course(course))
    [module] = figures.modules
    assert (figures.minutes, figures.live, module.questions, module.role_plays, module.pictures) == (65, 30, 7, 1, 1)
    assert figures.domains == {"mentoring_education": 40, "recovery_wellness": 25}
    first, second = figures.lessons
    assert first.twin_words == 17
    assert second.twin_words is None
    assert second.words == 3


def test_the_bank_is_counted_by_type_competency_and_the_place_of_its_keys(course: Path) -> None:
    bank = course_figures(compile_course(course)).bank
    assert bank.questions == 7
    assert bank.types["Scenario"] == 1
    assert bank.competencies == {"CC1.2": 5, "CC1.5": 2}
    assert (bank.choices, bank.positions) == (3, {1: 3})
    assert (bank.longest, bank.shortest) == (1, 1)


def test_a_choice_with_several_right_answers_has_no_key_place(course: Path) -> None:
    scenario = compile_course(course).modules[0].questions[6]
    assert len(list(single_choices(scenario))) == 2


@pytest.mark.parametrize(("key", "found"), [("long enough", 1), ("a", -1), ("same", 0)])
def test_the_length_of_a_key_is_compared_with_every_other_answer(key: str, found: int) -> None:
    others = [Answer("word", False, ""), Answer("much", False, "")]
    assert key_length([Answer(key, True, ""), *others]) == found


def test_the_command_prints_a_page_or_json(course: Path) -> None:
    page, data = StringIO(), StringIO()
    assert figures_command(course, page) == 0
    assert figures_command(course, data, as_json=True) == 0
    assert "A small course 1.0.0" in page.getvalue()
    assert "30 min (46 %)" in page.getvalue()
    assert json.loads(data.getvalue())["bank"]["questions"] == 7
