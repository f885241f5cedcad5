"""The small course as files on the disk."""

from pathlib import Path

import pytest

from tests.courseware.small_course import FILES, Change


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The folder of a right course."""
    folder = tmp_path / "small-course"
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def change(course: Path) -> Change:
    """Replace a piece of text, which has to be there, in a file of the course."""

    def change_text(path: str, old: str, new: str) -> None:
        text = (course / path).read_text(encoding="utf-8")
        assert old in text
        (course / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change_text
