"""The frame of the entrance: the name of the program, one narrow column, one thing to do at a time."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from peertrain.ui.kit.cards import card, column, fact, plain, refill
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.icons import Sign
from peertrain.ui.kit.scrolling import Area
from peertrain.ui.kit.spoken import announce
from peertrain.ui.kit.theme import px

WIDTH = 620
BELOW_TITLE = 2


class Frame(Area):
    """Shows one view at a time in the middle of the window."""

    def __init__(self) -> None:
        self._said: QWidget | None = None
        self._column = QVBoxLayout()
        self._column.setSpacing(px(16))
        inside = QWidget()
        inside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inside.setMaximumWidth(px(WIDTH))
        inside.setLayout(self._column)
        self._column.setContentsMargins(px(24), px(32), px(24), px(32))
        outside = QWidget()
        layout = QHBoxLayout(outside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(inside, 1000, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(1)
        super().__init__(outside)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the keys scroll a view in which nothing can be typed

    def show_view(self, title: str, *parts: QWidget, focus: QWidget | None = None) -> None:
        """Put a view in the place of the one that is shown."""
        self._said = None
        refill(self._column, [_mark(), plain(title, "title"), *parts])
        self.setAccessibleName(title)
        self.begin_at_top()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self, *parts: QWidget) -> None:
        """Put more below the view that is shown."""
        for part in parts:
            self._column.addWidget(part)

    def say(self, sentence: str, tone: str) -> None:
        """Show what has just been said below the title, in the place of what was said before; the view stays as it is."""
        if not sentence:
            return
        if self._said is not None:
            self._said.hide()
            self._said.deleteLater()
        self._said = card(fact(sentence, tone=tone), tone=tone)
        self._column.insertWidget(BELOW_TITLE, self._said)
        self.begin_at_top()
        announce(self, sentence)

    def show_refusal(self, form: Form, sentence: str) -> None:
        """Show above a form why it was refused, and bring that into view."""
        form.refuse(sentence)
        QTimer.singleShot(0, form, lambda: self._bring_to_top(form))

    def _bring_to_top(self, part: QWidget) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + part.mapTo(self.viewport(), QPoint(0, 0)).y() - px(16))


def _mark() -> QWidget:
    mark = QWidget()
    layout = QHBoxLayout(mark)
    layout.setContentsMargins(0, 0, 0, px(8))
    layout.setSpacing(px(8))
    layout.addWidget(Sign("seal", "pine", 28))
    name = plain("PeerTrain", "strong", wrap=False)
    name.setProperty("tone", "pine")
    layout.addWidget(name)
    layout.addStretch(1)
    return mark


def points(sentences: Sequence[str], icon_name: str = "check") -> QWidget:
    """Return sentences one below the other, each with a small sign before it."""
    return column(*(fact(sentence, icon_name=icon_name) for sentence in sentences), gap=6)
