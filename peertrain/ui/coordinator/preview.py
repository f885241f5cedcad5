"""A course that is being written, as its trainees will see it, with what is wrong in it; it follows the files as saved."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from peertrain.i18n import _, ngettext
from peertrain.services import previews
from peertrain.ui.coordinator.preview_author import AuthorSide
from peertrain.ui.coordinator.preview_course import CourseSide
from peertrain.ui.coordinator.preview_parts import part_of_file
from peertrain.ui.kit.cards import button, empty, pill, plain, refill
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Context, Page
from peertrain.ui.kit.saving import choose_folder
from peertrain.ui.kit.scrolling import Area
from peertrain.ui.kit.theme import px
from peertrain.ui.kit.watching import Watch

NARROW = 900


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

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._folder: Path | None = None
        self._read: Path | None = None
        self._reading = self._again = False
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.watch = Watch(self)
        self.watch.changed.connect(self.read)

    def show_where(self, *, folder: Path | None = None) -> None:
        self._folder = folder
        self.go_stale()

    def build(self) -> None:
        self.first = button(_("Choose the folder of a course…"), self.choose, icon_name="search", kind="primary")
        sentence = _(
            "Choose the folder of a course that you write. You see it as its trainees will, each time you save."
        )
        self.nothing = empty(sentence, self.first, icon_name="eye")
        self.course, self.author = CourseSide(), AuthorSide()
        self.course.showed.connect(self.author.measure)
        self.author.wanted.connect(self._show_mistake)
        self.author.copied.connect(lambda path: self.context.notices.say(_("Copied: {path}").format(path=path)))
        self.halves.setChildrenCollapsible(False)
        self.halves.setHandleWidth(px(16))
        self._beside = Area(self.author)
        for part, share in ((self.course, 5), (self._beside, 3)):
            self.halves.addWidget(part)
            self.halves.setStretchFactor(self.halves.count() - 1, share)
        self._tools = self._top()
        self.body.setSpacing(8)
        self.body.addWidget(self.nothing)
        self._trouble = plain("", "error")
        self._trouble.hide()
        self.body.addWidget(self._tools)
        self.body.addWidget(self._trouble)
        self.body.addWidget(self.halves, 1)
        self.add_key("F5", _("Read the folder again"), self.read)

    def _top(self) -> QWidget:
        state = QWidget()
        self._state = QHBoxLayout(state)
        self._state.setContentsMargins(0, px(5), 0, px(5))  # as high as the buttons beside it
        self._when = plain("", "small", wrap=False)
        leave = button(_("Courses"), lambda: self.context.go(self.under()), icon_name="arrow-left", kind="quiet")
        other = button(_("Another folder…"), self.choose, icon_name="search", kind="quiet")
        self.toggle = button(_("What the checker says"), self._share_room, icon_name="list", kind="quiet")
        self.toggle.setCheckable(True)
        return flow(leave, other, state, self._when, self.toggle)

    def choose(self) -> None:
        go = self.context.go
        choose_folder(self, title=_("Choose the folder of a course"), then=lambda at: go(PreviewPage, folder=at))

    def refresh(self) -> None:
        chosen = self._folder is not None
        self.nothing.setVisible(not chosen)
        for part in (self._tools, self.halves):
            part.setVisible(chosen)
        self.setFocusProxy(None if chosen else self.first)  # type: ignore[arg-type]  # None takes it away again
        self._share_room()
        self.read()

    # Reading the folder

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
        self._rest()
        if preview.folder != self._folder:
            return
        if preview.folder != self._read:
            self.course.forget()
            self._read = preview.folder
        self.set_title(_("Preview: {course}").format(course=preview.title))
        self._say_state(preview)
        self._say_trouble("")
        self.author.show_found(preview)
        self.course.show_preview(preview)

    def _refused(self, sentence: str) -> None:
        self._rest()
        refill(self._state, [pill(_("Cannot be read"), "sun")])
        self._when.clear()
        self._say_trouble(sentence)

    def _say_trouble(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def _rest(self) -> None:
        """Note that reading is over, and read again where something has changed meanwhile."""
        self._reading = False
        if self._again:
            self._again = False
            self.read()

    def _say_state(self, preview: previews.Preview) -> None:
        count = preview.mistakes
        words = ngettext("{count} mistake", "{count} mistakes", count).format(count=count)
        refill(self._state, [pill(words, "sun") if count else pill(_("No mistakes"), "pine")])
        now = datetime.now().astimezone().strftime("%H:%M:%S")
        self._when.setText(_("Read at {time}. What you save shows by itself.").format(time=now))

    def _show_mistake(self, one: previews.Mistake) -> None:
        id = part_of_file(one.path, set(self.course.parts))
        if id:
            self.toggle.setChecked(False)
            self._share_room()
            self.course.go(id)

    # How it lies

    def hideEvent(self, event: QHideEvent) -> None:
        """Follow no files while nobody looks; the folder is read again when the page is shown."""
        super().hideEvent(event)
        self.watch.stop()
        self.stale = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Show both sides beside each other, or one in the place of the other where there is no room for both."""
        if self._folder is not None and self.halves.count():
            narrow = self.width() < px(NARROW)
            self.toggle.setVisible(narrow)
            self._beside.setVisible(not narrow or self.toggle.isChecked())
            self.course.setVisible(not narrow or not self.toggle.isChecked())
