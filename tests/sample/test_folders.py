"""What is cleared of sample organisations that no program holds: their folders, and nothing of anybody's own."""

import os
from pathlib import Path

import pytest

from peertrain.record.holding import FILE, hold
from peertrain.sample.folders import MARK, PREFIX, clear_left_over


def left_over(folder: Path) -> Path:
    """Make what a killed program leaves."""
    (folder / "organisation").mkdir(parents=True)
    for name in (MARK, FILE, "organisation/record.db"):
        (folder / name).touch()
    return folder


def test_what_no_program_holds_goes_and_what_one_holds_stays(tmp_path: Path) -> None:
    gone, held = left_over(tmp_path / f"{PREFIX}1"), left_over(tmp_path / f"{PREFIX}2")
    with hold(held):
        clear_left_over(tmp_path)
        assert (held / "organisation/record.db").exists()
    assert not gone.exists()


@pytest.mark.parametrize("missing", [MARK, FILE])
def test_a_folder_that_only_has_such_a_name_stays_and_nothing_is_put_into_it(tmp_path: Path, missing: str) -> None:
    mine = left_over(tmp_path / f"{PREFIX}mine")
    (mine / missing).unlink()
    before = sorted(mine.iterdir())
    clear_left_over(tmp_path)
    assert sorted(mine.iterdir()) == before


def test_a_link_leads_to_nothing_that_is_deleted(tmp_path: Path) -> None:
    mine = left_over(tmp_path / "data")
    (tmp_path / f"{PREFIX}link").symlink_to(mine, target_is_directory=True)
    clear_left_over(tmp_path)
    assert (mine / "organisation/record.db").exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="everything can be read here")
def test_the_folder_of_another_account_is_passed_over(tmp_path: Path) -> None:
    theirs, gone = left_over(tmp_path / f"{PREFIX}1"), left_over(tmp_path / f"{PREFIX}2")
    theirs.chmod(0)
    clear_left_over(tmp_path)
    theirs.chmod(0o700)
    assert theirs.exists()
    assert not gone.exists()
