"""A coordinator brings in a course, puts it to use and retires it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import delete

from peertrain.courseware.archive import pack
from peertrain.domain.changes import Changed, Done
from peertrain.domain.people import Role
from peertrain.record.author_keys import AuthorKey
from peertrain.services import courses, learning
from peertrain.storage import tables
from peertrain.ui.coordinator.course_changes import CourseChangesPage
from peertrain.ui.coordinator.courses import CoursesPage
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.trainee.course import CoursePage
from peertrain.ui.trainee.reader import ReaderPage
from peertrain.workplace.seat import Seat
from tests.office import PASSPHRASES, Office
from tests.teaching import adopt, longer_course, small_course
from tests.ui.signing import answer, dialog_field, dialog_is_open, dialog_words, press_in_dialog
from tests.ui.stage import clipped, stage_for


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.workplace.lock()


def pack_signed(folder: Path, file: Path) -> None:
    key = AuthorKey("Maria Example", Ed25519PrivateKey.from_private_bytes(bytes(32)))
    file.write_bytes(pack(folder, signed_by=key))


def test_the_course_that_comes_with_the_program_is_two_buttons_away_from_its_trainees(
    qtbot: QtBot, office: Office
) -> None:
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        assert "No course is here yet" in stage.words()
        stage.button("Install PeerTrain's own course").click()
        stage.until(lambda: "Not adopted yet" in stage.words())
        stage.press("Adopt Peer Specialist Core 1.1.0")
        assert "Every trainee, also at a computer of their own, sees the newest version in use" in dialog_words(stage)
        answer(stage, "Adopt and sign", "not her passphrase")
        assert dialog_is_open(stage)
        assert "Not adopted yet" in stage.words()
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
        assert "In use" in stage.words()
        assert "PeerTrain's own course is on this computer already." in stage.words()
        assert "Install PeerTrain's own course" not in stage.buttons()
    assert [view.installed for view in office.ask("Dana", learning.overview)] == [True]


def test_a_folder_with_mistakes_is_refused_in_words_and_nothing_is_installed(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    small_course(tmp_path)
    (tmp_path / "small-1.0.0" / "modules" / "empathy" / "hearing.md").unlink()
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        stage.page(CoursesPage).install(tmp_path / "small-1.0.0")
        stage.until(lambda: "cannot be used" in stage.notice())
        assert "No course is here yet" in stage.words()


@pytest.mark.parametrize("size", [100, 200])
def test_a_course_is_retired_with_a_reason(
    qtbot: QtBot, office: Office, tmp_path: Path, theme: Theme, size: int
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=size)
    adopt(office, small_course(tmp_path))
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        stage.press("Retire it…")
        press_in_dialog(stage, "Retire and sign")
        assert "Please fill in" in dialog_words(stage)
        assert clipped(stage.window.findChild(QDialog)) == []
        dialog_field(stage, "Why is it retired?").setText("A picture was wrong")
        dialog_field(stage, "Your passphrase").setText(PASSPHRASES["Dana"])
        press_in_dialog(stage, "Retire and sign")
        assert "Retired" in stage.words()
    assert office.ask("Dana", learning.overview) == ()


def test_before_a_newer_version_is_adopted_the_coordinator_sees_what_it_changes(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    adopt(office, small_course(tmp_path))
    newer = longer_course(tmp_path)
    office.do("Dana", lambda seat: courses.install_course(seat, course=newer))
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        stage.press("What changes with A small course 1.1.0")
        stage.page(CourseChangesPage)
        assert "Trainees see version 1.0.0 now." in stage.words()
        assert "Waiting\nLesson" in stage.words()
        assert "Hearing\nThe law has changed." in stage.words()
        assert "1 new, 3 changed" in stage.words()
        stage.opened("Empathy")
        assert "Being heard\nLesson, reworded" in stage.words()
        assert "Empathy\nModule, 1 h 15 min instead of 1 h 5 min" in stage.words()
        stage.press("Adopt and sign…")
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
        stage.page(CoursesPage)
    assert [view.course.version for view in office.ask("Dana", learning.overview)] == ["1.1.0"]


def test_a_second_version_is_brought_in_adopted_and_read_and_everybody_comes_in_again(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    small_course(tmp_path)
    longer_course(tmp_path)
    pack_signed(tmp_path / "small-1.1.0", tmp_path / "small.ptcourse")
    office.enrol("Marcus", Role.TRAINEE)
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        stage.page(CoursesPage).install(tmp_path / "small-1.0.0")
        stage.until(lambda: "Not adopted yet" in stage.words())
        stage.press("Adopt A small course 1.0.0")
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
        assert "Not adopted yet" not in stage.words()
    office.do(
        "Marcus", lambda seat: learning.complete_lesson(seat, course_id="small-course", lesson_id="empathy.hearing")
    )
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        stage.page(CoursesPage).install_file(tmp_path / "small.ptcourse")
        stage.until(lambda: "Not adopted yet" in stage.words())
        stage.press("What changes with A small course 1.1.0")
        stage.page(CourseChangesPage)
        assert "Trainees see version 1.0.0 now." in stage.words()
        assert "1 trainee has completed something in this course." in stage.words()
        stage.press("Adopt and sign…")
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
        assert "A small course 1.1.0 is adopted and in use." in stage.notice()
        stage.page(CoursesPage)
        assert (stage.words().count("In use"), "Not adopted yet" in stage.words()) == (2, False)
    office.workplace.lock()
    with stage_for(qtbot, office, "Marcus", CoursePage) as stage:
        assert "Empathy: please read it again: The law has changed." in stage.words()
        stage.press("Open Waiting")
        stage.page(ReaderPage)
        assert "Waiting" in stage.words()
    office.workplace.lock()
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        assert stage.words().count("In use") == 2


def test_of_a_version_whose_lessons_are_not_here_only_the_outline_is_compared(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    course = adopt(office, small_course(tmp_path))
    newer = longer_course(tmp_path)
    office.do("Dana", lambda seat: courses.install_course(seat, course=newer))
    office.do("Dana", lambda seat: _without_lessons(seat, course.digest))
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        stage.go(CourseChangesPage, digest=newer.outline.digest)
        assert "words and questions cannot be compared" in stage.words()
        assert "1 new, 1 changed" in stage.words()


def _without_lessons(seat: Seat, digest: str) -> Done[None]:
    for table in (tables.courses, tables.course_parts):
        seat.connection.execute(delete(table).where(table.c.digest == digest))
    return Done(Changed.COURSES)


@pytest.mark.parametrize("size", [100, 200])
def test_the_file_of_a_course_says_who_has_signed_it_until_the_coordinator_adopts_it(
    qtbot: QtBot, office: Office, tmp_path: Path, theme: Theme, size: int
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=size)
    small_course(tmp_path)
    pack_signed(tmp_path / "small-1.0.0", tmp_path / "small.ptcourse")
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        assert "Install from a file…" in stage.buttons()
        stage.page(CoursesPage).install_file(tmp_path / "small.ptcourse")
        stage.until(lambda: "Signed by Maria Example. The six words of the key:" in stage.words())
        assert "Nobody here vouches that this key is Maria Example's." in stage.words()
        stage.until(lambda: clipped(stage.page(CoursesPage)) == [])
        stage.press("Adopt A small course 1.0.0")
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
        assert "Signed by Maria Example." in stage.words()
        assert "Nobody here vouches" not in stage.words()


def test_a_file_that_was_changed_after_it_was_signed_is_refused_in_words(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    (tmp_path / "small.ptcourse").write_bytes(b"PK no course")
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        stage.page(CoursesPage).install_file(tmp_path / "small.ptcourse")
        stage.until(lambda: "cannot be unpacked" in stage.notice())
        assert "No course is here yet" in stage.words()
