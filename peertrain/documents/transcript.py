"""A transcript: a trainee's whole way on paper, from the first lesson to the certificates held."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import groupby
from typing import Any

from peertrain.documents.archive import About, archived
from peertrain.documents.facts import day_in_words, month_in_words, short_day, short_month
from peertrain.documents.flow import Bar, Flow, Section, TableRow
from peertrain.documents.fonts import Face, printable
from peertrain.documents.paper import Paper
from peertrain.documents.sheet import Colour, Drawn, Sheet
from peertrain.domain.amounts import in_words
from peertrain.i18n import _


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One requirement: what is there and what is asked for, in words."""

    requirement: str
    have: str
    need: str
    met: bool


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """A module of training hours; `completed_on` None while it goes on."""

    module: str
    minutes: int
    completed_on: date | None


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Experience hours of one day; `state` is a word such as "approved", `decided_by` who said so."""

    on: date
    setting: str
    site: str
    minutes: int
    state: str
    counts: bool
    decided_by: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A supervision meeting; `state` is a word such as "confirmed"."""

    on: date
    mode: str
    supervisor: str
    minutes: int
    state: str


@dataclass(frozen=True, slots=True)
class RatingLine:
    """The newest rating of a competency."""

    competency: str
    level: str
    rated_by: str
    on: date


@dataclass(frozen=True, slots=True)
class AttestationLine:
    """Something that was declared: its wording, never a story."""

    wording: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """A certificate held; `state` is a word such as "valid"."""

    number: str
    programme: str
    issued_on: date
    expires_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """What the record says of one trainee on one day; hours in any order, everything else in the order to be shown."""

    organisation_name: str
    organisation_address: str
    legal_name: str
    programme_title: str
    programme_version: str
    made_on: date
    standing: tuple[StandingLine, ...] = ()
    training: tuple[TrainingLine, ...] = ()
    hours: tuple[HoursLine, ...] = ()
    meetings: tuple[MeetingLine, ...] = ()
    ratings: tuple[RatingLine, ...] = ()
    attestations: tuple[AttestationLine, ...] = ()
    certificates: tuple[CertificateLine, ...] = ()


def make_transcript(transcript: Transcript, *, paper: Paper, language: str = "en") -> bytes:
    """Return the transcript as a tagged, archival PDF in portrait; same input, same bytes."""
    shown = _printable(transcript)
    pages = len(_drawn(shown, transcript, paper, language, pages=0).content_counts)
    drawn = _drawn(shown, transcript, paper, language, pages=pages)
    title = _("Transcript of {name}, {day}").format(name=transcript.legal_name, day=day_in_words(transcript.made_on))
    return archived(drawn, About(title, transcript.organisation_name, language, transcript.made_on))


def _drawn(shown: Transcript, original: Transcript, paper: Paper, language: str, *, pages: int) -> Drawn:
    width, height = sorted(paper.value)
    footer = _("Transcript of {name}, {day}").format(name=shown.legal_name, day=day_in_words(shown.made_on))
    flow = Flow(Sheet((width, height), language=language), footer=footer, pages=pages)
    _opening(flow, shown)
    for section in (_standing(shown), _training(shown)):
        flow.section(section)
    flow.section(_hours(shown), above=_by_month(shown.hours))
    for section in (_meetings(shown), _ratings(shown), _attestations(shown), _certificates(shown)):
        flow.section(section)
    if shown != original:
        flow.note(_("A black box stands for a letter that this document cannot print."))
    return flow.finish()


def _opening(flow: Flow, shown: Transcript) -> None:
    flow.line("P", shown.organisation_name, 11, face=Face.SERIF_SEMIBOLD)
    flow.line("P", shown.organisation_address, 8.5, face=Face.SANS, colour=Colour.SOFT)
    flow.gap(14)
    flow.line("H1", _("Transcript"), 26, face=Face.SERIF_LIGHT, colour=Colour.PINE)
    flow.gap(4)
    flow.line("P", shown.legal_name, 18, face=Face.SERIF_SEMIBOLD)
    programme = _("{programme}, version {version}")
    flow.line("P", programme.format(programme=shown.programme_title, version=shown.programme_version), 11)
    flow.gap(6)
    sentence = _("This is what the signed record says on {day}. It is not a certificate.")
    flow.line("P", sentence.format(day=day_in_words(shown.made_on)), 9.5, face=Face.SANS_SEMIBOLD)


# Sections


