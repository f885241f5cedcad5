"""A hostile course is refused in good time: it neither crashes nor hangs the program, nor gets anything through."""

import os
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from peertrain.courseware.compiler import check_course
from peertrain.courseware.isolation import compile_in_a_process
from peertrain.courseware.mistakes import CourseInvalid
from peertrain.courseware.pages import clean
from peertrain.domain.errors import Refused
from tests.courseware.small_course import LESSON, PICTURE, Change

LESSON_PATH = "modules/empathy/being-heard.md"
PICTURE_PATH = "modules/empathy/pictures/circles.svg"
CHECK_PATH = "modules/empathy/check.yaml"
SECONDS = 5

MARKDOWN = {
    "20 KB of brackets": "[" * 20_000,
    "brackets with spaces": "[ " * 10_000,
    "brackets on many lines": "[a](\n" * 4_000,
    "stars": "*a " * 20_000,
    "underscores": "_" * 50_000,
    "back-quotes": "`a " * 20_000,
    "pictures without end": "![a](" * 10_000,
    "autolinks without end": "<https://a" * 5_000,
    "quotes in quotes": ">" * 5_000 + " a",
    "quotes deeper on each line": "\n".join("> " * depth + "a" for depth in range(200)),
    "lists in lists": "\n".join("    " * depth + "- a" for depth in range(300)),
    "lists in one line": "- " * 5_000 + "a",
    "tables in 300 pull-outs": "\n".join("    " * depth + "!!! remember" for depth in range(300)),
    "a table of 40,000 cells": "|a" * 40 + "|\n" + "|-" * 40 + "|\n" + ("|b" * 40 + "|\n") * 1_000,
    "a table of many columns": "|a" * 5_000 + "|\n" + "|-" * 5_000 + "|\n",
    "a long word": "a" * 150_000,
    "open tags": "<a " * 20_000,
    "open comments": "<!--" * 20_000,
    "backslashes": "\\" * 50_000,
    "numbers as lists": "1. " * 10_000,
    "entities": "&#" * 20_000,
    "placeholders of the converter": "\x02klzzwxh:0001\x03 a",
    "writing turned round": "a\u202egpj.exe",
    "a lesson without end": "word word\n\n" * 8_000,
    "many headings": "## a\n\n### b\n\n" * 5_000,
    "an obfuscated script": "[a](&#106;avascript:alert(1))",
    "a data picture": "![A picture that holds its own data](data:image/svg+xml;base64,PHN2Zz4=)",
}

PICTURES = {
    "entity bomb": '<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
    "external entity": '<!DOCTYPE s SYSTEM "file:///etc/passwd"><svg xmlns="http://www.w3.org/2000/svg"/>',
    "nested use": '<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><use href="#a"/></g></svg>',
    "groups in groups": '<svg xmlns="http://www.w3.org/2000/svg">' + "<g>" * 9_000 + "</g>" * 9_000 + "</svg>",
    "too many shapes": '<svg xmlns="http://www.w3.org/2000/svg">' + "<rect/>" * 9_000 + "</svg>",
    "style sheet": '<?xml-stylesheet href="https://a.org/x.css"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "HTML inside": '<svg xmlns="http://www.w3.org/2000/svg"><b xmlns="http://www.w3.org/1999/xhtml">a</b></svg>',
    "another image": '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "unknown encoding": '<?xml version="1.0" encoding="x-none"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "another name space": '<svg xmlns="https://a.org/"/>',
    "nothing": "",
    "no XML": "GIF89a",
}

YAML = {
    "alias bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nquestions: [*c]",
    "lists in lists": "questions: " + "[" * 50_000,
    "mappings in mappings": "{a: " * 5_000,
    "a Python object": "questions: !!python/object/apply:os.system [echo]",
    "a merge": "<<: {questions: []}",
    "a list as a name": "? [a]\n: b",
    "only a word": "hello",
    "null": "questions: null",
    "questions that are numbers": "questions: [1, 2, 3]",
    "control characters": "questions: \x07",
    "binary": "\x00\x01\x02",
}


def refused_in_time(course: Path, path: str, text: str) -> None:
    (course / path).write_text(text, encoding="utf-8")
    start = time.monotonic()
    mistakes = check_course(course)
    assert time.monotonic() - start < SECONDS
    assert any(mistake.path == path for mistake in mistakes), mistakes


@pytest.mark.parametrize("sample", MARKDOWN)
def test_hostile_markdown_is_refused(sample: str, course: Path) -> None:
    head = LESSON[: LESSON.index("A first paragraph")]
    refused_in_time(course, LESSON_PATH, head + MARKDOWN[sample])


