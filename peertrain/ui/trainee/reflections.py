"""Reflections and notes: everything that the person has written for themselves alone, and what can be."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peertrain.domain.changes import Changed
from peertrain.i18n import _
from peertrain.services import reflections
from peertrain.ui.kit.cards import button, card, column, empty, heading, pill, plain, refill, row, rule
from peertrain.ui.kit.page import Page
from peertrain.ui.trainee.course import CoursePage
from peertrain.ui.trainee.covered import CoverCard
from peertrain.ui.trainee.reader import ReaderPage
from peertrain.ui.trainee.reflection import ReflectionPage
from peertrain.ui.trainee.sealed import sealed_words

SHOWN = 160
"""Letters of a note that the list shows."""


class ReflectionsPage(Page):
    """The list of reflections by module, and of notes beside lessons."""

    icon = "pen"
    watches = Changed.LEARNING | Changed.COURSES | Changed.DESK

    @staticmethod
    def title() -> str:
        return _("Reflections and notes")

    def show_where(self) -> None:
        """What was written meanwhile changed nothing that others see, so the page looks anew each time."""
        self.go_stale()

    def build(self) -> None:
        self.context.privacy.covered.connect(self._cover)
        self.context.privacy.uncovered.connect(self.go_stale)

    def refresh(self) -> None:
        if self.context.privacy.is_covered:
            self._cover()
        else:
            self.background.ask(self, reflections.private_pages, self._show)

    def _cover(self) -> None:
        refill(self.body, [sealed_words(), CoverCard(self.context)])

    def _show(self, pages: reflections.PrivatePages) -> None:
        if self.context.privacy.is_covered:
            return
        parts: list[QWidget] = [sealed_words()]
        if not pages.reflections and not pages.notes:
            sentence = _("There is nothing here yet. Reflections come with the lessons of your course.")
            to_course = button(_("Go to the course"), lambda: self.context.go(CoursePage), icon_name="path")
            refill(self.body, [*parts, empty(sentence, to_course, icon_name="pen")])
            return
        modules = dict.fromkeys(line.module_title for line in pages.reflections)
        parts.append(heading(_("Reflections")))
        for title in modules:
            lines = [self._reflection(line) for line in pages.reflections if line.module_title == title]
            parts.append(_ruled(title, lines))
        parts.append(heading(_("Notes on lessons")))
        notes = [self._note(line) for line in pages.notes]
        hint = _("No notes yet. Open a lesson and choose Notes to write beside it.")
        parts.append(_ruled("", notes) if notes else plain(hint, "soft"))
        refill(self.body, parts)

    def _reflection(self, line: reflections.ReflectionLine) -> QWidget:
        if line.done:
            state = pill(_("Written"), "pine")
        elif line.words:
            state = pill(_("Begun"), "sky", icon_name="pen")
        else:
            state = pill(_("Not begun yet"), "soft")
        words = plain(_("{count} words").format(count=f"{line.words:,}"), "small", wrap=False) if line.words else None
        act = _("Open") if line.words else _("Write")
        where = {"course_id": line.course_id, "module_id": line.module_id, "item_id": line.reflection_id}
        opens = button(act, lambda: self.context.go(ReflectionPage, **where))
        opens.setAccessibleName(_("{act}: {title}").format(act=act, title=line.title))
        return _row(plain(line.title, "strong"), row(*filter(None, (state, words)), gap=12), opens)

    def _note(self, line: reflections.NoteLine) -> QWidget:
        text = " ".join(line.text.split())
        shown = text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + "…"
        where = {"course_id": line.course_id, "module_id": line.module_id, "item_id": line.lesson_id}
        opens = button(_("Open"), lambda: self.context.go(ReaderPage, **where))
        opens.setAccessibleName(_("Open: {title}").format(title=line.title))
        return _row(plain(line.title, "strong"), column(plain(shown), plain(line.module_title, "small"), gap=2), opens)


def _ruled(title: str, rows: list[QWidget]) -> QWidget:
    parts: list[QWidget] = []
    for one in rows:
        parts += [rule(), one] if parts else [one]
    return card(*parts, title=title)


def _row(title: QWidget, below: QWidget, opens: QWidget) -> QWidget:
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 4, 0, 4)
    layout.setSpacing(12)
    layout.addWidget(column(title, below, gap=4), 1)
    layout.addWidget(opens, 0, Qt.AlignmentFlag.AlignTop)
    return box
