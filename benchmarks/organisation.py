"""A real organisation to measure on: founded, with its course, its programme and its people, signed and encrypted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from peertrain.courseware.programme_files import load_programme
from peertrain.domain.changes import Changed, Done
from peertrain.domain.curriculum import Course
from peertrain.domain.hours import Activity, Channel, Engagement, HoursLogged, Service, Setting
from peertrain.domain.learning import Delivery, SessionHeld
from peertrain.domain.people import Role
from peertrain.domain.programmes import Programme, ProgrammeAdopted
from peertrain.places import shipped, shipped_courses
from peertrain.record.passphrases import five_words
from peertrain.sample import plan
from peertrain.sample.people import SamplePerson
from peertrain.sample.people import Stage as HowFar
from peertrain.sample.stage import Act, Stage
from peertrain.services import courses, people, signoff
from peertrain.workplace.seat import Seat

T = TypeVar("T")
DAY = timedelta(days=1)
DAYS = 160
"""How long ago the organisation was founded."""


@dataclass
class Organisation:
    """An organisation with Ruth the coordinator and Dana the supervisor; trainees are enrolled as they are needed."""

    folder: Path
    ids: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stage = Stage(self.folder)
        self.now = datetime.now(UTC)
        self.stage.moment = self.now - DAYS * DAY
        self.words["Ruth"] = five_words()
        self.stage.found(
            name="Harbor Light Recovery Community", address="214 Front Street, Port Ellery",
            legal_name="Ruth Abernathy", preferred_name="Ruth", passphrase=self.words["Ruth"],
        )  # fmt: skip
        self.ids["Ruth"] = self.stage.enter("Ruth", self.words["Ruth"])
        self.course, self.programme = self._adopt_course(), self._adopt_programme()
        self.enrol("Dana", Role.SUPERVISOR)

    def _adopt_course(self) -> Course:
        compiled = courses.read_folder(shipped_courses()[0])
        course = known(self.stage.write(lambda seat: courses.install_course(seat, course=compiled)).value)
        passphrase = self.words["Ruth"]
        self.stage.write(lambda seat: courses.adopt_course(seat, digest=course.digest, passphrase=passphrase))
        return course

    def _adopt_programme(self) -> Programme:
        programme = load_programme(shipped("curricula", "programmes", "peertrain-foundations.yaml"))
        self.stage.write(lambda seat: Done(Changed.PROGRAMMES, value=seat.say(ProgrammeAdopted(programme))))
        return programme

    def enrol(self, name: str, role: Role = Role.TRAINEE) -> None:
        """Enrol somebody, who then chooses a passphrase of their own."""
        stage, programme = self.stage, self.programme
        stage.moment += timedelta(minutes=1)
        stage.take_seat(self.ids["Ruth"])
        place = people.Place(programme.id, programme.version, stage.moment.date()) if role is Role.TRAINEE else None
        supervisors = (self.ids["Dana"],) if role is Role.TRAINEE else ()

        def deed(seat: Seat) -> Done[people.Invitation]:
            return people.enrol(
                seat, legal_name=name, preferred_name=name, roles=(role,), place=place, supervisors=supervisors
            )

        invitation = known(stage.write(deed).value)
        self.words[name] = five_words()
        stage.sign_in(name, invitation.words)
        stage.choose_passphrase(self.words[name])
        self.ids[name] = stage.enter(name, self.words[name])

    def play(self, acts: Iterable[Act]) -> None:
        """Let people act, and go on from the present."""
        self.stage.play(acts)
        self.stage.moment = self.now

    def coming(self, names: Iterable[str]) -> list[Act]:
        """Return everything that trainees and their supervisor do until they are ready for their certificate."""
        begins, days = self.stage.moment + DAY, DAYS - 10
        ready = [SamplePerson(name, name, Role.TRAINEE, "", 0, HowFar.READY, "Dana") for name in names]
        there = tuple(self.ids[one.name] for one in ready)
        acts = [act for one in ready for act in plan.acts(self._part(one, begins, days))]
        return [*acts, *(self._session(begins + share * DAY, there) for share in (20, 60))]

    def _part(self, person: SamplePerson, begins: datetime, days: int) -> plan.Part:
        return plan.Part(person, self.ids[person.name], self.ids["Dana"], begins, days, self.course, self.programme)

    def _session(self, at: datetime, there: tuple[str, ...]) -> Act:
        domains = {"mentoring_education": 90, "ethical_responsibility": 60}
        said = SessionHeld(str(uuid4()), "A live afternoon", at.date(), 150, Delivery.IN_PERSON, domains, there)
        return Act(at, self.ids["Ruth"], plan.signed_statement(said))

    def logging(self, name: str, ids: Sequence[str]) -> list[Act]:
        """Return the acts by which a trainee logs hours under these ids, evenly until a week ago."""
        begins = self.stage.moment + DAY
        apart = (self.now - begins - 7 * DAY) / len(ids)
        said = [
            (begins + number * apart, HoursLogged(id, 1, self._service(number, begins + number * apart)))
            for number, id in enumerate(ids)
        ]
        return [Act(at, self.ids[name], plan.signed_statement(hours)) for at, hours in said]

    def _service(self, number: int, at: datetime) -> Service:
        setting = tuple(Setting)[number % 4]
        domains = {"mentoring_education": 75, "advocacy": 45}
        return Service(
            (at - DAY).date(), 120, setting, Activity.DIRECT, Channel.IN_PERSON, Engagement.VOLUNTEER, domains,
            "Harbor House", self.ids["Dana"], note="Listened more than I spoke, and kept to what we had agreed.",
        )  # fmt: skip

    def enter(self, name: str) -> None:
        """Let somebody be the person at work."""
        self.stage.take_seat(self.ids[name])

    def approve(self, shown: tuple[signoff.Shown, ...]) -> None:
        """Sign hours off as Dana, as the program does it but for the slow hash of the passphrase."""
        self.do(lambda seat: signoff.approve(seat, shown=shown, passphrase=""))

    def do(self, deed: Callable[[Seat], Done[T]]) -> T:
        """Do a deed as the person at work, in a transaction of its own, with every passphrase taken for right."""

        def trusting(seat: Seat) -> Done[T]:
            seat.check_passphrase = lambda _passphrase: None
            return deed(seat)

        return known(self.stage.write(trusting).value)


def known(value: T | None) -> T:
    """Return what a deed made, which has to be there."""
    if value is None:
        raise LookupError("the deed made nothing")
    return value
