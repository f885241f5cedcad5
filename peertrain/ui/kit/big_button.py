"""The one big button of a home, whose words go on in the next line where the window is narrow."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from peertrain.ui.kit.buttons import Button


class BigButton(Button):
    """A button as wide as its words, or as the page."""

    def __init__(self, text: str, act: Callable[[], object], *, icon_name: str) -> None:
        super().__init__(text, icon_name)
        self.setProperty("kind", "big")
        self.clicked.connect(lambda *_checked: act())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        more = len(self.lines(width)) - 1
        return self.sizeHint().height() + more * self.fontMetrics().lineSpacing()

    def minimumSizeHint(self) -> QSize:
        longest = max(self.fontMetrics().horizontalAdvance(word) for word in self.text().split())
        return QSize(longest + self._around(), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = "\n".join(self.lines(self.width()))
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def lines(self, width: int) -> list[str]:
        """Return the words of each line of a button so wide."""
        room = width - self._around()
        found: list[str] = []
        for word in self.text().split():
            longer = f"{found[-1]} {word}" if found else word
            if found and self.fontMetrics().horizontalAdvance(longer) <= room:
                found[-1] = longer
            else:
                found.append(word)
        return found

    def _around(self) -> int:
        """Return what stands beside the words: the icon, the padding and the border."""
        return self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
