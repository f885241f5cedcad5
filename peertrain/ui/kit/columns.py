"""Parts of a page side by side where there is room, and one below the other where there is not."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from peertrain.ui.kit.theme import px


class Columns(QWidget):
    """Widgets that share the width by `shares`; where one would get less than it needs, they stand in one column.

    Each needs what its controls need, and no less than `narrowest` (at 100 %) for its words.
    """

    def __init__(self, *parts: QWidget, shares: Sequence[int] = (), gap: int = 16, narrowest: int = 320) -> None:
        super().__init__()
        self._parts, self._gap, self._narrowest = parts, gap, narrowest
        self._shares = tuple(shares) or (1,) * len(parts)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap)
        for part, share in zip(parts, self._shares, strict=True):
            self._layout.addWidget(part, share)
            self._layout.setAlignment(part, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        wanted = directions.LeftToRight if self._fit_beside(self.width()) else directions.TopToBottom
        if self._layout.direction() != wanted:
            self._layout.setDirection(wanted)

    def minimumSizeHint(self) -> QSize:
        """No more than the widest part: a narrow window stacks the parts instead of cutting them off."""
        return QSize(max(part.minimumSizeHint().width() for part in self._parts), 0)

    def sizeHint(self) -> QSize:
        return QSize(sum(part.sizeHint().width() for part in self._parts) + self._gap, super().sizeHint().height())

    def _fit_beside(self, width: int) -> bool:
        shown = [not part.isHidden() for part in self._parts]
        room = width - self._gap * (sum(shown) - 1)
        whole = sum(share for share, is_shown in zip(self._shares, shown, strict=True) if is_shown)
        return all(
            max(part.minimumSizeHint().width(), px(self._narrowest)) <= room * share // whole
            for part, share, is_shown in zip(self._parts, self._shares, shown, strict=True)
            if is_shown
        )
