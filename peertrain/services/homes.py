"""Homes: what needs a trainee or a supervisor today, the oldest first and then what has no date, and the last visit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed, Done
from peertrain.domain.days import short_day, since_in_words
from peertrain.domain.facts import Case
from peertrain.domain.hours import Hours, Meeting
from peertrain.domain.people import Person, Role
from peertrain.domain.requirements import RequirementKind, Unit
from peertrain.domain.standing import Standing, standing
from peertrain.domain.supervision import open_follow_ups
from peertrain.i18n import _, ngettext
from peertrain.storage.lists.homes import (
    hours_returned_to,
    hours_waiting_for,
    meetings_held_by,
    meetings_to_sign,
    ratings_to_answer,
)
from peertrain.storage.lists.standing import cases, trainees
from peertrain.workplace.seat import Seat

SHELF = "home"
PAUSE_DAYS = 14
"""From how many days away somebody is welcomed back."""

SUPERVISED = {RequirementKind.EXPERIENCE, RequirementKind.SUPERVISION}
"""While one of these is missing, there are meetings to come."""


class NeedKind(StrEnum):
    """What somebody can do something about."""

    HOURS_RETURNED = "hours returned"
    MEETING_TO_SIGN = "meeting to sign"
    RATINGS_TO_ANSWER = "ratings to answer"
    HOURS_WAITING = "hours waiting"
    MEETINGS_UNSIGNED = "meetings unsigned"
    FOLLOW_UPS = "follow-ups"
    RATINGS_MISSING = "ratings missing"


@dataclass(frozen=True, slots=True)
class Need:
    """Something to do, about whom; `since` says since when somebody waits for it, None where nobody does.

    `id` is that of the value where it is a single one.
    """

    kind: NeedKind
    sentence: str
    since: date | None
    person_id: str
    count: int = 1
    detail: str = ""
    id: str = ""


def needs_of_trainee(seat: Seat) -> tuple[Need, ...]:
    """Return what came back to the trainee at work, the oldest first."""
    returned = [_returned(seat, one) for one in hours_returned_to(seat.connection, seat.person_id)]
    meetings = [_to_sign(seat, one) for one in meetings_to_sign(seat.connection, seat.person_id)]
    return _oldest_first([*returned, *meetings, *_to_answer(seat)])


def needs_of_supervisor(seat: Seat) -> tuple[Need, ...]:
    """Return what needs the supervisor at work, the oldest first, then what nobody waits for yet."""
    held = meetings_held_by(seat.connection, seat.person_id)
    mine = trainees(seat.connection, supervisor_id=seat.person_id)
    places = [(case, standing(case.programme, case.facts, seat.today)) for case in cases(seat.connection, mine)]
    return _oldest_first(
        [*_hours_waiting(seat), *_unsigned(seat, held), *_follow_ups(places, held), *_ratings_missing(places)]
    )


def days_away(seat: Seat) -> int:
    """Return how many days the person at work had been away when they came back today; 0 on a first day."""
    seen = seat.desk.get(SHELF, "seen") or {}
    last, before = seen.get("last"), seen.get("before")
    reference = before if last == seat.today.isoformat() else last
    return (seat.today - date.fromisoformat(reference)).days if reference else 0


def come_in(seat: Seat) -> Done[None]:
    """Keep on the person's own desk that they are here today."""
    seen = seat.desk.get(SHELF, "seen") or {}
    today = seat.today.isoformat()
    if seen.get("last") != today:
        seat.desk.put(SHELF, "seen", {"last": today, "before": seen.get("last")})
    return Done(Changed.NOTHING)


# For a trainee


def _returned(seat: Seat, hours: Hours) -> Need:
    since = _local_day(hours.decided_at or hours.submitted_at)
    sentence = _("{name} sent back {amount} of {day}.").format(
        name=_name(seat, hours.decided_by), amount=in_words(hours.minutes), day=short_day(hours.on, seat.today)
    )
    return Need(NeedKind.HOURS_RETURNED, sentence, since, hours.trainee_id, detail=hours.reason, id=hours.id)


def _to_sign(seat: Seat, meeting: Meeting) -> Need:
    sentence = _("Your meeting with {name} on {day} waits for your signature.").format(
        name=_name(seat, meeting.supervisor_id), day=short_day(meeting.on, seat.today)
    )
    detail = _("{amount}. It counts once you have signed it too.").format(amount=in_words(meeting.minutes))
    return Need(NeedKind.MEETING_TO_SIGN, sentence, meeting.on, seat.person_id, detail=detail, id=meeting.id)


