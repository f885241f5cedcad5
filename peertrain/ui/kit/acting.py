"""A line with what can be done about it at its right end, or below where there is no room beside."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from peertrain.ui.kit.theme import px

NARROWEST = 160
"""What the words of a line need beside its actions, at 100 %."""


class Line(QWidget):
    """Content that wraps, and actions at its right end; where they do not fit beside it, they stand below."""

    def __init__(self, content: QWidget, *actions: QWidget) -> None:
        super().__init__()
        self._content = content
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 4, 0, 4)
        self._layout.setSpacing(12)
        self._layout.addWidget(content, 1)
        for action in actions:
            self.add(action)

    def add(self, action: QWidget) -> None:
        """Put one more action at the end."""
        self._layout.addWidget(action, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def sizeHint(self) -> QSize:
        """Side by side, also where the actions stand below: whoever gives the room asks what would be best."""
        gap = self._layout.spacing()
        beside = sum(one.sizeHint().width() + gap for one in self._actions())
        words = max(self._content.sizeHint().width(), px(NARROWEST))
        return QSize(words + beside, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(max(one.minimumSizeHint().width() for one in (self._content, *self._actions())), 0)

    def _turn(self) -> None:
        gap = self._layout.spacing()
        wanted = max(self._content.minimumSizeHint().width(), px(NARROWEST))
        wanted += sum(one.sizeHint().width() + gap for one in self._actions())
        directions = QBoxLayout.Direction
        direction = directions.LeftToRight if wanted <= self.width() else directions.TopToBottom
        if direction != self._layout.direction():
            self._layout.setDirection(direction)

    def _actions(self) -> list[QWidget]:
        found = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return [one for one in found if one is not self._content]


def acting(content: QWidget, *actions: QWidget) -> QWidget:
    """Return content with its buttons, or its state, to the right; the content wraps."""
    return Line(content, *actions)
