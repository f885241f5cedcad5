"""The system asks the program to end, and nothing stays of a sample organisation; nor of one whose program was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = """
import signal, sys
from PySide6.QtCore import QTimer
from peertrain import app
from peertrain.cli import main

for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(one, signal.SIG_DFL)  # whoever starts the tests may ignore some

def say():
    if callable(signal.getsignal(signal.SIGTERM)):
        print("listens", flush=True)

application = app.the_application()
timer = QTimer(interval=50)
timer.timeout.connect(say)
timer.start()
sys.exit(main(["--demo"]))
"""
"""The program with a sample organisation, which says when it listens to the system."""

IGNORING = """
import signal, sys
from PySide6.QtCore import QCoreApplication, QTimer
from peertrain.ui.kit.ending import EndingWithSystem

application = QCoreApplication([])
signal.signal(signal.SIGHUP, signal.SIG_IGN)
EndingWithSystem(application)
signal.raise_signal(signal.SIGHUP)
QTimer.singleShot(200, lambda: application.exit(7))
sys.exit(application.exec())
"""
"""A program that whoever started it wants to go on after the terminal has closed; 7 says that it did."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks by a message to the window")


def start_sample(temporary: Path) -> subprocess.Popen[str]:
    """Start the program with a sample organisation, and wait until it listens."""
    environment = {**os.environ, "TMPDIR": str(temporary)}
    process = subprocess.Popen([sys.executable, "-c", SAMPLE], stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "listens\n"
    return process


def end(process: subprocess.Popen[str], by: int) -> int:
    """End a program by a signal, which may come twice; return its exit code."""
    process.send_signal(by)
    process.send_signal(by)
    process.communicate(timeout=60)
    return process.returncode


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_who_is_asked_to_end_by_the_system_leaves_no_folder(tmp_path: Path, name: str) -> None:
    process = start_sample(tmp_path)
    assert len(list(tmp_path.glob("peertrain-demo-*"))) == 1
    assert end(process, getattr(signal, name)) == 0
    assert list(tmp_path.iterdir()) == []


def test_the_next_sample_takes_what_a_killed_one_left_and_not_what_is_open(tmp_path: Path) -> None:
    open_one = start_sample(tmp_path)
    [stays] = tmp_path.iterdir()
    end(start_sample(tmp_path), signal.SIGKILL)
    assert len(list(tmp_path.iterdir())) == 2
    assert end(start_sample(tmp_path), signal.SIGTERM) == 0
    assert list(tmp_path.iterdir()) == [stays]
    assert end(open_one, signal.SIGTERM) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_signal_that_whoever_started_the_program_ignores_stays_ignored() -> None:
    assert subprocess.run([sys.executable, "-c", IGNORING], timeout=60, check=False).returncode == 7
