"""The ledger: takes entries in, judges them in the one order that all computers agree on, and keeps them for ever.

Entries are judged by effective time (no earlier than that of anything they rest on), then by how deep they rest on
others, then by id. The order depends on the entries alone, so stores that began with the same founding and hold the same
entries show the same picture. An entry that is dated ahead of this computer's clock waits until its time has come.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from peertrain.domain.errors import Held, Refused
from peertrain.domain.people import ORGANISATION, Key, KeyUse, Organisation, OrganisationFounded
from peertrain.domain.picture import Signed
from peertrain.domain.scopes import scope_of
from peertrain.domain.statements import Statement, apply, kind_of
from peertrain.domain.wellformed import check_wellformed
from peertrain.i18n import _
from peertrain.record.bodies import statement_of
from peertrain.record.canonical import Malformed
from peertrain.record.entries import Entry, chain_name, is_signed_by, read
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
    """What became of an entry, and why where it was not applied.

    `person_id` is whose key it is signed with, once the key is known and the signature was found genuine.
    """

    status: Status
    reason: str = ""
    person_id: str = ""


Place = tuple[datetime, int, str]
"""Where an entry stands in the common order: effective time, height, id. Height 0 waits."""

AHEAD = timedelta(seconds=120)
"""How far two clocks may differ without anything having to wait."""
STEP = timedelta(milliseconds=1)
"""How far an entry may go beyond the newest one in any case: who comes after a fast clock signs in such steps."""

_IN_ORDER = (entries.c.effective, entries.c.height, entries.c.id)
_GENUINE = entries.c.person_id != ""
_FOUNDING = kind_of(OrganisationFounded)

# Statements are made once: making one takes SQLAlchemy longer than the database needs to answer it.
_ROW = select(entries).where(entries.c.id == bindparam("wanted"))
_HEAD = (
    select(entries.c.seq, entries.c.id)
    .where(entries.c.key_id == bindparam("key"), entries.c.scope == bindparam("within"), _GENUINE)
    .order_by(entries.c.seq.desc(), *_IN_ORDER)
    .limit(1)
)
_LAST = (
    select(*_IN_ORDER)
    .where(entries.c.height > 0, entries.c.status != Status.FORGED)
    .order_by(*(column.desc() for column in _IN_ORDER))
    .limit(1)
)
_SIGNED_AS = select(entries.c.id).where(
    entries.c.key_id == bindparam("key"),
    entries.c.scope == bindparam("within"),
    entries.c.seq == bindparam("number"),
    _GENUINE,
)
_KEEP = insert(entries)


class Ledger:
    """The entries behind one transaction."""

    def __init__(self, connection: Connection, picture: StoredPicture, now: datetime | None = None) -> None:
        """`now` is this computer's clock; without it nothing waits for its time."""
        self.picture = picture
        self.connection = connection
        self._now = now
        self._unsettled = False
        self._chains: dict[tuple[str, str, int], list[str]] | None = None
        self._founding = ""

    @property
    def size(self) -> int:
        """The number of entries taken in."""
        return int(self.connection.execute(select(func.coalesce(func.max(entries.c.position), 0))).scalar_one())

    def head(self, key_id: str, scope: str) -> tuple[int, str] | None:
        """Return the sequence number and id of the newest entry of a key in a scope."""
        row = self.connection.execute(_HEAD, {"key": key_id, "within": scope}).one_or_none()
        return None if row is None else (row.seq, row.id)

    def heads(self) -> dict[str, tuple[int, str]]:
        """Return the newest entry of every chain, by `chain_name`."""
        chains = self.connection.execute(select(entries.c.key_id, entries.c.scope).distinct()).all()
        return {
            chain_name(row.key_id, row.scope): head
            for row in chains
            if (head := self.head(row.key_id, row.scope)) is not None
        }

    def latest(self) -> datetime | None:
        """Return the latest effective time in the record."""
        last = self._last_place()
        return last[0] if last else None

    def newest_of(self, statement: type) -> datetime | None:
        """Return the latest effective time of the applied entries that make this kind of statement."""
        query = select(func.max(entries.c.effective)).where(
            entries.c.kind == kind_of(statement), entries.c.status == Status.APPLIED
        )
        newest: datetime | None = self.connection.execute(query).scalar_one()
        return newest

    def take(self, entry: Entry) -> Verdict:
        """Take an entry in. One that belongs before others is judged by `settle`, which has to follow."""
        if self._row(entry.id) is not None:
            return Verdict(Status.KNOWN)
        place = self._place(entry)
        last = self._last_place()
        if place is None:
            verdict = Verdict(Status.HELD, _("It rests on entries that have not arrived here yet."))
        elif self._is_ahead(place, last):
            verdict = Verdict(Status.HELD, _("It is dated ahead of this computer's clock, and waits until then."))
            place = None
        elif last is None or place > last:
            verdict = self._judge(entry, place[0])
            self.picture.flush()
        else:
            verdict = Verdict(Status.HELD, _("It belongs before others, which have to be judged anew."))
            self._unsettled = True
        self._keep(entry, place or (entry.at, 0, entry.id), verdict)
        return verdict

    def settle(self, tick: Callable[[], object] = lambda: None) -> None:
        """Judge anew where entries belong before others, or no longer wait.

        What a rule holds needs nothing here: it can only pass once something comes before it.
        """
        if self._place_waiting() or self._unsettled:
            self.rebuild(tick)
        self._unsettled = False

    def verdict(self, entry_id: str) -> Verdict:
        """Return how an entry that is here stands."""
        row = self._row(entry_id)
        if row is None:
            raise Refused(_("This entry is not in the record."))
        return Verdict(Status(row.status), row.reason, row.person_id)

    def find(self, entry_id: str) -> Entry | None:
        """Return the entry of this id, if it is here."""
        row = self._row(entry_id)
        return read(row.signed, row.signature) if row else None

    def entries(self) -> Iterator[Entry]:
        """Yield every entry in the order in which it was taken in."""
        query = select(entries.c.signed, entries.c.signature).order_by(entries.c.position)
        for row in self.connection.execute(query).yield_per(1000):
            yield read(row.signed, row.signature)

    def rebuild(self, tick: Callable[[], object] = lambda: None) -> None:
        """Compute the whole picture, and how every entry stands, from the entries alone.

        `tick` is called now and then; it may raise to stop the work.
        """
        self.picture.clear()
        self._place_waiting()
        self._chains = defaultdict(list)
        changed: list[tuple[str, Verdict]] = []
        columns = (entries.c.effective, entries.c.status, entries.c.reason, entries.c.person_id)
        query = select(*columns, entries.c.signed, entries.c.signature).where(entries.c.height > 0).order_by(*_IN_ORDER)
        for number, row in enumerate(self.connection.execute(query).yield_per(1000)):
            if number % 100 == 0:
                tick()
            entry = read(row.signed, row.signature)
            verdict = self._judge(entry, row.effective, genuine=row.person_id != "")
            if verdict != Verdict(Status(row.status), row.reason, row.person_id):
                changed.append((entry.id, verdict))
        self._chains = None
        self._stand(changed)
        self.picture.flush()
        self.picture.forget_changes()

    # Where an entry stands

    def _row(self, entry_id: str) -> Row[Any] | None:
        return self.connection.execute(_ROW, {"wanted": entry_id}).one_or_none()

    def _is_ahead(self, place: Place, last: Place | None) -> bool:
        if self._now is None:
            return False
        reached = self._now + AHEAD
        return place[0] > (max(reached, last[0] + STEP) if last else reached)

    def _last_place(self) -> Place | None:
        row = self.connection.execute(_LAST).one_or_none()
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

    def _place_waiting(self) -> bool:
        """Give waiting entries their place, once everything they rest on is here and their time has come."""
        query = select(entries.c.signed, entries.c.signature).where(
            entries.c.height == 0, entries.c.status == Status.HELD
        )
        waiting = {one.id: one for one in (read(*row) for row in self.connection.execute(query))}
        resting: defaultdict[str, list[Entry]] = defaultdict(list)
        for one in waiting.values():
            for id in one.rests_on:
                resting[id].append(one)
        last, to_try, found = self._last_place(), list(waiting.values()), False
        while to_try:
            entry = to_try.pop()
            place = self._place(entry) if entry.id in waiting else None
            if place is None or self._is_ahead(place, last):
                continue
            here = update(entries).where(entries.c.id == entry.id)
            self.connection.execute(here.values(effective=place[0], height=place[1]))
            del waiting[entry.id]
            to_try += resting[entry.id]
            found = True
        return found

    def _keep(self, entry: Entry, place: Place, verdict: Verdict) -> None:
        row = {
            "id": entry.id, "key_id": entry.key_id, "scope": entry.scope, "seq": entry.seq, "kind": entry.kind,
            "person_id": verdict.person_id, "at": entry.at, "effective": place[0], "height": place[1],
            "status": verdict.status, "reason": verdict.reason, "signed": entry.signed, "signature": entry.signature,
        }  # fmt: skip
        self.connection.execute(_KEEP, row)

    def _stand(self, changed: list[tuple[str, Verdict]]) -> None:
        if changed:
            self.connection.execute(
                update(entries).where(entries.c.id == bindparam("entry")),
                [
                    {"entry": id, "status": one.status, "reason": one.reason, "person_id": one.person_id}
                    for id, one in changed
                ],
            )

    # Judging

    def _judge(self, entry: Entry, effective: datetime, *, genuine: bool = False) -> Verdict:
        """Apply the entry to the picture if every rule allows it; `genuine` says its signature was checked before."""
        person_id = ""
        try:
            key = self._key(entry)
            if not genuine and not is_signed_by(entry, bytes.fromhex(key.signing_public)):
                return Verdict(Status.FORGED, _("Its signature is not of the key that it names."))
            person_id = key.person_id
            self._check_chain(entry, key)
            self._check_organisation(entry)
            said = statement_of(entry.kind, entry.body)
            self._check_scope(entry, said, person_id)
            apply(self.picture, said, Signed(entry.id, key.id, person_id, effective))
        except Malformed as error:
            return Verdict(Status.REJECTED, _("It cannot be understood: {error}.").format(error=error), person_id)
        except Held as error:
            return Verdict(Status.HELD, str(error), person_id)
        except Refused as error:
            return Verdict(Status.REJECTED, str(error), person_id)
        return Verdict(Status.APPLIED, "", person_id)

    def _key(self, entry: Entry) -> Key:
        """Return the key that the entry names; the founding brings its own."""
        key = self.picture.find(Key, entry.key_id)
        if key is not None:
            return key
        if entry.kind != _FOUNDING:
            raise Held(_("It is signed with a key that is not known here yet."))
        if self._founded_by(entry) != entry.id:
            raise Refused(_("This record already has an organisation."))
        return _founding_key(entry)

    def _founded_by(self, entry: Entry) -> str:
        """Return the id of the founding with which this record began: the first genuine one taken in, or else `entry`.

        Its date decides nothing, or anybody could found the record anew, dated before everything that is in it.
        """
        if not self._founding:
            query = select(entries.c.signed, entries.c.signature).where(entries.c.kind == _FOUNDING)
            kept = (read(*row) for row in self.connection.execute(query.order_by(entries.c.position)))
            self._founding = next((one.id for one in kept if _is_founding(one)), "")
        return self._founding or entry.id

    def _check_organisation(self, entry: Entry) -> None:
        organisation = self.picture.find(Organisation, ORGANISATION)
        if organisation is not None and entry.organisation != organisation.organisation_id:
            raise Refused(_("It belongs to the record of another organisation."))

    def _check_scope(self, entry: Entry, said: Statement, person_id: str) -> None:
        """Refuse an entry in a scope other than its own: it would reach people whom it does not concern, or not others."""
        scope = scope_of(self.picture, said, person_id)
        if scope is not None and entry.scope != scope:
            raise Refused(_("It is addressed to other people than those whom it concerns."))

    def _check_chain(self, entry: Entry, key: Key) -> None:
        """Refuse an entry that does not follow its key's previous one, or claims a place that is taken."""
        here = self._signed_as(entry, entry.seq)
        taken = bool(here)
        if self._chains is not None:
            self._chains[entry.key_id, entry.scope, entry.seq].append(entry.id)
        if taken:
            raise Refused(_("The key has signed another entry in this place. Ask the person which one is right."))
        before = [key.entry_id] if entry.seq == 1 else self._signed_as(entry, entry.seq - 1)
        if entry.prev not in before:
            raise Refused(_("It does not follow the key's previous entry."))

    def _signed_as(self, entry: Entry, seq: int) -> Collection[str]:
        """Return the ids of the genuine entries in the entry's chain under this number, as far as judged."""
        if self._chains is not None:
            return self._chains.get((entry.key_id, entry.scope, seq), ())
        chain = {"key": entry.key_id, "within": entry.scope, "number": seq}
        return self.connection.execute(_SIGNED_AS, chain).scalars().all()


def _founding_key(entry: Entry) -> Key:
    """Return the key that a founding brings; raise Malformed or Refused where it is none."""
    said = statement_of(entry.kind, entry.body)
    check_wellformed(said)
    if not isinstance(said, OrganisationFounded) or said.organisation_id != entry.organisation:
        raise Refused(_("It belongs to the record of another organisation."))
    return Key(
        entry.key_id, said.person_id, KeyUse.PERSON, said.signing_public, said.box_public, "", entry.at
    )  # fmt: skip


def _is_founding(entry: Entry) -> bool:
    try:
        return is_signed_by(entry, bytes.fromhex(_founding_key(entry).signing_public))
    except (Malformed, Refused):
        return False
