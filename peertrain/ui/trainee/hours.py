"""A trainee's hours: what came back, drafts to send, totals, and the log with every entry's details beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed
from peertrain.domain.days import day_in_words, month_in_words
from peertrain.domain.hours import HoursState, Setting
from peertrain.domain.hours_log import HoursDraft, Totals
from peertrain.domain.hours_words import setting_name, split_in_words
from peertrain.i18n import _
from peertrain.services import hours
from peertrain.services.hours import Logged
from peertrain.ui.everyone.exchange import ExchangePage
from peertrain.ui.everyone.exchange_words import by_hand
from peertrain.ui.kit.cards import button, card, fact, figure, plain, refill, row
from peertrain.ui.kit.columns import Columns
from peertrain.ui.kit.combo import Combo
from peertrain.ui.kit.dialogs import confirm
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.hours_signs import SETTING_ICONS, STATE_SIGNS
from peertrain.ui.kit.icons import Sign
from peertrain.ui.kit.page import Context, Page
from peertrain.ui.kit.rows import Column, Source, Table, Wish
from peertrain.ui.trainee.hours_details import HoursDetails
from peertrain.ui.trainee.hours_drafts import drafts_card
from peertrain.ui.trainee.hours_log import LogHoursPage


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands above the log."""

    returned: tuple[Logged, ...]
    drafts: tuple[HoursDraft, ...]
    totals: Totals
    today: date
    by_hand: str
    """What has to be sent to other computers by hand, in words; "" where nothing has."""


class HoursPage(Page):
    """The log of experience hours."""

    icon = "hours"
    watches = Changed.HOURS | Changed.DESK | Changed.EXCHANGE

    @staticmethod
    def title() -> str:
        return _("Hours")

    @staticmethod
    def badge() -> Callable[[Any], int]:
        return hours.came_back

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state: HoursState | None = None
        self._month: date | None = None

    def build(self) -> None:
        self.log_button = self.set_primary(_("Log hours"), lambda: self.context.go(LogHoursPage), icon_name="plus")
        self.add_key("N", _("Log hours"), lambda: self.context.go(LogHoursPage))
        self.above = QVBoxLayout()
        self.above.setSpacing(16)
        self.body.addLayout(self.above)
        self.states = Combo(_("State"), {None: _("All states"), **{state: state_name(state) for state in HoursState}})
        self.months = Combo(_("Month"), {None: _("All months")})
        self.states.chosen.connect(self._choose_state)
        self.months.chosen.connect(self._choose_month)
        self.table = self._table()
        self.details = HoursDetails(self.background, correct=self.correct, withdraw=self.withdraw)
        self.table.chosen.connect(self.details.show_row)
        self.filters = flow(self.states, self.months, gap=16)
        self.table.model.filled.connect(self._hide_what_is_about_nothing)
        self.body.addWidget(self.filters)
        self.body.addWidget(Columns(self.table, self.details, shares=(5, 3)))

    def _table(self) -> Table:
        columns = [
            Column(_("Day"), lambda row: row.day, sort="on"),
            Column(_("Time"), lambda row: in_words(row.hours.minutes), sort="minutes", right=True),
            Column(_("Setting"), lambda row: setting_name(row.hours.service.setting), icon=_setting_sign),
            Column(_("State"), lambda row: row.brief_state, sort="state", icon=lambda row: STATE_SIGNS[row.hours.state], stretch=True),
        ]  # fmt: skip
        source = Source(ids=self._ids, rows=hours.logged)
        words = _("No hours here yet. Log the first after you have served: “Log hours”, or the key N.")
        table = Table(
            name=_("Log of hours"), columns=columns, background=self.background, source=source, nothing=words,
            rows_shown=10,
        )  # fmt: skip
        table.opened.connect(self._open)
        table.narrowed_by(self._is_narrowed, widen=self._widen)
        return table

    def _ids(self, seat: Any, wish: Wish) -> list[str]:
        return hours.log_ids(
            seat, state=self._state, month=self._month, words=wish.filter, sort=wish.sort or "on",
            descending=wish.descending or not wish.sort,
        )  # fmt: skip

    def refresh(self) -> None:
        self.background.ask(self, _overview, self._show)

    def _show(self, overview: Overview) -> None:
        self.months.fill({None: _("All months"), **_months(overview.totals)})
        self._month = self.months.value()
        parts = [self._returned(row) for row in overview.returned]
        if overview.drafts:
            parts.append(
                drafts_card(
                    overview.drafts, today=overview.today, send=self.send,
                    go_on=lambda draft_id: self.context.go(LogHoursPage, draft_id=draft_id),
                )
            )  # fmt: skip
        if overview.by_hand and overview.totals.by_state.get(HoursState.SUBMITTED):
            parts.insert(0, self._by_hand(overview.by_hand))
        if overview.totals.by_state:
            parts.append(_totals(overview.totals))
        refill(self.above, parts)
        self.table.reload()

    def _hide_what_is_about_nothing(self) -> None:
        some = self.table.model.rowCount() > 0
        self.filters.setVisible(some or self._is_narrowed() or bool(self.table.model.wish.filter))
        self.details.setVisible(some)

    def _returned(self, row: Logged) -> QWidget:
        what = _("{day}, {amount}: {supervisor} sent it back.").format(
            day=day_in_words(row.hours.on), amount=in_words(row.hours.minutes), supervisor=row.supervisor
        )
        reason = _("“{reason}”").format(reason=row.hours.reason)
        line = fact(what, tone="sun", icon_name="return", detail=reason)
        return card(line, flow(button(_("Correct it"), lambda: self.correct(row), icon_name="pen")), tone="sun")

    def _by_hand(self, waiting: str) -> QWidget:
        words = _("Hours reach a supervisor at another computer with the next packet.")
        go = button(_("Send a packet"), lambda: self.context.go(ExchangePage), icon_name="send")
        return card(fact(waiting, tone="sun", icon_name="send", detail=words), flow(go), tone="sun")

    # What the person does

    def send(self, draft_ids: tuple[str, ...]) -> None:
        """Send the drafts of a period."""
        self.background.do(self, lambda seat: hours.send(seat, draft_ids=draft_ids))

    def correct(self, row: Logged) -> None:
        """Change what was sent, or correct what came back."""
        self.context.go(LogHoursPage, hours_id=row.hours.id)

    def withdraw(self, row: Logged) -> None:
        """Take hours back for good."""
        id, version = row.hours.id, row.hours.version
        confirm(
            self,
            title=_("Withdraw {amount}?").format(amount=in_words(row.hours.minutes)),
            sentence=_("The entry stays in your log as withdrawn and no longer counts. To log it again, begin anew."),
            yes=_("Withdraw it"),
            then=lambda: self.background.do(self, lambda seat: hours.withdraw(seat, hours_id=id, version=version)),
        )

    def _choose_state(self, state: HoursState | None) -> None:
        self._state = state
        self.table.reload()

    def _choose_month(self, month: date | None) -> None:
        self._month = month
        self.table.reload()

    def _is_narrowed(self) -> bool:
        return self._state is not None or self._month is not None

    def _widen(self) -> None:
        self._state, self._month = None, None
        self.states.choose(None)
        self.months.choose(None)

    def _open(self, row: Logged) -> None:
        if row.hours.state in {HoursState.SUBMITTED, HoursState.RETURNED}:
            self.correct(row)


