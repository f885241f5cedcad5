from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QRadioButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from peertrain.domain.amounts import in_words
from peertrain.ui.kit import fields
from peertrain.ui.kit.amounts import DurationEdit, SplitEdit, read_amount
from peertrain.ui.kit.cards import plain
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.forms import Field, Form
from tests.ui.kit.look import laid_out, nameless

DOMAINS = {"a": "Advocacy", "m": "Mentoring"}


def every_kind() -> list[Field]:
    return [
        fields.line("line", "Line", required=False),
        fields.text("text", "Text", required=False),
        fields.day("day", "Day", value=date(2026, 5, 5)),
        fields.duration("duration", "Duration", required=False),
        fields.choice("choice", "Choice", {"x": "X", "y": "Y"}, required=False),
        fields.choice("long", "Long", {number: str(number) for number in range(9)}, required=False),
        fields.choices("choices", "Choices", {"x": "X", "y": "Y"}),
        fields.tick("tick", "Tick"),
        fields.split("split", "Split", DOMAINS, total=60, value={"a": 60}),
        fields.password("password", "Password", required=False),
    ]


VALUES: dict[str, Any] = {
    "line": "Tuesday’s group",
    "text": "It went well.\nWe laughed.",
    "day": date(2026, 2, 3),
    "duration": 105,
    "choice": "y",
    "long": 7,
    "choices": ["y"],
    "tick": True,
    "split": {"a": 15, "m": 45},
    "password": " with spaces ",
}


def test_a_form_gives_back_what_was_put_in_and_clears_only_when_told(qtbot: QtBot) -> None:
    form = Form(*every_kind())
    qtbot.addWidget(form)
    at_first = form.values()
    form.fill(VALUES)
    assert form.values() == VALUES
    assert form.dirty()
    form.clear()
    assert form.values() == at_first
    assert not form.dirty()


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(qtbot: QtBot) -> None:
    sent: list[dict[str, Any]] = []
    form = Form(
        fields.line("what", "What was it?"), fields.line("where", "Where?"), submit="Send", on_submit=sent.append
    )
    qtbot.addWidget(form)
    form.show()
    form.fill({"where": "The library"})
    form.submit()
    assert sent == []
    assert form.fields["what"].wrong_label().text() == "Please fill in “What was it?”."
    assert "Please fill in" in form.fields["what"].focus_on.accessibleDescription()
    assert form.values() == {"what": "", "where": "The library"}
    edit = form.fields["what"].focus_on
    qtbot.keyClicks(edit, "A group")
    assert form.fields["what"].wrong_label().text() == ""
    form.submit()
    assert sent == [{"what": "A group", "where": "The library"}]


@pytest.mark.parametrize("typed", ["abc", "40 h", "-3", ""])
def test_an_amount_of_time_that_cannot_be_read_is_said_at_its_field_and_stays_as_it_was_typed(
    qtbot: QtBot, typed: str
) -> None:
    sent = list[dict[str, Any]]()
    field = fields.duration("minutes", "Time", value=60)
    form = Form(field, fields.line("what", "What was it?"), submit="Send", on_submit=sent.append)
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.fill({"what": "A group"})
    edit = field.focus_on
    edit.setFocus()
    edit.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(edit, typed)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert field.wrong_label().text() == "Type an amount of time up to 24 h, such as 1 h 30 min, 1:30 or 1.5."
    assert edit.property("text") == typed
    form.submit()
    assert sent == []
    edit.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(edit, "1:30")
    form.submit()
    assert sent == [{"minutes": 90, "what": "A group"}]
    assert field.wrong_label().text() == ""


def test_a_sentence_that_goes_leaves_its_room_until_the_form_is_sent_again(qtbot: QtBot) -> None:
    form = Form(fields.line("what", "What was it?"), fields.line("where", "Where?"), submit="Send")
    form.column.addStretch(1)
    qtbot.addWidget(form)
    form.resize(600, 600)
    form.show()
    form.submit()
    laid_out(form)
    before = form.fields["where"].y()
    qtbot.keyClicks(form.fields["what"].focus_on, "A group")
    laid_out(form)
    assert form.fields["where"].y() == before
    assert "Please fill in" not in form.fields["what"].focus_on.accessibleDescription()
    form.submit()
    qtbot.waitUntil(lambda: form.fields["where"].y() < before)


