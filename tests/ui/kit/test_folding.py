"""A line of tools has room for its words, or folds."""

from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.cards import button, plain
from peertrain.ui.kit.folding import Folding


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
