"""What a person prefers on this computer, kept in one small file."""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Self

from PySide6.QtCore import QObject, Signal

from peertrain.record import atomic
from peertrain.ui.kit.theme import Scheme


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices with their defaults; a new choice is one more line here."""

    scheme: Scheme = Scheme.SYSTEM
    text_size: int = 100
    language: str = ""
    last_role: str = ""
    last_page: str = ""
    rail_collapsed: bool = False
    idle_minutes: int = 10
    private_minutes: int = 3
    window: tuple[int, int] = (1180, 780)

    @property
    def locked_after_ms(self) -> int:
        """How long nobody may be here before the program locks."""
        return max(self.idle_minutes, 1) * 60_000

    @property
    def covered_after_ms(self) -> int:
        """How long nobody may be here before private writing is covered: never longer than until the lock."""
        return min(max(self.private_minutes, 1) * 60_000, self.locked_after_ms)


class Preferences(QObject):
    """The settings and their file; a missing or damaged file means the defaults, never a failure to start."""

    changed = Signal()

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self.settings = _read(file)

    def change(self, **choices: Any) -> None:
        """Change settings by name and keep them, the whole file or none of it."""
        self.settings = replace(self.settings, **choices)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(self._file, json.dumps(asdict(self.settings), indent=2).encode())
        self.changed.emit()

    @classmethod
    def in_folder(cls, folder: Path) -> Self:
        """Return the preferences kept in a data folder."""
        return cls(folder / "preferences.json")


def _read(file: Path) -> Settings:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(kept, dict):
        return Settings()
    defaults = Settings()
    chosen: dict[str, Any] = {}
    for field in fields(Settings):
        if field.name in kept:
            good = _as_kind_of(getattr(defaults, field.name), kept[field.name])
            if good is not None:
                chosen[field.name] = good
    return Settings(**chosen)


def _as_kind_of(default: object, value: object) -> object | None:
    """Return `value` if it is of the kind of `default`, otherwise None."""
    if isinstance(default, Scheme):
        return Scheme(value) if isinstance(value, str) and value in set(Scheme) else None
    if isinstance(default, tuple):
        good = isinstance(value, list) and len(value) == len(default) and all(type(part) is int for part in value)
        return tuple(value) if good and isinstance(value, list) else None
    return value if type(value) is type(default) else None
