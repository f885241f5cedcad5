"""Holding a data folder: one program at a time, and polite words for everybody else."""

import subprocess
import sys
from pathlib import Path

import pytest

from peertrain.domain.errors import Trouble
from peertrain.record.holding import hold

OTHER = """
import sys
from pathlib import Path
from peertrain.record.holding import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_program_is_refused_while_the_first_is_there_and_let_in_when_it_was_killed(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(Trouble, match="already open"), hold(folder):
            pass
        other.kill()
    with hold(folder):
        pass


def test_a_file_in_the_place_of_the_folder_is_trouble_with_advice(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")
    for place in (tmp_path / "data", tmp_path / "data" / "below"):
        with pytest.raises(Trouble) as trouble, hold(place):
            pass
        assert "cannot keep its data" in str(trouble.value)
        assert trouble.value.advice


def test_trouble_inside_is_not_taken_for_trouble_with_the_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), hold(tmp_path):
        (tmp_path / "missing").read_bytes()
