"""A course that is being written is shown as far as it can be, with everything that is wrong in it."""

from pathlib import Path

import pytest

from peertrain.courseware.compiler import draft_course
from peertrain.services import previews
from tests.teaching import BEING_HEARD, HEARING, small_course

CHECK, PICTURE = "modules/empathy/check.yaml", "modules/empathy/pictures/circles.svg"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_course(tmp_path)
    return tmp_path / "small-1.0.0"


def change(folder: Path, path: str, old: str, new: str) -> None:
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_course_without_mistakes_is_shown_whole(folder: Path) -> None:
    preview = previews.read(folder)
    assert (preview.title, preview.mistakes) == ("A small course", 0)
    assert [one.id for one in preview.parts] == [
        "empathy.being-heard", "empathy.hearing", "empathy.heard", "empathy.check", "empathy.guide",
    ]  # fmt: skip
    first, second, reflection, check, guide = preview.parts
    assert first.lesson is not None
    assert first.lesson.twin is not None
    assert second.lesson is not None
    assert reflection.reflection is not None
    assert len(check.questions) == 7
    assert guide.guide is not None
    assert list(preview.pictures) == ["empathy.circles.svg"]


def test_with_a_mistake_in_one_file_the_rest_is_still_shown(folder: Path) -> None:
    change(folder, CHECK, "right: true", "right: yes")
    change(folder, HEARING, "Only one paragraph.", "Only one paragraph with a <b>tag</b>.")
    preview = previews.read(folder)
    assert {one.path for one in preview.found if not one.advice} == {CHECK, HEARING}
    by_id = {one.id: one for one in preview.parts}
    assert by_id["empathy.check"].questions == ()
    lesson = by_id["empathy.hearing"].lesson
    assert lesson is not None
    assert "<b>" not in lesson.html


def test_a_picture_with_a_mistake_is_never_drawn(folder: Path) -> None:
    change(folder, PICTURE, "<title>", "<script>alert(1)</script><title>")
    draft = draft_course(folder)
    assert draft.course is not None
    assert dict(draft.course.assets) == {}
    assert PICTURE in {one.path for one in draft.found}


def test_a_lesson_too_complicated_to_check_is_not_shown_at_all(folder: Path) -> None:
    table = "\n".join(["", "| a | b |", "|---|---|", *["| c | d |"] * 400, ""])
    change(folder, HEARING, "Only one paragraph.", table)
    draft = draft_course(folder)
    assert draft.course is not None
    assert [lesson.html == "" for lesson in draft.course.modules[0].lessons] == [False, True]


def test_a_folder_without_a_course_says_so(tmp_path: Path) -> None:
    preview = previews.read(tmp_path)
    assert preview.parts == ()
    assert "no course in this folder" in preview.found[0].what


def test_a_lesson_is_measured_for_its_author(folder: Path) -> None:
    change(folder, BEING_HEARD, "Three overlapping circles that share a middle.", "Circles & a middle.")
    preview = previews.read(folder)
    lesson = preview.parts[0].lesson
    assert lesson is not None
    found = previews.measured(lesson, preview.contrasts)
    assert found.figures.minutes == 20
    assert found.minutes == 1
    assert found.twin_minutes == 1
    assert (found.pictures, found.short_alternatives) == (1, ("Circles & a middle.",))


def test_how_well_the_texts_in_a_lessons_pictures_can_be_read_is_said(folder: Path) -> None:
    def measured() -> previews.Measured:
        preview = previews.read(folder)
        lesson = preview.parts[0].lesson
        assert lesson is not None
        return previews.measured(lesson, preview.contrasts)

    found = measured()
    assert found.faintest is not None
    assert (found.faintest.words, found.faintest.figures, found.faintest.is_faint) == ("I feel", "21.0", False)
    assert found.unknown == ()
    change(folder, PICTURE, "I feel</text>", 'I feel</text><text x="60" y="20" fill="#999999">Grey</text>')
    found = measured()
    assert found.faintest is not None
    assert (found.faintest.words, found.faintest.is_faint) == ("Grey", True)
    change(folder, PICTURE, "#999999", "blurple")
    assert (measured().faintest, measured().unknown) == (None, ("circles.svg",))


def test_mistakes_stand_before_advice(folder: Path) -> None:
    change(folder, PICTURE, "I feel</text>", 'I feel</text><text x="60" y="20" fill="#999999">Grey</text>')
    change(folder, HEARING, "minutes: 10", "minutes: ten")
    change(
        folder,
        "modules/empathy/module.yaml",
        "How to hear a person.",
        "Say here in one or two sentences what this module is about.",
    )
    assert [one.advice for one in previews.read(folder).found] == [False, True, True]


def test_what_may_change_is_every_folder_and_file_but_no_link(folder: Path) -> None:
    (folder / "elsewhere").symlink_to(folder.parent)
    (folder / ".hidden").write_text("", encoding="utf-8")
    found = {Path(one).relative_to(folder).as_posix() for one in previews.files_of(folder)}
    assert {".", "modules/empathy", "modules/empathy/plain/being-heard.md", "modules/empathy/pictures"} <= found
    assert not found & {"elsewhere", ".hidden"}
