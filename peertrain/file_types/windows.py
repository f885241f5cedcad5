"""File types on Windows: keys of the registry under `HKEY_CURRENT_USER\\Software\\Classes`, which need no administrator."""

import subprocess  # only for the quotes of a command line
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from peertrain.file_types.kinds import FileKind, file_kinds
from peertrain.file_types.opener import Registered

CLASSES = r"Software\Classes"
PROGRAM = "Program"
"""The name of a value of our own, by which the program is found again."""

Value = tuple[str, str, str]
"""A key below `Classes`, the name of a value in it (none for the key's own), and the value."""


class WindowsRegistry:
    """The registry of the person at work."""

    def registered(self) -> Registered | None:
        if sys.platform != "win32":
            return None
        import winreg

        ours = rf"{CLASSES}\{_class(file_kinds()[0])}"
        try:
            command = winreg.QueryValue(winreg.HKEY_CURRENT_USER, rf"{ours}\shell\open\command")
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, ours) as key:
                return Registered(command, Path(winreg.QueryValueEx(key, PROGRAM)[0]))
        except OSError:
            return None

    def written(self, command: Sequence[str]) -> str:
        return f'{subprocess.list2cmdline(command)} "%1"'

    def register(self, command: Sequence[str]) -> None:
        if sys.platform == "win32":
            import winreg

            for key, name, value in values(self.written(command), program=command[0]):
                with winreg.CreateKey(winreg.HKEY_CURRENT_USER, rf"{CLASSES}\{key}") as opened:
                    winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)
        _tell_windows()

    def remove(self) -> None:
        if sys.platform == "win32":
            import winreg

            for kind in file_kinds():
                for key, name in ((kind.suffix, ""), (rf"{kind.suffix}\OpenWithProgids", _class(kind))):
                    _let_go_of(rf"{CLASSES}\{key}", name, ours=_class(kind))
                for key in own_keys(kind):
                    with suppress(FileNotFoundError):
                        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, rf"{CLASSES}\{key}")
        _tell_windows()


def values(command: str, *, program: str) -> list[Value]:
    """Return everything that is written: for each kind its ending, its class, and the command of that class."""
    found: list[Value] = []
    for kind in file_kinds():
        ours = _class(kind)
        found += [
            (kind.suffix, "", ours),
            (rf"{kind.suffix}\OpenWithProgids", ours, ""),
            (ours, "", kind.words),
            (ours, PROGRAM, program),
            (rf"{ours}\shell\open\command", "", command),
        ]
    return found


def own_keys(kind: FileKind) -> tuple[str, ...]:
    """Return the keys that are ours alone, each after those below it: in another order the registry lets none go."""
    ours = _class(kind)
    return rf"{ours}\shell\open\command", rf"{ours}\shell\open", rf"{ours}\shell", ours


def without_console(command: Sequence[str]) -> tuple[str, ...]:
    """Return a command that opens no black window beside ours, where Python has such a program next to its own."""
    program = Path(command[0])
    windowless = program.with_name("pythonw.exe")
    is_python = program.name.casefold() == "python.exe" and windowless.exists()
    return (str(windowless) if is_python else command[0], *command[1:])


def _let_go_of(key: str, name: str, *, ours: str) -> None:
    """Remove a value of ours from a key that other programs write into as well, and leave theirs."""
    if sys.platform == "win32":
        import winreg

        access = winreg.KEY_READ | winreg.KEY_SET_VALUE
        with suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, access=access) as opened:
            if name or winreg.QueryValueEx(opened, name)[0] == ours:
                winreg.DeleteValue(opened, name)


def _class(kind: FileKind) -> str:
    return f"PeerTrain.{kind.id}"


def _tell_windows() -> None:
    """Let the Explorer read the keys anew (SHCNE_ASSOCCHANGED, SHCNF_IDLIST)."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SHChangeNotify(0x08000000, 0, None, None)
