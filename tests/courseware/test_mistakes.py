"""Every mistake that an author can make is found, in its file and on its line, with what to do."""

import struct
from io import StringIO
from pathlib import Path

import pytest

from peertrain.courseware.command import check_command
from peertrain.courseware.compiler import check_course, compile_course
from peertrain.courseware.mistakes import CourseInvalid
from tests.courseware.small_course import Change

CURRICULUM = "curriculum.yaml"
MODULE = "modules/empathy/module.yaml"
LESSON = "modules/empathy/being-heard.md"
PICTURE = "modules/empathy/pictures/circles.svg"
REFLECTIONS = "modules/empathy/reflections.yaml"
CHECK = "modules/empathy/check.yaml"
GUIDE = "modules/empathy/guide.yaml"
TWIN = "modules/empathy/plain/being-heard.md"
GLOSSARY = "glossary.yaml"

CASES = {
    # fields
    "unknown field": (MODULE, "title:", "colour: red\ntitle:", 2, "no field “colour”"),
    "misspelt field": (MODULE, "summary:", "sumary:", 1, "“summary” is missing"),
    "missing field": (MODULE, "title: Empathy\n", "", 1, "“title” is missing"),
    "missing field in an answer": (CHECK, "        feedback: Yes.\n", "", 8, "“feedback” is missing"),
    "empty field": (MODULE, "title: Empathy", "title:", 2, "“title” is empty"),
    "text that is too long": (MODULE, "title: Empathy", "title: " + "long " * 80, 2, "too long"),
    "text that is a list": (MODULE, "title: Empathy", "title: [a]", 2, "not plain text"),
    "list that is text": (MODULE, "objectives:\n  - Say how", "objectives: Say how", 7, "not a list"),
    "mapping that is text": (MODULE, "check: {minutes: 20, pass_mark: 80, attempts: 5}", "check: 20", 13, "set of fields"),
    "number that is a word": (MODULE, "pass_mark: 80", "pass_mark: most", 13, "not a whole number"),
    "number out of range": (MODULE, "pass_mark: 80", "pass_mark: 101", 13, "not a whole number"),
    "yes for true": (CHECK, "right: true\n", "right: yes\n", 9, "neither true nor false"),
    "wrong format": (CURRICULUM, "format: 1", "format: 2", 1, "not right for “format”"),
    "wrong version": (CURRICULUM, "1.0.0", "one", 4, "not right for “version”"),
    "wrong language": (CURRICULUM, "language: en", "language: English", 5, "not right for “language”"),
    # the glossary
    "term without a meaning": (GLOSSARY, "    meaning: Feeling sorry for somebody.\n", "", 2, "“meaning” is missing"),
    "term of an unknown lesson": (GLOSSARY, "empathy.hearing", "empathy.gone", 4, "no lesson “empathy.gone”"),
    "term twice": (GLOSSARY, "term: Paragraph", "term: sympathy", 5, "stands here twice"),
    "form of another term": (GLOSSARY, "bold word", "Sympathy", 6, "stands here twice"),
    "term without a letter": (GLOSSARY, "term: Sympathy", "term: '?!'", 2, "holds no letter"),
    # YAML
    "field twice": (MODULE, "summary:", "title: Again\nsummary:", 3, "stands here twice"),
    "anchor": (MODULE, "title: Empathy", "title: &a Empathy", 2, "anchor or alias"),
    "tag": (MODULE, "title: Empathy", "title: !!str Empathy", 2, "YAML tag"),
    "broken YAML": (MODULE, "title: Empathy", "title: a: b", 2, "cannot be read as YAML"),
    "two documents": (MODULE, "take_care: Go slowly.", "---\ntake_care: x", 9, "second document"),
    # ids and references
    "bad id": (REFLECTIONS, "empathy.heard", "empathy.Heard!", 2, "cannot have"),
    "id twice in two files": (REFLECTIONS, "empathy.heard", "empathy.being-heard", 2, "used twice"),
    "id twice in one file": (CHECK, "empathy.q02", "empathy.q01", 13, "used twice"),
    "id of another module": (REFLECTIONS, "empathy.heard", "boundaries.heard", 2, "does not belong"),
    "id of the check": (REFLECTIONS, "empathy.heard", "empathy.check", 2, "does not belong"),
    "module id that differs": (MODULE, "id: empathy", "id: sympathy", 1, "differs from the folder"),
    "missing module": (CURRICULUM, "[empathy]", "[empathy, story]", 8, "no file modules/story/module.yaml"),
    "module twice": (CURRICULUM, "[empathy]", "[empathy, empathy]", 8, "listed twice"),
    "missing lesson file": (MODULE, "  - hearing\n", "  - hearing\n  - gone\n", 13, "no file modules/empathy/gone.md"),
    "lesson twice": (MODULE, "  - hearing\n", "  - hearing\n  - hearing\n", 13, "listed twice"),
    "unknown competency in a module": (MODULE, "CC1.2", "CC1.6", 6, "no competency “CC1.6”"),
    "unknown competency in a lesson": (LESSON, "CC1.5", "CC13.1", 5, "no competency “CC13.1”"),
    "unknown competency in a question": (CHECK, "competency: CC1.5", "competency: CC", 5, "no competency “CC”"),
    "question about no lesson": (CHECK, "lesson: being-heard", "lesson: nothing", 4, "no lesson “nothing”"),
    "reflection after no lesson": (REFLECTIONS, "after: hearing", "after: nothing", 4, "no lesson “nothing”"),
    "unknown domain": (MODULE, "recovery_wellness: 25", "wellness: 25", 5, "no domain “wellness”"),
    # minutes
    "parts that do not add up": (LESSON, "minutes: 20", "minutes: 25", None, "add up to 70 minutes"),
    "domains that do not add up": (MODULE, "mentoring_education: 40", "mentoring_education: 45", 5, "domains add up to 70"),
    # questions
    "unknown type": (CHECK, "type: single", "type: essay", 3, "no type of question “essay”"),
    "no right answer": (CHECK, "        right: true\n", "", 7, "no right answer"),
    "two right answers": (CHECK, "- text: Cheer up.", "- text: Cheer up.\n        right: true", 7, "More than one"),
    "one answer only": (CHECK, "answers: [{text: Wait, right: true, feedback: Yes.}, ", "answers: [{text: Wait, right: true, feedback: Yes.}]\n    #", 52, "has 1 items"),
    "same answer twice": (CHECK, "text: C,", "text: B,", 18, "stands here twice"),
    "same step twice": (CHECK, "[listen, ask, wait]", "[listen, ask, ask]", 37, "stands here twice"),
    "pairs that are all the same": (CHECK, "right: r2", "right: r1", 31, "same right side"),
    "short answer of dots": (CHECK, "[sympathy]", "['...']", 44, "no letter or digit"),
    "feedback to one side only": (CHECK, '"true": They differ., ', "", 25, "“true” is missing"),
    "follow-up without a right answer": (CHECK, "{text: Ask, right: true,", "{text: Ask,", 55, "no right answer"),
    "more questions asked than written": (MODULE, "attempts: 5}", "attempts: 5, questions: 8}", 13, "asks 8 questions, but there are 7"),
    "tag of no domain": (CHECK, "domain: mentoring_education", "domain: listening", 56, "“domain” cannot be “listening”"),
    "tag of no difficulty": (CHECK, "difficulty: easy", "difficulty: simple", 57, "“difficulty” cannot be “simple”"),
    "one tag without the other": (CHECK, "    difficulty: easy\n", "", 46, "“difficulty” is missing"),
    # guides and twins
    "steps that do not add up": (GUIDE, "minutes: 20", "minutes: 25", 2, "steps add up to 35 minutes"),
    "live session longer than its module": (GUIDE, "live:\n  minutes: 30", "live:\n  minutes: 300", 2, "longer than the module"),
    "role play of another module": (GUIDE, "empathy.rp01", "story.rp01", 11, "does not belong"),
    "role play without a card": (GUIDE, "    peer: You know him a little.\n", "", 11, "“peer” is missing"),
    "guide without a session": (GUIDE, "live:", "session:", 1, "“live” is missing"),
    "twin with fields": (TWIN, "## What it means", "---\nid: x\n---\n## What it means", 1, "has no fields of its own"),
    "twin with a picture that is missing": (TWIN, "You feel", "![Three circles that touch.](pictures/gone.svg)\n\nYou feel", 3, "no picture pictures/gone.svg"),
    # lessons
    "no fields": (LESSON, "---\nid:", "id:", 1, "does not begin with its fields"),
    "no text": ("modules/empathy/hearing.md", "Only one paragraph.\n", "", 8, "no text"),
    "first-level heading": (LESSON, "## A heading", "# A heading", 12, "heading of this level"),
    "underlined heading": (LESSON, "## A heading", "A heading\n===", 12, "heading of this level"),
    "fourth-level heading": (LESSON, "### A smaller", "#### A smaller", 21, "heading of this level"),
    "skipped heading": (LESSON, "## A heading", "### A heading", 12, "level is skipped"),
    "skipped heading whose words stand above": (LESSON, "## A heading", "A heading follows.\n\n### A heading", 14, "level is skipped"),
    "empty heading": (LESSON, "## A heading", "##", 12, "heading is empty"),
    "raw HTML": (LESSON, "**bold**", "<b>bold</b>", 10, "cannot hold HTML"),
    "HTML block": (LESSON, "## A heading", "<div onclick='x'>\nA\n</div>", 12, "cannot hold HTML"),
    "comment": (LESSON, "## A heading", "<!-- hidden -->", 12, "cannot hold HTML"),
    "http link": (LESSON, "https://example.org", "http://example.org", 10, "cannot stand"),
    "relative link": (LESSON, "https://example.org/page", "hearing.md", 10, "cannot stand"),
    "script link": (LESSON, "https://example.org/page", "javascript:alert(1)", 10, "cannot stand"),
    "file link": (LESSON, "https://example.org/page", "file:///etc/passwd", 10, "cannot stand"),
    "share link": (LESSON, "https://example.org/page", "//server/share", 10, "cannot stand"),
    "link with a user": (LESSON, "https://example.org", "https://bank.com@example.org", 10, "cannot stand"),
    "code": (LESSON, "**bold**", "`bold`", 10, "program code"),
    "indented text": (LESSON, "## A heading", "    indented", 12, "program code"),
    "rule": (LESSON, "## A heading", "***", 12, "line of hyphens"),
    "list without an empty line": (LESSON, "A first paragraph", "A paragraph\n- item\n", 11, "would be shown as “-”"),
    "open mark": (LESSON, "**bold**", "**bold", 10, "would be shown as “**”"),
    "wrong indentation of a list": (LESSON, "## A heading", "- one\n  - two", 13, "would not stand where it looks"),
    "unknown pull-out": (LESSON, "!!! remember", "!!! warning", 16, "no pull-out of the kind “warning”"),
    "pull-out with a title": (LESSON, "!!! remember", '!!! remember "Mind"', 16, "no pull-out of the kind"),
    "pull-out inside": (LESSON, "    Hear first.", "    !!! try\n        Hear.", 17, "inside something else"),
    # pictures
    "missing picture": (LESSON, "circles.svg", "squares.svg", 14, "no picture pictures/squares.svg"),
    "no text alternative": (LESSON, "Three overlapping circles that share a middle.", "Circles", 14, "no text alternative"),
    "picture from outside": (LESSON, "pictures/circles.svg", "https://example.org/a.png", 14, "not one of the module's"),
    "picture above": (LESSON, "pictures/circles.svg", "../story/pictures/a.svg", 14, "not one of the module's"),
    "picture in a line": (LESSON, "![Three", "See ![Three", 14, "in a line of text"),
    "script in a picture": (PICTURE, "<title>", "<script>x</script><title>", 2, "the element “script”"),
    "use in a picture": (PICTURE, "<title>", '<use href="#a"/><title>', 2, "the element “use”"),
    "handler in a picture": (PICTURE, "<circle ", '<circle onclick="x" ', 4, "the attribute “onclick”"),
    "style in a picture": (PICTURE, "<circle ", '<circle style="x" ', 4, "the attribute “style”"),
    "reference in a picture": (PICTURE, 'fill="#1B6B5F"', 'fill="url(https://a.org/x)"', 3, "“fill” has a value"),
    "DOCTYPE in a picture": (PICTURE, "<svg", "<!DOCTYPE svg>\n<svg", 1, "DOCTYPE"),
    "huge number in a picture": (PICTURE, 'r="10"', 'r="1e9"', 4, "“r” has a value"),
    "tiny dashes in a picture": (PICTURE, '"4 2"', '"0.001"', 4, "“stroke-dasharray” has a value"),
    "broken picture": (PICTURE, "</svg>", "", 9, "not well-formed"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_found_in_its_file_and_on_its_line(case: str, course: Path, change: Change) -> None:
    path, old, new, line, what = CASES[case]
    change(path, old, new)
    expected_path, expected_line = (path, line) if line is not None else (MODULE, 4)
    found = check_course(course)
    assert [
        mistake
        for mistake in found
        if mistake.path == expected_path and mistake.line == expected_line and what in mistake.what and mistake.how
    ], [str(mistake) for mistake in found]


def test_a_right_course_has_no_mistakes(course: Path) -> None:
    assert check_course(course) == ()


def test_all_mistakes_are_collected(course: Path, change: Change) -> None:
    change(MODULE, "title: Empathy\n", "")
    change(LESSON, "**bold**", "<b>bold</b>")
    change(CHECK, "type: single", "type: essay")
    assert {mistake.path for mistake in check_course(course)} == {MODULE, LESSON, CHECK}


def test_a_folder_without_a_course_is_named(tmp_path: Path) -> None:
    [mistake] = check_course(tmp_path)
    assert mistake.what == "There is no course in this folder."


# Files


def mistakes_on(course: Path, path: str) -> list[str]:
    return [mistake.what for mistake in check_course(course) if mistake.path == path]


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("modules/empathy/extra.md", "This lesson is not listed."),
        ("modules/empathy/pictures/extra.svg", "No lesson shows this picture."),
        ("modules/empathy/extra.yaml", "This file is not part of a course."),
        ("modules/empathy/run.exe", "This name cannot be used in a course."),
        ("modules/empathy/Big.md", "This name cannot be used in a course."),
        ("modules/empathy/nul.md", "This name cannot be used in a course."),
        ("modules/empathy/naïve.md", "This name cannot be used in a course."),
    ],
)
def test_a_file_that_does_not_belong_is_found(course: Path, path: str, what: str) -> None:
    (course / path).write_text("text", encoding="utf-8")
    assert what in mistakes_on(course, path)


