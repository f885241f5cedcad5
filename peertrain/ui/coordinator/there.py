"""Who was there: a field that is a list of people, in which each is turned to “there” and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex

from peertrain.i18n import _, ngettext
from peertrain.ui.kit.cards import button, column, plain
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Field
from peertrain.ui.kit.rows import Column, Table

ROWS_SHOWN = 6
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    name: str
    there: bool


class WhoWasThere:
    """The list behind `field`, whose value are the ids of those who were there."""

    def __init__(self, people: Mapping[str, str]) -> None:
        self._people = dict(people)
        self.chosen: list[str] = []
        self.table = Table(
            name=_("Who was there"),
            columns=[
                Column(_("Name"), lambda one: one.name, stretch=True),
                Column(_("There"), lambda one: _("there") if one.there else "", icon=_sign),
            ],
            nothing=_("Nobody has this name."),
            rows_shown=ROWS_SHOWN,
        )
        self._words = plain("", "soft")
        self._turn_button = button(_("There, or not"), self._turn_current)
        self.table.opened.connect(self.turn)
        self.table.add_key("Space", self.turn)
        self.table.view.clicked.connect(self._clicked)
        self.field = Field(
            "there", _("Who was there"), column(self.table, flow(self._turn_button), self._words),
            read=lambda: list(self.chosen), write=self.choose, focus=self.table.view, required=True,
            hint=_("Space turns somebody to “there” and back."), please=_("Please choose “{label}”."),
        )  # fmt: skip
        self.choose(())

    def choose(self, ids: Sequence[str]) -> None:
        """Say who was there; whoever is not in the list is left out."""
        self.chosen = [id for id in self._people if id in set(ids)]
        self.table.fill([_Row(id, name, id in self.chosen) for id, name in self._people.items()])
        self._words.setText(self._in_words())

    def turn(self, one: _Row) -> None:
        """Turn somebody to “there”, or back."""
        others = [id for id in self.chosen if id != one.id]
        self.choose(others if one.there else [*others, one.id])
        self.field.changed.emit()

    def _turn_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self.turn(row)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.table.model.row_at(index.row())
        if row is not None and index.column() == self.table.model.columnCount() - 1:
            self.turn(row)

    def _in_words(self) -> str:
        if not self.chosen:
            return _("Nobody is chosen yet.")
        names = [self._people[id] for id in self.chosen]
        shown = ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
        words = ngettext("{count} was there: {names}", "{count} were there: {names}", len(names))
        return words.format(count=len(names), names=shown)


def _sign(one: _Row) -> tuple[str, str]:
    return ("done", "pine") if one.there else ("circle", "soft")
