"""A trainee goes through a course and reads, in a real window over a real office."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from peertrain.services import checks, learning, reflections
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.trainee.check import CheckPage
from peertrain.ui.trainee.course import CoursePage
from peertrain.ui.trainee.home import TraineeHomePage
from peertrain.ui.trainee.module import ModulePage
from peertrain.ui.trainee.reader import ReaderPage
from peertrain.ui.trainee.reflection import ReflectionPage
from peertrain.ui.trainee.reflections import ReflectionsPage
from tests.office import Office
from tests.teaching import adopt, finish_small, longer_course, read_small, write_small
from tests.ui.kit.look import in_the_end
from tests.ui.stage import Stage, clipped, stage_for

CORE = "peer-specialist-core"
LESSON = {"course_id": CORE, "module_id": "boundaries", "item_id": "boundaries.saying-no-kindly"}
REFLECTION = {"course_id": CORE, "module_id": "boundaries", "item_id": "boundaries.limit-that-helped"}

Open = Callable[[type[Page]], Stage]


def told(office: Office) -> None:
    office.do("Marcus", reflections.be_told)


# The course and its modules


def test_without_a_course_the_page_says_what_to_do(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Marcus", CoursePage) as stage:
        assert "Your coordinator adopts one" in stage.words()


def test_the_course_shows_its_modules_and_begins_with_the_first_lesson(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        assert "0 of 8 lessons, 0 of 3 reflections, check still to pass" in stage.words()
        stage.press("Begin")
        page = stage.page(ReaderPage)
        assert "After this lesson you can" in page.reader.view.toPlainText()


def test_a_module_says_what_completes_it_and_opens_each_of_its_steps(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        stage.press("Open Boundaries")
        stage.page(ModulePage)
        assert "pass the check with 80 % or more" in stage.words()
        assert "5 of 5 attempts left" in stage.words()
        stage.press("Write: A limit that helped me")
        stage.page(ReflectionPage)


def test_a_complete_module_has_nothing_left_to_begin(qtbot: QtBot, small: Office) -> None:
    read_small(small)
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        page = stage.go(ModulePage, course_id="small-course", module_id="empathy")
        assert "Continue" in stage.buttons()
        finish_small(small)
        page.go_stale()
        stage.settle()
        assert "Continue" not in stage.buttons()
        assert "Complete" in stage.words()


def test_a_module_completed_in_an_older_version_says_what_it_counts_as(
    qtbot: QtBot, small: Office, tmp_path: Path
) -> None:
    read_small(small)
    finish_small(small)
    adopt(small, longer_course(tmp_path))
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        assert "It counts as 1 h 5 min, as you completed it. In this version it takes 1 h 15 min." in stage.words()
        assert "Next in Empathy: Lesson 3 of 3: “Waiting”" in stage.words()
        stage.press("Open Empathy")
        assert "It counts as 1 h 5 min of training hours, as you completed it: " in stage.words()


def test_a_check_that_is_next_is_named_once(qtbot: QtBot, small: Office) -> None:
    read_small(small)
    write_small(small)
    with stage_for(qtbot, small, "Marcus", TraineeHomePage) as stage:
        assert "Check, about 20 min" in stage.words().splitlines()


def test_whoever_tried_the_check_too_early_goes_on_with_the_lessons(qtbot: QtBot, small: Office) -> None:
    where = {"course_id": "small-course", "module_id": "empathy"}
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        stage.go(CheckPage, **where, item_id="empathy.check")
        stage.go(TraineeHomePage)
        assert "Lesson 1 of 2: “Being heard”, about 20 min" in stage.words()


def test_going_on_is_one_key_away(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        qtbot.keyClick(stage.button("Begin"), Qt.Key.Key_Space)
        stage.settle()
        stage.page(ReaderPage)


# The reader


def test_reading_goes_on_at_the_very_words_where_it_stopped(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **LESSON)
        bar = page.reader.view.verticalScrollBar()
        stage.until(lambda: bar.maximum() > 500)
        bar.setValue(bar.maximum() // 2)
        words = page.reader.view.place().words
        assert words
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **LESSON)
        assert page.reader.view.place().words == words
        stage.until(lambda: page.reader.view.verticalScrollBar().value() > 100)


def test_looking_something_up_in_a_lesson_moves_nobody_on(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        stage.press("Begin")
        here = stage.page(ReaderPage)._id
        stage.go(ReaderPage, **LESSON, looking=True)
    onward = core.ask("Marcus", learning.where_to_go_on)
    assert onward is not None
    assert onward.step.item_id == here != LESSON["item_id"]


def test_whoever_only_looks_something_up_goes_back_to_where_they_were(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        stage.go(ReaderPage, **LESSON)
        assert "All of the module" in stage.buttons()
        stage.go(CoursePage)
        stage.go(ReaderPage, **LESSON, looking=True)
        stage.press("Back to where I was")
        stage.page(CoursePage)


def test_the_tools_of_the_reader_are_in_a_menu_where_they_would_take_the_room_of_the_text(
    qtbot: QtBot, small: Office, theme: Theme
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=200)
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        stage.window.resize(760, 620)
        page = stage.go(ReaderPage, course_id="small-course", module_id="empathy", item_id="empathy.being-heard")
        assert stage.window.width() == 760
        assert {"All of the module", "Tools"} <= set(stage.buttons())
        assert "Notes" not in stage.buttons()
        stage.press("Tools")
        [menu] = page.findChildren(QMenu)
        assert [one.text() for one in menu.actions()] == [
            "Lesson 1 of 2 · 20 min", "Plain words", "Notes", "Smaller text", "Larger text",
        ]  # fmt: skip
        menu.actions()[2].trigger()
        assert page.panel.isVisible()
        menu.close()
        theme.wear(scheme=Scheme.LIGHT, text_size=100)
        stage.window.resize(1180, 620)
        stage.settle()
        assert {"Notes", "Plain words", "Smaller text", "Larger text"} <= set(stage.buttons())
        assert "Tools" not in stage.buttons()


def test_a_lesson_is_only_done_at_its_end(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **LESSON)
        bar = page.reader.view.verticalScrollBar()
        stage.until(lambda: bar.maximum() > 500)
        assert page.reader.next.text() == "Read on"
        qtbot.keyClick(page.reader.view, Qt.Key.Key_N)
        assert bar.value() > 0
        assert stage.page(ReaderPage)._id == LESSON["item_id"]
        bar.setValue(bar.maximum())
        assert page.reader.next.text() == "Done, go on"
        qtbot.keyClick(page.reader.view, Qt.Key.Key_N)
        stage.settle()
        stage.page(ReflectionPage)
    done = core.ask("Marcus", learning.overview)[0].modules[2].done
    assert [one.item_id for one in done] == [LESSON["item_id"]]


def test_a_lesson_is_read_in_plain_words_and_the_next_one_too(qtbot: QtBot, small: Office) -> None:
    first = {"course_id": "small-course", "module_id": "empathy", "item_id": "empathy.being-heard"}
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **first)
        assert "A first paragraph" in page.reader.view.toPlainText()
        stage.press("Plain words")
        assert "You feel with the person." in page.reader.view.toPlainText()
        assert "A first paragraph" not in page.reader.view.toPlainText()
        assert page.reader.next.text() == "Done, go on"
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **first)
        assert "You feel with the person." in page.reader.view.toPlainText()
        stage.press("Plain words")
        assert "A first paragraph" in page.reader.view.toPlainText()


def test_a_lesson_without_a_twin_offers_none(qtbot: QtBot, small: Office) -> None:
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        stage.go(ReaderPage, course_id="small-course", module_id="empathy", item_id="empathy.hearing")
        assert "Plain words" not in stage.buttons()


def test_notes_beside_a_lesson_are_there_when_it_is_opened_again(qtbot: QtBot, core: Office) -> None:
    told(core)
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **LESSON)
        stage.press("Notes")
        qtbot.keyClicks(page.notes.edit, "Say the line first.")
        stage.go(CoursePage)
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **LESSON)
        assert page.panel.isVisible()
        assert page.notes.text() == "Say the line first."
        stage.go(ReflectionsPage)
        assert "Say the line first." in stage.words()


def test_larger_text_keeps_the_place(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **LESSON)
        bar = page.reader.view.verticalScrollBar()
        stage.until(lambda: bar.maximum() > 500)
        bar.setValue(bar.maximum() // 2)
        words = page.reader.view.place().words
        stage.press("Larger text")
        assert page.context.preferences.settings.text_size == 115
        assert page.reader.view.place().words == words


# How they look and what they say to those who cannot see them


@pytest.mark.parametrize("size", [100, 200])
def test_nothing_is_clipped_and_everything_has_a_name(qtbot: QtBot, core: Office, theme: Theme, size: int) -> None:
    told(core)
    theme.wear(scheme=Scheme.DARK, text_size=size)
    core.do("Marcus", lambda seat: checks.start_attempt(seat, course_id=CORE, module_id="boundaries"))
    pages: list[tuple[type[Page], dict[str, str]]] = [
        (CoursePage, {}),
        (ModulePage, {"course_id": CORE, "module_id": "boundaries"}),
        (ReaderPage, LESSON),
        (ReflectionPage, REFLECTION),
        (CheckPage, {"course_id": CORE, "module_id": "boundaries", "item_id": "boundaries.check"}),
        (ReflectionsPage, {}),
    ]
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        for kind, where in pages:
            page = stage.go(kind, **where)
            assert in_the_end(qtbot, partial(clipped, page)) == []
            for edit in (QLineEdit, QComboBox, QPlainTextEdit):
                assert all(one.accessibleName() for one in page.findChildren(edit) if one.isVisible())
            for button in page.findChildren(QAbstractButton):
                assert button.accessibleName() or button.text() or not button.isVisible()
