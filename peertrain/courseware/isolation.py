"""Compiles a course in a process of its own, with limits, so that a hostile course can stop nothing but itself."""

import json
import os
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import TextIO, TypedDict

from cattrs import structure

from peertrain.courseware.compiled import CompiledCourse, from_json, to_json
from peertrain.courseware.compiler import Draft, compile_course, draft_course
from peertrain.courseware.contrast import TextContrast
from peertrain.courseware.mistakes import CourseInvalid, CourseMistake
from peertrain.domain.errors import Refused
from peertrain.i18n import _, use_language
from peertrain.places import this_program

COMMAND = "compile-course"
"""The command of the program that answers a wish of `compile_in_a_process`."""
MEMORY_BYTES = 1_000_000_000
CPU_SECONDS = 20
PATIENCE = 60
"""Seconds on the clock after which the process is ended, on every system."""


class _Answer(TypedDict):
    """What the other process says: the course as JSON, "" where there is none, what is wrong with it, and contrasts."""

    course: str
    mistakes: list[dict[str, str | int]]
    contrasts: dict[str, dict[str, str | int | float] | None]


def compile_in_a_process(
    folder: Path,
    *,
    competencies: Path | None = None,
    language: str = "",
    catalogues: Path | None = None,
    patience: float = PATIENCE,
) -> CompiledCourse:
    """Return the course in a folder, compiled by another process.

    Raise CourseInvalid for a course with mistakes, and Refused for one that cannot be read to its end. `language` and
    `catalogues` are what `use_language` takes: the other process speaks English unless told otherwise.
    """
    wish = {
        "folder": str(folder.resolve()),
        "competencies": str(competencies.resolve()) if competencies else "",
        "language": language,
        "catalogues": str(catalogues.resolve()) if catalogues else "",
    }
    draft = _drafted(_ask_process(wish, folder, patience))
    if draft.course is None or draft.found:
        raise CourseInvalid(draft.found)
    return draft.course


def draft_in_a_process(folder: Path, *, patience: float = PATIENCE) -> Draft:
    """Return a course that is being written, with everything that is wrong in it, read by another process.

    Raise Refused for one that cannot be read to its end.
    """
    wish = {"folder": str(folder.resolve()), "competencies": "", "language": "", "catalogues": "", "draft": "yes"}
    return _drafted(_ask_process(wish, folder, patience))


def _drafted(answer: _Answer) -> Draft:
    course = from_json(answer["course"]) if answer["course"] else None
    contrasts = structure(answer["contrasts"], dict[str, TextContrast | None])
    return Draft(course, structure(answer["mistakes"], tuple[CourseMistake, ...]), contrasts)


def _ask_process(wish: dict[str, str], folder: Path, patience: float) -> _Answer:
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            this_program(COMMAND),
            input=json.dumps(wish).encode(),
            capture_output=True,
            timeout=patience,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            env=os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
        )
    except subprocess.TimeoutExpired:
        raise Refused(
            _("The course in {folder} takes too long to read, and cannot be used. Ask its author about it.").format(
                folder=folder
            )
        ) from None
    if done.returncode != 0:
        raise Refused(
            _(
                "The course in {folder} could not be read to its end, and cannot be used. Ask its author about it."
            ).format(folder=folder)
        )
    answer: _Answer = json.loads(done.stdout)
    return answer


def serve(asked: TextIO, answered: TextIO) -> None:
    """Answer one wish of `compile_in_a_process`, inside the other process."""
    limit_this_process()
    wish = json.load(asked)
    if wish["catalogues"]:
        use_language(wish["language"], Path(wish["catalogues"]))
    competencies = Path(wish["competencies"]) if wish["competencies"] else None
    draft = _read(Path(wish["folder"]), competencies, as_draft=bool(wish.get("draft")))
    course = to_json(draft.course) if draft.course is not None else ""
    contrasts = {name: asdict(one) if one is not None else None for name, one in draft.contrasts.items()}
    json.dump(_Answer(course=course, mistakes=[asdict(one) for one in draft.found], contrasts=contrasts), answered)


def _read(folder: Path, competencies: Path | None, *, as_draft: bool) -> Draft:
    if as_draft:
        return draft_course(folder, competencies=competencies)
    try:
        return Draft(compile_course(folder, competencies=competencies), ())
    except CourseInvalid as invalid:
        return Draft(None, invalid.mistakes)


def limit_this_process() -> None:
    """Cap memory and processor time where the system can; elsewhere the clock has to do."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {resource.RLIMIT_AS: MEMORY_BYTES, resource.RLIMIT_CPU: CPU_SECONDS, resource.RLIMIT_CORE: 0}
    for what, most in limits.items():
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS does not limit address space
            continue
