"""Entries that are here and do not count: what each says, why it was not applied, and what to do about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from peertrain.domain.errors import Refused
from peertrain.domain.narration import narrate
from peertrain.domain.narration_people import name_of
from peertrain.domain.people import Key, Role
from peertrain.domain.scopes import concerns
from peertrain.i18n import _
from peertrain.record.bodies import statement_of
from peertrain.record.canonical import Malformed
from peertrain.record.entries import Entry, is_signed_by
from peertrain.storage import exchange
from peertrain.storage.exchange import NotApplied
from peertrain.storage.ledger import Status
from peertrain.workplace.seat import Seat

__all__ = ["Line", "Status", "count_waiting", "ids", "lines"]


@dataclass(frozen=True, slots=True)
class Line:
    """An entry that does not count, in words: whose it is, why, and what helps; `acceptable` by the person at work."""

    id: str
    at: datetime
    who: str
    sentence: str
    status: Status
    reason: str
    advice: str
    acceptable: bool


def ids(seat: Seat) -> list[str]:
    """Return the entries that concern the person at work and do not count here, the newest first."""
    return [id for id, _status in _found(seat)]


def count_waiting(seat: Seat) -> int:
    """Return how many of them wait for something."""
    return sum(status in {Status.HELD, Status.NOT_UNDERSTOOD} for _id, status in _found(seat))


def lines(seat: Seat, wanted: Sequence[str]) -> dict[str, Line]:
    """Return these entries in words."""
    may_see, found = _sight(seat), exchange.find_not_applied(seat.connection, wanted)
    return {one.entry_id: _line(seat, one) for one in found if may_see(one.scope, one.person_id)}


def _found(seat: Seat) -> list[tuple[str, Status]]:
    return exchange.not_applied(seat.connection, seat.now, _sight(seat))


def _sight(seat: Seat) -> Callable[[str, str], bool]:
    """Return what tells of a scope and an author whether the person at work may see it: also of very many at once."""
    viewer = seat.person
    concerned = cache(lambda scope: concerns(seat.picture, scope, viewer))
    return lambda scope, author: author == viewer.id or concerned(scope)


def _line(seat: Seat, one: NotApplied) -> Line:
    entry = seat.ledger.find(one.entry_id)
    if entry is None:
        raise Refused(_("This entry is not in the record."))
    try:
        sentence = narrate(statement_of(entry.kind, entry.body), seat.picture, one.person_id)
    except Malformed:
        sentence = _("An entry of the kind “{kind}” that cannot be understood.").format(kind=entry.kind)
    key = seat.picture.find(Key, entry.key_id)
    author = one.person_id or (key.person_id if key is not None and _is_signed_by(entry, key) else "")
    who = name_of(seat.picture, author) if author else ""
    is_late = one.status is Status.HELD and key is not None and key.until is not None and not _lacks(seat, entry)
    acceptable = is_late and seat.person.has(Role.COORDINATOR)
    advice = _late_advice(acceptable) if is_late else _advice(seat, entry, one.status)
    return Line(
        one.entry_id, one.at, who or _("not known"), sentence, one.status, one.reason,
        advice.format(who=who or _("whoever sent it")), acceptable,
    )  # fmt: skip


def _is_signed_by(entry: Entry, key: Key) -> bool:
    return is_signed_by(entry, bytes.fromhex(key.signing_public))


def _lacks(seat: Seat, entry: Entry) -> bool:
    return any(seat.ledger.find(id) is None for id in entry.rests_on)


def _late_advice(acceptable: bool) -> str:
    if acceptable:
        return _("Ask {who} whether it is theirs. If it is, let it count.")
    return _("A coordinator can let it count, after asking {who}.")


def _advice(seat: Seat, entry: Entry, status: Status) -> str:
    """Say what somebody can do about an entry that does not count; `{who}` signed it."""
    if status is Status.FORGED:
        return _("Tell your coordinator. Nothing of it was taken over.")
    if status is Status.NOT_UNDERSTOOD:
        return _(
            "Install the newest version of PeerTrain on this computer: it looks at the entry again. If it does not understand "
            "it either, {who} used a program that is not PeerTrain."
        )
    if status is Status.HELD and entry.at > seat.now:
        return _("Nothing: it counts from its date on. If the date is wrong, the clock of {who} is wrong.")
    if status is Status.HELD:
        return _("Ask {who} to open “Send and receive” and to send everything again.")
    if len(exchange.entries_at(seat.connection, entry.key_id, entry.scope, entry.seq)) > 1:
        return _(
            "Two different entries were signed in the same place. Ask {who} which one is right, and tell your coordinator."
        )
    return _("Nothing, if the reason is right. Otherwise {who} has to do it anew; the new entry then counts.")
