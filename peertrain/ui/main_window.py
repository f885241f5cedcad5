"""The window: header, rail, notice bar, the pages of a role, and the curtain when it is locked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from peertrain.domain.changes import Done
from peertrain.i18n import _
from peertrain.ui.kit.background import Background, Progress
from peertrain.ui.kit.cards import button, plain
from peertrain.ui.kit.dialogs import ProgressDialog
from peertrain.ui.kit.icons import Sign
from peertrain.ui.kit.idle import IdleWatch
from peertrain.ui.kit.keys import GoTo, Key, Place, Provider, fitting, show_keys
from peertrain.ui.kit.notices import NoticeBar, Tone
from peertrain.ui.kit.page import Context, Page
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.kit.rail import Rail
from peertrain.ui.kit.theme import px

NARROW = 900


@dataclass(frozen=True, slots=True)
class RolePages:
    """A role as the window sees it: its id, its name on the screen, and its pages, the home first."""

    role: str
    title: str
    pages: tuple[type[Page], ...]


class MainWindow(QWidget):
    """Shows one page at a time; knows no role, only the list of pages that each one brings.

    `locked` speaks when the window has drawn its curtain; put the way back in into `curtain`, then call `unlock()`.
    """

    locked = Signal()
    sign_out_wanted = Signal()

    def __init__(
        self,
        background: Background,
        *,
        who: Any,
        name: str,
        roles: Sequence[RolePages],
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self.setWindowTitle("PeerTrain")
        self._background, self._roles, self._preferences = background, list(roles), preferences
        self.notices = NoticeBar()
        self.context = Context(background, who, preferences, self.notices, self.go, self.back)
        self._pages: dict[type[Page], Page] = {}
        self._trail: list[tuple[type[Page], dict[str, Any]]] = []
        self._providers: list[Provider] = [self._page_places]
        self._role = self._first_role()
        self._icons_only_by_width = False
        self.rail = Rail()
        self.status = plain("", "soft", wrap=False)
        self._stack = QStackedWidget()
        self._role_choice = self._make_role_choice()
        self.curtain = _Curtain()
        self.warning = _Warning()
        self.idle = IdleWatch(self, after_ms=max(preferences.settings.idle_minutes, 1) * 60_000)
        self._lay_out(name)
        self._connect()
        self.show_role(self._role)
        self.idle.start()

    # What pages and the start of the program use

    def go(self, page: type[Page], **where: Any) -> None:
        """Show a page; `where` says what of, and reaches its `show_where`."""
        self._trail = [step for step in self._trail if step[0] is not page][-20:]
        self._trail.append((page, where))
        self._show(page, where)

    def back(self) -> None:
        """Show the page before this one, or the home."""
        if self._trail:
            self._trail.pop()
        page, where = self._trail.pop() if self._trail else (self._role.pages[0], {})
        self.go(page, **where)

    def show_role(self, role: RolePages) -> None:
        """Show the pages of a role, beginning with the one last looked at."""
        self._role = role
        self._trail.clear()
        in_rail = [page for page in role.pages if page.in_rail]
        self.rail.show_pages(in_rail)
        self._role_choice.setCurrentIndex(self._roles.index(role))
        last = self._preferences.settings.last_page
        self.go(next((page for page in in_rail if page.__name__ == last), role.pages[0]))
        self._count(in_rail)

    def page(self) -> Page:
        """Return the page that is shown."""
        shown = self._stack.currentWidget()
        if not isinstance(shown, Page):
            raise LookupError("the window shows no page yet")
        return shown

    def add_provider(self, provider: Provider) -> None:
        """Let Ctrl+K find more than pages."""
        self._providers.append(provider)

    def lock(self) -> None:
        """Draw the curtain over everything, dialogs too."""
        if self._curtained.currentWidget() is self.curtain:
            return
        self.idle.stop()
        self.warning.hide()
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self._curtained.setCurrentWidget(self.curtain)
        self.locked.emit()

    def unlock(self) -> None:
        """Draw the curtain back."""
        self._curtained.setCurrentIndex(0)
        self.idle.start()
        self.page().setFocus()

    # How it works

    def _lay_out(self, name: str) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        bars = QVBoxLayout()
        bars.setContentsMargins(16, 8, 16, 0)
        bars.addWidget(self.warning)
        bars.addWidget(self.notices)
        middle.addLayout(bars)
        middle.addWidget(self._stack, 1)
        lower = QHBoxLayout()
        lower.setSpacing(0)
        lower.addWidget(self.rail)
        lower.addLayout(middle, 1)
        work = QWidget()
        whole = QVBoxLayout(work)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._header(name))
        whole.addLayout(lower, 1)
        self._curtained = QStackedWidget()
        self._curtained.addWidget(work)
        self._curtained.addWidget(self.curtain)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._curtained)
        self.resize(*self._preferences.settings.window)

    def _header(self, name: str) -> QFrame:
        header = QFrame()
        header.setProperty("kind", "header")
        row = QHBoxLayout(header)
        row.setContentsMargins(20, 8, 16, 8)
        row.setSpacing(12)
        mark = plain("PeerTrain", "strong", wrap=False)
        mark.setProperty("tone", "pine")
        row.addWidget(mark)
        row.addWidget(self._role_choice)
        row.addWidget(self.status)
        row.addStretch(1)
        row.addWidget(Sign("person", "soft"))
        row.addWidget(plain(name, wrap=False))
        row.addWidget(button(_("Lock"), self.lock, icon_name="lock"))
        row.addWidget(button(_("Sign out"), self.sign_out_wanted.emit, icon_name="sign-out"))
        return header

    def _make_role_choice(self) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(_("Your role"))
        for role in self._roles:
            choice.addItem(role.title)
        choice.setVisible(False)
        choice.activated.connect(lambda number: self._choose_role(self._roles[number]))
        return choice

    def _connect(self) -> None:
        self._role_choice.setVisible(len(self._roles) > 1)
        self.rail.chosen.connect(self.go)
        self.rail.folded.connect(lambda folded: self._preferences.change(rail_collapsed=folded))
        self._background.done.connect(self._deed_done)
        self._background.failed.connect(self.notices.fail)
        self._background.busy.connect(self._show_busy)
        self._background.lasting.connect(self._show_progress)
        self.idle.warned.connect(self.warning.count_down)
        self.idle.stayed.connect(self.warning.hide)
        self.idle.expired.connect(self.lock)
        self.warning.stay.clicked.connect(lambda *_checked: self.idle.stay())
        for keys, act in (
            ("Ctrl+K", self._open_go_to),
            ("?", self._show_keys),
            ("Alt+Left", self.back),
            ("Ctrl+L", self.lock),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _first_role(self) -> RolePages:
        last = self._preferences.settings.last_role
        return next((role for role in self._roles if role.role == last), self._roles[0])

    def _choose_role(self, role: RolePages) -> None:
        if role is not self._role:
            self._preferences.change(last_role=role.role, last_page="")
            self.show_role(role)

    def _show(self, kind: type[Page], where: dict[str, Any]) -> None:
        page = self._pages.get(kind)
        if page is None:
            page = self._pages[kind] = kind(self.context)
            page.setAccessibleName(kind.title())
            self._stack.addWidget(page)
        page.show_where(**where)
        self._stack.setCurrentWidget(page)
        self.rail.mark(kind)
        if kind.in_rail:
            self._preferences.change(last_page=kind.__name__, last_role=self._role.role)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _deed_done(self, done: Done[Any]) -> None:
        for page in self._pages.values():
            if done.changed & page.watches:
                page.go_stale()
        self._count([page for page in self._role.pages if page.in_rail and done.changed & page.watches])
        if done.said:
            self.notices.say(done.said, tone=Tone.DONE)

    def _count(self, pages: Sequence[type[Page]]) -> None:
        for page in pages:
            question = page.badge()
            if question is not None:
                self._background.ask(self, question, lambda count, page=page: self.rail.show_count(page, count))  # type: ignore[misc]

    def _show_busy(self, busy: bool) -> None:
        self.status.setText(_("Working…") if busy else "")

    def _show_progress(self, progress: Progress) -> None:
        ProgressDialog(self, progress).open()

    def _page_places(self, typed: str) -> list[Place]:
        places = [
            Place(page.title(), role.title, lambda page=page, role=role: self._go_in(role, page), page.icon)  # type: ignore[misc]
            for role in self._roles
            for page in role.pages
            if page.in_rail
        ]
        for page in self._pages.values():
            places += page.places()
        return fitting(places, typed)

    def _go_in(self, role: RolePages, page: type[Page]) -> None:
        self._choose_role(role)
        self.go(page)

    def _open_go_to(self) -> None:
        GoTo(self, self._providers).open()

    def _show_keys(self) -> None:
        everywhere = [
            Key("Ctrl+K", _("Go to anything by name")),
            Key("Alt+Left", _("Back to the page before")),
            Key("Ctrl+L", _("Lock")),
            Key("?", _("Show these keys")),
        ]
        show_keys(self, self.page().title(), [*self.page().keys, *everywhere])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.idle.watch(self.windowHandle())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(NARROW)
        if narrow != self._icons_only_by_width or not event.oldSize().isValid():
            self._icons_only_by_width = narrow
            self.rail.show_words(not narrow and not self._preferences.settings.rail_collapsed)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.isMaximized():
            self._preferences.change(window=(self.width(), self.height()))
        super().closeEvent(event)


class _Warning(QFrame):
    """Says that the window will lock soon; any key keeps it open."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "sun")
        self._says = plain("")
        self.stay = button(_("Stay"), lambda: None)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(Sign("lock", "sun"))
        row.addWidget(self._says, 1)
        row.addWidget(self.stay)
        self.hide()

    def count_down(self, seconds: int) -> None:
        self._says.setText(
            _("Nobody has been here for a while. PeerTrain locks in {seconds} s; press any key to stay.").format(
                seconds=seconds
            )
        )
        self.setAccessibleName(self._says.text())
        self.show()


class _Curtain(QWidget):
    """What is seen while the window is locked: nothing of anybody's; `body` takes the way back in."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Locked"))
        self.body = QVBoxLayout()
        self.body.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(Sign("lock", "pine", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        words = plain(_("PeerTrain is locked. Your work is safe."), "lead", wrap=False)
        layout.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(self.body)
        layout.addStretch(1)
