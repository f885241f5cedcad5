"""What restores have set aside: the newest three stay, and none goes before a restore has succeeded."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from peertrain.domain.errors import Trouble
from peertrain.storage.backups import FOLDER, REPLACED_KEPT, make_backup, restore_backup, restore_with_keys
from peertrain.storage.store import FILE, Store

KEY = bytes(range(32))


def aside(home: Path) -> set[str]:
    return {folder.name for folder in (home / FOLDER).glob("replaced-*")}


def test_older_records_set_aside_go_after_a_restore_and_only_then(tmp_path: Path) -> None:
    Store.create(tmp_path / FILE, KEY).close()
    made = make_backup(tmp_path, KEY, reason="test", now=datetime(2026, 3, 1, tzinfo=UTC))
    oldest: set[str] = set()
    for number in range(REPLACED_KEPT):
        restore_backup(tmp_path, made.name, KEY)
        assert len(aside(tmp_path)) == number + 1
        oldest = oldest or aside(tmp_path)
    restore_with_keys(tmp_path, made.name)
    assert len(aside(tmp_path)) == REPLACED_KEPT
    assert not oldest & aside(tmp_path)
    (tmp_path / FOLDER / made.name / FILE).write_bytes(b"no record")
    before = aside(tmp_path)
    with pytest.raises(Trouble):
        restore_backup(tmp_path, made.name, KEY)
    assert aside(tmp_path) == before
