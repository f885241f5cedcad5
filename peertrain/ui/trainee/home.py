"""A trainee's home: go on, what stands between me and the certificate, and what came back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed
from peertrain.domain.people import Person, Role
from peertrain.i18n import _, ngettext
from peertrain.services import attestations, homes, learning, standing
from peertrain.services.attestations import Asked
from peertrain.services.homes import Need, NeedKind
from peertrain.services.standing import PersonStanding
from peertrain.ui.everyone.declaring import to_declare
from peertrain.ui.kit.big_button import BigButton
from peertrain.ui.kit.cards import button, card, column, empty, fact, heading, pill, plain, refill, row, rule
from peertrain.ui.kit.columns import Columns
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.standing_list import StandingList
from peertrain.ui.kit.standing_words import Turn, groups, summary
from peertrain.ui.kit.unverified import unverified
from peertrain.ui.trainee.ways import absent_words, called, open_step
from peertrain.workplace.seat import Seat

DAILY = 30
"""Minutes a day of the plan for somebody who comes back."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything that a trainee's home shows; `absent` are the courses that would be next and are not installed."""

    person: Person
    onward: learning.Onward | None
    absent: tuple[learning.CourseView, ...]
    module_minutes_left: int
    standings: tuple[PersonStanding, ...]
    needs: tuple[Need, ...]
    asked: tuple[Asked, ...]
    days_away: int


def look(seat: Seat) -> HomeView:
    """Return what the home of the person at work shows."""
    onward = learning.where_to_go_on(seat)
    absent = _absent(seat) if onward is None else ()
    return HomeView(
        seat.person, onward, absent, _minutes_left(seat, onward), standing.of_oneself(seat),
        homes.needs_of_trainee(seat), attestations.asked_of_me(seat), homes.days_away(seat),
    )  # fmt: skip


def _absent(seat: Seat) -> tuple[learning.CourseView, ...]:
    return tuple(view for view in learning.overview(seat) if not view.installed)


def _minutes_left(seat: Seat, onward: learning.Onward | None) -> int:
    """Return how long the rest of the module takes in which the trainee goes on."""
    if onward is None:
        return 0
    modules = [module for view in learning.overview(seat) for module in view.modules]
    here = next(one for one in modules if one.module.id == onward.step.module_id)
    missing = {*here.missing_lessons, *here.missing_reflections}
    lessons = sum(one.minutes for one in here.module.lessons if one.id in missing)
    reflections = sum(one.minutes for one in here.module.reflections if one.id in missing)
    return lessons + reflections + here.check_missing * here.module.check.minutes


