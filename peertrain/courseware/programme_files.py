"""Reads a programme from its YAML file, and notes every mistake in it with its line."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from peertrain.courseware.fields import Fields, as_fields
from peertrain.courseware.mistakes import CourseMistake, Notes
from peertrain.courseware.nodes import LARGEST_BYTES, read_yaml
from peertrain.courseware.programme_rules import note_contradictions
from peertrain.courseware.references import is_core_competency
from peertrain.domain.amounts import Minutes
from peertrain.domain.curriculum import DOMAINS
from peertrain.domain.errors import Refused
from peertrain.domain.hours import Activity, Engagement, Setting
from peertrain.domain.learning import Delivery
from peertrain.domain.people import Role
from peertrain.domain.programmes import (
    AttestationRule,
    CheckRule,
    CompetencyRule,
    DeliveryRule,
    ExamRule,
    ExperienceRule,
    Frequency,
    Period,
    Programme,
    ProgrammeKind,
    ProgrammeSource,
    SupervisionRule,
    Tag,
    TrainingRule,
    Window,
)
from peertrain.domain.terms import Renewal, Term, TermKind, YearParity
from peertrain.i18n import _, ngettext

FORMAT = "1"
TOPIC = r"[a-z]+(_[a-z]+)*"

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


class ProgrammeInvalid(Refused):
    """A programme's file that cannot be used, with everything that is wrong in it."""

    def __init__(self, mistakes: tuple[CourseMistake, ...]) -> None:
        self.mistakes = mistakes
        first = mistakes[0]
        super().__init__(
            ngettext(
                "The programme cannot be used: {path}, line {line}: {what} {how}",
                "The programme cannot be used: {path}, line {line}: {what} {how} ({count} mistakes in all)",
                len(mistakes),
            ).format(path=first.path, line=first.line, what=first.what, how=first.how, count=len(mistakes))
        )


def load_programme(path: Path) -> Programme:
    """Return the programme in a file; raise `ProgrammeInvalid` with every mistake in it."""
    programme, mistakes = _read(path)
    if mistakes or programme is None:
        raise ProgrammeInvalid(mistakes)
    return programme


def check_programme(path: Path) -> tuple[CourseMistake, ...]:
    """Return every mistake in a programme's file, each with its line and what to do; refuse one that does not open."""
    return _read(path)[1]


def _read(path: Path) -> tuple[Programme | None, tuple[CourseMistake, ...]]:
    notes = Notes(path.name)
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_BYTES + 1).decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.add(1, _("This file is not UTF-8 text."), _("Save it again as UTF-8."))
        return None, notes.all()
    except OSError as error:
        raise Refused(
            _("{file} cannot be opened: {reason}. Check its name.").format(file=path, reason=error.strerror)
        ) from error
    return read_programme_text(text, notes)


def read_programme_text(text: str, notes: Notes) -> tuple[Programme | None, tuple[CourseMistake, ...]]:
    """Return the programme in the text of a file, and every mistake in it."""
    node = read_yaml(text, notes)
    fields = None if node is None else as_fields(node, notes)
    if fields is None:
        return None, notes.all()
    programme = _programme(fields)
    fields.close()
    if not notes.all():
        note_contradictions(programme, fields)
    return programme, notes.all()


def _programme(fields: Fields) -> Programme:
    fields.known_word(
        "format", lambda word: word == FORMAT, _("The format {word} is not known here."), _("Write `format: 1`.")
    )
    return Programme(
        id=fields.id(),
        version=fields.matching("version", r"[0-9A-Za-z][0-9A-Za-z.-]*", _("Use a version such as 2023 or 1.2.")),
        title=fields.line_of_text("title"),
        short_title=fields.line_of_text("short_title"),
        jurisdiction=fields.line_of_text("jurisdiction"),
        kind=_word(fields, "kind", ProgrammeKind.COMPLETION, required=True),
        statement=fields.text("statement"),
        sources=_each(fields, "sources", _source, optional=False),
        training=_section(fields, "training", _training),
        experience=_section(fields, "experience", _experience),
        supervision=_section(fields, "supervision", _supervision),
        competencies=_each(fields, "competencies", _competency),
        observe_each_category=_flag(fields, "observe_each_category"),
        checks=tuple(check for group in _each(fields, "checks", _checks) for check in group),
        exams=_each(fields, "exams", _exam),
        attestations=_each(fields, "attestations", _attestation),
        term=_section(fields, "term", _term) or Term(),
        renewal=_section(fields, "renewal", _renewal),
        certificate_fields=_texts(fields, "certificate_fields"),
        effective_from=_day(fields, "effective_from"),
        effective_to=_day(fields, "effective_to"),
        unverified=_texts(fields, "unverified"),
        also=_texts(fields, "also"),
    )


