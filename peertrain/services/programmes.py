"""Programmes: adopting and retiring them, and trainees' places on them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from peertrain.courseware.programme_files import load_programme
from peertrain.domain.certification import stands
from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.facts import Case
from peertrain.domain.moving import Move
from peertrain.domain.people import Enrolment, Person, Role
from peertrain.domain.programmes import (
    AdoptedProgramme,
    Programme,
    ProgrammeAdopted,
    ProgrammeRetired,
    TraineeEnrolled,
    programme_key,
)
from peertrain.domain.standing import standing
from peertrain.i18n import _, ngettext
from peertrain.places import shipped
from peertrain.storage.lists.certification import certificates_of
from peertrain.storage.lists.people import with_role
from peertrain.storage.lists.programmes import adopted_programmes
from peertrain.storage.lists.standing import cases, trainees
from peertrain.workplace.seat import Seat


@dataclass(frozen=True, slots=True)
class KnownProgramme:
    """A version of a programme: whether it is adopted and in use, and how many trainees are on it and on others."""

    programme: Programme
    adopted: bool
    in_use: bool
    people: int = 0
    on_other_versions: int = 0

    @property
    def id(self) -> str:
        return programme_key(self.programme.id, self.programme.version)


def shipped_programmes() -> tuple[Programme, ...]:
    """Return the programmes that come with the program; reading them takes a moment and no seat."""
    return tuple(load_programme(path) for path in sorted(shipped("curricula", "programmes").glob("*.yaml")))


def read_programme(path: Path) -> Programme:
    """Return the programme in a file; refuse it with everything that is wrong in it."""
    return load_programme(path)


def known_programmes(seat: Seat) -> tuple[KnownProgramme, ...]:
    """Return those in use first, then those that could be adopted, then the retired ones."""
    places = _places(seat)
    found = {one.id: _known_as(one.programme, places, one) for one in adopted_programmes(seat.connection)}
    for programme in shipped_programmes():
        known = _known_as(programme, places)
        found.setdefault(known.id, known)
    return tuple(sorted(found.values(), key=lambda one: (not one.in_use, one.adopted, one.programme.title, one.id)))


def known_programme(seat: Seat, *, programme: Programme) -> KnownProgramme:
    """Return how a version is known that may come from anywhere, such as a file or the desk."""
    found = seat.picture.find(AdoptedProgramme, programme_key(programme.id, programme.version))
    return _known_as(programme, _places(seat), found if found and found.programme == programme else None)


def _places(seat: Seat) -> list[Enrolment]:
    """Return every trainee's place on a programme."""
    return [place for person in with_role(seat.connection, Role.TRAINEE) for place in person.enrolments]


def _known_as(
    programme: Programme, places: Sequence[Enrolment], adopted: AdoptedProgramme | None = None
) -> KnownProgramme:
    """Return how a programme is known, given every trainee's place on one."""
    versions = Counter(one.programme_version for one in places if one.programme_id == programme.id)
    here = versions.pop(programme.version, 0)
    in_use = adopted is not None and adopted.in_use
    return KnownProgramme(programme, adopted is not None, in_use, here, versions.total())


def adopted(seat: Seat) -> tuple[AdoptedProgramme, ...]:
    """Return every version that was ever adopted, also the retired ones."""
    return tuple(adopted_programmes(seat.connection))


def programmes_in_use(seat: Seat) -> tuple[Programme, ...]:
    """Return the programmes on which somebody can start."""
    return tuple(one.programme for one in adopted_programmes(seat.connection) if one.in_use)


def moves(seat: Seat, *, programme: Programme) -> tuple[Move, ...]:
    """Return what a version would mean for each trainee who is under way on another version of the programme."""
    seat.check_coordinator()
    on_others = [
        one
        for one in cases(seat.connection, trainees(seat.connection))
        if one.programme.id == programme.id and one.programme.version != programme.version
    ]
    return tuple(_move(one, programme, seat.today) for one in on_others if not _certified(seat, one))


def _move(case: Case, programme: Programme, today: date) -> Move:
    moved = replace(case.facts.enrolment, programme_version=programme.version)
    after = standing(programme, replace(case.facts, enrolment=moved), today)
    return Move(case.facts.person, standing(case.programme, case.facts, today), after)


def _certified(seat: Seat, case: Case) -> bool:
    held = certificates_of(seat.connection, case.facts.person.id)
    return any(one.programme_id == case.programme.id and stands(one, seat.today) for one in held)


def adopt(
    seat: Seat, *, programme: Programme, passphrase: str, moving: Sequence[str] = (), reason: str = ""
) -> Done[None]:
    """Adopt a version of a programme, whose rules never change, and move these trainees to it from another version."""
    seat.check_passphrase(passphrase)
    seat.say(ProgrammeAdopted(programme))
    words = _("{title}, version {version}, is adopted and in use.")
    said = [words.format(title=programme.title, version=programme.version)]
    if moving:
        said.append(_move_all(seat, programme, moving, reason))
    return Done(Changed.PEOPLE | Changed.PROGRAMMES | Changed.HISTORY, " ".join(said))


def move(seat: Seat, *, programme: Programme, moving: Sequence[str], reason: str, passphrase: str) -> Done[None]:
    """Move trainees to a version that is in use; what they did counts under its rules from now on."""
    seat.check_passphrase(passphrase)
    if not moving:
        raise Refused(_("Choose at least one trainee who moves."))
    return Done(Changed.PEOPLE | Changed.PROGRAMMES | Changed.HISTORY, _move_all(seat, programme, moving, reason))


def _move_all(seat: Seat, programme: Programme, moving: Sequence[str], reason: str) -> str:
    for person_id in moving:
        person = seat.picture.find(Person, person_id)
        places = person.enrolments if person is not None else ()
        before = next((one for one in places if one.programme_id == programme.id), None)
        if before is None:
            raise Refused(_("Somebody in the list is no longer on this programme. Look at the list again."))
        seat.say(
            TraineeEnrolled(
                person_id, programme.id, programme.version, before.started_on, before.approved_on, reason.strip()
            )
        )
    words = ngettext("{count} trainee has moved to it.", "{count} trainees have moved to it.", len(moving))
    return words.format(count=len(moving))


def retire(seat: Seat, *, programme_id: str, version: str, reason: str, passphrase: str) -> Done[None]:
    """Let nobody new start on a version; those who are on it finish under its rules."""
    seat.check_passphrase(passphrase)
    seat.say(ProgrammeRetired(programme_id, version, reason))
    said = _("The programme is retired. Nobody new starts on it; whoever is on it finishes under its rules.")
    return Done(Changed.PROGRAMMES | Changed.HISTORY, said)


def place(
    seat: Seat, *, person_id: str, programme_id: str, version: str, started_on: date, approved_on: date | None = None,
    reason: str = "",
) -> Done[Person]:  # fmt: skip
    """Put a trainee on a programme, record the approval of their application, or move them to another version."""
    seat.say(TraineeEnrolled(person_id, programme_id, version, started_on, approved_on, reason))
    person = seat.picture.find(Person, person_id)
    adopted = seat.picture.find(AdoptedProgramme, programme_key(programme_id, version))
    if person is None or adopted is None:
        raise Refused(_("Choose a trainee and a programme."))
    said = _("{name} is on {title}.").format(name=person.preferred_name, title=adopted.programme.title)
    return Done(Changed.PEOPLE | Changed.PROGRAMMES | Changed.HISTORY, said, person)
