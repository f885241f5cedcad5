"""Enrolling a person, and then their way in: a slip with five words, or an invitation to another computer."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from peertrain.domain.changes import Changed, Done
from peertrain.domain.people import Role
from peertrain.domain.programmes import Programme, programme_key
from peertrain.errands.inviting import Sent, enrol_and_invite
from peertrain.i18n import _
from peertrain.services import people, programmes
from peertrain.services.people import Invitation, Place, role_name
from peertrain.ui.coordinator.draft import Draft
from peertrain.ui.coordinator.email import email_field
from peertrain.ui.coordinator.hand_over import hand_over
from peertrain.ui.coordinator.programme_words import versioned
from peertrain.ui.coordinator.slip import slip
from peertrain.ui.coordinator.typed_names import watch_legal_name, watch_preferred_name
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, refill
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.forms import Field, Form
from peertrain.ui.kit.page import Page
from peertrain.workplace.managed import Managed
from peertrain.workplace.seat import Seat

FOR_TRAINEES = ("programme", "started_on", "supervisors")
HERE, ELSEWHERE = "here", "elsewhere"
"""Where a person works: on the computer at which they are enrolled, or on one of their own."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen for a new person."""

    programmes: tuple[Programme, ...]
    supervisors: dict[str, str]
    today: date


def look(seat: Seat) -> Offered:
    """Return what the form offers."""
    return Offered(programmes.programmes_in_use(seat), people.supervisors(seat), seat.today)


