"""Supervision meetings: held and signed by the supervisor, confirmed by each trainee, made void with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import msgspec

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed, Done
from peertrain.domain.days import day_in_words, short_day
from peertrain.domain.errors import Refused
from peertrain.domain.hours import Meeting, MeetingConfirmed, MeetingVoided
from peertrain.domain.namesakes import told_apart
from peertrain.domain.people import Person
from peertrain.domain.supervision import (
    MeetingDraft,
    brief_state,
    completed,
    confirmation_sentence,
    meeting_in_words,
    open_follow_ups,
    people_in_words,
    state_in_words,
    unread,
    unsigned,
)
from peertrain.i18n import _
from peertrain.storage.lists import fetch_by_ids
from peertrain.storage.lists import meetings as lists
from peertrain.storage.lists.hours import names_that_may_stand
from peertrain.storage.lists.standing import trainees as trainees_of
from peertrain.workplace.seat import Seat

SHELF = "meeting drafts"
CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting as its reader sees it; `waits_for_me` says that the reader has to sign it."""

    meeting: Meeting
    day: str
    supervisor: str
    people: str
    state: str
    brief_state: str
    lines: dict[str, str]
    waits_for_me: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Supervised:
    """One of a supervisor's trainees, with what is still to be done from their meetings and when they last met."""

    id: str
    name: str
    follow_ups: tuple[str, ...]
    last_met: date | None


@dataclass(frozen=True, slots=True)
class MeetingChoices:
    """What the form of a meeting offers."""

    draft: MeetingDraft
    trainees: tuple[Supervised, ...]
    known_names: tuple[str, ...]
    today: date


# The supervisor


def choices(seat: Seat) -> MeetingChoices:
    """Return what the form of a meeting offers, with the draft that was begun."""
    kept = seat.desk.get(SHELF, CURRENT)
    draft = msgspec.convert(kept, MeetingDraft) if kept else MeetingDraft(str(uuid4()), on=seat.today)
    people = trainees_of(seat.connection, supervisor_id=seat.person_id)
    supervised = tuple(_supervised(seat, id, name) for id, name in told_apart(people).items())
    return MeetingChoices(draft, supervised, _known_names(seat), seat.today)


def _supervised(seat: Seat, trainee_id: str, name: str) -> Supervised:
    held = lists.held_with(seat.connection, seat.person_id, [trainee_id])
    last = next((meeting.on for meeting in held if not meeting.void_reason), None)
    return Supervised(trainee_id, name, open_follow_ups(held), last)


def keep_draft(seat: Seat, *, draft: MeetingDraft) -> Done[None]:
    """Keep the meeting that is being written on the desk, however little of it is filled in."""
    seat.desk.put(SHELF, CURRENT, msgspec.to_builtins(draft))
    return Done(Changed.DESK)


def drop_draft(seat: Seat) -> Done[None]:
    """Throw away the meeting that is being written."""
    seat.desk.remove(SHELF, CURRENT)
    return Done(Changed.DESK, _("The draft is thrown away."))


def check(seat: Seat, *, draft: MeetingDraft) -> str:
    """Return the sentence that signing this meeting agrees to, or refuse the draft with what is wrong."""
    passages = unread(draft, _known_names(seat))
    if passages:
        raise Refused(passages[0].reason)
    said = completed(draft, _names(seat, draft.trainee_ids), seat.today)
    for one in lists.held_with(seat.connection, seat.person_id, said.trainee_ids):
        same = (one.on, one.mode, one.minutes, one.topics) == (said.on, said.mode, said.minutes, said.topics)
        if same and one.id != said.meeting_id and not one.void_reason:
            raise Refused(
                _(
                    "You have signed a meeting of {amount} with {people} on {day} and the same topics already. "
                    "If you met twice, say what the other topics were."
                ).format(
                    amount=in_words(one.minutes),
                    day=day_in_words(one.on),
                    people=people_in_words(_names(seat, one.trainee_ids).values()),
                )
            )
    return said.sentence


