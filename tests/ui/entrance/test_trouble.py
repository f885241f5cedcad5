"""Getting back in after trouble: a damaged or missing record, a newer one, and a backup from elsewhere."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from peertrain.places import HOME
from peertrain.storage import backups
from peertrain.storage.engine import connect
from peertrain.storage.store import FILE
from peertrain.workplace.workplace import Workplace
from tests.office import CHEAP
from tests.ui.entrance.conftest import DANA, Start


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folder that the person chooses in the system's own dialog, which no test can open."""
    chosen: list[Path] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_about, **_how: str(chosen[0] if chosen else ""))
    return chosen


def _damage(folder: Path) -> None:
    path = folder / HOME / FILE
    whole = bytearray(path.read_bytes())
    whole[:4096] = bytes(4096)
    path.write_bytes(whole)


def test_a_damaged_record_is_restored_from_the_window(organisation: Path, start: Start) -> None:
    _damage(organisation)
    driver = start()
    driver.sign_in("Dana", DANA)
    driver.sees("The record cannot be opened", "Restore a backup")
    assert "first backup" in driver.words()
    driver.press("Put it in place")
    driver.sees("Sign in", "The backup is in place. Sign in as usual.")
    driver.sign_in("Dana", DANA)
    assert driver.program.window is not None


def test_what_was_damaged_is_set_aside_and_not_deleted(organisation: Path, start: Start) -> None:
    _damage(organisation)
    damaged = (organisation / HOME / FILE).read_bytes()
    driver = start()
    driver.sign_in("Dana", DANA)
    driver.press("Put it in place")
    aside = list((organisation / HOME / backups.FOLDER).glob(f"replaced-*/{FILE}"))
    assert [path.read_bytes() for path in aside] == [damaged]


def test_a_damaged_record_can_be_restored_from_a_backup_kept_elsewhere(
    organisation: Path, start: Start, choose: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    stick = tmp_path_factory.mktemp("stick")
    (kept,) = (organisation / HOME / backups.FOLDER).iterdir()
    choose.append(Path(shutil.move(kept, stick)))
    _damage(organisation)
    driver = start()
    driver.sign_in("Dana", DANA)
    driver.sees("There is no backup in this folder.")
    driver.press("Choose a backup…")
    driver.sees("The backup is in place. Sign in as usual.")
    driver.sign_in("Dana", DANA)
    assert driver.program.window is not None


def test_a_missing_record_is_said_and_can_be_restored(organisation: Path, start: Start) -> None:
    (organisation / HOME / FILE).unlink()
    driver = start()
    driver.sign_in("Dana", DANA)
    assert "is missing." in driver.words()
    driver.press("Put it in place")
    driver.sign_in("Dana", DANA)
    assert driver.program.window is not None


def test_a_damaged_backup_is_refused_and_the_others_stay_offered(organisation: Path, start: Start) -> None:
    _damage(organisation)
    (kept,) = (organisation / HOME / backups.FOLDER).iterdir()
    (kept / FILE).write_bytes(b"no record")
    driver = start()
    driver.sign_in("Dana", DANA)
    driver.press("Put it in place")
    driver.sees("This backup is damaged. Choose an older one.")
    assert driver.button("Put it in place").isEnabled()


def test_a_record_of_a_newer_program_is_refused_with_what_to_do_and_left_alone(
    organisation: Path, start: Start
) -> None:
    workplace = Workplace(organisation, cost=CHEAP)
    workplace.sign_in("Dana", DANA)
    key = workplace._inside().secrets["database"]
    workplace.lock()
    newer = connect(organisation / HOME / FILE, key)
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.commit()
    newer.close()
    before = (organisation / HOME / FILE).read_bytes()
    driver = start()
    driver.sign_in("Dana", DANA)
    driver.sees(
        "The record was written by a newer version of PeerTrain. "
        "Install the newest version of PeerTrain on this computer. Nothing was changed."
    )
    driver.sees("As your coordinator enrolled you.")
    assert "Restore a backup" not in driver.words(), "a backup would lose work here, and mend nothing"
    assert (organisation / HOME / FILE).read_bytes() == before


def test_a_new_computer_begins_with_a_backup(founded: Path, start: Start, choose: list[Path], tmp_path: Path) -> None:
    choose.extend((founded / HOME / backups.FOLDER).iterdir())
    driver = start()
    driver.press("Begin with a backup…")
    driver.sees("The backup is in place. Sign in as usual.")
    driver.sign_in("Dana", DANA)
    assert driver.program.window is not None


def test_a_folder_without_a_backup_is_refused_and_leads_back_to_the_first_page(
    start: Start, choose: list[Path], tmp_path: Path
) -> None:
    choose.append(tmp_path)
    driver = start()
    driver.press("Begin with a backup…")
    driver.sees(f"There is no backup in {tmp_path}. Choose the folder that holds backup.json.", "Welcome")
    assert driver.button("Found an organisation").isEnabled()


def test_choosing_no_folder_changes_nothing(start: Start, choose: list[Path]) -> None:
    driver = start()
    driver.press("Begin with a backup…")
    driver.sees("Welcome")