def _standing(shown: Transcript) -> Section:
    rows = [TableRow((one.requirement, one.have, one.need, _met(one))) for one in shown.standing]
    columns = ((_("Requirement"), 46), (_("There"), 20), (_("Asked for"), 20), (_("Met"), 14))
    return Section(_("Standing"), columns, rows, _("No requirements are set."))


def _met(line: StandingLine) -> str:
    return _("yes") if line.met else _("not yet")


def _training(shown: Transcript) -> Section:
    rows = [TableRow((one.module, in_words(one.minutes), _day(one.completed_on))) for one in shown.training]
    if rows:
        done = sum(one.minutes for one in shown.training if one.completed_on)
        rows.append(TableRow((_("Completed in all"), in_words(done), ""), strong=True))
    columns = ((_("Module"), 58), (_("Training hours"), 20), (_("Completed"), 22))
    return Section(_("Training"), columns, rows, _("No training yet."))


def _hours(shown: Transcript) -> Section:
    rows: list[TableRow] = []
    for __, group in groupby(sorted(shown.hours, key=lambda one: one.on), key=lambda one: (one.on.year, one.on.month)):
        lines = list(group)
        counted = sum(one.minutes for one in lines if one.counts)
        rows.append(TableRow((month_in_words(lines[0].on), "", "", in_words(counted), _("approved")), strong=True))
        rows += [
            TableRow((_day(one.on), one.setting, one.site, in_words(one.minutes), _decision(one))) for one in lines
        ]
    if rows:
        whole = sum(one.minutes for one in shown.hours if one.counts)
        rows.append(TableRow((_("In all"), "", "", in_words(whole), _("approved")), strong=True))
    columns = ((_("Day"), 14), (_("Setting"), 16), (_("Site"), 22), (_("Time"), 13), (_("Sign-off"), 35))
    return Section(_("Experience hours"), columns, rows, _("No experience hours yet."))


def _decision(line: HoursLine) -> str:
    if not line.decided_by or line.decided_on is None:
        return line.state
    words = _("{state} by {name}, {day}")
    return words.format(state=line.state, name=line.decided_by, day=short_day(line.decided_on))


def _by_month(hours: Sequence[HoursLine]) -> list[Bar]:
    ordered = sorted((one for one in hours if one.counts), key=lambda one: one.on)
    months = [list(group) for __, group in groupby(ordered, key=lambda one: (one.on.year, one.on.month))]
    return [
        Bar(short_month(lines[0].on), month_in_words(lines[0].on), sum(one.minutes for one in lines))
        for lines in months
    ]


def _meetings(shown: Transcript) -> Section:
    rows = [
        TableRow((_day(one.on), one.mode, one.supervisor, in_words(one.minutes), one.state)) for one in shown.meetings
    ]
    columns = ((_("Day"), 22), (_("Kind"), 18), (_("Supervisor"), 28), (_("Time"), 16), (_("State"), 16))
    return Section(_("Supervision meetings"), columns, rows, _("No supervision meetings yet."))


def _ratings(shown: Transcript) -> Section:
    rows = [TableRow((one.competency, one.level, one.rated_by, _day(one.on))) for one in shown.ratings]
    columns = ((_("Competency"), 42), (_("Rating"), 18), (_("Rated by"), 20), (_("Day"), 20))
    return Section(_("Competencies"), columns, rows, _("No ratings yet."))


def _attestations(shown: Transcript) -> Section:
    rows = [TableRow((one.wording, one.by, _day(one.on))) for one in shown.attestations]
    columns = ((_("Attestation"), 56), (_("By"), 22), (_("Day"), 22))
    return Section(_("Attestations"), columns, rows, _("No attestations yet."))


def _certificates(shown: Transcript) -> Section:
    rows = [
        TableRow((one.number, one.programme, _day(one.issued_on), _until(one.expires_on), one.state))
        for one in shown.certificates
    ]
    columns = ((_("Number"), 20), (_("Programme"), 28), (_("Issued"), 19), (_("Valid until"), 19), (_("State"), 14))
    return Section(_("Certificates"), columns, rows, _("No certificates yet."))


def _day(day: date | None) -> str:
    return _("not yet") if day is None else short_day(day)


def _until(day: date | None) -> str:
    return _("does not expire") if day is None else short_day(day)


def _printable(value: Any) -> Any:
    """Return the same values with a box in place of every letter that cannot be printed rightly."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, tuple):
        return tuple(_printable(one) for one in value)
    if hasattr(value, "__dataclass_fields__"):
        return type(value)(**{field.name: _printable(getattr(value, field.name)) for field in fields(value)})
    return value
