"""The form of a supervision meeting: who met, when and how, what about, what is done and what is to be done."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from peertrain.domain.curriculum import DOMAINS, domain_name
from peertrain.domain.days import short_day
from peertrain.domain.hours import Channel, MeetingMode
from peertrain.domain.hours_words import channel_name
from peertrain.domain.standing_supervision import mode_name
from peertrain.domain.supervision import MeetingDraft
from peertrain.i18n import _
from peertrain.services.meetings import MeetingChoices
from peertrain.ui.kit import fields
from peertrain.ui.kit.amounts import SplitEdit
from peertrain.ui.kit.cards import button, card, plain, refill
from peertrain.ui.kit.columns import Columns
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.forms import Field, Form
from peertrain.ui.kit.note_guard import NoteGuard
from peertrain.ui.kit.page import WIDEST
from peertrain.ui.kit.tiles import tiles

MODES = {MeetingMode.INDIVIDUAL: "person", MeetingMode.GROUP: "people", MeetingMode.LIVE_OBSERVATION: "eye"}


class MeetingForm(QWidget):
    """Everything a meeting may say; `changed` speaks with every change, `signed` when it is to be signed."""

    changed = Signal()
    signed = Signal()

    def __init__(self, choices: MeetingChoices, *, later: Callable[[], Any], drop: Callable[[], Any]) -> None:
        super().__init__()
        self._choices, self._draft = choices, choices.draft
        also = (button(_("Keep for later"), later, icon_name="save"), button(_("Throw away"), drop, kind="quiet"))
        self.form = Form(
            *_fields(choices), submit=_("Sign the meeting"), icon_name="pen", also=also, widest=WIDEST,
            on_submit=lambda _values: self.signed.emit(), check=self._check,
        )  # fmt: skip
        edit = self.form.fields["note"].focus_on
        self.guard = NoteGuard(choices.known_names, edit if isinstance(edit, QPlainTextEdit) else None)
        self.guard.set_answered(self._draft.not_about_people)
        self._carried = QVBoxLayout()
        self._settled: Field | None = None
        self._shown_for: tuple[str, ...] | None = None
        self._lay_out()
        for name in ("topics", "follow_ups", "note"):
            self.form.fields[name].changed.connect(self._look)
        self.form.fields["people"].changed.connect(self._show_follow_ups)
        self.form.fields["minutes"].changed.connect(self._say_total)
        self.form.changed.connect(self.changed)
        self.guard.changed.connect(self.changed)
        self._show_follow_ups()
        self._look()

    def draft(self) -> MeetingDraft:
        """Return the draft as it stands in the form; what is not settled is carried on."""
        said = self.form.values()
        settled = tuple(self._settled.read()) if self._settled is not None else ()
        return replace(
            self._draft, trainee_ids=tuple(said["people"]), on=said["on"], minutes=said["minutes"], mode=said["mode"],
            channel=said["channel"], topics=_lines(said["topics"]), domains=said["domains"],
            follow_ups=_lines(said["follow_ups"]), settled=settled, note=said["note"],
            not_about_people=self.guard.answered(),
        )  # fmt: skip

    def refuse(self, sentence: str) -> None:
        """Show why the meeting cannot be signed yet."""
        self.form.refuse(sentence)

    # How it works

    def _lay_out(self) -> None:
        one = self.form.fields
        who = card(one["mode"], one["people"], title=_("Who met"))
        when = card(one["on"], one["minutes"], one["channel"], title=_("When and how"))
        carried = QWidget()
        carried.setLayout(self._carried)
        self._carried.setContentsMargins(0, 0, 0, 0)
        about = card(one["topics"], carried, one["follow_ups"], title=_("What about"))
        note = card(one["note"], self.guard, title=_("Note"))
        self.form.column.insertWidget(1, Columns(who, when))
        words = _("Divide the time over domains, where your programme asks for it")
        domains = Disclosure(plain(words, "strong"), lambda: one["domains"], name=words)
        domains.open(True)
        domains.open(bool(self._draft.domains))
        for place, part in enumerate((about, note, card(domains)), start=2):
            self.form.column.insertWidget(place, part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)

    def _show_follow_ups(self) -> None:
        """Bring what was to be done since the last meetings with these people."""
        people = tuple(self.form.fields["people"].read())
        if people == self._shown_for:
            return
        self._shown_for = people
        found = [words for one in self._choices.trainees if one.id in people for words in one.follow_ups]
        kept = self._settled.read() if self._settled is not None else self._draft.settled
        self._settled = None
        if found:
            self._settled = fields.choices(
                "settled", _("To do from last time: tick what is done"), {words: words for words in dict.fromkeys(found)},
                value=[words for words in kept if words in found],
            )  # fmt: skip
            self._settled.changed.connect(self.changed)
        hint = plain(_("What is not ticked is carried on to the next meeting."), "small")
        refill(self._carried, [self._settled, hint] if self._settled is not None else [])

    def _say_total(self) -> None:
        editor = self.form.fields["domains"].editor
        if isinstance(editor, SplitEdit):
            editor.set_total(self.form.fields["minutes"].read())

    def _look(self) -> None:
        one = self.form.fields
        self.guard.look("\n".join(str(one[name].read()) for name in ("topics", "follow_ups", "note")))

    def _check(self, said: dict[str, Any]) -> dict[str, str]:
        several = len(said["people"]) > 1
        if several != (said["mode"] is MeetingMode.GROUP):
            return {"people": _("An individual meeting has one trainee; a group has two or more.")}
        return {}


def _lines(written: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in written.splitlines() if line.strip())


def _fields(choices: MeetingChoices) -> list[Field]:
    draft = choices.draft
    people = {}
    for one in choices.trainees:
        met = (
            _("last met {day}").format(day=short_day(one.last_met, choices.today)) if one.last_met else _("not met yet")
        )
        people[one.id] = _("{name}, {met}").format(name=one.name, met=met)
    split = fields.split(
        "domains", _("How the time divides"),
        {domain: domain_name(domain) for domain in DOMAINS}, total=draft.minutes, value=draft.domains, required=False,
    )  # fmt: skip
    return [
        tiles("mode", _("Kind of meeting"), {mode: (mode_name(mode), MODES[mode]) for mode in MeetingMode}, value=draft.mode),
        fields.choices("people", _("Who took part"), people, value=draft.trainee_ids, required=True),
        fields.day("on", _("Day"), value=draft.on, latest=choices.today),
        fields.duration("minutes", _("Time"), value=draft.minutes),
        fields.choice("channel", _("How you met"), {one: channel_name(one) for one in Channel}, value=draft.channel),
        fields.text("topics", _("What you talked about, one topic a line"), value="\n".join(draft.topics), lines=3, most=1000),
        fields.text(
            "follow_ups", _("To do until next time, one thing a line"), value="\n".join(draft.follow_ups), lines=3,
            most=1000, required=False,
        ),
        fields.text(
            "note", _("Note"), value=draft.note, lines=4, most=2000, required=False,
            hint=_("Everybody who took part reads this. Never who was served."),
        ),
        split,
    ]  # fmt: skip
