"""Everybody finds what the course teaches while they type, and reads it where the words stand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from peertrain.services import reflections, search
from peertrain.ui.everyone.glossary import GlossaryPage
from peertrain.ui.everyone.reading import ReadingPage
from peertrain.ui.everyone.search import SearchPage
from peertrain.ui.kit.findings import words
from peertrain.ui.trainee.finding import TraineeGlossaryPage, TraineeSearchPage
from peertrain.ui.trainee.reader import ReaderPage
from tests.office import Office, staffed_office
from tests.teaching import adopt, small_course
from tests.ui.stage import Stage, clipped, stage_for


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    adopt(made, small_course(tmp_path))
    yield made
    made.workplace.lock()


def typed(stage: Stage, page: SearchPage, what: str) -> list[str]:
    """Type words and return the titles of what is found."""
    page.field.clear()
    QTest.keyClicks(page.field, what)
    stage.settle()
    return [words(one.title) for one in page.list.findings()]


def note(office: Office, text: str) -> None:
    office.do(
        "Marcus",
        lambda seat: reflections.keep_note(seat, course_id="small-course", lesson_id="empathy.hearing", text=text),
    )


def test_words_are_found_while_one_types_and_enter_opens_the_lesson_there(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Renee", SearchPage) as stage:
        page = stage.page(SearchPage)
        assert "Type a word or its beginning" in stage.words()
        assert typed(stage, page, "only one parag") == ["Hearing"]
        QTest.keyClick(page.field, Qt.Key.Key_Return)
        stage.settle()
        lesson = stage.page(ReadingPage)
        assert "Only one paragraph." in lesson.reader.view.toPlainText()
        assert len(lesson.reader.view.extraSelections()) == 3


def test_a_lesson_in_plain_words_opens_in_plain_words(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Renee", SearchPage) as stage:
        page = stage.page(SearchPage)
        typed(stage, page, "say back one thing")
        assert page.list.findings()[0].kind == "Lesson in plain words"
        page.list.open_current()
        stage.settle()
        assert stage.page(ReadingPage).plainly.isChecked()
        stage.press("Next")
        assert not stage.page(ReadingPage).plainly.isVisible()


def test_nothing_found_says_what_may_help(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Renee", SearchPage) as stage:
        assert typed(stage, stage.page(SearchPage), "zebra") == []
        assert "Nothing holds all of “zebra”" in stage.words()


def test_a_trainee_finds_their_own_note_and_not_when_it_is_covered(qtbot: QtBot, office: Office) -> None:
    note(office, "A heron stood by the river.")
    with stage_for(qtbot, office, "Marcus", TraineeSearchPage) as stage:
        page = stage.page(TraineeSearchPage)
        assert typed(stage, page, "heron") == ["Hearing"]
        stage.window.privacy.cover()
        stage.settle()
        assert page.list.findings() == []
        stage.window.privacy.uncover()
        stage.settle()
        assert [one.kind for one in page.list.findings()] == ["Your note"]
        page.list.open_current()
        stage.settle()
        stage.page(ReaderPage)


def test_a_term_is_found_and_its_page_leads_to_its_lesson(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Marcus", TraineeSearchPage) as stage:
        assert typed(stage, stage.page(TraineeSearchPage), "sympathy")[0] == "Sympathy"
        stage.page(TraineeSearchPage).list.open_current()
        stage.settle()
        terms = stage.page(TraineeGlossaryPage)
        assert [words(one.title) for one in terms.list.findings()] == ["Sympathy"]
        QTest.keyClick(terms.filter, Qt.Key.Key_Return)
        stage.settle()
        assert "Only one paragraph." in stage.page(ReaderPage).reader.view.toPlainText()


def test_from_a_term_one_comes_back_to_what_was_found_and_the_words_are_still_there(
    qtbot: QtBot, office: Office
) -> None:
    with stage_for(qtbot, office, "Marcus", TraineeSearchPage) as stage:
        typed(stage, stage.page(TraineeSearchPage), "sympat")
        stage.page(TraineeSearchPage).list.open_current()
        stage.settle()
        stage.press("Results for “sympat”")
        page = stage.page(TraineeSearchPage)
        assert page.field.text() == "sympat"
        assert words(page.list.findings()[0].title) == "Sympathy"


def test_a_letter_leads_to_its_terms_and_follows_the_list(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Renee", GlossaryPage) as stage:
        page = stage.page(GlossaryPage)
        assert [one for one in stage.buttons() if one.startswith("Go to ")] == ["Go to P", "Go to S"]
        stage.press("Go to S")
        assert page.list.current().term.term == "Sympathy"
        QTest.keyClick(page.filter, Qt.Key.Key_Up)
        assert (stage.button("Go to P").isChecked(), stage.button("Go to S").isChecked()) == (True, False)
        QTest.keyClicks(page.filter, "sym")
        assert "Go to S" not in stage.buttons()


def test_the_glossary_is_filtered_by_terms_forms_and_meanings(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Renee", GlossaryPage) as stage:
        page = stage.page(GlossaryPage)
        assert [words(one.title) for one in page.list.findings()] == ["Paragraph", "Sympathy"]
        QTest.keyClicks(page.filter, "BOLD")
        assert [words(one.title) for one in page.list.findings()] == ["Paragraph"]
        QTest.keyClicks(page.filter, "x")
        stage.settle()
        assert "No term holds “BOLDx”" in stage.words()


def test_a_full_index_is_not_written_again(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Renee", SearchPage):
        assert office.ask("Renee", search.is_ready)


@pytest.mark.parametrize("width", [1180, 760])
def test_what_is_found_has_names_to_be_read_aloud_and_nothing_is_clipped(
    qtbot: QtBot, office: Office, width: int
) -> None:
    with stage_for(qtbot, office, "Renee", SearchPage) as stage:
        stage.window.resize(width, 700)
        page = stage.page(SearchPage)
        typed(stage, page, "hear")
        assert clipped(page) == []
        assert not page.list.horizontalScrollBar().isVisible()
        said = page.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert said.startswith("Lesson. Hearing. Empathy. Only")
        assert QAccessible.queryAccessibleInterface(page.list).text(QAccessible.Text.Name) == "What was found"
