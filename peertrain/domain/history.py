"""What happened to the record itself: restored backups, corrected clocks, notes of correction."""

from dataclasses import dataclass
from datetime import datetime

from peertrain.domain.errors import Refused
from peertrain.domain.people import Role, author, author_as
from peertrain.domain.picture import Picture, Rule, Signed
from peertrain.i18n import _


@dataclass(frozen=True, slots=True)
class Note:
    """A note of correction that stands beside an entry; nothing in the entry changes."""

    id: str
    about_entry: str
    text: str
    by_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoteMade:
    about_entry: str
    text: str


@dataclass(frozen=True, slots=True)
class BackupRestored:
    """A backup was put in place of the record: how many entries there were before and after, and why."""

    backup: str
    entries_before: int
    entries_after: int
    reason: str


@dataclass(frozen=True, slots=True)
class ClockCorrected:
    """A coordinator says that the computer's clock, which had gone back, is right now."""

    reason: str


def _note(picture: Picture, said: NoteMade, signed: Signed) -> None:
    person = author(picture, signed)
    if not person.active_roles:
        raise Refused(_("Only somebody with a role here can do this."))
    if not said.text.strip():
        raise Refused(_("A note needs some words."))
    picture.put(Note(signed.entry_id, said.about_entry, said.text.strip(), person.id, signed.at))


def _restored(picture: Picture, said: BackupRestored, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    if not said.reason.strip():
        raise Refused(_("Say why the backup is restored."))


def _clock(picture: Picture, said: ClockCorrected, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    if not said.reason.strip():
        raise Refused(_("Say what was wrong with the clock."))


RULES: dict[type, Rule] = {NoteMade: _note, BackupRestored: _restored, ClockCorrected: _clock}
