"""While an author writes, each save is checked, and only what came and what went is said."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from peertrain.courseware.compiler import check_course
from peertrain.courseware.pages import Pages
from peertrain.courseware.watching import watch_command
from peertrain.domain.errors import Refused
from tests.courseware.small_course import Change

LESSON = "modules/empathy/being-heard.md"
MODULE = "modules/empathy/module.yaml"


def watched(course: Path, *saves: Callable[[], None]) -> list[str]:
    """Return what is printed while an author saves these and then presses Ctrl+C."""

    def author() -> Iterator[None]:
        for save in saves:
            save()
            yield
        raise KeyboardInterrupt

    out, saving = StringIO(), author()
    assert watch_command(course, out, pause=lambda: next(saving)) == 0
    return out.getvalue().splitlines()


def test_what_is_new_and_what_is_mended_is_said_at_each_save(course: Path, change: Change) -> None:
    lines = watched(
        course,
        lambda: change(LESSON, "**bold**", "<b>bold</b>"),
        lambda: None,
        lambda: change(LESSON, "A first paragraph", "More words.\n\nA first paragraph"),
        lambda: change(LESSON, "<b>bold</b>", "**bold**"),
    )
    right, wrong = f"{course}: no mistakes; the course can be used.", f"{course}: 1 mistake."
    assert lines[:2] == [right, "Watching. Save a file to check again; Ctrl+C ends."]
    assert lines[2].startswith(f"New: {LESSON}:10: A lesson cannot hold HTML")
    assert lines[3:5] == [wrong, wrong]
    assert lines[5].startswith(f"Mended: {LESSON}: A lesson cannot hold HTML")
    assert lines[6:] == [right, "", "Watching has ended."]


def test_a_file_that_comes_or_goes_is_noticed(course: Path) -> None:
    extra = course / "modules/empathy/extra.md"
    lines = watched(course, lambda: extra.write_text("text", encoding="utf-8") and None, extra.unlink)
    assert [line.partition(":")[0] for line in lines if "not listed" in line] == ["New", "Mended"]


def test_the_list_of_competencies_beside_the_course_is_watched_too(course: Path) -> None:
    anchors = "anchors: {1: a, 2: b, 3: c, 4: d}"
    text = f"- {{id: CC1.5, title: T, category: C, look_for: L, {anchors}}}\n"
    lines = watched(course, lambda: (course.parent / "competencies.yaml").write_text(text, encoding="utf-8") and None)
    assert any(line.startswith("New:") and "no competency “CC1.2”" in line for line in lines)


def test_a_folder_that_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="does not exist"):
        watch_command(tmp_path / "gone", StringIO())


def test_what_was_read_before_is_found_the_same_without_being_converted_again(course: Path, change: Change) -> None:
    change(LESSON, "**bold**", "<b>bold</b>")
    change(MODULE, "title: Empathy\n", "")
    pages = Pages()
    anew = check_course(course)
    assert check_course(course, pages=pages) == anew
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr("peertrain.courseware.pages.read_page")
        assert check_course(course, pages=pages) == anew


@pytest.mark.skipif(os.name != "posix", reason="this system has no signal of its own for Ctrl+C")
def test_ctrl_c_ends_the_program_calmly(course: Path) -> None:
    command = [sys.executable, "-m", "peertrain", "check", "--watch", str(course)]
    environment = os.environ | {"PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as program:
        assert program.stdout is not None
        assert "no mistakes" in program.stdout.readline()
        assert "Watching" in program.stdout.readline()
        program.send_signal(signal.SIGINT)
        said, wrong = program.communicate(timeout=20)
    assert (program.returncode, said.strip(), wrong) == (0, "Watching has ended.", "")
