"""A line of tools has room for its words, or folds."""

from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.cards import button, plain
from peertrain.ui.kit.folding import Folding
from peertrain.ui.kit.reader import Reader


def test_words_that_come_later_and_do_not_fit_fold_the_line(qtbot: QtBot) -> None:
    about = plain("", "soft", wrap=False)
    content = QWidget()
    layout = QHBoxLayout(content)
    layout.addWidget(about)
    back, notes = (button(words, lambda: None, kind="quiet") for words in ("All of the module", "Notes"))
    line = Folding(back, content, about=about, tools=[notes])
    qtbot.addWidget(line)
    line.resize(line.sizeHint().width() + 20, 40)
    line.show()
    assert notes.isVisible()
    assert not line.more.isVisible()
    about.setText("Lesson 2 of 8 · 21 min, of which there are many more words")
    qtbot.waitUntil(line.more.isVisible)
    assert not about.isVisible()
    assert not notes.isVisible()


def test_a_folded_line_unfolds_when_a_lesson_comes_whose_words_fit(qtbot: QtBot) -> None:
    reader = Reader("Lesson")
    back, notes = (button(words, lambda: None, kind="quiet") for words in ("All of the module", "Notes"))
    line = Folding(back, reader.head, about=reader.where, tools=[notes])
    for one in (reader, line):
        qtbot.addWidget(one)
    reader.show_lesson("<h1>One</h1><p>a</p><h2>Two</h2>", where="Lesson 2 of 8")
    line.resize(line.sizeHint().width() + 20, 40)
    line.show()
    reader.show_lesson("<h1>One</h1><p>a</p><h2>Two</h2>", where="Lesson 3 of 8 · 21 min, of which there are more")
    qtbot.waitUntil(line.more.isVisible)
    reader.show_lesson("<h1>One</h1><p>a</p><h2>Two</h2>", where="Lesson 4 of 8")
    qtbot.waitUntil(notes.isVisible, timeout=2000)
    assert not line.more.isVisible()
