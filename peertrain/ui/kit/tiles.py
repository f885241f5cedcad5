"""A field whose few choices are tiles with a picture each."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup

from peertrain.i18n import _
from peertrain.ui.kit.buttons import Button
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Field
from peertrain.ui.kit.icons import icon


def tiles(name: str, label: str, choices: Mapping[Any, tuple[str, str]], *, value: Any = None, hint: str = "") -> Field:
    """Return a field for one of several; each choice has its words and its icon, arrow keys go from one to the next.

    What is chosen has another icon, and until then the label asks to choose: what has the keys only is not chosen.
    """
    buttons = {key: _tile(words, icon_name) for key, (words, icon_name) in choices.items()}
    keys = list(buttons)
    box = flow(*buttons.values())
    group = QButtonGroup(box)
    for number, tile in enumerate(buttons.values()):
        group.addButton(tile, number)

    def write(chosen: Any) -> None:
        group.setExclusive(False)
        for key, tile in buttons.items():
            tile.setChecked(key == chosen)
        group.setExclusive(True)

    def read() -> Any:
        return keys[group.checkedId()] if group.checkedId() >= 0 else None

    first = next(iter(buttons.values()))
    made = Field(
        name,
        label,
        box,
        read=read,
        write=write,
        focus=first,
        hint=hint,
        required=True,
        please=_("Please choose “{label}”."),
    )
    first.setAccessibleName(f"{label}: {first.text()}")

    def name_it() -> None:
        made.caption.setText(label if group.checkedId() >= 0 else _("{label} (choose one)").format(label=label))

    write(value)
    name_it()
    for tile in buttons.values():
        tile.toggled.connect(lambda *_on: name_it())
    group.idClicked.connect(lambda *_id: made.changed.emit())
    return made


class _Tile(Button):
    """A tile that keeps the room for its words as they stand when it is chosen, which is in bold."""

    def sizeHint(self) -> QSize:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = [metrics.horizontalAdvance(self.text()) for metrics in (self.fontMetrics(), QFontMetrics(bold))]
        return super().sizeHint() + QSize(max(words) - words[0], 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def _tile(words: str, icon_name: str) -> Button:
    tile = _Tile(words)
    tile.setCheckable(True)

    def show_whether(chosen: bool) -> None:
        tile.setIcon(icon("done" if chosen else icon_name, "pine", before_text=True))

    tile.toggled.connect(show_whether)
    show_whether(False)
    return tile
