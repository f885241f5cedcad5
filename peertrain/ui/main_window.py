"""The window: header, rail, notice bar, the pages of a role, and the curtain when it is locked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from peertrain.domain.changes import Done
from peertrain.i18n import _
from peertrain.ui.curtain import Curtain, IdleWarning
from peertrain.ui.header import FullDisk, Header
from peertrain.ui.kit.background import Background, Progress
from peertrain.ui.kit.dialogs import ProgressDialog
from peertrain.ui.kit.idle import IdleWatch
from peertrain.ui.kit.keys import GoTo, Key, Place, show_keys
from peertrain.ui.kit.notices import NoticeBar, Tone
from peertrain.ui.kit.page import Context, Page
from peertrain.ui.kit.page_stack import PageStack
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.kit.privacy import Privacy
from peertrain.ui.kit.rail import Rail
from peertrain.ui.kit.theme import px

NARROW = 900


class Names(Protocol):
    """What Ctrl+K finds besides pages."""

    def places(self, seat: Any, context: Context) -> list[Place]:
        """Return everything that has a name; this is asked in the background."""

    def further(self, typed: str, context: Context) -> list[Place]:
        """Return what comes last, whatever was typed; from memory, at once."""


@dataclass(frozen=True, slots=True)
class RolePages:
    """A role as the window sees it: its id, its name on the screen, its pages, the home first, and how to get its names."""

    role: str
    title: str
    pages: tuple[type[Page], ...]
    names: "Callable[[], Names] | None" = None

    @property
    def in_rail(self) -> list[type[Page]]:
        return [page for page in self.pages if page.in_rail]


class MainWindow(QWidget):
    """Shows one page at a time; knows no role, only the list of pages that each one brings.

    `locked` speaks when the window has drawn its curtain; put the way back in into `curtain.body`, then `unlock()`.
    """

    locked = Signal()
    sign_out_wanted = Signal()

    def __init__(
        self, background: Background, *, who: Any, name: str, roles: Sequence[RolePages], preferences: Preferences
    ) -> None:
        super().__init__()
        self.setWindowTitle("PeerTrain")
        self._background, self._roles, self._preferences = background, list(roles), preferences
        self._is_narrow = False
        self._shortcuts: list[QShortcut] = []
        self.notices = NoticeBar()
        self.privacy = Privacy(self, after_ms=preferences.settings.covered_after_ms)
        self.context = Context(background, who, preferences, self.notices, self.privacy, self.go, self.back)
        self.header = Header(
            name=name, roles=[role.title for role in roles], lock=self.lock, sign_out=self.sign_out_wanted.emit
        )
        self.full_disk = FullDisk()
        self.rail = Rail()
        self.pages = PageStack()
        self.warning = IdleWarning()
        self.curtain = Curtain()
        self.idle = IdleWatch(self, after_ms=preferences.settings.locked_after_ms)
        self._curtained = QStackedWidget()
        self._lay_out()
        self._connect()
        last = preferences.settings.last_role
        self.show_role(next((role for role in self._roles if role.role == last), self._roles[0]))
        self.idle.start()

    def go(self, page: type[Page], **where: Any) -> None:
        """Show a page; `where` says what of, and reaches its `show_where`."""
        self.pages.go(self.context, page, where)

    def back(self) -> None:
        """Show the page before this one, or the home."""
        self.pages.back(self.context, self._role.pages[0])

    def show_role(self, role: RolePages) -> None:
        """Show the pages of a role, beginning with the one last looked at."""
        self._role = role
        self.pages.forget_the_way()
        self.rail.show_pages(role.in_rail)
        self.header.roles.setCurrentIndex(self._roles.index(role))
        last = self._preferences.settings.last_page
        self.go(next((page for page in role.in_rail if page.__name__ == last), role.pages[0]))
        self._count(role.in_rail)

    def go_as(self, role: str, page: type[Page], **where: Any) -> bool:
        """Show a page of a role; return False, and show nothing, where the person does not hold it."""
        held = next((one for one in self._roles if one.role == role), None)
        if held is None:
            return False
        if held is not self._role:
            self.show_role(held)
        self.go(page, **where)
        return True

    def page(self) -> Page:
        """Return the page that is shown."""
        return self.pages.page()

    def is_locked(self) -> bool:
        """Return whether the curtain is drawn."""
        return self._curtained.currentWidget() is self.curtain

    def lock(self) -> None:
        """Draw the curtain over everything, dialogs too."""
        if self.is_locked():
            return
        self.idle.stop()
        self.warning.hide()
        for popup in QApplication.topLevelWidgets():
            if popup.windowType() is Qt.WindowType.Popup:
                popup.close()
        for dialog in self.findChildren(QDialog):
            dialog.accept() if isinstance(dialog, ProgressDialog) else dialog.close()
        self._enable_keys(False)
        self.privacy.cover()
        self._curtained.setCurrentWidget(self.curtain)
        self._background.wait_behind_curtain()
        self.locked.emit()

    def unlock(self) -> None:
        """Draw the curtain back."""
        self._curtained.setCurrentIndex(0)
        self._background.go_on()
        self._enable_keys(True)
        self.privacy.uncover()
        self.idle.start()
        self.page().setFocus()

    # How it works

    def _lay_out(self) -> None:
        work = QWidget()
        lower, whole, outside, middle = QHBoxLayout(), QVBoxLayout(work), QVBoxLayout(self), QVBoxLayout()
        for layout in (middle, lower, whole, outside):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        middle.addWidget(self.pages, 1)
        middle.addWidget(self.notices)
        middle.addWidget(self.warning)
        lower.addWidget(self.rail)
        lower.addLayout(middle, 1)
        whole.addWidget(self.header)
        whole.addWidget(self.full_disk)
        whole.addLayout(lower, 1)
        self._curtained.addWidget(work)
        self._curtained.addWidget(self.curtain)
        outside.addWidget(self._curtained)

    def _connect(self) -> None:
        self.header.role_chosen.connect(lambda number: self._choose_role(self._roles[number]))
        self.rail.chosen.connect(self.go)
        self.rail.folded.connect(lambda: self._preferences.change(rail_collapsed=not self.rail.is_wide()))
        self.pages.showed.connect(self._showed)
        self._background.done.connect(self._deed_done)
        self._background.failed.connect(self.notices.fail)
        self._background.busy.connect(self._say_working)
        self._background.rested.connect(self.header.status.clear)
        self._background.lasting.connect(self._show_progress)
        self._background.room_changed.connect(self.full_disk.show_whether)
        self.full_disk.show_whether(self._background.disk_is_full)
        self._preferences.changed.connect(self._keep_time)
        self.idle.warned.connect(self.warning.count_down)
        self.idle.stayed.connect(self.warning.hide)
        self.idle.expired.connect(self.lock)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        self.warning.stay.clicked.connect(lambda *_checked: self.idle.stay())
        acts = {
            "Ctrl+K": self._open_go_to,
            "?": self._show_keys,
            "Alt+Left": self.back,
            "Ctrl+L": self.lock,
            "F6": self._go_to_notice,
        }
        for keys, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)
            self._shortcuts.append(shortcut)

    def _keep_time(self) -> None:
        """Let a choice of how long nobody may be here take effect at once."""
        settings = self._preferences.settings
        self.idle.expire_after(settings.locked_after_ms)
        self.privacy.idle.expire_after(settings.covered_after_ms)

    def _enable_keys(self, enabled: bool) -> None:
        """Let the keys of the window act, or not: behind the curtain they would show names."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(enabled)

    def _choose_role(self, role: RolePages) -> None:
        if role is not self._role:
            self._preferences.change(last_role=role.role, last_page="")
            self.show_role(role)

    def _showed(self, page: type[Page]) -> None:
        self.notices.give_way()
        self.rail.mark(page if page.in_rail else page.under() or page)
        if page.in_rail:
            self._preferences.change(last_page=page.__name__, last_role=self._role.role)

    def _deed_done(self, done: Done[Any]) -> None:
        self.pages.tell(done.changed)
        self._count([page for page in self._role.in_rail if done.changed & page.watches])
        if done.said:
            self.notices.say(done.said, tone=Tone.DONE)

    def _count(self, pages: Sequence[type[Page]]) -> None:
        for page in pages:
            count, foot = page.badge(), page.foot()
            if count is not None:
                self._background.ask(self, count, lambda count, page=page: self.rail.show_count(page, count))  # type: ignore[misc]
            if foot is not None:
                self._background.ask(self, foot, lambda foot, page=page: self.rail.show_foot(page, foot))  # type: ignore[misc]

    def _say_working(self) -> None:
        self.header.status.setText(_("Working…"))

    def _show_progress(self, progress: Progress) -> None:
        if not self.is_locked():
            ProgressDialog(self, progress).open()

    def _page_places(self) -> list[Place]:
        return [
            Place(page.title(), role.title, lambda page=page, role=role: self._go_in(role, page), page.icon)  # type: ignore[misc]
            for role in self._roles
            for page in role.pages
        ]

    def _go_in(self, role: RolePages, page: type[Page]) -> None:
        self._choose_role(role)
        self.go(page)

    def _open_go_to(self) -> None:
        if self._role.names is None:
            GoTo(self, self._page_places()).open()
            return
        names, context = self._role.names(), self.context
        box = GoTo(self, self._page_places(), lambda typed: names.further(typed, context))
        box.open()
        self._background.ask(box, lambda seat: names.places(seat, context), box.add_named)

    def _show_keys(self) -> None:
        everywhere = [
            Key("Ctrl+K", _("Go to anything by name")),
            Key("Alt+Left", _("Back to the page before")),
            Key("F6", _("Go to the notice and back; Escape closes it")),
            Key("Ctrl+L", _("Lock")),
            Key("?", _("Show these keys")),
        ]
        show_keys(self, self.page().title(), [*self.page().keys, *everywhere])

    def _go_to_notice(self) -> None:
        if self.notices.has_focus():
            self.page().setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.notices.isVisible():
            self.notices.take_focus()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next part of the window; from what is gone or has rested, to the page and not to the header."""
        return self._keep_focus() or super().focusNextPrevChild(forward)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self._keep_focus()
        return super().event(event)

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None and self.isActiveWindow():  # deleted outright, it passes the focus on to nobody
            QTimer.singleShot(0, self, self._keep_focus)

    def _keep_focus(self) -> bool:
        """Give the page the focus that its part, a notice or a dialog has lost; return whether it was so."""
        if _takes_keys(self.focusWidget()) or self.pages.count() == 0 or not self.page().isVisible():
            return False
        self.page().setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for watch in (self.idle, self.privacy.idle):
            watch.watch(self.windowHandle())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.width() < px(NARROW)) != self._is_narrow or not event.oldSize().isValid():
            self._fit_width()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for text of another size, once everything has taken it up."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            QTimer.singleShot(0, self, self._fit_width)

    def _fit_width(self) -> None:
        self._is_narrow = self.width() < px(NARROW)
        self.rail.show_words(not self._is_narrow and not self._preferences.settings.rail_collapsed)


def _takes_keys(widget: QWidget | None) -> bool:
    """Return whether a widget is still there for the keys."""
    return widget is not None and widget.isVisible() and widget.isEnabled()