def hold(seat: Seat, *, draft: MeetingDraft, passphrase: str) -> Done[str]:
    """Sign a meeting that was held; each trainee signs it too before it counts. Returns its id."""
    check(seat, draft=draft)
    names = _names(seat, draft.trainee_ids)
    said = completed(draft, names, seat.today)
    seat.check_passphrase(passphrase)
    seat.say(said)
    if _known(seat, said.meeting_id).trainee_ids != said.trainee_ids:
        raise Refused(_("Somebody in the group is not one of your trainees now. Choose again who took part."))
    seat.desk.remove(SHELF, CURRENT)
    words = _("Meeting of {amount} signed. Now {people} can sign it too.").format(
        amount=in_words(said.minutes), people=people_in_words(names.values())
    )
    return Done(Changed.MEETINGS | Changed.DESK, words, said.meeting_id)


def void(seat: Seat, *, meeting_id: str, reason: str, passphrase: str) -> Done[None]:
    """Make a meeting void, with the reason; it stays in the record and no longer counts."""
    meeting = _known(seat, meeting_id)
    seat.check_passphrase(passphrase)
    seat.say(MeetingVoided(meeting_id, reason), after=(meeting.entry_id,))
    return Done(Changed.MEETINGS, _("The meeting is void and no longer counts."))


def held_ids(seat: Seat, words: str = "") -> list[str]:
    """Return the ids of the meetings that this supervisor held, the newest first."""
    return lists.held_ids(seat.connection, seat.person_id, words)


def held(seat: Seat, ids: Iterable[str]) -> dict[str, Met]:
    """Return these meetings of this supervisor, by id."""
    found = fetch_by_ids(seat.connection, Meeting, ids)
    return {id: _met(seat, meeting) for id, meeting in found.items() if meeting.supervisor_id == seat.person_id}


# The trainee


def mine(seat: Seat) -> list[Met]:
    """Return the meetings that the person took part in: first those to sign, then the newest."""
    found = [_met(seat, meeting) for meeting in lists.of_trainee(seat.connection, seat.person_id)]
    return sorted(found, key=lambda met: not met.waits_for_me)


def how_many_wait(seat: Seat) -> int:
    """Return how many meetings wait for this trainee's signature."""
    return sum(seat.person_id in unsigned(one) for one in lists.of_trainee(seat.connection, seat.person_id))


def my_follow_ups(seat: Seat) -> tuple[str, ...]:
    """Return what the trainee agreed to do in supervision and no meeting has settled yet."""
    return open_follow_ups(lists.of_trainee(seat.connection, seat.person_id))


def confirm(seat: Seat, *, meeting_id: str, passphrase: str) -> Done[None]:
    """Sign a meeting that one took part in."""
    meeting = _known(seat, meeting_id)
    seat.check_passphrase(passphrase)
    seat.say(MeetingConfirmed(meeting_id, confirmation_sentence(meeting)), after=(meeting.entry_id,))
    return Done(Changed.MEETINGS, _("Meeting of {amount} signed.").format(amount=in_words(meeting.minutes)))


# Inside


def _known(seat: Seat, meeting_id: str) -> Meeting:
    meeting = seat.picture.find(Meeting, meeting_id)
    if meeting is None:
        raise Refused(_("This meeting is not in the record."))
    return meeting


def _met(seat: Seat, meeting: Meeting) -> Met:
    names = _names(seat, meeting.trainee_ids)
    supervisor = _names(seat, [meeting.supervisor_id])[meeting.supervisor_id]
    return Met(
        meeting, short_day(meeting.on, seat.today), supervisor, people_in_words(names.values()),
        state_in_words(meeting, names, seat.person_id), brief_state(meeting, seat.person_id),
        meeting_in_words(meeting, supervisor, names), seat.person_id in unsigned(meeting),
        confirmation_sentence(meeting),
    )  # fmt: skip


def _names(seat: Seat, ids: Iterable[str]) -> dict[str, str]:
    found = {id: seat.picture.find(Person, id) for id in ids}
    return {id: one.preferred_name if one else _("somebody who is not known here") for id, one in found.items()}


def _known_names(seat: Seat) -> tuple[str, ...]:
    names = [names_that_may_stand(seat.picture, seat.person_id)]
    for trainee in trainees_of(seat.connection, supervisor_id=seat.person_id):
        names.append((trainee.legal_name, trainee.preferred_name))
    return tuple(name for some in names for name in some)
