"""Backups: making one, the list of them, and putting one in the place of the record."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from peertrain.domain.certification import CertificateIssued
from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused, Trouble
from peertrain.domain.organisation import IssuingKeyReplaced
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
    count = sum(gone.values())
    words = ngettext(
        "{count} entry made since then leaves the record of this computer.",
        "{count} entries made since then leave the record of this computer.",
        count,
    ).format(count=f"{count:,}")
    issued, replaced = (gone.get(kind_of(one), 0) for one in (CertificateIssued, IssuingKeyReplaced))
    return " ".join([words, *([_issued_in_words(issued)] if issued else []), *([_key_in_words()] if replaced else [])])


def _issued_in_words(count: int) -> str:
    return ngettext(
        "With them goes {count} issued certificate: whoever has it can still verify it, and it cannot be revoked from the "
        "record that is put in place. Revoke it first if it should not stand.",
        "With them go {count} issued certificates: whoever has one can still verify it, and none can be revoked from the "
        "record that is put in place. Revoke those first that should not stand.",
        count,
    ).format(count=count)


def _key_in_words() -> str:
    return _(
        "The issuing key was replaced since then: with the record that is put in place nobody on this computer can issue "
        "certificates until the new key counts here again, or another one takes its place."
    )


def restore(workplace: Workplace, *, name: str, reason: str, passphrase: str) -> Done[Backup]:
    """Put a backup in the place of the record and say so in it; return the backup of what was there before."""
    if not reason.strip():
        raise Refused(_("Say why the backup is restored."))
    if not workplace.read(lambda seat: seat.person.has(Role.COORDINATOR)):
        raise Refused(_("Only a coordinator can restore a backup."))
    workplace.read(lambda seat: seat.check_passphrase(passphrase))
    could_issue = workplace.read(_can_issue)
    before = workplace.back_up(_("before a restore"), spare=name)
    try:
        workplace.put_back(name, Restored(name, before.entries, reason.strip()))
        workplace.say_restored()
    except Exception:  # such as a backup from before this coordinator was enrolled: what was there comes back
        workplace.put_back(before.name)
        raise
    said = _("The backup is in place of the record. A backup of what was there before is kept.")
    if could_issue and not workplace.read(_can_issue):
        said = f"{said} {_without_key_in_words()}"
    return Done(Changed.EVERYTHING, said, before)


def _can_issue(seat: Seat) -> bool:
    return seat.issuer_key is not None


def _without_key_in_words() -> str:
    """Say what to do where the record names an issuing key that is not at hand; to replace it is the last way out.

    Where another computer knows of a replacement, that one came first: it counts again once packets bring it back.
    """
    return _(
        "It names an issuing key that you do not have, so you cannot issue certificates now. If a coordinator at another "
        "computer has the newer key, give them a packet and take one of theirs in: then that key counts here again. If "
        "nobody has it, replace the issuing key under Organisation."
    )


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