def test_a_module_that_is_not_listed_is_found(course: Path) -> None:
    (course / "modules/other").mkdir()
    (course / "modules/other/module.yaml").write_text("id: other", encoding="utf-8")
    assert mistakes_on(course, "modules/other") == ["This module is not listed."]


def test_names_that_differ_in_capitals_only_are_found(course: Path) -> None:
    (course / "modules/empathy/Hearing.md").write_text("text", encoding="utf-8")
    if (course / "modules/empathy/hearing.md").read_text(encoding="utf-8") == "text":
        pytest.skip("this disk cannot hold two such names")
    assert any("capitals only" in mistake.what for mistake in check_course(course))


def test_a_link_that_leaves_the_folder_is_not_followed(course: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("secret", encoding="utf-8")
    try:
        (course / "modules/empathy/secret.md").symlink_to(outside / "secret.md")
        (course / "modules/elsewhere").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("this system allows no links")
    assert mistakes_on(course, "modules/empathy/secret.md") == ["This is a link to somewhere else."]
    assert mistakes_on(course, "modules/elsewhere") == ["This is a link to somewhere else."]


@pytest.mark.parametrize("path", [MODULE, LESSON, CHECK, PICTURE])
def test_a_file_that_is_too_large_is_found(course: Path, path: str) -> None:
    with (course / path).open("a", encoding="utf-8") as file:
        file.write(" \n" * 150_000)
    assert mistakes_on(course, path) == ["This file is too large."]


def test_a_missing_check_is_found(course: Path) -> None:
    (course / CHECK).unlink()
    assert "There is no file modules/empathy/check.yaml." in mistakes_on(course, MODULE)


def test_a_file_that_is_not_utf_8_is_found_on_its_line(course: Path) -> None:
    (course / LESSON).write_bytes(b"---\nid: caf\xe9\n---\n")
    [mistake] = [mistake for mistake in check_course(course) if mistake.path == LESSON]
    assert (mistake.line, mistake.what) == (2, "This file is not UTF-8 text.")
    assert not mistakes_on(course, CHECK), "its questions name a lesson that is listed"


def picture(name: str, data: bytes, course: Path, change: Change) -> list[str]:
    change(LESSON, "circles.svg", name)
    (course / PICTURE).unlink()
    (course / f"modules/empathy/pictures/{name}").write_bytes(data)
    return [mistake.what for mistake in check_course(course)]


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + bytes(20)


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + bytes(8)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.png", png(400, 300), []),
        ("a.jpg", jpeg(400, 300), []),
        ("a.png", png(100_000, 100_000), ["This picture has too many pixels."]),
        ("a.jpg", jpeg(60_000, 60_000), ["This picture has too many pixels."]),
        ("a.png", jpeg(400, 300), ["This file is not the picture that its name says."]),
        ("a.jpg", b"\xff\xd8\xff", ["This file is not the picture that its name says."]),
        ("a.jpg", b"MZ", ["This file is not the picture that its name says."]),
    ],
)
def test_photographs_are_what_their_names_say(
    name: str, data: bytes, what: list[str], course: Path, change: Change
) -> None:
    assert picture(name, data, course, change) == what


