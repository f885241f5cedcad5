"""Send and receive: what waits to go to whom, packets to send and to open, and what came before."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.changes import Changed, Done
from peertrain.domain.days import moment_in_words
from peertrain.domain.errors import Refused
from peertrain.domain.people import Role
from peertrain.domain.taken_words import taken_in_words
from peertrain.errands.round import Round
from peertrain.i18n import _, ngettext
from peertrain.places import PACKET_SUFFIX
from peertrain.record import atomic
from peertrain.services import carrying, hub, invitations, not_applied, sending, taking
from peertrain.services.carrying import Place
from peertrain.services.invitations import Invited
from peertrain.services.sending import Partner, Sealed
from peertrain.services.taking import Inside, Taken, TakenPacket
from peertrain.ui.everyone import exchange_words as words_of
from peertrain.ui.everyone.exchange_hub import HubPeople
from peertrain.ui.everyone.exchange_invited import invited_card
from peertrain.ui.everyone.exchange_packet import busy_card, inside_card, outcome_card, refusal_card
from peertrain.ui.everyone.exchange_place import PlaceCard
from peertrain.ui.everyone.not_applied import NotAppliedPage
from peertrain.ui.kit import fields
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, card, column, empty, fact, plain, refill, rule
from peertrain.ui.kit.combo import Combo
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.saving import ask_where, open_document
from peertrain.ui.kit.spoken import announce
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

LARGEST = 51 * 1024 * 1024
"""Bytes that are read of a file: more than a packet can have, so that a longer one is refused as too large."""
SHOWN = 50
"""So many people are shown; those for whom something waits come first."""


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """What the page shows: with whom one exchanges or will, what came before, and how many entries do not count."""

    person_id: str
    is_coordinator: bool
    partners: tuple[Partner, ...]
    taken: list[TakenPacket]
    names: dict[str, str]
    not_applied: int
    place: Place | None
    folder: str
    set_aside: tuple[tuple[str, str], ...]
    hub_people: dict[str, str]
    invited: tuple[Invited, ...]
    now: datetime


def look(seat: Seat) -> ExchangeView:
    """Return what the page shows."""
    partners = sorted(sending.partners(seat), key=lambda one: (not one.waiting, not one.unanswered))
    names = {one.person.id: one.name for one in partners}
    taken = taking.taken_before(seat)
    return ExchangeView(
        seat.person_id, seat.person.has(Role.COORDINATOR), tuple(partners), taken, names, len(not_applied.ids(seat)),
        carrying.place(seat), carrying.folder_invited_to(seat), carrying.set_aside(seat), hub.people(seat),
        invitations.invited(seat), seat.now,
    )  # fmt: skip


class ExchangePage(Page):
    """Go here with the `file` of a packet to open it."""

    icon = "send"
    watches = Changed.EXCHANGE | Changed.PEOPLE | Changed.HOURS | Changed.MEETINGS | Changed.RATINGS | Changed.LEARNING
    _file: Path | None = None

    @staticmethod
    def title() -> str:
        return _("Send and receive")

    @staticmethod
    def foot() -> Any:
        return words_of.foot

    def show_where(self, *, file: Path | None = None) -> None:
        self._file = file
        self._places: dict[
            str, int
        ] = {}  # by person, so that nobody changes places while one sends to one after the other
        self.go_stale()

    def build(self) -> None:
        self._offer()
        self._opened, self._parts, self._last = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self.place, self.hub = PlaceCard(self), HubPeople(self)
        for part in (self._opened, self._parts, self.place, self.hub, self._last):
            if isinstance(part, QVBoxLayout):
                part.setSpacing(16)
                self.body.addLayout(part)
            else:
                self.body.addWidget(part)
        self.background.done.connect(self._done)

    def refresh(self) -> None:
        self.background.ask(self, look, self._show)
        path, self._file = self._file, None
        if path is not None:
            self.open_packet(path)

    def _show(self, view: ExchangeView) -> None:
        parts: list[QWidget] = []
        if view.partners:
            parts.append(self._people(view))
        elif not view.invited:
            parts.append(_nobody(view))
        if view.invited:
            parts.append(invited_card(view.invited, view.now.astimezone().date()))
        if view.not_applied:
            parts.append(self._not_applied(view.not_applied))
        refill(self._parts, parts)
        self.place.setVisible(bool(view.partners))
        self.place.show_place(view.place, view.set_aside, view.now, view.folder)
        self.hub.show_people(view.hub_people)
        rare = ([self._again(view)] if view.partners else []) + ([_before(view)] if view.taken else [])
        lines = [part for one in rare for part in (rule(), one)][1:]
        refill(self._last, [card(*lines)] if lines else [])

    def _done(self, done: Done[Any]) -> None:
        if isinstance(done.value, Round):
            self.place.show_round(done.value)
            self.go_stale()

    # Sending

    def _people(self, view: ExchangeView) -> QWidget:
        partners = sorted(view.partners, key=lambda one: self._places.get(one.person.id, len(self._places)))
        self._places = {one.person.id: place for place, one in enumerate(partners)}
        lines: list[QWidget] = []
        for one in partners[:SHOWN]:
            lines += [rule()] if lines else []
            lines.append(self._line(one, view))
        if partners[SHOWN:]:
            lines += [rule(), self._more({one.person.id: one.name for one in partners[SHOWN:]})]
        waits = view.place is None and any(one.waiting for one in partners)
        why = plain(_("What you enter stays on this computer until a packet takes it to them."), "soft")
        return card(*([why] if waits else []), *lines, title=_("People at other computers"))

    def _more(self, names: dict[str, str]) -> QWidget:
        """Return the way to send to those for whom there is no line."""
        words = ngettext("{count} more person", "{count} more people", len(names)).format(count=len(names))
        whom = Combo(words, dict(sorted(names.items(), key=lambda one: one[1].casefold())))
        send = button(_("Send…"), lambda: self._send(whom.value(), names[whom.value()]), icon_name="send")
        send.setAccessibleName(_("Send to whoever is chosen…"))
        return acting(whom, send)

    def _line(self, one: Partner, view: ExchangeView) -> QWidget:
        name = words_of.who(one, view.person_id)
        lines = [fact(words, tone=tone, icon_name=sign) for words, tone, sign in words_of.states(one, view.now)]
        send = button(_("Send…"), lambda: self._send(one.person.id, name), icon_name="send")
        send.setAccessibleName(_("Send to {name}…").format(name=name))
        head = flow(plain(name, "strong", wrap=False), plain(words_of.roles_of(one), "soft", wrap=False), gap=12)
        return acting(column(head, *lines, gap=0), send)

    def _again(self, view: ExchangeView) -> QWidget:
        people = {one.person.id: words_of.who(one, view.person_id) for one in view.partners}
        title = _("Send everything again")

        def body() -> QWidget:
            why = _("For somebody who has lost a packet or whose computer was set back. What they have is not doubled.")
            form = Form(
                fields.choice("to", _("To whom"), people),
                submit=_("Send everything…"),
                on_submit=lambda values: self._send(values["to"], people[values["to"]], everything=True),
            )
            if form.submit_button is not None:
                form.submit_button.setProperty("kind", "")
            return column(plain(why), form, gap=12)

        return Disclosure(plain(title, "strong"), body, name=title)

    def _send(self, to_id: str, name: str, *, everything: bool = False) -> None:
        def ask(suggested: str) -> None:
            kind = _("Packets (*{suffix})").format(suffix=PACKET_SUFFIX)
            ask_where(self, name=suggested, kind=kind, then=lambda path: self._save(path, to_id, name, everything))

        self.background.ask(self, lambda seat: sending.next_name(seat, to_id=to_id), ask)

    def _save(self, path: Path, to_id: str, name: str, everything: bool) -> None:
        def deed(seat: Seat) -> Done[Sealed]:
            done = sending.make_packet(seat, to_id=to_id, everything=everything)
            if done.value is not None:  # what was not written was not sent
                atomic.write(path, done.value.content)
                sending.keep_saved(seat, done.value)
            return replace(done, said="")

        def say(sealed: Sealed | None) -> None:
            words = _("Saved as {file}. Send this file to {name} by e-mail or on a stick; only {name} can open it.")
            said = words.format(file=path.name, name=name)
            if sealed is not None and sealed.left:
                said += " " + sending.left_in_words(name, sealed.left)
            self.context.notices.say(said, tone=Tone.INFO)

        self.background.do(self, deed, say)

    # Opening

    def _offer(self) -> None:
        self.set_primary(_("Open a packet…"), self._choose, icon_name="search")

    def _choose(self) -> None:
        kind = _("Packets (*{suffix});;All files (*)").format(suffix=PACKET_SUFFIX)
        open_document(self, title=_("Choose a packet"), kind=kind, then=self.open_packet)

    def open_packet(self, path: Path) -> None:
        """Show what is inside a packet; nothing is taken in yet."""
        self._put(busy_card(_("Opening {file}").format(file=path.name)))
        self.background.render(
            self, lambda _progress: _read(path), lambda content: self._look(content, path), self._refuse
        )

    def _look(self, content: bytes, path: Path) -> None:
        def inside(workplace: Workplace) -> Done[Inside]:
            return Done(Changed.NOTHING, value=taking.look(workplace, content=content))

        def show(found: Inside | None) -> None:
            if found is not None:
                self.clear_primary()
                self._put(inside_card(found, lambda: self._take(content, path, found.from_name), self._close))

        self.background.manage(self, inside, show, self._refuse)

    def _take(self, content: bytes, path: Path, name: str) -> None:
        self._put(busy_card(_("Taking it in")))

        def take(workplace: Workplace) -> Done[Taken]:
            return replace(taking.take(workplace, content=content, name=path.name), said="")

        def show(taken: Taken | None) -> None:
            if taken is not None:
                self._taken(replace(taken, from_name=name))

        self.background.manage(self, take, show, self._refuse)

    def _taken(self, taken: Taken) -> None:
        answer = _("Send {name} the answer…").format(name=taken.from_name)
        buttons = [
            button(answer, lambda: self._send(taken.from_id, taken.from_name), icon_name="send"),
            button(_("Close"), self._close),
        ]
        if taken.held or taken.rejected:
            buttons.insert(0, button(_("See what was not applied"), self._go_to_not_applied, icon_name="list"))
        self._put_last(outcome_card(taken, *buttons))
        announce(self, taken_in_words(taken))

    def _refuse(self, sentence: str) -> None:
        self._put_last(refusal_card(sentence, self._close))
        announce(self, sentence)

    def _put_last(self, shown: QWidget) -> None:
        self._offer()
        self._put(shown)

    def _put(self, shown: QWidget) -> None:
        refill(self._opened, [shown])
        self.begin_at_top()

    def _close(self) -> None:
        self._offer()
        refill(self._opened, [])

    # What does not count

    def _not_applied(self, count: int) -> QWidget:
        words = ngettext("{count} entry here does not count.", "{count} entries here do not count.", count)
        line = fact(
            words.format(count=f"{count:,}"), tone="sky", icon_name="info", detail=_("See why, and what helps.")
        )
        return card(acting(line, button(_("Look"), self._go_to_not_applied)))

    def _go_to_not_applied(self) -> None:
        self.context.go(NotAppliedPage)


def _nobody(view: ExchangeView) -> QWidget:
    words = _("Everybody works on this computer, so there is nothing to send.")
    if view.is_coordinator:
        words += " " + _(
            "To let somebody work on their own computer, choose that when you enrol them, or open the person."
        )
    return card(empty(words, icon_name="people"))


def _before(view: ExchangeView) -> QWidget:
    title = _("What came before")

    def body() -> QWidget:
        lines = [
            fact(
                _("From {name}, {when}").format(name=view.names.get(one.from_id, "?"), when=moment_in_words(one.at)),
                icon_name="return",
                detail=taken_in_words(one),
            )
            for one in view.taken
        ]
        return column(*lines, gap=2)

    return Disclosure(plain(title, "strong"), body, name=title)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except OSError as error:
        raise Refused(_("The file {file} cannot be read. Choose it again.").format(file=path.name)) from error
