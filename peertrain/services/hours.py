"""A trainee's hours: drafts on the desk, sending for sign-off, withdrawing, correcting, and the log."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

import msgspec

from peertrain.domain.amounts import Minutes, in_words
from peertrain.domain.changes import Changed, Done
from peertrain.domain.days import day_in_words, short_day
from peertrain.domain.errors import Refused
from peertrain.domain.hours import Hours, HoursLogged, HoursState, HoursWithdrawn, Service, check_service
from peertrain.domain.hours_log import HoursDraft, Totals, check_fits, check_over, completed, correcting, unread
from peertrain.domain.hours_log import totals as totals_of
from peertrain.domain.hours_words import brief_state, event_in_words, state_in_words
from peertrain.domain.people import Person, Role
from peertrain.i18n import _, ngettext
from peertrain.storage.lists import fetch_by_ids
from peertrain.storage.lists import hours as lists
from peertrain.workplace.seat import Seat

SHELF = "hours drafts"


@dataclass(frozen=True, slots=True)
class Logged:
    """Hours in the log with how they stand in words."""

    hours: Hours
    day: str
    supervisor: str
    state: str
    brief_state: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history of hours, at local time."""

    at: datetime
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class LogChoices:
    """What the form of a draft offers; `known_names` may stand in notes. Supervisors are by id."""

    supervisors: dict[str, str]
    sites: tuple[str, ...]
    known_names: tuple[str, ...]
    today: date


# Drafts


def drafts(seat: Seat) -> list[HoursDraft]:
    """Return the drafts on the desk, the newest day first."""
    found = [msgspec.convert(kept, HoursDraft) for _name, kept in seat.desk.items(SHELF)]
    return sorted(found, key=lambda draft: (draft.on or date.max, draft.id), reverse=True)


def new_draft(seat: Seat) -> HoursDraft:
    """Return an empty draft for today that remembers where, with whom and how the last hours were."""
    supervisors = seat.person.supervisors
    empty = HoursDraft(str(uuid4()), on=seat.today, supervisor_id=supervisors[0] if len(supervisors) == 1 else "")
    hours = lists.newest(seat.connection, seat.person_id)
    if hours is None:
        return empty
    last = hours.service
    return replace(
        empty, setting=last.setting, activity=last.activity, channel=last.channel, engagement=last.engagement,
        site=last.site, same_experience=last.same_experience,
        supervisor_id=last.supervisor_id if last.supervisor_id in supervisors else empty.supervisor_id,
    )  # fmt: skip


def choices(seat: Seat) -> LogChoices:
    """Return what the form of a draft offers."""
    names = {id: _name_of(seat, id) for id in seat.person.supervisors}
    return LogChoices(names, lists.sites(seat.connection, seat.person_id), _known_names(seat), seat.today)


def keep_draft(seat: Seat, *, draft: HoursDraft) -> Done[None]:
    """Keep a draft on the desk, however little of it is filled in."""
    seat.desk.put(SHELF, draft.id, msgspec.to_builtins(draft))
    return Done(Changed.DESK)


def drop_draft(seat: Seat, *, draft_id: str) -> Done[HoursDraft]:
    """Throw a draft away; return it, so that it can be kept again."""
    kept = seat.desk.get(SHELF, draft_id)
    seat.desk.remove(SHELF, draft_id)
    return Done(Changed.DESK, _("The draft is thrown away."), msgspec.convert(kept, HoursDraft) if kept else None)


def correct(seat: Seat, *, hours_id: str) -> Done[HoursDraft]:
    """Put a draft on the desk that corrects sent hours; one that is already there stays as it is."""
    hours = _own(seat, hours_id)
    if hours.state is HoursState.APPROVED:
        raise Refused(
            _("These hours are approved. Ask {supervisor} to reopen them first.").format(
                supervisor=_name_of(seat, hours.decided_by)
            )
        )
    if hours.state is HoursState.WITHDRAWN:
        raise Refused(_("These hours were withdrawn. Log them anew."))
    kept = seat.desk.get(SHELF, hours_id)
    draft = msgspec.convert(kept, HoursDraft) if kept else correcting(hours)
    if draft.corrects != hours.version:
        draft = correcting(hours)
    seat.desk.put(SHELF, draft.id, msgspec.to_builtins(draft))
    return Done(Changed.DESK, value=draft)


# Sending


def send(seat: Seat, *, draft_ids: tuple[str, ...]) -> Done[tuple[str, ...]]:
    """Send drafts for sign-off, all of them or none; return the ids of the hours."""
    kept = {draft_id: seat.desk.get(SHELF, draft_id) for draft_id in draft_ids}
    if not kept or not all(kept.values()):
        raise Refused(_("This draft is no longer on your desk. Look at your log: it may have been sent already."))
    found = [msgspec.convert(one, HoursDraft) for one in kept.values()]
    services: dict[str, Service] = {}
    for draft in found:
        try:
            services[draft.id] = check(seat, draft=draft, beside=services.values(), instead_of=kept)
        except Refused as error:
            if len(found) == 1:
                raise
            day = day_in_words(draft.on) if draft.on else _("A draft without a day")
            raise Refused(_("{day}: {reason} Nothing was sent.").format(day=day, reason=error)) from error
    for draft in found:
        hours = seat.picture.find(Hours, draft.id)
        rests_on = (hours.events[-1].entry_id,) if hours else ()
        seat.say(HoursLogged(draft.id, draft.corrects + 1, services[draft.id]), after=rests_on)
        seat.desk.remove(SHELF, draft.id)
    return Done(Changed.HOURS | Changed.DESK, _sent(seat, list(services.values())), tuple(services))


