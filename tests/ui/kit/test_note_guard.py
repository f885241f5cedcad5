"""The guard beside a note warns while it is written, and lets the writer answer."""

from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.note_guard import NoteGuard


def test_a_warning_comes_is_answered_and_goes_with_the_passage(qtbot: QtBot) -> None:
    edit = QPlainTextEdit("Lunch with Keisha 😀 and Keisha.")
    guard = NoteGuard(["Dana"], edit)
    qtbot.addWidget(edit)
    qtbot.addWidget(guard)
    guard.look(edit.toPlainText())
    assert not guard.isHidden()
    assert [one.text for one in guard.unanswered()] == ["Keisha", "Keisha"]
    assert [mark.cursor.selectedText() for mark in edit.extraSelections()] == ["Keisha", "Keisha"]
    (tick,) = guard.findChildren(QCheckBox)
    with qtbot.waitSignal(guard.changed):
        tick.click()
    assert guard.answered() == ("Keisha",)
    assert guard.unanswered() == ()
    assert edit.extraSelections() == []
    guard.look("Lunch with a peer.")
    assert guard.isHidden()


def test_names_that_are_known_are_no_warning(qtbot: QtBot) -> None:
    guard = NoteGuard(["Dana"])
    qtbot.addWidget(guard)
    guard.look("With Dana and Quincy.", known=["Quincy House"])
    assert guard.isHidden()
    assert not [label for label in guard.findChildren(QLabel) if label.text()]
