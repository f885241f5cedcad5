"""The keys of a page and their list, and "go to anything by name"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.cards import button, facts, heading, plain
from peertrain.ui.kit.icons import icon
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
    """Let keys act while `page` or something on it has the focus; letters typed into a field stay letters."""
    shortcut = QShortcut(QKeySequence(keys), page)
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
    """Something one can go to by its name."""

    name: str
    kind: str
    go: Callable[[], None]
    icon_name: str = "arrow-right"


Provider = Callable[[str], Sequence[Place]]
"""Returns the places that fit what was typed; it answers at once, from what it holds in memory."""


class GoTo(QDialog):
    """The box of Ctrl+K: type part of a name, Enter goes there."""

    def __init__(self, parent: QWidget, providers: Sequence[Provider]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Go to"))
        self._providers = providers
        self._places: list[Place] = []
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(_("Type part of a name"))
        self.typed.setAccessibleName(_("Go to anything by name"))
        self.typed.textChanged.connect(self._fill)
        self.typed.installEventFilter(self)
        self.found = QListWidget()
        self.found.setAccessibleName(_("Places found"))
        self.found.itemActivated.connect(lambda *_item: self._go())
        self._hint = plain(_("Up and Down choose, Enter goes there, Escape closes."), "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for part in (self.typed, self.found, self._hint):
            layout.addWidget(part)
        self.resize(px(480), px(380))
        self._fill("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps and self.found.count():
                self.found.setCurrentRow((self.found.currentRow() + steps[Qt.Key(event.key())]) % self.found.count())
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._go()
                return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        self._places = [place for provider in self._providers for place in provider(typed.strip())][:50]
        self.found.clear()
        for place in self._places:
            self.found.addItem(QListWidgetItem(icon(place.icon_name, "soft"), f"{place.name}  ·  {place.kind}"))
        self.found.setCurrentRow(0 if self._places else -1)

    def _go(self) -> None:
        chosen = self.found.currentRow()
        if 0 <= chosen < len(self._places):
            place = self._places[chosen]
            self.accept()
            place.go()


def fitting(places: Sequence[Place], typed: str) -> list[Place]:
    """Return the places whose name holds every word typed, names that begin with it first."""
    words = typed.casefold().split()
    fits = [place for place in places if all(word in place.name.casefold() for word in words)]
    return sorted(fits, key=lambda place: not place.name.casefold().startswith(typed.casefold()))
