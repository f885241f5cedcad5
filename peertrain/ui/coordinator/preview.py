"""A course that is being written, as its trainees will see it, with what is wrong in it; it follows the files as saved."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from peertrain.domain.amounts import in_words
from peertrain.i18n import _, ngettext
from peertrain.services import previews
from peertrain.ui.coordinator.preview_check import PreviewCheck
from peertrain.ui.coordinator.preview_parts import (
    guide_parts,
    measures_card,
    mistake_parts,
    part_name,
    part_of_file,
    reflection_parts,
)
from peertrain.ui.everyone.lesson_page import page_html
from peertrain.ui.kit import reader as kit
from peertrain.ui.kit.cards import button, card, empty, fact, pill, plain, refill
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.rows import Column, Table
from peertrain.ui.kit.scrolling import Area
from peertrain.ui.kit.term_card import show_term
from peertrain.ui.kit.theme import px
from peertrain.ui.kit.watching import Watch

NARROW = 900
SHORTEST = 12
"""Letters of a part's name that the list of parts shows at least."""


class PreviewPage(Page):
    """Go here with a `folder`, or without one and choose it here. Nothing of it is kept, and the record is not asked."""

    icon = "eye"
    in_rail = False
    scrolls = False

    @staticmethod
    def title() -> str:
        return _("Preview of a course")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.coordinator.courses import CoursesPage

        return CoursesPage

    def show_where(self, *, folder: Path | None = None) -> None:
        self._folder = folder
        self._parts: dict[str, previews.Shown] = {}
        self._preview: previews.Preview | None = None
        self._here, self._text = "", ("", False)
        self.go_stale()

    # What stands where

    def build(self) -> None:
        self._reading = self._again = False
        self.watch = Watch(self)
        self.watch.changed.connect(self.read)
        choose = button(_("Choose the folder of a course…"), self.choose, icon_name="search", kind="primary")
        sentence = _(
            "Choose the folder of a course that you write. You see it as its trainees will, each time you save."
        )
        self.nothing = empty(sentence, choose, icon_name="eye")
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.halves.setChildrenCollapsible(False)
        self.halves.setHandleWidth(px(16))
        for part, share in ((self._course(), 5), (self._author(), 3)):
            self.halves.addWidget(part)
            self.halves.setStretchFactor(self.halves.count() - 1, share)
        self._top = self._tools()
        self.body.setSpacing(8)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self._top)
        self.body.addWidget(self.halves, 1)
        self.add_key("F5", _("Read the folder again"), self.read)

    def _tools(self) -> QWidget:
        state = QWidget()
        self._state = QHBoxLayout(state)
        self._state.setContentsMargins(0, 0, 0, 0)
        self._when = plain("", "small")
        leave = button(_("Courses"), lambda: self.context.go(self.under()), icon_name="arrow-left", kind="quiet")
        other = button(_("Another folder…"), self.choose, icon_name="search", kind="quiet")
        return flow(leave, other, state, self._when)

    def _course(self) -> QWidget:
        """Return the side on which the course is as its trainees see it."""
        self.list = QComboBox()
        self.list.setAccessibleName(_("Part of the course"))
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(SHORTEST)
        self.list.activated.connect(lambda number: self._go(list(self._parts)[number]))
        self.plainly = button(_("Plain words"), self._show_part, icon_name="book", kind="quiet")
        self.plainly.setCheckable(True)
        before = button(_("Back"), lambda: self._turn(-1), icon_name="arrow-left")
        after = button(_("Next"), lambda: self._turn(1), icon_name="arrow-right")
        self.as_it_was = fact(
            _("This cannot be read now. It stands here as it was; the list says what is wrong."), tone="sun"
        )
        self.as_it_was.hide()
        self.reader = kit.Reader(_("Lesson"))
        self.reader.next_wanted.connect(lambda: self._turn(1))
        self.reader.back_wanted.connect(lambda: self._turn(-1))
        self.reader.view.term_wanted.connect(self._explain)
        self.check = PreviewCheck()
        sheet = QWidget()
        self._sheet = QVBoxLayout(sheet)
        self._sheet.setContentsMargins(0, 0, 0, 0)
        self._sheet.setSpacing(16)
        self.pages = QStackedWidget()
        for page in (self.reader, _scrolled(self.check), _scrolled(sheet)):
            self.pages.addWidget(page)
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(flow(self.list, before, after, self.plainly, stretch=self.list))
        layout.addWidget(self.as_it_was)
        layout.addWidget(self.pages, 1)
        return side

    def _author(self) -> QWidget:
        """Return the side with what is wrong, and what a lesson comes to."""
        self.found = Table(
            name=_("Mistakes and advice"),
            columns=[
                Column(_("Kind"), lambda one: _("Advice") if one.advice else _("Mistake"), icon=_sign),
                Column(_("Where"), lambda one: _("Line {line}, {path}").format(line=one.line, path=one.path)),
                Column(_("What"), lambda one: one.what, stretch=True),
            ],
            nothing=_("No mistakes and no advice."),
            filters=False,
            rows_shown=6,
        )
        self.found.chosen.connect(self._say_mistake)
        self.found.opened.connect(self._show_mistake)
        self._details, self._measures = QVBoxLayout(), QVBoxLayout()
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(card(self.found, title=_("What the checker says")), 1)
        layout.addLayout(self._details)
        layout.addLayout(self._measures)
        return _scrolled(side)

    # Reading the folder

    def choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Choose the folder of a course"))
        if chosen:
            self.context.go(PreviewPage, folder=Path(chosen))

    def refresh(self) -> None:
        chosen = self._folder is not None
        self.nothing.setVisible(not chosen)
        for part in (self._top, self.halves):
            part.setVisible(chosen)
        self.read()

    def read(self) -> None:
        """Read the folder in the background: first what there is to watch, then the course, so that no change is missed."""
        folder = self._folder
        if folder is None or self._reading:
            self._again = self._reading
            return
        self._reading = True

        def watch(paths: tuple[str, ...]) -> None:
            if self.isVisible():
                self.watch.watch(paths)
            self.background.render(self, lambda _p: previews.read(folder), self._came, self._refused, quietly=True)

        self.background.render(self, lambda _p: previews.files_of(folder), watch, self._refused, quietly=True)

    def _came(self, preview: previews.Preview) -> None:
        if self._rested(preview.folder):
            self._preview = preview
            self._take(preview)
            self.set_title(_("Preview: {course}").format(course=preview.title))
            self._say_state(preview)
            self.found.fill(preview.found)
            self._fill_list()
            self._show_part()

    def _take(self, preview: previews.Preview) -> None:
        """Take the parts over; what an author is at, and cannot be read just now, stays as it was."""
        new = {one.id: one for one in preview.parts}
        before = self._parts.get(self._here)
        lost = before is not None and self._here not in new and preview.mistakes > 0
        self.as_it_was.setVisible(lost)
        if lost and before is not None:
            new = {**(new or self._parts), before.id: before}
        self._parts = new

    def _refused(self, sentence: str) -> None:
        if self._rested(self._folder):
            refill(self._state, [pill(_("Cannot be read"), "sun")])
            self._when.setText(sentence)

    def _rested(self, folder: Path | None) -> bool:
        """Note that reading is over; return whether it was of the folder that is shown, and nothing has changed since."""
        self._reading = False
        if self._again or folder != self._folder:
            self._again = False
            self.read()
            return folder == self._folder
        return True

    def _say_state(self, preview: previews.Preview) -> None:
        count = preview.mistakes
        words = ngettext("{count} mistake", "{count} mistakes", count).format(count=count)
        refill(self._state, [pill(words, "sun") if count else pill(_("No mistakes"), "pine")])
        now = datetime.now().astimezone().strftime("%H:%M:%S")
        self._when.setText(_("Read at {time}. What you save shows by itself.").format(time=now))

    # The course

    def _fill_list(self) -> None:
        self.list.clear()
        self.list.addItems([part_name(one) for one in self._parts.values()])
        if self._here not in self._parts:
            self._here = next(iter(self._parts), "")
        self.list.setCurrentIndex(list(self._parts).index(self._here) if self._here else -1)

    def _go(self, id: str) -> None:
        self._here = id
        self.list.setCurrentIndex(list(self._parts).index(id))
        self._show_part()

    def _turn(self, by: int) -> None:
        ids = list(self._parts)
        place = ids.index(self._here) + by if self._here else -1
        if 0 <= place < len(ids):
            self._go(ids[place])

    def _show_part(self) -> None:
        """Show the part where the author is; a lesson that is shown already stays at its place."""
        part, preview = self._parts.get(self._here), self._preview
        if part is None or preview is None:
            return
        self.plainly.setVisible(part.lesson is not None and part.lesson.twin is not None)
        measures = measures_card(part)
        refill(self._measures, [measures] if measures is not None else [])
        if part.lesson is not None:
            self._show_lesson(part, preview)
        elif part.step is not None and part.reflection is None:
            self.check.show_questions(part.questions, part.module.check, begin=self._text[0] != part.id)
            self.pages.setCurrentIndex(1)
        else:
            refill(self._sheet, reflection_parts(part) or guide_parts(part))
            self.pages.setCurrentIndex(2)
        self._text = part.id, self.plainly.isChecked()

    def _show_lesson(self, part: previews.Shown, preview: previews.Preview) -> None:
        lesson, plainly = part.lesson, self.plainly.isChecked()
        if lesson is None:
            return
        same = self._text[0] == part.id
        view = self.reader.view
        place = (view.place() if self._text[1] == plainly else kit.Place(view.place().fraction)) if same else None
        html = page_html(lesson, part.sources, plainly=plainly)
        self.reader.show_lesson(html, preview.pictures.get, where=_minutes(part), place=place)
        self.pages.setCurrentIndex(0)

    def _explain(self, term_id: str) -> None:
        term = self._preview.terms.get(term_id) if self._preview is not None else None
        if term is not None:
            view = self.reader.view
            at = view.viewport().mapToGlobal(view.cursorRect().bottomLeft() + QPoint(0, 6))
            go = (lambda: self._go(term.lesson)) if term.lesson in self._parts else None
            show_term(view, at, term=term.term, meaning=term.meaning, go=go)

    # What is wrong

    def _say_mistake(self, one: previews.Mistake | None) -> None:
        if one is None or self._folder is None:
            refill(self._details, [])
            return
        path = str(self._folder / one.path)
        copy = button(_("Copy the path"), lambda: self._copy(path), icon_name="copy")
        show = button(_("Show this part"), lambda: self._show_mistake(one), icon_name="eye")
        refill(self._details, [card(*mistake_parts(one), flow(copy, show))])

    def _copy(self, path: str) -> None:
        QGuiApplication.clipboard().setText(path)
        self.context.notices.say(_("Copied: {path}").format(path=path))

    def _show_mistake(self, one: previews.Mistake) -> None:
        id = part_of_file(one.path, set(self._parts))
        if id:
            self._go(id)

    # How it lies

    def hideEvent(self, event: QHideEvent) -> None:
        """Follow no files while nobody looks; the folder is read again when the page is shown."""
        super().hideEvent(event)
        if hasattr(self, "watch"):
            self.watch.stop()
            self.stale = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "halves"):
            narrow = self.width() < px(NARROW)
            self.halves.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)


def _scrolled(content: QWidget) -> Area:
    """Return what scrolls, beginning at the top."""
    ground = QWidget()
    ground.setProperty("kind", "page")
    layout = QVBoxLayout(ground)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content)
    layout.addStretch(1)
    return Area(ground)


def _sign(one: previews.Mistake) -> tuple[str, str]:
    return ("info", "sky") if one.advice else ("warning", "sun")


def _minutes(part: previews.Shown) -> str:
    step = part.step
    return in_words(step.minutes) if step is not None else ""
