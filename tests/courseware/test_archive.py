"""Courses as archives: what travels is what the author wrote, and nothing unsafe is ever written."""

import stat
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.courseware.archive import pack, unpack
from peertrain.courseware.compiler import check_course, compile_course
from peertrain.domain.errors import Refused
from peertrain.places import shipped_courses
from tests.courseware.small_course import FILES

RIGHT = "course/modules/empathy/being-heard.md"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        file = tmp_path / "small" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "small"


def archive_of(
    *names: str, content: bytes = b"words", change: Callable[[zipfile.ZipInfo], None] | None = None
) -> bytes:
    """Return an archive of files with these names, whatever they are."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            about = zipfile.ZipInfo("x" * len(name))
            about.filename, about.compress_type = name, zipfile.ZIP_DEFLATED
            about.external_attr = (stat.S_IFREG | 0o644) << 16
            if change:
                change(about)
            archive.writestr(about, content, about.compress_type)
    return packed.getvalue()


def test_the_course_that_comes_with_the_program_is_the_same_after_its_journey(tmp_path: Path) -> None:
    shipped = shipped_courses()[0]
    archive = pack(shipped)
    assert len(archive) < 2_000_000
    unpacked = unpack(archive, tmp_path / "there")
    assert compile_course(unpacked) == compile_course(shipped)
    assert pack(unpacked) == archive


def test_the_same_folder_always_gives_the_same_archive(course: Path) -> None:
    first = pack(course)
    for path in course.rglob("*"):
        path.touch()
    assert pack(course) == first


def test_the_licence_and_the_list_of_competencies_beside_a_course_go_with_it(course: Path, tmp_path: Path) -> None:
    (course / "LICENSE").write_text("CC-BY-4.0")
    (course.parent / "competencies.yaml").write_text("- id: CC1.1\n")
    unpack(pack(course), tmp_path / "there")
    assert (tmp_path / "there" / "course" / "LICENSE").read_text() == "CC-BY-4.0"
    assert (tmp_path / "there" / "competencies.yaml").read_text() == "- id: CC1.1\n"


def test_hidden_files_and_links_stay_behind(course: Path) -> None:
    before = pack(course)
    (course / ".git").mkdir()
    (course / ".git" / "config").write_text("secret")
    (course / "README.md").symlink_to("/etc/passwd")
    assert pack(course) == before


@pytest.mark.parametrize(
    "name",
    [
        "../evil.md", "course/../evil.md", "course/../../evil.md", "/etc/evil.md", "//host/share/evil.md", "C:/evil.md",
        "C:evil.md", "course/c:evil.md", "course\\evil.md", "..\\evil.md", "course/con.md", "course/aux/a.md",
        "course/com1.yaml", "course/a.md ", "course/a.md.", "course/a.md:stream", "course/.hidden.md", "course/a/.b/c.md",
        "course/evil.exe", "course/evil.md.exe", "course/evil.lnk", "course/desktop.ini", "course/A.md", "course/ä.md",
        "course/a\u202edm.exe", "course/a\nb.md", "course//a.md", "course/./a.md", "course/", "course", "", "a.md",
        "other/a.md", "competencies.yml", "course/" + "a/" * 7 + "b.md", "course/" + "a" * 81 + ".md",
        "course/sub/LICENSE", "course/a.md/", "course/a\x00.md",
    ],
)  # fmt: skip
def test_a_name_that_no_course_uses_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="cannot be unpacked"):
        unpack(archive_of(RIGHT, name), tmp_path / "there")
    assert list(tmp_path.iterdir()) == []


def _mode(kind: int) -> Callable[[zipfile.ZipInfo], None]:
    def change(about: zipfile.ZipInfo) -> None:
        about.external_attr = (kind | 0o777) << 16

    return change


def _method(method: int) -> Callable[[zipfile.ZipInfo], None]:
    def change(about: zipfile.ZipInfo) -> None:
        about.compress_type = method

    return change


@pytest.mark.parametrize(
    "change",
    [
        _mode(stat.S_IFLNK), _mode(stat.S_IFIFO), _mode(stat.S_IFBLK), _mode(stat.S_IFDIR), _method(zipfile.ZIP_BZIP2),
        _method(zipfile.ZIP_LZMA),
    ],
)  # fmt: skip
def test_what_is_not_a_plain_file_is_refused(tmp_path: Path, change: Callable[[zipfile.ZipInfo], None]) -> None:
    with pytest.raises(Refused, match="not a plain file"):
        unpack(archive_of(RIGHT, change=change), tmp_path / "there")
    assert list(tmp_path.iterdir()) == []


def test_names_that_differ_in_capitals_only_or_not_at_all_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = archive_of(RIGHT, RIGHT)
    for archive in (twice, archive_of("course/LICENSE", "course/LICENSe")):
        with pytest.raises(Refused, match="cannot be unpacked"):
            unpack(archive, tmp_path / "there")
    assert list(tmp_path.iterdir()) == []


def test_bombs_are_refused_by_their_count_their_size_and_their_ratio(tmp_path: Path) -> None:
    many = archive_of(*(f"course/a{number}.md" for number in range(2_100)), content=b"")
    large = archive_of(*(f"course/a{number}.md" for number in range(4)), content=bytes(9_000_000))
    for archive in (many, large, archive_of(RIGHT, content=bytes(1_000_000)), bytes(40_000_000)):
        with pytest.raises(Refused, match=r"too much|too large"):
            unpack(archive, tmp_path / "there")
    assert list(tmp_path.iterdir()) == []


def test_an_archive_that_says_less_than_it_holds_is_refused(tmp_path: Path) -> None:
    archive = bytearray(archive_of(RIGHT, content=bytes(range(256)) * 40))
    listed = archive.index(b"PK\x01\x02")
    struct.pack_into("<I", archive, listed + 24, 10)
    with pytest.raises(Refused, match="damaged"):
        unpack(bytes(archive), tmp_path / "there")
    assert list(tmp_path.iterdir()) == []


def _local(whole: bytearray, place: int, value: bytes) -> None:
    """Change the head that stands before a file's content."""
    start = whole.index(b"PK\x03\x04")
    whole[start + place : start + place + len(value)] = value


