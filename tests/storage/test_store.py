"""The store keeps what it acknowledged, and refuses politely what it should not open."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from peertrain.domain.certification import Certificate, CertificateIssued
from peertrain.domain.errors import Damaged, Trouble
from peertrain.record.entries import Entry
from peertrain.storage import checkpoints
from peertrain.storage import store as room
from peertrain.storage.backups import backups, check_database, make_backup, restore_backup, restore_with_keys
from peertrain.storage.desk import Desk, keep_sealed, sealed_desks
from peertrain.storage.engine import connect
from peertrain.storage.store import FILE, Store, check_place, schema_of
from peertrain.storage.tables import entries, metadata
from tests.cast import Cast, key_of, public_of
from tests.storage.conftest import KEY, ledger_over
from tests.storage.test_ledger import picture_of

TakeAll = Callable[[Store, Iterable[Entry]], None]


def test_the_migrations_and_the_tables_do_not_drift(store: Store) -> None:
    with store.read() as connection:
        opts = {"compare_type": False, "include_name": lambda name, _kind, _of: not str(name).startswith("passages")}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []


def test_the_file_is_encrypted_and_opens_only_with_its_key(store: Store) -> None:
    store.close()
    assert not store.path.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(Trouble, match="damaged"):
        Store.open(store.path, bytes(32))
    Store.open(store.path, KEY).close()


def test_the_settings_that_survive_a_power_cut_are_on(store: Store) -> None:
    wanted: dict[str, str | int] = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
    }
    with store.read() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in wanted}
    assert {name: type(wanted[name])(value) for name, value in found.items()} == wanted


def test_entries_cannot_be_deleted_or_edited_by_mistake(store: Store, take_all: TakeAll) -> None:
    take_all(store, Cast().entries)
    for statement in (
        delete(entries),
        update(entries).values(signed=b""),
        update(entries).values(at=datetime.now(UTC)),
    ):
        with pytest.raises((Trouble, IntegrityError)), store.write() as connection:
            connection.execute(statement)
    with store.read() as connection:
        assert ledger_over(connection).size == len(Cast().entries)


def test_a_deed_that_fails_in_the_middle_keeps_nothing(store: Store) -> None:
    cast = Cast()

    class Stop(Exception):
        pass

    with pytest.raises(Stop), store.write() as connection:  # noqa: PT012  # the failure is in the middle on purpose
        for entry in cast.entries[:5]:
            ledger_over(connection).take(entry)
        raise Stop
    with store.read() as connection:
        assert ledger_over(connection).size == 0


def test_a_newer_database_is_refused_and_left_alone(store: Store) -> None:
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(Trouble, match="newer version"):
        Store.open(store.path, KEY)
    assert store.path.read_bytes() == before


def test_a_missing_database_is_trouble_with_advice(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        Store.open(tmp_path / "record.db", KEY)
    assert "backup" in trouble.value.advice


def test_an_emptied_database_is_damage_that_a_backup_mends(store: Store) -> None:
    store.close()
    store.path.write_bytes(b"")
    with pytest.raises(Damaged, match="is damaged"):
        Store.open(store.path, KEY)


@pytest.mark.parametrize("name", ["OneDrive - Harbor", "Dropbox", "Google Drive", "iCloud Drive", "Nextcloud"])
def test_a_synchronised_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Trouble, match="synchronised"):
        check_place(tmp_path / name / "PeerTrain")


def test_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_mount_kind", lambda _folder: "cifs")
    with pytest.raises(Trouble, match="network"):
        check_place(tmp_path)
    monkeypatch.undo()
    check_place(tmp_path)


def test_every_page_with_a_flipped_bit_is_found(store: Store, take_all: TakeAll) -> None:
    take_all(store, Cast().entries)
    with store.write() as connection:
        connection.execute(text("SELECT 1"))
    store.close()
    folded = connect(store.path, KEY)
    folded.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    folded.close()
    whole = store.path.read_bytes()
    for position in range(100, len(whole), len(whole) // 40):
        broken = bytearray(whole)
        broken[position] ^= 4
        copy = store.path.with_name("broken.db")
        copy.write_bytes(bytes(broken))
        with pytest.raises(Exception) as error:  # noqa: PT011  # a raw driver error or Trouble: both say damaged
            check_database(copy, KEY)
        said = ("damaged", "malformed", "not a database", "vtable constructor failed")
        assert any(words in str(error.value) for words in said)
        copy.unlink()


def test_an_interrupted_upgrade_keeps_the_old_file(store: Store, take_all: TakeAll) -> None:
    take_all(store, Cast().entries)
    store.close()
    store.path.with_name(f"{FILE}.upgrade").write_bytes(b"half of it")
    again = Store.open(store.path, KEY)
    with again.read() as connection:
        assert ledger_over(connection).size == len(Cast().entries)
    again.close()
    assert not store.path.with_name(f"{FILE}.upgrade").exists()


def test_an_older_database_is_upgraded_on_a_copy(
    store: Store, take_all: TakeAll, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_all(store, Cast().entries)
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    store.close()
    before = store.path.read_bytes()

    def migrate(path: Path, key: bytes) -> None:
        assert path != store.path
        assert store.path.read_bytes() == before
        raw = connect(path, key)
        raw.execute("UPDATE alembic_version SET version_num = ?", (room.SCHEMA,))
        raw.close()

    monkeypatch.setattr(room, "_migrate", migrate)
    Store.open(store.path, KEY).close()
    assert schema_of(store.path, KEY) == room.SCHEMA
    (kept,) = backups(store.path.parent)
    assert (kept.reason, kept.entries) == ("before an upgrade", len(Cast().entries))
    assert schema_of(store.path.parent / "backups" / kept.name / FILE, KEY) == "0000"


def test_records_from_before_issuing_keys_could_be_replaced_show_the_same_after_the_upgrade(
    store: Store, take_all: TakeAll
) -> None:
    cast = Cast()
    said = CertificateIssued(
        "c",
        "N-1",
        "tess",
        "p",
        "1",
        "P",
        "Tess",
        date(2026, 3, 2),
        None,
        "a" * 64,
        "b" * 64,
        ("c" * 64,),
        "I issue it.",
    )
    take_all(store, [*cast.entries, cast.cora.say(said)])
    with store.read() as connection:
        before = picture_of(ledger_over(connection))
    with store.write() as connection:
        connection.execute(text("ALTER TABLE organisations DROP COLUMN former_issuers"))
        connection.execute(text("ALTER TABLE certificates DROP COLUMN issuer_public"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    store.close()
    again = Store.open(store.path, KEY)
    with again.read() as connection:
        ledger = ledger_over(connection)
        assert picture_of(ledger) == before
        issued = ledger.picture.find(Certificate, "c")
        assert issued is not None
        assert issued.issuer_public == public_of(key_of(99))
    again.close()


def test_an_upgrade_that_fails_leaves_the_old_file_in_place(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    store.close()

    def fail(path: Path, key: bytes) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(room, "_migrate", fail)
    with pytest.raises(RuntimeError):
        Store.open(store.path, KEY)
    assert schema_of(store.path, KEY) == "0000"


def test_a_backup_counts_only_after_it_was_verified_and_can_be_restored(tmp_path: Path) -> None:
    store = Store.create(tmp_path / FILE, KEY)
    cast = Cast()
    with store.write() as connection:
        for entry in cast.entries[:10]:
            ledger_over(connection).take(entry)
    made = make_backup(tmp_path, KEY, reason="test", now=datetime(2026, 3, 1, tzinfo=UTC))
    assert made.entries == 10
    with store.write() as connection:
        for entry in cast.entries[10:]:
            ledger_over(connection).take(entry)
    store.close()
    restore_backup(tmp_path, made.name, KEY)
    store = Store.open(tmp_path / FILE, KEY)
    with store.read() as connection:
        assert ledger_over(connection).size == 10
    store.close()
    replaced = list((tmp_path / "backups").glob("replaced-*/record.db"))
    assert check_database(replaced[0], KEY) == len(cast.entries)


def test_a_damaged_backup_is_refused_and_the_record_stays(tmp_path: Path) -> None:
    store = Store.create(tmp_path / FILE, KEY)
    made = make_backup(tmp_path, KEY, reason="test", now=datetime(2026, 3, 1, tzinfo=UTC))
    file = tmp_path / "backups" / made.name / FILE
    broken = bytearray(file.read_bytes())
    broken[len(broken) // 2] ^= 1
    file.write_bytes(bytes(broken))
    store.close()
    with pytest.raises(Trouble):
        restore_backup(tmp_path, made.name, KEY)
    Store.open(tmp_path / FILE, KEY).close()


def test_seven_days_five_weeks_and_twelve_months_of_backups_are_kept(tmp_path: Path) -> None:
    store = Store.create(tmp_path / FILE, KEY)
    for day in range(0, 420, 3):
        moment = datetime.fromtimestamp(1_767_225_600 + day * 86_400, UTC)
        make_backup(tmp_path, KEY, reason="daily", now=moment)
    store.close()
    assert 12 <= len(backups(tmp_path)) <= 34
    months = {backup.made_at[:7] for backup in backups(tmp_path)}
    assert len(months) >= 12


def test_the_desk_opens_only_with_its_own_key_and_shows_nothing_outside(store: Store) -> None:
    with store.write() as connection:
        mine = Desk(connection, "tess", b"m" * 32)
        mine.put("notes", "empathy.q1", {"text": "my private words"})
        mine.put("notes", "empathy.q1", {"text": "my newer words"})
        assert mine.get("notes", "empathy.q1") == {"text": "my newer words"}
        assert list(mine.items("notes")) == [("empathy.q1", {"text": "my newer words"})]
        assert Desk(connection, "tess", b"x" * 32).get("notes", "empathy.q1") is None
        rows = connection.execute(text("SELECT slot, content FROM desk")).all()
        assert all(b"words" not in row.content and "empathy" not in row.slot for row in rows)
        mine.remove("notes", "empathy.q1")
        assert mine.get("notes", "empathy.q1") is None


def test_a_checkpoint_covers_every_entry_and_grows_on_from_the_one_before(store: Store) -> None:
    cast = Cast()
    with store.write() as connection:
        ledger = ledger_over(connection)
        for entry in cast.entries[:7]:
            ledger.take(entry)
        first = checkpoints.take(ledger, key_of(1), datetime(2026, 3, 3, tzinfo=UTC))
        for entry in cast.entries[7:]:
            ledger.take(entry)
        second = checkpoints.take(ledger, key_of(1), datetime(2026, 3, 4, tzinfo=UTC))
        ids = connection.execute(select(entries.c.id).order_by(entries.c.position)).scalars().all()
    assert first is not None
    assert second is not None
    from peertrain.record.merkle import Tree

    tree = Tree()
    for id in ids:
        tree.add(bytes.fromhex(id))
    assert (first.size, second.size, second.root) == (7, len(cast.entries), tree.root.hex())
    assert second.heads[cast.cora.key_id][0] == cast.cora.chain("")[0]


def test_what_people_wrote_is_in_no_error_message(store: Store) -> None:
    """Errors go to a log that is not encrypted."""
    with pytest.raises((Trouble, StatementError)) as error, store.write() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:note)"), {"note": "what Tess told me"})
    with pytest.raises(StatementError) as bug, store.write() as connection:
        connection.execute(text("SELECT :note, :other"), {"note": "what Tess told me"})
    for one in (error.value, error.value.__cause__, bug.value):
        assert "Tess" not in str(one)


def test_a_backup_of_a_newer_program_is_refused_before_anything_is_moved(tmp_path: Path) -> None:
    store = Store.create(tmp_path / FILE, KEY)
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    newer = make_backup(tmp_path, KEY, reason="test", now=datetime(2026, 3, 1, tzinfo=UTC))
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :now"), {"now": room.SCHEMA})
    store.close()
    with pytest.raises(Trouble, match="newer version"):
        restore_backup(tmp_path, newer.name, KEY)
    Store.open(tmp_path / FILE, KEY).close()
    assert list((tmp_path / "backups").glob("replaced-*")) == []


@pytest.mark.parametrize("said", [b"", b"{}", b'{"sha256": 7}', b"[1]", b"\xff"])
def test_a_backup_whose_description_is_damaged_is_refused_in_words(tmp_path: Path, said: bytes) -> None:
    Store.create(tmp_path / FILE, KEY).close()
    made = make_backup(tmp_path, KEY, reason="test", now=datetime(2026, 3, 1, tzinfo=UTC))
    (tmp_path / "backups" / made.name / "backup.json").write_bytes(said)
    assert backups(tmp_path) == ()
    with pytest.raises(Trouble, match="damaged"):
        restore_with_keys(tmp_path, made.name)


def test_sealed_desks_come_back_in_place_of_what_is_there_and_beside_it(store: Store) -> None:
    with store.write() as connection:
        desk = Desk(connection, "tess", b"m" * 32)
        desk.put("notes", "one", "newer")
        kept = sealed_desks(connection)
        desk.put("notes", "one", "older")
        desk.put("notes", "two", "only in the backup")
        keep_sealed(connection, kept)
        assert dict(desk.items("notes")) == {"one": "newer", "two": "only in the backup"}
