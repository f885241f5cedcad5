"""Courses: installing what a folder holds, adopting a version, and retiring it."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from peertrain.courseware import parts
from peertrain.courseware.archive import LARGEST, author_in, pack, unpack
from peertrain.courseware.compiled import CompiledCourse
from peertrain.courseware.compiler import named_course
from peertrain.courseware.folder import require_course
from peertrain.courseware.isolation import compile_in_a_process
from peertrain.courseware.signatures import Author
from peertrain.domain.changes import Changed, Done
from peertrain.domain.curriculum import Course, CourseAdopted, CourseRetired
from peertrain.domain.errors import Refused, Trouble
from peertrain.domain.pathway import version_order
from peertrain.domain.people import Role
from peertrain.i18n import _
from peertrain.places import shipped_courses
from peertrain.storage.installed import (
    Installed,
    drop_waiting,
    installed_courses,
    keep_course,
    know_waiting,
    read_part,
    waiting_courses,
)
from peertrain.storage.lists.learning import adopted_courses
from peertrain.workplace.managed import Managed
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

ReadCourse = CompiledCourse
"""A course as `read_folder` returns it and `install_course` takes it."""


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Who has signed the file that a course came in: the name they give themselves, six words that stand for the key.

    `same` is an adopted course that the same key has signed, and `other` the adopted version of this course that
    another key has signed, or none; empty where there is none.
    """

    name: str
    words: str
    same: str
    other: str


@dataclass(frozen=True, slots=True)
class KnownCourse:
    """A version of a course: whether its lessons are on this computer, whether it was ever adopted and is in use."""

    course: Course
    installed: bool
    adopted: bool
    in_use: bool
    signed_by: SignedBy | None = None


def folders() -> tuple[Path, ...]:
    """Return the folders of the courses that come with the program."""
    return shipped_courses()


def folders_to_install(seat: Seat) -> tuple[Path, ...]:
    """Return the folders of the courses that come with the program and of which this version is not here yet."""
    here = {(one.course_id, one.version) for one in installed_courses(seat.connection)}
    return tuple(folder for folder in folders() if named_course(folder) not in here)


def read_folder(folder: Path) -> CompiledCourse:
    """Return the course in a folder, compiled in a process of its own; this takes a second or more and no seat.

    Raises CourseInvalid, a Refused with every mistake in its `mistakes`.
    """
    require_course(folder)
    return replace(compile_in_a_process(folder), source=pack(folder))


def known_courses(seat: Seat) -> tuple[KnownCourse, ...]:
    """Return every course that is installed here or was ever adopted, the newest version of each first."""
    here = {one.digest: parts.outline_from(one.about) for one in installed_courses(seat.connection)}
    adopted = adopted_courses(seat.connection)
    known = [KnownCourse(course, course.digest in here, True, course.in_use) for course in adopted]
    taken = {course.digest for course in adopted}
    known += [KnownCourse(course, True, False, False) for digest, course in here.items() if digest not in taken]
    authors = {digest: author for digest in here if (author := _author(seat, digest)) is not None}
    known = [replace(one, signed_by=_signed_by(one.course, known, authors)) for one in known]
    by_version = sorted(known, key=lambda one: version_order(one.course.version), reverse=True)
    return tuple(sorted(by_version, key=lambda one: one.course.title))


def _author(seat: Seat, digest: str) -> Author | None:
    found = read_part(seat.connection, digest, parts.AUTHOR, "")
    return parts.author_from(found[1]) if found is not None else None


def _signed_by(course: Course, known: list[KnownCourse], authors: dict[str, Author]) -> SignedBy | None:
    """Return who has signed a course, beside what this organisation has adopted."""
    author = authors.get(course.digest)
    if author is None:
        return None
    adopted = [one.course for one in known if one.adopted and one.installed and one.course.digest != course.digest]
    keys = {one.digest: authors[one.digest].key if one.digest in authors else "" for one in adopted}
    same = next((_named(one) for one in adopted if keys[one.digest] == author.key), "")
    other = [one for one in adopted if one.course_id == course.course_id and keys[one.digest] != author.key]
    return SignedBy(author.name, author.words, same, _named(other[0]) if other else "")


def _named(course: Course) -> str:
    return _("{title} {version}").format(title=course.title, version=course.version)


