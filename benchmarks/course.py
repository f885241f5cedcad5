"""The course that comes with the program, as its authors and coordinators meet it: checked, saved, packed and installed."""

import shutil
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

from benchmarks.figures import Figure, timed
from benchmarks.organisation import Organisation
from peertrain.courseware.command import check_command
from peertrain.courseware.compiler import check_course
from peertrain.courseware.packing import pack_command
from peertrain.courseware.pages import Pages
from peertrain.places import shipped_courses
from peertrain.record.author_keys import make_author_key
from peertrain.record.passphrases import LOWEST_COST, five_words
from peertrain.services import courses
from peertrain.services.courses import ReadCourse

TIMES = 5


def measure(place: Path) -> Iterator[Figure]:
    """Check a copy of the course, write in it, pack it, and install it from its folder and from its file."""
    folder, file = place / "course", place / "course.ptcourse"
    shutil.copytree(shipped_courses()[0], folder)
    yield Figure("Checking the whole course", _times(lambda: check_command(folder, StringIO())), "ms", most=5_000)
    yield Figure("Checking it once more after one save", tuple(_saves(folder)), "ms", most=1_000)
    key = make_author_key(place / "author.json", name="Ruth Abernathy", passphrase=five_words(), cost=LOWEST_COST)
    yield Figure("Packing it", _times(lambda: pack_command(folder, file, key=lambda: key, out=StringIO())), "ms")
    organisation = Organisation(place / "organisation")
    organisation.stage.take_seat(organisation.ids["Ruth"])

    def install(read: Callable[[], ReadCourse]) -> None:
        course = read()
        organisation.stage.write(lambda seat: courses.install_course(seat, course=course))

    yield Figure(
        "Installing it from its folder", _times(lambda: install(lambda: courses.read_folder(folder))), "ms", most=10_000
    )
    yield Figure(
        "Installing it from its file", _times(lambda: install(lambda: courses.read_file(file))), "ms", most=10_000
    )
    organisation.stage.lock()


def _times(deed: Callable[[], object]) -> tuple[float, ...]:
    return tuple(timed(deed) for _time in range(TIMES))


def _saves(folder: Path) -> Iterator[float]:
    """Yield how long a check takes after a paragraph was added to a lesson, as `peertrain check --watch` does it."""
    pages = Pages()
    check_course(folder, pages=pages)
    lesson = sorted(folder.glob("modules/*/*.md"))[0]
    for number in range(TIMES):
        with lesson.open("a", encoding="utf-8") as file:
            file.write(f"\nParagraph {number} says something more.\n")
        yield timed(lambda: check_course(folder, pages=pages))
