"""A real office for tests: an organisation on disk with a coordinator, supervisors and trainees who sign in and work."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.domain.changes import Changed, Done
from peertrain.domain.people import KeyInvited, PersonEnrolled, Role, RoleGiven, SupervisorAssigned
from peertrain.domain.statements import Statement
from peertrain.record.entries import key_id
from peertrain.record.passphrases import Cost
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

T = TypeVar("T")

CHEAP = Cost(8, 1, 1)
START = datetime(2026, 9, 7, 15, 0, tzinfo=UTC)
PASSPHRASES = {
    "Dana": "copper lantern above the orchard",
    "Renee": "quiet river stones at evening",
    "Luis": "seven paper boats heading south",
    "Marcus": "morning bread and garden rain",
    "Aisha": "violet kites over the harbour",
}
LEGAL_NAMES = {
    "Dana": "Dana Whitfield",
    "Renee": "Renée Okafor",
    "Luis": "Luis Ortega",
    "Marcus": "Marcus Bell",
    "Aisha": "Aisha Rahman",
}


@dataclass
class Clock:
    """The time in UTC, which moves on by a second whenever it is read."""

    now: datetime = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def to(self, day: date) -> None:
        """Go on to the afternoon of a day."""
        self.now = datetime(day.year, day.month, day.day, 15, 0, tzinfo=UTC)


@dataclass
class Office:
    """An organisation founded by Dana; `ids` holds everybody's id by preferred name."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.workplace = Workplace(self.folder, clock=self.clock, cost=CHEAP)
        self.workplace.found(
            name="Harbor Recovery Alliance",
            address="12 Quay Street, Duluth",
            legal_name=LEGAL_NAMES["Dana"],
            preferred_name="Dana",
            passphrase=PASSPHRASES["Dana"],
        )
        self.workplace.confirm_recovery_code()
        self.ids["Dana"] = str(self.workplace.person_id)

    def enter(self, name: str) -> Workplace:
        """Let a person in, unless they are in already."""
        if self.workplace.person_id != self.ids[name]:
            self.workplace.sign_in(name, PASSPHRASES[name])
        return self.workplace

    def ask(self, name: str, question: Callable[[Seat], T]) -> T:
        """Ask a question as this person."""
        return self.enter(name).read(question)

    def do(self, name: str, deed: Callable[[Seat], Done[T]]) -> Done[T]:
        """Do a deed as this person."""
        return self.enter(name).write(deed)

    def say(self, name: str, *statements: Statement) -> None:
        """Let a person sign statements, where no deed of a service is what is tested."""

        def deed(seat: Seat) -> Done[None]:
            for one in statements:
                seat.say(one)
            return Done(Changed.EVERYTHING)

        self.do(name, deed)

    def enrol(self, name: str, *roles: Role) -> str:
        """Enrol somebody who then chooses their own passphrase; return their id."""
        person_id = self.ids[name] = str(uuid4())
        invitation = Ed25519PrivateKey.generate()
        public = invitation.public_key().public_bytes_raw()
        self.say(
            "Dana",
            PersonEnrolled(person_id, LEGAL_NAMES[name], name),
            *(RoleGiven(person_id, role) for role in roles),
            KeyInvited(person_id, key_id(public), public.hex()),
        )
        database = self.workplace._inside().secrets["database"]
        keys = {"database": database, "invitation": invitation.private_bytes_raw()}
        words = f"five words for {name} to begin"
        self.workplace.keystore.invite(person_id, name, words, keys, CHEAP)
        self.workplace.sign_in(name, words)
        self.workplace.choose_passphrase(PASSPHRASES[name])
        self.workplace.confirm_recovery_code()
        return person_id

    def assign(self, trainee: str, supervisor: str) -> None:
        self.say("Dana", SupervisorAssigned(self.ids[trainee], self.ids[supervisor]))


def copy_of(office: Office, folder: Path) -> Office:
    """Return another office that begins where this one stands now; it is quicker than to begin anew."""
    office.workplace.lock()
    shutil.copytree(office.folder, folder, dirs_exist_ok=True)
    copy = object.__new__(Office)
    copy.folder, copy.clock, copy.ids = folder, Clock(office.clock.now), dict(office.ids)
    copy.workplace = Workplace(folder, clock=copy.clock, cost=CHEAP)
    return copy


def folder_of_this_run() -> Path:
    """Return a new folder that is gone when the run ends."""
    folder = Path(tempfile.mkdtemp(prefix="peertrain-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def found_staffed_office(folder: Path) -> Office:
    """Found another organisation with Dana the coordinator, Renee the supervisor of Marcus and Aisha, and Luis."""
    office = Office(folder)
    office.enrol("Renee", Role.SUPERVISOR)
    office.enrol("Luis", Role.SUPERVISOR)
    office.enrol("Marcus", Role.TRAINEE)
    office.enrol("Aisha", Role.TRAINEE)
    office.assign("Marcus", "Renee")
    office.assign("Aisha", "Renee")
    return office


@cache
def _template() -> Office:
    return found_staffed_office(folder_of_this_run())


def staffed_office(folder: Path) -> Office:
    """Return the same office each time, in another folder: Luis supervises nobody yet, and Dana is in."""
    office = copy_of(_template(), folder)
    office.enter("Dana")
    return office
