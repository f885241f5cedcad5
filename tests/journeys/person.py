"""One person's program in a process of its own: it is told what to do line by line, and answers in JSON.

`python -m tests.journeys.person FOLDER` plays the part of one of Ruth (coordinator), Dana (supervisor) and Miguel
(trainee) in the plan of the sample; the ids in the plan are the same in every process that is given the same seed.
"""

import json
import random
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from peertrain.courseware.programme_files import load_programme
from peertrain.documents.paper import Paper
from peertrain.domain.changes import Changed, Done
from peertrain.domain.curriculum import Course
from peertrain.domain.learning import Delivery, SessionHeld
from peertrain.domain.people import Role
from peertrain.domain.programmes import Programme, ProgrammeAdopted
from peertrain.errands.round import exchange_now
from peertrain.places import shipped
from peertrain.sample import plan
from peertrain.sample.people import SamplePerson
from peertrain.sample.people import Stage as Far
from peertrain.sample.stage import Act, Stage
from peertrain.services import (
    carrying,
    certificates,
    certification,
    courses,
    hub,
    invitations,
    not_applied,
    people,
    sending,
    taking,
    trust,
)
from peertrain.storage.lists.learning import adopted_courses
from peertrain.workplace.seat import Seat
from tests.office import CHEAP

BEGINS = datetime(2026, 1, 5, 15, 0, tzinfo=UTC)
DAYS = 120
COURSE = shipped("curricula", "peer-specialist-core")


def programme() -> Programme:
    return load_programme(shipped("curricula", "programmes", "peertrain-foundations.yaml"))


def acts(course: Course, ids: dict[str, str]) -> list[Act]:
    """Return everything that the three do, in order."""
    drawn = random.Random(7)
    plan.uuid4 = lambda: UUID(int=drawn.getrandbits(128), version=4)  # type: ignore[attr-defined]
    miguel = SamplePerson("Miguel Ángel Reyes", "Miguel", Role.TRAINEE, "", 0, Far.READY, "Dana")
    part = plan.Part(miguel, ids["Miguel"], ids["Dana"], BEGINS + timedelta(days=2), DAYS, course, programme())
    live = [_live(number, ids) for number in range(2)]
    return sorted([*plan.acts(part), *live], key=lambda one: one.at)


def _live(number: int, ids: dict[str, str]) -> Act:
    at = BEGINS + timedelta(days=20 + 40 * number)
    said = SessionHeld(
        f"live-{number}", "Listening, live", at.date(), 150, Delivery.IN_PERSON,
        {"mentoring_education": 90, "ethical_responsibility": 60}, (ids["Miguel"],),
    )  # fmt: skip
    return Act(at, ids["Ruth"], plan.signed_statement(said))


