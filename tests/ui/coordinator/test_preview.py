"""An author sees a course while writing it: real files are saved while the page is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from peertrain.services import courses, history
from peertrain.ui.coordinator.courses import CoursesPage
from peertrain.ui.coordinator.preview import PreviewPage
from peertrain.ui.everyone.question import Choosing
from peertrain.ui.kit.findings import words
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.workplace.seat import Seat
from tests.office import Office
from tests.teaching import BEING_HEARD, HEARING, small_course
from tests.ui.kit.look import clipped, in_the_end, nameless, sideways
from tests.ui.stage import Stage, stage_for

PICTURE = "modules/empathy/pictures/circles.svg"
EXAMPLE = "Say here in one or two sentences what this module is about."
CHECK = "modules/empathy/check.yaml"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.workplace.lock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_course(tmp_path / "written")
    return tmp_path / "written" / "small-1.0.0"


@pytest.fixture
def stage(qtbot: QtBot, office: Office, folder: Path) -> Iterator[Stage]:
    with stage_for(qtbot, office, "Dana", CoursesPage) as opened:
        opened.go(PreviewPage, folder=folder)
        opened.until(lambda: "No mistakes" in opened.words())
        yield opened


def save(folder: Path, path: str, old: str, new: str) -> None:
    """Save a file as many editors do: a new file takes the place of the old one."""
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    other = file.with_suffix(".saving")
    other.write_text(text.replace(old, new), encoding="utf-8")
    other.replace(file)


def page_of(stage: Stage) -> PreviewPage:
    return stage.page(PreviewPage)


def shown(stage: Stage) -> str:
    return page_of(stage).course.reader.view.toPlainText()


def every_entry(seat: Seat) -> list[int]:
    return history.find_lines(seat, search=history.Search())


def test_what_is_saved_shows_by_itself_and_again_after_that(stage: Stage, folder: Path) -> None:
    assert "A first paragraph" in shown(stage)
    for number in range(2):
        save(folder, BEING_HEARD, "A first" if not number else "Another", "Another" if not number else "One more")
        stage.until(lambda: ("Another" if not number else "One more") in shown(stage))  # noqa: B023
    stage.until(lambda: "20 min stated" in stage.words())


def test_the_place_in_a_lesson_is_kept(stage: Stage, folder: Path) -> None:
    long = "\n\n".join(f"Paragraph {number} says something about hearing people." for number in range(60))
    save(folder, BEING_HEARD, "## A heading", f"{long}\n\n## A heading")
    stage.until(lambda: "Paragraph 59" in shown(stage))
    view = page_of(stage).course.reader.view
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    words = view.place().words
    assert words.startswith("Paragraph")
    save(folder, BEING_HEARD, "A first", "Something new stands here.\n\nA first")
    stage.until(lambda: "Something new" in shown(stage))
    assert view.place().words == words


def test_a_mistake_is_listed_with_file_and_line_and_goes_when_it_is_mended(stage: Stage, folder: Path) -> None:
    save(folder, HEARING, "minutes: 10", "minutes: ten")
    stage.until(lambda: "1 mistake" in stage.words())
    page = page_of(stage)
    [entry] = page.author.found.findings()
    assert "is not a whole number that fits" in words(entry.title)
    assert words(entry.where) == f"{HEARING}, line 4"
    stage.press("Copy the path")
    assert QGuiApplication.clipboard().text() == str(folder / HEARING)
    stage.press("Show this part")
    assert "Only one paragraph." in shown(stage)
    save(folder, HEARING, "minutes: ten", "minutes: 10")
    stage.until(lambda: "No mistakes" in stage.words())


def test_the_list_is_as_high_as_what_it_holds_and_stays_at_the_entry_that_is_still_there(
    stage: Stage, folder: Path
) -> None:
    found = page_of(stage).author.found
    assert not found.isVisible()
    save(folder, HEARING, "minutes: 10", "minutes: ten")
    save(folder, "modules/empathy/module.yaml", "How to hear a person.", EXAMPLE)
    stage.until(lambda: len(found.findings()) == 2)
    stage.settle()
    assert found.verticalScrollBar().maximum() == 0
    assert [entry.kind for entry in found.findings()] == ["Mistake", "Advice"]
    found.step(1)
    save(folder, HEARING, "minutes: ten", "minutes: none")
    save(folder, HEARING, "competencies: [CC1.2]", "competencies: [CC99.1]")
    stage.until(lambda: len(found.findings()) == 3)
    assert found.current().what.startswith("The example's words")


def test_the_contrast_of_the_texts_in_a_lessons_pictures_is_said(stage: Stage, folder: Path) -> None:
    assert "21.0 : 1 or more; the least at “I feel”." in stage.words()
    save(folder, PICTURE, "I feel</text>", 'I feel</text><text x="60" y="20" fill="#999999">Grey</text>')
    stage.until(lambda: "2.8 : 1 at “Grey”, where 4.5 : 1 can be read by most." in stage.words())
    [entry] = page_of(stage).author.found.findings()
    assert (entry.kind, "“Grey” has a contrast of 2.8 : 1" in words(entry.title)) == ("Advice", True)


def test_a_lesson_that_cannot_be_read_just_now_stays_as_it_was(stage: Stage, folder: Path) -> None:
    save(folder, BEING_HEARD, "---\nid:", "--\nid:")
    stage.until(lambda: "It stands here as it was" in stage.words())
    assert "A first paragraph" in shown(stage)
    save(folder, BEING_HEARD, "--\nid:", "---\nid:")
    stage.until(lambda: "It stands here as it was" not in stage.words())
    assert "A first paragraph" in shown(stage)


def test_every_part_is_there_as_trainees_and_facilitators_see_it(stage: Stage) -> None:
    page = page_of(stage)
    stage.press("Plain words")
    assert "You feel with the person." in shown(stage)
    stage.press("Next")
    stage.press("Next")
    assert "Think of a time when you were heard." in stage.words()
    stage.press("Next")
    assert "Question 1 of 7. An attempt asks 7, and 80 % pass." in stage.words()
    assert isinstance(page.course.check.part, Choosing)
    page.course.check.part.choose(0)
    stage.press("Check the answer")
    assert any(word in stage.words() for word in ("Right: It hurt.", "Not quite: Cheer up."))
    stage.press("Next")
    assert "The live session, 30 min" in stage.words()
    assert "The late bus" in stage.words()


def test_the_question_that_is_shown_follows_its_file(stage: Stage, folder: Path) -> None:
    page = page_of(stage)
    page.course.go("empathy.check")
    page.course.check.step(2)
    stage.until(lambda: "Empathy is pity." in stage.words())
    save(folder, CHECK, "Empathy is pity.", "Empathy is the same as pity.")
    stage.until(lambda: "Empathy is the same as pity." in stage.words())
    stage.until(lambda: "Question 3 of 7" in stage.words())


def test_nothing_of_a_preview_is_kept_and_the_record_does_not_change(
    stage: Stage, office: Office, folder: Path
) -> None:
    before = sorted(folder.rglob("*"))
    entries = office.ask("Dana", every_entry)
    save(folder, HEARING, "Only one", "Just one")
    page_of(stage).course.go("empathy.hearing")
    stage.until(lambda: "Just one" in shown(stage))
    assert office.ask("Dana", every_entry) == entries
    assert office.ask("Dana", courses.known_courses) == ()
    assert sorted(folder.rglob("*")) == before


def test_a_page_nobody_looks_at_follows_no_files_and_reads_anew_when_it_is_shown(stage: Stage, folder: Path) -> None:
    page = page_of(stage)
    stage.go(CoursesPage)
    assert page.watch._watcher.files() == []
    save(folder, BEING_HEARD, "A first", "Another")
    stage.window.go(PreviewPage, folder=folder)
    stage.until(lambda: "Another" in shown(stage))


def test_the_courses_page_asks_for_the_folder_at_once(qtbot: QtBot, office: Office, folder: Path) -> None:
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        stage.press("Preview a course folder…")
        [asked] = [one for one in stage.window.findChildren(QFileDialog) if one.isVisible()]
        assert asked.fileMode() is QFileDialog.FileMode.Directory
        asked.fileSelected.emit(str(folder))
        asked.close()
        stage.until(lambda: stage.window.page().accessibleName() == "Preview: A small course")


def test_without_a_folder_enter_asks_for_one(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", CoursesPage) as stage:
        page = stage.go(PreviewPage)
        assert page.first.hasFocus()
        qtbot.keyClick(page.first, Qt.Key.Key_Return)
        [asked] = [one for one in stage.window.findChildren(QFileDialog) if one.isVisible()]
        asked.close()


@pytest.mark.parametrize("width", [760, 1180])
def test_everything_is_named_and_nothing_is_clipped_at_two_hundred_per_cent(
    stage: Stage, folder: Path, theme: Theme, width: int
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=200)
    stage.window.resize(width, 900)
    stage.settle()
    page = page_of(stage)
    assert page.toggle.isVisible()
    page.toggle.click()
    assert in_the_end(stage.qtbot, lambda: clipped(page)) == []
    assert (page.author.isVisible(), page.course.isVisible()) == (True, False)
    page.toggle.click()
    assert (page.author.isVisible(), page.course.isVisible()) == (False, True)
    for id in list(page.course.parts):
        page.course.go(id)
        stage.settle()
        assert nameless(stage.window) == []
        assert in_the_end(stage.qtbot, lambda: clipped(page)) == []
        assert sideways(page) == []
    assert [label.text() for label in page.findChildren(QLabel) if label.text().startswith("<")] == []
