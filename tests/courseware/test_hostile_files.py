"""Whatever lies in a course's folder, reading it ends in good time, stays inside, and tells nothing of other files."""

import os
import secrets
import socket
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from peertrain.courseware.compiler import check_course, compile_course
from peertrain.courseware.isolation import compile_in_a_process
from peertrain.courseware.mistakes import CourseInvalid
from tests.courseware.small_course import FILES, LESSON, PICTURE
from tests.courseware.test_hostile_courses import MARKDOWN, PICTURES, SECONDS, YAML

MODULE = "modules/empathy"
LESSON_PATH, PICTURE_PATH = f"{MODULE}/being-heard.md", f"{MODULE}/pictures/circles.svg"
TWIN_PATH, GUIDE_PATH = f"{MODULE}/plain/being-heard.md", f"{MODULE}/guide.yaml"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
HEAD = LESSON[: LESSON.index("A first paragraph")]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file outside the course that nobody may learn anything of."""
    path = tmp_path / "secret.txt"
    path.write_text(f"--- \nid: {secrets.token_hex(16)}\n", encoding="utf-8")
    return path


def refused(course: Path, secret: Path) -> None:
    """A course is refused in good time, and nothing that is said tells of the secret."""
    token = secret.read_text(encoding="utf-8").split()[-1]
    begun = time.monotonic()
    mistakes = check_course(course)
    assert time.monotonic() - begun < SECONDS
    assert any(not one.advice for one in mistakes)
    assert not [str(one) for one in mistakes if token in str(one) or "root:" in str(one)]


# Text

HTML = {
    "script": "<script>alert(1)</script>", "handler": '<img src=x onerror="alert(1)">', "svg": "<svg onload=alert(1)>",
    "frame": '<iframe src="file:///etc/passwd"></iframe>', "object": '<object data="file:///etc/passwd"></object>',
    "base": '<base href="file:///">', "refresh": '<meta http-equiv="refresh" content="0;url=file:///etc/passwd">',
    "form": '<form action="https://a.org"><input name="passphrase"></form>', "style": "<style>@import 'file:///a'</style>",
    "link": '<link rel="stylesheet" href="//server/share/a.css">', "upper case": "<SCRIPT>alert(1)</SCRIPT>",
    "half a tag": "a <script b", "tag in a heading": "## <b onclick=alert(1)>a</b>", "CDATA": "<![CDATA[<script>]]>",
    "declaration": "<!DOCTYPE html>", "instruction": "<?php system('ls') ?>", "tag in bold": "**<i>a</i>**",
    "tag in a cell": "| <b>a</b> |\n|---|\n| b |", "tag in a pull-out": "!!! remember\n    <script>a</script>",
}  # fmt: skip

LINKS = {
    "file": "[a](file:///etc/passwd)", "share": "[a](\\\\\\\\server\\\\share)", "slashes": "[a](//server/share)",
    "path": "[a](/etc/passwd)", "above": "[a](../../secret.txt)", "script": "[a](JaVaScRiPt:alert(1))",
    "data": "[a](data:text/html;base64,PHNjcmlwdD4=)", "autolink": "<file:///etc/passwd>", "mail": "<mailto:a@b.org>",
    "vbscript": "[a](vbscript:a)", "term": "[a](term:sympathy)", "asset": "[a](asset:empathy.circles.svg)",
    "user": "[a](https://bank.example@evil.example/)", "tab in the scheme": "[a](java\tscript:alert(1))",
    "hidden turn": "[a](https://a.org/\u202egpj.exe)", "entity": "[a](&#x6A;avascript:alert(1))",
    "picture above": "![A long enough text alternative](pictures/../../../../secret.txt)",
    "picture of the system": "![A long enough text alternative](file:///etc/passwd)",
    "picture by share": "![A long enough text alternative](//server/share/a.png)",
    "picture by escape": "![A long enough text alternative](pictures/%2e%2e/%2e%2e/secret.txt)",
    "picture by backslash": "![A long enough text alternative](pictures\\..\\..\\secret.txt)",
    "picture of an asset": "![A long enough text alternative](asset:other.png)",
    "picture at a path": "![A long enough text alternative](/etc/passwd)",
}  # fmt: skip


@pytest.mark.parametrize("sample", [*HTML, *LINKS])
@pytest.mark.parametrize(("path", "head"), [(LESSON_PATH, HEAD), (TWIN_PATH, "")], ids=["lesson", "twin"])
def test_html_and_addresses_are_refused_in_a_lesson_and_in_its_twin(
    sample: str, path: str, head: str, course: Path, secret: Path
) -> None:
    (course / path).write_text(f"{head}Words.\n\n{(HTML | LINKS)[sample]}\n", encoding="utf-8")
    refused(course, secret)


@pytest.mark.parametrize("sample", MARKDOWN)
def test_hostile_markdown_is_refused_in_a_twin_too(sample: str, course: Path, secret: Path) -> None:
    (course / TWIN_PATH).write_text(MARKDOWN[sample], encoding="utf-8")
    refused(course, secret)


@pytest.mark.parametrize("sample", YAML)
@pytest.mark.parametrize(
    "path", [GUIDE_PATH, "curriculum.yaml", "glossary.yaml", f"{MODULE}/module.yaml", f"{MODULE}/reflections.yaml"]
)
def test_hostile_yaml_is_refused_in_every_file(sample: str, path: str, course: Path, secret: Path) -> None:
    (course / path).write_text(YAML[sample], encoding="utf-8")
    refused(course, secret)


@pytest.mark.parametrize("sample", YAML)
def test_hostile_yaml_is_refused_beside_the_course(sample: str, course: Path, secret: Path) -> None:
    (course.parent / "competencies.yaml").write_text(YAML[sample], encoding="utf-8")
    refused(course, secret)


@pytest.mark.parametrize(
    "prompt", ["all " * 1_200, "which " * 800, ", which least" * 350, "“" * 1_500, "except " * 700, "is not " * 700]
)
def test_questions_that_are_slow_to_review_are_reviewed_in_time(prompt: str, course: Path) -> None:
    answers = "".join(
        f"      - {{text: {'a ' * 29}{place}, feedback: b{', right: true' if place == 0 else ''}}}\n"
        for place in range(12)
    )
    questions = "".join(
        f"  - id: empathy.x{number}\n    type: single\n    lesson: hearing\n    competency: CC1.2\n"
        f"    prompt: '{prompt}{number}'\n    answers:\n{answers}"
        for number in range(28)
    )
    (course / f"{MODULE}/check.yaml").write_text(f"questions:\n{questions}", encoding="utf-8")
    begun = time.monotonic()
    assert any("nearly the same" in one.what for one in check_course(course))
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize("field", ["aim: Hear one another.", "do: Everybody says their name."])
def test_html_in_a_guide_stays_plain_text(field: str, course: Path) -> None:
    name = field.partition(":")[0]
    hostile = f"{name}: '<script>alert(1)</script>'"
    (course / GUIDE_PATH).write_text(FILES[GUIDE_PATH].replace(field, hostile), encoding="utf-8")
    guide = compile_course(course).modules[0].guide
    assert guide is not None
    assert "<script>alert(1)</script>" in {guide.live.aim, *(step.do for step in guide.live.steps)}


# Pictures

DRAWINGS = {
    "handler": SVG + '<rect onload="alert(1)"/></svg>', "script": SVG + "<script>alert(1)</script></svg>",
    "foreign object": SVG + "<foreignObject/></svg>", "animation": SVG + '<animate attributeName="x"/></svg>',
    "link": SVG + '<a xlink:href="file:///etc/passwd"/></svg>', "set": SVG + '<set attributeName="href"/></svg>',
    "picture by data": SVG + '<image href="data:image/png;base64,AAAA"/></svg>', "filter": SVG + "<filter/></svg>",
    "pattern of itself": SVG + '<pattern id="a" fill="url(#a)"/></svg>', "mask": SVG + "<mask/></svg>",
    "paint by address": SVG + '<rect fill="url(https://a.org/a)"/></svg>', "style": SVG + "<style>a{}</style></svg>",
    "font by address": SVG + "<text font-family=\"a\" style=\"src:url(//a/b)\">a</text></svg>",
    "use of a file": SVG + '<use xlink:href="/etc/passwd#a"/></svg>', "switch": SVG + "<switch/></svg>",
    "parameter entity": '<!DOCTYPE s [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]>' + SVG + "</svg>",
    "entity of a file": '<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG + "<text>&a;</text></svg>",
    "base": SVG.replace(" viewBox", ' xml:base="file:///etc/" viewBox') + "</svg>",
    "huge scale": SVG + '<g transform="scale(99999999)"><rect/></g></svg>', "endless": SVG + "<g>" * 20,
    "a million letters": SVG + f'<rect id="{"a" * 1_000_000}"/></svg>', "HTML": "<html><script>a</script></html>",
    "a number that is none": SVG + '<rect width="1e999"/></svg>', "too long a path": SVG + f'<path d="{"M0 0" * 20_000}"/></svg>',
}  # fmt: skip


@pytest.mark.parametrize("sample", [*DRAWINGS, *PICTURES])
def test_a_hostile_drawing_is_refused(sample: str, course: Path, secret: Path) -> None:
    (course / PICTURE_PATH).write_text((DRAWINGS | PICTURES)[sample], encoding="utf-8")
    refused(course, secret)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *chunks: bytes) -> bytes:
    header = struct.pack(">II", width, height) + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + b"".join(chunks)


PHOTOGRAPHS = {
    "PNG of no width": ("a.png", _png(0, 9)),
    "PNG of four thousand million": ("a.png", _png(2**32 - 1, 1)),
    "PNG too large by one line": ("a.png", _png(4_000, 4_001)),
    "PNG cut in its header": ("a.png", _png(9, 9)[:20]),
    "PNG without a header": ("a.png", b"\x89PNG\r\n\x1a\n" + _chunk(b"IDAT", b"")),
    "zip in PNG's name": ("a.png", b"PK\x03\x04" + bytes(60)),
    "program in JPEG's name": ("a.jpg", b"MZ" + bytes(60)),
    "JPEG without a frame": ("a.jpg", b"\xff\xd8" + b"\xff\xe0\x00\x02" * 9_000),
    "JPEG whose segment has no length": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x00" + bytes(60)),
    "JPEG whose segment goes beyond": ("a.jpg", b"\xff\xd8\xff\xe0\xff\xff" + bytes(60)),
    "JPEG of no height": ("a.jpg", b"\xff\xd8\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 0, 9) + bytes(8)),
    "JPEG too large": ("a.jpeg", b"\xff\xd8\xff\xc2\x00\x0b\x08" + struct.pack(">HH", 65_535, 65_535) + bytes(8)),
    "drawing in JPEG's name": ("a.jpg", PICTURE.encode()),
    "packed drawing": ("circles.svg", zlib.compress(PICTURE.encode())),
    "drawing in two bytes a letter": ("circles.svg", PICTURE.encode("utf-16")),
    "the same without its mark": ("circles.svg", PICTURE.encode("utf-16-le")),
    "drawing in four bytes a letter": ("circles.svg", PICTURE.encode("utf-32")),
    "more bytes than a picture has": ("a.png", _png(9, 9, _chunk(b"IDAT", bytes(2_000_000)))),
}


@pytest.mark.parametrize("sample", PHOTOGRAPHS)
def test_a_picture_that_lies_is_refused(sample: str, course: Path, secret: Path) -> None:
    name, data = PHOTOGRAPHS[sample]
    (course / PICTURE_PATH).unlink()
    (course / MODULE / "pictures" / name).write_bytes(data)
    (course / LESSON_PATH).write_text(LESSON.replace("circles.svg", name), encoding="utf-8")
    refused(course, secret)


# Files


def _link(path: str) -> Callable[[Path, Path], None]:
    def make(course: Path, secret: Path) -> None:
        (course / path).unlink(missing_ok=True)
        (course / path).symlink_to(secret)

    return make


def _link_folder(course: Path, secret: Path) -> None:
    (course / MODULE / "plain").rename(course.parent / "plain")
    (course / MODULE / "plain").symlink_to(course.parent / "plain", target_is_directory=True)


def _loop(course: Path, secret: Path) -> None:
    (course / MODULE / "loop").symlink_to(course, target_is_directory=True)


def _dangle(course: Path, secret: Path) -> None:
    (course / MODULE / "gone.md").symlink_to(course / "nowhere")


def _hard_link(course: Path, secret: Path) -> None:
    (course / LESSON_PATH).unlink()
    os.link(secret, course / LESSON_PATH)


def _beside(course: Path, secret: Path) -> None:
    (course.parent / "competencies.yaml").symlink_to(secret)


def _socket(course: Path, secret: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(course / MODULE)  # the name of a socket has at most 100 bytes
        try:
            made.bind("a.md")
        finally:
            os.chdir(here)


def _pipe(course: Path, secret: Path) -> None:
    (course / GUIDE_PATH).unlink()
    os.mkfifo(course / GUIDE_PATH)


def _sparse(course: Path, secret: Path) -> None:
    with (course / LESSON_PATH).open("r+b") as file:
        file.truncate(20_000_000_000)


def _many(course: Path, secret: Path) -> None:
    for number in range(2_100):
        (course / MODULE / f"a{number}.md").touch()


def _deep(course: Path, secret: Path) -> None:
    (course / MODULE / Path(*["a"] * 40)).mkdir(parents=True)


def _named(name: str) -> Callable[[Path, Path], None]:
    def make(course: Path, secret: Path) -> None:
        (course / MODULE / name).write_text("text", encoding="utf-8")

    return make


def _folder_for_file(course: Path, secret: Path) -> None:
    (course / LESSON_PATH).unlink()
    (course / LESSON_PATH).mkdir()


FOLDERS: dict[str, Callable[[Path, Path], None]] = {
    "a lesson that is a link": _link(LESSON_PATH), "a twin that is a link": _link(TWIN_PATH),
    "a guide that is a link": _link(GUIDE_PATH), "a picture that is a link": _link(PICTURE_PATH),
    "a glossary that is a link": _link("glossary.yaml"), "a module that is a link": _link(f"{MODULE}/module.yaml"),
    "a folder that is a link": _link_folder, "a link to the course itself": _loop, "a link to nowhere": _dangle,
    "a lesson that is a hard link": _hard_link, "competencies that are a link": _beside, "a socket": _socket,
    "a pipe": _pipe, "a file of twenty gigabytes": _sparse, "too many files": _many, "too deep": _deep,
    "a device's name": _named("nul.md"), "a device's name with an ending": _named("com1.svg.md"),
    "a name with a line in it": _named("a\nb.md"), "a name that turns round": _named("a\u202edm.exe"),
    "a stream's name": _named("a.md:stream"), "a program": _named("setup.exe"), "a link of Windows": _named("a.lnk"),
    "an archive": _named("inner.zip"), "a long name": _named("a" * 200 + ".md"), "a blank at the end": _named("a.md "),
    "a capital": _named("Being-heard.md"), "an accent": _named("e\u0301.md"), "a dash first": _named("-rf.md"),
    "two dots in a name": _named("a..md"), "a folder in a lesson's place": _folder_for_file,
}  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="this system cannot hold such files")
@pytest.mark.parametrize("sample", FOLDERS)
def test_a_hostile_folder_is_refused(sample: str, course: Path, secret: Path) -> None:
    FOLDERS[sample](course, secret)
    refused(course, secret)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="everything can be read here")
@pytest.mark.parametrize("path", [LESSON_PATH, f"{MODULE}/plain", GUIDE_PATH])
def test_what_may_not_be_read_is_named(path: str, course: Path, secret: Path) -> None:
    (course / path).chmod(0)
    refused(course, secret)
    (course / path).chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="this system cannot hold such files")
@pytest.mark.parametrize(
    "sample", ["a lesson that is a link", "a link to the course itself", "a file of twenty gigabytes"]
)
def test_the_process_of_its_own_says_the_same(sample: str, course: Path, secret: Path) -> None:
    FOLDERS[sample](course, secret)
    with pytest.raises(CourseInvalid) as caught:
        compile_in_a_process(course)
    assert {one.what for one in caught.value.mistakes} <= {one.what for one in check_course(course)}
