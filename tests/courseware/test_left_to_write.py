"""What is not written yet is said, where it stands; what an author has written is let alone."""

from pathlib import Path

import pytest

from peertrain.courseware.compiler import check_course
from tests.courseware.small_course import Change

LESSON, SECOND, TWIN = (f"modules/empathy/{name}.md" for name in ("being-heard", "hearing", "plain/being-heard"))


def advice(course: Path) -> list[tuple[str, int, str]]:
    return [(one.path, one.line, one.what) for one in check_course(course) if one.advice]


@pytest.mark.parametrize(
    ("path", "texts", "line"),
    [
        (
            "curriculum.yaml",
            (
                "A course that the tests write.",
                "Say here in one or two sentences whom the course is for and what they can do after it.",
            ),
            6,
        ),
        (
            "modules/empathy/module.yaml",
            ("How to hear a person.", "Say here in one or two sentences what this module is about."),
            3,
        ),
        (
            SECOND,
            (
                "Only one paragraph.",
                "This is an example, so that you see how a lesson is written. Put your own words in its place.",
            ),
            8,
        ),
        (
            TWIN,
            ("You feel **with** the person.", "This is an example in plain words. Put your own words here."),
            3,
        ),
    ],
)
def test_a_sentence_of_the_example_is_found_where_it_stands(
    course: Path, change: Change, path: str, texts: tuple[str, str], line: int
) -> None:
    change(path, *texts)
    [(found, number, what)] = advice(course)
    assert (found, number) == (path, line)
    assert "The example's words still stand here" in what
    assert "other line" not in what


def test_the_lines_of_a_file_are_counted_and_not_listed_one_by_one(course: Path, change: Change) -> None:
    change(SECOND, "Only one", "A short silence gives a person room to go on.\n\nOnly one")
    change(SECOND, "Only one", "In your next conversation, count to three before each answer.\n\nOnly one")
    [(_path, number, what)] = advice(course)
    assert (number, "and in 1 other line of this file" in what) == (8, True)


@pytest.mark.parametrize("said", ["What do you say?", "Ask a question, so that it goes on.", "# Put your own words."])
def test_what_an_author_may_well_say_too_is_let_alone(course: Path, change: Change, said: str) -> None:
    change(SECOND, "Only one paragraph.", said if not said.startswith("#") else f"#{said}")
    assert advice(course) == []


def test_two_lessons_with_the_same_text_are_found_however_their_lines_are_wrapped(course: Path, change: Change) -> None:
    whole = (course / LESSON).read_text(encoding="utf-8")
    body = whole.split("---\n", 2)[2].replace("**bold** words and", "**bold** words\nand")
    change(SECOND, "Only one paragraph.\n", body)
    [(path, number, what)] = advice(course)
    assert (path, number) == (SECOND, 2)
    assert what == "This lesson says word for word what empathy.being-heard says."


def test_one_other_word_is_another_lesson(course: Path, change: Change) -> None:
    body = (course / LESSON).read_text(encoding="utf-8").split("---\n", 2)[2].replace("Hear first.", "Listen first.")
    change(SECOND, "Only one paragraph.\n", body)
    assert advice(course) == []
