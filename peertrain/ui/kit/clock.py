"""A field for a time of day as people type it."""

import re
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from peertrain.i18n import _
from peertrain.ui.kit.forms import Field
from peertrain.ui.kit.theme import px

_TYPED = re.compile(r"(\d{1,2})(?:[:.h ]?(\d\d))?\s*(am|pm|a\.m\.|p\.m\.|a|p)?")

RELEASED_WITHIN_MS = 100


def read_clock(typed: str) -> str | None:
    """Return `HH:MM` for `9`, `9:30`, `930`, `9.30 pm` or `21:30`; "" for nothing, None where it is no time of day."""
    words = typed.strip().casefold()
    if not words:
        return ""
    found = _TYPED.fullmatch(words)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def minutes_between(start: str, until: str) -> int:
    """Return the minutes from one time of day, `HH:MM`, to the next time it is the other."""
    return (_minute(until) - _minute(start)) % (24 * 60)


def minutes_later(start: str, minutes: int) -> str:
    """Return the time of day, `HH:MM`, so many minutes later."""
    end = (_minute(start) + minutes) % (24 * 60)
    return f"{end // 60:02}:{end % 60:02}"


def _minute(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def clock(name: str, label: str, *, hint: str = "") -> Field:
    """Return a field for a time of day, which may be left empty; its value is what was typed."""

    def check(typed: str) -> str:
        return "" if read_clock(typed) is not None else _("Type a time of day, such as 9:30 or 2 pm.")

    def leave() -> None:
        if edit.isModified():
            edit.setModified(False)
            made.left.emit()
            _once_released(made, lambda: made.show_wrong(made.wrong()))

    edit = QLineEdit()
    edit.setMaximumWidth(px(140))
    made = Field(
        name, label, edit, read=lambda: edit.text().strip(), write=edit.setText, hint=hint, check=check
    )  # fmt: skip
    made.caption.setWordWrap(False)  # beside others the lines stay level
    edit.textEdited.connect(made.changed)
    edit.editingFinished.connect(leave)
    return made


def _once_released(asker: QObject, act: Callable[[], None]) -> None:
    """Act once no mouse button is held, so that nothing moves away under a click."""
    if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
        act()
    else:
        QTimer.singleShot(RELEASED_WITHIN_MS, asker, lambda: _once_released(asker, act))
