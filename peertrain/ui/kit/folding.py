"""A line of tools that goes into a menu where there is no room for it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.cards import button

GAP = 8


class Folding(QWidget):
    """The way back, what the line is about, and tools, in one line.

    Where that does not fit, the way back loses its words, and `about` and the tools are in a menu.
    """

    def __init__(self, back: QPushButton, content: QWidget, *, about: QLabel, tools: Sequence[QAbstractButton]) -> None:
        """`about` is a part of the content."""
        super().__init__()
        self._back, self._content, self._about, self._tools = back, content, about, tools
        self._words = back.text()
        self._offered = set(tools)
        self.more = button(_("Tools"), self._open, icon_name="settings", kind="quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(back)
        layout.addWidget(content, 1)
        for one in (*tools, self.more):
            layout.addWidget(one)
        self._fold(folded=False)

    def say_back(self, words: str) -> None:
        """Say where the way back leads."""
        self._words = words
        self._fit()

    def offer(self, tool: QAbstractButton, *, offered: bool) -> None:
        """Offer a tool, or not."""
        self._offered = self._offered | {tool} if offered else self._offered - {tool}
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return the room that is needed when everything is folded: it never makes a page wide."""
        needed = self._back.sizeHint().width() - self._advance(self._back.text()) + GAP
        needed += self._content.minimumSizeHint().width() + GAP + self.more.sizeHint().width()
        about = 0 if self._about.isHidden() else self._about.sizeHint().width()
        return QSize(needed - about, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # what stands in the line has changed
            self._fit()
        return handled

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._fit()

    def _fit(self) -> None:
        """Lay everything side by side where there is room for it."""
        self._fold(folded=self._wanted() > self.width())

    def _wanted(self) -> int:
        """Return how wide everything is side by side, whatever of it is hidden now."""
        shown = [self._back, self._content, *(one for one in self._tools if one in self._offered)]
        wanted = sum(one.sizeHint().width() + GAP for one in shown)
        if self._about.isHidden():
            wanted += self._about.sizeHint().width() + GAP
        return wanted + self._advance(self._words) - self._advance(self._back.text())

    def _advance(self, words: str) -> int:
        return self._back.fontMetrics().horizontalAdvance(words)

    def _fold(self, *, folded: bool) -> None:
        self._back.setText("" if folded else self._words)
        self._back.setAccessibleName(self._words)
        self._back.setToolTip(self._words if folded else "")
        self._about.setVisible(not folded)
        for one in self._tools:
            one.setVisible(one in self._offered and not folded)
        self.more.setVisible(folded)

    def _open(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self._about.text()).setEnabled(False)
        for tool in self._tools:
            if tool in self._offered:
                action = menu.addAction(tool.text() or tool.accessibleName())
                action.setCheckable(tool.isCheckable())
                action.setChecked(tool.isChecked())
                action.triggered.connect(tool.click)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
