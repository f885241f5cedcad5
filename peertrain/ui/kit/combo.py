"""A list to choose one thing from, with its label above, such as a filter over a list."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from peertrain.ui.kit.cards import plain
from peertrain.ui.kit.steady import ListBox
from peertrain.ui.kit.theme import px

FEWEST_LETTERS = 16
WIDEST = 560
"""Of a list with long words, at 100 %."""


class Combo(QWidget):
    """A labelled list; `chosen` carries the key when the person chooses another."""

    chosen = Signal(object)

    def __init__(self, label: str, choices: Mapping[Any, str] | None = None, *, long: bool = False) -> None:
        """Offer `choices`; a `long` one is as wide as there is room, whatever its words."""
        super().__init__()
        self.list = ListBox()
        self.list.setAccessibleName(label)
        policies = QComboBox.SizeAdjustPolicy
        self.list.setSizeAdjustPolicy(
            policies.AdjustToMinimumContentsLengthWithIcon if long else policies.AdjustToContents
        )
        if long:
            self.list.setMinimumContentsLength(FEWEST_LETTERS)
            self.setMaximumWidth(px(WIDEST))
        self._keys: list[Any] = []
        caption = plain(label, "small", wrap=False)
        caption.setBuddy(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(caption)
        layout.addWidget(self.list)
        self.list.activated.connect(lambda number: self.chosen.emit(self._keys[number]))
        self.fill(choices or {})

    def fill(self, choices: Mapping[Any, str]) -> None:
        """Offer these; what is chosen stays chosen where it is still there."""
        before = self.value()
        self.list.clear()
        self._keys = list(choices)
        self.list.addItems(list(choices.values()))
        self.choose(before)

    def value(self) -> Any:
        """Return the key of what is chosen."""
        return self._keys[self.list.currentIndex()] if self.list.currentIndex() >= 0 else None

    def choose(self, key: Any) -> None:
        """Choose what stands for a key, or the first where there is none."""
        if self._keys:
            self.list.setCurrentIndex(self._keys.index(key) if key in self._keys else 0)
