"""What is preferred on this computer, and by each person how it looks, kept in one small file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from PySide6.QtCore import QObject, Signal

from peertrain.record import atomic
from peertrain.ui.kit.theme import Scheme

if TYPE_CHECKING:
    from peertrain.file_types.opener import Opener

LOOKS = ("scheme", "text_size")
"""The choices that belong to the person and not to the computer."""


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
    window: str = ""

    @property
    def locked_after_ms(self) -> int:
        """How long nobody may be here before the program locks."""
        return max(self.idle_minutes, 1) * 60_000

    @property
    def covered_after_ms(self) -> int:
        """How long nobody may be here before private writing is covered: never longer than until the lock."""
        return min(max(self.private_minutes, 1) * 60_000, self.locked_after_ms)


class Preferences(QObject):
    """The settings and their file; a missing or damaged file means the defaults, never a failure to start.

    While somebody is in, the settings look as they have chosen; at the entrance they look as they did last.
    """

    changed = Signal()

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        kept = _kept(file)
        self.settings = _settings(kept)
        looks = kept.get("looks")
        self._looks = dict(looks) if isinstance(looks, dict) else {}
        self._person_id = ""
        self.opener: Opener | None = None
        """What lets a double click open our files; None where that is not to be chosen."""

    def change(self, **choices: Any) -> None:
        """Change settings by name and keep them, the whole file or none of it."""
        self.settings = replace(self.settings, **choices)
        if self._person_id and not choices.keys().isdisjoint(LOOKS):
            self._looks[self._person_id] = {name: getattr(self.settings, name) for name in LOOKS}
        self._keep()
        self.changed.emit()

    def enter(self, person_id: str) -> None:
        """Look as somebody who has come in has chosen; whoever has not chosen yet begins with the defaults.

        Where nobody has, as with a single person who chose before there were several, all stays as it is.
        """
        self._person_id = person_id
        if self._looks:
            own = self._looks.get(person_id)
            wanted = _settings(own if isinstance(own, dict) else {})
            self.settings = replace(self.settings, scheme=wanted.scheme, text_size=wanted.text_size)
            self._keep()
            self.changed.emit()

    def leave(self) -> None:
        """Nobody is in any more; what was shown last stays."""
        self._person_id = ""

    def _keep(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self.settings) | {"looks": self._looks}, indent=2)
        atomic.write(self._file, text.encode(), lasting=False)

    @classmethod
    def in_folder(cls, folder: Path) -> Self:
        """Return the preferences kept in a data folder."""
        return cls(folder / "preferences.json")


def _kept(file: Path) -> dict[str, Any]:
    """Return what stands in the file, or nothing."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _settings(kept: Mapping[str, Any]) -> Settings:
    """Return the settings in which everything that was kept and is good stands."""
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
    return value if type(value) is type(default) else None
