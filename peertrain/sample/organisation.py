"""Makes the sample organisation: twenty-four people at every stage, three years of work, everything signed for real."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from peertrain.courseware.programme_files import load_programme
from peertrain.documents.paper import Paper
from peertrain.domain.changes import Changed, Done
from peertrain.domain.curriculum import Course
from peertrain.domain.learning import Delivery, SessionHeld
from peertrain.domain.people import Role
from peertrain.domain.programmes import Programme, ProgrammeAdopted, ProgrammeRetired, programme_key
from peertrain.i18n import _
from peertrain.places import shipped
from peertrain.record.passphrases import Cost
from peertrain.sample import plan
from peertrain.sample.people import PEOPLE, TEAM, TRAINEES, SamplePerson, Stage
from peertrain.sample.stage import Act, Report
from peertrain.sample.stage import Stage as Theatre
from peertrain.services import certificates, certification, courses, people
from peertrain.workplace.seat import Seat

NAME = "Harbor Light Recovery Community"
ADDRESS = "214 Front Street, Port Ellery"
TITLE = "Program Coordinator"
SHIPPED_PROGRAMMES = ("national-model-standards-2023", "icrc-peer-recovery-2013")
DAY = timedelta(days=1)

_COHORTS = ((1160, 200), (320, 200), (168, 160), (26, 24))
"""When each cohort begins, in days before today, and how many days its part lasts."""

_OPEN = Cost(1024, 1, 1)
"""What a guess costs here: next to nothing, as every passphrase is shown on the sign-in page."""

_SHARES = ((0.05, 0.05), (0.1, 0.1), (0.2, 0.25), (0.45, 0.3), (0.75, 0.2))
"""Where the playing before each cohort, and after the last, begins and how long it is, as shares of the whole."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who can sign in to the sample organisation, and how."""

    name: str
    passphrase: str
    role: Role
    about: str


def make_sample(folder: Path, *, now: datetime, report: Report = lambda _share, _said: None) -> tuple[SignIn, ...]:
    """Make the sample organisation in an empty folder; return who can sign in, in the order of the roles."""
    director = _Director(Theatre(folder, _OPEN), now, report)
    director.found()
    for cohort in range(len(_COHORTS)):
        director.play_cohort(cohort)
    director.finish()
    return tuple(_sign_in(director, person) for person in PEOPLE)


def _sign_in(director: "_Director", person: SamplePerson) -> SignIn:
    about = {
        Role.COORDINATOR: _("coordinator"),
        Role.SUPERVISOR: _("supervisor"),
        Role.TRAINEE: _("trainee: {stage}").format(stage=person.stage),
    }
    return SignIn(person.name, director.passphrases[person.name], person.role, about[person.role])


