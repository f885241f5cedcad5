"""The pieces that pages are put together from: text, buttons, cards, facts, pills, steps and progress.

Each function returns a widget. Text is always plain text: what a person or a file wrote is never read as markup.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from peertrain.i18n import _
from peertrain.ui.kit.buttons import Button, IconButton
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.icons import Sign, icon
from peertrain.ui.kit.theme import px

TONE_ICONS = {"pine": "done", "sun": "warning", "sky": "clock", "red": "broken", "soft": "circle"}
GROUNDS = {"soft": "card"}
NARROW = 640
FACT = 160
"""What a value needs beside its name, at 100 %."""
GAP, PILL = 8, 3
"""What lies between facts; how much lower words stand in a pill than beside it."""


def breakable(address: str) -> str:
    """Let an address or a path go on in the next line after each of its parts, and within a long one."""
    return re.sub(r"([/\\_.-]|[^/\\_.-]{16}(?=[^/\\_.-]{4}))", "\\1\N{ZERO WIDTH SPACE}", address)


def plain(text: str, kind: str = "", *, wrap: bool = True) -> QLabel:
    """Return text. Kinds: `lead`, `strong`, `soft`, `small`, `error`, `figure`, or none."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if kind:
        label.setProperty("kind", kind)
    return label


def heading(text: str) -> QLabel:
    """Return the heading of a section."""
    return plain(text, "heading")


def restyle(widget: QWidget) -> None:
    """Let a widget take up the style of a property that has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def button(text: str, act: Callable[[], object], *, icon_name: str = "", kind: str = "") -> QPushButton:
    """Return a button. Kinds: `primary` (one a page), `big` (one a home), `quiet`, or none."""
    made = Button(text, icon_name)
    if kind:
        made.setProperty("kind", kind)
    made.clicked.connect(lambda *_checked: act())
    return made


def way_back(words: str, go: Callable[[], object]) -> QWidget:
    """Return the quiet button below a title that leads to where one came from."""
    return flow(button(words, go, icon_name="arrow-left", kind="quiet"))


def icon_button(icon_name: str, name: str, act: Callable[[], object]) -> QToolButton:
    """Return a button that is only an icon; `name` is its accessible name and its tip."""
    made = IconButton()
    made.setProperty("kind", "quiet")
    made.setIcon(icon(icon_name, "soft"))
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.clicked.connect(lambda *_checked: act())
    return made


def column(*widgets: QWidget, gap: int = 8) -> QWidget:
    """Return the widgets one below the other."""
    box = QWidget()
    _lay(QVBoxLayout(box), widgets, gap)
    return box


def row(*widgets: QWidget, gap: int = 8) -> QWidget:
    """Return the widgets side by side, the space to the right; use `flow` where they may not fit."""
    box = QWidget()
    layout = QHBoxLayout(box)
    _lay(layout, widgets, gap)
    layout.addStretch(1)
    return box


class _Beside(QWidget):
    """Two widgets side by side, or one below the other where the width does not do."""

    def __init__(self, left: QWidget, right: QWidget, shares: tuple[int, int], gap: int) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)
        for widget, share in zip((left, right), shares, strict=True):
            self._row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)
            policy = widget.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            widget.setSizePolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if self.width() < px(NARROW) else directions.LeftToRight)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), super().minimumSizeHint().height())


def beside(left: QWidget, right: QWidget, *, shares: tuple[int, int] = (3, 2), gap: int = 16) -> QWidget:
    """Return two widgets side by side that share the width; where it is too narrow, one below the other."""
    return _Beside(left, right, shares, gap)


def _lay(layout: QHBoxLayout | QVBoxLayout, widgets: Iterable[QWidget], gap: int) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for widget in widgets:
        layout.addWidget(widget)


def refill(layout: QLayout, widgets: Iterable[QWidget]) -> None:
    """Put widgets into a layout in the place of those that are there."""
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)


def card(*parts: QWidget, title: str = "", tone: str = "card") -> QFrame:
    """Return a panel. Tones: `card`, or `pine`, `sun`, `sky`, `red` for a ground that means something."""
    frame = QFrame()
    frame.setProperty("kind", tone)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(20, 16, 20, 16)
    layout.setSpacing(12)
    if title:
        frame.setAccessibleName(title)
        layout.addWidget(heading(title))
    for part in parts:
        layout.addWidget(part)
    return frame


def rule() -> QFrame:
    """Return a thin line between two things."""
    line = QFrame()
    line.setProperty("kind", "rule")
    return line


def pill(word: str, tone: str = "pine", *, icon_name: str = "") -> QFrame:
    """Return a state as an icon and a word. Tones: `pine` done, `sun` needs you, `sky` waiting, `red` void, `soft`."""
    frame = QFrame()
    frame.setProperty("kind", GROUNDS.get(tone, tone))
    frame.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    layout = QHBoxLayout(frame)
    layout.setContentsMargins(8, 2, 10, 2)
    layout.setSpacing(6)
    layout.addWidget(Sign(icon_name or TONE_ICONS[tone], tone, 16))
    text = plain(word, wrap=False)
    text.setProperty("tone", tone)
    layout.addWidget(text)
    frame.setAccessibleName(word)
    return frame


def fact(text: str, *, tone: str = "soft", icon_name: str = "", detail: str = "") -> QWidget:
    """Return a line with an icon, a sentence and perhaps a quieter one below."""
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 4, 0, 4)
    layout.setSpacing(12)
    layout.addWidget(Sign(icon_name or TONE_ICONS[tone], tone), 0, Qt.AlignmentFlag.AlignTop)
    lines = [plain(text)] + ([plain(detail, "small")] if detail else [])
    layout.addWidget(column(*lines, gap=2), 1)
    box.setAccessibleName(f"{text} {detail}".strip())
    return box


class _Facts(QWidget):
    """Names and values; Qt's own wrapping goes row by row and forgets that all values begin in one line."""

    def __init__(self, pairs: Mapping[str, str | QWidget]) -> None:
        super().__init__()
        layout = self._form = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(24)
        layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._names = [plain(name, "soft", wrap=False) for name in pairs]
        self._values = [plain(value) if isinstance(value, str) else value for value in pairs.values()]
        for label, value in zip(self._names, self._values, strict=True):
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            layout.addRow(label, value)
        self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = self._widest() + self._form.horizontalSpacing() + px(FACT)
        policies = QFormLayout.RowWrapPolicy
        policy = policies.DontWrapRows if wanted <= self.width() else policies.WrapAllRows
        if policy != self._form.rowWrapPolicy():
            self._form.setRowWrapPolicy(policy)
            self._space()

    def _space(self) -> None:
        """Keep a value that stands below its name close to it, and a name level with the words of a pill."""
        below = self._form.rowWrapPolicy() == QFormLayout.RowWrapPolicy.WrapAllRows
        self._form.setVerticalSpacing(0 if below else GAP)
        for number, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            beside = 0 if isinstance(value, QLabel) else PILL
            name.setContentsMargins(0, (GAP if number else 0) if below else beside, 0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._widest(), px(FACT)), super().minimumSizeHint().height())

    def _widest(self) -> int:
        return max((name.sizeHint().width() for name in self._names), default=0)


