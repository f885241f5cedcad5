"""Whoever begins a course or a module gets a small example that is right, and nothing of theirs is written over."""

from io import StringIO
from pathlib import Path

import pytest
import yaml

from peertrain.courseware.beginning import new_course_command, new_module_command
from peertrain.courseware.compiler import check_course, compile_course
from peertrain.domain.errors import Refused

TOP = "format: 1\nid: a\n"


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A course as the command writes it."""
    assert new_course_command(tmp_path / "my-course", StringIO()) == 0
    return tmp_path / "my-course"


def test_a_new_course_is_right_and_the_advice_names_each_file_that_is_still_the_example(begun: Path) -> None:
    found = check_course(begun)
    assert all(one.advice and "example's words" in one.what for one in found)
    written = {path.relative_to(begun).as_posix() for path in begun.rglob("*") if path.suffix in (".md", ".yaml")}
    assert {one.path for one in found} == written
    by_path = {one.path: one for one in found}
    assert (by_path["curriculum.yaml"].line, "Say here in one or two" in by_path["curriculum.yaml"].what) == (7, True)
    assert (compile_course(begun).outline.course_id, compile_course(begun).outline.title) == ("my-course", "My course")


def test_a_new_course_shows_every_part_that_a_module_can_have(begun: Path) -> None:
    [module] = compile_course(begun).modules
    assert {type(one).__name__ for one in module.questions} == {
        "Single", "Multiple", "TrueFalse", "Matching", "Ordering", "Short", "Scenario",
    }  # fmt: skip
    assert module.guide is not None
    assert module.guide.role_plays
    assert (len(module.reflections), len(module.tags)) == (1, 7)
    assert all(lesson.twin for lesson in module.lessons)
    assert compile_course(begun).glossary
    assert "term:silence" in module.lessons[0].html


def test_modules_can_be_added_and_the_course_stays_right(begun: Path) -> None:
    for id in ("listening-well", "no", "third-module"):
        assert new_module_command(begun, id, StringIO()) == 0
    assert all(one.advice for one in check_course(begun))
    assert [one.id for one in compile_course(begun).modules] == ["first-module", "listening-well", "no", "third-module"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("modules: [one, two]     # in order\nlicence: x\n", "modules: [one, two, new]     # in order\nlicence: x\n"),
        ("modules: [ one,\n  two ]\n", "modules: [ one,\n  two, new ]\n"),
        ("modules:  # all\n  - one  # first\n  # soon\n  - two  # second\n# end\nlicence: x\n",
         "modules:  # all\n  - one  # first\n  # soon\n  - two  # second\n  - new\n# end\nlicence: x\n"),
        ("modules:\n- one\n- two", "modules:\n- one\n- two\n- new\n"),
        ("modules:\r\n  - one\r\nlicence: x\r\n", "modules:\r\n  - one\r\n  - new\r\nlicence: x\r\n"),
        ("modules: ['one', \"two\"]\n", "modules: ['one', \"two\", new]\n"),
    ],
)  # fmt: skip
def test_the_list_of_modules_keeps_its_form_and_its_remarks(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "curriculum.yaml").write_bytes((TOP + before).encode())
    new_module_command(tmp_path, "new", StringIO())
    assert (tmp_path / "curriculum.yaml").read_bytes().decode() == TOP + after
    assert yaml.safe_load(after)["modules"][-1] == "new"


@pytest.mark.parametrize(
    "text",
    ["modules: []\n", "modules: one\n", "id: a\n", "modules: [one", "modules: &a [one]\n", "modules: [[one]]\n", ""],
)
def test_a_list_that_cannot_be_read_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    (tmp_path / "curriculum.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r"list of modules in curriculum\.yaml cannot be read"):
        new_module_command(tmp_path, "new", StringIO())
    assert (tmp_path / "curriculum.yaml").read_text(encoding="utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == ["curriculum.yaml"]


def test_nothing_is_written_over(begun: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is there already"):
        new_course_command(begun, StringIO())
    with pytest.raises(Refused, match="There is a module first-module already"):
        new_module_command(begun, "first-module", StringIO())
    (tmp_path / "a-file").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="is there already"):
        new_course_command(tmp_path / "a-file", StringIO())
    assert all(one.advice for one in check_course(begun))


@pytest.mark.parametrize("name", ["My Course", "con", "a_b", "naïve", "a" * 81, "a-", "course.d"])
def test_a_name_that_cannot_be_an_id_is_refused(tmp_path: Path, begun: Path, name: str) -> None:
    with pytest.raises(Refused, match="cannot be an id"):
        new_course_command(tmp_path / name, StringIO())
    with pytest.raises(Refused, match="cannot be an id"):
        new_module_command(begun, name, StringIO())
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("id", ["..", "../evil", "a/b", "/etc", ""])
def test_a_module_is_written_inside_the_course_only(begun: Path, id: str) -> None:
    with pytest.raises(Refused, match="cannot be an id"):
        new_module_command(begun, id, StringIO())


def test_a_module_needs_a_course(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no course in"):
        new_module_command(tmp_path, "listening", StringIO())
