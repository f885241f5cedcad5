"""Each import contract is broken once on purpose and seen to fail, so that it is known to watch."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

BREACHES = {
    "Rooms know only the rooms below them": ("domain/amounts.py", "from peertrain.record import merkle"),
    "Inside ui: window, roles, screens of one role, kit": (
        "ui/trainee/home.py",
        "from peertrain.ui.supervisor import home as other",
    ),
    "Services do not call each other": ("services/hours.py", "from peertrain.services import meetings"),
    "The domain needs nothing but Python": ("domain/amounts.py", "import sqlalchemy"),
    "No Qt outside ui": ("services/hours.py", "from PySide6 import QtCore"),
    "Screens do not know the database": ("ui/trainee/home.py", "import sqlalchemy"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    script = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    return subprocess.run(
        [sys.executable, "-c", script, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "peertrain", tmp_path / "peertrain", ignore=skip)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_of_a_contract_is_seen(copy: Path, contract: str) -> None:
    file, line = BREACHES[contract]
    path = copy / "peertrain" / file
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}  # noqa\n", encoding="utf-8")
    result = lint(copy)
    assert result.returncode != 0
    assert f"{contract} BROKEN" in result.stdout.replace("\n", " "), result.stdout[-2000:]


def test_a_new_room_fails_until_it_has_a_place(copy: Path) -> None:
    (copy / "peertrain" / "attic").mkdir()
    (copy / "peertrain" / "attic" / "__init__.py").write_text('"""Things."""\n', encoding="utf-8")
    assert lint(copy).returncode != 0


def test_every_contract_has_its_breach() -> None:
    names = [
        line.removeprefix("name = ")
        for line in (ROOT / ".importlinter").read_text().splitlines()
        if line.startswith("name = ")
    ]
    assert set(names) == set(BREACHES)


def test_the_contracts_hold(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout[-3000:]