class Person:
    """A program with one record, and what it can be told to do; every method's answer is plain JSON."""

    def __init__(self, folder: Path) -> None:
        self.stage = Stage(folder, CHEAP)
        self.stage.moment = BEGINS
        self.words = "copper lantern above the orchard"

    def at(self, *, moment: str) -> None:
        self.stage.moment = datetime.fromisoformat(moment)

    def enter(self, *, name: str) -> str:
        return self.stage.enter(name, self.words)

    def found(self) -> str:
        self.stage.found(
            name="Harbor Light", address="", legal_name="Ruth Abernathy", preferred_name="Ruth", passphrase=self.words
        )
        person_id = self.stage.enter("Ruth", self.words)
        compiled = courses.read_folder(COURSE)
        course = self.stage.write(lambda seat: courses.install_course(seat, course=compiled)).value
        assert course is not None
        self.stage.write(lambda seat: courses.adopt_course(seat, digest=course.digest, passphrase=self.words))
        self.stage.write(lambda seat: Done(Changed.PROGRAMMES, value=seat.say(ProgrammeAdopted(programme()))))
        return person_id

    def invite(self, *, name: str, legal_name: str, role: str, supervisors: list[str], file: str) -> dict[str, str]:
        rules = programme()
        place = people.Place(rules.id, rules.version, self.stage.moment.date()) if role == "trainee" else None
        enrolled = self.stage.write(
            lambda seat: people.enrol(
                seat, legal_name=legal_name, preferred_name=name, roles=[Role(role)], place=place,
                supervisors=supervisors, elsewhere=True,
            )
        ).value  # fmt: skip
        assert enrolled is not None
        sent = self.stage.write(
            lambda seat: invitations.invite(seat, person_id=enrolled.person_id, passphrase=self.words)
        ).value
        assert sent is not None
        Path(file).write_bytes(sent.content)
        return {"person_id": enrolled.person_id, "words": sent.words}

    def join(self, *, file: str, words: str, name: str) -> str:
        self.stage.join(Path(file).read_bytes(), words=words)
        self.stage.choose_passphrase(self.words)
        self.stage.enter(name, self.words)
        courses.install_travelled(self.stage)
        return self.stage.read(invitations.my_six_words)

    def send(self, *, to_id: str, file: str) -> int:
        made = self.stage.write(lambda seat: sending.make_packet(seat, to_id=to_id)).value
        assert made is not None
        Path(file).write_bytes(made.content)
        return made.entries

    def take(self, *, file: str) -> dict[str, Any]:
        taken = taking.take(self.stage, content=Path(file).read_bytes(), name=file).value
        assert taken is not None
        assert taken.entries == taken.applied + taken.already_here + taken.held + taken.rejected
        courses.install_travelled(self.stage)
        return {"held": taken.held, "rejected": taken.rejected, "warnings": taken.warnings, "reasons": taken.reasons}

    def use_folder(self, *, folder: str) -> None:
        carrying.use_folder(self.stage, folder=Path(folder))

    def use_hub(self, *, connection: str) -> None:
        carrying.use_hub(self.stage, connection=connection)

    def connection_for(self, *, person_id: str) -> str:
        """Return the line by which somebody reaches the hub."""
        made = hub.connection_for(self.stage, person_id=person_id).value
        assert made is not None
        return made.line

    def round(self) -> dict[str, Any]:
        came = exchange_now(self.stage).value
        assert came is not None
        return {
            "held": came.held, "rejected": came.rejected, "warnings": came.warnings, "trouble": came.trouble,
            "more": came.more,
        }  # fmt: skip

    def play(self, *, ids: dict[str, str], first: int, last: int) -> None:
        """Do what falls to this person between two places of the plan."""
        mine = [one for one in self._plan(ids)[first:last] if one.person_id == self.stage.person_id]
        self.stage.play(mine)

    def order(self, *, ids: dict[str, str]) -> list[tuple[str, str]]:
        """Return who acts when, by person id."""
        return [(one.at.isoformat(), one.person_id) for one in self._plan(ids)]

    def _plan(self, ids: dict[str, str]) -> list[Act]:
        return acts(self.stage.read(lambda seat: adopted_courses(seat.connection))[0], ids)

    def confirm_keys(self) -> dict[str, str]:
        """Confirm every key that came from another computer; return the six words of each person."""
        waiting = self.stage.read(invitations.unconfirmed)
        for one in waiting:
            self._confirm(one.key_id)
        return {one.person.preferred_name: one.six_words for one in waiting}

    def _confirm(self, key_id: str) -> None:
        self.stage.write(lambda seat: invitations.confirm(seat, key_id=key_id, passphrase=self.words))

    def certify(self, *, file: str, card: str) -> str:
        waiting = self.stage.read(certification.candidates)
        proposals = self.stage.read(
            lambda seat: certification.propose(seat, keys=[one.key for one in waiting], signatory_title="Coordinator")
        )
        assert [one.problem for one in proposals] == [""], proposals
        self.stage.write(
            lambda seat: certification.issue(
                seat, proposals=proposals, paper=Paper.LETTER, signatory_title="Coordinator", passphrase=self.words
            )
        )
        Path(card).write_bytes(self.stage.read(trust.organisation_card))
        return self.save_certificate(file=file)

    def save_certificate(self, *, file: str) -> str:
        """Save the newest certificate here as a file, and say how it verifies here."""
        content = self.stage.read(_newest_certificate)
        Path(file).write_bytes(content)
        return self.stage.read(lambda seat: trust.check_file(seat, content=content)).outcome.value

    def standing(self) -> list[str]:
        """Return how every entry stands that is not applied."""
        found = self.stage.read(lambda seat: not_applied.lines(seat, not_applied.ids(seat)))
        return [f"{one.sentence} {one.reason}" for one in found.values()]

    def lock(self) -> None:
        self.stage.lock()


def _newest_certificate(seat: Seat) -> bytes:
    found = certificates.issued(seat) if seat.person.has(Role.COORDINATOR) else certificates.mine(seat)
    return certificates.document(seat, certificate_id=found[0].id)


def main(lines: Iterable[str], folder: Path) -> None:
    """Do what each line says, and answer each with a line."""
    person = Person(folder)
    for line in lines:
        what, how = json.loads(line)
        answer = getattr(person, what)(**how)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.stdin, Path(sys.argv[1]))
