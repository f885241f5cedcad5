"""The pages of a window, made when first shown, and the way back from each."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from peertrain.domain.changes import Changed
from peertrain.ui.kit.page import Context, Page

STEPS_KEPT = 20


class PageStack(QStackedWidget):
    """Shows one page at a time and remembers those before it."""

    showed = Signal(object)
    """Another page is shown; carries its class."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: dict[type[Page], Page] = {}
        self._trail: list[tuple[type[Page], dict[str, Any]]] = []
        self._shown: dict[type[Page], dict[str, Any]] = {}

    def go(self, context: Context, kind: type[Page], where: dict[str, Any]) -> None:
        """Show a page from its top; `where` reaches its `show_where`. What is shown already keeps its place."""
        same = kind in self._shown and self.currentWidget() is self._pages[kind] and self._shown[kind] == where
        self._show(context, kind, where, keep_place=same)

    def _show(self, context: Context, kind: type[Page], where: dict[str, Any], *, keep_place: bool) -> None:
        self._shown[kind] = where
        self._trail = [step for step in self._trail if step[0] is not kind][-STEPS_KEPT:]
        self._trail.append((kind, where))
        page = self._pages.get(kind)
        if page is None:
            page = self._pages[kind] = kind(context)
            page.setAccessibleName(kind.title())
            self.addWidget(page)
        page.show_where(**where)
        if not keep_place:
            page.begin_at_top()
        self.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.showed.emit(kind)

    def back(self, context: Context, home: type[Page]) -> None:
        """Show the page before this one, where it was left, or the home."""
        if self._trail:
            self._trail.pop()
        kind, where = self._trail.pop() if self._trail else (home, {})
        self._show(context, kind, where, keep_place=self._shown.get(kind) == where)

    def forget_the_way(self) -> None:
        """Begin anew, as after a change of role."""
        self._trail.clear()

    def page(self) -> Page:
        """Return the page that is shown."""
        shown = self.currentWidget()
        if not isinstance(shown, Page):
            raise LookupError("the window shows no page yet")
        return shown

    def tell(self, changed: Changed) -> None:
        """Let the pages that watch what has changed refresh, those not looked at when they next are."""
        for page in self._pages.values():
            if changed & page.watches:
                page.go_stale()
