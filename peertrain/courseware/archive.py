"""A course's folder as one archive, as its author wrote it, in which it travels to other computers.

The archive is a zip file: `course/` holds the files, and `competencies.yaml` the list that lay beside the folder. The
same folder always gives the same bytes. One that its author hands out as a file holds a signature too.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from peertrain.courseware.folder import (
    BESIDE,
    LARGEST_COURSE,
    LARGEST_TEXT,
    MOST_FILES,
    CourseFolder,
    may_be_in_a_course,
)
from peertrain.courseware.mistakes import Notes
from peertrain.courseware.nodes import MapNode, TextNode, read_yaml
from peertrain.courseware.signatures import SIGNATURE, Author, author_of, sign_files
from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.record.author_keys import AuthorKey

COURSE = "course"
_COMPETENCIES = "competencies.yaml"
_WRITTEN_AT = (1980, 1, 1, 0, 0, 0)
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
LARGEST = LARGEST_COURSE + LARGEST_TEXT * (len(BESIDE) + 2)
_MOST = MOST_FILES + len(BESIDE) + 2
_RATIO = 200
"""How much smaller than its content an archive may be; what people write and draw comes to about 10."""


def pack(folder: Path, *, signed_by: AuthorKey | None = None) -> bytes:
    """Return the course in a folder, which was found to be right, as an archive."""
    files = {name: path.read_bytes() for name, path in sorted(_files(folder.resolve()))}
    if signed_by is not None:
        files[SIGNATURE] = sign_files(files, signed_by)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            about = zipfile.ZipInfo(name, _WRITTEN_AT)
            about.create_system = 3  # the same on Windows, where it would be 0
            about.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(about, content, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def language_of(archive: bytes) -> str:
    """Return the language that the course in an archive says it is in; English where it says none."""
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        node = read_yaml(opened.read(f"{COURSE}/curriculum.yaml").decode(), Notes("curriculum.yaml"))
    language = node.values.get("language") if isinstance(node, MapNode) else None
    return language.text if isinstance(language, TextNode) else "en"


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a course, its licence and what it says of itself, and the list of competencies beside it."""
    for name in CourseFolder(folder, Notes("curriculum.yaml")).sizes:
        yield f"{COURSE}/{name}", folder / name
    beside = [(f"{COURSE}/{name}", folder / name) for name in BESIDE]
    for name, path in [*beside, (_COMPETENCIES, folder.parent / _COMPETENCIES)]:
        if path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST_TEXT:
            yield name, path


def unpack(archive: bytes, folder: Path) -> Path:
    """Write what an archive holds into a new folder, and return that of the course.

    Raises Refused before anything is written where the archive is not one that `pack` could have made.
    """
    files = _contents(archive)
    author_of(files)
    for name, content in files.items():
        if name != SIGNATURE:
            path = folder.joinpath(*name.split("/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(content)
    return folder / COURSE


def author_in(archive: bytes) -> Author | None:
    """Return who has signed an archive, and None where nobody has; refuse one that was changed since."""
    return author_of(_contents(archive))


def _contents(archive: bytes) -> dict[str, bytes]:
    if len(archive) > LARGEST:
        raise _refused(_("it is too large"))
    try:
        with zipfile.ZipFile(BytesIO(archive)) as opened:
            listed = opened.infolist()
            _check(listed, len(archive))
            return {one.filename: _content(opened, one) for one in listed}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _refused(_("it is damaged")) from error


def _check(listed: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse what is too much, and every name and kind of file that no course has."""
    together = sum(one.file_size for one in listed)
    if not listed:
        raise _refused(_("it holds nothing"))
    if len(listed) > _MOST or together > min(LARGEST, size * _RATIO):
        raise _refused(_("it holds too much"))
    if len({one.filename.casefold() for one in listed}) < len(listed):
        raise _refused(_("two of its files have the same name"))
    for one in listed:
        if one.filename != one.orig_filename or not _may_be(one.filename):
            raise _refused(_("one of its files has a name that no course uses"))
        if one.flag_bits & 0x1 or one.compress_type not in _METHODS or not _is_plain(one):
            raise _refused(_("one of its files is not a plain file"))


def _may_be(name: str) -> bool:
    inside = name.removeprefix(f"{COURSE}/")
    if inside == name:
        return name in {_COMPETENCIES, SIGNATURE}
    return inside in BESIDE or may_be_in_a_course(inside)


def _is_plain(one: zipfile.ZipInfo) -> bool:
    mode = one.external_attr >> 16
    return stat.S_ISREG(mode) or (stat.S_IFMT(mode) == 0 and not one.external_attr & 0x10)


def _content(opened: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """Return what a file holds, and never more than the archive has said."""
    with opened.open(one) as file:
        content = file.read(one.file_size + 1)
    if len(content) != one.file_size:
        raise _refused(_("it is damaged"))
    return content


def _refused(why: str) -> Refused:
    return Refused(_("A course that was sent cannot be unpacked: {why}. Ask whoever sent it.").format(why=why))