def test_enter_submits_from_a_line_where_there_are_only_lines_and_else_from_the_last_field(qtbot: QtBot) -> None:
    sent: list[str] = []
    lines = Form(
        fields.line("a", "A", value="1"), fields.password("b", "B", required=False), submit="Send",
        on_submit=lambda _values: sent.append("lines"),
    )  # fmt: skip
    mixed = Form(
        fields.line("a", "A", value="1"), fields.tick("b", "B"), fields.line("c", "C", value="1"), submit="Send",
        on_submit=lambda _values: sent.append("mixed"),
    )  # fmt: skip
    for form in (lines, mixed):
        qtbot.addWidget(form)
    for field in (lines.fields["a"], lines.fields["b"], mixed.fields["a"], mixed.fields["c"]):
        qtbot.keyClick(field.focus_on, Qt.Key.Key_Return)
    assert sent == ["lines", "lines", "mixed"]


def test_an_amount_half_typed_counts_when_a_key_submits(qtbot: QtBot) -> None:
    sent: list[dict[str, Any]] = []
    form = Form(fields.duration("time", "Time", value=60), submit="Send", on_submit=sent.append)
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    edit = form.fields["time"].focus_on
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    edit.selectAll()
    qtbot.keyClicks(edit, "2")
    form.submit()
    assert sent == [{"time": 120}]


def test_a_form_that_opens_can_be_typed_into_at_once(qtbot: QtBot) -> None:
    form = Form(fields.line("reason", "Reason"), submit="Send")
    opened = Disclosure(plain("Correct it"), lambda: form, name="Correct it")
    qtbot.addWidget(opened)
    opened.show()
    opened.activateWindow()
    opened.chevron.setFocus()
    qtbot.waitUntil(opened.chevron.hasFocus)
    qtbot.keyClick(opened.chevron, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.fields["reason"].focus_on


def test_a_refusal_stands_above_the_form_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    form = Form(fields.line("what", "What?", value="A group"), submit="Send")
    qtbot.addWidget(form)
    form.refuse("That day is closed. Choose a later one.")
    assert form.values() == {"what": "A group"}
    assert any(child.accessibleName().startswith("That day is closed") for child in form.findChildren(QWidget))


def test_a_secret_that_is_wrong_again_is_said_to_be_so_and_can_be_typed_over(qtbot: QtBot) -> None:
    form = Form(fields.password("passphrase", "Your passphrase"), submit="Send")
    qtbot.addWidget(form)
    field = form.fields["passphrase"]
    edit = field.focus_on
    assert isinstance(edit, QLineEdit)
    said = []
    for sentence in ("That is not right.", "That is not right.", "That is not right.", "Please wait 30 seconds."):
        form.fill({"passphrase": "some words"})
        form.refuse_secret("passphrase", sentence)
        said.append(field.wrong_label().text())
        assert edit.selectedText() == "some words"
    assert said == [
        "That is not right.", "That is not right. This was try 2.", "That is not right. This was try 3.",
        "Please wait 30 seconds.",
    ]  # fmt: skip


def test_a_list_in_which_something_is_chosen_offers_nothing_else_than_its_choices(qtbot: QtBot) -> None:
    sizes = {size: f"{size} %" for size in (85, 100, 115, 125, 150, 200)}
    chosen, open_yet = fields.choice("size", "Size", sizes, value=100), fields.choice("size", "Size", sizes)
    for field, offered in ((chosen, [*sizes.values()]), (open_yet, ["Choose…", *sizes.values()])):
        qtbot.addWidget(field)
        assert isinstance(field.editor, QComboBox)
        assert [field.editor.itemText(number) for number in range(field.editor.count())] == offered
    assert (chosen.read(), open_yet.read()) == (100, None)


def test_a_check_over_several_fields_names_the_field(qtbot: QtBot) -> None:
    form = Form(
        fields.line("a", "A"), fields.line("b", "B"), check=lambda v: {} if v["a"] == v["b"] else {"b": "Not the same."}
    )
    qtbot.addWidget(form)
    form.fill({"a": "1", "b": "2"})
    form.submit()
    assert form.fields["b"].wrong_label().text() == "Not the same."


def test_text_says_how_much_room_is_left_and_refuses_too_much(qtbot: QtBot) -> None:
    field = fields.text("notes", "Notes", most=10)
    qtbot.addWidget(field)
    field.write("12345678901")
    assert field.wrong() == "This is 1 letter too long; there is room for 10."


def test_a_password_can_be_looked_at_and_hidden_again(qtbot: QtBot) -> None:
    field = fields.password("p", "Passphrase")
    qtbot.addWidget(field)
    eye = field.findChild(QToolButton)
    edit = field.focus_on
    assert isinstance(edit, QLineEdit)
    assert eye is not None
    assert edit.echoMode() == QLineEdit.EchoMode.Password
    eye.click()
    assert edit.echoMode() == QLineEdit.EchoMode.Normal
    assert eye.accessibleName() == "Hide what is typed"
    eye.click()
    assert edit.echoMode() == QLineEdit.EchoMode.Password


@given(st.integers(min_value=0, max_value=96))
def test_an_amount_is_read_as_it_is_shown(quarters: int) -> None:
    assert read_amount(in_words(quarters * 15)) == quarters * 15


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("1.5", 90), ("1,5", 90), ("1:30", 90), ("90 min", 90), ("2h", 120), ("1 h 20", 75), ("", None), ("soon", None)],
)
def test_amounts_are_read_as_people_write_them(typed: str, minutes: int | None) -> None:
    assert read_amount(typed) == minutes


