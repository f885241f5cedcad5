"""A supervisor's meetings: recorded, waiting for the trainees' signatures, signed, or made void with a reason."""

from typing import Any

from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed
from peertrain.domain.days import day_in_words
from peertrain.domain.standing_supervision import mode_name
from peertrain.i18n import _
from peertrain.services import meetings
from peertrain.services.meetings import Met
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, facts, heading, pill, plain, refill
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.hours_signs import meeting_sign
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.rows import Column, Source, Table, details_beside
from peertrain.ui.supervisor.meeting_record import RecordMeetingPage

SHARES = [560, 440]
"""How the width is shared at first between the list and the meeting beside it."""


class MeetingsPage(Page):
    """Supervision, as the supervisor sees it."""

    icon = "chat"
    watches = Changed.MEETINGS
    fills = True

    @staticmethod
    def title() -> str:
        return _("Supervision")

    def build(self) -> None:
        self.set_primary(_("Record a meeting"), lambda: self.context.go(RecordMeetingPage), icon_name="plus")
        self.add_key("N", _("Record a meeting"), lambda: self.context.go(RecordMeetingPage))
        columns = [
            Column(_("Day"), lambda met: met.day),
            Column(_("With"), lambda met: met.people, stretch=True),
            Column(_("Time"), lambda met: in_words(met.meeting.minutes), right=True),
            Column(_("State"), lambda met: met.brief_state, icon=lambda met: meeting_sign(met.meeting, "")),
        ]
        source = Source(ids=lambda seat, wish: meetings.held_ids(seat, wish.filter), rows=meetings.held)
        self.table = Table(
            name=_("Supervision meetings"), columns=columns, background=self.background, source=source,
            nothing=_("No meetings yet. After a supervision meeting: “Record a meeting”, or the key N."),
        )  # fmt: skip
        self.table.chosen.connect(self._show)
        side = QWidget()
        self.side = QVBoxLayout(side)
        self.side.setContentsMargins(0, 0, 0, 0)
        both = details_beside(self.table, side)
        if isinstance(both, QSplitter):
            both.setSizes(SHARES)
        self.body.addWidget(both, 1)

    def refresh(self) -> None:
        self.table.reload()

    def _show(self, met: Met | None) -> None:
        if met is None:
            words = _("Choose a meeting to see everything about it.")
            refill(self.side, [card(plain(words, "soft"))] if self.table.model.rowCount() else [])
            return
        icon_name, tone = meeting_sign(met.meeting, "")
        title = _("{kind}, {day}").format(kind=mode_name(met.meeting.mode), day=day_in_words(met.meeting.on))
        lines = {name: words for name, words in met.lines.items() if name not in {_("Kind"), _("Day"), _("Supervisor")}}
        parts: list[QWidget] = [heading(title), flow(pill(met.state, tone, icon_name=icon_name)), facts(lines)]
        if not met.meeting.void_reason:
            words = _("Make this meeting void")
            parts.append(Disclosure(plain(words, "soft"), lambda: self._void_form(met), name=words))
        refill(self.side, [card(*parts)])

    def _void_form(self, met: Met) -> Form:
        hint = _("It stays in the record, marked as void, and no longer counts for anybody.")
        field = fields.text("reason", _("It is void, because"), lines=2, most=500, hint=hint)
        form = Form(field, on_submit=lambda values: self.void(met, values))
        form.column.addWidget(flow(button(_("Make it void"), form.submit, icon_name="broken")))
        return form

    def void(self, met: Met, values: dict[str, Any]) -> None:
        """Make a meeting void, with the reason, under the passphrase."""
        id, reason = met.meeting.id, values["reason"]
        what = _("The meeting of {day} with {people} is void: {reason}").format(
            day=day_in_words(met.meeting.on), people=met.people, reason=reason
        )
        sign(
            self,
            self.background,
            what=what,
            yes=_("Make it void"),
            deed=lambda seat, passphrase: meetings.void(seat, meeting_id=id, reason=reason, passphrase=passphrase),
        )
