"""A coordinator's home: who is ready, who is stuck and why, whose certificate expires, and everybody as a picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.changes import Changed
from peertrain.domain.cohort import Stage, stage_name
from peertrain.domain.days import short_day
from peertrain.domain.people import Person, Role
from peertrain.i18n import _, ngettext
from peertrain.services import cohort, courses, invitations, people, programmes
from peertrain.services.cohort import Cohort, Expiring, Member
from peertrain.services.invitations import Unconfirmed
from peertrain.ui.coordinator.six_words import six_words_card
from peertrain.ui.kit import pictures
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, card, column, fact, pill, plain, refill, rule
from peertrain.ui.kit.charts import framed
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.workplace.seat import Seat

WATCHED = (
    Changed.PEOPLE
    | Changed.LEARNING
    | Changed.HOURS
    | Changed.MEETINGS
    | Changed.RATINGS
    | Changed.PROGRAMMES
    | Changed.COURSES
    | Changed.ATTESTATIONS
    | Changed.CERTIFICATES
)

OVER = {Stage.CERTIFIED, Stage.ENDED}
"""The stages at which nobody is on the way any more."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the things to do before a cohort can begin."""

    words: str
    detail: str
    done: bool


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything that a coordinator's home shows; `steps` while something is still to be set up."""

    person: Person
    organisation: str
    cohort: Cohort
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]
    today: date


def look(seat: Seat) -> HomeView:
    """Return what the home of the coordinator at work shows."""
    return HomeView(
        seat.person, seat.organisation.name, cohort.overview(seat), _steps(seat), invitations.unconfirmed(seat),
        seat.today,
    )  # fmt: skip


def count_needing(seat: Seat) -> int:
    """Return how many people need the coordinator at work."""
    return cohort.count_needing(seat) + len(invitations.unconfirmed(seat))


def _steps(seat: Seat) -> tuple[Step, ...]:
    here = [one.person for one in people.known_people(seat)]
    found = (
        Step(
            _("Install and adopt a course"),
            _("Trainees learn from it on this computer."),
            any(one.in_use for one in courses.known_courses(seat)),
        ),
        Step(
            _("Adopt a programme"),
            _("It says what the certificate asks for."),
            bool(programmes.programmes_in_use(seat)),
        ),
        Step(_("Enrol a supervisor"), _("They sign hours and rate."), any(one.has(Role.SUPERVISOR) for one in here)),
        Step(_("Enrol a trainee"), _("And the cohort begins."), any(one.has(Role.TRAINEE) for one in here)),
    )
    return () if all(step.done for step in found) else found