def state_name(state: HoursState) -> str:
    """Return the word for a state, for a filter."""
    names = {
        HoursState.SUBMITTED: _("Waiting for sign-off"),
        HoursState.RETURNED: _("Came back"),
        HoursState.APPROVED: _("Approved"),
        HoursState.WITHDRAWN: _("Withdrawn"),
    }
    return names[state]


def _overview(seat: Any) -> Overview:
    returned = hours.logged(seat, hours.log_ids(seat, state=HoursState.RETURNED))
    return Overview(tuple(returned.values()), tuple(hours.drafts(seat)), hours.totals(seat), seat.today, by_hand(seat))


def _setting_sign(row: Logged) -> tuple[str, str]:
    return SETTING_ICONS[row.hours.service.setting], "soft"


def _totals(totals: Totals) -> QWidget:
    approved = totals.by_state.get(HoursState.APPROVED, 0)
    waiting = totals.by_state.get(HoursState.SUBMITTED, 0)
    parts = [figure(in_words(approved), _("approved")), figure(in_words(waiting), _("waiting for sign-off"))]
    settings = [_setting_total(setting, totals.by_setting.get(setting, 0)) for setting in Setting]
    words = plain(_("By setting, approved and waiting:"), "soft")
    domains = _("By domain: {split}.").format(split=split_in_words(totals.by_domain))
    return card(
        flow(*parts, gap=40), words, flow(*settings, gap=24), *([plain(domains, "soft")] if totals.by_domain else [])
    )


def _months(totals: Totals) -> dict[date, str]:
    """Return each month with its hours, the newest first."""
    return {
        month: _("{month}: {amount}").format(month=month_in_words(month), amount=in_words(totals.by_month[month]))
        for month in sorted(totals.by_month, reverse=True)
    }


def _setting_total(setting: Setting, minutes: int) -> QWidget:
    words = _("{setting} {amount}").format(setting=setting_name(setting), amount=in_words(minutes))
    box = row(Sign(SETTING_ICONS[setting], "pine"), plain(words, wrap=False))
    box.setAccessibleName(words)
    return box
