"""The shape of the code: small files, short functions, a sentence at the top of each."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(path for path in (ROOT / "peertrain").rglob("*.py") if "migrations/versions" not in path.as_posix())
BESIDE = sorted(path for room in ("tests", "benchmarks") for path in (ROOT / room).rglob("*.py"))
LONGEST = 400


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_is_small_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a one-sentence docstring opens the module"
    assert len(text.splitlines()) <= LONGEST
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert _lines(node) <= 50, f"{node.name} is {_lines(node)} lines long"
        if isinstance(node, ast.ClassDef):
            assert _lines(node) <= 300, f"{node.name} is {_lines(node)} lines long"


def test_files_of_tests_and_benchmarks_are_small_too() -> None:
    lines = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in BESIDE}
    assert not {path: count for path, count in lines.items() if count > LONGEST}


def _lines(node: ast.FunctionDef | ast.ClassDef) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


def test_no_file_is_called_by_what_it_is_not() -> None:
    vague = {"utils.py", "helpers.py", "manager.py", "misc.py", "common.py"}
    assert not [path for path in FILES if path.name in vague]


def test_no_layout_is_asked_for_its_items() -> None:
    """Python would go on standing for them after Qt has deleted them, and crash with whatever comes to lie there."""
    others = [path for path in (*FILES, *BESIDE) if path != Path(__file__)]
    assert not [path for path in others if ".itemAt(" in path.read_text(encoding="utf-8")]
