"""The files of a course: which there are, that they stay inside the folder, and what they hold."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from peertrain.courseware.mistakes import Notes
from peertrain.domain.errors import Refused
from peertrain.i18n import _

MOST_FILES = 2_000
DEEPEST = 6
LARGEST_TEXT = 200_000
LARGEST_PICTURE = 2_000_000
LARGEST_COURSE = 30_000_000

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FILE_NAME = re.compile(rf"{_NAME.pattern}\.(?:yaml|md|svg|png|jpg|jpeg)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Also what turns the direction of writing, with which a link can be made to look like another one."""

_MOUNT_POINT = 0xA0000003
"""How Windows marks a folder that is really somewhere else."""

BESIDE = {"README.md", "LICENSE", "LICENCE", "LICENSE.txt", "LICENCE.txt"}
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}


def require_course(folder: Path) -> None:
    """Refuse a folder in which there is no course to read."""
    if not folder.exists():
        raise Refused(_("{folder} does not exist. Name the folder of a course.").format(folder=folder))
    if not os.path.isfile(folder / "curriculum.yaml"):  # what may not be looked into is no error here
        raise Refused(
            _("There is no course in {folder}. Name the folder that holds curriculum.yaml.").format(folder=folder)
        )


class CourseFolder:
    """The plain files in a course's folder by their path from it, such as `modules/empathy/module.yaml`.

    `texts` are those that were read so far.
    """

    def __init__(self, root: Path, notes: Notes) -> None:
        self.root = root
        self.notes = notes
        self.sizes: dict[str, int] = {}
        self.used: set[str] = set()
        self.texts: dict[str, str] = {}
        for path, size in self._walk(root, ""):
            self.sizes[path] = size
            if len(self.sizes) > MOST_FILES or sum(self.sizes.values()) > LARGEST_COURSE:
                notes.add(1, _("This course is too large."), _("Keep it below 2,000 files and 30 MB."))
                break
        self._note_twins()

    def __contains__(self, path: str) -> bool:
        return path in self.sizes

    def folders_in(self, path: str) -> set[str]:
        """Return the names of the folders directly inside `path` that hold files."""
        inside = [file.removeprefix(path + "/") for file in self.sizes if file.startswith(path + "/")]
        return {file.split("/")[0] for file in inside if "/" in file}

    def read(self, path: str) -> bytes | None:
        """Return what a file holds, or None after noting why it cannot be read."""
        self.used.add(path)
        most = LARGEST_TEXT if path.endswith((".yaml", ".md", ".svg")) else LARGEST_PICTURE
        notes = self.notes.on(path)
        if self.sizes[path] > most:
            notes.add(1, _("This file is too large."), _("Make it smaller than {size} KB.").format(size=most // 1000))
            return None
        try:
            with (self.root / path).open("rb") as file:
                return file.read(most)
        except OSError as error:
            notes.add(
                1,
                _("This file cannot be opened."),
                _("Check that you may read it ({reason}).").format(reason=error.strerror),
            )
            return None

    def read_text(self, path: str) -> str | None:
        """Return the text of a UTF-8 file with plain line ends."""
        data = self.read(path)
        if data is None:
            return None
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            self.notes.on(path).add(line, _("This file is not UTF-8 text."), _("Save it again as UTF-8."))
            return None
        if control := _CONTROL.search(text):
            number = text.count("\n", 0, control.start()) + 1
            self.notes.on(path).add(number, _("This line holds a control character."), _("Type the line again."))
            return None
        self.texts[path] = text
        return text

    def note_unused(self) -> None:
        """Note the files that no part of the course has asked for."""
        for path in self.sizes.keys() - self.used:
            notes = self.notes.on(path)
            if "/pictures/" in path:
                notes.add(1, _("No lesson shows this picture."), _("Show it in a lesson, or remove it."))
            elif path.endswith(".md") and "/plain/" in path:
                notes.add(
                    1,
                    _("No lesson has this name, of which it would be the plain-language twin."),
                    _("Give it the name of its lesson's file, or remove it."),
                )
            elif path.endswith(".md"):
                notes.add(1, _("This lesson is not listed."), _("Add it to `lessons` in module.yaml, or remove it."))
            else:
                notes.add(1, _("This file is not part of a course."), _("Move it out of the folder."))

    def _walk(self, folder: Path, inside: str) -> Iterator[tuple[str, int]]:
        notes = self.notes.on(inside or ".")
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            notes.add(
                1,
                _("This folder cannot be opened."),
                _("Check that you may read it ({reason}).").format(reason=error.strerror),
            )
            return
        for entry in entries[: MOST_FILES + 1]:
            path = f"{inside}/{entry.name}" if inside else entry.name
            if not entry.name.startswith(".") and not (inside == "" and entry.name in BESIDE):
                yield from self._one(entry, path)

    def _one(self, entry: os.DirEntry[str], path: str) -> Iterator[tuple[str, int]]:
        found = entry.stat(follow_symlinks=False)
        notes = self.notes.on(_printable(path))
        if stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _MOUNT_POINT:
            notes.add(1, _("This is a link to somewhere else."), _("Put the file itself in the course's folder."))
        elif stat.S_ISDIR(found.st_mode):
            _check_name(entry.name, _NAME, notes)
            if path.count("/") >= DEEPEST:
                notes.add(1, _("This folder lies too deep."), _("Move it up."))
            else:
                yield from self._walk(Path(entry.path), path)
        elif stat.S_ISREG(found.st_mode):
            _check_name(entry.name, _FILE_NAME, notes)
            yield path, found.st_size
        else:
            notes.add(1, _("This is not a plain file."), _("Remove it from the course's folder."))

    def _note_twins(self) -> None:
        seen: dict[str, str] = {}
        for path in self.sizes:
            first = seen.setdefault(path.casefold(), path)
            if first != path:
                self.notes.on(_printable(path)).add(
                    1,
                    _("Two names differ in capitals only; the other is {path}.").format(path=_printable(first)),
                    _("Rename one of the two: Windows and macOS cannot tell them apart."),
                )


def may_be_in_a_course(path: str) -> bool:
    """Return whether a path, with slashes, is one that a file of a course can have on every system."""
    *folders, name = path.split("/")
    return len(folders) <= DEEPEST and _fits(name, _FILE_NAME) and all(_fits(one, _NAME) for one in folders)


def _fits(name: str, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.fullmatch(name)) and name.split(".", 1)[0] not in _DEVICES and len(name) <= 80


def _check_name(name: str, pattern: re.Pattern[str], notes: Notes) -> None:
    if not _fits(name, pattern):
        notes.add(
            1,
            _("This name cannot be used in a course."),
            _("Use lower-case letters, digits and hyphens, and one of the endings yaml, md, svg, png and jpg."),
        )


def _printable(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode()