def _source(fields: Fields) -> ProgrammeSource:
    return ProgrammeSource(
        fields.line_of_text("title"),
        fields.line_of_text("where"),
        _word(fields, "tag", Tag.MEMORY, required=True),
        _day(fields, "checked_on"),
    )


def _training(fields: Fields) -> TrainingRule:
    return TrainingRule(
        minutes=_hours(fields, "hours", required=True),
        domains=_split(fields, "domains"),
        deliveries=_each(fields, "deliveries", _delivery),
        fresh_years=_number_or_none(fields, "fresh_years"),
    )


def _delivery(fields: Fields) -> DeliveryRule:
    return DeliveryRule(
        deliveries=_words(fields, "of", Delivery, required=True),
        at_least=_hours(fields, "at_least_hours"),
        at_least_per_cent=_number(fields, "at_least_per_cent", most=100),
        at_most=_hours_or_none(fields, "at_most_hours"),
    )


def _experience(fields: Fields) -> ExperienceRule:
    return ExperienceRule(
        minutes=_hours(fields, "hours", required=True),
        domains=_split(fields, "domains"),
        settings=_settings(fields),
        after_approval=_flag(fields, "after_approval"),
        window=_section(fields, "window", _window),
        same_experience_per_cent=_number(fields, "same_experience_per_cent", most=100),
        excluded_activities=_words(fields, "excluded_activities", Activity),
        engagements=_words(fields, "engagements", Engagement) or tuple(Engagement),
        fresh_years=_number_or_none(fields, "fresh_years"),
        month_at_most=_hours_or_none(fields, "month_at_most_hours"),
        observed_service_counts=_flag(fields, "observed_service_counts"),
        also=_texts(fields, "also"),
    )


def _window(fields: Fields) -> Window:
    return Window(
        fields.number("months", 1, 120), _number(fields, "extensions", most=12), _number(fields, "extension_months")
    )


def _supervision(fields: Fields) -> SupervisionRule:
    return SupervisionRule(
        minutes=_hours(fields, "hours"),
        domains=_split(fields, "domains"),
        individual_minutes=_hours(fields, "individual_hours"),
        group_at_most=_hours_or_none(fields, "group_at_most_hours"),
        group_size_at_most=_number_or_none(fields, "group_size_at_most"),
        observations=_number(fields, "observations"),
        frequency=_section(fields, "frequency", _frequency),
        inside_experience=_flag(fields, "inside_experience"),
    )


def _frequency(fields: Fields) -> Frequency:
    per = _word(fields, "per", Period.MONTH, required=True)
    return Frequency(fields.number("times", 1, 31), per, _hours(fields, "one_of_hours"))


def _competency(fields: Fields) -> CompetencyRule:
    id = fields.known_word(
        "id", is_core_competency, _("There is no competency “{word}”."), _("Use an id from CC1.1 to CC12.4.")
    )
    return CompetencyRule(
        id,
        fields.number("level", 1, 4),
        _flag(fields, "direct_observation"),
        fields.line_of_text("title"),
        fields.line_of_text("category"),
    )


def _checks(fields: Fields) -> tuple[CheckRule, ...]:
    course = fields.id("course")
    return _each(fields, "modules", lambda one: CheckRule(course, one.id(), one.line_of_text("title")), optional=False)


def _exam(fields: Fields) -> ExamRule:
    scale = None
    if (ends := fields.mapping("scale", optional=True)) is not None:
        scale = (ends.number("lowest", 0, 10_000), ends.number("highest", 1, 10_000))
        ends.close()
    return ExamRule(
        id=fields.id(),
        name=fields.line_of_text("name"),
        items=_number_or_none(fields, "items"),
        scale=scale,
        pass_mark=_number_or_none(fields, "pass_mark"),
        attempts=_number(fields, "attempts"),
        cooldown_days=_number(fields, "cooldown_days"),
    )


def _attestation(fields: Fields) -> AttestationRule:
    by = _word(fields, "by", Role.TRAINEE, required=True)
    return AttestationRule(fields.id("kind"), fields.line_of_text("title"), fields.text("wording"), by)


def _term(fields: Fields) -> Term:
    return Term(
        kind=_word(fields, "kind", TermKind.NONE, required=True),
        years=_number(fields, "years", most=50),
        months=_number(fields, "months", most=120),
        month=_number(fields, "month", most=12) or 1,
        day=_number(fields, "day", most=31) or 1,
        parity=_word(fields, "parity", YearParity.ANY),
    )