def install_course(seat: Seat, *, course: CompiledCourse) -> Done[Course]:
    """Put a course on this computer: a coordinator any course, everybody else one that is in use."""
    outline = course.outline
    if not seat.person.has(Role.COORDINATOR):
        known = seat.picture.find(Course, outline.id)
        if known is None or known.digest != outline.digest:
            raise Refused(_("This course is not in use in your organisation. Ask your coordinator about it."))
    _keep(seat, course)
    said = _("{title} {version} is installed on this computer.").format(title=outline.title, version=outline.version)
    return Done(Changed.COURSES | Changed.LEARNING, said, outline)


def _keep(seat: Seat, course: CompiledCourse) -> None:
    outline = course.outline
    about = Installed(outline.digest, outline.course_id, outline.version, parts.outline_text(course))
    keep_course(seat.connection, about, parts.parts_of(course))


def install_travelled(workplace: Managed) -> Done[tuple[str, ...]]:
    """Install the courses that packets and the invitation have brought; return what is wrong with those that cannot be.

    One that is not adopted yet goes on waiting. Each is read in a process of its own, which takes a second or more;
    where none waits it is quick.
    """
    archives = workplace.manage(lambda here: Done(Changed.NOTHING, value=_waiting(here))).value or ()
    changed, wrong = Changed.NOTHING, []
    for archive in archives:
        try:
            deed = partial(_install_travelled, archive=archive, course=read_travelled(archive))
        except Refused as refused:
            wrong.append(str(refused))
            deed = partial(_drop, archive=archive)
        changed |= workplace.manage(partial(Workplace.write, deed=deed)).changed
    return Done(changed, value=tuple(wrong))


def read_file(file: Path) -> CompiledCourse:
    """Return the course in a file that its author has signed; this takes a second or more and no seat."""
    try:
        with file.open("rb") as opened:
            archive = opened.read(LARGEST + 1)
    except OSError as error:
        raise Trouble(
            _("{file} cannot be opened: {reason}.").format(file=file.name, reason=error.strerror),
            _("Check that the file is there and that you may read it."),
        ) from error
    if author_in(archive) is None:
        raise Refused(_("Nobody has signed {file}. Ask its author for a signed one.").format(file=file.name))
    return read_travelled(archive)


def read_travelled(archive: bytes) -> CompiledCourse:
    """Return the course in an archive from another computer; this takes a second or more and no seat."""
    with TemporaryDirectory(prefix="peertrain-course-") as folder:
        return replace(compile_in_a_process(unpack(archive, Path(folder))), source=archive)


def _waiting(workplace: Workplace) -> tuple[bytes, ...]:
    """Return the archives of which the course is not known yet or may be installed by now."""
    if workplace.person_id is None or workplace.must_choose_passphrase:
        return ()
    return workplace.read(
        lambda seat: tuple(
            archive for digest, archive in waiting_courses(seat.connection) if not digest or _is_adopted(seat, digest)
        )
    )


def _install_travelled(seat: Seat, *, archive: bytes, course: CompiledCourse) -> Done[None]:
    if not _is_adopted(seat, course.outline.digest):
        know_waiting(seat.connection, archive, course.outline.digest)
        return Done(Changed.NOTHING)
    _keep(seat, course)
    drop_waiting(seat.connection, archive)
    return Done(Changed.COURSES | Changed.LEARNING)


def _is_adopted(seat: Seat, digest: str) -> bool:
    return any(course.digest == digest for course in adopted_courses(seat.connection))


def _drop(seat: Seat, *, archive: bytes) -> Done[None]:
    drop_waiting(seat.connection, archive)
    return Done(Changed.NOTHING)


def adopt_course(seat: Seat, *, digest: str, passphrase: str) -> Done[Course]:
    """Adopt an installed course: it is in use from now on."""
    found = [one for one in installed_courses(seat.connection) if one.digest == digest]
    if not found:
        raise Refused(_("This course is not on this computer. Install it first."))
    course = parts.outline_from(found[0].about)
    seat.check_passphrase(passphrase)
    seat.say(CourseAdopted(course))
    said = _("{title} {version} is adopted and in use.").format(title=course.title, version=course.version)
    return Done(Changed.COURSES | Changed.LEARNING | Changed.HISTORY, said, course)


def retire_course(seat: Seat, *, course_id: str, version: str, reason: str, passphrase: str) -> Done[None]:
    """Say that a version of a course is no longer in use; what was done in it goes on counting."""
    if not reason.strip():
        raise Refused(_("Say why the course is retired."))
    seat.check_passphrase(passphrase)
    seat.say(CourseRetired(course_id, version, reason.strip()))
    said = _("The course is retired. What trainees have done in it goes on counting.")
    return Done(Changed.COURSES | Changed.LEARNING | Changed.HISTORY, said)