class _Director:
    """Leads the play: who comes when, and what happens in each cohort."""

    def __init__(self, stage: Theatre, now: datetime, report: Report) -> None:
        self.stage, self.now, self.report = stage, now, report
        self.ids: dict[str, str] = {}
        self.passphrases = {person.name: person.passphrase for person in PEOPLE}
        self.course: Course | None = None
        self.old, self.current = _programmes(now)
        self.waiting: list[Act] = []

    @property
    def ruth(self) -> str:
        return self.ids["Ruth"]

    def found(self) -> None:
        """Found the organisation with its team, course and programmes."""
        self.report(0.0, _("Founding the organisation"))
        ruth, stage = TEAM[0], self.stage
        stage.moment = self.now - (_COHORTS[0][0] + 20) * DAY
        stage.found(
            name=NAME, address=ADDRESS, legal_name=ruth.legal_name, preferred_name=ruth.name, passphrase=ruth.passphrase
        )
        self.ids["Ruth"] = stage.enter(ruth.name, ruth.passphrase)
        compiled = courses.read_folder(shipped("curricula", "peer-specialist-core"))
        self.course = stage.write(lambda seat: courses.install_course(seat, course=compiled)).value
        digest = compiled.outline.digest
        stage.write(lambda seat: courses.adopt_course(seat, digest=digest, passphrase=ruth.passphrase))
        stage.write(lambda seat: Done(Changed.PROGRAMMES, value=seat.say(ProgrammeAdopted(self.old))))
        for person in TEAM[1:]:
            self._let_in(person)

    def play_cohort(self, cohort: int) -> None:
        """Play what is going on until a cohort comes, let its people in, and lay out what they will do."""
        ago, days = _COHORTS[cohort]
        begins = self.now - ago * DAY
        self._play_until(begins - DAY, cohort)
        self.stage.moment = max(begins - DAY, self.stage.moment + timedelta(minutes=1))
        if cohort == 1:
            self._change_programme()
        mine = [person for person in TRAINEES if person.cohort == cohort]
        for person in mine:
            self._let_in(person)
        self.waiting += [act for person in mine for act in plan.acts(self._part(person, begins, days))]
        self.waiting += self._live_sessions(mine, begins, days)
        self.waiting += self._certifying(mine, begins + (days + 1) * DAY)

    def _play_until(self, moment: datetime, cohort: int) -> None:
        start, length = _SHARES[cohort]
        said = _("Cohort {number} learns, serves and is signed off").format(number=max(cohort, 1))
        self.report(start, said)
        due = [act for act in self.waiting if act.at < moment]
        self.waiting = [act for act in self.waiting if act.at >= moment]
        if due:
            self.stage.take_seat(self.ruth)
            self.stage.play(due, lambda done: self.report(start + length * done / len(due), said))

    def finish(self) -> None:
        """Let the clock of the play reach today, with a backup made."""
        self._play_until(self.now, 4)
        self.report(0.95, _("Backup"))
        self.stage.moment = self.now
        self.stage.enter("Ruth", self.passphrases["Ruth"])
        self.stage.back_up(_("first backup"))
        self.stage.lock()
        self.report(1.0, _("Ready"))

    # Inside

    def _change_programme(self) -> None:
        """Adopt the programme of today and those of two boards; the first version ends."""
        self.stage.take_seat(self.ruth)
        boards = [load_programme(shipped("curricula", "programmes", f"{id}.yaml")) for id in SHIPPED_PROGRAMMES]

        def change(seat: Seat) -> Done[Any]:
            seat.say(ProgrammeRetired(self.old.id, self.old.version, "replaced by version 1.0"))
            for programme in (self.current, *boards):
                seat.say(ProgrammeAdopted(programme))
            return Done(Changed.PROGRAMMES)

        self.stage.write(change)

    def _let_in(self, person: SamplePerson) -> None:
        """Enrol a person, who then signs in with five words and chooses a passphrase of their own."""
        self.stage.take_seat(self.ruth)
        done = self.stage.write(self._enrolment(person))
        if done.value is None:
            raise LookupError("an enrolment gives an invitation")
        self.ids[person.name] = done.value.person_id
        self.stage.moment += timedelta(minutes=5)
        if person.stage is Stage.INVITED:
            self.passphrases[person.name] = done.value.words
            return
        self.stage.sign_in(person.name, done.value.words)
        self.stage.choose_passphrase(person.passphrase)
        self.stage.enter(person.name, person.passphrase)
        self.stage.moment += timedelta(minutes=5)

    def _enrolment(self, person: SamplePerson) -> Callable[[Seat], Done[people.Invitation]]:
        place: people.Place | None = None
        supervisors: tuple[str, ...] = ()
        if person.role is Role.TRAINEE:
            programme = self.old if person.cohort == 0 else self.current
            place = people.Place(programme.id, programme.version, self.stage.moment.date())
            supervisors = (self.ids[person.supervisor],)
        return lambda seat: people.enrol(
            seat,
            legal_name=person.legal_name,
            preferred_name=person.name,
            roles=(person.role,),
            place=place,
            supervisors=supervisors,
            passphrase=TEAM[0].passphrase,
        )

    def _part(self, person: SamplePerson, begins: datetime, days: int) -> plan.Part:
        if self.course is None:
            raise LookupError("the course is installed at the founding")
        programme = self.old if person.cohort == 0 else self.current
        supervisor = self.ids[person.supervisor]
        return plan.Part(person, self.ids[person.name], supervisor, begins, days, self.course, programme)

    def _live_sessions(self, mine: list[SamplePerson], begins: datetime, days: int) -> list[Act]:
        """Two live afternoons for everybody of the cohort who has begun."""
        there = tuple(self.ids[one.name] for one in mine if one.stage not in {Stage.BEGINNING, Stage.INVITED})
        found = []
        for number, title in enumerate((_("Listening, live"), _("Boundaries and stories, live"))):
            at = begins + timedelta(days=days * (0.2 + 0.3 * number))
            said = SessionHeld(
                f"{begins:%Y%m%d}-{number}", title, at.date(), 150, Delivery.IN_PERSON,
                {"mentoring_education": 90, "ethical_responsibility": 60}, there,
            )  # fmt: skip
            found.append(Act(at, self.ruth, plan.signed_statement(said)))
        return found

    def _certifying(self, mine: list[SamplePerson], at: datetime) -> list[Act]:
        """Issue what was earned; one is reissued under a corrected name and one revoked."""
        earned = {Stage.EXPIRED, Stage.CERTIFIED, Stage.REISSUED, Stage.REVOKED}
        names = [one for one in mine if one.stage in earned]
        if not names:
            return []
        programme = self.old if mine[0].cohort == 0 else self.current
        keys = [(self.ids[one.name], programme_key(programme.id, programme.version)) for one in names]
        acts = [Act(at, self.ruth, lambda seat: _issue(seat, keys))]
        for one in names:
            if one.stage is Stage.REISSUED:
                acts.append(Act(at + 20 * DAY, self.ruth, _reissued(self.ids[one.name], one)))
            if one.stage is Stage.REVOKED:
                acts.append(Act(at + 30 * DAY, self.ruth, _revoked(self.ids[one.name])))
        return acts


