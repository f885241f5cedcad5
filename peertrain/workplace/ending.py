"""Ending keys: together with how far each is known, so that nothing can be slipped in under an older date."""

from peertrain.domain.errors import Refused
from peertrain.domain.people import Key, KeyEnded
from peertrain.i18n import _
from peertrain.storage.lists.people import keys_of
from peertrain.workplace.seat import Seat


def end_key(seat: Seat, key: Key, reason: str) -> None:
    """End a key for a reason, and judge anew what that makes late."""
    if key.until is not None:
        raise Refused(_("This key has already ended."))
    seat.say(KeyEnded(key.id, reason.strip(), seat.ledger.reach_of(key.id)))
    seat.ledger.settle()


def end_keys(seat: Seat, person_id: str, reason: str) -> None:
    """End every key of a person that has not ended."""
    if not reason.strip():
        raise Refused(_("Say why, in a few words. It stays in the record."))
    for key in keys_of(seat.connection, person_id):
        if key.until is None:
            end_key(seat, key, reason)
