"""A lesson to read, for those who are not learning it themselves: nothing is marked as done, and nothing is written."""

from PySide6.QtWidgets import QVBoxLayout

from peertrain.i18n import _
from peertrain.services import learning
from peertrain.ui.everyone.explaining import explain
from peertrain.ui.everyone.lesson_page import page_html
from peertrain.ui.kit import reader as kit
from peertrain.ui.kit.cards import button, empty, refill
from peertrain.ui.kit.folding import Folding
from peertrain.ui.kit.lesson_marks import Marks
from peertrain.ui.kit.page import Page


class ReadingPage(Page):
    """One lesson, with the one before it and the next."""

    icon = "book"
    in_rail = False
    scrolls = False

    @staticmethod
    def title() -> str:
        return _("Lesson")

    def show_where(
        self, course_id: str = "", item_id: str = "", marks: Marks | None = None, plainly: bool = False, **_path: object
    ) -> None:
        """Show a lesson from its beginning, or at words that are marked; `plainly` chooses its twin."""
        self._course_id, self._id = course_id, item_id
        self._marks, self._as_found = marks, plainly
        self.go_stale()

    def build(self) -> None:
        self._view: learning.LessonView | None = None
        self.reader = kit.Reader(_("Lesson"))
        self.reader.next_wanted.connect(lambda: self._turn(1))
        self.reader.back_wanted.connect(lambda: self._turn(-1))
        self.reader.view.term_wanted.connect(lambda id: explain(self, self.reader.view, self._view, id))
        self.plainly = button(_("Plain words"), self._show_text, icon_name="book", kind="quiet")
        self.plainly.setCheckable(True)
        self.plainly.setToolTip(_("The same lesson in short sentences and everyday words"))
        leave = button(_("Back to the page before"), self.context.back, icon_name="arrow-left", kind="quiet")
        self._nothing = QVBoxLayout()
        self.body.setSpacing(8)
        self.tools = Folding(leave, self.reader.head, about=self.reader.where, tools=(self.plainly,))
        self.body.addWidget(self.tools)
        self.body.addLayout(self._nothing)
        self.body.addWidget(self.reader, 1)

    def refresh(self) -> None:
        course_id, id = self._course_id, self._id
        if id:
            self.background.ask(
                self, lambda seat: learning.lesson(seat, course_id=course_id, lesson_id=id), self._show, self._refuse
            )

    def _refuse(self, sentence: str) -> None:
        self.reader.hide()
        refill(self._nothing, [empty(sentence, icon_name="book")])

    def _show(self, view: learning.LessonView) -> None:
        self._view = view
        self.set_title(view.lesson.title)
        refill(self._nothing, [])
        self.reader.show()
        self.tools.offer(self.plainly, offered=view.lesson.twin is not None)
        self.plainly.setChecked(self._as_found and view.lesson.twin is not None)
        self._show_text()
        self.reader.view.setFocus()

    def _show_text(self) -> None:
        view = self._view
        if view is not None:
            self.reader.show_lesson(
                page_html(view.lesson, view.sources, plainly=self.plainly.isChecked()),
                view.pictures.get,
                where=view.module.title,
                marks=self._marks,
                back=_("Back") if self._beside(-1) else "",
                next=_("Next") if self._beside(1) else "",
            )

    def _beside(self, by: int) -> str:
        """Return the id of the lesson before or after this one in its module, or nothing."""
        if self._view is None:
            return ""
        ids = [lesson.id for lesson in self._view.module.lessons]
        number = ids.index(self._view.lesson.id) + by
        return ids[number] if 0 <= number < len(ids) else ""

    def _turn(self, by: int) -> None:
        if self._view is not None and (id := self._beside(by)):
            where = {"course_id": self._view.course_id, "module_id": self._view.module.id, "item_id": id}
            self.context.go(type(self), **where, plainly=self.plainly.isChecked())
