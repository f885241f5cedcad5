"""The whole journey without a window: from founding to a certificate that verifies, each step told in words."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from peertrain.courseware.programme_files import load_programme
from peertrain.documents.command import in_words
from peertrain.documents.paper import Paper
from peertrain.documents.verification import Outcome
from peertrain.domain.amounts import in_words as amount_in_words
from peertrain.domain.changes import Changed, Done
from peertrain.domain.curriculum import Course
from peertrain.domain.learning import Delivery, SessionHeld
from peertrain.domain.people import Role
from peertrain.domain.programmes import Programme, ProgrammeAdopted
from peertrain.i18n import _
from peertrain.places import shipped
from peertrain.record import atomic
from peertrain.record.passphrases import five_words
from peertrain.sample import plan
from peertrain.sample.people import SamplePerson, Stage
from peertrain.sample.stage import Act
from peertrain.sample.stage import Stage as Theatre
from peertrain.services import certificates, certification, courses, people, standing, trust
from peertrain.workplace.seat import Seat

DAY = timedelta(days=1)
DAYS = 150
TITLE = "Program Coordinator"


def tell_journey(folder: Path, *, now: datetime, out: TextIO) -> int:
    """Play the journey in a new organisation in `folder`, leave the certificate there, and return an exit code."""
    if folder.exists() and any(folder.iterdir()):
        print(_("The folder {folder} is not empty. Name a new one.").format(folder=folder), file=out)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    return _Journey(folder, now, out).tell()


class _Journey:
    """One coordinator, one supervisor and one trainee on one computer."""

    def __init__(self, folder: Path, now: datetime, out: TextIO) -> None:
        self.folder, self.now, self.out = folder, now, out
        self.stage = Theatre(folder / "data")
        self.begins = now - (DAYS + 10) * DAY
        self.words = {name: five_words() for name in ("Ruth", "Dana", "Miguel")}
        self.ids: dict[str, str] = {}
        self.step = 0

    def tell(self) -> int:
        """Tell the story from the beginning to the verified certificate."""
        self.found()
        course, programme = self.adopt()
        self.enrol("Dana", "Dana Whitehorse", Role.SUPERVISOR)
        self.enrol("Miguel", "Miguel Ángel Reyes", Role.TRAINEE, programme)
        self.learn_and_serve(course, programme)
        self.look_at_standing()
        return self.certify()

    def say(self, sentence: str) -> None:
        self.step += 1
        print(f"{self.step:2}. {self.stage.moment:%Y-%m-%d}  {sentence}", file=self.out, flush=True)

    def found(self) -> None:
        self.stage.moment = self.begins
        self.stage.found(
            name="Harbor Light Recovery Community", address="214 Front Street, Port Ellery",
            legal_name="Ruth Abernathy", preferred_name="Ruth", passphrase=self.words["Ruth"],
        )  # fmt: skip
        self.ids["Ruth"] = self.stage.enter("Ruth", self.words["Ruth"])
        self.say(_("Ruth founds Harbor Light Recovery Community and keeps a recovery code on paper."))

    def adopt(self) -> tuple[Course, Programme]:
        compiled = courses.read_folder(shipped("curricula", "peer-specialist-core"))
        course = self.stage.write(lambda seat: courses.install_course(seat, course=compiled)).value
        if course is None:
            raise LookupError("an installed course comes back")
        passphrase = self.words["Ruth"]
        self.stage.write(lambda seat: courses.adopt_course(seat, digest=course.digest, passphrase=passphrase))
        programme = load_programme(shipped("curricula", "programmes", "peertrain-foundations.yaml"))
        self.stage.write(lambda seat: Done(Changed.PROGRAMMES, value=seat.say(ProgrammeAdopted(programme))))
        self.say(
            _("She adopts the course {course} ({modules} modules) and the programme {programme}.").format(
                course=course.title, modules=len(course.modules), programme=programme.title
            )
        )
        return course, programme

    def enrol(self, name: str, legal_name: str, role: Role, programme: Programme | None = None) -> None:
        self.stage.moment += timedelta(hours=1)
        self.stage.take_seat(self.ids["Ruth"])
        place = people.Place(programme.id, programme.version, self.stage.moment.date()) if programme else None
        supervisors = (self.ids["Dana"],) if programme else ()

        def deed(seat: Seat) -> Done[people.Invitation]:
            return people.enrol(
                seat, legal_name=legal_name, preferred_name=name, roles=(role,), place=place, supervisors=supervisors
            )

        invitation = self.stage.write(deed).value
        if invitation is None:
            raise LookupError("an enrolment gives an invitation")
        self.ids[name] = invitation.person_id
        self.say(_("Ruth enrols {name} and hands over five words.").format(name=legal_name))
        self.stage.sign_in(name, invitation.words)
        self.stage.choose_passphrase(self.words[name])
        self.stage.enter(name, self.words[name])
        self.say(_("{name} signs in and chooses a passphrase; from now on the words open nothing.").format(name=name))

    def learn_and_serve(self, course: Course, programme: Programme) -> None:
        miguel = SamplePerson("Miguel Ángel Reyes", "Miguel", Role.TRAINEE, "", 0, Stage.READY, "Dana")
        part = plan.Part(miguel, self.ids["Miguel"], self.ids["Dana"], self.begins + DAY, DAYS, course, programme)
        acts = [*plan.acts(part), *self.live_sessions()]
        self.stage.play(acts)
        for line in (
            _(
                "Miguel reads {lessons} lessons, writes {reflections} reflections that only he can open, and passes {checks} checks."
            ),
            _("Ruth records two live afternoons."),
            _("He logs his hours in four settings; Dana reads each entry and signs it off with her passphrase."),
            _("They meet for supervision, once with Dana watching him at work, and both sign each meeting."),
            _("He rates himself, Dana rates what she saw, and he answers."),
        ):
            self.say(
                line.format(
                    lessons=sum(len(module.lessons) for module in course.modules),
                    reflections=sum(len(module.reflections) for module in course.modules),
                    checks=len(course.modules),
                )
            )

    def live_sessions(self) -> list[Act]:
        found = []
        for number, title in enumerate((_("Listening, live"), _("Boundaries and stories, live"))):
            at = self.begins + (20 + 40 * number) * DAY
            said = SessionHeld(
                f"live-{number}", title, at.date(), 150, Delivery.IN_PERSON,
                {"mentoring_education": 90, "ethical_responsibility": 60}, (self.ids["Miguel"],),
            )  # fmt: skip
            found.append(Act(at, self.ids["Ruth"], plan.signed_statement(said)))
        return found

    def look_at_standing(self) -> None:
        self.stage.moment = self.now
        self.stage.enter("Miguel", self.words["Miguel"])
        for one in self.stage.read(standing.of_oneself):
            for line in one.standing.requirements:
                if line.unit.value == "minutes":
                    have, need = amount_in_words(line.have), amount_in_words(line.need)
                    mark = _("met") if line.met else _("missing")
                    print(f"      {mark:8} {line.title}: {have} / {need}", file=self.out)
            ready = sum(line.met for line in one.standing.requirements)
            self.say(
                _("Miguel sees where he stands: {ready} of {all} requirements are met.").format(
                    ready=ready, all=len(one.standing.requirements)
                )
            )

    def certify(self) -> int:
        self.stage.enter("Ruth", self.words["Ruth"])
        waiting = self.stage.read(certification.candidates)
        proposals = self.stage.read(
            lambda seat: certification.propose(seat, keys=[one.key for one in waiting], signatory_title=TITLE)
        )
        for proposal in proposals:
            self.say(
                proposal.problem
                or _("Ruth looks at the evidence: {count} signed entries.").format(
                    count=len(proposal.facts.evidence) if proposal.facts else 0
                )
            )
        done = self.stage.write(
            lambda seat: certification.issue(
                seat, proposals=proposals, paper=Paper.LETTER, signatory_title=TITLE, passphrase=self.words["Ruth"]
            )
        )
        self.say(done.said)
        pdf = self.stage.read(_only_document)
        path = self.folder / "certificate.pdf"
        atomic.write(path, pdf)
        atomic.write(self.folder / trust.CARD_FILE, self.stage.read(trust.organisation_card))
        verdict = self.stage.read(lambda seat: trust.check_file(seat, content=path.read_bytes()))
        self.say(_("Anybody can check {path} with the organisation's card beside it:").format(path=path))
        print(in_words(verdict), file=self.out)
        self.stage.lock()
        return 0 if verdict.outcome is Outcome.VALID else 1


def _only_document(seat: Seat) -> bytes:
    return certificates.document(seat, certificate_id=certificates.issued(seat)[0].id)
