"""The reader: one lesson at the very place where reading stopped, notes beside it, and one key to go on."""

from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter

from peertrain.i18n import _
from peertrain.services import learning, reflections
from peertrain.ui.everyone.explaining import explain
from peertrain.ui.everyone.lesson_page import page_html
from peertrain.ui.kit import reader as kit
from peertrain.ui.kit.cards import button, card, empty, heading, icon_button
from peertrain.ui.kit.folding import Folding
from peertrain.ui.kit.lesson_marks import Marks
from peertrain.ui.kit.page import Context, Page
from peertrain.ui.kit.scrolling import Area
from peertrain.ui.kit.theme import TEXT_SIZES, Theme, px
from peertrain.ui.trainee.sealed import SealedEditor
from peertrain.ui.trainee.ways import open_module, open_step, step_words

PLACE_KEPT_AFTER_MS = 600
NARROW, NOTES = 820, 330


class ReaderPage(Page):
    """One lesson of a module."""

    icon = "book"
    in_rail = False
    scrolls = False

    @staticmethod
    def title() -> str:
        return _("Lesson")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.trainee.course import CoursePage

        return CoursePage

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._course_id = self._module_id = self._id = ""
        self._view: learning.LessonView | None = None
        self._marks: Marks | None = None
        self._as_found: bool | None = None
        self._looking = False
        self._place: dict[str, Any] | None = None
        self._timer = QTimer(self, singleShot=True, interval=PLACE_KEPT_AFTER_MS)
        self._timer.timeout.connect(self._keep_place)

    def show_where(
        self, course_id: str = "", module_id: str = "", item_id: str = "", marks: Marks | None = None,
        plainly: bool | None = None, *, looking: bool = False,
    ) -> None:  # fmt: skip
        """Show a lesson where reading stopped, or at words that are marked; `plainly` chooses the twin for now.

        Who is only `looking` something up goes on learning where they were.
        """
        self._keep_place()
        self._course_id, self._module_id, self._id = course_id, module_id, item_id
        self._marks, self._as_found, self._looking = marks, plainly, looking
        self._view = None
        self.go_stale()

    def build(self) -> None:
        self.reader = kit.Reader(_("Lesson"))
        self.reader.next_wanted.connect(self._go_on)
        self.reader.back_wanted.connect(self._go_back)
        self.reader.view.moved.connect(self._moved)
        self.reader.view.term_wanted.connect(self._explain)
        bar = self.reader.view.verticalScrollBar()
        bar.valueChanged.connect(lambda *_value: self._say_next())
        bar.rangeChanged.connect(lambda *_range: self._say_next())
        self.notes = SealedEditor(self.context, _("My notes on this lesson"), lines=4)
        scrolled = Area(self.notes)
        for ground in (self.notes, scrolled.viewport()):
            ground.setAutoFillBackground(False)  # they stand on the ground of the card
        self.panel = card(heading(_("My notes on this lesson")), scrolled)
        self.panel.hide()
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.halves.setChildrenCollapsible(False)
        self.halves.setHandleWidth(px(16))
        self.halves.addWidget(self.reader)
        self.halves.addWidget(self.panel)
        self.halves.setStretchFactor(0, 5)
        self.halves.setStretchFactor(1, 2)
        self.nothing = empty("", icon_name="book")
        self.nothing.hide()
        self.body.setSpacing(8)
        self.tools = self._tools()
        self.body.addWidget(self.tools)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.halves, 1)
        self._name_keys()

    def _tools(self) -> Folding:
        """Return one line with the way back, the headings, and what is done with the lesson."""
        back = button(_("All of the module"), self._leave, icon_name="arrow-left", kind="quiet")
        smaller = icon_button("minus", _("Smaller text"), lambda: self._resize_text(-1))
        larger = icon_button("plus", _("Larger text"), lambda: self._resize_text(1))
        self.toggle = button(_("Notes"), self._turn_notes, icon_name="note", kind="quiet")
        self.toggle.setCheckable(True)
        self.plainly = button(_("Plain words"), self._turn_plainly, icon_name="book", kind="quiet")
        self.plainly.setCheckable(True)
        self.plainly.setToolTip(_("The same lesson in short sentences and everyday words"))
        tools = (self.plainly, self.toggle, smaller, larger)
        return Folding(back, self.reader.head, about=self.reader.where, tools=tools)

    def _name_keys(self) -> None:
        self.add_key("Ctrl+Shift+N", _("Notes beside the lesson"), self.toggle.click)
        self.add_key("Ctrl+Shift+P", _("The lesson in plain words"), self.plainly.click)
        self.add_key("Ctrl++", _("Larger text"), lambda: self._resize_text(1))
        self.add_key("Ctrl+-", _("Smaller text"), lambda: self._resize_text(-1))
        self.add_key("Backspace", _("Back to the module"), self._up)

    def refresh(self) -> None:
        course_id, id = self._course_id, self._id
        if not id:
            return

        def look(seat: Any) -> tuple[learning.LessonView, bool]:
            view = learning.lesson(seat, course_id=course_id, lesson_id=id)
            return view, bool(reflections.note(seat, course_id=course_id, lesson_id=id).text)

        self.background.ask(self, look, self._show, self._show_nothing)
        if not self._looking:
            self.background.do(
                self,
                lambda seat: learning.open_item(seat, course_id=course_id, item_id=id),
                None,
                lambda _sentence: None,
            )

    def _show_nothing(self, sentence: str) -> None:
        self.halves.hide()
        self.body.replaceWidget(self.nothing, new := empty(sentence, icon_name="book"))
        self.nothing.deleteLater()
        self.nothing = new

    def _show(self, found: tuple[learning.LessonView, bool]) -> None:
        view, noted = found
        course_id, id = view.course_id, view.step.item_id
        self._view, self._place = view, None
        self.set_title(view.lesson.title)
        self.nothing.hide()
        self.halves.show()
        self.tools.say_back(_("Back to where I was") if self._looking else _("All of the module"))
        self.tools.offer(self.plainly, offered=view.lesson.twin is not None)
        plainly = view.plainly if self._as_found is None else self._as_found
        self.plainly.setChecked(plainly and view.lesson.twin is not None)
        self._show_text(view, kit.Place(**view.place) if view.place else None)
        self.notes.open(
            lambda seat: reflections.note(seat, course_id=course_id, lesson_id=id),
            lambda seat, text: reflections.keep_note(seat, course_id=course_id, lesson_id=id, text=text),
        )
        self._show_notes(noted and not self._narrow())
        self._say_next()
        self.reader.view.setFocus()

    def _show_text(self, view: learning.LessonView, place: kit.Place | None) -> None:
        self.reader.show_lesson(
            page_html(view.lesson, view.sources, plainly=self.plainly.isChecked()),
            view.pictures.get,
            where=step_words(view.step),
            place=place,
            marks=self._marks,
            back=_("Back") if view.before else "",
            next=_("Next"),
        )

    def _turn_plainly(self) -> None:
        """Show the lesson's twin, or the lesson again, as far through as the person was, and so from now on."""
        view, plainly = self._view, self.plainly.isChecked()
        if view is None:
            return
        self._marks = None
        self._show_text(view, kit.Place(self.reader.view.place().fraction))
        self._say_next()
        self.reader.view.setFocus()
        self.background.do(self, lambda seat: learning.read_plainly(seat, plainly=plainly))

    def _explain(self, term_id: str) -> None:
        explain(self, self.reader.view, self._view, term_id)

    # Going on

    def at_end(self) -> bool:
        """Return whether the end of the lesson has been reached."""
        bar = self.reader.view.verticalScrollBar()
        return bar.value() >= bar.maximum() - px(12)

    def _say_next(self) -> None:
        if self._view is None:
            return
        read_on = _("Next") if self._view.done else _("Done, go on")
        self.reader.next.setText(read_on if self.at_end() else _("Read on"))

    def _go_on(self) -> None:
        """Read on; at the end say that the lesson is done, which nobody does by a slip of the hand in its middle."""
        view = self._view
        if view is None:
            return
        bar = self.reader.view.verticalScrollBar()
        if not self.at_end():
            bar.setValue(bar.value() + round(bar.pageStep() * 0.9))
            return
        self._keep_place()
        self._view = None
        course_id, id = view.course_id, view.step.item_id
        self.background.do(
            self,
            lambda seat: learning.complete_lesson(seat, course_id=course_id, lesson_id=id),
            lambda follows: open_step(self.context, course_id, follows),
            lambda sentence: self._not_done(view, sentence),
        )

    def _not_done(self, view: learning.LessonView, sentence: str) -> None:
        self._view = view
        self.context.notices.say(sentence)

    def _go_back(self) -> None:
        if self._view is not None and self._view.before is not None:
            open_step(self.context, self._course_id, self._view.before)

    def _leave(self) -> None:
        """Go up to the module, or back for who is only looking something up."""
        if self._looking:
            self.context.back()
        else:
            self._to_module()

    def _up(self) -> None:
        """Go up by a key, which must not take anybody away from their notes."""
        focus = QApplication.focusWidget()
        if focus is None or not self.panel.isAncestorOf(focus):
            self._to_module()

    def _to_module(self) -> None:
        open_module(self.context, self._course_id, self._module_id)

    # Place, notes, text size

    def _moved(self, place: kit.Place) -> None:
        if self._view is not None:
            self._place = asdict(place)
            self._timer.start()

    def _keep_place(self) -> None:
        self._timer.stop()
        place, course_id, id = self._place, self._course_id, self._id
        self._place = None
        if place is not None:
            self.background.do(
                self,
                lambda seat: learning.keep_place(seat, course_id=course_id, lesson_id=id, place=place),
                None,
                lambda _sentence: None,
            )

    def hideEvent(self, event: QHideEvent) -> None:
        self._keep_place()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._view is not None:
            self._show_notes(self.toggle.isChecked())

    def _turn_notes(self) -> None:
        self._show_notes(self.toggle.isChecked())
        (self.notes if self.toggle.isChecked() else self.reader.view).setFocus()

    def _show_notes(self, shown: bool) -> None:
        """Show the notes beside the lesson, or in its place where there is no room for both."""
        self.toggle.setChecked(shown)
        self.panel.setVisible(shown)
        self.panel.setMinimumWidth(0 if self._narrow() else px(NOTES))
        self.reader.setVisible(not shown or not self._narrow())

    def _narrow(self) -> bool:
        return self.width() < px(NARROW)

    def _resize_text(self, by: int) -> None:
        settings = self.context.preferences.settings
        sizes = sorted({*TEXT_SIZES, settings.text_size})
        place = sizes.index(settings.text_size) + by
        app = QApplication.instance()
        theme = app.findChild(Theme) if app is not None else None
        if 0 <= place < len(sizes) and isinstance(theme, Theme):
            self.context.preferences.change(text_size=sizes[place])
            theme.wear(scheme=settings.scheme, text_size=sizes[place])
