"""The backups that can be put in the place of a record that does not open."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtWidgets import QWidget

from peertrain.domain.days import moment_in_words
from peertrain.i18n import _, ngettext
from peertrain.ui.kit import cards
from peertrain.ui.kit.flow import flow


class KeptBackup(Protocol):
    """A backup in the folder."""

    @property
    def name(self) -> str: ...
    @property
    def made_at(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def entries(self) -> int: ...


def backups_card(
    found: Sequence[KeptBackup], put_in_place: Callable[[str], object], choose: Callable[[], object]
) -> QWidget:
    """Return the backups that were found, each with the button that puts it in place, and a way to another one."""
    lines = [
        cards.column(
            cards.plain(in_words(one), "strong"),
            flow(cards.button(_("Put it in place"), lambda name=one.name: put_in_place(name))),  # type: ignore[misc]
        )
        for one in found
    ]
    nothing = cards.plain(_("There is no backup in this folder."))
    return cards.card(
        cards.plain(_("What is there now is set aside, not deleted. Work done after the backup is not in it.")),
        *(lines or [nothing]),
        flow(cards.button(_("Choose a backup…"), choose, icon_name="restore")),
        title=_("Restore a backup"),
    )


def in_words(backup: KeptBackup) -> str:
    """Say when a backup was made, why, and how much it holds."""
    made = moment_in_words(datetime.fromisoformat(backup.made_at))
    said = ngettext("{made}, {reason}: {entries} entry", "{made}, {reason}: {entries} entries", backup.entries)
    return said.format(made=made, reason=backup.reason, entries=f"{backup.entries:,}")
