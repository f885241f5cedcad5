"""The side of a preview on which the course is as its trainees see it, part by part."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from peertrain.domain.amounts import in_words
from peertrain.i18n import _
from peertrain.services import previews
from peertrain.ui.coordinator.preview_check import PreviewCheck
from peertrain.ui.coordinator.preview_parts import part_name, reflection_parts
from peertrain.ui.everyone.guide import guide_parts
from peertrain.ui.everyone.lesson_page import page_html
from peertrain.ui.kit import reader as kit
from peertrain.ui.kit.cards import button, fact, refill
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.scrolling import from_the_top
from peertrain.ui.kit.steady import ListBox
from peertrain.ui.kit.term_card import show_term
from peertrain.ui.kit.theme import px

NARROWEST = 160
"""Width of the list of parts where there is no room for their names, at 100 %."""


class CourseSide(QWidget):
    """`show_preview` shows a course and stays where its author is; `showed` carries the part that is shown."""

    showed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, previews.Shown] = {}
        self._preview: previews.Preview | None = None
        self._here, self._was, self._was_plain = "", "", False
        self._drawn: object = None
        self.as_it_was = fact(
            _("This cannot be read now. It stands here as it was; the list says what is wrong."), tone="sun"
        )
        self.as_it_was.hide()
        self.reader = kit.Reader(_("Lesson"))
        self.reader.next_wanted.connect(lambda: self.turn(1))
        self.reader.back_wanted.connect(lambda: self.turn(-1))
        self.reader.view.term_wanted.connect(self._explain)
        self.check = PreviewCheck()
        sheet = QWidget()
        self._sheet = QVBoxLayout(sheet)
        self._sheet.setContentsMargins(0, 0, 0, 0)
        self._sheet.setSpacing(16)
        self.pages = QStackedWidget()
        for page in (self.reader, from_the_top(self.check), from_the_top(sheet)):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._tools())
        layout.addWidget(self.as_it_was)
        layout.addWidget(self.pages, 1)

    def _tools(self) -> QWidget:
        self.list = ListBox()
        self.list.setAccessibleName(_("Part of the course"))
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.list.setMinimumWidth(px(NARROWEST))
        self.list.activated.connect(lambda number: self.go(list(self.parts)[number]))
        self.plainly = button(_("Plain words"), self._show_part, icon_name="book", kind="quiet")
        self.plainly.setCheckable(True)
        before = button(_("Back"), lambda: self.turn(-1), icon_name="arrow-left")
        after = button(_("Next"), lambda: self.turn(1), icon_name="arrow-right")
        return flow(self.list, before, after, self.plainly, stretch=self.list)

    def show_preview(self, preview: previews.Preview) -> None:
        """Show a course; what its author is at, and cannot be read just now, stays as it was."""
        new = {one.id: one for one in preview.parts}
        before = self.parts.get(self._here)
        lost = before is not None and self._here not in new and preview.mistakes > 0
        self.as_it_was.setVisible(lost)
        if lost and before is not None:
            new = {**(new or self.parts), before.id: before}
        self.parts = new
        if preview.parts or self._preview is None:
            self._preview = preview
        self.list.clear()
        self.list.addItems([part_name(one) for one in self.parts.values()])
        self.pages.setVisible(bool(self.parts))
        if self.parts:
            self.go(self._here if self._here in self.parts else next(iter(self.parts)))

    def forget(self) -> None:
        """Let go of a course, before another one is shown."""
        self.parts, self._preview, self._here = {}, None, ""

    def go(self, id: str) -> None:
        """Show a part."""
        self._here = id
        self.list.setCurrentIndex(list(self.parts).index(id))
        self._show_part()

    def turn(self, by: int) -> None:
        """Show the next part (1) or the one before (-1)."""
        ids = list(self.parts)
        place = ids.index(self._here) + by if self._here else -1
        if 0 <= place < len(ids):
            self.go(ids[place])

    def _show_part(self) -> None:
        part, preview = self.parts.get(self._here), self._preview
        if part is None or preview is None:
            return
        self.plainly.setVisible(part.lesson is not None and part.lesson.twin is not None)
        if part.lesson is not None:
            self._show_lesson(part, preview)
        elif part.step is not None and part.reflection is None:
            self.check.show_questions(part.questions, part.module.check, begin=self._was != part.id)
            self.pages.setCurrentIndex(1)
        else:
            refill(self._sheet, guide_parts(part.guide) if part.guide is not None else reflection_parts(part))
            self.pages.setCurrentIndex(2)
        self._was, self._was_plain = part.id, self.plainly.isChecked()
        self.showed.emit(part)

    def _show_lesson(self, part: previews.Shown, preview: previews.Preview) -> None:
        """Show a lesson; one that is shown already stays at its place, and as it is where nothing has changed."""
        lesson, step, plainly = part.lesson, part.step, self.plainly.isChecked()
        if lesson is None or step is None:
            return
        html = page_html(lesson, part.sources, plainly=plainly)
        drawn = part.id, html, step.minutes, preview.pictures
        if drawn != self._drawn:
            now = self.reader.view.place()
            place = now if self._was_plain == plainly else kit.Place(now.fraction)
            self.reader.show_lesson(
                html, preview.pictures.get, where=in_words(step.minutes), place=place if self._was == part.id else None
            )
            self._drawn = drawn
        self.pages.setCurrentIndex(0)

    def _explain(self, term_id: str) -> None:
        term = self._preview.terms.get(term_id) if self._preview is not None else None
        if term is not None:
            view = self.reader.view
            at = view.viewport().mapToGlobal(view.cursorRect().bottomLeft() + QPoint(0, 6))
            go = (lambda: self.go(term.lesson)) if term.lesson in self.parts else None
            show_term(view, at, term=term.term, meaning=term.meaning, go=go)
