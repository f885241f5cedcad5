"""How the exchange stands, in words: with each person at another computer, and as a whole at the foot of the rail."""

from datetime import datetime

from peertrain.domain.days import since_in_words
from peertrain.i18n import _, ngettext
from peertrain.services import carrying, not_applied, sending, taking
from peertrain.services.people import role_name
from peertrain.services.sending import Partner
from peertrain.services.taking import TakenPacket
from peertrain.ui.kit.page import Foot
from peertrain.workplace.seat import Seat

NAMED = 2
"""So many people are named; more are counted."""


def foot(seat: Seat) -> Foot | None:
    """Return how the exchange stands; nothing where everybody works on this computer."""
    partners = sending.partners(seat)
    if not partners:
        return None
    needs = [one for one in (_by_hand(seat, partners), _held(not_applied.count_waiting(seat))) if one]
    newest = next((one for one in taking.taken_before(seat) if one.applied), None)
    told = needs + ([_newest(newest, seat.now)] if newest else [])
    return Foot(" ".join(told) or _all_is_out(partners), "sun" if needs else "soft")


def by_hand(seat: Seat) -> str:
    """Say what has to be sent by hand; nothing where a place carries it, or nobody works at another computer."""
    return _by_hand(seat, sending.partners(seat))


def lately(at: datetime, now: datetime) -> str:
    """Return a moment as one speaks of it now: `at 14:05`, `yesterday`, `on Tuesday`."""
    day, today = at.astimezone().date(), now.astimezone().date()
    if day >= today:
        return _("at {time}").format(time=f"{at.astimezone():%H:%M}")
    words = since_in_words(day, today)
    return words if (today - day).days == 1 else _("on {day}").format(day=words)


def who(one: Partner, seat_person_id: str) -> str:
    """Return somebody's name; one's own other computer says so."""
    if one.person.id == seat_person_id:
        return _("{name}, at your other computer").format(name=one.name)
    return one.name


def roles_of(one: Partner) -> str:
    """Return what somebody does here."""
    return ", ".join(role_name(role) for role in one.person.active_roles)


def states(one: Partner, now: datetime) -> list[tuple[str, str, str]]:
    """Return how the exchange with somebody stands, each with tone and icon."""
    found = []
    if one.waiting:
        words = ngettext("{count} entry waits to be sent.", "{count} entries wait to be sent.", one.waiting)
        found.append((words.format(count=f"{one.waiting:,}"), "sun", "send"))
    if one.unanswered and one.sent_at is not None:
        words = _("Saved as a file {when}, not confirmed yet.") if one.saved else _("Sent {when}, not confirmed yet.")
        found.append((words.format(when=lately(one.sent_at, now)), "sky", "clock"))
    if one.answer_due and not one.waiting:
        found.append((_("A packet from them is here; one back tells them so."), "sky", "return"))
    return found or [(_("Everything is there."), "pine", "done")]


def _all_is_out(partners: tuple[Partner, ...]) -> str:
    if any(one.unanswered and one.saved for one in partners):
        return _("Everything is sent or saved as a file; not all of it is confirmed yet.")
    return _("Everything has been sent.")


def _by_hand(seat: Seat, partners: tuple[Partner, ...]) -> str:
    return "" if carrying.place(seat) else _waiting(partners)


def _waiting(partners: tuple[Partner, ...]) -> str:
    waits = [one for one in partners if one.waiting]
    if not waits:
        return ""
    names = [one.name for one in waits]
    if len(names) == 1:
        words = ngettext(
            "{count} entry waits to be sent to {name}.", "{count} entries wait to be sent to {name}.", waits[0].waiting
        )
        return words.format(count=waits[0].waiting, name=names[0])
    if len(names) == NAMED:
        return _("Entries wait to be sent to {one} and {other}.").format(one=names[0], other=names[1])
    words = ngettext(
        "Entries wait to be sent to {count} person.", "Entries wait to be sent to {count} people.", len(names)
    )
    return words.format(count=len(names))


def _held(count: int) -> str:
    words = ngettext("{count} entry waits for an older one.", "{count} entries wait for older ones.", count)
    return words.format(count=count) if count else ""


def _newest(one: TakenPacket, now: datetime) -> str:
    words = ngettext("Taken in {when}: {count} new entry.", "Taken in {when}: {count} new entries.", one.applied)
    return words.format(when=lately(one.at, now), count=one.applied)
