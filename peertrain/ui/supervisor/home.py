"""A supervisor's home: what needs her, the oldest first, and then her trainees in one line each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.changes import Changed
from peertrain.domain.people import Person
from peertrain.i18n import _
from peertrain.services import homes, standing
from peertrain.services.homes import Need, NeedKind
from peertrain.services.standing import PersonStanding
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, card, empty, fact, plain, refill, rule
from peertrain.ui.kit.page import Page
from peertrain.ui.supervisor.trainee_lines import trainee_lines
from peertrain.workplace.seat import Seat

WATCHED = (
    Changed.HOURS
    | Changed.MEETINGS
    | Changed.RATINGS
    | Changed.LEARNING
    | Changed.ATTESTATIONS
    | Changed.PROGRAMMES
    | Changed.PEOPLE
)
MINE_TO_DO = {NeedKind.HOURS_WAITING, NeedKind.FOLLOW_UPS, NeedKind.RATINGS_MISSING}


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything that a supervisor's home shows."""

    person: Person
    needs: tuple[Need, ...]
    trainees: tuple[Person, ...]
    standings: tuple[PersonStanding, ...]


def look(seat: Seat) -> HomeView:
    """Return what the home of the supervisor at work shows."""
    return HomeView(
        seat.person, homes.needs_of_supervisor(seat), standing.my_trainees(seat), standing.of_my_trainees(seat)
    )


class SupervisorHomePage(Page):
    """Where a supervisor begins."""

    icon = "home"
    watches = WATCHED

    @staticmethod
    def title() -> str:
        return _("Home")

    @staticmethod
    def badge() -> Callable[[Seat], int]:
        return lambda seat: sum(one.kind in MINE_TO_DO for one in homes.needs_of_supervisor(seat))

    def build(self) -> None:
        self._parts = QVBoxLayout()
        self._parts.setSpacing(16)
        self.body.addLayout(self._parts)

    def refresh(self) -> None:
        self.background.ask(self, look, self._show)

    def _show(self, view: HomeView) -> None:
        self.set_title(_("Hello, {name}").format(name=view.person.preferred_name))
        if not view.trainees:
            words = _(
                "You have no trainees yet. A coordinator assigns them to you; then what needs you is listed here."
            )
            refill(self._parts, [card(empty(words, icon_name="people"))])
            return
        refill(self._parts, [self._needs(view.needs), trainee_lines(self.context, view.trainees, view.standings)])

    def _needs(self, needs: Sequence[Need]) -> QWidget:
        title = _("What needs you")
        if not needs:
            words = _("Nothing waits for you. Hours that your trainees send come here.")
            return card(fact(words, tone="pine"), title=title)
        waiting = [need for need in needs if need.since is not None]
        others = [need for need in needs if need.since is None]
        parts: list[QWidget] = []
        for words, some in ((_("Waiting, the oldest first"), waiting), (_("Nobody waits for these yet"), others)):
            parts += [rule()] if parts and some else []
            parts += [plain(words, "soft")] if some else []
            parts += [self._need(need) for need in some]
        return card(*parts, title=title)

    def _need(self, need: Need) -> QWidget:
        tone = "sun" if need.kind in MINE_TO_DO else "sky"
        act = button(_ACTS[need.kind](), lambda: self._open(need))
        act.setAccessibleName(f"{act.text()}: {need.sentence}")
        return acting(fact(need.sentence, tone=tone, icon_name=_ICONS[need.kind], detail=need.detail), act)

    def _open(self, need: Need) -> None:
        from peertrain.ui.supervisor.meetings import MeetingsPage
        from peertrain.ui.supervisor.rating import RatingPage
        from peertrain.ui.supervisor.signoff import SignOffPage

        if need.kind is NeedKind.RATINGS_MISSING:
            self.context.go(RatingPage, trainee_id=need.person_id)
        elif need.kind is NeedKind.HOURS_WAITING:
            self.context.go(SignOffPage, trainee_id=need.person_id)
        else:
            self.context.go(MeetingsPage)


_ICONS = {
    NeedKind.HOURS_WAITING: "hours",
    NeedKind.MEETINGS_UNSIGNED: "clock",
    NeedKind.FOLLOW_UPS: "chat",
    NeedKind.RATINGS_MISSING: "scale",
}
_ACTS: dict[NeedKind, Callable[[], str]] = {
    NeedKind.HOURS_WAITING: lambda: _("Go to sign-off"),
    NeedKind.MEETINGS_UNSIGNED: lambda: _("See the meetings"),
    NeedKind.FOLLOW_UPS: lambda: _("Go to supervision"),
    NeedKind.RATINGS_MISSING: lambda: _("Rate"),
}