def check(seat: Seat, *, draft: HoursDraft, beside: Iterable[Service] = (), instead_of: Iterable[str] = ()) -> Service:
    """Return what a draft says, or refuse it; `beside` are others to be sent, in place of sent hours `instead_of`."""
    service = completed(draft, seat.today)
    check_service(service, seat.now)
    check_over(service, seat.now.astimezone().replace(tzinfo=None))
    passages = unread(draft, _known_names(seat, service.site))
    if passages:
        raise Refused(passages[0].reason)
    replaced = {draft.id, *instead_of}
    others = [
        one.service for one in lists.around(seat.connection, seat.person_id, service.on) if one.id not in replaced
    ]
    check_fits(service, [*others, *beside], long_day=draft.long_day)
    return service


def _sent(seat: Seat, services: list[Service]) -> str:
    amount = in_words(sum(service.minutes for service in services))
    names = " · ".join(dict.fromkeys(_name_of(seat, service.supervisor_id) for service in services))
    return ngettext(
        "Sent {amount} to {supervisor} for sign-off.",
        "Sent {count} entries, {amount} in all, to {supervisor} for sign-off.",
        len(services),
    ).format(count=len(services), amount=amount, supervisor=names)


def withdraw(seat: Seat, *, hours_id: str, version: int) -> Done[None]:
    """Take hours back that wait for sign-off or came back; they stay in the record as withdrawn."""
    hours = _own(seat, hours_id)
    seat.say(HoursWithdrawn(hours_id, version), after=(hours.events[-1].entry_id,))
    seat.desk.remove(SHELF, hours_id)
    return Done(Changed.HOURS | Changed.DESK, _("{amount} withdrawn.").format(amount=in_words(hours.minutes)))


# The log


def log_ids(
    seat: Seat, *, state: HoursState | None = None, month: date | None = None, words: str = "", sort: str = "on",
    descending: bool = True,
) -> list[str]:  # fmt: skip
    """Return the ids of the person's own hours, the newest day first unless asked otherwise."""
    return lists.log_ids(
        seat.connection, seat.person_id, state=state, month=month, words=words, sort=sort, descending=descending
    )


def logged(seat: Seat, ids: Iterable[str]) -> dict[str, Logged]:
    """Return the person's own hours with these ids, by id."""
    found = fetch_by_ids(seat.connection, Hours, ids)
    return {id: _in_words(seat, hours) for id, hours in found.items() if hours.trainee_id == seat.person_id}


def _in_words(seat: Seat, hours: Hours) -> Logged:
    supervisor = _name_of(seat, hours.decided_by or hours.supervisor_id)
    return Logged(
        hours,
        short_day(hours.on, seat.today),
        supervisor,
        state_in_words(hours, supervisor, seat.today),
        brief_state(hours, seat.today),
    )


def history(seat: Seat, hours_id: str) -> list[Happened]:
    """Return what happened to hours, the oldest first; for the trainee, the supervisors and coordinators."""
    hours = _known(seat, hours_id)
    me = seat.person
    if me.id not in {hours.trainee_id, hours.supervisor_id, hours.decided_by} and not me.has(Role.COORDINATOR):
        raise Refused(_("These hours are another trainee's."))
    return [
        Happened(event.at.astimezone(), event_in_words(event.what, _name_of(seat, event.person_id)), event.reason)
        for event in hours.events
    ]


def totals(seat: Seat) -> Totals:
    """Return the totals of the person's own log."""
    return totals_of(lists.log(seat.connection, seat.person_id))


def minutes_of_day(seat: Seat, *, on: date, but: str) -> Minutes:
    """Return how much the person has sent for a day, without the hours with the id `but`."""
    others = lists.around(seat.connection, seat.person_id, on)
    return sum(one.minutes for one in others if one.on == on and one.id != but)


def came_back(seat: Seat) -> int:
    """Return how many of the person's own hours came back and wait to be corrected."""
    return len(lists.log_ids(seat.connection, seat.person_id, state=HoursState.RETURNED))


# Inside


def _known(seat: Seat, hours_id: str) -> Hours:
    hours = seat.picture.find(Hours, hours_id)
    if hours is None:
        raise Refused(_("These hours are not in the record."))
    return hours


def _own(seat: Seat, hours_id: str) -> Hours:
    hours = _known(seat, hours_id)
    if hours.trainee_id != seat.person_id:
        raise Refused(_("These hours are another trainee's."))
    return hours


def _known_names(seat: Seat, *also: str) -> tuple[str, ...]:
    sites = (*lists.sites(seat.connection, seat.person_id), *also)
    return lists.names_that_may_stand(seat.picture, seat.person_id, sites)


def _name_of(seat: Seat, person_id: str) -> str:
    person = seat.picture.find(Person, person_id)
    return person.preferred_name if person else _("somebody who is not known here")
