"""The history: who did what and when, each entry in full beside it, and the correction of the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from peertrain.domain.changes import Changed
from peertrain.domain.days import moment_in_words
from peertrain.i18n import _
from peertrain.services import history
from peertrain.services.history import Detail, Line, Search
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import card, column, fact, facts, heading, pill, plain, refill
from peertrain.ui.kit.columns import Columns
from peertrain.ui.kit.combo import Combo
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.rows import Column, Source, Table, Wish
from peertrain.ui.kit.theme import px
from peertrain.workplace.seat import Seat

DAYS = (0, 1, 7, 31, 366)
"""How many days back one looks; 0 means everything."""


class HistoryPage(Page):
    """What the record says, newest first."""

    icon = "history"
    watches = Changed.EVERYTHING & ~Changed.DESK

    @staticmethod
    def title() -> str:
        return _("History")

    def build(self) -> None:
        self._search = Search()
        self._position: int | None = None
        self.body.addWidget(self._filters())
        columns = [
            Column(_("When"), lambda line: moment_in_words(line.at), sort="at"),
            Column(_("Who"), lambda line: line.who),
            Column(_("What"), lambda line: line.sentence, stretch=True, icon=_sign),
        ]
        self.table = Table(
            name=_("Entries"),
            columns=columns,
            nothing=_("Nothing is in the record yet."),
            background=self.background,
            source=Source(self._ids, _rows),
            filters=False,
            rows_shown=14,
        )
        self.table.narrowed_by(self._is_narrowed, widen=self._widen)
        self.table.chosen.connect(self._choose)
        self._beside = QWidget()
        self._detail = QVBoxLayout(self._beside)
        self._detail.setContentsMargins(0, 0, 0, 0)
        self._detail.setSpacing(12)
        self.body.addWidget(Columns(self.table, self._beside, shares=(3, 2)))
        words = _("The clock of this computer was wrong")
        why = plain(_("For a day on which nothing can be signed, because the clock had run ahead."), "small")
        self.body.addWidget(Disclosure(column(plain(words, "soft"), why, gap=0), self._clock, name=words))
        self._empty()

    def refresh(self) -> None:
        self.background.ask(self, history.people_in_history, self._offer)
        self.table.reload()

    def _offer(self, people: Mapping[str, str]) -> None:
        self.people.fill({"": _("Everybody"), **people})

    # What is looked for

    def _filters(self) -> QWidget:
        self.people = Combo(_("Who"), {"": _("Everybody")})
        self.groups = Combo(_("What about"), {"": _("Everything"), **history.group_names()})
        self.days = Combo(_("When"), {days: _days_in_words(days) for days in DAYS})
        self.wrong = QCheckBox(_("Only what does not count"))
        for combo in (self.people, self.groups, self.days):
            combo.chosen.connect(lambda _value: self._look())
        self.wrong.toggled.connect(lambda _on: self._look())
        return flow(self.people, self.groups, self.days, self.wrong, gap=16)

    def _is_narrowed(self) -> bool:
        return any(one.value() for one in (self.people, self.groups, self.days)) or self.wrong.isChecked()

    def _widen(self) -> None:
        for combo in (self.people, self.groups, self.days):
            combo.choose(0 if combo is self.days else "")
        self.wrong.setChecked(False)
        self._look()

    def _look(self) -> None:
        days = int(self.days.value() or 0)
        today = date.today()  # noqa: DTZ011  # the person's own day
        first = today - timedelta(days=days - 1) if days else None
        self._search = replace(
            self._search, person_id=self.people.value() or "", group=self.groups.value() or "", first=first,
            only_wrong=self.wrong.isChecked(),
        )  # fmt: skip
        self.table.reload()

    def _ids(self, seat: Seat, wish: Wish) -> list[int]:
        return history.find_lines(seat, search=self._search, oldest_first=bool(wish.sort) and not wish.descending)

    # One entry

    def _choose(self, line: Line | None) -> None:
        position = line.position if line is not None else None
        if position == self._position:
            return
        self._position = position
        if position is None:
            self._empty()
        else:
            self.background.ask(self, lambda seat: history.detail(seat, position=position), self._show)

    def _empty(self) -> None:
        """Leave the whole width to the list."""
        refill(self._detail, [])
        self._beside.hide()

    def _show(self, detail: Detail) -> None:
        if detail.line.position == self._position:
            self._beside.show()
            refill(self._detail, [_in_full(detail), self._notes(detail)])

    def _notes(self, detail: Detail) -> QWidget:
        said = [fact(note.text, icon_name="note", detail=moment_in_words(note.at)) for note in detail.notes]

        def send(values: dict[str, Any]) -> None:
            self.background.do(
                self,
                lambda seat: history.add_note(seat, entry_id=detail.entry.id, text=values["text"]),
                lambda _nothing: self._again(detail.line.position),
                form.refuse,
            )

        form = Form(
            fields.text("text", _("A note of correction"), lines=2, most=500,
                        hint=_("It stands beside the entry; nothing in the entry changes.")),
            submit=_("Add the note"),
            on_submit=send,
        )  # fmt: skip
        if form.submit_button is not None:
            form.submit_button.setProperty("kind", "")
        words = _("Notes")
        return column(*said, Disclosure(plain(_("Add a note"), "strong"), lambda: form, name=words))

    def _again(self, position: int) -> None:
        self._position = position
        self.background.ask(self, lambda seat: history.detail(seat, position=position), self._show)

    # The clock

    def _clock(self) -> QWidget:
        words = _(
            "When the clock had run ahead and was set back, nothing can be signed, because new entries would seem "
            "older than those before them. If the clock is right now, say so; the correction is an entry of its own."
        )

        def send(values: dict[str, Any]) -> None:
            self.background.do(
                self, lambda seat: history.correct_clock(seat, reason=values["reason"]), None, form.refuse
            )

        form = Form(fields.line("reason", _("What was wrong with the clock")), submit=_("The clock is right now"),
                    on_submit=send)  # fmt: skip
        if form.submit_button is not None:
            form.submit_button.setProperty("kind", "")
        return column(plain(words), form, gap=12)


def _rows(seat: Seat, positions: Sequence[int]) -> dict[int, Line]:
    return history.lines(seat, positions)


def _sign(line: Line) -> tuple[str, str] | None:
    return None if line.counts else ("warning", "sun")


def _days_in_words(days: int) -> str:
    words = {
        0: _("Any time"),
        1: _("Today"),
        7: _("The last 7 days"),
        31: _("The last month"),
        366: _("The last year"),
    }
    return words[days]


def _in_full(detail: Detail) -> QWidget:
    """Return an entry with everything that can be said about it."""
    line = detail.line
    genuine = pill(_("genuine"), "pine") if detail.genuine else pill(_("not genuine"), "red")
    state = pill(line.state, "pine" if line.counts else "sun")
    covered = (
        _("by the checkpoint over {count} entries").format(count=f"{detail.checkpoint:,}")
        if detail.checkpoint
        else _("not by a checkpoint yet")
    )
    about: dict[str, str | QWidget] = {
        _("Who"): line.who,
        _("When"): moment_in_words(line.at),
        _("Entry"): _("number {number}").format(number=f"{line.position:,}"),
        _("Signature"): flow(genuine),
        _("Stands"): flow(state),
        _("Covered"): covered,
    }
    parts: list[QWidget] = [heading(line.sentence), facts(about)]
    if line.reason:
        parts.append(fact(line.reason, tone="sun"))
    words = _("Exactly what was signed")
    parts.append(Disclosure(plain(words, "strong"), lambda: _signed_text(detail.text), name=words))
    return card(*parts)


def _signed_text(text: str) -> QWidget:
    shown = QPlainTextEdit(text)
    shown.setReadOnly(True)
    shown.setAccessibleName(_("Exactly what was signed"))
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(px(13))
    shown.setFont(font)
    shown.setMinimumHeight(px(260))
    return shown
