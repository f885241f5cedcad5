"""One person, for the coordinator: who they are, where they stand, what is to be decided, and everything to change."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.changes import Done
from peertrain.domain.days import short_day
from peertrain.domain.people import Person, Role, may_have_issuing_key
from peertrain.domain.programmes import Programme
from peertrain.i18n import _
from peertrain.services import checks, decisions, invitations, people, programmes, standing
from peertrain.services.checks import LimitedCheck
from peertrain.services.decisions import Decision
from peertrain.services.invitations import Sent, Unconfirmed
from peertrain.services.people import Invitation, Known, role_name
from peertrain.services.standing import PersonStanding
from peertrain.ui.coordinator.hand_over import hand_over
from peertrain.ui.coordinator.home import WATCHED
from peertrain.ui.coordinator.people import access_in_words, access_sign
from peertrain.ui.coordinator.person_changes import Changes
from peertrain.ui.coordinator.programme_words import versioned
from peertrain.ui.coordinator.six_words import six_words_card
from peertrain.ui.coordinator.slip import slip
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import card, column, facts, heading, pill, plain, refill, rule
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.standing_list import StandingList
from peertrain.ui.kit.standing_words import Turn, groups, summary
from peertrain.ui.kit.unverified import unverified
from peertrain.workplace.seat import Seat


@dataclass(frozen=True, slots=True)
class PersonView:
    """Everything that a coordinator sees of a person on one page.

    `supervisors` are those who could supervise, by id; `limited` are checks at which attempts can run out; `may_issue`
    says that they may have a copy of the issuing key.
    """

    known: Known
    standings: tuple[PersonStanding, ...]
    decisions: tuple[Decision, ...]
    supervisors: dict[str, str]
    limited: tuple[LimitedCheck, ...]
    programmes: tuple[Programme, ...]
    titles: dict[str, str]
    unconfirmed: tuple[Unconfirmed, ...]
    is_oneself: bool
    may_issue: bool
    today: date


def look(seat: Seat, person_id: str) -> PersonView:
    """Return what the page of a person shows."""
    mine = people.known_person(seat, person_id=person_id)
    is_trainee, is_oneself = mine.person.has(Role.TRAINEE), person_id == seat.person_id
    adopted = programmes.adopted(seat)
    return PersonView(
        mine,
        standing.of_trainee(seat, trainee_id=person_id) if is_trainee else (),
        decisions.decisions_for(seat, person_id=person_id) if is_trainee else (),
        people.supervisors(seat) if is_trainee else {},
        checks.limited_checks(seat, trainee_id=person_id) if is_trainee and not is_oneself else (),
        tuple(one.programme for one in adopted if one.in_use),
        {one.id: versioned(one.programme) for one in adopted},
        tuple(one for one in invitations.unconfirmed(seat) if one.person.id == person_id),
        is_oneself,
        may_have_issuing_key(mine.person, seat.organisation),
        seat.today,
    )


class PersonPage(Page):
    """A person, and what can be done for them."""

    icon = "person"
    watches = WATCHED
    in_rail = False

    @staticmethod
    def title() -> str:
        return _("Person")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.coordinator.people import PeoplePage

        return PeoplePage

    def build(self) -> None:
        self._parts = QVBoxLayout()
        self._parts.setSpacing(16)
        self.body.addLayout(self._parts)

    def show_where(self, person_id: str = "") -> None:
        self._person_id = person_id
        self._invitation: Invitation | Sent | None = None
        self._opened: dict[str, set[str]] = {}
        self.stale = True

    def refresh(self) -> None:
        person_id = self._person_id
        self.background.ask(self, lambda seat: look(seat, person_id), self._show)

    def show_invitation(self, invitation: Invitation | Sent | None) -> None:
        """Show the way in that was just made, until another page is looked at."""
        self._invitation = invitation or self._invitation
        self.go_stale()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the words when the page is left."""
        super().hideEvent(event)
        if self._invitation is not None:
            self._invitation = None
            self.stale = True
            refill(self._parts, [])

    def _show(self, view: PersonView) -> None:
        person = view.known.person
        if person.id != self._person_id:
            return
        self.set_title(person.preferred_name)
        parts: list[QWidget] = []
        if isinstance(self._invitation, Sent):
            parts.append(hand_over(self, self._invitation))
        elif self._invitation is not None:
            parts.append(slip(self, self._invitation))
        if view.unconfirmed:
            parts.append(six_words_card(self, view.unconfirmed))
        parts.append(_who(view))
        parts += [self._standing(one) for one in view.standings]
        waiting = [one for one in view.decisions if one.made is None]
        if waiting:
            parts.append(self._decide(waiting, person))
        parts.append(Changes(self, view).card())
        refill(self._parts, parts)

    def _standing(self, one: PersonStanding) -> QWidget:
        shown = StandingList(self._opened.setdefault(one.programme.id, set()))
        shown.show_groups(groups(one.standing, turns_for(one)))
        head = [heading(one.programme.title), plain(summary(one.standing), "soft")]
        return card(*head, *unverified(one.programme), rule(), shown)

    # Decisions

    def _decide(self, waiting: list[Decision], person: Person) -> QWidget:
        parts: list[QWidget] = []
        for one in waiting:
            parts += [rule()] if parts else []
            head = column(plain(one.title, "strong"), plain(one.programme_title, "soft"), gap=2)
            parts.append(Disclosure(head, lambda one=one: self._decision(one, person), name=one.title))  # type: ignore[misc]
        return card(*parts, title=_("For you to decide"))

    def _decision(self, one: Decision, person: Person) -> QWidget:
        def sign_it(values: dict[str, str]) -> None:
            reason = values.get("reason", "")

            def deed(seat: Seat, passphrase: str) -> Done[None]:
                return decisions.decide(
                    seat, person_id=person.id, attestation_kind=one.attestation_kind, wording=one.wording,
                    reason=reason, passphrase=passphrase,
                )  # fmt: skip

            what = _("{wording} Reason: {reason}").format(wording=one.wording, reason=reason) if reason else one.wording
            about = _("About {name}: {what}").format(name=person.preferred_name, what=what)
            sign(self, self.background, what=about, yes=_("Sign"), deed=deed)

        asked = [fields.text("reason", _("Reason"), lines=2, most=400)] if one.needs_reason else []
        form = Form(*asked, submit=_("Read and sign…"), on_submit=sign_it)
        if form.submit_button is not None:
            form.submit_button.setProperty("kind", "")
        return column(plain(one.wording), form)