# What is told


def test_a_course_with_mistakes_is_not_compiled(course: Path, change: Change) -> None:
    change(MODULE, "title: Empathy\n", "")
    with pytest.raises(CourseInvalid, match=r"modules/empathy/module.yaml, line 1") as caught:
        compile_course(course)
    assert caught.value.mistakes == check_course(course)


def test_the_command_prints_each_mistake_with_its_place(course: Path, change: Change) -> None:
    change(MODULE, "title: Empathy", "title:")
    out = StringIO()
    assert check_command(course, out) == 1
    assert out.getvalue().splitlines() == [
        f"{MODULE}:2: “title” is empty. — Write its text, or remove the field.",
        f"{course}: 1 mistake.",
    ]


def test_the_command_returns_0_for_a_right_course(course: Path) -> None:
    out = StringIO()
    assert check_command(course, out) == 0
    assert out.getvalue() == f"{course}: no mistakes; the course can be used.\n"


# Competencies


def test_competencies_beside_the_course_are_the_known_ones(course: Path) -> None:
    anchors = "anchors: {1: a, 2: b, 3: c, 4: d}"
    (course.parent / "competencies.yaml").write_text(
        f"- {{id: CC1.5, title: T, category: C, look_for: L, {anchors}}}\n", encoding="utf-8"
    )
    assert {mistake.what for mistake in check_course(course)} == {"There is no competency “CC1.2”."}
