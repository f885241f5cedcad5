"""Backups: when and why each was made, making one, putting one back, and verifying the whole record."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.changes import Changed, Done
from peertrain.domain.days import moment_in_words
from peertrain.i18n import _, ngettext
from peertrain.services import backups, record
from peertrain.services.backups import Backup
from peertrain.services.record import Verified
from peertrain.ui.kit import fields
from peertrain.ui.kit.background import Progress
from peertrain.ui.kit.cards import breakable, button, card, column, empty, fact, pill, plain, refill, rule
from peertrain.ui.kit.dialogs import confirm
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.folders import open_folder
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.page import Page
from peertrain.workplace.workplace import Workplace

SHOWN = 8
"""How many backups are listed before the rest is asked for."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The backups, newest first, and the folder in which they are."""

    folder: Path
    backups: tuple[Backup, ...]


def look(workplace: Workplace) -> Done[Kept]:
    """Return what the page shows."""
    return Done(Changed.NOTHING, value=Kept(backups.folder(workplace), backups.kept(workplace)))


class BackupsPage(Page):
    """What keeps the record safe."""

    icon = "backup"
    watches = Changed.BACKUPS

    @staticmethod
    def title() -> str:
        return _("Backups")

    def build(self) -> None:
        self.set_primary(_("Back up now"), self.back_up, icon_name="backup")
        self._result = QVBoxLayout()
        self._list = QVBoxLayout()
        self._all = False
        check = button(_("Verify the record now"), self.verify, icon_name="shield")
        words = _(
            "Checks that every entry of the record is genuine and unchanged, and that the screens show what the entries "
            "say. If anything is wrong, you read what it is."
        )
        self.body.addWidget(card(plain(words, "soft"), flow(check), title=_("Is everything right?")))
        self.body.addLayout(self._result)
        self.body.addLayout(self._list)

    def refresh(self) -> None:
        self.background.manage(self, look, self._show)

    # Verifying

    def verify(self) -> None:
        """Check the whole record."""
        progress = Progress(_("Verifying the record"))
        self.background.ask(
            self, lambda seat: record.verify(seat, report=progress.report), self._verified, progress=progress
        )

    def _verified(self, found: Verified) -> None:
        parts = [
            ngettext("{count} entry", "{count} entries", found.entries).format(count=f"{found.entries:,}"),
            ngettext("{count} checkpoint", "{count} checkpoints", found.checkpoints).format(
                count=f"{found.checkpoints:,}"
            ),
            ngettext("{count} document", "{count} documents", found.documents).format(count=f"{found.documents:,}"),
        ]
        if found.right:
            line = fact(_("Everything is right."), tone="pine", detail=", ".join(parts))
        else:
            advice = _("Work no further here. Restore the newest backup that verifies, or ask for help.")
            line = fact(found.wrong, tone="red", detail=advice)
        refill(self._result, [card(line, tone="pine" if found.right else "red")])

    # Backups

    def back_up(self) -> None:
        """Make a backup now."""
        self.background.manage(self, backups.back_up)

    def _show(self, found: Kept | None) -> None:
        if found is None:
            return
        kept = found.backups
        if not kept:
            words = _("No backup yet. PeerTrain makes one when it is closed; make the first one now.")
            refill(self._list, [card(empty(words, icon_name="backup"), title=_("Backups"))])
            return
        lines: list[QWidget] = [
            plain(
                _(
                    "The ten newest are kept, and seven daily, five weekly and twelve monthly ones. Copy the folder of one to another disk "
                    "now and then: a backup on the same disk does not survive the disk."
                ),
                "soft",
            ),
            plain(breakable(str(found.folder)), "soft"),
            flow(button(_("Open the folder"), lambda: open_folder(found.folder, self.context.notices))),
        ]
        for one in kept if self._all else kept[:SHOWN]:
            lines += [rule(), self._backup(one)]
        if len(kept) > SHOWN and not self._all:
            lines.append(flow(button(_("Show all {count}").format(count=len(kept)), lambda: self._show_all(found))))
        refill(self._list, [card(*lines, title=_("Backups"))])

    def _show_all(self, found: Kept) -> None:
        self._all = True
        self._show(found)

    def _backup(self, one: Backup) -> QWidget:
        when = moment_in_words(datetime.fromisoformat(one.made_at))
        entries = ngettext("{count} entry", "{count} entries", one.entries).format(count=f"{one.entries:,}")
        words = plain(_("{why}; {entries}").format(why=one.reason, entries=entries), "soft")
        head = column(flow(plain(when, "strong", wrap=False), pill(_("verified"), "pine"), gap=12), words, gap=2)
        return Disclosure(head, lambda: self._restore_form(one), name=when)

    def _restore_form(self, one: Backup) -> QWidget:
        words = _(
            "The record goes back to what it was then. What came after is kept as a backup of its own, and the restore "
            "is an entry in the history."
        )
        form = Form(
            fields.line("reason", _("Reason"), hint=_("A few words. They stay in the record."), required=True),
            fields.password("passphrase", _("Your passphrase"), required=True),
            submit=_("Put this backup in place…"),
            on_submit=lambda values: self._restore(one, values),
            icon_name="restore",
        )
        self._forms = {**getattr(self, "_forms", {}), one.name: form}
        if form.submit_button is not None:
            form.submit_button.setProperty("kind", "")
        return column(plain(words), form, gap=12)

    def _restore(self, one: Backup, values: dict[str, Any]) -> None:
        form = self._forms[one.name]
        self.background.ask(
            self,
            lambda seat: backups.what_leaves(seat, backup=one),
            lambda sentence: self._confirm(one, values, form, sentence),
        )

    def _confirm(self, one: Backup, values: dict[str, Any], form: Form, sentence: str) -> None:
        when = moment_in_words(datetime.fromisoformat(one.made_at))
        confirm(
            self,
            title=_("Put the backup of {when} in place?").format(when=when),
            sentence=sentence,
            yes=_("Restore this backup"),
            then=lambda: self.background.manage(
                self, lambda workplace: backups.restore(workplace, name=one.name, **values), self._restored, form.refuse
            ),
        )

    def _restored(self, _before: Backup | None) -> None:
        """What was verified was the record of before."""
        refill(self._result, [])