def turns_for(one: PersonStanding) -> dict[str, Turn]:
    """Return who must act, in the words of a coordinator."""
    name = one.person.preferred_name
    whom = one.supervisors[0] if len(one.supervisors) == 1 else _("the supervisors")
    return {
        Role.TRAINEE: Turn(_("With {name}").format(name=name), "sky", name),
        Role.SUPERVISOR: Turn(_("With the supervisor"), "sky", whom),
        Role.COORDINATOR: Turn(_("Your turn"), "sun", _("you")),
    }


def _who(view: PersonView) -> QWidget:
    """Return who somebody is."""
    known, person = view.known, view.known.person
    sign_name, tone = access_sign(known.access)
    roles = [pill(role_name(role), "soft", icon_name="person") for role in person.active_roles]
    lines: dict[str, str | QWidget] = {
        _("Legal name"): person.legal_name,
        _("Signs in as"): person.preferred_name,
        _("E-mail"): person.email or _("not given"),
        _("Roles"): flow(*roles) if roles else _("none any more"),
        _("Signs in"): flow(pill(access_in_words(known.access), tone, icon_name=sign_name)),
    }
    if known.supervisors:
        lines[_("Supervised by")] = ", ".join(known.supervisors)
    if known.trainees:
        lines[_("Supervises")] = ", ".join(known.trainees)
    places = []
    for place in person.enrolments:
        title = view.titles.get(f"{place.programme_id}@{place.programme_version}", place.programme_id)
        words = _("{title}, since {day}").format(title=title, day=short_day(place.started_on, view.today))
        if place.approved_on is not None:
            words = _("{words}; application approved on {day}").format(
                words=words, day=short_day(place.approved_on, view.today)
            )
        places.append(words)
    if places:
        lines[_("Programme")] = "\n".join(places)
    lines[_("Enrolled")] = short_day(person.enrolled_at.date(), view.today)
    return card(facts(lines))
