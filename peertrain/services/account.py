"""One's own way in: how strong a passphrase is, changing it, and a new recovery code."""

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.people import KeyUse
from peertrain.i18n import _
from peertrain.record.passphrases import check_strength, five_words
from peertrain.storage.lists.people import keys_of
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

__all__ = [
    "change_passphrase",
    "check_passphrase",
    "five_words",
    "had_own_key",
    "keep_recovery_code",
    "new_recovery_code",
    "what_is_weak",
]


def had_own_key(seat: Seat) -> bool:
    """Return whether the person at work, who now comes with an invitation, had a key of their own before."""
    return any(key.use is KeyUse.PERSON for key in keys_of(seat.connection, seat.person_id))


def what_is_weak(passphrase: str, *names: str) -> str:
    """Return what is wrong with a new passphrase as a sentence, or ""; looking takes a moment."""
    try:
        check_strength(passphrase, names)
    except Refused as refused:
        return str(refused)
    return ""


def check_passphrase(seat: Seat, *, passphrase: str) -> None:
    """Refuse where this is not the passphrase of the person at work, as before their private writing is shown again."""
    seat.check_passphrase(passphrase)


def change_passphrase(workplace: Workplace, *, old: str, new: str) -> Done[None]:
    """Change the passphrase of the person who is in; the recovery code stays good."""
    workplace.change_passphrase(old=old, new=new)
    return Done(Changed.NOTHING, _("Your passphrase is changed. Your recovery code stays good."))


def new_recovery_code(workplace: Workplace, *, passphrase: str) -> Done[str]:
    """Return a new recovery code; the old one opens as well until the new one is kept."""
    code = workplace.new_recovery_code(passphrase)
    return Done(Changed.NOTHING, _("Here is your new recovery code."), code)


def keep_recovery_code(workplace: Workplace) -> Done[None]:
    """Take note that the new recovery code is on paper; the old one no longer opens anything."""
    workplace.confirm_recovery_code()
    return Done(Changed.NOTHING, _("The new recovery code is good. The old one no longer opens anything."))
