"""Courses that travel: what is adopted in the office can be read at every other computer."""

from dataclasses import replace
from pathlib import Path

import pytest

from peertrain.courseware.archive import pack
from peertrain.domain.changes import Changed, Done
from peertrain.domain.people import Role
from peertrain.errands.round import exchange_now
from peertrain.places import shipped_courses
from peertrain.services import courses, learning
from peertrain.services.courses import ReadCourse
from peertrain.storage.installed import MOST_WAITING, keep_waiting, waiting_courses
from peertrain.workplace import outgoing
from peertrain.workplace.seat import Seat
from tests.courseware.small_course import FILES
from tests.exchange.computers import Agency, Computer, log
from tests.exchange.rounds import look, settle, start
from tests.office import PASSPHRASES

CORE = "peer-specialist-core"


@pytest.fixture(scope="session")
def core() -> ReadCourse:
    return courses.read_folder(shipped_courses()[0])


def small(folder: Path, version: str = "1.0.0") -> Path:
    for path, text in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace("version: 1.0.0", f"version: {version}"), encoding="utf-8")
    return folder


def adopt(agency: Agency, course: ReadCourse) -> None:
    agency.dana.do(lambda seat: courses.install_course(seat, course=course))
    digest, passphrase = course.outline.digest, PASSPHRASES["Dana"]
    agency.dana.do(lambda seat: courses.adopt_course(seat, digest=digest, passphrase=passphrase))


def keep(computer: Computer, *archives: bytes) -> None:
    """Let archives wait at a computer, as a packet that brings them does."""

    def deed(seat: Seat) -> Done[None]:
        for archive in archives:
            keep_waiting(seat.connection, archive)
        return Done(Changed.COURSES)

    computer.act(deed)


def first_lesson(computer: Computer, course: ReadCourse) -> str:
    """Open the first lesson of a course, complete it, and return its text."""
    id, lesson = course.outline.course_id, course.modules[0].lessons[0].id
    text = computer.ask(lambda seat: learning.lesson(seat, course_id=id, lesson_id=lesson)).lesson.html
    computer.do(lambda seat: learning.complete_lesson(seat, course_id=id, lesson_id=lesson))
    return text


def test_a_trainee_reads_the_adopted_course_on_a_computer_of_their_own_and_the_office_gets_what_they_complete(
    agency: Agency, core: ReadCourse, tmp_path: Path
) -> None:
    adopt(agency, core)
    aisha = agency.invite("Aisha", Role.TRAINEE)
    carried = courses.install_travelled(aisha.workplace)
    assert carried.value == ()
    assert first_lesson(aisha, core) == core.modules[0].lessons[0].html
    assert aisha.send(agency.dana).kinds["lesson completed"] == 1
    aisha.workplace.lock()


def test_a_course_that_is_adopted_later_comes_through_the_folder_and_installs_itself(
    agency: Agency, tmp_path: Path
) -> None:
    start(agency, tmp_path / "shared")
    course = courses.read_folder(small(tmp_path / "small"))
    adopt(agency, course)
    settle(agency)
    first_lesson(agency.marcus, course)
    assert look(agency.marcus).given == 2
    assert look(agency.dana).kinds == {"lesson completed": 1}
    for computer in (agency.marcus, agency.renee):
        assert computer.ask(lambda seat: waiting_courses(seat.connection)) == ()


def test_a_course_that_is_not_adopted_waits_until_it_is(agency: Agency, tmp_path: Path) -> None:
    course = courses.read_folder(small(tmp_path / "small"))
    keep(agency.marcus, course.source)
    assert courses.install_travelled(agency.marcus.workplace).value == ()
    assert agency.marcus.ask(courses.known_courses) == ()
    adopt(agency, replace(course, source=b""))
    agency.dana.send(agency.marcus)
    courses.install_travelled(agency.marcus.workplace)
    assert [one.installed for one in agency.marcus.ask(courses.known_courses)] == [True]


def test_an_archive_that_is_no_course_is_named_once_and_forgotten(agency: Agency, tmp_path: Path) -> None:
    broken = small(tmp_path / "small")
    (broken / "curriculum.yaml").write_text("title: [", encoding="utf-8")
    keep(agency.marcus, b"not an archive", pack(broken))
    wrong = exchange_now(agency.marcus.workplace).value
    assert wrong is not None
    assert len(wrong.warnings) == 2
    again = exchange_now(agency.marcus.workplace).value
    assert again is not None
    assert again.warnings == ()


def test_a_course_from_anybody_but_a_coordinator_is_not_kept(
    agency: Agency, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = pack(small(tmp_path / "small"))
    with monkeypatch.context() as changed:  # what a changed program would send
        changed.setattr(outgoing, "_courses", lambda _seat, _entry: {"any": archive})
        log(agency.marcus, agency.renee)
        assert agency.marcus.send(agency.dana).applied == 1
        packet = agency.dana.packet_to(agency.marcus, everything=True)
        assert agency.marcus.take(packet).rejected == 0
    assert agency.dana.ask(lambda seat: waiting_courses(seat.connection)) == ()
    assert len(agency.marcus.ask(lambda seat: waiting_courses(seat.connection))) == 1


def test_only_so_many_courses_wait_and_none_that_is_here(agency: Agency, tmp_path: Path) -> None:
    course = courses.read_folder(small(tmp_path / "small"))
    adopt(agency, course)
    keep(agency.dana, course.source, *(b"archive %d" % number for number in range(2 * MOST_WAITING)))
    waiting = [archive for _digest, archive in agency.dana.ask(lambda seat: waiting_courses(seat.connection))]
    assert len(waiting) == MOST_WAITING
    assert course.source not in waiting
