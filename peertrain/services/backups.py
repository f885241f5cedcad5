"""Backups: making one, the list of them, and putting one in the place of the record."""

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused, Trouble
from peertrain.domain.history import BackupRestored
from peertrain.domain.people import Role
from peertrain.i18n import _, ngettext
from peertrain.services.seat import Seat
from peertrain.services.workplace import Workplace
from peertrain.storage.backups import Backup

__all__ = ["Backup", "back_up", "kept", "restore"]


def kept(workplace: Workplace) -> tuple[Backup, ...]:
    """Return the backups that count, newest first."""
    return workplace.kept_backups()


def back_up(workplace: Workplace) -> Done[Backup]:
    """Make a backup now; it is opened and verified before it counts."""
    made = workplace.back_up(_("asked for"))
    said = ngettext(
        "The backup is made and verified: {count} entry.", "The backup is made and verified: {count} entries.",
        made.entries,
    )  # fmt: skip
    return Done(Changed.BACKUPS, said.format(count=f"{made.entries:,}"), made)


def restore(workplace: Workplace, *, name: str, reason: str) -> Done[Backup]:
    """Put a backup in the place of the record and say so in it; return the backup of what was there before."""
    if not reason.strip():
        raise Refused(_("Say why the backup is restored."))
    if not workplace.read(lambda seat: seat.person.has(Role.COORDINATOR)):
        raise Refused(_("Only a coordinator can restore a backup."))
    before = workplace.back_up(_("before a restore"))
    workplace.put_back(name)
    try:
        workplace.write(lambda seat: _say_restored(seat, name, before.entries, reason.strip()))
    except (Refused, Trouble):  # such as a backup from before this coordinator was enrolled
        workplace.put_back(before.name)
        raise
    said = _("The backup is in place of the record. A backup of what was there before is kept.")
    return Done(Changed.EVERYTHING, said, before)


def _say_restored(seat: Seat, name: str, entries_before: int, reason: str) -> Done[None]:
    seat.say(BackupRestored(name, entries_before, seat.ledger.size, reason))
    return Done(Changed.EVERYTHING)
