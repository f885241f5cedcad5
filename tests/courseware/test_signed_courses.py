"""A course in one file says who has signed it, and whatever was changed since is refused."""

import io
import json
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.cli import main
from peertrain.courseware import parts
from peertrain.courseware.archive import author_in, pack, unpack
from peertrain.courseware.compiler import compile_course
from peertrain.courseware.packing import pack_command
from peertrain.courseware.signatures import SIGNATURE
from peertrain.domain.errors import Refused
from peertrain.record.author_keys import AuthorKey
from peertrain.record.canonical import canonical
from tests.courseware.small_course import Change

KEY = AuthorKey("Maria Example", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
PASSPHRASE = "correct wooden spoon lantern"
LESSON = "course/modules/empathy/hearing.md"
Said = dict[str, object]


def rewritten(archive: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """Return an archive after changing its files."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    change(files)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return packed.getvalue()


def saying(archive: bytes, change: Callable[[Said], object]) -> bytes:
    """Return an archive whose signature says something else."""

    def rewrite(files: dict[str, bytes]) -> None:
        said = json.loads(files[SIGNATURE])
        change(said)
        files[SIGNATURE] = canonical(said)

    return rewritten(archive, rewrite)


def test_a_signed_file_says_who_and_holds_the_same_course(course: Path, tmp_path: Path) -> None:
    archive = pack(course, signed_by=KEY)
    author = author_in(archive)
    assert author is not None
    assert (author.name, author.key) == ("Maria Example", KEY.public)
    assert len(author.words.split()) == 6
    assert compile_course(unpack(archive, tmp_path / "there")) == compile_course(course)
    assert not (tmp_path / "there" / SIGNATURE).exists()
    assert pack(course, signed_by=KEY) == archive


def test_an_archive_that_nobody_has_signed_says_so(course: Path) -> None:
    assert author_in(pack(course)) is None


CHANGES: dict[str, Callable[[dict[str, bytes]], object]] = {
    "a file changed": lambda files: files.update({LESSON: files[LESSON] + b"More."}),
    "a file added": lambda files: files.update({"course/LICENSE": b"None"}),
    "a list of competencies added": lambda files: files.update({"competencies.yaml": b"- id: CC1.1"}),
    "a file removed": lambda files: files.pop(LESSON),
    "a file renamed": lambda files: files.update({"course/modules/empathy/heard.md": files.pop(LESSON)}),
    "two files exchanged": lambda files: files.update(
        {LESSON: files["course/curriculum.yaml"], "course/curriculum.yaml": files[LESSON]}
    ),
    "no JSON": lambda files: files.update({SIGNATURE: b"signed, Maria"}),
    "JSON that is not canonical": lambda files: files.update({SIGNATURE: files[SIGNATURE] + b" "}),
    "a list": lambda files: files.update({SIGNATURE: b"[]"}),
    "an empty file": lambda files: files.update({SIGNATURE: b""}),
    "too many letters": lambda files: files.update({SIGNATURE: b'{"author":"' + token_hex(10_000).encode() + b'"}'}),
    "deep nesting": lambda files: files.update({SIGNATURE: b"[" * 9_000}),
}

SAYINGS: dict[str, Callable[[Said], object]] = {
    "another name": lambda said: said.update(author="Somebody Else"),
    "a name of two lines": lambda said: said.update(author="Maria\nExample"),
    "a name that is a number": lambda said: said.update(author=7),
    "another key": lambda said: said.update(key=Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()),
    "a key in capitals": lambda said: said.update(key=str(said["key"]).upper()),
    "a short key": lambda said: said.update(key="00"),
    "a key that is none": lambda said: said.update(key=None),
    "another signature": lambda said: said.update(signature="00" * 64),
    "a signature that is a number": lambda said: said.update(signature=1),
    "another format": lambda said: said.update(format=2),
    "one field more": lambda said: said.update(vouched=True),
    "one field less": lambda said: said.pop("author"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_was_changed_after_signing_is_refused(
    course: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], object]
) -> None:
    changed = rewritten(pack(course, signed_by=KEY), change)
    with pytest.raises(Refused, match="changed after it was signed"):
        unpack(changed, tmp_path / "there")
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize("change", SAYINGS.values(), ids=SAYINGS)
def test_a_signature_that_says_something_else_is_refused(course: Path, change: Callable[[Said], object]) -> None:
    with pytest.raises(Refused, match="changed after it was signed"):
        author_in(saying(pack(course, signed_by=KEY), change))


def test_a_signature_that_fits_another_course_is_refused(course: Path, change: Change) -> None:
    archive = pack(course, signed_by=KEY)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        signature = opened.read(SIGNATURE)
    change("curriculum.yaml", "1.0.0", "1.0.1")
    with pytest.raises(Refused, match="changed after it was signed"):
        author_in(rewritten(pack(course), lambda files: files.update({SIGNATURE: signature})))


def test_who_has_signed_is_kept_as_a_part_of_the_course(course: Path) -> None:
    def authors(archive: bytes) -> list[bytes]:
        kept = replace(compile_course(course), source=archive)
        return [part.content for part in parts.parts_of(kept) if part.kind == parts.AUTHOR]

    assert authors(pack(course)) == []
    [content] = authors(pack(course, signed_by=KEY))
    assert parts.author_from(content) == author_in(pack(course, signed_by=KEY))


# The command


def test_a_course_with_a_mistake_is_not_packed_and_no_passphrase_is_asked_for(course: Path, change: Change) -> None:
    def asked() -> AuthorKey:
        raise AssertionError("it asked for the key")

    change("modules/empathy/module.yaml", "title: Empathy\n", "")
    file, out = course.parent / "small.ptcourse", io.StringIO()
    assert pack_command(course, file, key=asked, out=out) == 1
    assert "“title” is missing" in out.getvalue()
    assert not file.exists()


@pytest.mark.parametrize("name", ["README.md", "small", "small.zip"])
def test_only_a_course_file_is_written_over(course: Path, name: str) -> None:
    with pytest.raises(Refused, match=r"end in \.ptcourse"):
        pack_command(course, course / name, key=lambda: KEY, out=io.StringIO())


def test_everything_that_is_in_the_way_is_said_at_once(
    course: Path, change: Change, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change("modules/empathy/module.yaml", "title: Empathy\n", "")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main(["--data", str(course.parent / "data"), "pack", str(course), str(course / "gone" / "small.zip")]) == 2
    said = capsys.readouterr()
    assert "“title” is missing" in said.out
    for part in ("end in .ptcourse", "there is no folder", "--author", "in two lines of the standard input"):
        assert part in said.err


def test_pack_asks_for_nothing_that_its_help_does_not_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["pack", "--help"])
    assert "a line of the standard input" in " ".join(capsys.readouterr().out.split())


def test_a_place_that_cannot_be_written_is_named(course: Path) -> None:
    with pytest.raises(Refused, match="cannot be written"):
        pack_command(course, course / "gone" / "a.ptcourse", key=lambda: KEY, out=io.StringIO())


def test_the_key_is_made_the_first_time_and_used_from_then_on(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str, typed: list[str]) -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        file = str(tmp_path / "small.ptcourse")
        return main(["--data", str(tmp_path / "data"), "pack", str(course), file, *arguments])

    assert run(typed=[]) == 2
    said = capsys.readouterr().err
    assert "--author" in said
    assert "in two lines of the standard input" in said
    assert run("--author", "Maria Example", typed=[PASSPHRASE]) == 2
    assert "--author" not in (said := capsys.readouterr().err)
    assert "in two lines of the standard input" in said
    assert run("--author", "Maria Example", typed=[PASSPHRASE, "another one"]) == 2
    assert not (tmp_path / "small.ptcourse").exists()
    assert run("--author", "Maria Example", typed=[PASSPHRASE, PASSPHRASE]) == 0
    first = author_in((tmp_path / "small.ptcourse").read_bytes())
    assert first is not None
    assert first.words in capsys.readouterr().out
    assert run(typed=[PASSPHRASE]) == 0
    assert author_in((tmp_path / "small.ptcourse").read_bytes()) == first
    assert run(typed=["not the passphrase"]) == 2
    assert run(typed=[]) == 2
    assert "as a line of the standard input" in capsys.readouterr().err
    assert run("--author", "Somebody Else", typed=[PASSPHRASE]) == 2
    assert "is that of Maria Example" in capsys.readouterr().err
