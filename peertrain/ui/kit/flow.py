"""A row that goes on in the next line where the window is narrow or the text is large."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Lays widgets side by side and wraps them like words; `stretch` takes the room that is left in its line."""

    def __init__(self, *, gap: int = 8, stretch: QWidget | None = None) -> None:
        super().__init__()
        self._stretch = stretch
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        """What was found for each width; Qt asks many times before anything changes."""
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self._heights.clear()
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            spare = rect.width() - sum(width for _item, width in line) - self.spacing() * (len(line) - 1)
            x, high, places = rect.x(), 0, list[tuple[QLayoutItem, QRect]]()
            for item, least in line:
                width = least + (spare if self._stretch is not None and item.widget() is self._stretch else 0)
                height = _height(item, width)
                places.append((item, QRect(QPoint(x, y), QSize(width, height))))
                x += width + self.spacing()
                high = max(high, height)
            for item, where in places if place else ():
                item.setGeometry(where.translated(0, _down(item.widget(), high - where.height())))
            y += high + self.spacing()
        return max(y - self.spacing() - rect.y(), 0)

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        """Return the items of each line with the width that each needs."""
        found: list[list[tuple[QLayoutItem, int]]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            width = min(item.sizeHint().width(), room)
            if not found or x + width > room:
                found.append([])
                x = 0
            found[-1].append((item, width))
            x += width + self.spacing()
        return found


def _down(widget: QWidget | None, spare: int) -> int:
    """Put text in the middle of its line, and a box to tick beside the controls, below their names."""
    return spare // 2 if isinstance(widget, QLabel) else spare if isinstance(widget, QCheckBox) else 0


def _height(item: QLayoutItem, width: int) -> int:
    high = item.sizeHint().height()
    if not item.hasHeightForWidth():
        return high
    return max(high, item.heightForWidth(width))


def flow(*widgets: QWidget, gap: int = 8, stretch: QWidget | None = None) -> QWidget:
    """Return the widgets in a row that wraps; `stretch` is the one that takes the room that is left."""
    box = QWidget()
    layout = FlowLayout(gap=gap, stretch=stretch)
    for widget in widgets:
        layout.addWidget(widget)
    box.setLayout(layout)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    box.setSizePolicy(policy)
    return box
