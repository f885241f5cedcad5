"""What a supervisor has approved, the newest first, and how an approval is made void."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed
from peertrain.domain.days import day_in_words
from peertrain.domain.hours_words import setting_name
from peertrain.i18n import _
from peertrain.services import signoff
from peertrain.services.signoff import Sheet
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, facts, heading, pill, plain, refill, rule
from peertrain.ui.kit.columns import Columns
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.hours_signs import SETTING_ICONS
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.rows import Column, Source, Table


class ApprovedPage(Page):
    """The supervisor's own approvals."""

    icon = "history"
    watches = Changed.HOURS
    in_rail = False

    @staticmethod
    def title() -> str:
        return _("What I approved")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.supervisor.signoff import SignOffPage

        return SignOffPage

    def build(self) -> None:
        columns = [
            Column(_("Trainee"), lambda row: row.trainee),
            Column(_("Day"), lambda row: row.day),
            Column(_("Time"), lambda row: in_words(row.hours.minutes), right=True),
            Column(_("Setting"), lambda row: setting_name(row.hours.service.setting), icon=_setting_sign, stretch=True),
        ]
        source = Source(ids=lambda seat, wish: signoff.approved(seat, wish.filter), rows=signoff.sheets)
        self.table = Table(
            name=_("Approved hours"), columns=columns, background=self.background, source=source, rows_shown=12,
            nothing=_("You have not approved any hours yet. What waits for you is under Sign-off."),
        )  # fmt: skip
        self.table.chosen.connect(self._show)
        self._shown: Sheet | None = None
        side = QWidget()
        self._side = QVBoxLayout(side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self.table.emptied.connect(side.setHidden)
        self.body.addWidget(Columns(self.table, side, shares=(3, 2)))
        self._show(None)

    def refresh(self) -> None:
        self.table.reload()

    def _show(self, sheet: Sheet | None) -> None:
        if sheet is not None and self._shown is not None and sheet.shown == self._shown.shown:
            return
        self._shown = sheet
        if sheet is None:
            refill(self._side, [card(plain(_("Choose an entry to see what you signed."), "soft"))])
            return
        head = _("{name}, {day}").format(name=sheet.trainee, day=day_in_words(sheet.hours.on))
        state = pill(_("You approved it"), "pine")
        self.form = self._void_form(sheet)
        refill(self._side, [card(heading(head), flow(state), facts(sheet.lines), rule(), self.form)])

    def _void_form(self, sheet: Sheet) -> Form:
        words = _("The approval stays in the record as void, and {name} can correct the hours.").format(
            name=sheet.trainee
        )
        field = fields.text("reason", _("Take the approval back, because"), lines=2, most=500, hint=words)
        form = Form(field, on_submit=lambda values: self.reopen(sheet, values))
        form.column.addWidget(flow(button(_("Make the approval void"), form.submit, icon_name="return")))
        return form

    def reopen(self, sheet: Sheet, values: dict[str, Any]) -> None:
        """Make an approval void, with the reason, under the passphrase."""
        id, version, reason = sheet.hours.id, sheet.hours.version, values["reason"]
        what = _("I take back my approval of {amount} of {name} on {day}: {reason}").format(
            amount=in_words(sheet.hours.minutes), name=sheet.trainee, day=day_in_words(sheet.hours.on), reason=reason
        )
        sign(
            self,
            self.background,
            what=what,
            yes=_("Make it void"),
            deed=lambda seat, passphrase: signoff.reopen(
                seat, hours_id=id, version=version, reason=reason, passphrase=passphrase
            ),
        )


def _setting_sign(row: Sheet) -> tuple[str, str]:
    return SETTING_ICONS[row.hours.service.setting], "soft"
