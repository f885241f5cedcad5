"""The command `peertrain check --watch FOLDER`: checks a course at each save, and says what is new and what is mended."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from peertrain.courseware.command import summary
from peertrain.courseware.compiler import check_course
from peertrain.courseware.folder import require_course
from peertrain.courseware.mistakes import CourseMistake
from peertrain.courseware.pages import Pages
from peertrain.i18n import _

PAUSE = 0.3
"""Seconds between two looks at the files."""

State = dict[str, tuple[int, int]]
"""When each file was last written, in nanoseconds, and its size."""


def _rest() -> None:
    time.sleep(PAUSE)


def watch_command(folder: Path, out: TextIO, *, pause: Callable[[], None] = _rest) -> int:
    """Check a course now and whenever one of its files was saved, until Ctrl+C; return 0."""
    require_course(folder)
    pages = Pages()
    state, found = _state(folder), check_course(folder, pages=pages)
    try:
        _say([*found, summary(folder, found), _("Watching. Save a file to check again; Ctrl+C ends.")], out)
        while True:
            pause()
            if (now := _state(folder)) != state:
                before, state, found = found, now, check_course(folder, pages=pages)
                _say([*_difference(before, found), summary(folder, found)], out)
    except KeyboardInterrupt:
        _say(["", _("Watching has ended.")], out)
        return 0


def _say(lines: Sequence[object], out: TextIO) -> None:
    print(*lines, sep="\n", file=out, flush=True)


def _state(folder: Path) -> State:
    """Return how the files of a course and the list of competencies beside it are on the disk."""
    found: State = {}
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        _note(found, [os.path.join(inside, name) for name in names if not name.startswith(".")])
    _note(found, [str(folder.resolve().parent / "competencies.yaml")])
    return found


def _note(state: State, paths: Sequence[str]) -> None:
    for path in paths:
        try:
            about = os.stat(path, follow_symlinks=False)
        except OSError:  # gone meanwhile, as when an editor saves by renaming
            continue
        state[path] = about.st_mtime_ns, about.st_size


def _difference(before: Sequence[CourseMistake], after: Sequence[CourseMistake]) -> Iterator[str]:
    """Yield what came and what went; a mistake that has only moved to another line is the same."""
    was, now = Counter(map(_key, before)), Counter(map(_key, after))
    for one in after:
        if was[_key(one)] > 0:
            was[_key(one)] -= 1
        else:
            yield _("New: {mistake}").format(mistake=one)
    for one in before:
        if now[_key(one)] > 0:
            now[_key(one)] -= 1
        else:
            yield _("Mended: {path}: {what}").format(path=one.path, what=one.what)


def _key(mistake: CourseMistake) -> tuple[str, str]:
    return mistake.path, mistake.what
