"""What is different between two versions of a course, as its author changed the files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from peertrain.courseware import parts
from peertrain.courseware.compiled import CompiledCourse
from peertrain.courseware.compiler import compile_course
from peertrain.courseware.revisions import Change, Edition, How, PartOf, compare, edition_of
from tests.courseware.small_course import FILES

Written = Callable[..., CompiledCourse]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Return what compiles the small course with pieces of its files replaced."""

    def write(*changes: tuple[str, str, str], add: dict[str, str] | None = None) -> CompiledCourse:
        root = tmp_path / str(len(list(tmp_path.iterdir())))
        files = FILES | (add or {})
        for path, old, new in changes:
            assert old in files[path]
            files[path] = files[path].replace(old, new)
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        return compile_course(root)

    return write


MODULE, LESSON, CHECK = "modules/empathy/module.yaml", "modules/empathy/hearing.md", "modules/empathy/check.yaml"
THIRD = FILES[LESSON].replace("empathy.hearing", "empathy.waiting").replace("Hearing", "Waiting")


def changes(old: CompiledCourse, new: CompiledCourse) -> list[Change]:
    return list(compare(edition_of(old), edition_of(new)))


def test_a_course_is_no_different_from_itself(written: Written) -> None:
    assert changes(written(), written()) == []


def test_other_words_in_a_lesson_its_twin_or_its_picture_make_it_reworded(written: Written) -> None:
    for change in (
        ("modules/empathy/being-heard.md", "A first paragraph", "One first paragraph"),
        ("modules/empathy/plain/being-heard.md", "You feel", "You sense"),
        ("modules/empathy/pictures/circles.svg", "I feel", "I sense"),
    ):
        [found] = changes(written(), written(change))
        assert (found.part, found.how, found.id) == (PartOf.LESSON, How.CHANGED, "empathy.being-heard")
        assert found.reworded


def test_what_is_new_and_what_is_gone_is_found_by_its_id(written: Written) -> None:
    longer = written(
        (MODULE, "  - hearing\n", "  - hearing\n  - waiting\n"), (MODULE, "minutes: 65", "minutes: 75"),
        (MODULE, "mentoring_education: 40", "mentoring_education: 50"), add={"modules/empathy/waiting.md": THIRD},
    )  # fmt: skip
    module, lesson = changes(written(), longer)
    assert (module.part, module.minutes, module.reworded) == (PartOf.MODULE, (65, 75), False)
    assert (lesson.part, lesson.how, lesson.title) == (PartOf.LESSON, How.ADDED, "Waiting")
    assert [(one.how, one.id) for one in changes(longer, written())][1:] == [(How.REMOVED, "empathy.waiting")]


def test_a_lesson_with_another_id_is_another_lesson(written: Written) -> None:
    other = written(
        (LESSON, "id: empathy.hearing", "id: empathy.hearing-2"), ("glossary.yaml", "empathy.hearing", "empathy.being-heard"),
    )  # fmt: skip
    found = {(one.how, one.id) for one in changes(written(), other) if one.part is PartOf.LESSON}
    assert found == {(How.ADDED, "empathy.hearing-2"), (How.REMOVED, "empathy.hearing")}


def test_questions_and_the_rules_of_the_check_are_told_apart(written: Written) -> None:
    [question] = changes(written(), written((CHECK, "Empathy is pity.", "Empathy is the same as pity.")))
    assert (question.part, question.id, question.reworded) == (PartOf.QUESTION, "empathy.q03", True)
    [check] = changes(written(), written((MODULE, "pass_mark: 80", "pass_mark: 90")))
    assert (check.part, check.id) == (PartOf.CHECK, "empathy.check")


def test_the_author_asks_to_do_again_what_has_changed_and_says_why(written: Written) -> None:
    marked = written((LESSON, "minutes: 10", "minutes: 10\nagain: The law has changed."))
    [lesson] = changes(written(), marked)
    assert (lesson.again, lesson.reworded) == ("The law has changed.", False)
    check = written((MODULE, "attempts: 5", "attempts: 5, again: The answers have changed."))
    assert [one.again for one in changes(written(), check)] == ["The answers have changed."]


def test_nobody_is_asked_again_by_a_mark_that_stood_there_before(written: Written) -> None:
    mark = (LESSON, "minutes: 10", "minutes: 10\nagain: The law has changed.")
    assert changes(written(mark), written(mark)) == []
    [later] = changes(written(mark), written(mark, (LESSON, "Only one", "Just one")))
    assert later.again == "The law has changed."


def test_a_mark_is_part_of_what_the_author_wrote_and_a_course_without_one_stays_what_it_was(written: Written) -> None:
    marked = written((LESSON, "minutes: 10", "minutes: 10\nagain: The law has changed."))
    assert marked.outline.digest != written().outline.digest
    assert written().outline.digest == "b2ed66a04a430220ddcec8bfe82469067b999965146417ad1137f1950f9e4c09"


def test_versions_are_compared_from_the_parts_that_are_stored(written: Written) -> None:
    def stored(course: CompiledCourse) -> Edition:
        found = {(one.kind, one.name): one.content for one in parts.parts_of(course)}
        return parts.edition_from(course.outline, lambda kind, name: found.get((kind, name)))

    old, new = written(), written((LESSON, "Only one", "Just one"), (CHECK, "Empathy is pity.", "It is pity."))
    assert compare(stored(old), stored(new)) == compare(edition_of(old), edition_of(new))


def test_where_the_old_version_is_not_here_its_outline_still_says_what_is_new(written: Written) -> None:
    old, new = written(), written((LESSON, "Only one", "Just one"), (LESSON, "title: Hearing", "title: Hearing out"))
    outline_only = Edition(old.outline, {}, {})
    found = compare(outline_only, edition_of(new))
    assert [(one.part, one.how, one.title) for one in found] == [(PartOf.LESSON, How.CHANGED, "Hearing out")]
