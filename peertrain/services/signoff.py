"""Sign-off: what waits for a supervisor, approving many entries under one passphrase, giving back, reopening."""

from collections.abc import Iterable
from dataclasses import dataclass

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed, Done
from peertrain.domain.days import day_in_words, short_day, since_in_words
from peertrain.domain.errors import Refused
from peertrain.domain.hours import Hours, HoursApproved, HoursReopened, HoursReturned, HoursState
from peertrain.domain.hours_words import shown_sha256, shown_to_sign, sign_off_sentence
from peertrain.domain.identifiers import Passage, find_identifiers
from peertrain.domain.people import Person
from peertrain.domain.sites import names_in_site
from peertrain.i18n import _, ngettext
from peertrain.storage.lists import fetch_by_ids
from peertrain.storage.lists import hours as lists
from peertrain.workplace.seat import Seat

SHELF, UNSENT = "phrases", "reasons not sent"
MOST_PHRASES = 9
"""As many as there are keys for them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry exactly as it was on the screen when the supervisor decided."""

    hours_id: str
    version: int
    entry_id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that a supervisor sees of an entry before deciding; `lines` is what the hash of `shown` covers.

    `unsent` is the reason for sending it back that the supervisor has begun to write.
    """

    hours: Hours
    day: str
    trainee: str
    lines: dict[str, str]
    since: str
    passages: tuple[Passage, ...]
    same_day: str
    earlier_reasons: tuple[str, ...]
    shown: Shown
    unsent: str = ""


# What waits


def waiting(seat: Seat, trainee_id: str = "") -> list[str]:
    """Return the ids of the hours that wait for this supervisor, of one trainee or all, the longest waiting first."""
    return lists.waiting_ids(seat.connection, seat.person_id, trainee_id)


def trainees_waiting(seat: Seat) -> dict[str, str]:
    """Return the names of the trainees whose hours wait for this supervisor, by id, in the order of names."""
    ids = lists.trainees_waiting(seat.connection, seat.person_id)
    return dict(sorted(((id, _name_of(seat, id)) for id in ids), key=lambda pair: pair[1].casefold()))


def how_many_wait(seat: Seat) -> int:
    """Return how many entries wait for this supervisor."""
    return len(waiting(seat))


def sheets(seat: Seat, ids: Iterable[str]) -> dict[str, Sheet]:
    """Return these hours as the supervisor sees them, by id; only those that were sent to this supervisor."""
    found = fetch_by_ids(seat.connection, Hours, ids)
    return {id: _sheet(seat, hours) for id, hours in found.items() if hours.supervisor_id == seat.person_id}


def _sheet(seat: Seat, hours: Hours) -> Sheet:
    trainee = _name_of(seat, hours.trainee_id)
    lines = shown_to_sign(hours, trainee)
    site = hours.service.site
    known = lists.names_that_may_stand(seat.picture, hours.trainee_id, [site])
    passages = (*names_in_site(site), *find_identifiers(hours.service.note, known=known))
    return Sheet(
        hours, short_day(hours.on, seat.today), trainee, lines, since_in_words(hours.submitted_at.astimezone().date(), seat.today), passages,
        _same_day(seat, hours), tuple(event.reason for event in hours.events if event.reason),
        Shown(hours.id, hours.version, hours.entry_id, shown_sha256(hours, lines)), seat.desk.get(UNSENT, hours.id) or "",
    )  # fmt: skip


def _same_day(seat: Seat, hours: Hours) -> str:
    others = [
        one for one in lists.around(seat.connection, hours.trainee_id, hours.on)
        if one.on == hours.on and one.id != hours.id
    ]  # fmt: skip
    if not others:
        return ""
    return ngettext(
        "{name} logged {count} more entry on this day: {amount}.",
        "{name} logged {count} more entries on this day: {amount}.",
        len(others),
    ).format(
        name=_name_of(seat, hours.trainee_id),
        count=len(others),
        amount=in_words(sum(one.minutes for one in others)),
    )


def approved(seat: Seat, words: str = "") -> list[str]:
    """Return the ids of the hours that this supervisor approved, the newest decision first."""
    return lists.approved_ids(seat.connection, seat.person_id, words)


# Deciding


def approve(seat: Seat, *, shown: tuple[Shown, ...], passphrase: str) -> Done[tuple[str, ...]]:
    """Sign off hours exactly as they were shown, under one passphrase; all of them or none.

    Returns the ids of the approved hours. Where anything has changed since it was shown, nothing is signed.
    """
    if not shown:
        raise Refused(_("Choose at least one entry to approve."))
    found = fetch_by_ids(seat.connection, Hours, [one.hours_id for one in shown])
    changed = [_called(seat, found.get(one.hours_id)) for one in shown if not _as_shown(seat, found, one)]
    if changed:
        raise Refused(
            _("Nothing was signed, because this has changed since you saw it: {entries}. Look at it again.").format(
                entries="; ".join(changed)
            )
        )
    seat.check_passphrase(passphrase)
    for one in shown:
        hours = found[one.hours_id]
        sentence = sign_off_sentence(hours.minutes)
        said = HoursApproved(one.hours_id, one.version, one.entry_id, sentence, one.sha256)
        seat.say(said, after=(one.entry_id,))
        seat.desk.remove(UNSENT, one.hours_id)
    amount = in_words(sum(found[one.hours_id].minutes for one in shown))
    sentence = ngettext("Approved {amount}.", "Approved {count} entries, {amount} in all.", len(shown))
    return Done(Changed.HOURS, sentence.format(count=len(shown), amount=amount), tuple(one.hours_id for one in shown))


def _as_shown(seat: Seat, found: dict[str, Hours], shown: Shown) -> bool:
    hours = found.get(shown.hours_id)
    if hours is None or hours.state is not HoursState.SUBMITTED:
        return False
    lines = shown_to_sign(hours, _name_of(seat, hours.trainee_id))
    now = Shown(hours.id, hours.version, hours.entry_id, shown_sha256(hours, lines))
    return now == shown


def _called(seat: Seat, hours: Hours | None) -> str:
    if hours is None:
        return _("an entry that is no longer there")
    return _("{name}, {day}, {amount}").format(
        name=_name_of(seat, hours.trainee_id), day=day_in_words(hours.on), amount=in_words(hours.minutes)
    )


def keep_reason(seat: Seat, *, hours_id: str, reason: str) -> Done[None]:
    """Keep what is written so far of the reason for sending hours back; nothing is sent."""
    if reason:
        seat.desk.put(UNSENT, hours_id, reason)
    else:
        seat.desk.remove(UNSENT, hours_id)
    return Done(Changed.NOTHING)


def give_back(seat: Seat, *, hours_id: str, version: int, reason: str) -> Done[None]:
    """Send hours back to the trainee with a word about what to change."""
    hours = _known(seat, hours_id)
    seat.say(HoursReturned(hours_id, version, reason), after=(hours.events[-1].entry_id,))
    seat.desk.remove(UNSENT, hours_id)
    return Done(Changed.HOURS, _("Sent back to {name}.").format(name=_name_of(seat, hours.trainee_id)))


def reopen(seat: Seat, *, hours_id: str, version: int, reason: str, passphrase: str) -> Done[None]:
    """Make one's own approval void, with the reason, so that the trainee can correct the hours."""
    hours = _known(seat, hours_id)
    seat.check_passphrase(passphrase)
    seat.say(HoursReopened(hours_id, version, reason), after=(hours.events[-1].entry_id,))
    name = _name_of(seat, hours.trainee_id)
    return Done(Changed.HOURS, _("The approval is void, and {name} can correct the hours.").format(name=name))


