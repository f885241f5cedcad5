"""Verifying the whole record: a healthy one passes, and each way of tampering is named."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from peertrain.domain.hours import HoursApproved
from peertrain.record.entries import Entry
from peertrain.storage import checkpoints, frozen
from peertrain.storage.store import Store
from peertrain.storage.verification import Verified, verify_record
from tests.cast import Cast, public_of
from tests.storage.conftest import ledger_over

NOW = datetime(2026, 6, 1, tzinfo=UTC)

TakeAll = Callable[[Store, Iterable[Entry]], None]
TRIGGERS = ("entries_stay", "entries_as_signed", "documents_stay", "documents_as_issued")


@pytest.fixture
def filled(store: Store, take_all: TakeAll) -> Store:
    cast = Cast()
    logged = [cast.log("tess", f"h{number}", minutes=60) for number in range(6)]
    for number, entry in enumerate(logged[:3]):
        cast.approve("sam", f"h{number}", entry)
    take_all(store, cast.entries)
    with store.write() as connection:
        checkpoints.take(ledger_over(connection), cast.cora.key, cast.cora.clock)
        frozen.keep(connection, b"%PDF a certificate", frozen.PDF)
    more = [cast.log("tom", "t1", minutes=30)]
    take_all(store, more)
    return store


def verified(store: Store) -> Verified:
    with store.read() as connection:
        return verify_record(connection, lambda _share, _words: None, NOW)


def tamper(store: Store, *statements: tuple[str, tuple[Any, ...]]) -> None:
    """Change rows as somebody could who has the key of the database and another program."""
    with store.write() as connection:
        raw = connection.connection.cursor()
        for trigger in TRIGGERS:
            raw.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        for sql, values in statements:
            raw.execute(sql, values)


def test_a_healthy_record_is_right(filled: Store) -> None:
    found = verified(filled)
    assert found.wrong == ""
    assert found.right
    assert (found.entries, found.checkpoints, found.documents) == (29, 1, 1)


def test_a_clock_that_was_set_back_makes_nothing_wrong(filled: Store) -> None:
    with filled.read() as connection:
        found = verify_record(connection, lambda _share, _words: None, datetime(2020, 1, 1, tzinfo=UTC))
    assert found.wrong == ""


def test_a_reason_in_the_words_of_another_version_is_nothing_wrong(store: Store, take_all: TakeAll) -> None:
    cast = Cast()
    logged = cast.log("tess", "h1", minutes=60)
    cast.approve("tess", "h1", logged)  # nobody approves their own work
    take_all(store, cast.entries)
    reworded = "UPDATE entries SET reason = 'In other words.' WHERE status = 'rejected'"
    tamper(store, (reworded, ()))
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM entries WHERE reason = 'In other words.'").scalar() == 1
    assert verified(store).wrong == ""


def test_verifying_tells_how_far_it_is_and_can_be_stopped(filled: Store) -> None:
    said: list[float] = []
    with filled.read() as connection:
        verify_record(connection, lambda share, _words: said.append(share), NOW)
    assert said == sorted(said)
    assert said[-1] == 1.0

    class Stopped(Exception):
        pass

    def stop(_share: float, _words: str) -> None:
        raise Stopped

    with filled.read() as connection, pytest.raises(Stopped):
        verify_record(connection, stop, NOW)


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE entries SET signed = replace(signed, 'Tess', 'Tuss') WHERE kind = 'person enrolled'", "was altered"),
        ("UPDATE entries SET signed = X'00' WHERE position = 4", "Entry 4 is damaged"),
        ("UPDATE entries SET at = '2020-01-01T00:00:00.000000Z' WHERE position = 5", "Entry 5 was altered"),
        ("DELETE FROM entries WHERE position = 7", "Entry 7 is missing"),
        ("DELETE FROM entries WHERE position > 22", "only 22 are here"),
        ("UPDATE entries SET status = 'rejected' WHERE position = 20", "Entry 20 stands as"),
        ("UPDATE hours SET state = 'approved' WHERE id = 'h5'", "table “hours” shows h5"),
        ("UPDATE hours SET minutes = 600 WHERE id = 'h1'", "table “hours” shows h1"),
        ("DELETE FROM people WHERE id = 'tom'", "table “people” shows tom"),
        ("UPDATE checkpoints SET signature = zeroblob(64)", "is not genuine"),
        ("UPDATE checkpoints SET size = size - 1", "was altered"),
        ("UPDATE documents SET content = X'25504446'", "was altered"),
        ("UPDATE documents SET content = 'text'", "table “documents” holds something that cannot be read"),
        ("UPDATE checkpoints SET signed = 'text'", "table “checkpoints” holds something that cannot be read"),
        ("UPDATE entries SET signed = CAST(signed AS TEXT)", "table “entries” holds something that cannot be read"),
        ("UPDATE entries SET effective = 'soon'", "table “entries” holds something that cannot be read"),
        ("UPDATE hours SET state = 'eaten' WHERE id = 'h1'", "table “hours” holds something that cannot be read"),
        ("UPDATE hours SET service = '[' WHERE id = 'h1'", "table “hours” holds something that cannot be read"),
    ],
)
def test_tampering_is_named(filled: Store, sql: str, named: str) -> None:
    sql = sql.replace("replace(signed, 'Tess', 'Tuss')", "CAST(replace(CAST(signed AS TEXT), 'Tess', 'Tuss') AS BLOB)")
    tamper(filled, (sql, ()))
    assert named in verified(filled).wrong


def test_two_entries_that_changed_places_are_found(filled: Store) -> None:
    tamper(
        filled,
        ("UPDATE entries SET position = 1000 WHERE position = 3", ()),
        ("UPDATE entries SET position = 3 WHERE position = 4", ()),
        ("UPDATE entries SET position = 4 WHERE position = 1000", ()),
    )
    assert verified(filled).wrong


def test_a_forged_approval_put_into_the_tables_is_found(filled: Store) -> None:
    """Somebody with the database key writes an approval signed with a key of their own making."""
    from hashlib import sha256

    from peertrain.record.bodies import body_of
    from peertrain.record.entries import sign
    from tests.cast import ORGANISATION_ID, START, key_of

    kind, body = body_of(HoursApproved("h5", 1, "0" * 64, "I supervised these hours.", "00"))
    forged = sign(kind, body, organisation=ORGANISATION_ID, scope="", key=key_of(666), seq=9, prev="0" * 64, at=START)
    assert public_of(key_of(666))
    assert forged.id == sha256(forged.signed + forged.signature).hexdigest()
    tamper(
        filled,
        (
            "INSERT INTO entries SELECT position + 1, ?, ?, '', ?, ?, 'sam', ?, effective, height, 'applied', '', ?, ? "
            "FROM entries ORDER BY position DESC LIMIT 1",
            (forged.id, forged.key_id, forged.seq, forged.kind, "2026-03-02T09:00:00.000000Z", forged.signed,
             forged.signature),
        ),
    )  # fmt: skip
    assert "stands as “applied”" in verified(filled).wrong
