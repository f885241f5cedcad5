"""The list of what is there and what is missing: groups that open into lines, and lines that open into entries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, card, column, fact, pill, plain, refill, rule
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import FlowLayout, flow

AT_FIRST = 8
"""How many entries of each sort are shown before the button that shows the rest."""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry that counts, or that does not, with the reason below it."""

    text: str
    detail: str = ""
    tone: str = "soft"


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One requirement: how much of it is there in words, what counts, whose turn it is (in a tone), and what counted."""

    title: str
    words: str
    sentence: str
    have: int
    need: int
    met: bool
    turn: str
    tone: str
    forecast: str = ""
    counted: tuple[EntryLine, ...] = ()
    not_counted: tuple[EntryLine, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingGroup:
    """The requirements of one kind and what they come to; `also` says whose turn it is, too, for another part."""

    title: str
    words: str
    have: int
    need: int
    met: bool
    turn: str
    tone: str
    forecast: str = ""
    lines: tuple[StandingLine, ...] = ()
    also: tuple[str, ...] = ()


class StandingList(QWidget):
    """Shows groups one below the other; what is open is kept in `opened`, so that it is open again the next time."""

    def __init__(self, opened: set[str] | None = None) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._opened: set[str] = set() if opened is None else opened
        self.disclosures: dict[str, Disclosure] = {}
        """The groups that can be opened, by title."""

    def show_groups(self, groups: Sequence[StandingGroup]) -> None:
        """Show these groups in the place of those that are there."""
        self.disclosures = {
            group.title: self._disclosure(group, group.title, lambda group=group: self._lines(group))  # type: ignore[misc]
            for group in groups
        }
        refill(self._layout, _ruled(list(self.disclosures.values())))

    def _disclosure(self, of: StandingGroup | StandingLine, key: str, body: Callable[[], QWidget]) -> Disclosure:
        made = Disclosure(_head(of), body, name=of.title)
        made.open(key in self._opened)
        made.turned.connect(lambda is_open: (self._opened.add if is_open else self._opened.discard)(key))
        return made

    def _lines(self, group: StandingGroup) -> QWidget:
        lines = [
            self._disclosure(line, f"{group.title}/{line.title}", lambda line=line: _entries(line))  # type: ignore[misc]
            for line in group.lines
        ]
        return card(*_ruled(lines))


def _ruled(widgets: Sequence[QWidget]) -> list[QWidget]:
    """Return the widgets with a thin line between each two."""
    found: list[QWidget] = []
    for widget in widgets:
        found += [rule(), widget] if found else [widget]
    return found


def _head(of: StandingGroup | StandingLine) -> QWidget:
    """Return the title with whose turn it is, the amount in words, and the bar while something is missing."""
    box = QWidget()
    sign = {"sun": "arrow-right"}.get(of.tone, "")
    states = [pill(_("Done"), "pine") if of.met else pill(of.turn, of.tone, icon_name=sign)]
    if isinstance(of, StandingGroup):
        states += [pill(words, "sky") for words in of.also]
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(acting(plain(of.title, "lead" if isinstance(of, StandingGroup) else "strong"), _States(states)))
    layout.addWidget(plain(of.words, "soft"))
    if not of.met and of.need > 1:
        layout.addWidget(_bar(of.have, of.need, f"{of.title}: {of.words}"))
    if of.forecast and not of.met:
        layout.addWidget(plain(of.forecast, "small"))
    box.setAccessibleName(f"{of.title}: {of.words}")
    return box


class _States(QWidget):
    """States in one line, beside a title or below it; they wrap only where not even a line of their own does."""

    def __init__(self, states: Sequence[QWidget]) -> None:
        super().__init__()
        self._states = states
        layout = self._flow = FlowLayout()
        for state in states:
            layout.addWidget(state)
        self.setLayout(layout)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        hints = [state.sizeHint() for state in self._states]
        gaps = self._flow.spacing() * (len(hints) - 1)
        return QSize(sum(hint.width() for hint in hints) + gaps, max(hint.height() for hint in hints))


def _bar(have: int, need: int, name: str) -> QProgressBar:
    bar = QProgressBar()
    bar.setRange(0, need)
    bar.setValue(min(have, need))
    bar.setTextVisible(False)
    bar.setAccessibleName(name)
    return bar


def _entries(line: StandingLine) -> QWidget:
    parts: list[QWidget] = [plain(line.sentence)]
    if line.not_counted:
        parts += [plain(_("Does not count"), "strong"), _some(line.not_counted)]
    if line.counted:
        parts += [plain(_("Counts"), "strong"), _some(line.counted)]
    return column(*parts, gap=8)


def _some(entries: Sequence[EntryLine]) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    refill(layout, [_entry(one) for one in entries[:AT_FIRST]])
    if len(entries) > AT_FIRST:
        words = _("Show all {count}").format(count=f"{len(entries):,}")
        show = button(
            words, lambda: refill(layout, [_entry(one) for one in entries]), icon_name="chevron-down", kind="quiet"
        )
        layout.addWidget(flow(show))
    return box


def _entry(entry: EntryLine) -> QWidget:
    return fact(entry.text, tone=entry.tone, detail=entry.detail)
