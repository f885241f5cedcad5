"""Ending keys: together with how far each is known, so that nothing can be slipped in under an older date."""

from peertrain.domain.errors import Refused
from peertrain.domain.history import NoteMade
from peertrain.domain.people import Key, KeyEnded, KeyUse, Role
from peertrain.i18n import _
from peertrain.record.entries import Entry
from peertrain.storage.lists.people import keys_of
from peertrain.workplace.seat import Seat


def end_key(seat: Seat, key: Key, reason: str) -> None:
    """End a key for a reason, with the invitation behind it, and judge anew what that makes late."""
    if key.until is not None:
        raise Refused(_("This key has already ended."))
    check_reason(reason)
    _end(seat, key, reason)
    close_invitation(seat, key)


def end_keys(seat: Seat, person_id: str, reason: str) -> None:
    """End every key of a person: also one that was used up, or that they ended themselves, as only now its reach counts."""
    check_reason(reason)
    ended = seat.ledger.ended_by_others(person_id)
    for key in keys_of(seat.connection, person_id):
        if key.id not in ended:
            _end(seat, key, reason)


def check_reason(reason: str) -> None:
    """Refuse to end something for no reason."""
    if not reason.strip():
        raise Refused(_("Say why, in a few words. It stays in the record."))


def note_why(seat: Seat, entry: Entry, reason: str) -> None:
    """Keep the reason beside the entry that ends something, for coordinators alone: the entry itself reaches others.

    Of staff that is everybody, of a trainee everybody who ever supervises them.
    """
    seat.say(NoteMade(entry.id, reason.strip()))


def close_invitation(seat: Seat, key: Key) -> None:
    """End the invitation by which somebody else's key came, so that it never brings another one, dated before this one."""
    added = seat.ledger.find(key.entry_id)
    invitation = seat.picture.find(Key, added.key_id) if added is not None else None
    if invitation is None or invitation.use is not KeyUse.INVITATION or key.person_id == seat.person_id:
        return
    if invitation.id not in seat.ledger.ended_by_others(key.person_id):
        seat.say(KeyEnded(invitation.id, _("The invitation was used."), seat.ledger.reach_of(invitation)))
        seat.ledger.settle()


def _end(seat: Seat, key: Key, reason: str) -> None:
    """End a key; only coordinators have a place for reasons, so whoever ends one of their own says it to all."""
    office = seat.person.has(Role.COORDINATOR)
    ended = seat.say(KeyEnded(key.id, "" if office else reason.strip(), seat.ledger.reach_of(key)))
    if office:
        note_why(seat, ended, reason)
    seat.ledger.settle()
