"""A lesson shows which words can be looked up, explains them, and shows the words that were searched for."""

import pytest
from PySide6.QtCore import QMargins, QPoint, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.lesson_marks import Marks
from peertrain.ui.kit.reader import LessonView
from peertrain.ui.kit.term_card import show_term

LONG = "".join(f"<p>Paragraph {number} speaks of rivers.</p>" for number in range(60))
LESSON = (
    f'<h2 id="first">First</h2><p>A <a href="term:boundary">boundary</a> is kind.</p>{LONG}'
    '<h2 id="second">Second</h2><p>Boundaries are <strong>lines</strong>, not walls.</p>'
)


@pytest.fixture
def view(qtbot: QtBot) -> LessonView:
    made = LessonView("Lesson")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def at(view: LessonView, words: str) -> QTextCharFormat:
    cursor = view.document().find(words)
    assert not cursor.isNull()
    cursor.setPosition(cursor.selectionStart() + 1)
    return cursor.charFormat()


def test_a_term_has_a_dotted_line_and_looks_like_no_other_link(view: LessonView) -> None:
    view.show_lesson(LESSON + '<p><a href="https://example.org">elsewhere</a></p>')
    assert at(view, "boundary").underlineStyle() is QTextCharFormat.UnderlineStyle.DotLine
    assert at(view, "elsewhere").underlineStyle() is not QTextCharFormat.UnderlineStyle.DotLine
    assert at(view, "boundary").foreground() != at(view, "elsewhere").foreground()


def test_a_term_is_reached_and_opened_with_the_keys(view: LessonView, qtbot: QtBot) -> None:
    view.show_lesson(LESSON)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.textCursor().selectedText() == "boundary"
    with qtbot.waitSignal(view.term_wanted) as asked:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert asked.args == ["boundary"]


def test_the_words_searched_for_are_marked_and_the_first_below_its_heading_is_in_sight(view: LessonView) -> None:
    view.show_lesson(LESSON, marks=Marks(("boundary", "Boundaries"), "Second"))
    kept = view.extraSelections()
    marked: list[QTextCursor] = [one.cursor for one in kept]  # type: ignore[attr-defined]
    assert [one.selectedText() for one in marked] == ["boundary", "Boundaries"]
    assert view.viewport().rect().contains(view.cursorRect(marked[1]))
    assert not view.viewport().rect().contains(view.cursorRect(marked[0]))


def test_part_of_a_word_is_not_marked_and_another_lesson_begins_without_marks(view: LessonView) -> None:
    view.show_lesson(LESSON, marks=Marks(("line",)))
    assert view.extraSelections() == []
    view.show_lesson(LESSON, marks=Marks(("lines",)))
    assert len(view.extraSelections()) == 1
    view.show_lesson(LESSON)
    assert view.extraSelections() == []


def test_the_card_says_the_meaning_and_escape_brings_back_the_lesson(view: LessonView, qtbot: QtBot) -> None:
    went: list[bool] = []
    card = show_term(
        view,
        view.mapToGlobal(QPoint(680, 390)),
        term="Boundary",
        meaning="A <b>line</b>.",
        go=lambda: went.append(True),
    )
    qtbot.waitExposed(card)
    assert [label.text() for label in card.findChildren(QLabel)][:2] == ["Boundary", "A <b>line</b>."]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in card.findChildren(QLabel))
    assert card.accessibleName() == "Boundary: A <b>line</b>."
    frame = QMargins(4, 4, 4, 4)  # which the platform of the tests adds
    assert view.rect().marginsAdded(frame).contains(view.mapFromGlobal(card.geometry().bottomRight()))
    QTest.keyClick(card, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert went == []
