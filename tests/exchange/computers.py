"""Computers for tests of the exchange: each a folder with a record of its own, where one person works."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from peertrain.domain.changes import Done
from peertrain.domain.hours import Activity, Channel, Engagement, HoursApproved, HoursLogged, Service, Setting
from peertrain.domain.people import Role
from peertrain.services import invitations, people, sending, taking
from peertrain.services.taking import Taken
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace
from tests.office import CHEAP, LEGAL_NAMES, PASSPHRASES, Clock, Office

T = TypeVar("T")


@dataclass
class Computer:
    """One person's computer; `name` is who works there."""

    folder: Path
    name: str
    clock: Callable[[], datetime]
    person_id: str = ""

    def __post_init__(self) -> None:
        self.workplace = Workplace(self.folder, clock=self.clock, cost=CHEAP)

    def ask(self, question: Callable[[Seat], T]) -> T:
        return self.workplace.read(question)

    def do(self, deed: Callable[[Seat], Done[T]]) -> T:
        value = self.workplace.write(deed).value
        assert value is not None
        return value

    def act(self, deed: Callable[[Seat], Done[None]]) -> None:
        self.workplace.write(deed)

    def packet_to(self, other: "Computer", **how: bool) -> bytes:
        return self.do(lambda seat: sending.make_packet(seat, to_id=other.person_id, **how)).content

    def take(self, content: bytes) -> Taken:
        taken = taking.take(self.workplace, content=content, name="by hand").value
        assert taken is not None
        return taken

    def send(self, other: "Computer") -> Taken:
        """Carry the next packet from here to another computer."""
        return other.take(self.packet_to(other))


@dataclass
class Agency:
    """Dana's organisation, in which Renee supervises Marcus, each of the three on a computer of their own."""

    folder: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.dana = Computer(self.folder / "Dana", "Dana", self.clock)
        self.dana.workplace.found(
            name="Harbor Recovery Alliance", address="", legal_name=LEGAL_NAMES["Dana"], preferred_name="Dana",
            passphrase=PASSPHRASES["Dana"],
        )  # fmt: skip
        self.dana.workplace.confirm_recovery_code()
        self.dana.person_id = str(self.dana.workplace.person_id)
        self.renee = self.invite("Renee", Role.SUPERVISOR)
        self.renee.send(self.dana)
        self.marcus = self.invite("Marcus", Role.TRAINEE, supervisors=(self.renee.person_id,))
        self.marcus.send(self.dana)
        self.dana.send(self.renee)

    @property
    def computers(self) -> tuple[Computer, ...]:
        return (self.dana, self.renee, self.marcus)

    def invite(self, name: str, role: Role, supervisors: tuple[str, ...] = ()) -> Computer:
        """Enrol somebody and let them join from a computer of their own."""
        enrolled = self.dana.do(
            lambda seat: people.enrol(
                seat, legal_name=LEGAL_NAMES[name], preferred_name=name, roles=[role], supervisors=supervisors,
                elsewhere=True, passphrase=PASSPHRASES["Dana"],
            )
        )  # fmt: skip
        return self.join(name, enrolled.person_id, self.folder / name)

    def join(self, name: str, person_id: str, folder: Path, *, lost: str = "") -> Computer:
        """Let somebody who is enrolled join from a computer in this folder."""
        sent = self.dana.do(
            lambda seat: invitations.invite(seat, person_id=person_id, passphrase=PASSPHRASES["Dana"], lost=lost)
        )
        computer = Computer(folder, name, self.clock, person_id)
        computer.workplace.join(sent.content, words=sent.words)
        computer.workplace.choose_passphrase(PASSPHRASES[name])
        computer.workplace.confirm_recovery_code()
        return computer

    def close(self) -> None:
        for computer in self.computers:
            computer.workplace.lock()

    def copy_to(self, folder: Path) -> "Agency":
        """Return the same agency in another folder, with everybody signed in; its own computers are locked."""
        self.close()
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        copy = replace_folder(self, folder)
        for computer in copy.computers:
            computer.workplace.sign_in(computer.name, PASSPHRASES[computer.name])
        return copy


def replace_folder(agency: Agency, folder: Path) -> Agency:
    """Return an agency whose computers are the folders of the same names in another folder."""
    copy = object.__new__(Agency)
    copy.folder, copy.clock = folder, Clock(agency.clock.now)
    copy.dana, copy.renee, copy.marcus = (
        Computer(folder / one.name, one.name, copy.clock, one.person_id) for one in agency.computers
    )
    return copy


def service(supervisor_id: str, minutes: int = 60, on: date = date(2026, 9, 7)) -> Service:
    """Return an hour of a trainee's."""
    return Service(
        on, minutes, Setting.ONE_ON_ONE, Activity.DIRECT, Channel.IN_PERSON, Engagement.VOLUNTEER,
        {"advocacy": minutes}, "Harbor House", supervisor_id,
    )  # fmt: skip


def log(trainee: Computer, supervisor: Computer, **changes: int) -> str:
    """Log hours and send them for sign-off; return their id."""
    hours_id = str(uuid4())
    said = HoursLogged(hours_id, 1, service(supervisor.person_id, **changes))
    trainee.workplace.write(lambda seat: _done(seat.say(said)))
    return hours_id


def approve(supervisor: Computer, hours_id: str) -> None:
    """Sign hours off."""

    def deed(seat: Seat) -> Done[None]:
        from peertrain.domain.hours import Hours

        hours = seat.picture.find(Hours, hours_id)
        assert hours is not None
        entry = hours.events[-1].entry_id
        seat.say(HoursApproved(hours_id, 1, entry, "I supervised these hours.", "0" * 64), after=(entry,))
        return _done(None)

    supervisor.workplace.write(deed)


def _done(_value: object) -> Done[None]:
    from peertrain.domain.changes import Changed

    return Done(Changed.EVERYTHING)


def another_computer(office: Office, name: str, folder: Path) -> None:
    """Let somebody of an office join from another computer, too, and send their key to Dana."""
    sent = office.do(
        "Dana", lambda seat: invitations.invite(seat, person_id=office.ids[name], passphrase=PASSPHRASES["Dana"])
    ).value
    assert sent is not None
    there, dana = Computer(folder, name, office.clock, office.ids[name]), office.ids["Dana"]
    there.workplace.join(sent.content, words=sent.words)
    there.workplace.choose_passphrase(PASSPHRASES[name])
    packet = there.do(lambda seat: sending.make_packet(seat, to_id=dana)).content
    there.workplace.lock()
    taking.take(office.enter("Dana"), content=packet, name="by hand")
