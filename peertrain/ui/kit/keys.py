"""The keys of a page and their list, and "go to anything by name"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.cards import button, facts, heading, plain
from peertrain.ui.kit.findings import Finding, Findings
from peertrain.ui.kit.marking import folded, marked
from peertrain.ui.kit.search_field import SearchField
from peertrain.ui.kit.theme import px


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a page and what it does, in words."""

    keys: str
    does: str

    @property
    def shown(self) -> str:
        return QKeySequence(self.keys).toString(QKeySequence.SequenceFormat.NativeText)


def add_key(page: QWidget, keys: str, act: Callable[[], object]) -> QShortcut:
    """Let keys act while `page` or something on it has the focus; letters typed into a field stay letters.

    Where Return acts, so does the Enter of the number pad.
    """
    shortcut = QShortcut(page)
    shortcut.setKeys([QKeySequence(one) for one in dict.fromkeys((keys, keys.replace("Return", "Enter")))])
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)
    return shortcut


def show_keys(parent: QWidget, title: str, keys: Sequence[Key]) -> QDialog:
    """Show the list of keys; any of Escape, Enter and ? closes it."""
    sheet = QDialog(parent)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sheet.setWindowTitle(_("Keys"))
    layout = QVBoxLayout(sheet)
    layout.setContentsMargins(24, 24, 24, 24)
    layout.setSpacing(16)
    layout.addWidget(heading(_("Keys of {page}").format(page=title)))
    layout.addWidget(facts({key.shown: key.does for key in keys}))
    layout.addWidget(button(_("Close"), sheet.accept), 0, Qt.AlignmentFlag.AlignRight)
    QShortcut(QKeySequence("?"), sheet).activated.connect(sheet.accept)
    sheet.open()
    return sheet


@dataclass(frozen=True, slots=True)
class Place:
    """Something one can go to by its name, or by what else it is `known_as`."""

    name: str
    kind: str
    go: Callable[[], None]
    icon_name: str = "arrow-right"
    known_as: str = ""


MOST = 50
"""Places that are shown."""

SHARE_OF_WINDOW = 0.92
"""How much of the window the box of Ctrl+K may take in each direction."""


class GoTo(QDialog):
    """The box of Ctrl+K: type part of a name, Enter goes there.

    `places` are shown before anything is typed; `further` returns what comes last for the words typed.
    """

    def __init__(
        self, parent: QWidget, places: Sequence[Place], further: Callable[[str], Sequence[Place]] = lambda _typed: ()
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Go to"))
        self._all = list(places)
        self._named: list[Place] = []
        self._further = further
        self.found = Findings(_("Places found"), pad=6)
        self.found.chosen.connect(self._go)
        self.typed = SearchField(_("Go to anything by name"), self.found, clears=False)
        self.typed.setPlaceholderText(_("Type part of a name"))
        self.typed.textChanged.connect(self._fill)
        self._hint = plain(_("Up and Down choose, Enter goes there, Escape closes."), "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for part in (self.typed, self.found, self._hint):
            layout.addWidget(part)
        room = parent.window().size() * SHARE_OF_WINDOW
        self.resize(QSize(px(560), px(460)).boundedTo(room))
        self._fill("")

    def add_named(self, places: Sequence[Place]) -> None:
        """Let these be found too, once something is typed."""
        self._named = list(places)
        self._fill(self.typed.text())

    def _fill(self, typed: str) -> None:
        typed = typed.strip()
        found = fitting([*self._all, *self._named] if typed else self._all, typed)
        self.found.show_findings([_finding(place, typed) for place in (*found[:MOST], *self._further(typed))])

    def _go(self, place: Place) -> None:
        self.accept()
        place.go()


def _finding(place: Place, typed: str) -> Finding:
    return Finding(place.icon_name, place.kind, marked(place.name, typed), (), (), place)


def fitting(places: Sequence[Place], typed: str) -> list[Place]:
    """Return the places whose names hold every word typed, whatever their capitals and accents, the likeliest first."""
    wanted = folded(typed.strip())
    words = wanted.split()
    ranked = [(rank, place) for place in places if (rank := _rank(place, wanted, words)) is not None]
    return [place for _rank_of_it, place in sorted(ranked, key=lambda one: one[0])]


def _rank(place: Place, wanted: str, words: Sequence[str]) -> int | None:
    """Return how well a name fits: the name itself, its beginning, beginnings of its words, a part of it."""
    name = folded(place.name)
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if all(word in name for word in words):
        return 2 if all(f" {word}" in f" {name}" for word in words) else 3
    other = f"{name} {folded(place.known_as)}"
    return 4 if all(word in other for word in words) else None
