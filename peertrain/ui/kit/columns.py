"""Parts of a page side by side where there is room, and one below the other where there is not."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from peertrain.ui.kit.theme import px


class Columns(QWidget):
    """Widgets that share the width by `shares`; below `narrow` (at 100 %) they go one below the other."""

    def __init__(self, *parts: QWidget, shares: Sequence[int] = (), narrow: int = 720, gap: int = 16) -> None:
        super().__init__()
        self._narrow = narrow
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap)
        for number, part in enumerate(parts):
            policy = part.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            part.setSizePolicy(policy)
            self._layout.addWidget(part, shares[number] if shares else 1)
            self._layout.setAlignment(part, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        wanted = directions.LeftToRight if self.width() >= px(self._narrow) else directions.TopToBottom
        if self._layout.direction() != wanted:
            self._layout.setDirection(wanted)
