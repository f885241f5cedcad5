"""A second start hands its file to the program that is open already, and nothing else can be said to that one."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from peertrain.ui.kit import handing_over
from peertrain.ui.kit.handing_over import END, GREETING, LONGEST, OtherStarts, hand_to_running

HAND = "import sys; from pathlib import Path; from peertrain.ui.kit.handing_over import hand_to_running; "
HAND += "sys.exit(0 if hand_to_running(Path(sys.argv[1]), *([Path(one) for one in sys.argv[2:]] or [None])) else 3)"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a socket that is a file is POSIX")


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a short name, as people have."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def listening(qtbot: QtBot, folder: Path) -> Iterator[OtherStarts]:
    owner = QObject()
    running = OtherStarts(folder, owner)
    assert running._server.isListening()
    yield running
    running._server.close()
    owner.deleteLater()


def start(folder: Path, *file: Path) -> subprocess.Popen[bytes]:
    """Start another process that hands over a file, or none."""
    return subprocess.Popen([sys.executable, "-c", HAND, folder, *file])


def ended(qtbot: QtBot, process: subprocess.Popen[bytes]) -> int:
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
    return int(process.returncode)


def test_a_file_goes_to_the_program_that_is_open_on_the_folder(
    qtbot: QtBot, listening: OtherStarts, folder: Path
) -> None:
    file = folder / "Łukasz to Dana.ptp"
    file.touch()
    with qtbot.waitSignal(listening.heard, timeout=20_000) as heard:
        other = start(folder, file)
    assert heard.args == [file]
    assert ended(qtbot, other) == 0


def test_a_start_without_a_file_is_heard_too(qtbot: QtBot, listening: OtherStarts, folder: Path) -> None:
    with qtbot.waitSignal(listening.heard, timeout=20_000) as heard:
        other = start(folder)
    assert heard.args == [None]
    assert ended(qtbot, other) == 0


def test_a_folder_whose_name_is_too_long_for_a_socket_has_another(qtbot: QtBot, folder: Path) -> None:
    long, owner = folder / ("data" * 30), QObject()
    long.mkdir()
    running = OtherStarts(long, owner)
    with qtbot.waitSignal(running.heard, timeout=20_000):
        other = start(long)
    assert ended(qtbot, other) == 0
    running._server.close()
    owner.deleteLater()


def test_where_nothing_is_open_the_program_starts_itself(folder: Path) -> None:
    assert not hand_to_running(folder, folder / "a.ptp")


def test_what_a_crash_has_left_is_in_nobodys_way(qtbot: QtBot, listening: OtherStarts, folder: Path) -> None:
    owner = QObject()
    second = OtherStarts(folder, owner)
    assert second._server.isListening()
    second._server.close()
    owner.deleteLater()


@POSIX
def test_only_its_own_user_may_speak_to_it(listening: OtherStarts, folder: Path) -> None:
    assert (folder / handing_over.SOCKET).stat().st_mode & 0o077 == 0


@POSIX
def test_hostile_bytes_do_nothing_and_the_next_start_is_heard(
    qtbot: QtBot, listening: OtherStarts, folder: Path
) -> None:
    heard = QSignalSpy(listening.heard)
    path = os.fsencode(folder)
    for said in (
        END,
        b"GET / HTTP/1.1\r\n\r\n" + END,
        GREETING + b"relative.ptp" + END,
        GREETING + b"/nowhere/at/all.ptp" + END,
        GREETING + path + END,  # a folder
        GREETING + b"/" + b"a" * LONGEST * 4 + END,
        GREETING + b"\xff\xfe\x80" + END,
        GREETING + path + END + path + END,
        GREETING + b"/etc/passwd\n--data=/tmp" + END,
    ):
        assert answer(qtbot, folder, said) == b"", said[:40]
    assert heard.count() == 0
    assert answer(qtbot, folder, GREETING + END) == b"taken\n"
    assert heard.count() == 1


@POSIX
def test_who_says_nothing_is_not_waited_for(
    qtbot: QtBot, listening: OtherStarts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_over, "PATIENCE_MS", 50)
    assert answer(qtbot, folder, GREETING) == b"", "it was hung up on"


def answer(qtbot: QtBot, folder: Path, said: bytes) -> bytes:
    """Say something to the open program as any process can, and return all that it answers."""
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(folder / handing_over.SOCKET))
        caller.setblocking(False)
        left, answered = [said], list[bytes]()
        qtbot.waitUntil(lambda: heard_out(caller, left, answered), timeout=20_000)
        return b"".join(answered)


def heard_out(caller: socket.socket, left: list[bytes], answered: list[bytes]) -> bool:
    """Send and receive what is possible at once; return whether the other side has hung up."""
    try:
        while left[0]:
            left[0] = left[0][caller.send(left[0]) :]
    except BlockingIOError:
        pass
    except OSError:  # it has hung up in the middle
        return True
    try:
        came = caller.recv(100)
    except BlockingIOError:
        return False
    except OSError:
        return True
    answered.append(came)
    return not came


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.binary(max_size=200) | st.binary(max_size=200).map(lambda middle: GREETING + middle + END))
def test_whatever_is_said_is_a_file_that_is_there_or_nothing(said: bytes) -> None:
    try:
        file = handing_over._file_in(said)
    except ValueError:
        return
    assert said == GREETING + END if file is None else file.is_file()
