"""A compiled course holds what the author wrote, in a form that can be shown, kept and compared."""

from pathlib import Path

import pytest

from peertrain.courseware.competencies import load_competencies
from peertrain.courseware.compiled import CompiledCourse, Heading, ItemTag, from_json, to_json
from peertrain.courseware.compiler import check_course, compile_course
from peertrain.courseware.mistakes import CourseInvalid
from peertrain.courseware.references import is_core_competency
from peertrain.domain.competencies import Competency
from peertrain.domain.curriculum import CheckOutline
from peertrain.domain.quizzes import Matching, Multiple, Ordering, Scenario, Short, Single, TrueFalse
from tests.courseware.small_course import Change

LESSON = "modules/empathy/being-heard.md"


@pytest.fixture
def compiled(course: Path) -> CompiledCourse:
    return compile_course(course)


def test_the_outline_is_what_the_record_needs(compiled: CompiledCourse) -> None:
    [module] = compiled.outline.modules
    assert compiled.outline.id == "small-course@1.0.0"
    assert (module.minutes, module.domains) == (65, {"mentoring_education": 40, "recovery_wellness": 25})
    assert [lesson.id for lesson in module.lessons] == ["empathy.being-heard", "empathy.hearing"]
    assert module.reflections[0].after == "empathy.hearing"
    assert module.check == CheckOutline(minutes=20, pass_mark=80, attempts=5, questions=7)


def test_a_lesson_becomes_plain_html(compiled: CompiledCourse) -> None:
    html = compiled.modules[0].lessons[0].html
    assert "<strong>bold</strong>" in html
    assert '<a href="https://example.org/page">a link</a>' in html
    assert '<td align="left">Not fine</td>' in html
    assert '<h2 id="a-heading">A heading</h2>' in html


def test_a_picture_is_an_asset_with_its_caption_below(compiled: CompiledCourse) -> None:
    html = compiled.modules[0].lessons[0].html
    assert '<img alt="Three overlapping circles that share a middle." src="asset:empathy.circles.svg"' in html
    assert '<p class="caption">Where we meet</p>' in html
    assert compiled.assets["empathy.circles.svg"].media_type == "image/svg+xml"


def test_a_pull_out_is_a_table_of_one_cell_with_its_word(compiled: CompiledCourse) -> None:
    html = compiled.modules[0].lessons[0].html.replace("\n", "")
    assert (
        '<table class="pull-remember"><tbody><tr><td><p class="pull-heading">Remember</p><p>Hear first.</p><ul>' in html
    )


def test_headings_inside_a_pull_out_keep_their_order(course: Path, change: Change) -> None:
    change(LESSON, "    Hear first.", "    ## Inside\n\n    Hear first.")
    headings = compile_course(course).modules[0].lessons[0].headings
    assert headings == (
        Heading(2, "A heading", "a-heading"),
        Heading(2, "Inside", "inside"),
        Heading(3, "A smaller heading", "a-smaller-heading"),
    )


def test_headings_with_the_same_words_have_different_anchors(course: Path, change: Change) -> None:
    change(LESSON, "### A smaller heading", "## A heading")
    anchors = [heading.anchor for heading in compile_course(course).modules[0].lessons[0].headings]
    assert anchors == ["a-heading", "a-heading-2"]


def test_the_plain_text_is_what_is_read_aloud(compiled: CompiledCourse) -> None:
    lesson = compiled.modules[0].lessons[0]
    assert lesson.plain_text.split("\n\n") == [
        "A first paragraph with bold words and a link.",
        "A heading",
        "Three overlapping circles that share a middle.",
        "Where we meet",
        "Remember",
        "Hear first.",
        "Then ask.",
        "A smaller heading",
        "Said",
        "Heard",
        "Fine",
        "Not fine",
    ]
    assert lesson.words == 34


def test_characters_are_read_aloud_as_they_are_meant(course: Path, change: Change) -> None:
    change(LESSON, "A first paragraph", r"You & I \* 2 < 3 &copy; A first paragraph")
    lesson = compile_course(course).modules[0].lessons[0]
    assert lesson.plain_text.startswith("You & I * 2 < 3 © A first")
    assert lesson.html.startswith("<p>You &amp; I * 2 &lt; 3 © A first")


def test_wrapped_lines_of_a_prompt_are_joined_and_its_paragraphs_kept(compiled: CompiledCourse) -> None:
    prompt = compiled.modules[0].reflections[0].prompt
    assert prompt == "Think of a time when you were heard.\n\nWhat helped?"


def test_every_type_of_question_is_read(compiled: CompiledCourse) -> None:
    questions = compiled.modules[0].questions
    assert [type(question) for question in questions] == [
        Single, Multiple, TrueFalse, Matching, Ordering, Short, Scenario,
    ]  # fmt: skip
    assert questions[0].lesson == "empathy.being-heard"


def test_a_lesson_has_its_twin_in_plain_language_and_a_lesson_without_one_none(compiled: CompiledCourse) -> None:
    first, second = compiled.modules[0].lessons
    assert first.twin is not None
    assert "You feel <strong>with</strong> the person." in first.twin.html
    assert first.twin.plain_text.startswith("What it means")
    assert second.twin is None


