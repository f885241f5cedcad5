"""Where files are: those that come with the program, an organisation's own in its data folder, and the program itself."""

import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

HOME = "organisation"
"""The folder of a data folder in which an organisation's record and keys are."""
KEYSTORE_FILES = ("keystore.json", "keystore-2.json")
"""The two copies of the keystore in it."""

INVITATION_SUFFIX = ".peertrain-invitation"
PACKET_SUFFIX = ".ptp"
COURSE_SUFFIX = ".ptcourse"
CARD_SUFFIX = ".peertrain-organisation"
"""How the files that travel from computer to computer end."""


def is_founded(folder: Path) -> bool:
    """Return whether there is an organisation in a data folder; it takes no library to see that."""
    return any((folder / HOME / name).exists() for name in KEYSTORE_FILES)


def usual_data_folder() -> Path:
    """Return the folder in which the program keeps its data unless it is told another one."""
    import platformdirs

    return Path(platformdirs.user_data_dir("PeerTrain", appauthor=False))


def shipped(*parts: str) -> Path:
    """Return the path of something that comes with the program, such as `shipped("curricula")`."""
    return _shipped_folder().joinpath(*parts)


@cache
def _shipped_folder() -> Path:
    installed = _PACKAGE / "_shipped"
    return installed if installed.is_dir() else _PACKAGE.parent


def shipped_courses() -> tuple[Path, ...]:
    """Return the folders of the courses that come with the program."""
    return tuple(sorted(file.parent for file in shipped("curricula").glob("*/curriculum.yaml")))


def this_program(*arguments: str) -> list[str]:
    """Return the command that starts this program once more, as it was installed or as it was packaged."""
    packaged = getattr(sys, "frozen", False)
    return [sys.executable, *(() if packaged else ("-P", "-m", "peertrain")), *arguments]
