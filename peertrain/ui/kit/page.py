"""A page: declared by its title, icon and what it watches, built when first shown, refreshed when it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from peertrain.domain.changes import Changed
from peertrain.ui.kit.acting import Line
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.cards import button, plain
from peertrain.ui.kit.keys import Key, add_key
from peertrain.ui.kit.notices import NoticeBar
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.kit.privacy import Privacy
from peertrain.ui.kit.reading_order import follow_reading
from peertrain.ui.kit.scrolling import Area

WIDEST = 1100


@dataclass(frozen=True)
class Context:
    """What a page stands on; the same for every page of a window.

    `who` is whoever is signed in, as the start of the program gave it. `go(PageClass, **where)` shows another page;
    `back()` returns to the page before it. `notices.say(…)` speaks. `privacy` says when private writing is covered.
    """

    background: Background
    who: Any
    preferences: Preferences
    notices: NoticeBar
    privacy: Privacy
    go: Callable[..., None]
    back: Callable[[], None] = field(default=lambda: None)


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of the rail: a sentence or two, and the tone of their sign."""

    words: str
    tone: str = "soft"


class Page(QWidget):
    """Inherit, give `title()`, `icon` and `watches`, add widgets in `build()`, fill them in `refresh()`.

    `build` runs once, when the page is first shown; `refresh` runs whenever the page is looked at and something it
    watches has changed since. `show_where` takes what `go` was given. A page that fills the window by itself, such
    as a long list or a lesson, sets `scrolls = False`; one that fills it, and scrolls only where the window is too
    small for it, such as a list with details, sets `fills = True`.
    """

    icon: ClassVar[str] = "note"
    watches: ClassVar[Changed] = Changed.NOTHING
    in_rail: ClassVar[bool] = True
    scrolls: ClassVar[bool] = True
    fills: ClassVar[bool] = False

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.background = context.background
        self.keys: list[Key] = []
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        self.stale = True
        self._built = False
        self._primary: QPushButton | None = None
        self._heading = plain("", "title")
        self._head = Line(self._heading)
        self._area: Area | None = None

    # What a page declares

    @staticmethod
    def title() -> str:
        """Return where we are, in the person's language."""
        raise NotImplementedError

    @staticmethod
    def badge() -> Callable[[Any], int] | None:
        """Return the question how many things here need the person, or None; asked again when a watched part changes."""
        return None

    @staticmethod
    def foot() -> Callable[[Any], Foot | None] | None:
        """Return the question what the foot of the rail says of this page, or None; asked again as `badge` is."""
        return None

    @staticmethod
    def under() -> type["Page"] | None:
        """Return the page of the rail to which one outside it belongs; None leaves the mark where one came from."""
        return None

    def build(self) -> None:
        """Add the widgets to `self.body`."""

    def refresh(self) -> None:
        """Ask for what is shown and fill it in."""

    def show_where(self, *_nothing: Any, **where: Any) -> None:
        """Take up what `go` was given, such as whose page this is, before the page is shown.

        Override it with named arguments, `def show_where(self, trainee_id: str = "") -> None`, and end with
        `self.go_stale()` where what is shown depends on them.
        """

    # What a page may use

    def set_primary(self, text: str, act: Callable[[], object], *, icon_name: str = "") -> QPushButton:
        """Put the one primary action of the page beside its title."""
        self.clear_primary()
        self._primary = button(text, act, icon_name=icon_name, kind="primary")
        self._head.add(self._primary)
        return self._primary

    def clear_primary(self) -> None:
        """Take the primary action away, where there is nothing to do."""
        if self._primary is not None:
            self._primary.setParent(None)
            self._primary.deleteLater()
            self._primary = None

    def set_title(self, text: str) -> None:
        """Say more exactly where we are, such as whose page this is."""
        self._heading.setText(text)
        self.setAccessibleName(text)

    def add_key(self, keys: str, does: str, act: Callable[[], object]) -> QShortcut:
        """Let keys act on this page; `does` says what in the list of keys."""
        self.keys.append(Key(keys, does))
        return add_key(self, keys, act)

    def go_stale(self) -> None:
        """Refresh now if the page is being looked at, otherwise when it next is."""
        self.stale = True
        if self.isVisible():
            self._catch_up()

    # How it works

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._built:
            self._built = True
            self._lay_out()
            self.build()
        if self.stale:
            self._catch_up()

    def focusNextPrevChild(self, forward: bool) -> bool:
        follow_reading(self)
        return super().focusNextPrevChild(forward)

    def begin_at_top(self) -> None:
        """Show the page from its top."""
        if self._area is not None:
            self._area.begin_at_top()

    def _catch_up(self) -> None:
        self.stale = False
        if self._area is not None:
            self._area.stay()
        self.refresh()

    def _lay_out(self) -> None:
        if not self._heading.text():
            self.set_title(self.title())
        sheet = QWidget()
        sheet.setProperty("kind", "page")
        sheet.setMaximumWidth(WIDEST)
        sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(32, 24, 32, 24)
        inside.setSpacing(16)
        inside.addWidget(self._head)
        begins_at_top = self.scrolls and not self.fills
        inside.addLayout(self.body, 0 if begins_at_top else 1)
        if begins_at_top:
            inside.addStretch(1)  # an alignment would cut off what is higher than its size hint, as wrapped text is
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self._area = Area(_centred(sheet)) if self.scrolls else None
        outside.addWidget(self._area or _centred(sheet))


class _Ground(QWidget):
    """The ground of a page; how high it must be depends on its width alone, not on its narrowest shape."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


def _centred(sheet: QWidget) -> QWidget:
    box = _Ground()
    box.setProperty("kind", "page")
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addStretch(1)
    layout.addWidget(sheet, 1000)
    layout.addStretch(1)
    return box
