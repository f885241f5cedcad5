"""Changing a copy of a programme: every rule in a form, checked as files are, with each mistake at its field."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout

from peertrain.domain.programmes import Programme
from peertrain.i18n import _
from peertrain.services import own_programmes
from peertrain.services.own_programmes import Offers, OwnProgramme, Saved, Tree, Wrong
from peertrain.ui.coordinator.adopting import adopt
from peertrain.ui.coordinator.programme_form import at_fields, shown, tree_from, values_of, with_modules_of
from peertrain.ui.coordinator.programme_parts import Line, parts
from peertrain.ui.kit.cards import button, card, heading, plain, refill
from peertrain.ui.kit.columns import Columns
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Field, Form
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.records import RecordsEdit

KEPT_AFTER_MS = 500


class ProgrammeEditorPage(Page):
    """Go here with the `own_id` of a programme on the desk."""

    icon = "pen"
    in_rail = False

    @staticmethod
    def title() -> str:
        return _("Your own programme")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.coordinator.programmes import ProgrammesPage

        return ProgrammesPage

    def show_where(self, *, own_id: str = "") -> None:
        self._own_id = own_id
        self.form: Form | None = None
        self.go_stale()

    def build(self) -> None:
        self._typing = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._typing.timeout.connect(self._keep)
        self._parts = QVBoxLayout()
        self.body.addLayout(self._parts)
        self.set_primary(_("Save"), self.save, icon_name="save")
        self.add_key("Ctrl+S", _("Save"), self.save)

    def refresh(self) -> None:
        own_id = self._own_id
        self.background.ask(
            self,
            lambda seat: (own_programmes.own_programme(seat, id=own_id), own_programmes.offers(seat)),
            lambda found: self._show(*found),
        )

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed last is kept too when the page is left or the window is locked."""
        if self._typing.isActive():
            self._keep()
        super().hideEvent(event)

    def _show(self, own: OwnProgramme, offers: Offers) -> None:
        if own.id != self._own_id:
            return
        self._before, self._offers = own.tree, with_modules_of(own.tree, offers)
        self.form = _form(own.tree, self._offers)
        self.form.changed.connect(self._typing.start)
        words = _(
            "Change what is different with you. What stays empty is not asked for. You may save with mistakes in it and go "
            "on another day; it can be adopted once nothing is wrong."
        )
        where = _("Until then it is on this computer and in its backups, nowhere else.")
        save = button(_("Save"), self.save, icon_name="save")
        save.setAccessibleName(_("Save the programme"))
        use = button(_("Adopt…"), self.adopt, icon_name="check")
        use.setAccessibleName(_("Adopt the programme"))
        refill(self._parts, [card(plain(words), plain(where, "soft"), self.form, flow(save, use))])

    # Saving

    def _tree(self, form: Form) -> Tree:
        return tree_from(form.values(), self._offers, self._before)

    def _keep(self) -> None:
        self._typing.stop()
        if self.form is not None:
            own_id, tree = self._own_id, self._tree(self.form)
            self.background.do(self, lambda seat: own_programmes.keep(seat, id=own_id, tree=tree))

    def save(self) -> None:
        """Keep what is typed and say what is wrong in it, at its fields; where nothing is, offer to adopt it."""
        words = _("Saved on your desk. Nothing is wrong in it; it can be adopted.")
        self._save(
            lambda _programme: self.context.notices.say(words, tone=Tone.DONE, action=_("Adopt…"), act=self.adopt)
        )

    def adopt(self) -> None:
        """Keep what is typed, and adopt it where nothing is wrong in it."""
        self._save(lambda programme: adopt(self, programme, lambda: self.context.go(self.under())))

    def _save(self, then: Callable[[Programme], object]) -> None:
        form, own_id = self.form, self._own_id
        if form is None:
            return
        self._typing.stop()
        tree = self._tree(form)

        def show(saved: Saved | None) -> None:
            if saved is not None:
                self._show_wrong(form, saved.wrong)
                if saved.programme is not None:
                    then(saved.programme)

        self.background.do(self, lambda seat: own_programmes.save(seat, id=own_id, tree=tree), show, form.refuse)

    def _show_wrong(self, form: Form, wrong: tuple[Wrong, ...]) -> None:
        sentences, inside = at_fields(wrong, form.values())
        for name, field in form.fields.items():
            if isinstance(field.editor, RecordsEdit):
                there = {**inside.get(name, {}), **field.editor.missing()}
                field.editor.show_wrong(there)
                if there:
                    sentences.setdefault(name, _("Something in this list is missing or not right."))
        in_order = {name: sentences[name] for name in form.fields if name in sentences}
        form.show_wrong({**in_order, **sentences})
        if wrong:
            words = _("Saved on your desk. It cannot be adopted yet: what is missing or wrong is said at its field.")
            self.context.notices.say(words, tone=Tone.NEEDS_YOU)


def _form(tree: Tree, offers: Offers) -> Form:
    """Return the form with the headings of its parts, and what the programme says in its fields."""
    made = [(heading(title), lines) for title, lines in parts(offers)]
    form = Form(*(field for _title, lines in made for line in lines for field in _fields(line)))
    for title, lines in made:
        form.column.insertWidget(form.column.indexOf(_fields(lines[0])[0]), title)
        for line, after in pairwise([*lines, ()]):
            _lay_out(form, line, after)
    empty = form.values()
    form.fill({name: shown(value, empty[name]) for name, value in values_of(tree, form.fields).items()})
    return form


def _fields(line: Line) -> tuple[Field, ...]:
    return line if isinstance(line, tuple) else (line,) if isinstance(line, Field) else ()


def _lay_out(form: Form, line: Line, after: Line) -> None:
    """Put words above the fields that come after them, and fields of one line side by side."""
    if isinstance(line, str):
        form.column.insertWidget(form.column.indexOf(_fields(after)[0]), plain(line, "strong"))
    elif isinstance(line, tuple):
        at = form.column.indexOf(line[0])
        form.column.insertWidget(at, Columns(*line, narrowest=180))
