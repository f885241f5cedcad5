"""Where the program's own pictures are, in a checkout and in an installed program."""

from pathlib import Path

from peertrain.places import shipped


def resource(*parts: str) -> Path:
    """Return the path of a file in `resources/`."""
    return shipped("resources", *parts)
