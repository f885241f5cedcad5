"""Letting a double click on PeerTrain's files open this program, for the person who asks for it and nobody else."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from peertrain.places import this_program, usual_data_folder


@dataclass(frozen=True, slots=True)
class Registered:
    """The program that a system knows for our files: the command as it is written there, and the program in it."""

    command: str
    program: Path


class Desktop(Protocol):
    """A system's own list of who opens which files."""

    def registered(self) -> Registered | None:
        """Return what stands in the list, whoever has put it there."""

    def written(self, command: Sequence[str]) -> str:
        """Return a command as it would be written into the list; the file is added to it."""

    def register(self, command: Sequence[str]) -> None:
        """Put the program on the list, in the place of what was there."""

    def remove(self) -> None:
        """Take the program off the list."""


@dataclass(frozen=True, slots=True)
class Opener:
    """This program on the list of a system; `command` opens the file that is added to it."""

    desktop: Desktop
    command: tuple[str, ...]

    def is_registered(self) -> bool:
        """Return whether a double click opens this program, on this data."""
        found = self.desktop.registered()
        return found is not None and found.command == self.desktop.written(self.command)

    def register(self) -> None:
        """Let a double click open this program from now on; raises Trouble where the system has no such list."""
        self.desktop.register(self.command)

    def remove(self) -> None:
        """Leave the list again."""
        self.desktop.remove()

    def follow_move(self) -> None:
        """Register anew where the program on the list is gone, as when it was moved; who never asked is left alone."""
        found = self.desktop.registered()
        if found is not None and not found.program.exists():
            self.register()


def opener_for(folder: Path) -> Opener | None:
    """Return what opens files on a data folder; None on a Mac, where only a program's bundle can say what it opens."""
    own = () if folder.resolve() == usual_data_folder().resolve() else ("--data", str(folder.resolve()))
    command = tuple(this_program(*own, "open"))
    if sys.platform == "win32":
        from peertrain.file_types.windows import WindowsRegistry, without_console

        return Opener(WindowsRegistry(), without_console(command))
    if sys.platform == "darwin":
        return None
    from peertrain.file_types.freedesktop import FreeDesktop

    data = Path(os.environ.get("XDG_DATA_HOME", ""))
    return Opener(FreeDesktop(data if data.is_absolute() else Path.home() / ".local" / "share"), command)