def test_arrow_keys_step_a_duration_by_a_quarter_and_it_stays_within_a_day(qtbot: QtBot) -> None:
    edit = DurationEdit(15)
    qtbot.addWidget(edit)
    qtbot.keyClick(edit.shown, Qt.Key.Key_Up)
    assert edit.minutes() == 30
    for _turn in range(3):
        qtbot.keyClick(edit.shown, Qt.Key.Key_Down)
    assert edit.minutes() == 0
    edit.set_minutes(99_999)
    assert edit.minutes() == 24 * 60


def test_nonsense_typed_for_an_amount_changes_no_amount(qtbot: QtBot) -> None:
    edit = DurationEdit(45)
    qtbot.addWidget(edit)
    edit.shown.setText("a while")
    edit.shown.editingFinished.emit()
    assert edit.minutes() == 45
    assert edit.wrong().startswith("Type an amount of time")
    edit.step(15)
    assert (edit.shown.text(), edit.wrong()) == ("1 h", "")


def test_a_split_says_what_is_missing_and_what_is_too_much(qtbot: QtBot) -> None:
    edit = SplitEdit(DOMAINS, 90)
    qtbot.addWidget(edit)
    assert edit.wrong() == "1 h 30 min of 1 h 30 min have no domain yet."
    edit.set_split({"a": 60})
    rest = next(
        button for button in edit.findChildren(QToolButton) if button.accessibleName() == "Give the rest to Mentoring"
    )
    rest.click()
    assert edit.split() == {"a": 60, "m": 30}
    assert edit.wrong() == ""
    edit.set_total(60)
    assert edit.wrong() == "The domains hold 30 min more than the 1 h of the entry."


def test_the_wheel_of_the_mouse_scrolls_the_page_and_changes_no_field(qtbot: QtBot) -> None:
    form = Form(*every_kind())
    qtbot.addWidget(form)
    form.show()
    before = form.values()
    for name in ("day", "long"):
        edit = form.fields[name].editor
        edit.setFocus()
        place = QPointF(edit.rect().center())
        turned = QWheelEvent(
            place, edit.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        edit.wheelEvent(turned)
        assert form.values() == before
        assert not turned.isAccepted(), "the page takes it"


def test_an_ampersand_in_a_choice_is_read_as_one(qtbot: QtBot) -> None:
    field = fields.choice("programme", "Programme", {"a": "IC&RC Peer Recovery", "b": "Texas"})
    qtbot.addWidget(field)
    dot = field.findChildren(QRadioButton)[0]
    assert dot.text() == "IC&&RC Peer Recovery", "Qt shows two as one, and makes of one a shortcut"
    assert nameless(field) == []
