"""A form: labelled fields, errors as sentences at the field they are about, and nothing typed is ever lost."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.cards import button, fact, plain, refill, restyle
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.scrolling import bring_into_view
from peertrain.ui.kit.spoken import announce
from peertrain.ui.kit.theme import px

WIDEST = 720

Check = Callable[[Any], str]
"""Returns what is wrong with a value, as a sentence, or "" where nothing is."""


class Field(QWidget):
    """A labelled field: its editor, how to read and write it, and the sentence that says what is wrong.

    Made by the functions of `fields`; `changed` speaks when the person changes the value, and `left` when a value
    that means little while it is half typed, such as a time of day, has been changed and stands.
    """

    changed = Signal()
    left = Signal()

    def __init__(
        self,
        name: str,
        label: str,
        editor: QWidget,
        *,
        read: Callable[[], Any],
        write: Callable[[Any], None],
        focus: QWidget | None = None,
        hint: str = "",
        required: bool = False,
        check: Check | None = None,
        snug: bool = False,
        please: str = "",
    ) -> None:
        """`please` asks for a required value that is missing; it names the `{label}`."""
        super().__init__()
        self.name, self.label, self.editor = name, label, editor
        self.read, self.write = read, write
        self.focus_on = focus or editor
        self._required, self._check = required, check
        self._please = please or _("Please fill in “{label}”.")
        self._wrong = plain("", "error")
        self._wrong.hide()
        caption = plain(label if required else _("{label} (if you like)").format(label=label), "field")
        caption.setBuddy(self.focus_on)
        self.caption = caption
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(caption)
        if hint:
            layout.addWidget(plain(hint, "small"))
        layout.addWidget(editor, 0, Qt.AlignmentFlag.AlignLeft if snug else Qt.AlignmentFlag(0))
        layout.addWidget(self._wrong)
        self.focus_on.setAccessibleName(label)
        self.focus_on.setAccessibleDescription(hint)
        self._hint = hint
        self.changed.connect(self._answered)

    def add_below(self, *widgets: QWidget) -> None:
        """Put something below the editor, such as a button that fills it in."""
        for widget in widgets:
            self._column.addWidget(widget)

    def wrong(self) -> str:
        """Return what is wrong with the value now, as a sentence, or ""."""
        value = self.read()
        if self._required and value in (None, "", [], (), {}, 0):
            return self._please.format(label=self.label)
        return self._check(value) if self._check is not None and value not in (None, "") else ""

    def show_wrong(self, sentence: str) -> None:
        """Show a sentence at the field, or take it and its room away."""
        self._wrong.setMinimumHeight(0)
        self._wrong.setVisible(bool(sentence))
        self._say_wrong(sentence)

    def _answered(self) -> None:
        """Take the sentence away and leave its room, so that nothing moves under a person who is clicking."""
        if self._wrong.text():
            self._wrong.setMinimumHeight(self._wrong.height())
            self._say_wrong("")

    def _say_wrong(self, sentence: str) -> None:
        if sentence == self._wrong.text():
            return
        self._wrong.setText(sentence)
        self.focus_on.setAccessibleDescription(f"{sentence} {self._hint}".strip())
        self.focus_on.setProperty("wrong", bool(sentence))
        restyle(self.focus_on)

    def wrong_label(self) -> QLabel:
        """Return the label of the sentence, for whoever lays out or tests the field."""
        return self._wrong


class Form(QWidget):
    """Fields one below the other, and the button that submits them.

    `Form(fields.line("name", …), …, submit=_("Send"), on_submit=self.send)`. `on_submit` receives the values only when
    every field is right. The form never clears itself: call `clear()` when the deed is done.
    """

    changed = Signal()

    def __init__(
        self,
        *fields: Field,
        submit: str = "",
        on_submit: Callable[[dict[str, Any]], object] | None = None,
        icon_name: str = "",
        check: Callable[[dict[str, Any]], Mapping[str, str]] | None = None,
        also: tuple[QPushButton, ...] = (),
        widest: int = WIDEST,
    ) -> None:
        super().__init__()
        self.fields = {field.name: field for field in fields}
        self._on_submit, self._check = on_submit, check
        self._at_first = self.values()
        self._refused, self._tries = "", 0
        self._trouble = QVBoxLayout()
        inside = QWidget()
        inside.setMaximumWidth(px(widest))
        aside = QHBoxLayout(self)
        aside.setContentsMargins(0, 0, 0, 0)
        aside.addWidget(inside, 1000)
        aside.addStretch(1)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self.column.addLayout(self._trouble)
        for field in fields:
            self.column.addWidget(field)
            field.changed.connect(self.changed)
        self.submit_button: QPushButton | None = None
        if submit:
            self.submit_button = button(submit, self.submit, icon_name=icon_name, kind="primary")
            self.column.addWidget(flow(self.submit_button, *also))
            self._submit_on_enter(list(fields))

    def begin(self) -> None:
        """Let the person type into the first field at once."""
        next(iter(self.fields.values())).focus_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, Any]:
        """Return what stands in the fields, by name; also the draft to keep when the form is left midway."""
        return {name: field.read() for name, field in self.fields.items()}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put values into the fields that are named."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].write(value)

    def clear(self) -> None:
        """Put every field back to what it was at first."""
        self.fill(self._at_first)
        self.show_wrong({})

    def dirty(self) -> bool:
        """Return whether the person has changed anything."""
        return self.values() != self._at_first

    def submit(self) -> None:
        """Check every field; hand the values over, or show what is wrong and go to the first such field."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit) and self.isAncestorOf(focus):
            focus.editingFinished.emit()  # a key submits without leaving the line
        wrong = {name: sentence for name, field in self.fields.items() if (sentence := field.wrong())}
        if not wrong and self._check is not None:
            wrong = dict(self._check(self.values()))
        self.show_wrong(wrong)
        if not wrong and self._on_submit is not None:
            self._on_submit(self.values())

    def show_wrong(self, sentences: Mapping[str, str]) -> None:
        """Show sentences at the fields by name; one without a field stands above the form."""
        for name, field in self.fields.items():
            field.show_wrong(sentences.get(name, ""))
        above = [sentence for name, sentence in sentences.items() if name not in self.fields]
        troubles = [_Trouble(sentence, next(iter(self.fields.values()), None)) for sentence in above]
        refill(self._trouble, troubles)
        for name in sentences:
            if name in self.fields:
                self._go_to(self.fields[name].focus_on, self.fields[name])
                break
        else:
            for trouble in troubles[:1]:
                trouble.show()
                self._go_to(trouble, trouble)
        if sentences:
            announce(self, " ".join(sentences.values()))

    def refuse(self, sentence: str) -> None:
        """Show the sentence of a refusal above the form; pass it as `otherwise` of the deed."""
        self.show_wrong({"": sentence})

    def refuse_secret(self, name: str, sentence: str) -> None:
        """Show at the field of a secret why it was refused, and let it be typed anew; said again, it names the try."""
        self._tries = self._tries + 1 if sentence == self._refused else 1
        self._refused = sentence
        again = _("{sentence} This was try {number}.")
        self.show_wrong({name: sentence if self._tries == 1 else again.format(sentence=sentence, number=self._tries)})
        edit = self.fields[name].focus_on
        if isinstance(edit, QLineEdit):
            edit.selectAll()

    def _submit_on_enter(self, fields: list[Field]) -> None:
        """Let Enter submit in the last field, and in a form of nothing but lines in each of them."""
        lines = [field.focus_on for field in fields if isinstance(field.focus_on, QLineEdit)]
        for line in lines:
            if len(lines) == len(fields) or line is fields[-1].focus_on:
                line.returnPressed.connect(self.submit)

    def _go_to(self, focus: QWidget, seen: QWidget) -> None:
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(seen)


class _Trouble(QFrame):
    """The sentence of a refusal above a form; Tab goes on to the first field."""

    def __init__(self, sentence: str, first: Field | None) -> None:
        super().__init__()
        self._first = first
        self.setProperty("kind", "red")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(sentence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(fact(sentence, tone="red"))

    def focusNextPrevChild(self, forward: bool) -> bool:
        if not forward or self._first is None or not self.isVisible():
            return super().focusNextPrevChild(forward)
        self._first.focus_on.setFocus(Qt.FocusReason.TabFocusReason)
        bring_into_view(self._first)
        return True