def test_the_facilitator_guide_is_read_as_it_is_written(compiled: CompiledCourse) -> None:
    guide = compiled.modules[0].guide
    assert guide is not None
    assert [(step.minutes, step.title) for step in guide.live.steps] == [(10, "Arrive"), (20, "Role play")]
    assert guide.role_plays[0].person == "You were laughed at on the bus."
    assert (guide.live.prepare, guide.discussion) == (("Chairs in a circle",), ("What helped you?",))


def test_a_question_keeps_what_it_is_for_and_how_hard_it_is_meant_to_be(compiled: CompiledCourse) -> None:
    assert compiled.modules[0].tags == (ItemTag("empathy.q07", "mentoring_education", "easy"),)


def test_a_twin_of_no_lesson_is_found(course: Path) -> None:
    (course / "modules/empathy/plain/nothing.md").write_text("A text.", encoding="utf-8")
    assert [mistake.what for mistake in check_course(course)] == [
        "No lesson has this name, of which it would be the plain-language twin."
    ]


def test_a_course_comes_back_from_json_as_it_was(compiled: CompiledCourse) -> None:
    text = to_json(compiled)
    assert from_json(text) == compiled
    assert to_json(from_json(text)) == text


# The digest


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("curriculum.yaml", "A small course", "A course"),
        ("modules/empathy/module.yaml", "Go slowly.", "Go gently."),
        ("modules/empathy/check.yaml", "answer: false", "answer: true"),
        ("modules/empathy/reflections.yaml", "What helped?", "Who helped?"),
        (LESSON, "Hear first.", "Hear last."),
        ("modules/empathy/plain/being-heard.md", "one thing", "two things"),
        ("modules/empathy/guide.yaml", "in threes", "in pairs"),
        ("modules/empathy/check.yaml", "difficulty: easy", "difficulty: hard"),
        ("modules/empathy/pictures/circles.svg", 'r="10"', 'r="11"'),
    ],
)
def test_the_digest_covers_everything_that_the_author_wrote(
    path: str, old: str, new: str, course: Path, change: Change
) -> None:
    before = compile_course(course).outline.digest
    change(path, old, new)
    assert compile_course(course).outline.digest != before


def test_the_digest_tells_types_of_question_apart(course: Path, change: Change) -> None:
    before = compile_course(course).outline.digest
    change("modules/empathy/check.yaml", "type: single", "type: multiple")
    assert compile_course(course).outline.digest != before


def test_the_digest_does_not_depend_on_how_the_files_were_saved(course: Path, change: Change) -> None:
    before = compile_course(course).outline.digest
    for path in [*course.rglob("*.md"), *course.rglob("*.yaml")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    change("modules/empathy/module.yaml", "title: Empathy", 'title: "Empathy"  # a remark')
    assert compile_course(course).outline.digest == before


def test_the_digest_does_not_depend_on_the_language_of_the_program(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = compile_course(course)
    monkeypatch.setattr("peertrain.courseware.pages.pull_heading", lambda kind: "Recuerda")
    after = compile_course(course)
    assert "Recuerda" in after.modules[0].lessons[0].html
    assert after.outline.digest == before.outline.digest


# Competencies


def test_there_are_62_core_competencies() -> None:
    ids = [f"CC{category}.{number}" for category in range(100) for number in range(10)]
    assert sum(map(is_core_competency, ids)) == 62


def test_competencies_are_read_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "competencies.yaml"
    path.write_text(
        "- id: CC1.2\n  title: T\n  category: C\n  look_for: L\n  anchors: {1: a, 2: b, 3: c, 4: d}\n", encoding="utf-8"
    )
    assert load_competencies(path) == (Competency("CC1.2", "T", "C", "L", ("a", "b", "c", "d")),)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("id: CC1.2", 1, "This is not a list."),
        (
            "- id: x\n  title: T\n  category: C\n  look_for: L\n  anchors: {1: a, 2: b, 3: c, 4: d}",
            1,
            "“x” is not right",
        ),
        ("- id: CC1.2\n  title: T\n  category: C\n  look_for: L\n  anchors: {1: a, 2: b, 3: c}", 5, "“4” is missing"),
    ],
)
def test_mistakes_in_the_competencies_are_found(text: str, line: int, what: str, tmp_path: Path) -> None:
    (tmp_path / "competencies.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CourseInvalid) as caught:
        load_competencies(tmp_path / "competencies.yaml")
    [mistake] = caught.value.mistakes
    assert mistake.line == line
    assert what in mistake.what


# What PeerTrain brings along

SHIPPED = Path(__file__).parents[2] / "curricula" / "peer-specialist-core"


def test_the_course_that_comes_with_the_program_can_be_used() -> None:
    course = compile_course(SHIPPED)
    assert [module.id for module in course.outline.modules][:4] == [
        "what-peer-support-is", "empathy", "boundaries", "sharing-your-story",
    ]  # fmt: skip
    assert all(module.questions and module.lessons for module in course.modules)
