"""The command `peertrain check FOLDER`, with which an author sees every mistake in a course."""

from pathlib import Path
from typing import TextIO

from peertrain.courseware.compiler import check_course
from peertrain.i18n import _, ngettext


def check_command(folder: Path, out: TextIO) -> int:
    """Print every mistake in a course and a summary; return 0 when there is none, and 1 otherwise."""
    if not folder.exists():
        print(_("{folder} does not exist. Name the folder of a course.").format(folder=folder), file=out)
        return 1
    mistakes = check_course(folder)
    for mistake in mistakes:
        print(mistake, file=out)
    if not mistakes:
        print(_("{folder}: no mistakes; the course can be used.").format(folder=folder), file=out)
        return 0
    print(
        ngettext("{folder}: {count} mistake.", "{folder}: {count} mistakes.", len(mistakes)).format(
            folder=folder, count=len(mistakes)
        ),
        file=out,
    )
    return 1