# Phrases


def phrases(seat: Seat) -> tuple[str, ...]:
    """Return the supervisor's own phrases for sending hours back, or a few to begin with."""
    kept = seat.desk.get(SHELF, "give back")
    if kept is None:
        return (
            _("Please take out what could identify the person you supported."),
            _("The time does not match what we agreed. Please check it."),
            _("Please say more exactly what you did."),
            _("Please choose the setting that fits."),
        )
    return tuple(kept)


def keep_phrases(seat: Seat, *, phrases: tuple[str, ...]) -> Done[None]:
    """Keep the supervisor's own phrases; up to nine, each on a number key."""
    wanted = [" ".join(phrase.split()) for phrase in phrases if phrase.strip()]
    if len(wanted) > MOST_PHRASES:
        raise Refused(_("There is room for nine phrases, one for each number key. Take one away first."))
    seat.desk.put(SHELF, "give back", wanted)
    return Done(Changed.DESK, _("Your phrases are kept."))


# Inside


def _known(seat: Seat, hours_id: str) -> Hours:
    hours = seat.picture.find(Hours, hours_id)
    if hours is None:
        raise Refused(_("These hours are not in the record."))
    return hours


def _name_of(seat: Seat, person_id: str) -> str:
    person = seat.picture.find(Person, person_id)
    return person.preferred_name if person else _("somebody who is not known here")