def _central(whole: bytearray, place: int, value: bytes) -> None:
    """Change what the list at the end says of a file."""
    start = whole.index(b"PK\x01\x02")
    whole[start + place : start + place + len(value)] = value


def _overlapping(whole: bytearray) -> None:
    """Let the second file of the list be the first one once more, as in bombs that share their content."""
    second = whole.index(b"PK\x01\x02", whole.index(b"PK\x01\x02") + 4)
    whole[second + 42 : second + 46] = struct.pack("<I", 0)


FORGED: dict[str, Callable[[bytearray], None]] = {
    "another name before the content": lambda whole: _local(whole, 30, b"../../../"),
    "a path in the list only": lambda whole: _central(whole, 46, b"/etc/pass"),
    "no name at all": lambda whole: _central(whole, 28, b"\0\0"),
    "a name longer than the archive": lambda whole: _central(whole, 28, b"\xff\xff"),
    "content elsewhere": lambda whole: _central(whole, 42, struct.pack("<I", 0x7FFFFFFF)),
    "another sum": lambda whole: _central(whole, 16, b"\1\2\3\4"),
    "four gigabytes": lambda whole: _central(whole, 24, b"\xff\xff\xff\xfe"),
    "sizes of another kind": lambda whole: _central(whole, 24, b"\xff\xff\xff\xff"),
    "two files with one content": _overlapping,
    "content that is no deflate": lambda whole: _local(whole, 30 + len(RIGHT), b"\xff\xff\xff"),
    "no end": lambda whole: whole.__delitem__(slice(len(whole) - 22, None)),
    "a list in another place": lambda whole: whole.__setitem__(
        slice(len(whole) - 6, len(whole) - 2), b"\xff\xff\xff\x7f"
    ),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_forged_archive_is_refused_before_anything_is_written(
    tmp_path: Path, forge: Callable[[bytearray], None]
) -> None:
    whole = bytearray(archive_of(RIGHT, "course/curriculum.yaml", content=b"some words that can be packed"))
    forge(whole)
    with pytest.raises(Refused, match="cannot be unpacked"):
        unpack(bytes(whole), tmp_path / "there")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["course/inner.zip", "course/modules/a/b.zip", "course/a.tar.gz", "course/a.ptcourse"])
def test_an_archive_in_an_archive_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="name that no course uses"):
        unpack(archive_of(RIGHT, name, content=archive_of(RIGHT)), tmp_path / "there")
    assert list(tmp_path.iterdir()) == []


def test_an_archive_in_the_name_of_a_picture_is_never_opened(course: Path, tmp_path: Path) -> None:
    inner = archive_of(RIGHT, content=bytes(1_000_000))
    (course / "modules/empathy/pictures/circles.svg").write_bytes(inner)
    there = unpack(pack(course), tmp_path / "there")
    assert (there / "modules/empathy/pictures/circles.svg").read_bytes() == inner
    assert any("not UTF-8" in one.what for one in check_course(there))


def test_what_stands_before_and_behind_an_archive_is_never_run_or_written(course: Path, tmp_path: Path) -> None:
    there = unpack(b"#!/bin/sh\ntouch here\n" + pack(course), tmp_path / "there")
    assert compile_course(there) == compile_course(course)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small", "there"]


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    archive = bytearray(archive_of(RIGHT))
    archive[archive.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Refused, match="not a plain file"):
        unpack(bytes(archive), tmp_path / "there")


def test_an_archive_is_unpacked_into_a_new_place_only(tmp_path: Path) -> None:
    (tmp_path / "course" / "modules" / "empathy").mkdir(parents=True)
    (tmp_path / RIGHT).write_text("mine")
    with pytest.raises(FileExistsError):
        unpack(archive_of(RIGHT), tmp_path)
    assert (tmp_path / RIGHT).read_text() == "mine"


def test_an_archive_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="it holds nothing"):
        unpack(archive_of(), tmp_path / "there")


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, 10_000), value=st.integers(0, 255), cut=st.booleans())
def test_whatever_is_altered_in_an_archive_it_is_refused_or_stays_inside(
    tmp_path_factory: pytest.TempPathFactory, place: int, value: int, cut: bool
) -> None:
    whole = archive_of(RIGHT, "course/curriculum.yaml", "competencies.yaml")
    at = place % len(whole)
    altered = whole[:at] if cut else whole[:at] + bytes([value]) + whole[at + 1 :]
    outside = tmp_path_factory.mktemp("altered")
    try:
        unpack(altered, outside / "there")
    except Refused:
        assert list(outside.iterdir()) == []
    else:
        assert [path.name for path in outside.iterdir()] == ["there"]
