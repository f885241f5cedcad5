"""Standing on experience hours: which entries count, in which settings and domains, inside which window."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from peertrain.domain.amounts import Minutes, in_words
from peertrain.domain.curriculum import domain_name
from peertrain.domain.days import full_day
from peertrain.domain.hours import Activity, Hours, HoursState, MeetingMode, Setting
from peertrain.domain.people import Role
from peertrain.domain.programmes import ExperienceRule, SupervisionRule, extension_kind
from peertrain.domain.requirements import (
    Bounds,
    Counted,
    Facts,
    NotCounted,
    RequirementKind,
    RequirementStanding,
    Tally,
    minutes_needed,
)
from peertrain.domain.terms import months_after, years_before
from peertrain.i18n import _

DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which experience counts; None where there is no bound."""

    first: date | None
    last: date | None
    oldest: date | None


def experience_standing(
    rule: ExperienceRule, supervision: SupervisionRule | None, supervised: Tally, facts: Facts, today: date
) -> list[RequirementStanding]:
    """Return the standing on every requirement of the experience hours; `supervised` are the meetings counted."""
    hours = {one.entry_id: one for one in facts.hours if one.trainee_id == facts.person.id}
    served = count_hours(rule, hours.values(), facts, today)
    inside = supervision is not None and supervision.inside_experience
    whole = _with_meetings(rule, inside, served, supervised, facts)
    splits = {one.entry_id: one.service.domains for one in hours.values()}
    splits |= {one.entry_id: one.domains for one in facts.meetings}
    bounds = Bounds(counting_days(rule, facts, today).last, _week_at_most(rule))
    found = [_total(rule, whole, facts, today, bounds)]
    for domain, need in rule.domains.items():
        words = _("Only the part of each entry in {domain}.").format(domain=domain_name(domain))
        title = _("Experience in {domain}").format(domain=domain_name(domain))
        parts = whole.in_domain(domain, splits)
        id = f"experience.domain.{domain}"
        found.append(_part(id, title, words, tally=parts, need=need, today=today, bounds=bounds))
    for setting, need in rule.settings.items():
        words = _("Only time spent in this setting.")
        parts = served.only({id for id, one in hours.items() if one.service.setting is setting})
        id, title = f"experience.setting.{setting.value}", setting_name(setting)
        found.append(_part(id, title, words, tally=parts, need=need, today=today, bounds=bounds))
    if rule.same_experience_per_cent:
        words = _("Only time with people of the trainee's own lived experience.")
        need = -(-rule.minutes * rule.same_experience_per_cent // 100)
        parts = served.only({id for id, one in hours.items() if one.service.same_experience})
        title = _("With people of the same lived experience")
        found.append(_part("experience.same", title, words, tally=parts, need=need, today=today, bounds=bounds))
    return found


def _week_at_most(rule: ExperienceRule) -> Minutes | None:
    return None if rule.month_at_most is None else rule.month_at_most * 12 // 52


def count_hours(rule: ExperienceRule, hours: Iterable[Hours], facts: Facts, today: date) -> Tally:
    """Return which hours count, the earliest entry first: each minute once, a day's 24 h, up to the month's cap."""
    days = counting_days(rule, facts, today)
    settings = {setting: setting_name(setting) for setting in Setting}
    not_counted, good = [], []
    for one in hours:
        reason, waits_for = _why_not(rule, days, one)
        if reason:
            whose = one.supervisor_id if waits_for is Role.SUPERVISOR else ""
            not_counted.append(
                NotCounted(one.entry_id, _label(one, settings), one.on, one.minutes, reason, waits_for, whose)
            )
        else:
            good.append(one)
    counted = []
    covered_until = 0
    day_left: defaultdict[date, Minutes] = defaultdict(lambda: DAY)
    month_left: defaultdict[tuple[int, int], Minutes] = defaultdict(lambda: rule.month_at_most or 0)
    for start, one in sorted(((_start(one), one) for one in good), key=lambda pair: (pair[0], pair[1].entry_id)):
        minutes, why = one.minutes, ""
        if one.service.start:
            minutes = max(0, min(minutes, start + one.minutes - covered_until))
            why = "" if minutes == one.minutes else _("At this time other hours already count.")
            covered_until = max(covered_until, start + one.minutes)
        if minutes > day_left[one.on]:
            minutes, why = day_left[one.on], _("A day has 24 h.")
        month = (one.on.year, one.on.month)
        if rule.month_at_most is not None and minutes > month_left[month]:
            minutes = month_left[month]
            why = _("No more than {most} count in a month.").format(most=in_words(rule.month_at_most))
        day_left[one.on] -= minutes
        month_left[month] -= minutes
        if minutes:
            counted.append(Counted(one.entry_id, _label(one, settings), one.on, minutes, why, _evidence(one)))
        else:
            not_counted.append(NotCounted(one.entry_id, _label(one, settings), one.on, one.minutes, why))
    return Tally(tuple(counted), tuple(sorted(not_counted, key=lambda one: (one.on, one.entry_id))))


def counting_days(rule: ExperienceRule, facts: Facts, today: date) -> Days:
    """Return the days on which experience counts for this trainee, with the extensions that were granted."""
    opens = facts.enrolment.approved_on if rule.after_approval else facts.enrolment.started_on
    oldest = None if rule.fresh_years is None else years_before(today, rule.fresh_years)
    last = None
    if rule.window is not None and opens is not None:
        kinds = {extension_kind(number + 1) for number in range(rule.window.extensions)}
        granted = {
            one.kind
            for one in facts.attestations
            if one.subject_id == facts.person.id and one.by_role is Role.COORDINATOR and one.kind in kinds
        }
        last = months_after(opens, rule.window.months + len(granted) * rule.window.extension_months)
    first = opens if rule.after_approval or rule.window is not None else None
    return Days(first, last, oldest)


def setting_name(setting: Setting) -> str:
    """Return a setting for a person."""
    match setting:
        case Setting.ONE_ON_ONE:
            return _("One-on-one")
        case Setting.RECOVERY_GROUP:
            return _("Recovery group")
        case Setting.ONLINE_FORUM:
            return _("Online forum")
        case Setting.WORKSHOP:
            return _("Workshop")


def _activity_name(activity: Activity) -> str:
    names = {
        Activity.DIRECT: _("Direct support"),
        Activity.OUTREACH: _("Outreach"),
        Activity.PREPARATION: _("Preparation"),
        Activity.DOCUMENTATION: _("Documentation"),
    }
    return names[activity]


def _label(hours: Hours, settings: Mapping[Setting, str]) -> str:
    return f"{settings[hours.service.setting]}, {hours.service.site}"


def _evidence(hours: Hours) -> tuple[str, ...]:
    return (hours.entry_id, hours.events[-1].entry_id) if hours.events else (hours.entry_id,)


def _start(hours: Hours) -> int:
    """Return the minute at which the entry starts, counted from the first day of the calendar."""
    clock = hours.service.start
    return hours.on.toordinal() * DAY + (int(clock[:2]) * 60 + int(clock[3:5]) if clock else 0)


def _why_not(rule: ExperienceRule, days: Days, hours: Hours) -> tuple[str, Role | None]:
    """Return why hours do not count and whom they wait for; what can never count does not wait for a sign-off."""
    if hours.state is HoursState.WITHDRAWN:
        return _("The trainee has withdrawn it."), None
    if hours.state is HoursState.RETURNED:
        void = bool(hours.events) and hours.events[-1].what == "reopened"
        words = _("Its approval was made void: {reason}") if void else _("The supervisor has sent it back: {reason}")
        return words.format(reason=hours.reason), Role.TRAINEE
    reason = _outside(days, rule, hours.on) or _excluded(rule, hours)
    if reason:
        return reason, Role.COORDINATOR if rule.after_approval and days.first is None else None
    if hours.state is HoursState.SUBMITTED:
        return _("It waits for the supervisor's sign-off."), Role.SUPERVISOR
    return "", None


def _excluded(rule: ExperienceRule, hours: Hours) -> str:
    if hours.service.activity in rule.excluded_activities:
        return _("{activity} does not count here.").format(activity=_activity_name(hours.service.activity))
    if hours.service.engagement not in rule.engagements:
        return _("Time of this kind, paid or volunteer, does not count here.")
    return ""


def _outside(days: Days, rule: ExperienceRule, on: date) -> str:
    if rule.after_approval and days.first is None:
        return _("The application is not approved yet. Hours count from the day of approval.")
    if days.first is not None and on < days.first:
        opening = (
            _("It is before the approval on {day}.") if rule.after_approval else _("It is before the start on {day}.")
        )
        return opening.format(day=full_day(days.first))
    if days.last is not None and on > days.last:
        return _("It is after the window closed on {day}.").format(day=full_day(days.last))
    if days.oldest is not None and on < days.oldest:
        return _("It is more than {years} years old.").format(years=rule.fresh_years)
    return ""


def _with_meetings(rule: ExperienceRule, inside: bool, served: Tally, supervised: Tally, facts: Facts) -> Tally:
    """Return the hours with the meetings that count as experience, where the programme lets meetings count at all.

    Observed service was usually logged too: of a day's observations only what goes beyond that day's counted hours
    with the same supervisor is added.
    """
    if not rule.observed_service_counts and not inside:
        return served
    supervisors = {one.entry_id: one.supervisor_id for one in facts.hours}
    meetings = {one.entry_id: one for one in facts.meetings}
    logged: defaultdict[tuple[date, str], Minutes] = defaultdict(int)
    for one in served.counted:
        logged[one.on, supervisors[one.entry_id]] += one.minutes
    counted, not_counted = list(served.counted), list(served.not_counted)
    for one in supervised.counted:
        meeting = meetings[one.entry_id]
        observed = meeting.mode is MeetingMode.LIVE_OBSERVATION
        if not observed and not inside:
            reason = _("Supervision is not experience, except a live observation.")
            not_counted.append(NotCounted(one.entry_id, one.label, one.on, one.minutes, reason))
            continue
        already = min(one.minutes, logged[one.on, meeting.supervisor_id]) if observed else 0
        logged[one.on, meeting.supervisor_id] -= already
        why = _("The hours logged for that day with this supervisor count already.") if already else one.note
        if already < one.minutes:
            counted.append(replace(one, minutes=one.minutes - already, note=why))
        else:
            not_counted.append(NotCounted(one.entry_id, one.label, one.on, one.minutes, why))
    not_counted += [one if inside else replace(one, waits_for=None) for one in supervised.not_counted]
    return Tally(tuple(counted), tuple(not_counted))


def _total(rule: ExperienceRule, tally: Tally, facts: Facts, today: date, bounds: Bounds) -> RequirementStanding:
    days = counting_days(rule, facts, today)
    words = [_("Hours that a supervisor has signed off count.")]
    if rule.after_approval and days.first is None:
        words.append(_("They count from the day on which a coordinator records the approval of the application."))
    if days.last is not None:
        words.append(_("They count until {day}.").format(day=full_day(days.last)))
    waits = Role.COORDINATOR if rule.after_approval and days.first is None else Role.TRAINEE
    return minutes_needed(
        id="experience", title=_("Experience hours"), kind=RequirementKind.EXPERIENCE, tally=tally,
        need=rule.minutes, today=today, otherwise=waits, rule=" ".join(words), bounds=bounds,
    )  # fmt: skip


def _part(
    id: str, title: str, words: str, *, tally: Tally, need: Minutes, today: date, bounds: Bounds
) -> RequirementStanding:
    return minutes_needed(
        id=id, title=title, kind=RequirementKind.EXPERIENCE, tally=tally, need=need, today=today,
        otherwise=Role.TRAINEE, rule=words, bounds=bounds,
    )  # fmt: skip
