"""The command `peertrain check FOLDER`, with which an author sees every mistake in a course."""

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from peertrain.courseware.compiler import check_course
from peertrain.courseware.mistakes import CourseMistake
from peertrain.i18n import _, ngettext


def check_command(folder: Path, out: TextIO, *, strict: bool = False) -> int:
    """Print every mistake and advice and a summary; return 0 when there is no mistake, and 1 otherwise.

    Where it is `strict`, advice counts as a mistake does.
    """
    if not folder.exists():
        print(_("{folder} does not exist. Name the folder of a course.").format(folder=folder), file=out)
        return 1
    found = check_course(folder)
    for one in found:
        print(one, file=out)
    print(summary(folder, found), file=out)
    return 1 if any(strict or not one.advice for one in found) else 0


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
