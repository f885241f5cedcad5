"""A reflection: what to think about, and a sealed page to write it on."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.services import learning, reflections
from peertrain.ui.everyone.remarks import take_care
from peertrain.ui.kit.cards import button, card, empty, pill, plain, refill
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.scrolling import bring_into_view
from peertrain.ui.kit.spoken import announce
from peertrain.ui.trainee.sealed import SealedEditor
from peertrain.ui.trainee.ways import open_module, open_step


class ReflectionPage(Page):
    """One reflection of a module."""

    icon = "pen"
    in_rail = False

    @staticmethod
    def title() -> str:
        return _("Reflection")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.trainee.course import CoursePage

        return CoursePage

    def show_where(self, course_id: str = "", module_id: str = "", item_id: str = "") -> None:
        self._course_id, self._module_id, self._id = course_id, module_id, item_id
        self.go_stale()

    def build(self) -> None:
        self._view: reflections.ReflectionView | None = None
        self._above = QVBoxLayout()
        self._above.setSpacing(16)
        self.editor = SealedEditor(self.context, _("Your reflection"), lines=8)
        self.editor.changed.connect(self._count)
        self.editor.changed.connect(lambda: self._say_wrong(""))
        self.editor.opened.connect(lambda _open: self._say_wrong(""))
        self._words = plain("", "small")
        self._wrong = plain("", "error")
        self._wrong.hide()
        self._written = button(_("I have written it"), self._write, icon_name="check", kind="primary")
        self._back = button(
            _("Back to the module"),
            lambda: open_module(self.context, self._course_id, self._module_id),
            icon_name="arrow-left",
        )
        self._foot = flow(self._written, self._back)
        self.body.addLayout(self._above)
        self.body.addWidget(self.editor, 1)
        self.body.addWidget(self._words)
        self.body.addWidget(self._wrong)
        for part in (self._words, self._written):
            self.editor.opened.connect(part.setVisible)
        self.body.addWidget(self._foot)
        self.add_key("Ctrl+Return", _("I have written it, go on"), self._write)

    def refresh(self) -> None:
        course_id, id = self._course_id, self._id

        def look(seat: Any) -> reflections.ReflectionView:
            """Leave out what is written, which the editor alone may show."""
            found = reflections.reflection(seat, course_id=course_id, reflection_id=id)
            return replace(found, writing=reflections.Writing())

        self.background.ask(self, look, self._show, self._show_nothing)
        self.background.do(
            self, lambda seat: learning.open_item(seat, course_id=course_id, item_id=id), None, lambda _sentence: None
        )

    def _show_nothing(self, sentence: str) -> None:
        refill(self._above, [empty(sentence, icon_name="pen")])
        self.editor.hide()
        self._written.hide()

    def _show(self, view: reflections.ReflectionView) -> None:
        self._view = view
        course_id, id = self._course_id, self._id
        self.set_title(view.reflection.title)
        above: list[QWidget] = [card(plain(view.reflection.prompt.strip()))]
        if view.reflection.take_care:
            above.append(take_care(view.reflection.take_care))
        if view.done:
            above.insert(0, flow(pill(_("Written"), "pine"), plain(_("You may go on changing it."), "soft")))
        refill(self._above, above)
        self.editor.open(
            lambda seat: reflections.reflection(seat, course_id=course_id, reflection_id=id).writing,
            lambda seat, text: reflections.keep_reflection(seat, course_id=course_id, reflection_id=id, text=text),
        )
        self.editor.show()
        self.editor.edit.setAccessibleDescription(view.reflection.prompt.strip())
        self.editor.setFocus()
        self._written.setText(_("Go on") if view.done else _("I have written it"))
        self._count()

    def _count(self) -> None:
        words = reflections.count_words(self.editor.text())
        self._words.setText(_("{count} words").format(count=f"{words:,}"))

    def _write(self) -> None:
        if self._view is None or self.context.privacy.is_covered:
            return
        course_id, id, text = self._course_id, self._id, self.editor.text()
        if self._view.done:
            self.editor.flush()
            open_step(self.context, course_id, self._view.next)
            return
        self.background.do(
            self,
            lambda seat: reflections.write_reflection(seat, course_id=course_id, reflection_id=id, text=text),
            lambda follows: open_step(self.context, course_id, follows),
            self._refuse,
        )

    def _refuse(self, sentence: str) -> None:
        self._say_wrong(sentence)
        announce(self.editor, sentence)
        self.editor.setFocus()
        bring_into_view(self._wrong)

    def _say_wrong(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
