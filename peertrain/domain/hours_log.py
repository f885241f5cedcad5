"""A trainee's log: drafts that may be half filled in, what a day can hold, and totals."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from peertrain.domain.amounts import Minutes, Split, in_words
from peertrain.domain.days import day_in_words
from peertrain.domain.errors import Refused
from peertrain.domain.hours import CLOCK, Activity, Channel, Engagement, Hours, HoursState, Service, Setting
from peertrain.domain.identifiers import Passage, find_identifiers
from peertrain.domain.sites import names_in_site
from peertrain.i18n import _

DAY = 24 * 60
LONG_DAY = 12 * 60
"""Minutes on one day above which the trainee is asked whether they are right."""

LONGEST_AGO = 20
"""Years; before that, a year is mistyped, and no programme counts the hours."""


@dataclass(frozen=True, slots=True)
class HoursDraft:
    """Hours as far as they are filled in; `id` is that of the hours they will be.

    `corrects` is the version of the sent hours that the draft corrects, 0 for new hours. `not_about_people` holds the
    passages of the note and the site that the writer has read the warning about and says are not about a person served;
    `long_day` says that the writer has confirmed a day of more than twelve hours.
    """

    id: str
    corrects: int = 0
    on: date | None = None
    minutes: Minutes = 0
    start: str = ""
    setting: Setting | None = None
    activity: Activity | None = None
    channel: Channel | None = None
    engagement: Engagement | None = None
    domains: Split = field(default_factory=dict)
    site: str = ""
    supervisor_id: str = ""
    same_experience: bool = False
    note: str = ""
    not_about_people: tuple[str, ...] = ()
    long_day: bool = False


def completed(draft: HoursDraft, today: date) -> Service:
    """Return what the draft says, or refuse it with the first thing that is missing."""
    if draft.on is None:
        raise Refused(_("Say on which day you served."))
    if draft.on > today:
        raise Refused(_("The date is in the future. Log hours after you have served them."))
    if draft.on.year < today.year - LONGEST_AGO:
        raise Refused(_("The date is more than {years} years ago. Look at its year.").format(years=LONGEST_AGO))
    if draft.setting is None:
        raise Refused(_("Choose the setting: one-on-one, recovery group, online forum or workshop."))
    if draft.activity is None:
        raise Refused(_("Choose what the time was spent on."))
    if draft.channel is None:
        raise Refused(_("Say how you met: in person, by video, by phone or in writing."))
    if draft.engagement is None:
        raise Refused(_("Say whether the time was paid or volunteer."))
    if not draft.supervisor_id:
        raise Refused(_("Choose the supervisor who can sign for these hours."))
    return Service(
        draft.on, draft.minutes, draft.setting, draft.activity, draft.channel, draft.engagement,
        {domain: part for domain, part in draft.domains.items() if part}, draft.site.strip(), draft.supervisor_id,
        draft.start, draft.same_experience, draft.note.strip(),
    )  # fmt: skip


def correcting(hours: Hours) -> HoursDraft:
    """Return a draft that corrects sent hours, beginning with what they say."""
    said = hours.service
    return HoursDraft(
        hours.id, hours.version, said.on, said.minutes, said.start, said.setting, said.activity, said.channel,
        said.engagement, dict(said.domains), said.site, said.supervisor_id, said.same_experience, said.note,
    )  # fmt: skip


def unread(draft: HoursDraft, known: Iterable[str]) -> tuple[Passage, ...]:
    """Return what of the note and the site may identify somebody and the writer has not answered for."""
    found = (*names_in_site(draft.site), *find_identifiers(draft.note, known=known))
    return tuple(one for one in found if one.text not in draft.not_about_people)


def check_over(service: Service, now: datetime) -> None:
    """Refuse hours that cannot be over yet at `now`, the time on the wall; without a start, the day has to hold them."""
    began = datetime.combine(service.on, time.fromisoformat(service.start) if service.start else time.min)
    ends = began + timedelta(minutes=service.minutes)
    if ends <= now:
        return
    if service.start:
        raise Refused(
            _("These hours end at {end} on {day}, and that is still to come. Send them when they are over.").format(
                end=f"{ends:%H:%M}", day=day_in_words(ends.date())
            )
        )
    raise Refused(
        _("Today has not had {amount} yet: it is {now}. Send hours when they are over.").format(
            amount=in_words(service.minutes), now=f"{now:%H:%M}"
        )
    )


def check_fits(service: Service, others: Iterable[Service], *, long_day: bool) -> None:
    """Refuse hours that overlap with others of the same trainee, or make a day longer than a day.

    A day of more than twelve hours is refused until `long_day` says that it is right.
    """
    others = list(others)
    for other in others:
        if overlap(service, other):
            raise Refused(
                _(
                    "You already logged {amount} at {start} on {day}. One person cannot be in two places at once."
                ).format(amount=in_words(other.minutes), start=other.start, day=day_in_words(other.on))
            )
    total = service.minutes + sum(other.minutes for other in others if other.on == service.on)
    if total > DAY:
        raise Refused(
            _("With these hours, {day} would have {total}. A day has 24 h.").format(
                day=day_in_words(service.on), total=in_words(total)
            )
        )
    if total > LONG_DAY and not long_day:
        raise Refused(
            _("With these hours, {day} has {total}. If that is right, tick “This long day is right”.").format(
                day=day_in_words(service.on), total=in_words(total)
            )
        )


def overlap(one: Service, other: Service) -> bool:
    """Return whether two services with a start took place at the same time; they may go on after midnight."""
    if not CLOCK.fullmatch(one.start) or not CLOCK.fullmatch(other.start):
        return False
    begins, began = _begins(one), _begins(other)
    return begins < began + other.minutes and began < begins + one.minutes


def _begins(service: Service) -> int:
    return service.on.toordinal() * DAY + int(service.start[:2]) * 60 + int(service.start[3:])


@dataclass(frozen=True, slots=True)
class Totals:
    """Minutes of hours by state; those approved and waiting also by setting, domain and month (its first day)."""

    by_state: dict[HoursState, Minutes]
    by_setting: dict[Setting, Minutes]
    by_domain: dict[str, Minutes]
    by_month: dict[date, Minutes]


def totals(log: Iterable[Hours]) -> Totals:
    """Return the totals of a trainee's log."""
    states: defaultdict[HoursState, Minutes] = defaultdict(int)
    settings: defaultdict[Setting, Minutes] = defaultdict(int)
    domains: defaultdict[str, Minutes] = defaultdict(int)
    months: defaultdict[date, Minutes] = defaultdict(int)
    for hours in log:
        states[hours.state] += hours.minutes
        if hours.state in {HoursState.APPROVED, HoursState.SUBMITTED}:
            settings[hours.service.setting] += hours.minutes
            months[hours.on.replace(day=1)] += hours.minutes
            for domain, part in hours.service.domains.items():
                domains[domain] += part
    return Totals(dict(states), dict(settings), dict(domains), dict(months))
