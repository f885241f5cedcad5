"""The workbook, the handbook and the guides of live sessions, as each role meets them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from peertrain.courseware.compiler import compile_course
from peertrain.ui.coordinator.courses import CoursesPage
from peertrain.ui.everyone.books import Book, BooksPage
from peertrain.ui.everyone.guide import GuidePage
from peertrain.ui.kit.icons import Sign
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.trainee.course import CoursePage
from tests.office import Office, staffed_office
from tests.teaching import adopt, shipped_course, small_course
from tests.ui.stage import Stage, clipped, stage_for


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    adopt(made, small_course(tmp_path))
    yield made
    made.workplace.lock()


def pages_of(stage: Stage) -> str:
    """Return what the book says of its pages, once it is there."""
    stage.until(lambda: "Page 1 of" in stage.words())
    return next(line for line in stage.words().splitlines() if line.startswith("Page 1 of"))


def test_a_trainee_makes_the_workbook_from_the_page_of_the_course(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Marcus", CoursePage) as stage:
        stage.press("Print the workbook…")
        page = stage.page(BooksPage)
        assert "What is written in it stays with its owner" in stage.words()
        assert "Print…" not in stage.buttons()
        stage.press("Make the book")
        assert pages_of(stage) == "Page 1 of 5"
        assert {"Print…", "Save as PDF…"} <= set(stage.buttons())
        page._edition.choose(True)
        page._edition.chosen.emit(True)
        assert "Print…" not in stage.buttons()


def test_some_modules_alone_make_a_book_and_none_do_not(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Renee", GuidePage) as stage:
        stage.press("Facilitator handbook…")
        page = stage.page(BooksPage)
        ticks = [tick for tick in page.findChildren(QCheckBox) if tick.isVisible()]
        assert [tick.isChecked() for tick in ticks] == [True]
        ticks[0].setChecked(False)
        stage.press("Make the book")
        assert stage.notice() == "Tick at least one module."
        ticks[0].setChecked(True)
        stage.press("Make the book")
        assert pages_of(stage).startswith("Page 1 of")


def test_a_supervisor_reads_the_guide_step_by_step(qtbot: QtBot, office: Office) -> None:
    course = small_course(office.folder)
    guide = course.modules[0].guide
    assert guide is not None
    with stage_for(qtbot, office, "Renee", GuidePage) as stage:
        words = stage.words()
        assert guide.live.aim in words
        assert "0:00 to" in words
        assert all(step.title in words and step.do.split("\n")[0] in words for step in guide.live.steps)
        for scene in guide.role_plays:
            assert scene.peer not in words
            stage.opened(scene.title)
            assert scene.peer in stage.words()


def test_what_to_prepare_has_bullets_that_look_like_nothing_to_click(qtbot: QtBot, office: Office) -> None:
    guide = small_course(office.folder).modules[0].guide
    assert guide is not None
    with stage_for(qtbot, office, "Renee", GuidePage) as stage:
        points = [
            one for one in stage.page(GuidePage).findChildren(QWidget) if one.accessibleName() in guide.live.prepare
        ]
        assert len(points) == len(guide.live.prepare)
        assert {sign._name for point in points for sign in point.findChildren(Sign)} == {"bullet"}


def test_a_module_without_a_guide_says_so(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    small_course(tmp_path, "1.1.0")
    (tmp_path / "small-1.1.0" / "modules" / "empathy" / "guide.yaml").unlink()
    digest = adopt(office, compile_course(tmp_path / "small-1.1.0")).digest
    with stage_for(qtbot, office, "Dana", GuidePage) as stage:
        stage.go(GuidePage, digest=digest)
        assert "Nobody has written a guide" in stage.words()


def test_a_coordinator_finds_both_books_and_the_guides_at_the_course(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        assert {"Print the workbook…", "Facilitator handbook…", "Session guides"} <= set(stage.buttons())
        stage.press("Facilitator handbook…")
        assert "Do not hand it to trainees" in stage.words()


def test_without_a_course_the_pages_say_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    bare = staffed_office(tmp_path)
    with stage_for(qtbot, bare, "Renee", GuidePage) as stage:
        assert "A coordinator adopts one" in stage.words()
        stage.go(BooksPage, book=Book.HANDBOOK)
        assert "No course is in use" in stage.words()
        assert "Make the book" not in stage.buttons()
    bare.workplace.lock()


@pytest.mark.parametrize("size", [100, 200])
def test_nothing_is_clipped(qtbot: QtBot, tmp_path: Path, theme: Theme, size: int) -> None:
    office = staffed_office(tmp_path)
    adopt(office, shipped_course())
    theme.wear(scheme=Scheme.LIGHT, text_size=size)
    with stage_for(qtbot, office, "Renee", GuidePage) as stage:
        assert clipped(stage.page(GuidePage)) == []
        page = stage.go(BooksPage, book=Book.WORKBOOK, module_id="empathy")
        assert clipped(page) == []
    office.workplace.lock()
