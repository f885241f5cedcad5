"""Everybody sees the map of competencies, arranges it by another list, and opens the lessons that teach."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from peertrain.ui.everyone.competency_map import CompetencyMapPage
from peertrain.ui.everyone.reading import ReadingPage
from peertrain.ui.trainee.finding import TraineeCompetencyMapPage
from peertrain.ui.trainee.reader import ReaderPage
from tests.office import Office, staffed_office
from tests.teaching import adopt, small_course
from tests.ui.stage import clipped, stage_for


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    adopt(made, small_course(tmp_path))
    yield made
    made.workplace.lock()


def test_a_competency_opens_what_teaches_it_and_the_lesson_opens(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Renee", CompetencyMapPage) as stage:
        stage.window.resize(760, 700)
        stage.opened("Hears both the facts and the feelings")
        stage.settle()
        assert clipped(stage.window.page()) == []
        assert "5 questions in checks\n1 role play in live sessions" in stage.words()
        assert "Your approved hours" not in stage.words()
        stage.press("Open: Hearing")
        assert "Only one paragraph." in stage.page(ReadingPage).reader.view.toPlainText()


def test_a_trainee_sees_their_practice_and_reads_in_their_own_reader(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Marcus", TraineeCompetencyMapPage) as stage:
        stage.opened("Hears both the facts and the feelings")
        assert "Mentoring and education: 0 min" in stage.words()
        assert "Not rated yet" in stage.words()
        stage.press("Open: Hearing")
        stage.page(ReaderPage)


def test_another_list_says_its_source_and_how_sure_it_is(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Renee", CompetencyMapPage) as stage:
        page = stage.page(CompetencyMapPage)
        assert "Making contact and building trust" in stage.words()
        page._arranged.choose("california")
        page._arranged.chosen.emit("california")
        stage.settle()
        assert "Working with computers and phones" in stage.words()
        assert "their numbers and which competencies serve them are ours" in stage.words()
        assert clipped(page) == []


def test_a_competency_that_was_searched_for_stands_alone_until_all_are_wanted(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Renee", CompetencyMapPage) as stage:
        stage.go(CompetencyMapPage, competency_id="CC9.6")
        assert "Confidentiality" in stage.words()
        assert "Making contact and building trust" not in stage.words()
        stage.press("Show all competencies")
        assert "Making contact and building trust" in stage.words()
