"""History: who did what and when, in words, each entry in full, and the correction of the clock."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from peertrain.domain.changes import Changed, Done
from peertrain.domain.competencies import Rating, has_rated
from peertrain.domain.errors import Refused
from peertrain.domain.history import ClockCorrected, Note, NoteMade
from peertrain.domain.narration import narrate
from peertrain.domain.narration_people import name_of
from peertrain.domain.people import Key
from peertrain.domain.statements import KINDS
from peertrain.i18n import _
from peertrain.record.bodies import statement_of
from peertrain.record.canonical import Malformed
from peertrain.record.entries import Entry, is_signed_by
from peertrain.storage.ledger import Status
from peertrain.storage.lists import fetch
from peertrain.storage.lists.history import Kept, at_positions, covering_checkpoint, positions
from peertrain.storage.lists.people import names
from peertrain.storage.tables import values
from peertrain.workplace.seat import Seat

GROUPS: Mapping[str, tuple[str, ...]] = {
    "people": (
        "organisation founded", "organisation corrected", "logo chosen", "issuing key replaced",
        "person enrolled", "person corrected",
        "key invited", "key added", "key confirmed", "key ended", "late entries accepted", "role given", "role ended",
        "supervisor assigned", "supervisor unassigned", "attestation made",
    ),
    "learning": (
        "course adopted", "course retired", "lesson completed", "reflection written", "check passed", "attempts allowed",
        "session held",
    ),
    "hours": ("hours logged", "hours withdrawn", "hours approved", "hours returned", "hours reopened"),
    "supervision": ("meeting held", "meeting confirmed", "meeting voided"),
    "competencies": ("competency rated", "rating acknowledged", "competency self rated"),
    "certification": (
        "programme adopted", "programme retired", "trainee enrolled", "exam recorded", "exam corrected",
        "exam voided", "certificate issued", "certificate revoked",
    ),
    "record": ("note made", "backup restored", "clock corrected"),
}  # fmt: skip
"""The kinds of entries as one looks for them."""


@dataclass(frozen=True, slots=True)
class Search:
    """Which entries one looks for; `group` is a key of GROUPS, `only_wrong` leaves out those that count."""

    person_id: str = ""
    group: str = ""
    first: date | None = None
    last: date | None = None
    only_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as a line of the history."""

    position: int
    at: datetime
    who: str
    sentence: str
    status: Status
    reason: str

    @property
    def counts(self) -> bool:
        """Whether the entry is part of the picture."""
        return self.status is Status.APPLIED

    @property
    def state(self) -> str:
        """How the entry stands, for a person."""
        return status_in_words(self.status)


@dataclass(frozen=True, slots=True)
class Detail:
    """An entry in full: exactly the text that was signed, whether the signature is genuine, and what covers it.

    Of a trainee's own rating, the text is there once the person at work has rated the competency too.
    `checkpoint` is the number of entries that the first checkpoint covering it reaches to; None where none does yet.
    """

    line: Line
    entry: Entry
    text: str
    genuine: bool
    checkpoint: int | None
    notes: tuple[Note, ...]


def group_names() -> dict[str, str]:
    """Return the groups of kinds, in words."""
    return {
        "people": _("Organisation and people"),
        "learning": _("Courses and learning"),
        "hours": _("Hours and sign-offs"),
        "supervision": _("Supervision meetings"),
        "competencies": _("Competencies"),
        "certification": _("Programmes and certificates"),
        "record": _("The record itself"),
    }


def people_in_history(seat: Seat) -> dict[str, str]:
    """Return everybody by id, for the choice of a person."""
    seat.check_coordinator()
    return names(seat.connection)


def find_lines(seat: Seat, *, search: Search, oldest_first: bool = False) -> list[int]:
    """Return the positions of the entries that fit, newest first."""
    seat.check_coordinator()
    kinds = GROUPS[search.group] if search.group else ()
    return positions(
        seat.connection, person_id=search.person_id, kinds=kinds, first=search.first, last=search.last,
        only_wrong=search.only_wrong, oldest_first=oldest_first,
    )  # fmt: skip


def lines(seat: Seat, wanted: Sequence[int]) -> dict[int, Line]:
    """Return the lines at these positions."""
    seat.check_coordinator()
    return {kept.position: _line(seat, kept) for kept in at_positions(seat.connection, wanted)}


def detail(seat: Seat, *, position: int) -> Detail:
    """Return one entry in full."""
    seat.check_coordinator()
    found = at_positions(seat.connection, [position])
    if not found:
        raise Refused(_("This entry is not in the record."))
    kept = found[0]
    key = seat.picture.find(Key, kept.entry.key_id)
    table = values[Note]
    return Detail(
        _line(seat, kept),
        kept.entry,
        _text(seat, kept),
        key is not None and is_signed_by(kept.entry, bytes.fromhex(key.signing_public)),
        covering_checkpoint(seat.connection, position),
        tuple(fetch(seat.connection, Note, table.c.about_entry == kept.entry.id, order_by=[table.c.at, table.c.id])),
    )


def add_note(seat: Seat, *, entry_id: str, text: str) -> Done[None]:
    """Put a note of correction beside an entry; nothing in the entry changes."""
    seat.say(NoteMade(entry_id, text))
    return Done(Changed.HISTORY, _("The note stands beside the entry."))


def correct_clock(seat: Seat, *, reason: str) -> Done[None]:
    """Say that the computer's clock, which had gone back, is right now, so that signing can go on."""
    seat.say(ClockCorrected(reason))
    return Done(Changed.HISTORY, _("The correction of the clock is in the record. Signing can go on."))


def status_in_words(status: Status) -> str:
    """Return how an entry stands, for a person."""
    return {
        Status.APPLIED: _("counts"),
        Status.HELD: _("waits"),
        Status.NOT_UNDERSTOOD: _("not understood"),
        Status.REJECTED: _("does not count"),
        Status.FORGED: _("not genuine"),
        Status.KNOWN: _("already here"),
    }[status]


def _text(seat: Seat, kept: Kept) -> str:
    if kept.entry.kind == "competency self rated" and not _may_see_own_rating(seat, kept):
        return _("What a trainee thinks of themselves is shown to whoever has rated the same competency of theirs.")
    return json.dumps(json.loads(kept.entry.signed), indent=2, ensure_ascii=False, sort_keys=True)


def _may_see_own_rating(seat: Seat, kept: Kept) -> bool:
    table, competency = values[Rating], str(kept.entry.body.get("competency_id"))
    given = fetch(seat.connection, Rating, table.c.trainee_id == kept.person_id, table.c.competency_id == competency)
    return seat.person_id == kept.person_id or has_rated(seat.person_id, given)


def _line(seat: Seat, kept: Kept) -> Line:
    try:
        sentence = narrate(statement_of(kept.entry.kind, kept.entry.body), seat.picture, kept.person_id)
    except Malformed:
        sentence = _("An entry of the kind “{kind}” that cannot be understood.").format(kind=kept.entry.kind)
    who = name_of(seat.picture, kept.person_id)
    return Line(kept.position, kept.entry.at, who, sentence, kept.status, kept.reason)


def kinds_without_a_group() -> frozenset[str]:
    """Return the kinds of entries that no group names; there should be none."""
    return frozenset(KINDS) - {kind for group in GROUPS.values() for kind in group}
