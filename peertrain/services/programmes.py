"""Programmes: adopting and retiring them, and trainees' places on them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from peertrain.courseware.programme_files import load_programme
from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.people import Person, Role
from peertrain.domain.programmes import (
    AdoptedProgramme,
    Programme,
    ProgrammeAdopted,
    ProgrammeRetired,
    TraineeEnrolled,
    programme_key,
)
from peertrain.i18n import _
from peertrain.places import shipped
from peertrain.storage.lists.people import with_role
from peertrain.storage.lists.programmes import adopted_programmes
from peertrain.workplace.seat import Seat


@dataclass(frozen=True, slots=True)
class KnownProgramme:
    """A version of a programme: whether it is adopted and in use, and how many trainees are on it."""

    programme: Programme
    adopted: bool
    in_use: bool
    people: int = 0

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
    on = Counter(
        programme_key(place.programme_id, place.programme_version)
        for person in with_role(seat.connection, Role.TRAINEE)
        for place in person.enrolments
    )
    found = {one.id: _known(one, on) for one in adopted_programmes(seat.connection)}
    for programme in shipped_programmes():
        known = KnownProgramme(programme, False, False)
        found.setdefault(known.id, known)
    return tuple(sorted(found.values(), key=lambda one: (not one.in_use, one.adopted, one.programme.title, one.id)))


def _known(one: AdoptedProgramme, on: Mapping[str, int]) -> KnownProgramme:
    return KnownProgramme(one.programme, True, one.in_use, on.get(one.id, 0))


def adopted(seat: Seat) -> tuple[AdoptedProgramme, ...]:
    """Return every version that was ever adopted, also the retired ones."""
    return tuple(adopted_programmes(seat.connection))


def programmes_in_use(seat: Seat) -> tuple[Programme, ...]:
    """Return the programmes on which somebody can start."""
    return tuple(one.programme for one in adopted_programmes(seat.connection) if one.in_use)


def adopt(seat: Seat, *, programme: Programme, passphrase: str) -> Done[None]:
    """Adopt a version of a programme; its rules are in the record from now on and never change."""
    seat.check_passphrase(passphrase)
    seat.say(ProgrammeAdopted(programme))
    said = _("{title}, version {version}, is adopted and in use.").format(
        title=programme.title, version=programme.version
    )
    return Done(Changed.PROGRAMMES | Changed.HISTORY, said)


def retire(seat: Seat, *, programme_id: str, version: str, reason: str) -> Done[None]:
    """Let nobody new start on a version; those who are on it finish under its rules."""
    seat.say(ProgrammeRetired(programme_id, version, reason))
    said = _("The programme is retired. Nobody new starts on it; whoever is on it finishes under its rules.")
    return Done(Changed.PROGRAMMES | Changed.HISTORY, said)


def place(
    seat: Seat, *, person_id: str, programme_id: str, version: str, started_on: date, approved_on: date | None = None
) -> Done[Person]:
    """Put a trainee on a programme, record the approval of their application, or move them to another version."""
    seat.say(TraineeEnrolled(person_id, programme_id, version, started_on, approved_on))
    person = seat.picture.find(Person, person_id)
    adopted = seat.picture.find(AdoptedProgramme, programme_key(programme_id, version))
    if person is None or adopted is None:
        raise Refused(_("Choose a trainee and a programme."))
    said = _("{name} is on {title}.").format(name=person.preferred_name, title=adopted.programme.title)
    return Done(Changed.PEOPLE | Changed.PROGRAMMES | Changed.HISTORY, said, person)
