"""The editors of time: an amount in quarter hours, and its split over domains."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from peertrain.domain.amounts import QUARTER, in_words
from peertrain.i18n import _
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.buttons import IconButton
from peertrain.ui.kit.cards import icon_button, plain, restyle
from peertrain.ui.kit.theme import px

MOST = 24 * 60


class _Shown(QLineEdit):
    """The amount in words; Up and Down, Page Up and Page Down change it."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 4, Qt.Key.Key_PageDown: -4}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())] * QUARTER)
        else:
            super().keyPressEvent(event)


class DurationEdit(QWidget):
    """Minutes in quarter hours, shown as `1 h 30 min`; buttons and arrow keys step, and 1.5, 1:30 or 90 min is read."""

    changed = Signal()
    left = Signal()
    """Something was typed and stands, whether it can be read or not."""

    def __init__(self, minutes: int = 0, *, most: int = MOST) -> None:
        super().__init__()
        self._minutes, self._most, self._is_read = 0, most, True
        self.shown = _Shown()
        self.shown.setMinimumWidth(px(110))
        self.shown.setMaximumWidth(px(160))
        self.shown.stepped.connect(self.step)
        self.shown.editingFinished.connect(self._take_typed)
        self.less = icon_button("minus", _("A quarter hour less"), lambda: self.step(-QUARTER))
        self.more = icon_button("plus", _("A quarter hour more"), lambda: self.step(QUARTER))
        for button in (self.less, self.more):
            button.setProperty("kind", "")
            button.setAutoRepeat(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self.less, self.shown, self.more):
            layout.addWidget(part)
        layout.addStretch(1)
        self.set_minutes(minutes)

    def minutes(self) -> int:
        return self._minutes

    def set_minutes(self, minutes: int) -> None:
        """Show an amount; it is kept between nothing and the most that is allowed."""
        self._minutes, self._is_read = min(max(minutes, 0), self._most), True
        self.shown.setText(in_words(self._minutes))

    def step(self, minutes: int) -> None:
        """Change the amount, as the buttons do."""
        before = self._minutes
        self.set_minutes(self._minutes + minutes)
        if self._minutes != before:
            self.changed.emit()

    def _take_typed(self) -> None:
        typed, before = read_amount(self.shown.text()), self._minutes
        if typed is None or not 0 <= typed <= self._most:
            self._is_read = False
        else:
            self.set_minutes(typed)
        if self._minutes != before:
            self.changed.emit()
        self.left.emit()

    def wrong(self) -> str:
        """Return what is wrong with what was typed, as a sentence, or ""; until it is right the amount before stays."""
        if self._is_read:
            return ""
        return _("Type an amount of time up to {most}, such as 1 h 30 min, 1:30 or 1.5.").format(
            most=in_words(self._most)
        )


def read_amount(typed: str) -> int | None:
    """Return the minutes that a person meant by `1 h 30 min`, `1:30`, `1.5`, `90 min`, to the quarter hour; or None."""
    words = typed.strip().casefold().replace(",", ".")
    try:
        if ":" in words:
            hours, _colon, rest = words.partition(":")
            minutes = int(hours or 0) * 60.0 + int(rest or 0)
        elif "h" in words:
            hours, _h, rest = words.partition("h")
            digits = "".join(filter(str.isdigit, rest))
            minutes = float(hours) * 60 + int(digits or 0)
        elif "m" in words:
            minutes = float(words.partition("m")[0])
        else:
            minutes = float(words) * 60
        return round(minutes / QUARTER) * QUARTER
    except (ValueError, OverflowError):
        return None


class SplitEdit(QWidget):
    """An amount of time split over domains; it says how much is still missing or too much."""

    changed = Signal()

    def __init__(self, domains: Mapping[Any, str], total: int) -> None:
        super().__init__()
        self._total = total
        self._edits: dict[Any, DurationEdit] = {}
        self._says = plain("", "strong")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for domain, words in domains.items():
            edit = DurationEdit()
            edit.shown.setAccessibleName(words)
            rest = IconButton()
            rest.setText(_("The rest"))
            rest.setAccessibleName(_("Give the rest to {domain}").format(domain=words))
            rest.clicked.connect(lambda _checked=False, domain=domain: self._give_rest(domain))
            layout.addWidget(acting(plain(words), acting(edit, rest)))
            edit.changed.connect(self._moved)
            edit.left.connect(self._say)
            self._edits[domain] = edit
        layout.addWidget(self._says)
        self._say()

    def first(self) -> QWidget:
        """Return the field on which the editor begins."""
        return next((edit.shown for edit in self._edits.values()), self)

    def split(self) -> dict[Any, int]:
        """Return the minutes of each domain that has any."""
        return {domain: edit.minutes() for domain, edit in self._edits.items() if edit.minutes()}

    def set_split(self, split: Mapping[Any, int]) -> None:
        for domain, edit in self._edits.items():
            edit.set_minutes(split.get(domain, 0))
        self._say()

    def set_total(self, minutes: int) -> None:
        """Say how much there is to split."""
        self._total = minutes
        self._say()

    def missing(self) -> int:
        """Return how many minutes have no domain yet; negative where the domains hold too many."""
        return self._total - sum(edit.minutes() for edit in self._edits.values())

    def wrong(self) -> str:
        """Return what is wrong with the split as a sentence, or ""."""
        unread = [edit.wrong() for edit in self._edits.values() if edit.wrong()]
        if unread:
            return unread[0]
        missing = self.missing()
        if missing > 0:
            return _("{amount} of {total} have no domain yet.").format(
                amount=in_words(missing), total=in_words(self._total)
            )
        if missing < 0:
            return _("The domains hold {amount} more than the {total} of the entry.").format(
                amount=in_words(-missing), total=in_words(self._total)
            )
        return ""

    def _give_rest(self, domain: Any) -> None:
        self._edits[domain].step(self.missing())

    def _moved(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        wrong = self.wrong()
        right = _("All of {total} has a domain.").format(total=in_words(self._total)) if self._total else ""
        self._says.setText(wrong or right)
        self._says.setProperty("tone", "sun" if wrong else "pine")
        restyle(self._says)
