"""Standing in the words of the list: each kind of requirement as a group, each requirement as a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peertrain.domain.amounts import in_words
from peertrain.domain.competencies import level_name
from peertrain.domain.days import month_in_words, month_name, short_day
from peertrain.domain.requirements import Counted, NotCounted, RequirementKind, RequirementStanding, Unit
from peertrain.domain.standing import Standing
from peertrain.i18n import _, ngettext
from peertrain.ui.kit.standing_list import EntryLine, StandingGroup, StandingLine


@dataclass(frozen=True, slots=True)
class Turn:
    """Who must act, in the words of whoever looks: `Your turn` in `sun`, `With your supervisor` in `sky`.

    `whom` goes on from "waits for": `you`, `Renee`.
    """

    words: str
    tone: str
    whom: str

    @property
    def is_mine(self) -> bool:
        """Whether it is the turn of whoever looks."""
        return self.tone == "sun"


Turns = Mapping[str, Turn]
"""The turn of each role, by its name, and of supervisors who are told apart, by their id."""

_MAIN = {RequirementKind.TRAINING, RequirementKind.EXPERIENCE, RequirementKind.SUPERVISION}
"""The kinds whose first requirement is a total, of which the others are parts."""


def groups(standing: Standing, turns: Turns) -> tuple[StandingGroup, ...]:
    """Return the groups of a standing, in the order of the way."""
    by_kind: dict[RequirementKind, list[RequirementStanding]] = {}
    for one in standing.requirements:
        by_kind.setdefault(one.kind, []).append(one)
    return tuple(_group(kind, several, standing, turns) for kind, several in by_kind.items())


def summary(standing: Standing) -> str:
    """Return the whole in one sentence."""
    if standing.ready:
        return _("Everything is there.")
    missing, all_of_it = len(standing.missing), len(standing.requirements)
    said = ngettext("{done} of {count} requirement met.", "{done} of {count} requirements met.", all_of_it)
    words = said.format(done=all_of_it - missing, count=all_of_it)
    if standing.forecast is None:
        return words
    day = short_day(standing.forecast, standing.on)
    return _("{words} At the present pace, the hours are there around {day}.").format(words=words, day=day)


def kind_name(kind: RequirementKind) -> str:
    """Return a kind of requirement for a person."""
    names = {
        RequirementKind.TRAINING: _("Training hours"),
        RequirementKind.EXPERIENCE: _("Experience hours"),
        RequirementKind.SUPERVISION: _("Supervision"),
        RequirementKind.COMPETENCIES: _("Competencies"),
        RequirementKind.CHECKS: _("Module checks"),
        RequirementKind.EXAMS: _("Examinations"),
        RequirementKind.ATTESTATIONS: _("Declarations"),
    }
    return names[kind]


def _group(
    kind: RequirementKind, several: Sequence[RequirementStanding], standing: Standing, turns: Turns
) -> StandingGroup:
    lines = tuple(_line(one, standing, turns) for one in several)
    missing = [one for one in lines if not one.met]
    acting = sorted({_turn(one, turns): None for one in several if not one.met}, key=lambda turn: not turn.is_mine)
    total = several[0] if kind in _MAIN and several[0].unit is Unit.MINUTES else None
    have, need = (total.have, total.need) if total else (len(lines) - len(missing), len(lines))
    if kind is RequirementKind.CHECKS:
        have, need = several[0].have, several[0].need
    words = _counted_words(kind, several).format(have=have, need=need)
    if total is not None:
        words = _total_words(total, several[1:], turns)
    return StandingGroup(
        kind_name(kind), words, have, need, not missing,
        acting[0].words if acting else "", acting[0].tone if acting else "pine", lines[0].forecast if total else "", lines,
        tuple(turn.words for turn in acting[1:] if turn.whom),
    )  # fmt: skip


def _total_words(total: RequirementStanding, parts: Sequence[RequirementStanding], turns: Turns) -> str:
    said, whole = [_minutes_of(total, turns)], _turn(total, turns)
    by_turn: dict[Turn, list[str]] = {}
    for one in parts:
        if not one.met:
            by_turn.setdefault(_turn(one, turns), []).append(one.title)
    for turn, titles in by_turn.items():
        other = turn.whom and (turn != whole or total.met)
        words = _("Waiting for {whom}: {parts}.") if other else _("Parts still missing: {parts}.")
        said.append(words.format(whom=turn.whom, parts=", ".join(titles)))
    return " ".join(said)


def _competency_words(several: Sequence[RequirementStanding]) -> str:
    """Count competencies and the areas to be seen in apart from each other: they are not the same thing."""
    levels = [one.met for one in several if one.unit is Unit.LEVEL]
    areas = [one.met for one in several if one.unit is not Unit.LEVEL]
    words = ngettext("{have} of {need} competency reached", "{have} of {need} competencies reached", len(levels))
    said = [words.format(have=sum(levels), need=len(levels))] if levels else []
    if areas:
        words = ngettext("{have} of {need} area seen at work", "{have} of {need} areas seen at work", len(areas))
        said.append(words.format(have=sum(areas), need=len(areas)))
    return _("{words}.").format(words=", ".join(said))


def _counted_words(kind: RequirementKind, several: Sequence[RequirementStanding]) -> str:
    if kind is RequirementKind.COMPETENCIES:
        return _competency_words(several)
    words = {
        RequirementKind.CHECKS: _("{have} of {need} passed."),
        RequirementKind.EXAMS: _("{have} of {need} passed."),
        RequirementKind.ATTESTATIONS: _("{have} of {need} signed."),
    }
    return words.get(kind, _("{have} of {need}."))


def _minutes(have: int, need: int) -> str:
    if have >= need:
        return _("{have} of {need}.").format(have=in_words(have), need=in_words(need))
    return _("{have} of {need}, {missing} missing.").format(
        have=in_words(have), need=in_words(need), missing=in_words(need - have)
    )


def _minutes_of(one: RequirementStanding, turns: Turns) -> str:
    """Return what is there and missing, and whom time waits for that would count if they acted."""
    said = [_minutes(one.have, one.need)]
    for turn in dict.fromkeys(turns.values()):
        waits = sum(entry.minutes for entry in one.not_counted if _turn_of(entry, turns) == turn)
        if waits and not one.met:
            said.append(_("{time} wait for {whom}.").format(time=in_words(waits), whom=turn.whom))
    return " ".join(said)


def _turn_of(entry: NotCounted, turns: Turns) -> Turn | None:
    """Return whose turn it is to make an entry count."""
    return turns.get(entry.supervisor_id) or turns.get(entry.waits_for or "")


def _turn(one: RequirementStanding, turns: Turns) -> Turn:
    """Return who must act; whoever looks comes first where something waits for them, then whom something waits for."""
    waiting = [(entry.waits_for, turn) for entry in one.not_counted if (turn := _turn_of(entry, turns))]
    first = [turn for _role, turn in waiting if turn.is_mine]
    first += [turn for role, turn in waiting if role == one.who_must_act]
    return first[0] if first else turns.get(one.who_must_act or "", Turn(_("Missing"), "soft", ""))


def _line(one: RequirementStanding, standing: Standing, turns: Turns) -> StandingLine:
    turn = _turn(one, turns)
    have, need = (one.have, one.need) if one.unit in {Unit.MINUTES, Unit.COUNT} else (int(one.met), 1)
    return StandingLine(
        one.title, _line_words(one, turns), one.sentence, have, need, one.met, turn.words, turn.tone, _when(one, standing),
        tuple(_counts(entry, one, standing) for entry in reversed(one.counted)),
        tuple(_does_not_count(entry, one, standing) for entry in reversed(one.not_counted)),
    )  # fmt: skip


def _when(one: RequirementStanding, standing: Standing) -> str:
    """Say when it will be there at the present pace; without one, how much a week would do."""
    if one.forecast is not None:
        return _("At the present pace: around {day}").format(day=short_day(one.forecast, standing.on))
    if one.plan is None:
        return ""
    by = one.plan.by
    month = month_name(by.month) if by.year == standing.on.year else month_in_words(by)
    return _("With {amount} a week: done in {month}").format(amount=in_words(one.plan.week), month=month)


def _line_words(one: RequirementStanding, turns: Turns) -> str:
    if one.unit is Unit.MINUTES:
        return _minutes_of(one, turns)
    if one.unit is Unit.LEVEL:
        have = level_name(one.have) if one.counted else _("No level yet")
        return _("{have}; asked for: {need}").format(have=have, need=level_name(one.need))
    if one.unit is Unit.YES_NO:
        return _("Yes") if one.met else _("Not yet")
    return _("{have} of {need}").format(have=one.have, need=one.need)


def _text(entry: Counted | NotCounted, one: RequirementStanding, standing: Standing) -> str:
    day = short_day(entry.on, standing.on)
    if one.unit is Unit.MINUTES:
        return _("{day}: {label}, {time}").format(day=day, label=entry.label, time=in_words(entry.minutes))
    return _("{day}: {label}").format(day=day, label=entry.label)


def _counts(entry: Counted, one: RequirementStanding, standing: Standing) -> EntryLine:
    return EntryLine(_text(entry, one, standing), entry.note, "pine")


def _does_not_count(entry: NotCounted, one: RequirementStanding, standing: Standing) -> EntryLine:
    return EntryLine(_text(entry, one, standing), entry.reason, "sky" if entry.waits_for else "soft")
