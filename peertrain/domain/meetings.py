"""The rules of supervision meetings: who may hold one, sign it too, or make it void."""

from dataclasses import replace

from peertrain.domain.amounts import check_quarters, check_split
from peertrain.domain.errors import Held, Refused
from peertrain.domain.hours import Meeting, MeetingConfirmed, MeetingHeld, MeetingMode, MeetingVoided, check_day
from peertrain.domain.people import Person, Role, author_as, check_sentence, supervised, taking_part
from peertrain.domain.picture import Picture, Rule, Signed
from peertrain.i18n import _


def _hold_meeting(picture: Picture, said: MeetingHeld, signed: Signed) -> None:
    author_as(picture, signed, Role.SUPERVISOR)
    check_sentence(said.sentence)
    check_quarters(said.minutes)
    check_day(said.on, signed.at)
    if said.domains:
        check_split(said.domains, said.minutes)
    if not said.trainee_ids or len(set(said.trainee_ids)) != len(said.trainee_ids):
        raise Refused(_("Choose who took part, each person once."))
    if (said.mode is MeetingMode.GROUP) != (len(said.trainee_ids) > 1):
        raise Refused(_("An individual meeting has one trainee; a group has two or more."))
    there = taking_part(picture, said.trainee_ids, lambda trainee: supervised(picture, signed, trainee.id))
    if picture.find(Meeting, said.meeting_id) is not None:
        raise Refused(_("This meeting is already recorded."))
    picture.put(
        Meeting(
            said.meeting_id, signed.person_id, there, said.on, said.minutes, said.mode, said.channel,
            said.topics, said.domains, said.follow_ups, said.note, signed.entry_id, signed.at, settled=said.settled,
        )
    )  # fmt: skip


def _meeting(picture: Picture, meeting_id: str) -> Meeting:
    meeting = picture.find(Meeting, meeting_id)
    if meeting is None:
        raise Held(_("The meeting it is about has not arrived here yet."))
    if meeting.void_reason:
        raise Refused(_("This meeting was made void."))
    return meeting


def _confirm_meeting(picture: Picture, said: MeetingConfirmed, signed: Signed) -> None:
    trainee: Person = author_as(picture, signed, Role.TRAINEE)
    meeting = _meeting(picture, said.meeting_id)
    if trainee.id not in meeting.trainee_ids:
        raise Refused(_("You did not take part in this meeting."))
    if trainee.id in meeting.confirmed_by:
        raise Refused(_("You have already signed this meeting."))
    check_sentence(said.sentence)
    picture.put(replace(meeting, confirmed_by=tuple(sorted((*meeting.confirmed_by, trainee.id)))))


def _void_meeting(picture: Picture, said: MeetingVoided, signed: Signed) -> None:
    supervisor = author_as(picture, signed, Role.SUPERVISOR)
    meeting = _meeting(picture, said.meeting_id)
    if supervisor.id != meeting.supervisor_id:
        raise Refused(_("Only the supervisor who held the meeting can make it void."))
    if not said.reason.strip():
        raise Refused(_("Say why the meeting is made void."))
    picture.put(replace(meeting, void_reason=said.reason.strip()))


RULES: dict[type, Rule] = {MeetingHeld: _hold_meeting, MeetingConfirmed: _confirm_meeting, MeetingVoided: _void_meeting}
