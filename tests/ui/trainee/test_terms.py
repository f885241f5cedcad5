"""A trainee looks up a word of a lesson where it stands, and goes to the lesson that teaches it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from peertrain.services import learning
from peertrain.ui.kit.lesson_marks import Marks
from peertrain.ui.trainee.reader import ReaderPage
from tests.office import Office
from tests.ui.stage import stage_for

SMALL = {"course_id": "small-course", "module_id": "empathy"}


def test_a_lesson_knows_the_terms_that_stand_in_it_and_no_others(small: Office) -> None:
    view = small.ask(
        "Marcus", lambda seat: learning.lesson(seat, course_id="small-course", lesson_id="empathy.hearing")
    )
    assert {id: one.meaning for id, one in view.terms.items()} == {"paragraph": "Where a lesson begins."}


def test_a_term_opens_its_meaning_and_leads_to_its_lesson(qtbot: QtBot, small: Office) -> None:
    with stage_for(qtbot, small, "Marcus", ReaderPage) as stage:
        page = stage.go(ReaderPage, **SMALL, item_id="empathy.hearing")
        page.reader.view.setFocus()
        QTest.keyClick(page.reader.view, Qt.Key.Key_Tab)
        QTest.keyClick(page.reader.view, Qt.Key.Key_Return)
        card = QApplication.activePopupWidget()
        assert isinstance(card, QDialog)
        assert "Where a lesson begins." in [label.text() for label in card.findChildren(QLabel)]
        next(one for one in card.findChildren(QPushButton) if one.text() == "Open its lesson").click()
        stage.settle()
        assert "Being heard" in stage.words()


def test_a_lesson_that_was_searched_for_opens_at_the_words_in_plain_language_where_they_stand_there(
    qtbot: QtBot, small: Office
) -> None:
    with stage_for(qtbot, small, "Marcus", ReaderPage) as stage:
        where = {**SMALL, "item_id": "empathy.being-heard"}
        page = stage.go(ReaderPage, **where, marks=Marks(("person",), "What it means"), plainly=True)
        assert page.plainly.isChecked()
        assert len(page.reader.view.extraSelections()) == 1
        page = stage.go(ReaderPage, **where)
        assert not page.plainly.isChecked()
        assert page.reader.view.extraSelections() == []
