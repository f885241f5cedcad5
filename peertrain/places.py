"""Where the files that come with the program are: in a checkout, and in an installed program."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(*parts: str) -> Path:
    """Return the path of something that comes with the program, such as `shipped("curricula")`."""
    installed = _PACKAGE / "_shipped"
    return (installed if installed.is_dir() else _PACKAGE.parent).joinpath(*parts)


def shipped_courses() -> tuple[Path, ...]:
    """Return the folders of the courses that come with the program."""
    return tuple(sorted(file.parent for file in shipped("curricula").glob("*/curriculum.yaml")))
