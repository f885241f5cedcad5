"""A trainee's supervision meetings: what is to be signed, what was agreed on, and everything that was held."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed
from peertrain.domain.days import day_in_words
from peertrain.domain.standing_supervision import mode_name
from peertrain.i18n import _
from peertrain.services import meetings
from peertrain.services.meetings import Met
from peertrain.ui.kit.cards import button, card, fact, facts, heading, pill, plain, refill
from peertrain.ui.kit.columns import Columns
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.hours_signs import meeting_sign
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.rows import Column, Table


class MeetingsPage(Page):
    """Supervision, as the trainee sees it."""

    icon = "chat"
    watches = Changed.MEETINGS

    @staticmethod
    def title() -> str:
        return _("Supervision")

    @staticmethod
    def badge() -> Callable[[Any], int]:
        return meetings.how_many_wait

    def build(self) -> None:
        self.above = QVBoxLayout()
        self.body.addLayout(self.above)
        columns = [
            Column(_("Day"), lambda met: met.day, sort="day", sort_by=lambda met: met.meeting.on),
            Column(_("Time"), lambda met: in_words(met.meeting.minutes), right=True),
            Column(_("State"), lambda met: met.brief_state, icon=self._sign, stretch=True),
        ]
        self.table = Table(
            name=_("Supervision meetings"), columns=columns, rows_shown=8,
            nothing=_("No supervision meetings yet. Your supervisor records them; then you sign them here."),
        )  # fmt: skip
        self.table.chosen.connect(self._show)
        side = QWidget()
        self._side = QVBoxLayout(side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self.table.emptied.connect(side.setHidden)
        self.body.addWidget(Columns(self.table, side, shares=(1, 1)))
        self._show(None)

    def refresh(self) -> None:
        self.background.ask(self, lambda seat: (meetings.mine(seat), meetings.my_follow_ups(seat)), self._fill)

    def _fill(self, answer: tuple[list[Met], tuple[str, ...]]) -> None:
        held, follow_ups = answer
        lines = [fact(words, icon_name="bullet") for words in follow_ups]
        lines.append(plain(_("At the next meeting your supervisor marks what is done."), "soft"))
        refill(self.above, [card(*lines, title=_("To do until your next meeting"))] if follow_ups else [])
        self.table.fill(held)
        if held and self.table.current() is None:
            self.table.view.selectRow(0)

    def _show(self, met: Met | None) -> None:
        if met is None:
            refill(self._side, [card(plain(_("Choose a meeting to see everything about it."), "soft"))])
            return
        icon_name, tone = self._sign(met)
        title = _("{kind}, {day}").format(kind=mode_name(met.meeting.mode), day=day_in_words(met.meeting.on))
        lines = {name: words for name, words in met.lines.items() if name not in {_("Kind"), _("Day")}}
        parts: list[QWidget] = [heading(title), flow(pill(met.state, tone, icon_name=icon_name)), facts(lines)]
        if met.waits_for_me:
            parts += [
                plain(met.sentence, "lead"),
                flow(button(_("Sign it"), lambda: self.confirm(met), icon_name="pen", kind="primary")),
                plain(_("Something is not right? Talk with {name} before you sign.").format(name=met.supervisor), "small"),
            ]  # fmt: skip
        refill(self._side, [card(*parts)])

    def confirm(self, met: Met) -> None:
        """Sign a meeting that one took part in."""
        id = met.meeting.id
        sign(
            self,
            self.background,
            what=met.sentence,
            yes=_("Sign the meeting"),
            deed=lambda seat, passphrase: meetings.confirm(seat, meeting_id=id, passphrase=passphrase),
        )

    def _sign(self, met: Met) -> tuple[str, str]:
        return ("pen", "sun") if met.waits_for_me else meeting_sign(met.meeting, "")
