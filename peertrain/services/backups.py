"""Backups: making one, the list of them, and putting one in the place of the record."""

from peertrain.domain.changes import Changed, Done
from peertrain.i18n import _, ngettext
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
    """Put a backup in the place of the record; what was there before is kept as a backup and comes back."""
    return workplace.restore(name, reason=reason)
