"""What would be written into the registry of Windows, as far as that can be seen on any computer."""

from pathlib import Path

import pytest

from peertrain.file_types.kinds import FileKind, file_kinds
from peertrain.file_types.windows import WindowsRegistry, own_keys, values, without_console
from peertrain.ui.kit.incoming import Incoming

PROGRAM = r"C:\Users\Łukasz Nowak\peertrain\Scripts\pythonw.exe"


def test_each_ending_leads_to_the_command() -> None:
    command = WindowsRegistry().written([PROGRAM, "-P", "-m", "peertrain", "open"])
    assert command == rf'"{PROGRAM}" -P -m peertrain open "%1"'
    written = {(key, name): value for key, name, value in values(command, program=PROGRAM)}
    for kind in file_kinds():
        ours = written[kind.suffix, ""]
        assert written[rf"{kind.suffix}\OpenWithProgids", ours] == ""
        assert written[ours, ""] == kind.words
        assert written[ours, "Program"] == PROGRAM
        assert written[rf"{ours}\shell\open\command", ""] == command


def test_a_data_folder_that_ends_in_a_backslash_ends_its_argument_too() -> None:
    command = WindowsRegistry().written([PROGRAM, "--data", "D:\\our data\\", "open"])
    assert command == rf'"{PROGRAM}" --data "D:\our data\\" open "%1"'


def test_all_that_is_written_is_removed_again_from_below() -> None:
    keys = [key for kind in file_kinds() for key in own_keys(kind)]
    written = {key for key, _name, _value in values("", program="")}
    assert {key for key in written if not key.startswith(".")} <= set(keys)
    for number, key in enumerate(keys):
        assert not [one for one in keys[number + 1 :] if one.startswith(key + "\\")], f"{key} is not empty yet"


def test_no_black_window_opens_where_python_can_do_without(tmp_path: Path) -> None:
    python = str(tmp_path / "python.exe")
    assert without_console([python, "-m"]) == (python, "-m")
    (tmp_path / "pythonw.exe").touch()
    assert without_console([python, "-m"]) == (str(tmp_path / "pythonw.exe"), "-m")
    packaged = str(tmp_path / "PeerTrain.exe")
    assert without_console([packaged]) == (packaged,)


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.id) for kind in file_kinds()])
def test_the_program_knows_each_kind_by_its_name(kind: FileKind) -> None:
    suffix = kind.suffix
    assert Incoming.of(Path(f"Anna{suffix}")) is Incoming.of(Path(f"ANNA{suffix.upper()}"))
    assert Incoming.of(Path(f"Anna{suffix}")) is not Incoming.PAPER
