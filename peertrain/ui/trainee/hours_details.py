"""One entry of hours beside the log: everything it says, how it stands, what happened to it, and what can be done."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.days import day_in_words, moment_in_words
from peertrain.domain.hours import HoursState
from peertrain.domain.hours_words import service_in_words
from peertrain.i18n import _
from peertrain.services import hours
from peertrain.services.hours import Happened, Logged
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.cards import button, card, fact, facts, heading, pill, plain, refill, rule
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.hours_signs import STATE_SIGNS


class HoursDetails(QWidget):
    """Shows the row of the log at which the person is."""

    def __init__(
        self, background: Background, *, correct: Callable[[Logged], Any], withdraw: Callable[[Logged], Any]
    ) -> None:
        super().__init__()
        self._background, self._correct, self._withdraw = background, correct, withdraw
        self._shown: Logged | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(_("The entry"))
        self.show_row(None)

    def show_row(self, row: Logged | None) -> None:
        """Show an entry, with its history as soon as it has come."""
        self._shown = row
        self._fill(row, [])
        if row is not None:
            id = row.hours.id
            self._background.ask(
                self, lambda seat: hours.history(seat, id), lambda told: self._fill_history(row, told)
            )  # fmt: skip

    def _fill_history(self, row: Logged, told: list[Happened]) -> None:
        if row is self._shown:
            self._fill(row, told)

    def _fill(self, row: Logged | None, told: list[Happened]) -> None:
        if row is None:
            parts: list[QWidget] = [plain(_("Choose an entry to see everything about it."), "soft")]
        else:
            parts = [*self._said(row), *_history(told), *self._acts(row)]
        refill(self._column, [card(*parts)])

    def _said(self, row: Logged) -> list[QWidget]:
        icon_name, tone = STATE_SIGNS[row.hours.state]
        parts = [heading(day_in_words(row.hours.on)), flow(pill(row.state, tone, icon_name=icon_name))]
        if row.hours.state is HoursState.RETURNED:
            parts.append(card(fact(row.hours.reason, tone="sun", icon_name="return"), tone="sun"))
        lines = service_in_words(row.hours.service)
        del lines[_("Day")]
        return [*parts, facts({**lines, _("Supervisor"): row.supervisor})]

    def _acts(self, row: Logged) -> list[QWidget]:
        state = row.hours.state
        if state is HoursState.APPROVED:
            return [plain(_("Something wrong? Ask {name} to reopen it.").format(name=row.supervisor), "small")]
        if state is HoursState.WITHDRAWN:
            return []
        words = _("Correct it") if state is HoursState.RETURNED else _("Change it")
        return [
            flow(
                button(words, lambda: self._correct(row), icon_name="pen"),
                button(_("Withdraw"), lambda: self._withdraw(row), kind="quiet"),
            )
        ]


def _history(told: list[Happened]) -> list[QWidget]:
    lines: list[QWidget] = [
        fact(
            _("{moment}: {what}").format(moment=moment_in_words(one.at), what=one.words),
            icon_name="history",
            detail=_("“{reason}”").format(reason=one.reason) if one.reason else "",
        )
        for one in told
    ]
    return [rule(), plain(_("What happened"), "strong"), *lines] if lines else []
