"""A double click on Linux, asked of the system's own programs, in a home of its own."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from peertrain.cli import main
from peertrain.domain.errors import Trouble
from peertrain.file_types.freedesktop import ENTRY, FreeDesktop
from peertrain.file_types.kinds import FileKind, file_kinds
from peertrain.file_types.opener import Opener, opener_for
from peertrain.places import this_program
from peertrain.record.holding import hold
from peertrain.ui.kit.handing_over import OtherStarts

TOOLS = ("update-mime-database", "update-desktop-database", "desktop-file-validate", "gio", "xdg-mime")
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="these are the rules of Linux"),
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason=f"asks {', '.join(TOOLS)}"),
]
KINDS = [pytest.param(kind, id=kind.id) for kind in file_kinds()]


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home in which nothing is registered."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_CURRENT_DESKTOP", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    yield home
    assert not (home / "PeerTrain").exists()


@pytest.fixture
def data(home: Path) -> Path:
    """The folder in which the program keeps its data."""
    return home / ".local" / "share" / "PeerTrain"


def opener(data: Path) -> Opener:
    found = opener_for(data)
    assert found is not None
    return found


def said(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.strip()


def type_of(file: Path) -> str:
    file.write_bytes(b"some bytes")
    return said("gio", "info", "-a", "standard::content-type", file).rsplit(" ", 1)[-1]


@pytest.mark.parametrize("kind", KINDS)
def test_the_system_knows_each_kind_and_names_this_program_for_it(home: Path, data: Path, kind: FileKind) -> None:
    file = home / f"Łukasz & Co.{kind.suffix.removeprefix('.').upper()}"
    before = type_of(file)
    opener(data).register()
    found = type_of(file)
    assert found == f"application/x-peertrain-{kind.id}" != before
    assert said("xdg-mime", "query", "default", found) == "peertrain.desktop"
    assert said("gio", "mime", found).splitlines()[0].endswith(": peertrain.desktop")
    assert opener(data).is_registered()
    opener(data).remove()
    assert type_of(file) == before
    assert said("xdg-mime", "query", "default", found) == ""
    assert not opener(data).is_registered()


def test_the_desktop_entry_is_by_the_rules(home: Path, data: Path) -> None:
    opener(data).register()
    assert said("desktop-file-validate", home / ".local/share" / ENTRY) == ""


def test_a_pdf_stays_with_whatever_opens_it(home: Path, data: Path) -> None:
    opener(data).register()
    assert "peertrain" not in said("gio", "mime", "application/pdf")


def test_a_double_click_reaches_the_program_that_is_open(qtbot: QtBot, home: Path) -> None:
    data, owner = home / "my data", QObject()
    data.mkdir()
    file = home / "Łukasz & Co's 50 %f.ptp"
    file.write_bytes(b"PeerTrain packet")  # of an empty file the system says that it is text
    opener(data).register()
    running = OtherStarts(data, owner)
    with hold(data), qtbot.waitSignal(running.heard, timeout=60_000) as heard:
        opened = subprocess.Popen(["gio", "open", file])
    assert heard.args == [file]
    assert opened.wait(20) == 0
    running._server.close()
    owner.deleteLater()


@pytest.mark.parametrize("name", ["a b", "it's", 'a"b', "a$b`c", "a\\b", "a%f%", "ab=c", "(a;b)", "a\tb", "Ł", "~a"])
def test_a_program_and_data_in_a_folder_with_any_name_are_found(home: Path, name: str) -> None:
    folder = home / ("a program" if set(name) & set("%=") else name)  # the rules allow these to arguments only
    folder.mkdir()
    program, told = folder / "program", folder / "told"
    program.write_text(
        '#!/bin/sh\nhere=$(dirname "$0")\nprintf "%s|" "$@" > "$here/new"\nmv "$here/new" "$here/told"\n'
    )
    program.chmod(0o755)
    desktop = FreeDesktop(home / ".local/share")
    desktop.register([str(program), "--data", str(home / name), "open"])
    found = desktop.registered()
    assert found is not None
    assert found.program == program
    said("desktop-file-validate", home / ".local/share" / ENTRY)
    said("gio", "launch", home / ".local/share" / ENTRY, folder / "program")
    wait_until(told.exists)
    assert told.read_text(encoding="utf-8").split("|") == ["--data", str(home / name), "open", str(program), ""]


def wait_until(so: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not so():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_the_program_that_was_moved_is_registered_anew(home: Path, data: Path) -> None:
    desktop, old = FreeDesktop(home / ".local/share"), home / "old" / "peertrain"
    old.parent.mkdir()
    old.touch()
    desktop.register([str(old)])
    ours = opener(data)
    ours.follow_move()
    assert not ours.is_registered(), "another program that is there keeps its place"
    old.unlink()
    ours.follow_move()
    assert ours.is_registered()


def test_a_start_of_the_program_mends_what_was_registered_before_it_was_moved(home: Path, data: Path) -> None:
    FreeDesktop(home / ".local/share").register([str(home / "gone"), "open"])
    program = subprocess.Popen([sys.executable, "-P", "-m", "peertrain"])
    try:
        wait_until(opener(data).is_registered)
    finally:
        program.kill()
        program.wait()


def test_whoever_never_asked_for_it_is_left_alone(home: Path, data: Path) -> None:
    opener(data).follow_move()
    opener(data).remove()
    assert list(home.rglob("*")) == []


def test_a_computer_without_such_a_list_is_said_in_words(
    home: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home))
    with pytest.raises(Trouble, match="keeps no list") as trouble:
        opener(data).register()
    assert "shared-mime-info" in trouble.value.advice
    assert list(home.rglob("*")) == []


def test_a_list_that_cannot_be_written_is_said_in_words(home: Path, data: Path) -> None:
    place = home / ".local" / "share" / "mime"
    place.parent.mkdir(parents=True)
    place.symlink_to(home / "nowhere")
    with pytest.raises(OSError, match="mime"):
        opener(data).register()


def test_only_a_folder_that_is_not_the_usual_one_is_named(home: Path, data: Path) -> None:
    assert opener(data).command == tuple(this_program("open"))
    assert opener(home / "x").command == tuple(this_program("--data", str((home / "x").resolve()), "open"))


def test_the_command_registers_and_removes(home: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["file-types", "register"]) == 0
    assert ".peertrain-invitation, .ptp, .ptcourse" in capsys.readouterr().out
    assert opener(data).is_registered()
    assert main(["file-types", "remove"]) == 0
    assert not opener(data).is_registered()
    left = [one for one in home.rglob("*") if one.is_file() and b"peertrain" in one.read_bytes().lower()]
    assert left == []


def test_xdg_data_home_is_kept_to(home: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "share"))
    opener(data).register()
    assert (home / "share" / ENTRY).is_file()
    assert oct((home / "share" / ENTRY).stat().st_mode & 0o777) == oct(0o644)
    assert os.environ["HOME"] == str(home)