class EnrolPage(Page):
    """The form for a new person; after it, their way in."""

    icon = "person"
    watches = Changed.PEOPLE | Changed.PROGRAMMES
    in_rail = False
    _form: Form | None = None
    _offered: Offered | None = None
    _enrolling = False

    @staticmethod
    def title() -> str:
        return _("Enrol a person")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.coordinator.people import PeoplePage

        return PeoplePage

    def build(self) -> None:
        self._parts = QVBoxLayout()
        self._parts.setSpacing(16)
        self.body.addLayout(self._parts)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the words when the page is left; a form that is not sent stays as it is."""
        super().hideEvent(event)
        if self._form is None:
            self._offered = None
            self.stale = True
            refill(self._parts, [])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter enrols from any field, and presses a button that has the focus."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or event.isAutoRepeat():
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        elif self._form is not None:
            self._form.submit()

    def refresh(self) -> None:
        self.background.ask(self, look, self._show)

    def _show(self, offered: Offered) -> None:
        shows_slip = self._form is None and self._offered is not None
        if shows_slip or offered == self._offered:
            return
        self._offered = offered
        self.set_title(_("Enrol a person"))
        cancel = button(_("Cancel"), self._cancel, kind="quiet")
        self._form = form = Form(
            *_fields(offered), submit=_("Enrol"), on_submit=self._enrol, icon_name="check", also=(cancel,)
        )
        form.fields["roles"].changed.connect(self._show_trainee_fields)
        watch_legal_name(form.fields["legal_name"], self.background)
        watch_preferred_name(form, self.background)
        self._draft = Draft(form, "enrol", self.background)
        form.changed.connect(self._show_trainee_fields)
        refill(self._parts, [card(form)])
        self._show_trainee_fields()
        self._draft.load()
        form.fields["legal_name"].focus_on.setFocus()

    def _show_trainee_fields(self) -> None:
        if self._form is not None:
            trainee = Role.TRAINEE in self._form.values()["roles"]
            for name in FOR_TRAINEES:
                self._form.fields[name].setVisible(trainee)

    def _enrol(self, values: dict[str, Any]) -> None:
        """Enrol under a name that a certificate can print; what it cannot is said before anything is signed."""
        form, name = self._form, values["legal_name"]
        if form is None or self._enrolling:
            return
        self._enrolling = True

        def go_on(sentence: str) -> None:
            self._enrolling = False
            if sentence:
                form.show_wrong({"legal_name": sentence})
            elif self._form is form:
                self._sign(values)

        self.background.ask(self, lambda _seat: people.unprintable_name(name), go_on, self._refuse)

    def _sign(self, values: dict[str, Any]) -> None:
        if self._offered is None:
            return
        trainee = Role.TRAINEE in values["roles"]
        chosen = {programme_key(one.id, one.version): one for one in self._offered.programmes}.get(values["programme"])
        place = Place(chosen.id, chosen.version, values["started_on"]) if chosen is not None and trainee else None
        supervisors = values["supervisors"] if trainee else []

        def deed(seat: Seat, passphrase: str = "") -> Done[Invitation]:
            return people.enrol(
                seat, legal_name=values["legal_name"], preferred_name=values["preferred_name"], email=values["email"],
                roles=values["roles"], place=place, supervisors=supervisors, passphrase=passphrase,
                elsewhere=values["computer"] == ELSEWHERE,
            )  # fmt: skip

        def invite(steps: Managed, passphrase: str) -> Done[Sent]:
            return enrol_and_invite(steps, enrol=lambda seat: deed(seat, passphrase), passphrase=passphrase)

        name = values["preferred_name"] or values["legal_name"]
        what = _about(values).format(name=name)
        if values["computer"] == ELSEWHERE:
            yes = _("Enrol and invite")
            sign(self, self.background, what=what, yes=yes, deed=invite, then=self._invited, travels=True)
        elif what:
            sign(self, self.background, what=what, yes=_("Enrol"), deed=deed, then=self._enrolled)
        else:
            self._enrolling = True
            self.background.do(self, deed, self._enrolled, self._refuse)

    def _refuse(self, sentence: str) -> None:
        self._enrolling = False
        if self._form is not None:
            self._form.refuse(sentence)

    def _enrolled(self, invitation: Invitation | None) -> None:
        self._enrolling = False
        if invitation is not None and self._form is not None:
            refill(self._parts, [slip(self, invitation, *self._go_on(invitation.person_id, invitation.name))])

    def _invited(self, sent: Sent | None) -> None:
        if sent is not None and self._form is not None:
            refill(self._parts, [hand_over(self, sent, *self._go_on(sent.person_id, sent.name))])

    def _go_on(self, person_id: str, name: str) -> tuple[QPushButton, QPushButton]:
        """Let go of the form, and return the buttons that lead on from the way in that takes its place."""
        self._draft.drop()
        self._form = None
        self.set_title(_("The way in for {name}").format(name=name))
        return (
            button(_("Enrol another person"), self._again, icon_name="plus"),
            button(_("Open {name}").format(name=name), lambda: self._open(person_id), icon_name="person"),
        )

    def _cancel(self) -> None:
        """Throw away what is typed, and go to the people."""
        from peertrain.ui.coordinator.people import PeoplePage

        self._draft.drop()
        self._form = None
        self.context.go(PeoplePage)

    def _again(self) -> None:
        self._offered = None
        self.refresh()

    def _open(self, person_id: str) -> None:
        from peertrain.ui.coordinator.person import PersonPage

        self.context.go(PersonPage, person_id=person_id)


def _about(values: dict[str, Any]) -> str:
    """Return what takes the passphrase, about `{name}`; "" where nothing does."""
    becomes = _("{name} becomes coordinator here, and may then enrol people and issue certificates.")
    joins = _("{name} gets an invitation, a file with five words, and then works on their own computer.")
    told = ([becomes] if Role.COORDINATOR in values["roles"] else []) + (
        [joins] if values["computer"] == ELSEWHERE else []
    )
    return " ".join(told)


def _fields(offered: Offered) -> list[Field]:
    programmes_offered = {programme_key(one.id, one.version): versioned(one) for one in offered.programmes}
    only = next(iter(programmes_offered)) if len(programmes_offered) == 1 else None
    return [
        fields.line(
            "legal_name",
            _("Legal name"),
            hint=_("Exactly as on the person's ID. It is printed on the certificate."),
        ),
        fields.line(
            "preferred_name",
            _("Preferred name"),
            hint=_("What everybody calls them, and what they sign in with. Without it, the legal name."),
            required=False,
        ),
        email_field(),
        fields.choices("roles", _("What they do here"), {role: role_name(role).capitalize() for role in Role}, required=True),
        fields.choice(
            "computer", _("Where they work"),
            {HERE: _("On this computer"), ELSEWHERE: _("On their own computer")}, value=HERE,
            hint=_("For their own computer you get an invitation to send."),
        ),
        fields.choice(
            "programme", _("Programme"), programmes_offered, value=only,
            hint="" if programmes_offered else _("No programme is adopted yet. They can be put on one later."),
            required=False,
        ),
        fields.day("started_on", _("Starts on"), value=offered.today),
        fields.choices(
            "supervisors", _("Supervisors"), offered.supervisors,
            hint="" if offered.supervisors else _("No supervisor is enrolled yet. One can be assigned later."),
        ),
    ]  # fmt: skip
