"""Entries that are here and do not count: each in words, why, and what helps."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.changes import Changed
from peertrain.domain.days import moment_in_words
from peertrain.i18n import _
from peertrain.services import late_entries, not_applied
from peertrain.services.history import status_in_words
from peertrain.services.not_applied import Line, Status
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, facts, plain, refill, way_back
from peertrain.ui.kit.dialogs import sign_with
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.rows import Column, Source, Table, details_beside

SIGNS = {
    Status.HELD: ("clock", "sky"),
    Status.NOT_UNDERSTOOD: ("clock", "sky"),
    Status.REJECTED: ("close", "soft"),
    Status.FORGED: ("warning", "sun"),
}


class NotAppliedPage(Page):
    """The list, with the entry that is chosen beside it."""

    icon = "list"
    watches = Changed.EXCHANGE | Changed.HISTORY
    in_rail = False
    fills = True

    @staticmethod
    def title() -> str:
        return _("Entries that do not count")

    def build(self) -> None:
        columns = [
            Column(_("State"), lambda one: status_in_words(one.status), icon=lambda one: SIGNS.get(one.status)),
            Column(_("Who"), lambda one: one.who),
            Column(_("What"), lambda one: one.sentence, stretch=True),
        ]
        self.table = Table(
            name=_("Entries that do not count"),
            columns=columns,
            background=self.background,
            source=Source(ids=lambda seat, _wish: not_applied.ids(seat), rows=not_applied.lines),
            nothing=_("Every entry here counts."),
            filters=False,
        )
        self.table.chosen.connect(self._show)
        details = QWidget()
        self._details = QVBoxLayout(details)
        self._details.setContentsMargins(0, 0, 0, 0)
        self._show(None)
        self.body.addWidget(way_back(_("Back"), self.context.back))
        self.body.addWidget(details_beside(self.table, details), 1)

    def refresh(self) -> None:
        self.table.reload()

    def _show(self, one: Line | None) -> None:
        if one is None:
            words = _("Choose an entry to see why it does not count, and what helps.")
            refill(self._details, [card(plain(words, "soft"))])
            return
        lines: dict[str, str | QWidget] = {
            _("Signed by"): one.who,
            _("Dated"): moment_in_words(one.at),
            _("Why"): one.reason or status_in_words(one.status),
            _("What to do"): plain(one.advice, "strong"),
        }
        accept = (
            [flow(button(_("Let it count…"), lambda: self._accept(one), icon_name="check"))] if one.acceptable else []
        )
        refill(self._details, [card(plain(one.sentence, "lead"), facts(lines), *accept)])

    def _accept(self, one: Line) -> None:
        what = _("{who} has told you that this entry is theirs, and it counts although its key had ended: {sentence}")
        sign_with(
            self,
            self.background,
            fields.line("reason", _("Reason"), hint=_("A few words. They stay in the record.")),
            what=what.format(who=one.who, sentence=one.sentence),
            yes=_("Let it count"),
            deed=lambda seat, values: late_entries.accept(seat, entry_ids=[one.id], **values),
        )
