"""Backups: making one, the list of them, and putting one in the place of the record."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from peertrain.domain.certification import CertificateIssued
from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused, Trouble
from peertrain.domain.people import Role
from peertrain.domain.statements import kind_of
from peertrain.i18n import _, ngettext
from peertrain.storage.backups import FOLDER, Backup
from peertrain.storage.lists.history import since
from peertrain.storage.restored import Restored
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

__all__ = ["Backup", "back_up", "back_up_daily", "folder", "kept", "leave", "restore", "what_leaves"]

log = logging.getLogger("peertrain.services")


def kept(workplace: Workplace) -> tuple[Backup, ...]:
    """Return the backups that count, newest first."""
    return workplace.kept_backups()


def folder(workplace: Workplace) -> Path:
    """Return the folder in which the backups are."""
    return workplace.home / FOLDER


def back_up(workplace: Workplace) -> Done[Backup]:
    """Make a backup now; it is opened and verified before it counts."""
    made = workplace.back_up(_("asked for"))
    said = ngettext(
        "The backup is made and verified: {count} entry.", "The backup is made and verified: {count} entries.",
        made.entries,
    )  # fmt: skip
    return Done(Changed.BACKUPS, said.format(count=f"{made.entries:,}"), made)


def what_leaves(seat: Seat, *, backup: Backup) -> str:
    """Return as sentences what leaves the record when this backup is put in its place."""
    gone = since(seat.connection, backup.entries)
    issued, count = gone.get(kind_of(CertificateIssued), 0), sum(gone.values())
    words = ngettext(
        "{count} entry made since then leaves the record of this computer.",
        "{count} entries made since then leave the record of this computer.",
        count,
    ).format(count=f"{count:,}")
    if not issued:
        return words
    also = ngettext(
        "With them goes {count} issued certificate: whoever has it can still verify it, and it cannot be revoked from the "
        "record that is put in place. Revoke it first if it should not stand.",
        "With them go {count} issued certificates: whoever has one can still verify it, and none can be revoked from the "
        "record that is put in place. Revoke those first that should not stand.",
        issued,
    ).format(count=issued)
    return f"{words} {also}"


def restore(workplace: Workplace, *, name: str, reason: str, passphrase: str) -> Done[Backup]:
    """Put a backup in the place of the record and say so in it; return the backup of what was there before."""
    if not reason.strip():
        raise Refused(_("Say why the backup is restored."))
    if not workplace.read(lambda seat: seat.person.has(Role.COORDINATOR)):
        raise Refused(_("Only a coordinator can restore a backup."))
    workplace.read(lambda seat: seat.check_passphrase(passphrase))
    before = workplace.back_up(_("before a restore"), spare=name)
    try:
        workplace.put_back(name, Restored(name, before.entries, reason.strip()))
        workplace.say_restored()
    except Exception:  # such as a backup from before this coordinator was enrolled: what was there comes back
        workplace.put_back(before.name)
        raise
    said = _("The backup is in place of the record. A backup of what was there before is kept.")
    return Done(Changed.EVERYTHING, said, before)


def back_up_daily(workplace: Workplace) -> None:
    """Make a backup where the newest one is older than a day; nothing is done while nobody is in."""
    if workplace.person_id is None or workplace.must_choose_passphrase:
        return
    now = workplace.clock()
    ages = [now - datetime.fromisoformat(one.made_at) for one in workplace.kept_backups()]
    if not any(timedelta(0) <= age < timedelta(days=1) for age in ages):
        workplace.back_up(_("daily"))


def leave(workplace: Workplace) -> None:
    """Lock; before it, make a backup where anything was done since the newest one, also on a desk alone."""
    try:
        if workplace.person_id is not None and not workplace.must_choose_passphrase and _is_due(workplace):
            workplace.back_up(_("at exit"))
    except (Refused, Trouble, OSError) as error:
        log.warning("no backup could be made at exit: %s", error)
    finally:
        workplace.lock()


def _is_due(workplace: Workplace) -> bool:
    kept = workplace.kept_backups()
    return workplace.has_news or not kept or kept[0].entries != workplace.read(lambda seat: seat.ledger.size)
