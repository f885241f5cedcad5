"""The sign-off desk: the entry left, the decision right, the longest waiting first; after a decision the next."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed
from peertrain.domain.days import day_in_words
from peertrain.domain.hours_words import setting_name
from peertrain.i18n import _, ngettext
from peertrain.services import signoff
from peertrain.services.signoff import MOST_PHRASES, Sheet
from peertrain.ui.kit.cards import button, empty, icon_button, plain, row
from peertrain.ui.kit.columns import Columns
from peertrain.ui.kit.combo import Combo
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.hours_signs import SETTING_ICONS
from peertrain.ui.kit.page import Context, Page
from peertrain.ui.kit.rows import Column, Source, Table
from peertrain.ui.supervisor.approved import ApprovedPage
from peertrain.ui.supervisor.signoff_decision import DecisionCard
from peertrain.ui.supervisor.signoff_entry import EntryCard


class SignOffPage(Page):
    """What waits for the supervisor's signature. The list below says which entry is on the desk."""

    icon = "pen"
    watches = Changed.HOURS

    @staticmethod
    def title() -> str:
        return _("Sign-off")

    @staticmethod
    def badge() -> Callable[[Any], int]:
        return signoff.how_many_wait

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._trainee_id = ""
        self._row = 0
        self._sheet: Sheet | None = None
        self.chosen: dict[str, Sheet] = {}

    def show_where(self, trainee_id: str = "") -> None:
        """Begin with the hours of one trainee, where one is given."""
        self._trainee_id = trainee_id
        self.go_stale()

    # What is shown

    def build(self) -> None:
        self.entry = EntryCard()
        self.decision = DecisionCard(keep_phrases=self.keep_phrases)
        self.decision.approve_wanted.connect(self.approve)
        self.decision.choose_wanted.connect(self.choose)
        self.decision.return_wanted.connect(self.give_back)
        self.decision.reason_written.connect(self.keep_reason)
        self.table = self._table()
        self.decision.left.connect(self.table.view.setFocus)
        self.table.chosen.connect(self._show)
        self.table.model.filled.connect(self._stay)
        nothing = _("Nothing waits for you. When a trainee sends hours, they come here.")
        self.desk = self._lay_out_desk()
        approved = button(_("What I approved"), self._see_approved, icon_name="history")
        self.nothing = empty(nothing, approved, icon_name="done")
        self.nothing.hide()
        self.body.addWidget(self.desk)
        self.body.addWidget(self.nothing)
        keys = [
            ("J", _("Next entry"), lambda: self.table.step(1)),
            ("K", _("Entry before"), lambda: self.table.step(-1)),
            ("A", _("Approve this entry, or all that are chosen"), self.approve_next),
            ("X", _("Choose this entry, to approve several at once"), self.choose),
            ("R", _("Send back"), self.decision.send_back),
        ]
        for key, does, act in keys:
            self.add_key(key, does, act)
        for number in range(1, MOST_PHRASES + 1):
            words = _("Write phrase {number}").format(number=number)
            self.add_key(str(number), words, partial(self.decision.take_phrase, number))

    def _lay_out_desk(self) -> QWidget:
        self.place = plain("", "strong", wrap=False)
        self.people = Combo(_("Whose"))
        self.people.chosen.connect(self._choose_trainee)
        before = icon_button("arrow-left", _("Entry before"), lambda: self.table.step(-1))
        after = icon_button("arrow-right", _("Next entry"), lambda: self.table.step(1))
        self.several = button("", self.approve_chosen, icon_name="pen")
        self.none = button(_("Choose none"), self.choose_none, kind="quiet")
        approved = button(_("What I approved"), self._see_approved, icon_name="history", kind="quiet")
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(flow(row(before, self.place, after), self.several, self.none, approved, gap=12))
        layout.addWidget(Columns(self.entry, self.decision, shares=(1, 1)))
        layout.addWidget(flow(self.people))
        layout.addWidget(self.table)
        return box

    def _table(self) -> Table:
        columns = [
            Column(_("Trainee"), lambda row: row.trainee, icon=self._mark),
            Column(_("Day"), lambda row: row.day),
            Column(_("Time"), lambda row: in_words(row.hours.minutes), right=True),
            Column(_("Setting"), lambda row: setting_name(row.hours.service.setting), icon=_setting_sign),
            Column(_("Waiting since"), lambda row: row.since, stretch=True),
        ]
        source = Source(ids=lambda seat, _wish: signoff.waiting(seat, self._trainee_id), rows=signoff.sheets)
        return Table(
            name=_("Hours that wait for you"), columns=columns, background=self.background, source=source,
            nothing=_("Nothing of this trainee waits for you."), filters=False, rows_shown=7,
        )  # fmt: skip

    def refresh(self) -> None:
        self.background.ask(self, signoff.phrases, self.decision.show_phrases)
        self.background.ask(self, signoff.trainees_waiting, self._show_people)

    def _show_people(self, people: dict[str, str]) -> None:
        ended = not people and not self.desk.isHidden()
        self.desk.setVisible(bool(people))
        self.nothing.setVisible(not people)
        if ended:
            self.begin_at_top()
        self.people.setVisible(len(people) > 1 or bool(self._trainee_id))
        self.people.fill({"": _("All trainees"), **people})
        if self._trainee_id not in people:
            self._trainee_id = ""
        self.people.choose(self._trainee_id)
        self.table.reload()

    def _stay(self) -> None:
        """After a decision the next entry takes the place of the one that is gone."""
        count = self.table.model.rowCount()
        here = {self.table.model.id_at(number) for number in range(count)}
        self.chosen = {id: sheet for id, sheet in self.chosen.items() if id in here or self._trainee_id}
        if count and not self.table.view.currentIndex().isValid():
            self.table.view.selectRow(min(self._row, count - 1))
        self._count()

    def _show(self, sheet: Sheet | None) -> None:
        at = self.table.view.currentIndex().row()
        self._row = max(at, 0)
        self._count()
        if sheet is None or (self._sheet is not None and self._sheet.shown == sheet.shown):
            return
        self._sheet = sheet
        kept = self.chosen.get(sheet.hours.id)
        if kept is not None and kept.shown != sheet.shown:
            del self.chosen[sheet.hours.id]
        self.entry.show_sheet(sheet)
        self.decision.show_sheet(sheet, chosen=sheet.hours.id in self.chosen)

    def _count(self) -> None:
        count = self.table.model.rowCount()
        self.place.setText(_("{number} of {count}").format(number=min(self._row + 1, count), count=count))
        amount = in_words(sum(sheet.hours.minutes for sheet in self.chosen.values()))
        words = ngettext("Approve the one chosen: {amount}", "Approve the {count} chosen: {amount}", len(self.chosen))
        self.several.setText(words.format(count=len(self.chosen), amount=amount))
        for part in (self.several, self.none):
            part.setVisible(bool(self.chosen))
        self.table.view.viewport().update()

    # What the person does

    def approve(self) -> None:
        """Sign off the entry on the desk."""
        if self._sheet is not None and not self.desk.isHidden():
            self._sign([self._sheet])

    def approve_chosen(self) -> None:
        """Sign off every entry that was looked at and chosen, under one passphrase."""
        if self.chosen:
            self._sign(list(self.chosen.values()))

    def approve_next(self) -> None:
        """Sign off what is chosen, or else the entry on the desk."""
        self.approve_chosen() if self.chosen else self.approve()

    def choose(self) -> None:
        """Choose the entry on the desk, or no longer."""
        if self._sheet is None:
            return
        id = self._sheet.hours.id
        if self.chosen.pop(id, None) is None:
            self.chosen[id] = self._sheet
        self.decision.show_chosen(id in self.chosen)
        self._count()

    def choose_none(self) -> None:
        self.chosen.clear()
        self.decision.show_chosen(False)
        self._count()

    def give_back(self, reason: str) -> None:
        """Send the entry on the desk back to the trainee."""
        if self._sheet is None:
            return
        id, version = self._sheet.hours.id, self._sheet.hours.version
        self.decision.flush()
        self.background.do(
            self, lambda seat: signoff.give_back(seat, hours_id=id, version=version, reason=reason),
            lambda _nothing: self._decided((id,)),
        )  # fmt: skip

    def keep_reason(self, hours_id: str, reason: str) -> None:
        """Keep an unsent reason on the supervisor's own desk."""
        self.background.do(self, lambda seat: signoff.keep_reason(seat, hours_id=hours_id, reason=reason))

    def keep_phrases(self, phrases: tuple[str, ...]) -> None:
        self.background.do(
            self,
            lambda seat: signoff.keep_phrases(seat, phrases=phrases),
            lambda _nothing: self.background.ask(self, signoff.phrases, self.decision.show_phrases),
        )

    def _sign(self, sheets: list[Sheet]) -> None:
        shown = tuple(sheet.shown for sheet in sheets)
        sign(
            self,
            self.background,
            what=_to_sign(sheets),
            yes=ngettext("Approve and sign", "Approve and sign {count} entries", len(sheets)).format(count=len(sheets)),
            deed=lambda seat, passphrase: signoff.approve(seat, shown=shown, passphrase=passphrase),
            then=self._decided,
        )

    def _decided(self, ids: tuple[str, ...] | None) -> None:
        for id in ids or ():
            self.chosen.pop(id, None)
            self.decision.forget(id)
        self._sheet = None
        self.table.view.setFocus()

    def _choose_trainee(self, trainee_id: str) -> None:
        self._trainee_id, self._row = trainee_id, 0
        self.table.reload()

    def _see_approved(self) -> None:
        self.context.go(ApprovedPage)

    def _mark(self, row: Sheet) -> tuple[str, str]:
        return ("check", "pine") if row.hours.id in self.chosen else ("circle", "soft")


def _setting_sign(row: Sheet) -> tuple[str, str]:
    return SETTING_ICONS[row.hours.service.setting], "soft"


def _to_sign(sheets: list[Sheet]) -> str:
    """Return what stands above the passphrase: one entry and its sentence, or how much of whom."""
    if len(sheets) == 1:
        (sheet,) = sheets
        head = _("{name}, {day}, {amount}").format(
            name=sheet.trainee, day=day_in_words(sheet.hours.on), amount=in_words(sheet.hours.minutes)
        )
        return f"{head}\n\n{sheet.lines[_('You sign')]}"
    lines = []
    for name in dict.fromkeys(sheet.trainee for sheet in sheets):
        amounts = [sheet.hours.minutes for sheet in sheets if sheet.trainee == name]
        words = ngettext("{name}: {count} entry, {amount}", "{name}: {count} entries, {amount}", len(amounts))
        lines.append(words.format(name=name, count=len(amounts), amount=in_words(sum(amounts))))
    sentence = _("Each is signed by itself, with its own amount: “I supervised these … and they are true as written.”")
    return "\n".join([*lines, "", sentence])
