"""The ledger: takes entries in, judges them in the one order that all computers agree on, and keeps them for ever.

Entries are judged by effective time (no earlier than that of anything they rest on), then by how deep they rest on
others, then by id. The order depends on the entries alone, so stores that hold the same entries show the same picture.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from peertrain.domain.errors import Held, Refused
from peertrain.domain.people import Key, KeyUse, OrganisationFounded
from peertrain.domain.picture import Signed
from peertrain.domain.statements import Statement, apply
from peertrain.i18n import _
from peertrain.record.bodies import statement_of
from peertrain.record.canonical import Malformed
from peertrain.record.entries import Entry, is_signed_by, read
from peertrain.storage.picture import StoredPicture
from peertrain.storage.tables import entries


class Status(StrEnum):
    """How an entry stands in the record of this computer."""

    APPLIED = "applied"
    HELD = "held"
    REJECTED = "rejected"
    FORGED = "not genuine"
    KNOWN = "already here"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an entry, why where it was not applied, and whose key it is signed with, where known."""

    status: Status
    reason: str = ""
    person_id: str = ""


Place = tuple[datetime, int, str]
"""Where an entry stands in the common order: effective time, height, id. Height 0 waits, -1 is not genuine."""

_IN_ORDER = (entries.c.effective, entries.c.height, entries.c.id)