class TraineeHomePage(Page):
    """Where a trainee begins."""

    icon = "home"
    watches = (
        Changed.LEARNING
        | Changed.COURSES
        | Changed.HOURS
        | Changed.MEETINGS
        | Changed.RATINGS
        | Changed.ATTESTATIONS
        | Changed.PROGRAMMES
        | Changed.PEOPLE
        | Changed.CERTIFICATES
    )

    @staticmethod
    def title() -> str:
        return _("Home")

    @staticmethod
    def badge() -> Callable[[Seat], int]:
        return lambda seat: len(homes.needs_of_trainee(seat))

    def build(self) -> None:
        self._top = QVBoxLayout()
        self._top.setSpacing(16)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for layout in (self._left, self._right):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(16)
        self._opened: dict[str, set[str]] = {}
        left, right = QWidget(), QWidget()
        left.setLayout(self._left)
        right.setLayout(self._right)
        self.body.addLayout(self._top)
        self.body.addWidget(Columns(left, right, shares=(3, 2)))
        self.background.do(self, homes.come_in)

    def refresh(self) -> None:
        self.background.ask(self, look, self._show)

    def _show(self, view: HomeView) -> None:
        self.set_title(_("Hello, {name}").format(name=view.person.preferred_name))
        refill(self._top, [*self._welcome(view), *self._continue(view)])
        refill(self._left, [self._standing(one) for one in view.standings] or [_no_programme()])
        refill(self._right, [self._came_back(view.needs), *to_declare(self, view.asked)])

    def _welcome(self, view: HomeView) -> list[QWidget]:
        if view.days_away < homes.PAUSE_DAYS:
            return []
        words = [_("Welcome back. Everything is where you left it.")]
        if view.onward is not None and view.module_minutes_left:
            days = -(-view.module_minutes_left // DAILY)
            said = ngettext(
                "Half an hour brings you to the end of “{module}”. One page today is a good start.",
                "Half an hour a day brings you to the end of “{module}” in {days} days. One page today is a good start.",
                days,
            )
            words.append(said.format(module=view.onward.module_title, days=days))
        return [card(fact(words[0], tone="pine", icon_name="heart", detail=" ".join(words[1:])), tone="pine")]

    def _continue(self, view: HomeView) -> list[QWidget]:
        onward = view.onward
        if onward is None:
            return [card(fact(absent_words(one), tone="sky", icon_name="book"), tone="sky") for one in view.absent]
        words = _("Continue: {module}") if onward.begun else _("Begin: {module}")
        go = BigButton(
            words.format(module=onward.module_title),
            lambda: open_step(self.context, onward.course_id, onward.step),
            icon_name="arrow-right",
        )
        about = _("{step}, about {amount}").format(step=called(onward.step), amount=in_words(onward.step.minutes))
        return [column(flow(go), plain(about, "soft"), gap=4)]

    def _standing(self, one: PersonStanding) -> QWidget:
        shown = StandingList(self._opened.setdefault(one.programme.id, set()))
        shown.show_groups(groups(one.standing, _turns(one.supervisors)))
        state = pill(_("Ready to certify"), "pine") if one.standing.ready else None
        head: list[QWidget] = [plain(summary(one.standing), "soft")] + ([state] if state else [])
        title = _("What stands between you and the certificate")
        if one.standing.ready:
            title = _("Nothing stands between you and the certificate")
        name = plain(one.programme.title, "strong")
        return card(heading(title), name, *head, *unverified(one.programme), rule(), shown)

    def _came_back(self, needs: Sequence[Need]) -> QWidget:
        title = _("What came back to you")
        if not needs:
            words = _("Nothing waits for you. What your supervisor sends back or asks you to sign comes here.")
            return card(plain(words, "soft"), title=title)
        parts: list[QWidget] = []
        for need in needs:
            open_it = button(_OPEN[need.kind](), lambda need=need: self._open(need))  # type: ignore[misc]
            open_it.setAccessibleName(f"{open_it.text()}: {need.sentence}")
            detail = _("“{reason}”").format(reason=need.detail) if need.kind is NeedKind.HOURS_RETURNED else need.detail
            parts += [rule()] if parts else []
            parts += [fact(need.sentence, tone="sun", icon_name=_ICONS[need.kind], detail=detail), row(open_it)]
        return card(*parts, title=title)

    def _open(self, need: Need) -> None:
        from peertrain.ui.trainee.competencies import CompetenciesPage
        from peertrain.ui.trainee.hours_log import LogHoursPage
        from peertrain.ui.trainee.meetings import MeetingsPage

        if need.kind is NeedKind.HOURS_RETURNED:
            self.context.go(LogHoursPage, hours_id=need.id)
        else:
            self.context.go(MeetingsPage if need.kind is NeedKind.MEETING_TO_SIGN else CompetenciesPage)


_ICONS = {
    NeedKind.HOURS_RETURNED: "return",
    NeedKind.MEETING_TO_SIGN: "pen",
    NeedKind.RATINGS_TO_ANSWER: "scale",
}
_OPEN: dict[NeedKind, Callable[[], str]] = {
    NeedKind.HOURS_RETURNED: lambda: _("Correct it"),
    NeedKind.MEETING_TO_SIGN: lambda: _("Read and sign"),
    NeedKind.RATINGS_TO_ANSWER: lambda: _("Read and answer"),
}


def _turns(supervisors: Sequence[str]) -> dict[str, Turn]:
    whom = supervisors[0] if len(supervisors) == 1 else _("your supervisors")
    return {
        Role.TRAINEE: Turn(_("Your turn"), "sun", _("you")),
        Role.SUPERVISOR: Turn(_("With your supervisor"), "sky", whom),
        Role.COORDINATOR: Turn(_("With your coordinator"), "sky", _("your coordinator")),
    }


def _no_programme() -> QWidget:
    words = _(
        "You are not on a programme yet. Your coordinator enrols you; then everything that stands between you and the "
        "certificate is listed here. You can begin to learn now."
    )
    return card(empty(words, icon_name="path"))
