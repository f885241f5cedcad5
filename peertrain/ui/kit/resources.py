"""Where the program's own pictures are, in a checkout and in an installed program."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]


def resource(*parts: str) -> Path:
    """Return the path of a file in `resources/`."""
    shipped = _PACKAGE / "_shipped" / "resources"
    folder = shipped if shipped.is_dir() else _PACKAGE.parent / "resources"
    return folder.joinpath(*parts)
