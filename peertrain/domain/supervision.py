"""Supervision meetings before they are signed: drafts, the sentences to agree to, and what is still to be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from peertrain.domain.amounts import Minutes, Split, in_words
from peertrain.domain.days import day_in_words
from peertrain.domain.errors import Refused
from peertrain.domain.hours import Channel, Meeting, MeetingHeld, MeetingMode
from peertrain.domain.hours_log import LONGEST_AGO
from peertrain.domain.hours_words import channel_name, split_in_words
from peertrain.domain.identifiers import Passage, find_identifiers
from peertrain.domain.standing_supervision import mode_name
from peertrain.i18n import _, ngettext

LONGEST = 12 * 60
"""Minutes; a group may sit for a whole day, and nobody is supervised for longer."""


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A meeting as far as it is filled in; `id` is that of the meeting it will be.

    `settled` are follow-ups of earlier meetings that are done; `not_about_people` holds passages that the writer has
    been warned of and says are not about a person served.
    """

    id: str
    trainee_ids: tuple[str, ...] = ()
    on: date | None = None
    minutes: Minutes = 60
    mode: MeetingMode | None = None
    channel: Channel | None = None
    topics: tuple[str, ...] = ()
    domains: Split = field(default_factory=dict)
    follow_ups: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    note: str = ""
    not_about_people: tuple[str, ...] = ()


def completed(draft: MeetingDraft, names: Mapping[str, str], today: date) -> MeetingHeld:
    """Return what the draft says, to be signed, or refuse it with the first thing that is missing."""
    if draft.mode is None:
        raise Refused(_("Choose the kind of meeting: individual, group or live observation."))
    if not draft.trainee_ids:
        raise Refused(_("Choose who took part."))
    if draft.on is None:
        raise Refused(_("Say on which day you met."))
    if draft.on > today:
        raise Refused(_("The date is in the future. Record the meeting after it was held."))
    if draft.on.year < today.year - LONGEST_AGO:
        raise Refused(_("The date is more than {years} years ago. Look at its year.").format(years=LONGEST_AGO))
    if draft.minutes > LONGEST:
        raise Refused(
            _("A meeting of more than {amount} is one of several days. Record each day.").format(
                amount=in_words(LONGEST)
            )
        )
    if draft.channel is None:
        raise Refused(_("Say how you met: in person, by video, by phone or in writing."))
    topics = _filled(draft.topics)
    if not topics:
        raise Refused(_("Say in a word what you talked about."))
    people = people_in_words([names[id] for id in draft.trainee_ids])
    sentence = _("I held this meeting of {amount} with {people} on {day}, and it is true as written.").format(
        amount=in_words(draft.minutes), people=people, day=day_in_words(draft.on)
    )
    return MeetingHeld(
        draft.id, draft.trainee_ids, draft.on, draft.minutes, draft.mode, draft.channel, topics,
        {domain: part for domain, part in draft.domains.items() if part}, _filled(draft.follow_ups),
        draft.note.strip(), sentence, _filled(draft.settled),
    )  # fmt: skip


def _filled(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))


def confirmation_sentence(meeting: Meeting) -> str:
    """Return the sentence that a trainee agrees to."""
    return _("I took part in this meeting of {amount} on {day}, and it is true as written.").format(
        amount=in_words(meeting.minutes), day=day_in_words(meeting.on)
    )


def unread(draft: MeetingDraft, known: Iterable[str]) -> tuple[Passage, ...]:
    """Return the passages that may identify a person served and that the writer has not answered for."""
    text = "\n".join((*draft.topics, *draft.follow_ups, draft.note))
    return tuple(one for one in find_identifiers(text, known=known) if one.text not in draft.not_about_people)


def open_follow_ups(meetings: Iterable[Meeting]) -> tuple[str, ...]:
    """Return the follow-ups that no later meeting has settled, the oldest first; meetings made void say nothing."""
    waiting: dict[str, None] = {}
    for meeting in sorted(meetings, key=lambda one: (one.on, one.held_at, one.id)):
        if not meeting.void_reason:
            for settled in meeting.settled:
                waiting.pop(settled, None)
            waiting.update(dict.fromkeys(meeting.follow_ups))
    return tuple(waiting)


def people_in_words(names: Iterable[str]) -> str:
    """Return names as a person says them: `Marcus`, `Marcus and Aisha`, `Marcus, Aisha and Tom`."""
    *some, last = names
    return _("{some} and {last}").format(some=", ".join(some), last=last) if some else last


def unsigned(meeting: Meeting) -> tuple[str, ...]:
    """Return the ids of those who took part and have not signed yet; nobody for a meeting that was made void."""
    return () if meeting.void_reason else tuple(id for id in meeting.trainee_ids if id not in meeting.confirmed_by)


def state_in_words(meeting: Meeting, names: Mapping[str, str], reader_id: str) -> str:
    """Return how a meeting stands for its reader."""
    if meeting.void_reason:
        return _("Void: {reason}").format(reason=meeting.void_reason)
    waiting = unsigned(meeting)
    if reader_id in waiting:
        return _("Waiting for your signature")
    if waiting:
        return _("Waiting for {people} to sign").format(people=people_in_words(names[id] for id in waiting))
    return ngettext("Signed by both", "Signed by everybody", len(meeting.trainee_ids))


def brief_state(meeting: Meeting, reader_id: str) -> str:
    """Return how a meeting stands in a word or two, for a column of a list."""
    if meeting.void_reason:
        return _("Void")
    waiting = unsigned(meeting)
    if reader_id in waiting:
        return _("Yours to sign")
    return _("Not signed by all") if waiting else _("Signed")


def meeting_in_words(meeting: Meeting, supervisor: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return everything that a meeting says, by the name of its line."""
    lines = {
        _("Kind"): mode_name(meeting.mode),
        _("Day"): day_in_words(meeting.on),
        _("Time"): in_words(meeting.minutes),
        _("How"): channel_name(meeting.channel),
        _("Supervisor"): supervisor,
        _("Took part"): people_in_words(names[id] for id in meeting.trainee_ids),
        _("Talked about"): "\n".join(meeting.topics),
        _("Domains"): split_in_words(meeting.domains),
        _("Done since last time"): "\n".join(meeting.settled),
        _("To do until next time"): "\n".join(meeting.follow_ups),
        _("Note"): meeting.note,
    }
    return {name: words for name, words in lines.items() if words}
