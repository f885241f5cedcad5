"""What a coordinator can change about a person: each thing a form that opens, with its reason where one is kept."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QWidget

from peertrain.domain.changes import Done
from peertrain.domain.people import Role
from peertrain.domain.programmes import programme_key
from peertrain.errands.inviting import invite
from peertrain.i18n import _
from peertrain.services import people, programmes
from peertrain.services.invitations import Sent
from peertrain.services.people import Access, role_name
from peertrain.ui.coordinator.email import email_field
from peertrain.ui.coordinator.organisation import OrganisationPage
from peertrain.ui.coordinator.programme_words import versioned
from peertrain.ui.coordinator.typed_names import watch_legal_name, watch_preferred_name
from peertrain.ui.everyone.allowing import attempts_form, attempts_title
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, column, plain, rule
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Field, Form
from peertrain.ui.kit.notices import Tone
from peertrain.workplace.seat import Seat

if TYPE_CHECKING:
    from peertrain.ui.coordinator.person import PersonPage, PersonView

T = TypeVar("T")


class Changes:
    """The forms below a person; `card()` returns them."""

    def __init__(self, page: "PersonPage", view: "PersonView") -> None:
        self._page, self._view = page, view
        self._person = view.known.person

    def card(self) -> QWidget:
        """Return everything that can be changed, closed at first."""
        person, parts = self._person, []
        if person.has(Role.TRAINEE):
            parts.append((_("Programme and approval"), self._programme))
            parts.append((_("Supervisors"), self._supervisors))
        if self._view.limited:
            parts.append((attempts_title(), self._attempts))
        parts.append((_("Names and e-mail"), self._names))
        if not self._view.is_oneself:
            parts.append((_("Roles"), self._roles))
            if person.active_roles:
                if self._view.known.access.at_this_computer:
                    parts.append((_("Forgotten passphrase or lost words"), self._way_in))
                parts.append((_("Another computer"), self._elsewhere))
                parts.append((_("Leaving"), self._leaving))
        lines: list[QWidget] = []
        for title, body in parts:
            lines += [rule()] if lines else []
            lines.append(Disclosure(plain(title, "strong"), body, name=title))
        return card(*lines, title=_("Change something"))

    # Each thing

    def _programme(self) -> QWidget:
        person, offered = self._person, self._view.programmes
        now = {programme_key(one.programme_id, one.programme_version): one for one in person.enrolments}
        choices = {programme_key(one.id, one.version): versioned(one) for one in offered}
        choices |= {key: self._view.titles.get(key, key) for key in now if key not in choices}
        if not choices:
            return plain(_("No programme is adopted yet. Adopt one under Programmes."), "soft")
        first = next(iter(now.values()), None)
        form = self._form(
            fields.choice("programme", _("Programme"), choices, value=next(iter(now), None)),
            fields.day("started_on", _("Starts on"), value=first.started_on if first else self._view.today),
            fields.tick(
                "approved",
                _("The application is approved (some programmes count hours only from that day)"),
                value=bool(first and first.approved_on),
            ),
            fields.day(
                "approved_on", _("Approved on"), value=(first.approved_on if first else None) or self._view.today
            ),
            fields.line(
                "reason",
                _("Why they move to another version"),
                required=False,
                hint=_("Only for a move. A few words; they stay in the record."),
            ),
            submit=_("Put on the programme") if first is None else _("Save the place"),
            deed=self._place,
        )
        approved, day = form.fields["approved"], form.fields["approved_on"]
        day.setVisible(bool(approved.read()))
        approved.changed.connect(lambda: day.setVisible(bool(approved.read())))
        return form

    def _place(self, seat: Seat, values: dict[str, Any]) -> Done[Any]:
        programme_id, _at, version = values["programme"].rpartition("@")
        return programmes.place(
            seat, person_id=self._person.id, programme_id=programme_id, version=version,
            started_on=values["started_on"], approved_on=values["approved_on"] if values["approved"] else None,
            reason=values["reason"],
        )  # fmt: skip

    def _supervisors(self) -> QWidget:
        person = self._person
        others = {id: name for id, name in self._view.supervisors.items() if id not in {person.id, *person.supervisors}}
        parts: list[QWidget] = []
        if others:
            parts.append(
                self._form(
                    fields.choice("supervisor", _("Another supervisor"), others),
                    submit=_("Assign"),
                    deed=lambda seat, values: people.assign(
                        seat, trainee_id=person.id, supervisor_id=values["supervisor"]
                    ),
                )
            )
        else:
            parts.append(plain(_("There is no other supervisor to assign. Enrol one under People."), "soft"))
        if person.supervisors:
            mine = dict(zip(person.supervisors, self._view.known.supervisors, strict=True))
            parts += [rule(), self._form(
                fields.choice("supervisor", _("No longer supervised by"), mine),
                _reason(),
                submit=_("End this supervision"),
                deed=lambda seat, values: people.unassign(
                    seat, trainee_id=person.id, supervisor_id=values["supervisor"], reason=values["reason"]
                ),
            )]  # fmt: skip
        return column(*parts, gap=16)

    def _attempts(self) -> QWidget:
        return attempts_form(self._page, self._person, self._view.limited)

    def _names(self) -> QWidget:
        person = self._person
        form = self._form(
            fields.line("legal_name", _("Legal name"), value=person.legal_name, hint=_("Exactly as on their ID.")),
            fields.line("preferred_name", _("Preferred name"), value=person.preferred_name,
                        hint=_("They sign in with this name from then on.")),
            email_field(person.email),
            _reason(),
            submit=_("Correct"),
            deed=lambda seat, values: people.correct(seat, person_id=person.id, **values),
        )  # fmt: skip
        watch_legal_name(form.fields["legal_name"], self._page.background)
        watch_preferred_name(form, self._page.background, person_id=person.id)
        return form

    def _roles(self) -> QWidget:
        person = self._person
        missing = {role: role_name(role).capitalize() for role in Role if not person.has(role)}
        parts: list[QWidget] = []
        if missing:
            hint = "" if person.active_roles else _("With a role they get five words to come back in.")
            parts.append(
                self._signed_form(
                    fields.choice("role", _("Give the role of"), missing, hint=hint),
                    submit=_("Give the role…"),
                    what=lambda values: _("{name} becomes {role} here.").format(
                        name=person.preferred_name, role=role_name(values["role"])
                    ),
                    yes=_("Give the role"),
                    deed=lambda seat, values: people.give_role(seat, person_id=person.id, **values),
                    then=self._page.show_invitation,
                )
            )
        if len(person.active_roles) > 1:
            held = {role: role_name(role).capitalize() for role in person.active_roles}
            parts += [rule()] if parts else []
            parts.append(
                self._signed_form(
                    fields.choice("role", _("End the role of"), held),
                    _reason(),
                    submit=_("End the role…"),
                    what=lambda values: _what_ends(person.preferred_name, Role(values["role"])),
                    yes=_("End the role"),
                    deed=lambda seat, values: people.end_role(seat, person_id=person.id, **values),
                )
            )
        return column(*parts, gap=16)

    def _way_in(self) -> QWidget:
        person, known = self._person, self._view.known
        words = _(
            "{name} gets five new words and chooses a new passphrase. The record goes on. Notes, drafts, reflections "
            "and the recovery story that were sealed with the old passphrase stay sealed: nobody can open them "
            "without it. If {name} still has the recovery code, use that instead; it opens everything."
        ).format(name=person.preferred_name)
        if known.access is Access.INVITED:
            words = _("The words handed out before no longer open anything once new ones are made.")
        form = self._signed_form(
            _reason(),
            submit=_("Make five new words…"),
            what=lambda _values: _("The passphrase of {name} ends, and five new words let {name} in once.").format(
                name=person.preferred_name
            ),
            yes=_("Make five new words"),
            deed=lambda seat, values: people.invite_again(seat, person_id=person.id, **values),
            then=self._page.show_invitation,
        )
        return column(plain(words), form, gap=12)

    def _elsewhere(self) -> QWidget:
        name = self._person.preferred_name
        lost = self._signed_form(
            fields.line("lost", _("Reason"), hint=_("Such as: the laptop was stolen. It stays in the record.")),
            submit=_("End the keys and invite anew…"),
            what=lambda _values: self._and_the_issuing_key(
                _(
                    "Every key of {name} ends now, on all computers, and {name} gets a new invitation. What was signed and "
                    "sent before goes on counting."
                ).format(name=name)
            ),
            yes=_("End the keys and invite"),
            deed=lambda steps, values: invite(steps, person_id=self._person.id, **values),
            then=self._show_new_invitation,
            travels=True,
        )
        return column(
            plain(
                _(
                    "On a computer of their own, {name} works without this one. What they did so far comes along."
                ).format(name=name)
            ),
            flow(button(_("Invite to another computer…"), self._invite)),
            rule(),
            plain(_("A laptop that is lost or stolen"), "strong"),
            lost,
            gap=12,
        )

    def _invite(self) -> None:
        person = self._person
        what = _("{name} gets an invitation, a file with five words, good for two weeks.")
        sign(
            self._page, self._page.background, what=what.format(name=person.preferred_name), yes=_("Make the invitation"),
            deed=lambda steps, passphrase: invite(steps, person_id=person.id, passphrase=passphrase),
            then=self._page.show_invitation, travels=True,
        )  # fmt: skip

    def _leaving(self) -> QWidget:
        person = self._person
        words = _(
            "When {name} leaves, all their roles and their key end, they can no longer sign in here, and the record on "
            "this computer gets a new key. What they signed stays and goes on counting."
        ).format(name=person.preferred_name)
        form = self._signed_form(
            _reason(),
            submit=_("{name} leaves…").format(name=person.preferred_name),
            what=lambda _values: self._and_the_issuing_key(
                _("All roles of {name} end now, and with them the way in. A role can be given again later.").format(
                    name=person.preferred_name
                )
            ),
            yes=_("End the roles and the way in"),
            deed=lambda seat, values: people.end_access(seat, person_id=person.id, **values),
            then=lambda _none: self._lead_to_issuing_key(),
        )
        return column(plain(words), form, gap=12)

    def _show_new_invitation(self, sent: Sent | None) -> None:
        self._page.show_invitation(sent)
        self._lead_to_issuing_key()

    # The issuing key, of which a copy outlasts roles and keys

    def _and_the_issuing_key(self, said: str) -> str:
        """Return what is signed, with what should be done afterwards where a copy of the issuing key may be left."""
        if not self._view.may_issue:
            return said
        more = _(
            "{name} may have a copy of the issuing key, with which anybody can sign certificates. Replace that key "
            "afterwards, under “Organisation”."
        ).format(name=self._person.preferred_name)
        return f"{said}\n\n{more}"

    def _lead_to_issuing_key(self) -> None:
        if self._view.may_issue:
            words = _(
                "{name} may have a copy of the issuing key. Replace it now, so that nobody can issue with the copy."
            )
            self._page.context.notices.say(
                words.format(name=self._person.preferred_name), tone=Tone.NEEDS_YOU, action=_("Go to Organisation"),
                act=lambda: self._page.context.go(OrganisationPage),
            )  # fmt: skip

    def _form(
        self,
        *asked: Field,
        submit: str,
        deed: Callable[[Seat, dict[str, Any]], Done[T]],
        then: Callable[[T | None], None] | None = None,
    ) -> Form:
        """Return a form that does a deed with what stands in it."""

        def send(values: dict[str, Any]) -> None:
            self._page.background.do(self._page, lambda seat: deed(seat, values), then, form.refuse)

        form = Form(*asked, submit=submit, on_submit=send)
        return _calm(form)

    def _signed_form(
        self,
        *asked: Field,
        submit: str,
        what: Callable[[dict[str, Any]], str],
        yes: str,
        deed: Callable[[Any, dict[str, Any]], Done[T]],
        then: Callable[[T | None], None] | None = None,
        travels: bool = False,
    ) -> Form:
        """As `_form`, for what decides who may come in and what they may do: `deed` gets the passphrase, too."""

        def send(values: dict[str, Any]) -> None:
            sign(
                self._page, self._page.background, what=what(values), yes=yes, then=then, travels=travels,
                deed=lambda seat, passphrase: deed(seat, {**values, "passphrase": passphrase}),
            )  # fmt: skip

        return _calm(Form(*asked, submit=submit, on_submit=send))


def _calm(form: Form) -> Form:
    """Let the button of a form be none of those that the page is for."""
    if form.submit_button is not None:
        form.submit_button.setProperty("kind", "")
    return form


def _what_ends(name: str, role: Role) -> str:
    """Return what it means that somebody loses a role and keeps their key."""
    said = _("{name} is no longer {role} here.").format(name=name, role=role_name(role))
    if role is not Role.COORDINATOR:
        return said
    more = _(
        "{name} keeps a key, and could sign with an older date what only coordinators may: a certificate, or another "
        "issuing key, which would void the certificates issued since then. If you do not trust {name}, end all their roles "
        "under “Leaving”, or their keys under “Another computer”. Then replace the issuing key under “Organisation”."
    ).format(name=name)
    return f"{said}\n\n{more}"


def _reason() -> Field:
    return fields.line("reason", _("Reason"), hint=_("A few words. They stay in the record."))
