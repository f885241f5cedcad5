"""How each type of question is answered: with radio buttons, boxes, lists, steps to move, or a few words."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from peertrain.domain.quizzes import (
    Chose,
    ChoseSome,
    Judged,
    Matched,
    Matching,
    Multiple,
    Ordered,
    Ordering,
    Played,
    Presentation,
    Response,
    Scenario,
    Short,
    Typed,
)
from peertrain.i18n import _
from peertrain.ui.kit.cards import icon_button, plain
from peertrain.ui.kit.steady import ListBox
from peertrain.ui.kit.theme import px


class Answering(QWidget):
    """The part of a question that the person fills in; `changed` speaks whenever they do."""

    changed = Signal()

    def response(self) -> Response | None:
        """Return the response as it stands, or None while something is missing."""
        raise NotImplementedError

    def freeze(self) -> None:
        """Take no more changes: the answer is final."""
        raise NotImplementedError


class Option(QFrame):
    """A choice whose words wrap, and which may be clicked anywhere."""

    def __init__(self, mark: QAbstractButton, words: str) -> None:
        super().__init__()
        self.mark = mark
        self.setProperty("kind", "card")
        mark.setAccessibleName(words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 6, 14, 6)
        layout.setSpacing(px(6))
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        text = plain(words)
        text.setContentsMargins(0, px(5), 0, px(5))
        layout.addWidget(text, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.mark.setFocus()
            self.mark.click()


class Choosing(Answering):
    """One of several, or any number of them; the keys 1 to 9 choose too."""

    def __init__(
        self, name: str, texts: Sequence[str], respond: Callable[[tuple[int, ...]], Response], *, many: bool = False
    ) -> None:
        super().__init__()
        self._respond = respond
        self.setAccessibleName(name)
        self.marks: list[QAbstractButton] = [QCheckBox() if many else QRadioButton() for _text in texts]
        group = QButtonGroup(self)
        group.setExclusive(not many)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for mark, text in zip(self.marks, texts, strict=True):
            group.addButton(mark)
            mark.toggled.connect(lambda *_on: self.changed.emit())
            layout.addWidget(Option(mark, text))
        self.setFocusProxy(self.marks[0])

    def response(self) -> Response | None:
        chosen = tuple(number for number, mark in enumerate(self.marks) if mark.isChecked())
        return self._respond(chosen) if chosen else None

    def choose(self, number: int) -> None:
        """Choose the option at a place on the screen, counted from 0."""
        if 0 <= number < len(self.marks) and self.marks[number].isEnabled():
            self.marks[number].setFocus()
            self.marks[number].click()

    def freeze(self) -> None:
        for mark in self.marks:
            mark.setEnabled(False)


class Pairing(Answering):
    """For each left side a list of right sides."""

    def __init__(self, shown: Presentation, question: Matching) -> None:
        super().__init__()
        self._order = shown.order
        self.lists: list[QComboBox] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        for pair in question.pairs:
            box = ListBox()
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.addItem(_("Choose…"))
            box.addItems(shown.options)
            box.setAccessibleName(pair.left)
            box.currentIndexChanged.connect(lambda *_index: self.changed.emit())
            self.lists.append(box)
            both = QVBoxLayout()
            both.setSpacing(4)
            both.addWidget(plain(pair.left))
            both.addWidget(box)
            layout.addLayout(both)
        self.setFocusProxy(self.lists[0])

    def response(self) -> Response | None:
        chosen = [box.currentIndex() for box in self.lists]
        return Matched(tuple(self._order[place - 1] for place in chosen)) if all(chosen) else None

    def freeze(self) -> None:
        for box in self.lists:
            box.setEnabled(False)


class Sorting(Answering):
    """Steps to be moved up and down until their order is right."""

    def __init__(self, shown: Presentation) -> None:
        super().__init__()
        self._order = list(shown.order)
        self._texts = dict(zip(shown.order, shown.options, strict=True))
        self._moved = False
        self._frozen = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self.rows = [_StepRow(number + 1, self._move) for number in range(len(self._order))]
        for row in self.rows:
            self._layout.addWidget(row)
        self.setFocusProxy(self.rows[0].down)
        self._fill()

    def response(self) -> Response | None:
        return Ordered(tuple(self._order))

    def freeze(self) -> None:
        self._frozen = True
        self._fill()

    def _move(self, number: int, by: int) -> None:
        other = number + by
        self._order[number], self._order[other] = self._order[other], self._order[number]
        self._fill()
        row = self.rows[other]
        wanted = row.up if by < 0 else row.down
        (wanted if wanted.isEnabled() else row.down if by < 0 else row.up).setFocus()
        self.changed.emit()

    def _fill(self) -> None:
        for number, row in enumerate(self.rows):
            row.show_step(
                self._texts[self._order[number]],
                up=number > 0 and not self._frozen,
                down=number < len(self.rows) - 1 and not self._frozen,
            )


class _StepRow(QFrame):
    """A place in the order, with the step that stands there and two buttons to move it."""

    def __init__(self, place: int, move: Callable[[int, int], None]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._place = place
        self.text = plain("")
        self.up = icon_button("chevron-up", "", lambda: move(place - 1, -1))
        self.down = icon_button("chevron-down", "", lambda: move(place - 1, 1))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.setSpacing(10)
        layout.addWidget(plain(f"{place}", "strong", wrap=False), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.up)
        layout.addWidget(self.down)

    def show_step(self, text: str, *, up: bool, down: bool) -> None:
        self.text.setText(text)
        self.setAccessibleName(_("{place}: {text}").format(place=self._place, text=text))
        for one, can, words in ((self.up, up, _("Move up: {text}")), (self.down, down, _("Move down: {text}"))):
            one.setEnabled(can)
            one.setAccessibleName(words.format(text=text))
            one.setToolTip(words.format(text=text))


class Writing(Answering):
    """A word or two."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setMaxLength(200)
        self.line.textEdited.connect(lambda *_text: self.changed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(plain(_("One or two words. Capitals and full stops do not matter."), "small"))
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)

    def response(self) -> Response | None:
        return Typed(self.line.text().strip()) if self.line.text().strip() else None

    def freeze(self) -> None:
        self.line.setReadOnly(True)


def answering(shown: Presentation, given: Response | None) -> Answering:  # noqa: PLR0911 - one for each type
    """Return how a question is answered; `given` is what was answered so far, as in a scenario's second half."""
    question, order = shown.question, shown.order
    match question:
        case Matching():
            return Pairing(shown, question)
        case Ordering():
            return Sorting(shown)
        case Short():
            return Writing(question.prompt)
        case Multiple():
            return Choosing(
                question.prompt, shown.options, lambda on: ChoseSome(tuple(order[n] for n in on)), many=True
            )
        case Scenario() if isinstance(given, Played) and question.follow_up is not None:
            then = shown.follow_up_order
            return Choosing(
                question.follow_up.prompt, shown.follow_up_options, lambda on: Played(given.first, then[on[0]])
            )
        case Scenario():
            return Choosing(question.prompt, shown.options, lambda on: Played(order[on[0]]))
        case _ if shown.options:
            return Choosing(question.prompt, shown.options, lambda on: Chose(order[on[0]]))
    return Choosing(question.prompt, (_("True"), _("False")), lambda on: Judged(on[0] == 0))