class Ledger:
    """The entries behind one transaction."""

    def __init__(self, connection: Connection, picture: StoredPicture) -> None:
        self.picture = picture
        self.connection = connection
        self._unsettled = False
        self._taken: set[tuple[str, int]] | None = None

    @property
    def size(self) -> int:
        """The number of entries taken in."""
        return int(self.connection.execute(select(func.coalesce(func.max(entries.c.position), 0))).scalar_one())

    def head(self, key_id: str) -> tuple[int, str] | None:
        """Return the sequence number and id of the newest entry of a key."""
        row = self.connection.execute(
            select(entries.c.seq, entries.c.id)
            .where(entries.c.key_id == key_id, entries.c.status.in_([Status.APPLIED, Status.REJECTED]))
            .order_by(entries.c.seq.desc(), entries.c.position)
            .limit(1)
        ).one_or_none()
        return None if row is None else (row.seq, row.id)

    def heads(self) -> dict[str, tuple[int, str]]:
        """Return the newest entry of every key."""
        keys = self.connection.execute(select(entries.c.key_id).distinct()).scalars().all()
        return {key: head for key in keys if (head := self.head(key)) is not None}

    def latest(self) -> datetime | None:
        """Return the latest effective time in the record."""
        last = self._last_place()
        return last[0] if last else None

    def take(self, entry: Entry) -> Verdict:
        """Take an entry in. One that belongs before others is judged by `settle`, which has to follow."""
        if self._row(entry.id) is not None:
            return Verdict(Status.KNOWN)
        place = self._place(entry)
        last = self._last_place()
        if place is not None and (last is None or place > last):
            verdict = self._judge(entry)
            self.picture.flush()
            if verdict.status is Status.FORGED:
                place = (entry.at, -1, entry.id)
        else:
            verdict = Verdict(Status.HELD, _("It rests on entries that have not arrived here yet."))
            self._unsettled = self._unsettled or place is not None
        self._keep(entry, place or (entry.at, 0, entry.id), verdict)
        return verdict

    def settle(self) -> None:
        """Judge anew what arrived out of order and what was held; nothing to do where nothing was."""
        if self._unsettled or self._held_exists():
            self.rebuild()
        self._unsettled = False

    def verdict(self, entry_id: str) -> Verdict:
        """Return how an entry that is here stands."""
        row = self._row(entry_id)
        if row is None:
            raise Refused(_("This entry is not in the record."))
        return Verdict(Status(row.status), row.reason, row.person_id)

    def entries(self) -> Iterator[Entry]:
        """Yield every entry in the order in which it was taken in."""
        query = select(entries.c.signed, entries.c.signature).order_by(entries.c.position)
        for row in self.connection.execute(query).yield_per(1000):
            yield read(row.signed, row.signature)

    def rebuild(self) -> None:
        """Compute the whole picture, and how every entry stands, from the entries alone."""
        self.picture.clear()
        self._place_waiting()
        self._taken = set()
        query = select(
            entries.c.id, entries.c.status, entries.c.reason, entries.c.person_id, entries.c.signed, entries.c.signature
        )
        for row in self.connection.execute(query.where(entries.c.height > 0).order_by(*_IN_ORDER)).all():
            genuine = row.status in {Status.APPLIED, Status.REJECTED}
            verdict = self._judge(read(row.signed, row.signature), genuine=genuine)
            if verdict != Verdict(Status(row.status), row.reason, row.person_id):
                self._stand(row.id, verdict)
        self._taken = None
        self.picture.flush()

    # Where an entry stands

    def _row(self, entry_id: str) -> Row[Any] | None:
        return self.connection.execute(select(entries).where(entries.c.id == entry_id)).one_or_none()

    def _held_exists(self) -> bool:
        query = select(entries.c.id).where(entries.c.status == Status.HELD).limit(1)
        return self.connection.execute(query).first() is not None

    def _last_place(self) -> Place | None:
        query = select(*_IN_ORDER).where(entries.c.height > 0)
        row = self.connection.execute(query.order_by(*(column.desc() for column in _IN_ORDER)).limit(1)).one_or_none()
        return None if row is None else (row.effective, row.height, row.id)

    def _place(self, entry: Entry) -> Place | None:
        """Return where the entry stands; None while something that it rests on is missing or waits itself."""
        effective, height = entry.at, 1
        for id in entry.rests_on:
            row = self._row(id)
            if row is None or row.height <= 0:
                return None
            effective, height = max(effective, row.effective), max(height, row.height + 1)
        return effective, height, entry.id

    def _place_waiting(self) -> None:
        """Give entries that were waiting their place, once everything they rest on is here."""
        found = True
        while found:
            found = False
            for row in self.connection.execute(select(entries).where(entries.c.height == 0)).all():
                place = self._place(read(row.signed, row.signature))
                if place is not None:
                    found = True
                    here = update(entries).where(entries.c.id == row.id)
                    self.connection.execute(here.values(effective=place[0], height=place[1]))

    def _keep(self, entry: Entry, place: Place, verdict: Verdict) -> None:
        self.connection.execute(
            insert(entries).values(
                id=entry.id, key_id=entry.key_id, seq=entry.seq, kind=entry.kind, person_id=verdict.person_id,
                at=entry.at, effective=place[0], height=place[1], status=verdict.status, reason=verdict.reason,
                signed=entry.signed, signature=entry.signature,
            )
        )  # fmt: skip

    def _stand(self, entry_id: str, verdict: Verdict) -> None:
        standing: dict[str, Any] = {"status": verdict.status, "reason": verdict.reason, "person_id": verdict.person_id}
        if verdict.status is Status.FORGED:
            standing["height"] = -1
        self.connection.execute(update(entries).where(entries.c.id == entry_id).values(standing))

    # Judging

    def _judge(self, entry: Entry, *, genuine: bool = False) -> Verdict:
        """Apply the entry to the picture if every rule allows it; `genuine` says its signature was checked before."""
        person_id = ""
        try:
            statement = statement_of(entry.kind, entry.body)
            key = self._key(entry, statement)
            person_id = key.person_id
            if not genuine and not is_signed_by(entry, bytes.fromhex(key.signing_public)):
                return Verdict(Status.FORGED, _("Its signature is not of the key that it names."), person_id)
            self._check_chain(entry, key)
            apply(self.picture, statement, Signed(entry.id, entry.key_id, person_id, entry.at))
        except Malformed as error:
            return Verdict(Status.REJECTED, _("It cannot be understood: {error}.").format(error=error), person_id)
        except Held as error:
            return Verdict(Status.HELD, str(error), person_id)
        except Refused as error:
            return Verdict(Status.REJECTED, str(error), person_id)
        return Verdict(Status.APPLIED, "", person_id)

    def _key(self, entry: Entry, statement: Statement) -> Key:
        key = self.picture.find(Key, entry.key_id)
        if key is not None:
            return key
        if isinstance(statement, OrganisationFounded) and entry.organisation == statement.organisation_id:
            return Key(
                entry.key_id, statement.person_id, KeyUse.PERSON, statement.signing_public, statement.box_public, "",
                entry.at,
            )  # fmt: skip
        raise Held(_("It is signed with a key that is not known here yet."))

    def _check_chain(self, entry: Entry, key: Key) -> None:
        """Refuse an entry that does not follow its key's previous one, or claims a place that is taken."""
        if self._place_taken(entry):
            raise Refused(_("The key has signed another entry in this place. Ask the person which one is right."))
        if entry.seq == 1:
            follows = entry.prev == key.entry_id
        else:
            before = self._row(entry.prev)
            follows = before is not None and (before.key_id, before.seq) == (entry.key_id, entry.seq - 1)
        if not follows:
            raise Refused(_("It does not follow the key's previous entry."))

    def _place_taken(self, entry: Entry) -> bool:
        if self._taken is not None:
            taken = (entry.key_id, entry.seq) in self._taken
            self._taken.add((entry.key_id, entry.seq))
            return taken
        query = select(entries.c.id).where(
            entries.c.key_id == entry.key_id,
            entries.c.seq == entry.seq,
            entries.c.status.in_([Status.APPLIED, Status.REJECTED]),
        )
        return self.connection.execute(query.limit(1)).first() is not None