def test_many_small_paragraphs_of_brackets_are_read_in_time(course: Path) -> None:
    (course / LESSON_PATH).write_text(LESSON + ("\n\n" + "[" * 250) * 200, encoding="utf-8")
    start = time.monotonic()
    assert check_course(course) == ()
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize("sample", PICTURES)
def test_a_hostile_picture_is_refused(sample: str, course: Path) -> None:
    refused_in_time(course, PICTURE_PATH, PICTURES[sample])


@pytest.mark.parametrize("sample", YAML)
def test_hostile_yaml_is_refused(sample: str, course: Path) -> None:
    refused_in_time(course, CHECK_PATH, YAML[sample])


@pytest.mark.parametrize("sample", YAML)
def test_hostile_yaml_is_refused_at_the_head_of_a_lesson_too(sample: str, course: Path) -> None:
    refused_in_time(course, LESSON_PATH, f"---\n{YAML[sample]}\n---\n\nText.")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_pipe_among_the_files_is_not_read(course: Path) -> None:
    (course / LESSON_PATH).unlink()
    os.mkfifo(course / LESSON_PATH)
    assert any(mistake.what == "This is not a plain file." for mistake in check_course(course))


def test_folders_without_end_are_refused(course: Path) -> None:
    (course / Path(*["deep"] * 30)).mkdir(parents=True)
    assert any(mistake.what == "This folder lies too deep." for mistake in check_course(course))


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/passwd">',
        '<img src="//server/share/a.png">',
        '<img src="\\\\server\\share\\a.png">',
        '<img src="pictures/a.png">',
        '<a href="javascript:alert(1)">a</a>',
        '<a href="http://a.org">a</a>',
        '<p style="background:url(file:///etc/passwd)">a</p>',
        '<p class="other">a</p>',
        "<script>alert(1)</script>",
        '<table background="file:///etc/passwd"><tr><td>a</td></tr></table>',
        '<p onclick="alert(1)">a</p>',
    ],
)
def test_the_second_wall_lets_nothing_unsafe_through(html: str) -> None:
    cleaned = clean(html)
    assert not any(
        unsafe in cleaned for unsafe in ("file:", "//", "\\\\", "script", "class", "alert", "pictures", "style")
    )


# The process


def test_a_right_course_comes_back_from_the_process(course: Path) -> None:
    assert compile_in_a_process(course).outline.title == "A small course"


def test_the_mistakes_come_back_from_the_process(course: Path, change: Change) -> None:
    change(PICTURE_PATH, "<title>", "<script/><title>")
    with pytest.raises(CourseInvalid) as caught:
        compile_in_a_process(course)
    assert caught.value.mistakes == check_course(course)


def test_a_course_that_takes_too_long_is_refused_by_name(course: Path) -> None:
    with pytest.raises(Refused, match="small-course takes too long to read"):
        compile_in_a_process(course, patience=0.01)


@pytest.mark.skipif(os.name != "posix", reason="this system limits neither memory nor processor time")
def test_a_course_that_breaks_the_process_is_refused_by_name(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Refused, match="small-course could not be read to its end"):
        compile_in_a_process(course)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process reliably")
def test_the_process_cannot_take_all_memory() -> None:
    greedy = "from peertrain.courseware.isolation import *\nlimit_this_process()\nbytearray(2 * MEMORY_BYTES)"
    done = subprocess.run([sys.executable, "-c", greedy], capture_output=True, text=True, check=False)
    assert done.stderr.rstrip().endswith("MemoryError")


def catalogue(message: str, translation: str) -> bytes:
    """A catalogue of translations with one message, as msgfmt writes it."""
    header, texts = b"Content-Type: text/plain; charset=UTF-8\n", [b"", message.encode()]
    translations = [header, translation.encode()]
    tables, strings, place = b"", b"", 28 + 8 * 4
    for text in texts + translations:
        tables += struct.pack("<II", len(text), place + len(strings))
        strings += text + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, 2, 28, 28 + 16, 0, 0) + tables + strings


def test_the_process_speaks_the_language_of_the_program(course: Path, tmp_path: Path) -> None:
    folder = tmp_path / "translations/es/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "peertrain.mo").write_bytes(catalogue("Remember", "Recuerda"))
    compiled = compile_in_a_process(course, language="es", catalogues=tmp_path / "translations")
    assert '<p class="pull-heading">Recuerda</p>' in compiled.modules[0].lessons[0].html
    assert compiled.outline.digest == compile_in_a_process(course).outline.digest


def test_a_picture_is_kept_as_it_is(course: Path) -> None:
    assert compile_in_a_process(course).assets["empathy.circles.svg"].data == PICTURE.encode()
