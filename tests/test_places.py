"""The program starts itself once more, installed or packaged."""

import subprocess
import sys
from pathlib import Path

import pytest

from peertrain import __version__
from peertrain.courseware.isolation import compile_in_a_process
from peertrain.places import shipped, this_program


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for a packaged program: one file that takes the arguments of `peertrain`, and no `-m`."""
    program = tmp_path / "PeerTrain"
    program.write_text(f"#!{sys.executable} -P\nimport sys\nfrom peertrain.cli import main\nsys.exit(main())\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    return program


def version() -> str:
    return subprocess.run(this_program("--version"), capture_output=True, text=True, check=True).stdout


def test_an_installed_program_starts_itself() -> None:
    assert version() == f"PeerTrain {__version__}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a script that is a program is POSIX")
def test_a_packaged_program_starts_itself_and_compiles_a_course(packaged: Path) -> None:
    assert this_program("--demo") == [str(packaged), "--demo"]
    assert version() == f"PeerTrain {__version__}\n"
    assert compile_in_a_process(shipped("curricula", "peer-specialist-core")).outline.modules
