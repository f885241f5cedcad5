"""A choice whose options each have a word and a sentence that explains it; the sentences wrap."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from peertrain.ui.kit.cards import column, plain, restyle


@dataclass(frozen=True, slots=True)
class Option:
    """What is chosen, its word, and the sentence below it."""

    key: Any
    word: str
    sentence: str = ""


class _Tile(QFrame):
    """An option that may be clicked anywhere."""

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.mark = QRadioButton()
        self.mark.setAccessibleName(f"{option.word}. {option.sentence}".strip())
        words = [plain(option.word, "strong")] + ([plain(option.sentence)] if option.sentence else [])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 14, 8)
        layout.setSpacing(8)
        layout.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(column(*words, gap=2), 1)
        self.mark.toggled.connect(self._show)
        self._show(False)

    def _show(self, chosen: bool) -> None:
        self.setProperty("kind", "pine" if chosen else "card")
        restyle(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.mark.setFocus()
            self.mark.click()


class ExplainedChoice(QWidget):
    """One of several options; arrow keys go from one to the next. `chose` carries the key that the person chose."""

    chose = Signal(object)

    def __init__(self, name: str, options: Sequence[Option]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._keys = [option.key for option in options]
        self.marks: list[QRadioButton] = []
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for number, option in enumerate(options):
            tile = _Tile(option)
            self._group.addButton(tile.mark, number)
            self.marks.append(tile.mark)
            layout.addWidget(tile)
        self._group.idClicked.connect(lambda number: self.chose.emit(self._keys[number]))
        if self.marks:
            self.setFocusProxy(self.marks[0])

    def is_chosen(self) -> bool:
        """Return whether anything is chosen; None may be one of the keys."""
        return self._group.checkedId() >= 0

    def chosen(self) -> Any:
        """Return the key that is chosen, or None."""
        return self._keys[self._group.checkedId()] if self.is_chosen() else None

    def choose(self, key: Any) -> None:
        """Show a key as chosen, without a signal."""
        self.marks[self._keys.index(key)].setChecked(True)