def _programmes(now: datetime) -> tuple[Programme, Programme]:
    """Return the first version of the organisation's programme and the one in use today."""
    current = load_programme(shipped("curricula", "programmes", "peertrain-foundations.yaml"))
    old = replace(current, version="0.9", effective_from=None, effective_to=(now - 700 * DAY).date())
    return old, current


def _issue(seat: Seat, keys: list[tuple[str, str]]) -> Done[tuple[str, ...]]:
    proposals = certification.propose(seat, keys=keys, signatory_title=TITLE)
    return certification.issue(seat, proposals=proposals, paper=Paper.LETTER, signatory_title=TITLE, passphrase="")


def _reissued(person_id: str, person: SamplePerson) -> Callable[[Seat], Done[Any]]:
    def deed(seat: Seat) -> Done[Any]:
        married = f"{person.legal_name} Santos"
        people.correct(
            seat, person_id=person_id, legal_name=married, preferred_name=person.name, email="",
            reason="new legal name, ID seen",
        )  # fmt: skip
        held = _held(seat, person_id)
        shown = certification.propose_reissue(seat, certificate_id=held, signatory_title=TITLE)
        return certification.reissue(seat, shown=shown, paper=Paper.LETTER, passphrase="")

    return deed


def _revoked(person_id: str) -> Callable[[Seat], Done[Any]]:
    def deed(seat: Seat) -> Done[Any]:
        held = _held(seat, person_id)
        return certificates.revoke(seat, certificate_id=held, reason="issued in error", passphrase="")

    return deed


def _held(seat: Seat, person_id: str) -> str:
    """Return the id of the certificate that a person holds."""
    return next(one.id for one in certificates.issued(seat) if one.person_id == person_id and not one.replaced_by)
