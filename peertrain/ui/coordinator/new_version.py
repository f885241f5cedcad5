"""What another version of a programme would change for each trainee under way, and who moves to it."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed, Done
from peertrain.domain.competencies import level_name
from peertrain.domain.days import full_day, short_day
from peertrain.domain.moving import Difference, Move
from peertrain.domain.programmes import Programme
from peertrain.domain.requirements import RequirementStanding, Unit
from peertrain.domain.standing import Standing
from peertrain.i18n import _, ngettext
from peertrain.services import programmes
from peertrain.ui.coordinator.programme_words import versioned
from peertrain.ui.kit import fields
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, card, column, facts, heading, pill, plain, refill, rule
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.rows import Column, Table
from peertrain.workplace.seat import Seat

MOST_NAMED = 12
"""How many names a dialog holds; the list behind it has them all."""


class NewVersionPage(Page):
    """Go here with a `programme`, of which trainees are on other versions, and whether it is `adopted` already."""

    icon = "path"
    in_rail = False
    watches = Changed.PROGRAMMES | Changed.PEOPLE | Changed.HOURS | Changed.MEETINGS | Changed.CERTIFICATES

    @staticmethod
    def title() -> str:
        return _("What changes for whom")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.coordinator.programmes import ProgrammesPage

        return ProgrammesPage

    def show_where(self, *, programme: Programme | None = None, adopted: bool = False) -> None:
        self._programme, self._adopted = programme, adopted
        self._moving: set[str] = set()
        self._moves: Sequence[Move] = ()
        self.go_stale()

    def build(self) -> None:
        self._about, self._details = QVBoxLayout(), QVBoxLayout()
        self._table = self._list()
        self._table.chosen.connect(self._look_at)
        self._table.add_key("M", self._turn)
        all_move = button(
            _("All move"), lambda: self._let(one.person.id for one in self._moves), icon_name="arrow-right"
        )
        all_stay = button(_("All stay"), lambda: self._let(()), icon_name="return")
        hint = _("A few words, if anybody moves. They stay in the record.")
        self._form = Form(fields.line("reason", _("Why they move"), hint=hint))
        self.body.addLayout(self._about)
        self.body.addWidget(card(flow(all_move, all_stay), self._table, title=_("Trainees under way")))
        self.body.addLayout(self._details)
        self.body.addWidget(card(self._form))

    def refresh(self) -> None:
        programme = self._programme
        if programme is not None:
            self.background.ask(self, lambda seat: programmes.moves(seat, programme=programme), self._show)

    def _show(self, moves: Sequence[Move]) -> None:
        programme = self._programme
        if programme is None:
            return
        self._moves = moves
        refill(self._about, [_about(programme, len(moves), adopted=self._adopted)])
        words = _("Move and sign…") if self._adopted else _("Adopt and sign…")
        self.set_primary(words, self._sign, icon_name="check")
        self._let(self._moving & {one.person.id for one in moves})
        if moves and self._table.current() is None:
            self._table.view.selectRow(0)

    # Who moves

    def _list(self) -> Table:
        return Table(
            name=_("Trainees under way on another version"),
            columns=[
                Column(_("Name"), lambda one: one.person.preferred_name, stretch=True),
                Column(_("Version"), lambda one: one.before.programme_version, named=True),
                Column(_("Hours there"), lambda one: _hours_there(one.before), named=True),
                Column(_("With the new rules"), lambda one: _hours_there(one.after), named=True),
                Column(_("Changes"), lambda one: str(len(one.differences)), named=True),
                Column(_("Choice"), self._choice, icon=self._sign_of),
            ],
            nothing=_("Nobody is under way on another version of this programme."),
            filters=False,
            rows_shown=5,
        )

    def _choice(self, one: Move) -> str:
        return _("moves") if one.person.id in self._moving else _("stays")

    def _sign_of(self, one: Move) -> tuple[str, str]:
        return ("arrow-right", "pine") if one.person.id in self._moving else ("circle", "soft")

    def _let(self, ids: Iterable[str]) -> None:
        """Let these move and all others stay; nobody moves themselves."""
        self._moving = set(ids) - {self.context.who}
        self._table.fill(self._moves)

    def _turn(self, one: Move) -> None:
        self._let(self._moving ^ {one.person.id})

    def _look_at(self, one: Move | None) -> None:
        refill(self._details, [] if one is None else [self._one(one)])

    def _one(self, one: Move) -> QWidget:
        name, version = one.person.preferred_name, one.before.programme_version
        moves = one.person.id in self._moving
        state = _("{name} moves to these rules.") if moves else _("{name} stays on the rules of version {version}.")
        words = _("Let {name} stay") if moves else _("Move {name}")
        turn = button(words.format(name=name), lambda: self._turn(one))
        if one.person.id == self.context.who:
            turn.setEnabled(False)
            state = _("Nobody moves themselves. Another coordinator can move you.")
        parts: list[QWidget] = [acting(plain(state.format(name=name, version=version)), turn)]
        for each in one.differences:
            parts += [rule(), _difference(each)]
        if not one.differences:
            parts += [rule(), plain(_("Nothing changes: what is asked for and what is there are the same."), "soft")]
        return card(*parts, title=_("What changes for {name}").format(name=name))

    # Signing

    def _sign(self) -> None:
        programme, adopted = self._programme, self._adopted
        moving = [one.person for one in self._moves if one.person.id in self._moving]
        reason = self._form.values()["reason"]
        wrong = {"reason": _("Say in a few words why they move.")} if moving and not reason else {}
        if adopted and not moving:
            wrong = {"": _("Nobody moves yet. Choose who moves in the list above.")}
        self._form.show_wrong(wrong)
        if wrong or programme is None:
            return
        ids = tuple(one.id for one in moving)

        def deed(seat: Seat, passphrase: str) -> Done[None]:
            act = programmes.move if adopted else programmes.adopt
            return act(seat, programme=programme, passphrase=passphrase, moving=ids, reason=reason)

        what = _agreed(programme, [one.preferred_name for one in moving], reason, adopted=adopted)
        yes = _("Move and sign") if adopted else _("Adopt and sign")
        sign(self, self.background, what=what, yes=yes, deed=deed, then=lambda _none: self.context.go(self.under()))


def adoption_words(programme: Programme) -> str:
    """Return what adopting a version means, before it is signed."""
    what = _(
        "{title} is in use from now on: trainees can be put on it, and their certificates rest on its rules. "
        "Whoever is on another version finishes under the rules of that one. This stays in the record. The "
        "version can be retired later, so that nobody new starts on it, but never changed."
    )
    return what.format(title=versioned(programme))


def _about(programme: Programme, count: int, *, adopted: bool) -> QWidget:
    words = ngettext(
        "{count} trainee is under way on another version. They finish under the rules of theirs, or you move them to "
        "these.",
        "{count} trainees are under way on other versions. They finish under the rules of theirs, or you move them to "
        "these.",
        count,
    ).format(count=count)
    moved = _("Hours, meetings, ratings and checks of whoever moves go on counting, under the new rules.")
    state = pill(_("in use"), "pine") if adopted else pill(_("not adopted yet"), "soft")
    return card(heading(versioned(programme)), flow(state), plain(words), plain(moved, "soft"))


def _hours_there(standing: Standing) -> str:
    """Say when the hours of a standing are there at the present pace."""
    if all(one.met for one in standing.requirements if one.unit is Unit.MINUTES):
        return _("all there")
    return _("no forecast") if standing.forecast is None else short_day(standing.forecast, standing.on)


def _difference(one: Difference) -> QWidget:
    asked = one.after or one.before
    title = asked.title if asked else ""
    pairs = {_("Now"): _measure(one.before), _("Then"): _measure(one.after)}
    if one.before and one.after and pairs[_("Now")] == pairs[_("Then")]:
        pairs = {_("Now"): one.before.sentence, _("Then"): one.after.sentence}
    parts: list[QWidget] = [plain(title, "strong"), facts(pairs)]
    met_before, met_after = one.before is None or one.before.met, one.after is None or one.after.met
    if met_before and not met_after:
        parts.append(flow(pill(_("would be missing"), "sun")))
    elif met_after and not met_before:
        parts.append(flow(pill(_("would be met"), "pine")))
    return column(*parts, gap=4)


def _measure(one: RequirementStanding | None) -> str:
    if one is None:
        return _("not asked for")
    if one.unit is Unit.MINUTES:
        words = _("{have} of {need}").format(have=in_words(one.have), need=in_words(one.need))
        if one.forecast is None:
            return words
        return _("{words}, there around {day}").format(words=words, day=full_day(one.forecast))
    if one.unit is Unit.LEVEL:
        have = level_name(one.have) if one.counted else _("No level yet")
        return _("{have}; asked for: {need}").format(have=have, need=level_name(one.need))
    if one.unit is Unit.YES_NO:
        return _("Yes") if one.met else _("Not yet")
    return _("{have} of {need}").format(have=one.have, need=one.need)


def _agreed(programme: Programme, names: Sequence[str], reason: str, *, adopted: bool) -> str:
    """Return what is signed: what adopting means, who moves, and why."""
    said = [] if adopted else [adoption_words(programme)]
    if names:
        shown = list(names) if len(names) <= MOST_NAMED else [*names[:MOST_NAMED], _("and the others in the list")]
        words = _("To {title} move: {names}. Reason: {reason}")
        said.append(words.format(title=versioned(programme), names=", ".join(shown), reason=reason))
    return "\n\n".join(said)
