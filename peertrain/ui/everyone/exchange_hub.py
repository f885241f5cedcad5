"""Connections to the hub in a coordinator's hands: making one for a person, and ending all that one has."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.namesakes import in_file_names
from peertrain.i18n import _
from peertrain.record import atomic
from peertrain.services import hub
from peertrain.services.hub import Connection
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, column, fact, facts, plain, refill, rule
from peertrain.ui.kit.clipboard import copy_secret
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.saving import ask_where


class HubPeople(QWidget):
    """Makes connections for people and ends them; a connection stays on the screen until it is done with."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._background = page, page.background
        self._people: dict[str, str] = {}
        self._made: Connection | None = None
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)

    def show_people(self, people: dict[str, str]) -> None:
        """Show for whom connections can be made; nothing where that is not one's own to do."""
        if people == self._people and (people or self._made):
            return
        self._people = people
        self._refill()

    def _refill(self) -> None:
        self.setVisible(bool(self._people))
        refill(
            self._inside, [self._handing_over(self._made)] if self._made else [self._asking()] if self._people else []
        )

    def _asking(self) -> QWidget:
        words = _(
            "Whoever you invite from now on gets a connection to the hub with the invitation. For each computer on which "
            "somebody joined before, make one here."
        )
        make = self._form(_("For whom"), _("Make a connection"), self._make)
        title = _("A lost laptop")
        end = Disclosure(plain(title, "strong"), self._ending, name=title)
        return card(plain(words), make, rule(), end, title=_("Connections to the hub"))

    def _ending(self) -> QWidget:
        words = _(
            "Every login that somebody has at the hub ends at once, on all their computers. Their work stays. Inviting "
            "them anew, after a lost laptop, does this too, and brings them back."
        )
        return column(plain(words), self._form(_("Whose"), _("End every login"), self._end), gap=12)

    def _form(self, label: str, submit: str, act: Any) -> Form:
        form = Form(
            fields.choice("person_id", label, self._people),
            submit=submit,
            on_submit=lambda values: act(form, values["person_id"]),
        )
        if form.submit_button is not None:
            form.submit_button.setProperty("kind", "")
        return form

    def _make(self, form: Form, person_id: str) -> None:
        form.setEnabled(False)
        self._background.travel(
            self, lambda steps: hub.connection_for(steps, person_id=person_id), self._hand_over, _refuse(form)
        )

    def _end(self, form: Form, person_id: str) -> None:
        form.setEnabled(False)
        self._background.travel(
            self, lambda steps: hub.end_logins(steps, person_id=person_id), lambda _count: self._refill(), _refuse(form)
        )

    # Handing over

    def _hand_over(self, made: Connection | None) -> None:
        self._made = made
        self._refill()

    def _handing_over(self, made: Connection) -> QWidget:
        name = self._name(made)
        return card(
            fact(
                _("Hand this connection over now. It is kept nowhere."),
                tone="sun",
                detail=_(
                    "Whoever has it can come to the hub as {name}: give it by a way that only {name} reads."
                ).format(name=name),
            ),
            facts({_("For"): plain(name, "lead"), _("Hub"): made.host}),
            plain(_("{name} pastes it under “Send and receive”, “Use a hub”.").format(name=name)),
            flow(
                button(_("Copy the connection"), lambda: self._copy(made), icon_name="copy"),
                button(_("Save it as a file…"), lambda: self._save(made)),
                button(_("Done"), lambda: self._hand_over(None), kind="quiet"),
            ),
            title=_("Connections to the hub"),
        )

    def _name(self, made: Connection) -> str:
        return self._people.get(made.person.id, made.person.preferred_name)

    def _copy(self, made: Connection) -> None:
        copy_secret(made.line)
        said = _("The connection is copied. The clipboard forgets it in a minute.")
        self._page.context.notices.say(said, tone=Tone.INFO)

    def _save(self, made: Connection) -> None:
        name = f"{in_file_names(self._name(made))}-hub.txt"
        ask_where(self, name=name, kind=_("Text (*.txt)"), then=lambda path: self._write(path, made))

    def _write(self, path: Path, made: Connection) -> None:
        self._background.render(
            self,
            lambda _progress: atomic.write(path, made.line.encode()),
            lambda _none: self._page.context.notices.say(_("The connection is saved.")),
        )


def _refuse(form: Form) -> Any:
    def refuse(sentence: str) -> None:
        form.setEnabled(True)
        form.refuse(sentence)

    return refuse