def facts(pairs: Mapping[str, str | QWidget]) -> QWidget:
    """Return a grid of names and values; the values go below their names where there is no room beside them."""
    return _Facts(pairs)


def figure(number: str, words: str) -> QWidget:
    """Return a large number with the words that say what it counts."""
    box = column(plain(number, "figure", wrap=False), plain(words, "soft"), gap=0)
    box.setAccessibleName(f"{number} {words}")
    return box


def progress(done: float, total: float, words: str) -> QWidget:
    """Return a bar with its words, such as "6 h of 40 h training hours"; progress is never red."""
    bar = QProgressBar()
    bar.setRange(0, 1000)
    bar.setValue(round(1000 * min(done / total, 1.0)) if total > 0 else 0)
    bar.setTextVisible(False)
    bar.setAccessibleName(words)
    return column(plain(words), bar, gap=4)


def stepper(names: Sequence[str], at: int) -> QWidget:
    """Return the steps of a way, with those before `at` done and the one at `at` now; it wraps where it must."""
    steps = []
    for number, name in enumerate(names):
        tone, sign, state = ("pine", "done", _("done")) if number < at else ("soft", "circle", _("to come"))
        if number == at:
            tone, sign, state = "sun", "arrow-right", _("now")
        step = pill(name, tone, icon_name=sign)
        step.setAccessibleName(_("{name}: {state}").format(name=name, state=state))
        steps.append(step)
    box = flow(*steps)
    if 0 <= at < len(names):
        box.setAccessibleName(
            _("Step {number} of {count}: {name}").format(number=at + 1, count=len(names), name=names[at])
        )
    return box


def empty(sentence: str, *actions: QPushButton, icon_name: str = "list") -> QWidget:
    """Return what stands in the place of a list without entries: what to do, and the button that does it."""
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(24, 32, 24, 32)
    layout.setSpacing(12)
    words = plain(sentence, "soft")
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    words.setMaximumWidth(px(520))
    layout.addStretch(1)
    layout.addWidget(Sign(icon_name, "soft", 32), 0, Qt.AlignmentFlag.AlignHCenter)
    middle = QHBoxLayout()  # aligned in the column itself, the words would not get the height that they need
    middle.addStretch(1)
    middle.addWidget(words, 1000)
    middle.addStretch(1)
    layout.addLayout(middle)
    for action in actions:
        layout.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
    layout.addStretch(1)
    box.setAccessibleName(sentence)
    return box
