"""The command `peertrain check`, with which an author sees every mistake in a course, or in a programme's file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from peertrain.courseware.compiler import check_course
from peertrain.courseware.folder import require_course
from peertrain.courseware.mistakes import CourseMistake
from peertrain.courseware.programme_files import check_programme
from peertrain.i18n import _, ngettext


def check_command(folder: Path, out: TextIO, *, strict: bool = False) -> int:
    """Print every mistake and advice and a summary; return 0 when there is no mistake, and 1 otherwise.

    Where it is `strict`, advice counts as a mistake does. Raises Refused where there is no course to read.
    """
    require_course(folder)
    found = check_course(folder)
    for one in found:
        print(one, file=out)
    print(summary(folder, found), file=out)
    return 1 if any(strict or not one.advice for one in found) else 0


def check_programme_command(file: Path, out: TextIO) -> int:
    """Print every mistake in a programme's file; return 0 when there is none, and 1 otherwise."""
    mistakes = check_programme(file)
    for mistake in mistakes:
        print(mistake, file=out)
    if not mistakes:
        print(_("{file}: no mistakes; the programme can be used.").format(file=file), file=out)
    return 1 if mistakes else 0


def summary(folder: Path, found: Sequence[CourseMistake]) -> str:
    """Say in one line how a course stands."""
    advice = sum(one.advice for one in found)
    mistakes = len(found) - advice
    said = (
        ngettext("{folder}: {count} mistake.", "{folder}: {count} mistakes.", mistakes)
        if mistakes
        else _("{folder}: no mistakes; the course can be used.")
    ).format(folder=folder, count=mistakes)
    if advice:
        said += " " + ngettext("{count} piece of advice.", "{count} pieces of advice.", advice).format(count=advice)
    return said