class CoordinatorHomePage(Page):
    """Where a coordinator begins."""

    icon = "home"
    watches = WATCHED

    @staticmethod
    def title() -> str:
        return _("Home")

    @staticmethod
    def badge() -> Callable[[Seat], int]:
        return count_needing

    def build(self) -> None:
        self._parts = QVBoxLayout()
        self._parts.setSpacing(16)
        self.body.addLayout(self._parts)

    def refresh(self) -> None:
        self.background.ask(self, look, self._show)

    def _show(self, view: HomeView) -> None:
        self.set_title(_("Hello, {name}").format(name=view.person.preferred_name))
        parts: list[QWidget] = []
        if view.steps:
            parts.append(self._begin(view))
        if view.unconfirmed:
            parts.append(six_words_card(self, view.unconfirmed))
        if view.cohort.members:
            kind = "" if view.steps else "primary"
            parts += [self._ready(view.cohort, kind), self._stuck(view.cohort), self._expiring(view)]
            parts += self._pictures(view.cohort)
        refill(self._parts, parts)

    # What stands on the page

    def _begin(self, view: HomeView) -> QWidget:
        from peertrain.ui.coordinator.courses import CoursesPage
        from peertrain.ui.coordinator.enrol import EnrolPage
        from peertrain.ui.coordinator.programmes import ProgrammesPage

        lines: list[QWidget] = []
        for step in view.steps:
            tone, sign = ("pine", "done") if step.done else ("soft", "circle")
            lines.append(fact(step.words, tone=tone, icon_name=sign, detail="" if step.done else step.detail))
        course, programme, *_people = view.steps
        if not course.done:
            go_on = button(_("Courses"), lambda: self.context.go(CoursesPage), icon_name="book", kind="primary")
        elif not programme.done:
            go_on = button(_("Programmes"), lambda: self.context.go(ProgrammesPage), icon_name="path", kind="primary")
        else:
            go_on = button(_("Enrol a person"), lambda: self.context.go(EnrolPage), icon_name="plus", kind="primary")
        title = _("Begin with {organisation}").format(organisation=view.organisation)
        return card(*lines, flow(go_on), title=title)

    def _ready(self, seen: Cohort, kind: str) -> QWidget:
        title = _("Ready to certify")
        if not seen.ready:
            words = _("Nobody is ready at the moment. Whoever has everything together stands here.")
            return card(fact(words, tone="soft"), title=title)
        names = ", ".join(one.person.preferred_name for one in seen.ready)
        words = ngettext("{count} trainee has everything together.", "{count} trainees have everything together.",
                         len(seen.ready))  # fmt: skip
        go_on = button(_("Look and issue"), self._certify, icon_name="certificate", kind=kind)
        return card(
            fact(words.format(count=len(seen.ready)), tone="sun", icon_name="certificate", detail=names),
            flow(go_on),
            title=title,
        )

    def _stuck(self, seen: Cohort) -> QWidget:
        title = _("Stuck, and why")
        if not seen.stuck:
            return card(fact(_("Nobody is stuck. Everybody is on the way."), tone="pine"), title=title)
        lines: list[QWidget] = []
        for several in _by_person(seen.stuck):
            lines += [rule()] if lines else []
            lines.append(self._stuck_line(several))
        return card(*lines, title=title)

    def _stuck_line(self, several: Sequence[Member]) -> QWidget:
        """One person, with what keeps them from getting on in each of their programmes."""
        person = several[0].person
        more = button(_("Open"), lambda: self._open(person.id))
        more.setAccessibleName(_("Open {name}").format(name=person.preferred_name))
        reasons = {why.sentence: why for one in several for why in one.obstacles}
        head: list[QWidget] = [plain(person.preferred_name, "lead", wrap=False)]
        if any(why.who is Role.COORDINATOR for why in reasons.values()):
            head.append(pill(_("Your turn"), "sun"))
        titles = ", ".join(dict.fromkeys(one.programme.short_title for one in several if one.programme))
        words = [fact(why.sentence, tone=_tone(why.who)) for why in reasons.values()]
        parts = [flow(*head, gap=12), *([plain(titles, "soft")] if titles else []), *words]
        return acting(column(*parts, gap=2), more)

    def _expiring(self, view: HomeView) -> QWidget:
        title = _("Expiring in the next {days} days").format(days=cohort.EXPIRING_DAYS)
        if not view.cohort.expiring:
            return card(fact(_("No certificate expires soon."), tone="pine"), title=title)
        return card(*(_expiring_line(one, view.today) for one in view.cohort.expiring), title=title)

    def _pictures(self, seen: Cohort) -> list[QWidget]:
        """Return a picture of each programme in which somebody is on the way."""
        found: list[QWidget] = []
        for title, members in seen.by_programme().items():
            if all(one.stage in OVER for one in members) or (not title and len(seen.by_programme()) > 1):
                continue
            name = title or _("Not on a programme yet")
            found.append(framed(pictures.Stages(_("People by stage: {programme}").format(programme=name),
                                                _stages(members)), title=name))  # fmt: skip
        return found

    # Where it leads

    def _open(self, person_id: str) -> None:
        from peertrain.ui.coordinator.person import PersonPage

        self.context.go(PersonPage, person_id=person_id)

    def _certify(self) -> None:
        from peertrain.ui.coordinator.certify import CertifyPage

        self.context.go(CertifyPage)


def _by_person(stuck: Sequence[Member]) -> list[list[Member]]:
    """Return the members by person, the most pressing first."""
    found: dict[str, list[Member]] = {}
    for one in sorted(stuck, key=_pressing):
        found.setdefault(one.person.id, []).append(one)
    return list(found.values())


def _pressing(one: Member) -> tuple[bool, date, str]:
    """Those for whom the coordinator can do something first, then whoever has waited longest."""
    mine = any(why.who is Role.COORDINATOR for why in one.obstacles)
    since = min((why.since for why in one.obstacles if why.since), default=date.max)
    return not mine, since, one.person.preferred_name


def _tone(who: Role) -> str:
    return "sun" if who is Role.COORDINATOR else "sky"


def _expiring_line(one: Expiring, today: date) -> QWidget:
    words = _("{name}: {programme}, until {day}").format(
        name=one.person.preferred_name,
        programme=one.certificate.programme_title,
        day=short_day(one.expires_on, today),
    )
    left = ngettext("{days} day left", "{days} days left", one.days).format(days=one.days)
    return fact(words, tone="sky", icon_name="calendar", detail=left)


def _stages(members: Sequence[Member]) -> list[pictures.Stage]:
    """Return the stages of the way with the people who are there; where they need the coordinator, in `sun`."""
    found = []
    for stage in Stage:
        there = tuple(one.person.preferred_name for one in members if one.stage is stage)
        if there or stage is not Stage.NO_PROGRAMME:
            needs = stage in {Stage.NO_PROGRAMME, Stage.READY}
            found.append(pictures.Stage(stage_name(stage), there, "sun" if needs else "pine"))
    return found
