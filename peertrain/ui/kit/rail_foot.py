"""The foot of the rail: how something stands, in words that lead to its page."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from peertrain.ui.kit.buttons import Button
from peertrain.ui.kit.cards import plain
from peertrain.ui.kit.icons import Sign
from peertrain.ui.kit.page import Foot
from peertrain.ui.kit.theme import px

ICONS = {"sun": "send", "sky": "clock", "pine": "done", "soft": "done"}


class RailFoot(Button):
    """Words that wrap within the rail; where the rail has icons only, a sign whose tip has the words."""

    def __init__(self, go: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "quiet")
        self._sign = Sign("send", "soft")
        self._words = plain("", "small")
        for part in (self._sign, self._words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 6, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._row.addWidget(self._words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda *_checked: go())
        self.hide()

    def say(self, foot: Foot | None) -> None:
        """Show this, or nothing."""
        words = foot.words if foot is not None else ""
        if foot is not None:
            self._sign.show_icon(ICONS[foot.tone], foot.tone)
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(words if self._words.isHidden() else "")
        self.setVisible(bool(words))
        self.updateGeometry()

    def show_words(self, wide: bool) -> None:
        """Show the words, or the sign alone."""
        self._words.setVisible(wide)
        self.setToolTip("" if wide else self._words.text())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        room = self.width() - self._sign.sizeHint().width() - px(8) - 28
        words = 0 if self._words.isHidden() else self._words.heightForWidth(max(room, px(40)))
        return QSize(px(40), max(words, self._sign.sizeHint().height()) + 12)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
