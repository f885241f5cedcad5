"""The ledger: takes entries in, judges them in the one order that all computers agree on, and keeps them for ever.

Entries are judged by effective time (no earlier than that of anything they rest on), then by how deep they rest on
others, then by id. The order depends on the entries alone, so stores that began with the same founding and hold the same
entries show the same picture. An entry that is dated ahead of this computer's clock waits until its time has come.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from peertrain.domain.errors import Refused
from peertrain.domain.people import Key, KeyEnded, KeyUse, OrganisationFounded, Reached
from peertrain.domain.scopes import person
from peertrain.domain.statements import kind_of
from peertrain.i18n import _
from peertrain.record.entries import Entry, chain_name, read
from peertrain.storage.chains import Place, mark
from peertrain.storage.judge import Judge, Status, Verdict
from peertrain.storage.judged_with import may_understand_more
from peertrain.storage.late import Late, late_entries, matters, reach_of
from peertrain.storage.picture import StoredPicture
from peertrain.storage.tables import entries

__all__ = ["AHEAD", "Ledger", "Place", "Status", "Verdict"]

AHEAD = timedelta(seconds=120)
"""How far two clocks may differ without anything having to wait."""
STEP = timedelta(milliseconds=1)
"""How far what comes together may go beyond the newest entry in any case: who comes after a fast clock signs in tiny steps."""
AT_ONCE = 500
"""Entries that one question to the database names."""
MANY = 200
"""From so many entries on, and where they are most of the record, it is quicker to judge everything anew."""
PASSES = 8
"""How often everything is judged at most until it is settled which entries are late: mostly once, or else twice."""

_IN_ORDER = (entries.c.effective, entries.c.height, entries.c.id)
_GENUINE = entries.c.person_id != ""

# Statements are made once: making one takes SQLAlchemy longer than the database needs to answer it.
_ROW = select(entries).where(entries.c.id == bindparam("wanted"))
_HEAD = (
    select(entries.c.seq, entries.c.id)
    .where(entries.c.key_id == bindparam("key"), entries.c.scope == bindparam("within"), _GENUINE)
    .order_by(entries.c.seq.desc(), *_IN_ORDER)
    .limit(1)
)
_BACKWARDS = [column.desc() for column in _IN_ORDER]
_LAST = select(*_IN_ORDER).where(entries.c.height > 0, entries.c.status != Status.FORGED).order_by(*_BACKWARDS).limit(1)
_LAST_GENUINE = select(*_IN_ORDER).where(entries.c.height > 0, _GENUINE).order_by(*_BACKWARDS).limit(1)
_THESE = entries.c.id.in_(bindparam("wanted", expanding=True))
_STANDING = select(entries.c.id, entries.c.status, entries.c.reason, entries.c.person_id).where(_THESE)
_PLACES = select(*_IN_ORDER).where(_THESE, entries.c.height > 0)
_SIGNED = select(entries.c.id, entries.c.signed, entries.c.signature).where(_THESE)
_WAITING = select(entries.c.signed, entries.c.signature).where(entries.c.height == 0, entries.c.status == Status.HELD)
_KEEP = insert(entries)
_STAND = "UPDATE entries SET status = ?, reason = ?, person_id = ? WHERE id = ?"
"""As text: of thousands of rows SQLAlchemy would look at each."""
_PLACE = update(entries).where(entries.c.id == bindparam("entry"))
_STATUSES = {str(one): one for one in Status}


class Ledger:
    """The entries behind one transaction."""

    def __init__(self, connection: Connection, picture: StoredPicture, now: datetime | None = None) -> None:
        """`now` is this computer's clock; without it nothing waits for its time."""
        self.picture = picture
        self.connection = connection
        self._now = now
        self._new: dict[str, Entry] = {}
        self._pending: list[Place] = []
        self._reached: Place | None = None
        """How far the order went before anything was pending."""
        self._anew = False

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
        scope, key, seq = entries.c.scope, entries.c.key_id, entries.c.seq
        newest = select(scope, key, func.max(seq).label("seq")).where(_GENUINE).group_by(scope, key).subquery()
        same = (scope == newest.c.scope) & (key == newest.c.key_id) & (seq == newest.c.seq)
        query = select(scope, key, seq, entries.c.id).join(newest, same).where(_GENUINE)
        rows = self.connection.execute(query.order_by(*(column.desc() for column in _IN_ORDER)))
        return {chain_name(row.key_id, row.scope): (row.seq, row.id) for row in rows}

    def reach_of(self, key: Key) -> tuple[Reached, ...]:
        """Return how far a key is known here: what the statement that ends it has to say.

        Of an invitation nothing is known but the one entry that counts: whatever else it signed lets nobody in.
        """
        return reach_of(self.connection, key.id, status=Status.APPLIED if key.use is KeyUse.INVITATION else "")

    def ended_by_others(self, person_id: str) -> frozenset[str]:
        """Return the keys of a person that somebody else has ended, so that what was known of them decides."""
        query = select(entries.c.signed, entries.c.signature).where(
            entries.c.kind == kind_of(KeyEnded), entries.c.scope == person(person_id),
            entries.c.person_id != person_id, entries.c.status == Status.APPLIED,
        )  # fmt: skip
        return frozenset(str(read(*row).body["key_id"]) for row in self.connection.execute(query))

    def founding(self) -> str:
        """Return the id of the founding with which the record began."""
        query = select(entries.c.id).where(
            entries.c.kind == kind_of(OrganisationFounded), entries.c.status == Status.APPLIED
        )
        return str(self.connection.execute(query).scalar_one())

    def latest(self) -> datetime | None:
        """Return the latest effective time of genuine entries; what anybody could make up pushes no clock."""
        last = self._last_place(_LAST_GENUINE)
        return last[0] if last else None

    def newest_of(self, statement: type) -> datetime | None:
        """Return the latest effective time of the applied entries that make this kind of statement."""
        query = select(func.max(entries.c.effective)).where(
            entries.c.kind == kind_of(statement), entries.c.status == Status.APPLIED
        )
        newest: datetime | None = self.connection.execute(query).scalar_one()
        return newest

    def take(self, entry: Entry) -> Verdict:
        """Take an entry in. One that belongs before genuine ones is judged by `settle`, which has to follow."""
        if self._row(entry.id) is not None:
            return Verdict(Status.KNOWN)
        last, genuine = self._last_place(), self._last_place(_LAST_GENUINE)
        place, due = self._find_places({entry.id: entry}).get(entry.id, (None, False))
        if place is None or not due or self._pending or (genuine is not None and place < genuine):
            kept = self._unjudged(entry, place, due=due)
            self._keep([kept])
            return kept[2]
        judge = Judge(self.connection, self.picture)
        verdict = judge.judge(entry, place)
        apart = last is None or place > last or judge.stands_apart(entry, place)
        self.picture.note(mark(place))
        self.picture.flush()
        self._keep([(entry, place, verdict)])
        self._anew = self._anew or not apart or matters(self.connection, judge.endings)
        if not apart:
            self.settle()
        return verdict

    def take_all(self, some: Iterable[Entry]) -> list[Entry]:
        """Take many entries in, which `settle` then judges; return those that were not here before, each once."""
        new = {entry.id: entry for entry in some}
        for row in list(self._rows(_STANDING, new)):
            del new[row.id]
        self._new |= new
        places = self._find_places(new)
        found = [(entry, *places.get(id, (None, False))) for id, entry in new.items()]
        self._keep([self._unjudged(entry, place, due=due) for entry, place, due in found])
        return list(new.values())

    def settle(self, tick: Callable[[], object] = lambda: None) -> None:
        """Judge what was not judged yet, or waits no longer: by itself, unless something judged before depends on it.

        What a rule holds needs nothing here: it can only pass once something comes before it.
        """
        self._place_waiting()
        if self._anew or may_understand_more(self.connection) or not self._judge_pending(tick):
            self.rebuild(tick)
        self._pending, self._new, self._anew = [], {}, False

    def verdict(self, entry_id: str) -> Verdict:
        """Return how an entry that is here stands."""
        found = self.verdicts([entry_id]).get(entry_id)
        if found is None:
            raise Refused(_("This entry is not in the record."))
        return found

    def verdicts(self, ids: Iterable[str]) -> dict[str, Verdict]:
        """Return how those of these entries stand that are here."""
        return {row.id: _verdict(row) for row in self._rows(_STANDING, ids)}

    def find(self, entry_id: str) -> Entry | None:
        """Return the entry of this id, if it is here."""
        row = self._row(entry_id)
        return read(row.signed, row.signature) if row else None

    def newest(self, ids: Iterable[str]) -> Entry | None:
        """Return whichever of these entries comes last in the common order."""
        last = max((_place(row) for row in self._rows(_PLACES, ids)), default=None)
        return self.find(last[2]) if last else None

    def entries(self) -> Iterator[Entry]:
        """Yield every entry in the order in which it was taken in."""
        query = select(entries.c.signed, entries.c.signature).order_by(entries.c.position)
        for row in self.connection.execute(query).yield_per(1000):
            yield read(row.signed, row.signature)

    def rebuild(self, tick: Callable[[], object] = lambda: None) -> None:
        """Compute the whole picture, and how every entry stands, from the entries alone.

        What applies depends on which entries are late, and which are late on what applies. Where people end each other's
        keys these two may not meet; then ever fewer entries are taken for late until they do.
        `tick` is called now and then; it may raise to stop the work.
        """
        self._place_waiting()
        late: Late = {}
        for number in range(PASSES):
            found = self._judge_everything(late, tick)
            fewer = number >= PASSES // 2
            if found == late or (fewer and late.keys() <= found.keys()):
                return
            late = {id: found[id] for id in late if id in found} if fewer else found
        self._judge_everything({}, tick)

    # Where an entry stands

    def _row(self, entry_id: str) -> Row[Any] | None:
        return self.connection.execute(_ROW, {"wanted": entry_id}).one_or_none()

    def _rows(self, query: Any, ids: Iterable[str]) -> Iterator[Row[Any]]:
        """Yield what a query finds about these entries, asking for some of them at a time."""
        wanted = list(ids)
        for start in range(0, len(wanted), AT_ONCE):
            yield from self.connection.execute(query, {"wanted": wanted[start : start + AT_ONCE]})

    def _last_place(self, query: Any = _LAST) -> Place | None:
        row = self.connection.execute(query).one_or_none()
        return None if row is None else _place(row)

    def _find_places(self, some: dict[str, Entry]) -> dict[str, tuple[Place, bool]]:
        """Return where those of these entries stand that rest on nothing missing, and whether the time of each has come."""
        resting: defaultdict[str, list[Entry]] = defaultdict(list)
        for one in some.values():
            for id in one.rests_on:
                resting[id].append(one)
        there = {row.id: _place(row) for row in self._rows(_PLACES, resting.keys() - some.keys())}
        found: list[Place] = []
        to_try = list(some.values())
        while to_try:
            entry = to_try.pop()
            if entry.id in there or not all(id in there for id in entry.rests_on):
                continue
            before = [there[id] for id in entry.rests_on]
            effective = max([entry.at, *(place[0] for place in before)])
            there[entry.id] = (effective, 1 + max((place[1] for place in before), default=0), entry.id)
            found.append(there[entry.id])
            to_try += resting[entry.id]
        due = self._due()
        return {place[2]: (place, due is None or place[0] <= due) for place in sorted(found)}

    def _due(self) -> datetime | None:
        """Return up to when entries may be dated for their time to have come; None where nothing waits for its time."""
        if self._now is None:
            return None
        latest = self.latest()
        return max(self._now + AHEAD, latest + STEP) if latest else self._now + AHEAD

    def _place_waiting(self) -> None:
        """Give waiting entries their place, once everything they rest on is here and their time has come."""
        waiting = {one.id: one for one in (read(*row) for row in self.connection.execute(_WAITING))}
        found = [place for place, due in self._find_places(waiting).values() if due] if waiting else []
        if found:
            self._wait_to_be_judged(found)
            self.connection.execute(
                _PLACE, [{"entry": id, "effective": effective, "height": height} for effective, height, id in found]
            )

    def _unjudged(self, entry: Entry, place: Place | None, *, due: bool) -> tuple[Entry, Place, Verdict]:
        """Return how an entry is kept that is not judged yet."""
        if place is not None and due:
            self._wait_to_be_judged([place])
            return entry, place, Verdict(Status.HELD, _("It belongs before others, which have to be judged anew."))
        ahead, missing = (
            _("It is dated ahead of this computer's clock, and waits until then."),
            _("It rests on entries that have not arrived here yet."),
        )
        return entry, (entry.at, 0, entry.id), Verdict(Status.HELD, ahead if place else missing)

    def _wait_to_be_judged(self, places: list[Place]) -> None:
        if not self._pending:
            self._reached = self._last_place()
        self._pending += places

    # Judging and keeping

    def _judge_pending(self, tick: Callable[[], object]) -> bool:
        """Judge what was not judged yet; False where the others have to be judged anew with it."""
        pending = sorted(self._pending)
        if len(pending) > MANY and len(pending) * 2 > self.size:
            return False
        judge, changed = Judge(self.connection, self.picture), []
        at_the_end = not pending or self._reached is None or pending[0] > self._reached
        missing = [id for _effective, _height, id in pending if id not in self._new]
        here = self._new | {row.id: read(row.signed, row.signature) for row in self._rows(_SIGNED, missing)}
        for number, place in enumerate(pending):
            if number % 100 == 0:
                tick()
            entry = here[place[2]]
            verdict = judge.judge(entry, place)
            if not at_the_end and not judge.stands_apart(entry, place):
                return False
            self.picture.note(mark(place))
            changed.append((entry.id, verdict))
        self._stand(changed)
        self.picture.flush()
        return not matters(self.connection, judge.endings)

    def _judge_everything(self, late: Late, tick: Callable[[], object]) -> Late:
        """Judge every entry in order; return which are late by what applied."""
        self.picture.clear()
        judge = Judge(self.connection, self.picture, late=late, anew=True)
        changed: list[tuple[str, Verdict]] = []
        columns = (*_IN_ORDER, entries.c.status, entries.c.reason, entries.c.person_id)
        query = select(*columns, entries.c.signed, entries.c.signature).where(entries.c.height > 0).order_by(*_IN_ORDER)
        for number, row in enumerate(self.connection.execute(query).yield_per(1000)):
            if number % 100 == 0:
                tick()
            entry = self._new.get(row.id) or read(row.signed, row.signature)
            verdict = judge.judge(entry, _place(row), genuine=row.person_id != "")
            self.picture.note(mark(_place(row)))
            if verdict != _verdict(row):
                changed.append((entry.id, verdict))
        self._stand(changed)
        self.picture.flush()
        self.picture.forget_changes()
        return late_entries(self.connection, judge.endings)

    def _keep(self, some: Sequence[tuple[Entry, Place, Verdict]]) -> None:
        rows = [
            {
                "id": entry.id, "key_id": entry.key_id, "scope": entry.scope, "seq": entry.seq, "kind": entry.kind,
                "person_id": verdict.person_id, "at": entry.at, "effective": place[0], "height": place[1],
                "status": verdict.status, "reason": verdict.reason, "signed": entry.signed,
                "signature": entry.signature,
            }
            for entry, place, verdict in some
        ]  # fmt: skip
        if rows:
            self.connection.execute(_KEEP, rows)

    def _stand(self, changed: list[tuple[str, Verdict]]) -> None:
        if changed:
            rows = [(str(one.status), one.reason, one.person_id, id) for id, one in changed]
            self.connection.exec_driver_sql(_STAND, rows)


def _place(row: Any) -> Place:
    return row.effective, row.height, row.id


def _verdict(row: Any) -> Verdict:
    return Verdict(_STATUSES[row.status], row.reason, row.person_id)
