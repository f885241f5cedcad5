"""The fields of forms: one function for each kind, returning a labelled `Field`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QSize
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from peertrain.i18n import _, ngettext
from peertrain.ui.kit.amounts import DurationEdit, SplitEdit
from peertrain.ui.kit.buttons import literal
from peertrain.ui.kit.cards import column, icon_button, plain
from peertrain.ui.kit.forms import Check, Field
from peertrain.ui.kit.icons import icon
from peertrain.ui.kit.long_tick import LongTick
from peertrain.ui.kit.steady import DayEdit, ListBox
from peertrain.ui.kit.theme import px

NARROWEST_LIST = 120
"""Of a list to choose from, at 100 %: it shows its longest words where there is room, and never pushes a page wide."""

Choices = Mapping[Any, str]
"""The words of each choice, by the value it stands for."""


def line(
    name: str, label: str, *, value: str = "", hint: str = "", required: bool = True, check: Check | None = None
) -> Field:
    """Return a field for one line of text."""
    edit = QLineEdit(value)
    made = Field(
        name,
        label,
        edit,
        read=lambda: edit.text().strip(),
        write=edit.setText,
        hint=hint,
        required=required,
        check=check,
    )
    edit.textEdited.connect(made.changed)
    return made


class _Text(QPlainTextEdit):
    """Text of so many lines in which Tab goes on to the next field, as a person expects in a form."""

    def __init__(self, value: str, lines: int) -> None:
        super().__init__(value)
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * self._lines + px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


def text(
    name: str,
    label: str,
    *,
    value: str = "",
    hint: str = "",
    required: bool = True,
    most: int = 2000,
    lines: int = 5,
    check: Check | None = None,
) -> Field:
    """Return a field for longer text, with a count of the letters that are left."""
    edit = _Text(value, lines)
    left = plain("", "small")
    box = column(edit, left, gap=2)

    def too_long(written: str) -> str:
        if len(written) > most:
            over = len(written) - most
            return ngettext(
                "This is {count} letter too long; there is room for {most}.",
                "This is {count} letters too long; there is room for {most}.",
                over,
            ).format(count=f"{over:,}", most=f"{most:,}")
        return check(written) if check is not None else ""

    def count() -> None:
        left.setText(_("{count} of {most} letters").format(count=f"{len(edit.toPlainText()):,}", most=f"{most:,}"))

    made = Field(
        name,
        label,
        box,
        read=lambda: edit.toPlainText().strip(),
        write=edit.setPlainText,
        focus=edit,
        hint=hint,
        required=required,
        check=too_long,
    )
    edit.textChanged.connect(count)
    edit.textChanged.connect(made.changed)
    count()
    return made


def day(
    name: str,
    label: str,
    *,
    value: date | None = None,
    earliest: date | None = None,
    latest: date | None = None,
    hint: str = "",
    check: Check | None = None,
) -> Field:
    """Return a field for a date, typed or taken from a calendar."""
    edit = DayEdit(_qdate(value) if value else QDate.currentDate())
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("d MMMM yyyy")
    if earliest is not None:
        edit.setMinimumDate(_qdate(earliest))
    if latest is not None:
        edit.setMaximumDate(_qdate(latest))
    made = Field(
        name,
        label,
        edit,
        read=lambda: edit.date().toPython(),
        write=lambda chosen: edit.setDate(_qdate(chosen)),
        hint=hint,
        required=True,
        check=check,
        snug=True,
    )
    edit.dateChanged.connect(made.changed)
    return made


def duration(
    name: str, label: str, *, value: int = 60, hint: str = "", required: bool = True, check: Check | None = None
) -> Field:
    """Return a field for an amount of time in quarter hours; the value is in minutes."""
    edit = DurationEdit(value)
    made = Field(
        name,
        label,
        edit,
        read=edit.minutes,
        write=edit.set_minutes,
        focus=edit.shown,
        hint=hint,
        required=required,
        check=lambda minutes: edit.wrong() or (check(minutes) if check is not None else ""),
    )
    edit.changed.connect(made.changed)
    edit.left.connect(lambda: made.show_wrong(edit.wrong()))
    return made


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def choice(
    name: str, label: str, choices: Choices, *, value: Any = None, hint: str = "", required: bool = True
) -> Field:
    """Return a field for one of several: round buttons up to five, a list for more; the value is the key.

    Nothing can be chosen in the list only where nothing is at first, or need not be.
    """
    if len(choices) <= 5:
        return _radio(name, label, choices, value=value, hint=hint, required=required)
    edit = ListBox()
    edit.setMinimumWidth(px(NARROWEST_LIST))
    keys: list[Any] = [*choices] if required and value in choices else [None, *choices]
    edit.addItems([choices.get(key, _("Choose…")) for key in keys])
    made = Field(
        name,
        label,
        edit,
        read=lambda: keys[edit.currentIndex()],
        write=lambda chosen: edit.setCurrentIndex(keys.index(chosen) if chosen in keys else 0),
        hint=hint,
        required=required,
        snug=True,
        please=_("Please choose “{label}”."),
    )
    made.write(value)
    edit.currentIndexChanged.connect(made.changed)
    return made


def _radio(name: str, label: str, choices: Choices, *, value: Any, hint: str, required: bool) -> Field:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    group = QButtonGroup(box)
    keys = list(choices)
    for number, words in enumerate(choices.values()):
        dot = QRadioButton(literal(words))
        group.addButton(dot, number)
        layout.addWidget(dot)

    def write(chosen: Any) -> None:
        group.setExclusive(False)
        for number, key in enumerate(keys):
            group.button(number).setChecked(key == chosen)
        group.setExclusive(True)

    made = Field(
        name,
        label,
        box,
        read=lambda: keys[group.checkedId()] if group.checkedId() >= 0 else None,
        write=write,
        hint=hint,
        required=required,
        please=_("Please choose “{label}”."),
    )
    box.setFocusProxy(group.button(0))
    write(value)
    group.idClicked.connect(lambda *_id: made.changed.emit())
    return made


def choices(
    name: str, label: str, offered: Choices, *, value: Sequence[Any] = (), hint: str = "", required: bool = False
) -> Field:
    """Return a field for any number of several; the value is the list of keys."""
    ticks = {key: LongTick(words) for key, words in offered.items()}
    boxes = {key: tick.box for key, tick in ticks.items()}
    box = column(*ticks.values(), gap=2)

    def write(chosen: Sequence[Any]) -> None:
        for key, tick in boxes.items():
            tick.setChecked(key in chosen)

    made = Field(
        name,
        label,
        box,
        read=lambda: [key for key, tick in boxes.items() if tick.isChecked()],
        write=write,
        hint=hint,
        required=required,
        please=_("Please choose “{label}”."),
    )
    if boxes:
        box.setFocusProxy(next(iter(boxes.values())))
    write(value)
    for tick in boxes.values():
        tick.toggled.connect(made.changed)
    return made


def tick(name: str, label: str, *, value: bool = False, required: bool = False) -> Field:
    """Return a single box to tick, such as a declaration; the value is True or False."""
    box = QCheckBox(_("Yes"))
    box.setChecked(value)
    made = Field(
        name,
        label,
        box,
        read=box.isChecked,
        write=box.setChecked,
        required=required,
        please=_("Please tick “{label}”."),
    )
    made.caption.setText(label)
    box.toggled.connect(made.changed)
    return made


def split(
    name: str,
    label: str,
    domains: Choices,
    *,
    total: int = 0,
    value: Mapping[Any, int] | None = None,
    hint: str = "",
    required: bool = True,
) -> Field:
    """Return a field that splits an amount of minutes over domains and says what is still missing.

    Where it is not `required`, nothing need be split at all. The editor is a `SplitEdit`: call
    `field.editor.set_total(minutes)` when the whole changes.
    """
    edit = SplitEdit(domains, total)

    def uneven(found: Mapping[Any, int]) -> bool:
        return bool(edit.wrong()) and (required or bool(found))

    made = Field(
        name,
        label,
        edit,
        read=edit.split,
        write=edit.set_split,
        focus=edit.first(),
        hint=hint,
        required=False,
        check=lambda found: _("Give every minute a domain, no more and no less.") if uneven(found) else "",
    )
    made.caption.setText(label)
    edit.set_split(value or {})
    edit.changed.connect(made.changed)
    return made


def password(name: str, label: str, *, hint: str = "", required: bool = True, check: Check | None = None) -> Field:
    """Return a field for a passphrase, which may be pasted and looked at; spaces at its ends are kept."""
    edit = QLineEdit()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(edit, 1)
    made = Field(
        name, label, box, read=edit.text, write=edit.setText, focus=edit, hint=hint, required=required, check=check
    )

    def turn() -> None:
        hidden = edit.echoMode() == QLineEdit.EchoMode.Password
        edit.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        words = _("Hide what is typed") if hidden else _("Show what is typed")
        eye.setAccessibleName(words)
        eye.setToolTip(words)
        eye.setIcon(icon("eye", "pine" if hidden else "soft"))

    eye = icon_button("eye", _("Show what is typed"), turn)
    layout.addWidget(eye)
    edit.setMinimumWidth(px(200))
    edit.textEdited.connect(made.changed)
    return made
