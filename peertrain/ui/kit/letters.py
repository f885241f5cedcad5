"""The letters with which the names of a list begin: pressing one goes there."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.buttons import IconButton
from peertrain.ui.kit.marking import folded


class Letters(QWidget):
    """One button a letter, that of the present place pressed in; Tab goes to that one, Left and Right to the others.

    Where they have no room in one line, there are none: one types instead.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Letters"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._buttons: dict[str, IconButton] = {}
        self._group = QButtonGroup(self)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addStretch(1)

    def show_letters(self, names: Iterable[str]) -> None:
        """Show the letters that these names begin with."""
        wanted = sorted({first_letter(name) for name in names})
        if wanted == list(self._buttons):
            return
        for button in self._buttons.values():
            button.setParent(None)
            button.deleteLater()
        self._buttons = {letter: self._button(letter) for letter in wanted}
        for place, button in enumerate(self._buttons.values()):
            self._layout.insertWidget(place, button)
        self._fit()

    def mark(self, letter: str) -> None:
        """Press the button of a letter in, without going there."""
        if letter in self._buttons:
            self._buttons[letter].setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = sum(one.sizeHint().width() + self._layout.spacing() for one in self._buttons.values())
        for button in self._buttons.values():
            button.setVisible(wanted <= self.width())

    def _button(self, letter: str) -> IconButton:
        made = IconButton()
        made.setProperty("kind", "letter")
        made.setText(letter)
        made.setAccessibleName(_("Go to {letter}").format(letter=letter))
        made.setCheckable(True)
        made.clicked.connect(lambda *_checked: self.chosen.emit(letter))
        self._group.addButton(made)
        return made


def first_letter(name: str) -> str:
    """Return the letter under which a name stands."""
    return folded(name[:1]).upper()
