"""The form of a draft of hours: what was done, when, where and with whom, over which domains, and the note."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from peertrain.domain.amounts import QUARTER, Minutes
from peertrain.domain.curriculum import DOMAINS, domain_name
from peertrain.domain.hours import Activity, Channel, Engagement, Setting
from peertrain.domain.hours_log import LONG_DAY, HoursDraft
from peertrain.domain.hours_words import activity_name, channel_name, engagement_name, setting_name
from peertrain.domain.sites import known_of_site, names_in_site
from peertrain.i18n import _
from peertrain.services.hours import LogChoices
from peertrain.ui.kit import fields
from peertrain.ui.kit.amounts import SplitEdit
from peertrain.ui.kit.cards import button, card, fact
from peertrain.ui.kit.clock import clock, minutes_between, minutes_later, read_clock
from peertrain.ui.kit.columns import Columns
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Field, Form
from peertrain.ui.kit.hours_signs import SETTING_ICONS
from peertrain.ui.kit.note_guard import NoteGuard
from peertrain.ui.kit.page import WIDEST
from peertrain.ui.kit.tiles import tiles


class HoursForm(QWidget):
    """Everything a draft may say; `changed` speaks with every change, `sent` when the person wants it sent."""

    changed = Signal()
    sent = Signal()

    def __init__(self, draft: HoursDraft, choices: LogChoices, *, later: Any, drop: Any) -> None:
        super().__init__()
        self._draft, self._choices = draft, choices
        self._split = dict(draft.domains)
        also = (button(_("Keep for later"), later, icon_name="save"), button(_("Throw away"), drop, kind="quiet"))
        self.form = Form(
            *_fields(draft, choices), submit=_("Send for sign-off"), on_submit=lambda _values: self._send(),
            icon_name="send", also=also, widest=WIDEST,
        )  # fmt: skip
        edit = self.form.fields["note"].focus_on
        self.guard = NoteGuard(choices.known_names, edit if isinstance(edit, QPlainTextEdit) else None)
        self.guard.set_answered(draft.not_about_people)
        self._lay_out()
        self._connect()
        self._look_at_note()

    def draft(self) -> HoursDraft:
        """Return the draft as it stands in the form."""
        said = self.form.values()
        return replace(
            self._draft, on=said["on"], minutes=said["minutes"], start=read_clock(said["start"]) or "",
            setting=said["setting"], activity=said["activity"], channel=said["channel"],
            engagement=said["engagement"], domains=said["domains"], site=said["site"],
            supervisor_id=said["supervisor"] or "", same_experience=said["same"], note=said["note"],
            not_about_people=self.guard.answered(), long_day=said["long_day"],
        )  # fmt: skip

    def refuse(self, sentence: str) -> None:
        """Show why the hours were not sent."""
        self.form.refuse(sentence)

    def say_day_has(self, others: Minutes) -> None:
        """Ask whether a long day is right, where these hours and `others` of the day make one."""
        self.form.fields["long_day"].setVisible(others + self.form.fields["minutes"].read() > LONG_DAY)

    # How it works

    def _send(self) -> None:
        """Send the hours, once nothing in the note may identify anybody."""
        if not self.guard.ask():
            self.sent.emit()

    def _lay_out(self) -> None:
        one = self.form.fields
        when = card(
            one["on"], flow(one["start"], one["until"], one["minutes"], gap=16), one["long_day"], title=_("When")
        )
        what = card(one["setting"], one["activity"], one["channel"], title=_("What"))
        where = card(one["site"], one["supervisor"], one["engagement"], one["same"], title=_("Where and with whom"))
        if not self._choices.supervisors:
            words = _("Nobody supervises you yet. Your coordinator assigns a supervisor; until then, keep drafts.")
            where.layout().insertWidget(1, fact(words, tone="sun"))  # type: ignore[union-attr]
        note = card(one["note"], self.guard, title=_("Note"))
        right = _stack(where, card(one["domains"], title=_("Domains")))
        self.form.column.insertWidget(1, Columns(_stack(when, what), right, shares=(4, 5)))
        self.form.column.insertWidget(2, note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)

    def _connect(self) -> None:
        one = self.form.fields
        one["start"].left.connect(self._clock_changed)
        one["until"].left.connect(self._clock_changed)
        one["minutes"].changed.connect(self._minutes_changed)
        for name in ("note", "site"):
            one[name].changed.connect(self._look_at_note)
        self.form.changed.connect(self.changed)
        self.guard.changed.connect(self.changed)

    def _clock_changed(self) -> None:
        """From when until when gives the time."""
        one = self.form.fields
        start, until = read_clock(one["start"].read()), read_clock(one["until"].read())
        if start and until:
            one["minutes"].write(round(minutes_between(start, until) / QUARTER) * QUARTER)
            self._share_minutes()

    def _minutes_changed(self) -> None:
        one = self.form.fields
        start = read_clock(one["start"].read())
        if start:
            one["until"].write(minutes_later(start, one["minutes"].read()))
        self._share_minutes()

    def _share_minutes(self) -> None:
        """Where one domain had all of the time, it has all of the new time too."""
        field = self.form.fields["domains"]
        minutes = self.form.fields["minutes"].read()
        split = field.read()
        if isinstance(field.editor, SplitEdit):
            field.editor.set_total(minutes)
        if len(split) == 1:
            field.write(dict.fromkeys(split, minutes))

    def _look_at_note(self) -> None:
        site = self.form.fields["site"].read()
        self.guard.look(self.form.fields["note"].read(), known=[known_of_site(site)], also=names_in_site(site))


def _stack(*parts: QWidget) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(16)
    for part in parts:
        layout.addWidget(part)
    return box


def _fields(draft: HoursDraft, choices: LogChoices) -> list[Field]:
    until = minutes_later(draft.start, draft.minutes) if draft.start and draft.minutes else ""
    start, end = clock("start", _("From")), clock("until", _("Until"))
    start.write(draft.start)
    end.write(until)
    site = fields.line("site", _("Site or agency"), value=draft.site)
    if isinstance(site.editor, QLineEdit) and choices.sites:
        completer = QCompleter(list(choices.sites), site.editor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(lambda *_words: site.changed.emit())
        site.editor.setCompleter(completer)
    long_day = fields.tick("long_day", _("This long day is right"), value=draft.long_day)
    long_day.setVisible(draft.long_day)
    return [
        fields.day(
            "on", _("Day"), value=draft.on, latest=choices.today, hint=_("Today or earlier. Later days cannot be chosen.")
        ),
        start,
        end,
        fields.duration("minutes", _("Time"), value=draft.minutes),
        long_day,
        tiles(
            "setting",
            _("Setting"),
            {setting: (setting_name(setting), SETTING_ICONS[setting]) for setting in Setting},
            value=draft.setting,
        ),
        fields.choice("activity", _("Activity"), {one: activity_name(one) for one in Activity}, value=draft.activity),
        fields.choice("channel", _("How you met"), {one: channel_name(one) for one in Channel}, value=draft.channel),
        site,
        fields.choice("supervisor", _("Supervisor who signs"), choices.supervisors, value=draft.supervisor_id or None)
        if choices.supervisors
        else _nobody(),
        fields.choice(
            "engagement", _("Paid or volunteer"), {one: engagement_name(one) for one in Engagement},
            value=draft.engagement,
        ),
        fields.tick("same", _("With people who share my own lived experience"), value=draft.same_experience),
        fields.split(
            "domains", _("How the time divides"), {domain: domain_name(domain) for domain in DOMAINS},
            total=draft.minutes, value=draft.domains,
        ),
        fields.text(
            "note", _("What you did"), value=draft.note, required=False, lines=4, most=1000,
            hint=_("Never who it was: no names, initials, dates of birth, phone or file numbers."),
        ),
    ]  # fmt: skip


def _nobody() -> Field:
    return Field("supervisor", "", QWidget(), read=lambda: None, write=lambda _value: None)
