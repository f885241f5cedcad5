"""A trainee comes back to a course of which another version is in use."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from peertrain.services import learning
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.trainee.course import CoursePage
from peertrain.ui.trainee.module import ModulePage
from peertrain.ui.trainee.reader import ReaderPage
from tests.office import Office
from tests.teaching import adopt, longer_course
from tests.ui.stage import clipped, stage_for

COURSE = "small-course"


@pytest.fixture
def renewed(small: Office, tmp_path: Path) -> Office:
    """Marcus has read both lessons of a course, and then its next version was adopted."""
    for id in ("empathy.being-heard", "empathy.hearing"):
        small.do("Marcus", lambda seat, id=id: learning.complete_lesson(seat, course_id=COURSE, lesson_id=id))
    adopt(small, longer_course(tmp_path))
    return small


def test_the_course_page_says_what_is_new_until_it_is_opened(qtbot: QtBot, renewed: Office) -> None:
    with stage_for(qtbot, renewed, "Marcus", CoursePage) as stage:
        assert "New in version 1.1.0" in stage.words()
        assert "Empathy: please read it again: The law has changed." in stage.words()
        assert "Empathy: changed since you read it" in stage.words()
        assert "2 of 3 lessons" in stage.words()
        for title in ("Hearing", "Waiting", "Being heard"):
            stage.press(f"Open {title}")
            stage.page(ReaderPage)
            stage.go(CoursePage)
            assert f"Open {title}" not in stage.buttons()
        assert "New in version" not in stage.words()


@pytest.mark.parametrize("size", [100, 200])
def test_the_module_marks_what_has_changed(qtbot: QtBot, renewed: Office, theme: Theme, size: int) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=size)
    with stage_for(qtbot, renewed, "Marcus", CoursePage) as stage:
        assert clipped(stage.page(CoursePage)) == []
        page = stage.go(ModulePage, course_id=COURSE, module_id="empathy")
        assert "Please read it again: The law has changed." in stage.words()
        assert "New in this version" in stage.words()
        assert clipped(page) == []
