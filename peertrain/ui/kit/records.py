"""A field for a list of things that have fields themselves, such as exams; one can be added and removed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, card, plain
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Field
from peertrain.ui.kit.scrolling import bring_into_view

Record = dict[str, Any]


class RecordsEdit(QWidget):
    """The list: each record in a panel of its own with its fields, and a button that adds one."""

    changed = Signal()

    def __init__(self, make: Callable[[], Sequence[Field]], *, one: str, add: str) -> None:
        super().__init__()
        self._make, self._one = make, one
        self._fields: list[dict[str, Field]] = []
        self._panels: list[QWidget] = []
        self.add_button = button(add, self.add, icon_name="plus")
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(self._list)
        layout.addWidget(flow(self.add_button))

    def read(self) -> list[Record]:
        return [{name: field.read() for name, field in fields.items()} for fields in self._fields]

    def write(self, records: Sequence[Record]) -> None:
        """Show these records in the place of those that are there."""
        while self._panels:
            self._take(0)
        for record in records:
            self._append(record)

    def add(self) -> None:
        """Add an empty record and let the person type into it."""
        self._append({})
        next(iter(self._fields[-1].values())).focus_on.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def remove(self, fields: dict[str, Field]) -> None:
        """Take a record away; the focus goes to the button that adds one."""
        self._take(self._fields.index(fields))
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def missing(self) -> dict[tuple[int, str], str]:
        """Return what is wrong with the fields of records by themselves, by number and name."""
        return {
            (number, name): sentence
            for number, fields in enumerate(self._fields)
            for name, field in fields.items()
            if (sentence := field.wrong())
        }

    def show_wrong(self, sentences: Mapping[tuple[int, str], str]) -> None:
        """Show sentences at the fields of records, and take the others away."""
        for number, fields in enumerate(self._fields):
            for name, field in fields.items():
                field.show_wrong(sentences.get((number, name), ""))

    def go_to(self, number: int, name: str) -> None:
        """Let the person type into a field of a record."""
        field = self._fields[number][name]
        field.focus_on.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(field)

    def _append(self, record: Record) -> None:
        fields = {field.name: field for field in self._make()}
        for name, field in fields.items():
            if name in record:
                field.write(record[name])
            field.changed.connect(self.changed)
        number = len(self._fields) + 1
        title = _("{thing} {number}").format(thing=self._one, number=number)
        away = button(_("Remove"), lambda: self.remove(fields), icon_name="minus")
        away.setAccessibleName(_("Remove {thing}").format(thing=title))
        panel = card(acting(plain(title, "strong"), away), *fields.values())
        panel.setAccessibleName(title)
        self._fields.append(fields)
        self._panels.append(panel)
        self._list.addWidget(panel)

    def _take(self, number: int) -> None:
        self._fields.pop(number)
        panel = self._panels.pop(number)
        self._list.removeWidget(panel)
        panel.hide()
        panel.setParent(None)
        panel.deleteLater()


def records(name: str, label: str, make: Callable[[], Sequence[Field]], *, one: str, add: str, hint: str = "") -> Field:
    """Return a field for a list of records; `make` returns the fields of one, `one` names it, `add` adds it."""
    edit = RecordsEdit(make, one=one, add=add)
    made = Field(
        name, label, edit, read=edit.read, write=edit.write, focus=edit.add_button, hint=hint, check=_look(edit)
    )
    edit.add_button.setAccessibleName(add)
    made.caption.setText(label)
    edit.changed.connect(made.changed)
    return made


def _look(edit: RecordsEdit) -> Callable[[Any], str]:
    """Return the check that says at each field of a record what is missing there."""

    def look(_records: Any) -> str:
        missing = edit.missing()
        edit.show_wrong(missing)
        return _("Something in this list is missing or not right.") if missing else ""

    return look
