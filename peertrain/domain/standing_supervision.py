"""Standing on supervision: which meetings count, individual and in groups, observations, and how often."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from peertrain.domain.amounts import in_words
from peertrain.domain.curriculum import domain_name
from peertrain.domain.hours import Meeting, MeetingMode
from peertrain.domain.people import Role
from peertrain.domain.programmes import Frequency, Period, SupervisionRule, gap_kind
from peertrain.domain.requirements import (
    Counted,
    Facts,
    NotCounted,
    RequirementKind,
    RequirementStanding,
    Tally,
    minutes_needed,
    number_needed,
    people_in_words,
)
from peertrain.i18n import _


def supervision_standing(
    rule: SupervisionRule, tally: Tally, served_on: Iterable[date], facts: Facts, today: date
) -> list[RequirementStanding]:
    """Return the standing on every requirement of supervision; `served_on` are the days with counted experience."""
    meetings = {one.entry_id: one for one in facts.meetings}
    splits = {id: one.domains for id, one in meetings.items()}
    found = []
    if rule.minutes:
        words = _("Meetings that both the supervisor and the trainee have signed count.")
        found.append(
            _minutes("supervision", _("Supervision hours"), words, tally=tally, need=rule.minutes, today=today)
        )
    for domain, need in rule.domains.items():
        name = domain_name(domain)
        words = _("Only the part of each meeting on {domain}.").format(domain=name)
        title = _("Supervision on {domain}").format(domain=name)
        parts = tally.in_domain(domain, splits)
        found.append(_minutes(f"supervision.domain.{domain}", title, words, tally=parts, need=need, today=today))
    if rule.individual_minutes:
        words = _("Meetings alone with the supervisor and live observations.")
        alone = tally.only({id for id, one in meetings.items() if one.mode is not MeetingMode.GROUP})
        title = _("Individual supervision")
        found.append(
            _minutes("supervision.individual", title, words, tally=alone, need=rule.individual_minutes, today=today)
        )
    if rule.observations:
        found.append(_observations(rule, tally, meetings))
    if rule.frequency is not None:
        found.append(_frequency(rule, rule.frequency, served_on, facts, today))
    return found


def count_meetings(rule: SupervisionRule | None, facts: Facts) -> Tally:
    """Return which supervision meetings count: signed by both, and groups up to their cap, the oldest first."""
    rule = rule or SupervisionRule()
    left = rule.group_at_most
    counted, not_counted = [], []
    mine = {one.entry_id: one for one in facts.meetings if facts.person.id in one.trainee_ids}
    for one in sorted(mine.values(), key=lambda one: (one.on, one.entry_id)):
        reason, waits_for = _why_not(rule, one, facts.person.id)
        minutes, note = one.minutes, ""
        if not reason and one.mode is MeetingMode.GROUP and left is not None:
            minutes = min(minutes, left)
            left -= minutes
            most = _("No more than {most} of group supervision counts.").format(most=in_words(rule.group_at_most or 0))
            note = "" if minutes == one.minutes else most
            reason = "" if minutes else most
        if reason:
            not_counted.append(NotCounted(one.entry_id, mode_name(one.mode), one.on, one.minutes, reason, waits_for))
        else:
            counted.append(Counted(one.entry_id, mode_name(one.mode), one.on, minutes, note, (one.entry_id,)))
    return Tally(tuple(counted), tuple(not_counted))


def mode_name(mode: MeetingMode) -> str:
    """Return the kind of a supervision meeting for a person."""
    names = {
        MeetingMode.INDIVIDUAL: _("Individual supervision"),
        MeetingMode.GROUP: _("Group supervision"),
        MeetingMode.LIVE_OBSERVATION: _("Live observation"),
    }
    return names[mode]


def _why_not(rule: SupervisionRule, meeting: Meeting, trainee_id: str) -> tuple[str, Role | None]:
    if meeting.void_reason:
        return _("The supervisor has made it void: {reason}").format(reason=meeting.void_reason), None
    size = len(meeting.trainee_ids)
    if rule.group_size_at_most is not None and size > rule.group_size_at_most:
        return _("{people} took part; no more than {most} may.").format(
            people=people_in_words(size), most=rule.group_size_at_most
        ), None
    if trainee_id not in meeting.confirmed_by:
        return _("It waits for the trainee's own signature."), Role.TRAINEE
    return "", None


def _minutes(id: str, title: str, words: str, *, tally: Tally, need: int, today: date) -> RequirementStanding:
    return minutes_needed(
        id=id, title=title, kind=RequirementKind.SUPERVISION, tally=tally, need=need, today=today,
        otherwise=Role.SUPERVISOR, rule=words,
    )  # fmt: skip


def _observations(rule: SupervisionRule, tally: Tally, meetings: dict[str, Meeting]) -> RequirementStanding:
    seen = tally.only({id for id, one in meetings.items() if one.mode is MeetingMode.LIVE_OBSERVATION})
    return number_needed(
        id="supervision.observations", title=_("Live observations"), kind=RequirementKind.SUPERVISION, tally=seen,
        need=rule.observations, otherwise=Role.SUPERVISOR,
        rule=_("Times that a supervisor was there while the trainee served."),
    )  # fmt: skip


def open_gaps(
    whole: SupervisionRule, rule: Frequency, served_on: Iterable[date], facts: Facts, today: date
) -> tuple[str, ...]:
    """Return the weeks or months that had service and too few meetings, and that nobody has accepted."""
    return _kept_and_gaps(whole, rule, served_on, facts, today)[1]


def _frequency(
    whole: SupervisionRule, rule: Frequency, served_on: Iterable[date], facts: Facts, today: date
) -> RequirementStanding:
    """Every week or month that has ended and had service needs its meetings, or a coordinator who accepts the gap."""
    kept, gaps = _kept_and_gaps(whole, rule, served_on, facts, today)
    return number_needed(
        id="supervision.frequency", title=_("Supervision often enough"), kind=RequirementKind.SUPERVISION,
        tally=Tally(kept), need=len(kept) + len(gaps), otherwise=Role.COORDINATOR, rule=_how_often(rule, gaps),
    )  # fmt: skip


def _kept_and_gaps(
    whole: SupervisionRule, rule: Frequency, served_on: Iterable[date], facts: Facts, today: date
) -> tuple[tuple[Counted, ...], tuple[str, ...]]:
    kept, gaps = [], []
    active = {period_name(rule.per, day) for day in served_on} - {period_name(rule.per, today)}
    met_in = _meetings_by_period(whole, rule.per, facts)
    accepted = {
        one.kind: one for one in facts.attestations
        if one.subject_id == facts.person.id and one.by_role is Role.COORDINATOR
    }  # fmt: skip
    for period in sorted(active):
        held = met_in[period]
        if len(held) >= rule.times and any(one.minutes >= rule.one_of for one in held):
            kept.append(held[-1])
        elif (waiver := accepted.get(gap_kind(period))) is not None:
            label = _("Gap in {period} accepted").format(period=period)
            kept.append(Counted(waiver.entry_id, label, waiver.on, 0, evidence=(waiver.entry_id,)))
        else:
            gaps.append(period)
    return tuple(kept), tuple(gaps)


def _meetings_by_period(rule: SupervisionRule, per: Period, facts: Facts) -> defaultdict[str, list[Counted]]:
    """Return the meetings held in each period, also those beyond the cap on group hours: they were held."""
    found: defaultdict[str, list[Counted]] = defaultdict(list)
    for one in count_meetings(replace(rule, group_at_most=None), facts).counted:
        found[period_name(per, one.on)].append(one)
    return found


def _how_often(rule: Frequency, gaps: Sequence[str]) -> str:
    every = {
        Period.WEEK: _("Meetings in each week with service that counts: {times} or more."),
        Period.MONTH: _("Meetings in each month with service that counts: {times} or more."),
    }
    words = [every[rule.per].format(times=rule.times)]
    if rule.one_of:
        words.append(_("One of them has {time} or more.").format(time=in_words(rule.one_of)))
    if gaps:
        periods = ", ".join(gaps)
        words.append(_("Too few in {periods}: a coordinator decides whether to accept that.").format(periods=periods))
    return " ".join(words)


def period_name(per: Period, day: date) -> str:
    """Return the name of the week or month of a day, such as `2026-W09` or `2026-03`; names sort by time."""
    year, week, _weekday = day.isocalendar()
    return f"{year:04}-W{week:02}" if per is Period.WEEK else f"{day.year:04}-{day.month:02}"