def _renewal(fields: Fields) -> Renewal:
    topics = {}
    if (names := fields.mapping("topics", optional=True)) is not None:
        for name in names.node.values:
            if not re.fullmatch(TOPIC, name):
                names.notes.add(
                    names.line(name), _("“{name}” is no topic.").format(name=name), _("Use a word such as ethics.")
                )
            topics[name] = _hours(names, name)
        names.close()
    return Renewal(
        minutes=_hours(fields, "hours"),
        topics=topics,
        same_course_once=_flag(fields, "same_course_once"),
        carry_over=_flag(fields, "carry_over"),
        opens_days_before=_number_or_none(fields, "opens_days_before"),
        late_days=_number(fields, "late_days"),
        sign_ethics_again=_flag(fields, "sign_ethics_again"),
        also=_texts(fields, "also"),
    )


# Kinds of fields


def _section(fields: Fields, name: str, read: Callable[[Fields], T]) -> T | None:
    inner = fields.mapping(name, optional=True)
    if inner is None:
        return None
    found = read(inner)
    inner.close()
    return found


def _each(fields: Fields, name: str, read: Callable[[Fields], T], *, optional: bool = True) -> tuple[T, ...]:
    return tuple(read(one) for one in fields.records(name, optional=optional))


def _texts(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(word.text for word in fields.words(name, optional=True))


def _flag(fields: Fields, name: str) -> bool:
    return fields.flag(name, optional=True)


def _number(fields: Fields, name: str, *, most: int = 10_000) -> int:
    return _number_or_none(fields, name, most=most) or 0


def _number_or_none(fields: Fields, name: str, *, most: int = 10_000) -> int | None:
    return fields.number(name, 0, most) if fields.has(name) else None


def _word(fields: Fields, name: str, default: E, *, required: bool = False) -> E:
    """Return the member of the default's enumeration that the field names."""
    known = {one.value: one for one in type(default)}
    if not required and not fields.has(name):
        return default
    word = fields.known_word(
        name,
        known.__contains__,
        _("“{word}” is not known here."),
        _("Use one of these: {names}.").format(names=", ".join(known)),
    )
    return known.get(word, default)


def _words(fields: Fields, name: str, kind: type[E], *, required: bool = False) -> tuple[E, ...]:
    known = {one.value: one for one in kind}
    found = []
    for word in fields.words(name, optional=not required):
        if word.text in known:
            found.append(known[word.text])
            continue
        fields.notes.add(
            word.line,
            _("“{word}” is not known here.").format(word=word.text),
            _("Use one of these: {names}.").format(names=", ".join(known)),
        )
    return tuple(found)


def _day(fields: Fields, name: str) -> date | None:
    text = fields.text(name, optional=True)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        fields.notes.add(fields.line(name), _("“{text}” is no day.").format(text=text), _("Write it as in 2026-03-01."))
        return None


def _hours_or_none(fields: Fields, name: str) -> Minutes | None:
    return _hours(fields, name) if fields.has(name) else None


def _hours(fields: Fields, name: str, *, required: bool = False) -> Minutes:
    """Return hours such as 19.5 as exact minutes."""
    text = fields.text(name, optional=not required)
    if not text:
        return 0
    if not re.fullmatch(r"\d{1,5}(\.\d{1,6})?", text):
        fields.notes.add(
            fields.line(name), _("“{text}” is no number of hours.").format(text=text), _("Write it as in 19.5.")
        )
        return 0
    minutes = Fraction(text) * 60
    if minutes.denominator != 1:
        fields.notes.add(
            fields.line(name),
            _("{text} hours are not a whole number of minutes.").format(text=text),
            _("Use tenths, quarters or other parts of an hour that are whole minutes."),
        )
        return 0
    return minutes.numerator


def _split(fields: Fields, name: str) -> dict[str, Minutes]:
    return _hours_by(fields, name, dict.fromkeys(DOMAINS))


def _settings(fields: Fields) -> dict[Setting, Minutes]:
    found = _hours_by(fields, "settings", {one.value: None for one in Setting})
    return {Setting(name): minutes for name, minutes in found.items()}


def _hours_by(fields: Fields, name: str, known: dict[str, None]) -> dict[str, Minutes]:
    inner = fields.mapping(name, optional=True)
    if inner is None:
        return {}
    found = {one: _hours(inner, one) for one in known if inner.has(one)}
    inner.close()
    return found