def _to_answer(seat: Seat) -> Iterable[Need]:
    by_rater = defaultdict(list)
    for one in ratings_to_answer(seat.connection, seat.person_id):
        by_rater[one.rater_id].append(one)
    for rater_id, ratings in by_rater.items():
        said = ngettext(
            "{name} rated {count} competency. Read it and answer.",
            "{name} rated {count} competencies. Read them and answer.",
            len(ratings),
        )
        sentence = said.format(name=_name(seat, rater_id), count=len(ratings))
        since = _local_day(ratings[0].rated_at)
        yield Need(NeedKind.RATINGS_TO_ANSWER, sentence, since, seat.person_id, len(ratings))


# For a supervisor


def _hours_waiting(seat: Seat) -> Iterable[Need]:
    by_trainee = defaultdict(list)
    for one in hours_waiting_for(seat.connection, seat.person_id):
        by_trainee[one.trainee_id].append(one)
    for trainee_id, hours in by_trainee.items():
        since = _local_day(hours[0].submitted_at)
        said = ngettext(
            "{name}: {count} entry of hours to sign off, {amount}.",
            "{name}: {count} entries of hours to sign off, {amount}.",
            len(hours),
        )
        sentence = said.format(
            name=_name(seat, trainee_id), count=len(hours), amount=in_words(sum(one.minutes for one in hours))
        )
        yield Need(NeedKind.HOURS_WAITING, sentence, since, trainee_id, len(hours), _since(since, seat.today))


def _unsigned(seat: Seat, held: Iterable[Meeting]) -> Iterable[Need]:
    by_trainee = defaultdict(list)
    for meeting in held:
        for trainee_id in meeting.trainee_ids:
            if trainee_id not in meeting.confirmed_by:
                by_trainee[trainee_id].append(meeting)
    for trainee_id, meetings in by_trainee.items():
        since = meetings[0].on
        said = ngettext(
            "{name} has not signed {count} meeting with you yet.",
            "{name} has not signed {count} meetings with you yet.",
            len(meetings),
        )
        sentence = said.format(name=_name(seat, trainee_id), count=len(meetings))
        yield Need(NeedKind.MEETINGS_UNSIGNED, sentence, since, trainee_id, len(meetings), _since(since, seat.today))


def _follow_ups(places: Sequence[tuple[Case, Standing]], held: Sequence[Meeting]) -> Iterable[Need]:
    """Return what to come back to, of those who have meetings to come."""
    going_on = [case for case, now in places if any(one.kind in SUPERVISED for one in now.missing)]
    for person in {case.facts.person.id: case.facts.person for case in going_on}.values():
        still_open = open_follow_ups([one for one in held if person.id in one.trainee_ids])
        if still_open:
            said = ngettext(
                "{name}: {count} follow-up from supervision.",
                "{name}: {count} follow-ups from supervision.",
                len(still_open),
            )
            sentence = said.format(name=person.preferred_name, count=len(still_open))
            yield Need(NeedKind.FOLLOW_UPS, sentence, None, person.id, len(still_open), "; ".join(still_open))


def _ratings_missing(places: Iterable[tuple[Case, Standing]]) -> Iterable[Need]:
    for case, now in places:
        missing = [one for one in now.missing if one.unit is Unit.LEVEL and one.who_must_act is Role.SUPERVISOR]
        if missing:
            said = ngettext(
                "{name}: {programme} still asks for {count} rating.",
                "{name}: {programme} still asks for {count} ratings.",
                len(missing),
            )
            person = case.facts.person
            sentence = said.format(name=person.preferred_name, programme=case.programme.short_title, count=len(missing))
            yield Need(NeedKind.RATINGS_MISSING, sentence, None, person.id, len(missing))


# Words


def _oldest_first(needs: Iterable[Need]) -> tuple[Need, ...]:
    return tuple(sorted(needs, key=lambda one: (one.since or date.max, one.kind, one.sentence)))


def _since(day: date, today: date) -> str:
    return _("Since {day}").format(day=since_in_words(day, today))


def _name(seat: Seat, person_id: str) -> str:
    person = seat.picture.find(Person, person_id)
    return person.preferred_name if person else _("Somebody")


def _local_day(at: datetime) -> date:
    return at.astimezone().date()
