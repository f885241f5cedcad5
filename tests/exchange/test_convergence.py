"""Five computers that lose, repeat and mix up packets show the same in the end, of all that they share, also of forks."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.domain.certification import Certificate, CertificateIssued
from peertrain.domain.hours import (
    Channel,
    Hours,
    HoursApproved,
    HoursLogged,
    HoursReturned,
    Meeting,
    MeetingConfirmed,
    MeetingHeld,
    MeetingMode,
)
from peertrain.domain.organisation import IssuingKeyReplaced
from peertrain.domain.people import (
    ORGANISATION,
    Key,
    KeyEnded,
    LateEntriesAccepted,
    Organisation,
    Person,
    PersonCorrected,
    Role,
    RoleEnded,
    RoleGiven,
    SupervisorAssigned,
    SupervisorUnassigned,
)  # fmt: skip
from peertrain.domain.scopes import EVERYBODY, concerns, person, scope_of
from peertrain.domain.statements import Statement
from peertrain.record.bodies import body_of
from peertrain.record.entries import Entry, read, sign
from peertrain.storage.late import reach_of
from peertrain.storage.ledger import Ledger, Status, Verdict
from peertrain.storage.reach import Known, Marks, Reach, chains, signed_after
from tests.cast import ORGANISATION_ID, Author, Cast, key_of, public_of, service
from tests.storage.conftest import memory_ledger
from tests.storage.test_ledger import picture_of

NAMES = ("cora", "sam", "sue", "tess", "tom")


@dataclass
class Packet:
    """What the other one lacks, and how far the sender's record reaches; `number` counts what one person sends."""

    sender: str
    number: int
    entries: list[Entry]
    reach: Reach


@dataclass
class Computer:
    """The computer of one of the cast: what arrived there, and a clock that may be wrong.

    `heard` is how far others have said to reach, with the number of the packet that said so.
    """

    author: Author
    ledger: Ledger
    minutes: int = 0
    heard: dict[str, tuple[int, Reach]] = field(default_factory=dict)
    sent: int = 0

    def say(self, said: Statement, *, after: tuple[str, ...] = ()) -> None:
        """Sign a statement as this computer sees the record, and take it in."""
        self.take([self.sign(said, after=after)])

    def sign(self, said: Statement, *, after: tuple[str, ...] = ()) -> Entry:
        """Sign a statement in the next place of its chain."""
        key = self.ledger.picture.find(Key, self.author.key_id)
        scope = scope_of(self.ledger.picture, said, self.author.person_id) or EVERYBODY
        head = self.ledger.head(self.author.key_id, scope)
        seq, prev = (head[0] + 1, head[1]) if head else (1, key.entry_id if key else "")
        kind, body = body_of(said)
        at = self.author.clock + timedelta(minutes=self.minutes)
        entry = sign(
            kind, body, organisation=ORGANISATION_ID, scope=scope, key=self.author.key, seq=seq, prev=prev, after=after,
            at=at,
        )  # fmt: skip
        self.author.clock += timedelta(minutes=1)
        return entry

    def take(self, entries: list[Entry]) -> dict[str, Verdict]:
        """Take entries in; every one is accounted for."""
        new = self.ledger.take_all(entries)
        self.ledger.settle()
        stand = self.ledger.verdicts(one.id for one in entries)
        assert stand.keys() == {one.id for one in entries}
        assert len(new) <= len(stand)
        return stand

    def packet_to(self, other: "Computer") -> Packet:
        """Return what concerns somebody and what they have not said to hold, as this computer sees it."""
        name, connection = other.author.person_id, self.ledger.connection
        viewer = self.ledger.picture.find(Person, name)
        shared = [one for one in chains(connection) if viewer and concerns(self.ledger.picture, one.scope, viewer)]
        known, marks = Known((self.heard.get(name, (0, {}))[1],)), Marks(connection)
        rows = [row for one in shared for row in signed_after(connection, one, known.of(one, marks))]
        self.sent += 1
        reach = {one.name: (one.seq, one.mark) for one in shared}
        return Packet(self.author.person_id, self.sent, [read(row.signed, row.signature) for row in rows], reach)

    def open(self, packet: Packet) -> None:
        """Take a packet in, and remember how far its sender reaches."""
        self.take(packet.entries)
        if packet.number > self.heard.get(packet.sender, (0, {}))[0]:
            self.heard[packet.sender] = packet.number, packet.reach

    def newest(self, kind: type[Any], supervisor: str = "") -> Any:
        """Return the value of a kind that an entry brought last."""
        found = [self.ledger.picture.find(kind, f"{kind.__name__}-{number}") for number in range(300)]
        mine = [one for one in found if one and (not supervisor or one.supervisor_id == supervisor)]
        return mine[-1] if mine else None


@dataclass
class Network:
    """The five computers, and packets that are still on their way."""

    computers: dict[str, Computer] = field(default_factory=dict)
    under_way: list[tuple[str, Packet]] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        cast = Cast()
        first, *rest = cast.entries
        whole = memory_ledger(cast.entries)
        for name in NAMES:
            viewer = whole.picture.find(Person, name)
            assert viewer is not None
            shared = [one for one in rest if concerns(whole.picture, one.scope, viewer)]
            self.computers[name] = Computer(cast[name], memory_ledger([first, *shared]))
            cast[name].clock = cast.cora.clock

    def new(self, kind: type[Any]) -> str:
        self.count += 1
        return f"{kind.__name__}-{self.count}"

    def send(self, one: str, other: str, fate: str) -> None:
        """Carry a packet: it may be lost, come twice, or come much later."""
        packet = self.computers[one].packet_to(self.computers[other])
        if fate in ("now", "twice"):
            self.computers[other].open(packet)
        if fate in ("later", "twice"):
            self.under_way.append((other, packet))
        if fate == "half":
            self.computers[other].take(packet.entries[len(packet.entries) // 2 :])

    def do(self, what: str, trainee: str, supervisor: str, number: int) -> None:
        """Let somebody do something, as they see it."""
        learner, teacher = self.computers[trainee], self.computers[supervisor]
        match what:
            case "log":
                learner.say(HoursLogged(self.new(Hours), 1, service(supervisor_id=supervisor)))
            case "approve" | "return":
                self._judge_hours(teacher, supervisor, approve=what == "approve")
            case "meet":
                held = MeetingHeld(
                    self.new(Meeting), ("tess", "tom") if number % 2 else (trainee,), service().on, 60,
                    MeetingMode.GROUP if number % 2 else MeetingMode.INDIVIDUAL, Channel.IN_PERSON, ("Ethics",), {}, (), "",
                    "I held this meeting.",
                )  # fmt: skip
                teacher.say(held)
            case "confirm":
                meeting = learner.newest(Meeting)
                if meeting:
                    learner.say(MeetingConfirmed(meeting.id, "I took part."), after=(meeting.entry_id,))
            case "clock":
                learner.minutes = number - 20
            case "fork":
                self._fork(learner, teacher, number)
            case _:
                self._decide(what, trainee, supervisor, number)

    def _decide(self, what: str, trainee: str, supervisor: str, number: int) -> None:
        """Let the coordinator decide something."""
        cora = self.computers["cora"]
        match what:
            case "rename":
                cora.say(PersonCorrected(trainee, f"Name {number}", f"Name {number}", "", "Married."))
            case "assign":
                cora.say(SupervisorAssigned(trainee, supervisor))
            case "unassign":
                cora.say(SupervisorUnassigned(trainee, supervisor, "Moved."))
            case "role":
                cora.say(
                    RoleEnded(supervisor, Role.SUPERVISOR, "Left.")
                    if number % 2
                    else RoleGiven(supervisor, Role.SUPERVISOR)
                )
            case "end":
                key = self.computers[trainee if number % 2 else supervisor].author.key_id
                cora.say(KeyEnded(key, "Stolen.", reach_of(cora.ledger.connection, key)))
            case "accept":
                self._accept(cora)
            case "promote":
                cora.say(RoleGiven(supervisor, Role.COORDINATOR))
            case "issuer" | "certify":
                self._issue(what, self.computers[supervisor] if number % 2 else cora, trainee, number)

    def _issue(self, what: str, office: Computer, trainee: str, number: int) -> None:
        """Let somebody replace the issuing key as they know it, or issue a certificate with it or with the first one."""
        here = office.ledger.picture.find(Organisation, ORGANISATION)
        person = office.ledger.picture.find(Person, trainee)
        assert here is not None
        if what == "issuer":
            office.say(IssuingKeyReplaced(here.issuer_public, public_of(key_of(100 + number)), "Stolen."))
        elif person is not None:
            issuer = None if number % 5 == 0 else here.issuer_public
            said = CertificateIssued(
                self.new(Certificate), f"N-{self.count}", trainee, "p", "1", "P", person.legal_name, service().on, None,
                "a" * 64, "b" * 64, ("c" * 64,), "I issue it.", issuer_public=issuer,
            )  # fmt: skip
            office.say(said)

    def _fork(self, learner: Computer, teacher: Computer, number: int) -> None:
        """Let somebody sign two entries in one place, and show each of them to somebody else."""
        name, hours = teacher.author.person_id, teacher.newest(Hours, teacher.author.person_id)
        if number % 2 or hours is None:
            writer, one, other = learner, learner, self.computers["cora"]
            two = [learner.sign(HoursLogged(self.new(Hours), 1, service(supervisor_id=name))) for _one in range(2)]
        else:
            writer, one, other = teacher, self.computers["cora"], self.computers[hours.trainee_id]
            reasons, after = ("The date is wrong.", "Too much."), (hours.events[-1].entry_id,)
            two = [teacher.sign(HoursReturned(hours.id, hours.version, reason), after=after) for reason in reasons]
        one.take(two[:1])
        other.take(two[1:])
        if number % 3:
            writer.take(two[:1])

    def _judge_hours(self, teacher: Computer, supervisor: str, *, approve: bool) -> None:
        hours = teacher.newest(Hours, supervisor)
        if hours is None:
            return
        entry = hours.events[-1].entry_id
        if approve:
            said: Statement = HoursApproved(hours.id, hours.version, entry, "I supervised these hours.", "0" * 64)
        else:
            said = HoursReturned(hours.id, hours.version, "The date is wrong.")
        teacher.say(said, after=(entry,))

    def _accept(self, cora: Computer) -> None:
        late = [one for one in cora.ledger.entries() if "not known before" in cora.ledger.verdict(one.id).reason]
        if late:
            cora.say(LateEntriesAccepted(late[-1].key_id, (late[-1].id,), "She had shown it to me."))

    def settle(self, chance: random.Random) -> Ledger:
        """Deliver what is under way, in any order, and let everybody exchange until nothing is new; return all of it."""
        chance.shuffle(self.under_way)
        for name, packet in self.under_way:
            packet.entries = chance.sample(packet.entries, len(packet.entries))
            self.computers[name].open(packet)
        pairs = [(one, other) for one in NAMES for other in NAMES if one != other]
        before: list[dict[str, tuple[int, Reach]]] = []
        while before != (before := [self._heard(one) for one in self.computers.values()]):
            for one, other in chance.sample(pairs, len(pairs)):
                self.send(one, other, "now")
        first, *_rest = self.computers["cora"].ledger.entries()
        everything = {e.id: e for one in self.computers.values() for e in one.ledger.entries()}
        return memory_ledger([first, *(one for one in everything.values() if one.id != first.id)])

    def _heard(self, computer: Computer) -> dict[str, tuple[int, Reach]]:
        """Return what a computer was told that others hold, and what it holds itself."""
        told = {name: (0, reach) for name, (_number, reach) in computer.heard.items()}
        return told | {"": (computer.ledger.size, {})}


def check(network: Network, chance: random.Random) -> None:
    """Compare what every computer shows of its scopes with what all entries together show, and with a rebuild."""
    whole = network.settle(chance)
    held = list(whole.entries())
    for name, computer in network.computers.items():
        viewer = whole.picture.find(Person, name)
        assert viewer is not None
        shared = {one.scope for one in held if concerns(whole.picture, one.scope, viewer)}
        for entry in held:
            verdict = whole.verdict(entry.id)
            if entry.scope in shared and verdict.person_id and person(verdict.person_id) in shared:
                assert computer.ledger.verdict(entry.id) == verdict, (name, entry.kind, entry.body)
        people = [one.partition("/")[2] for one in shared if one.startswith("person/")]
        for id in people:
            assert computer.ledger.picture.find(Person, id) == whole.picture.find(Person, id)
        assert computer.ledger.picture.find(Organisation, ORGANISATION) == whole.picture.find(
            Organisation, ORGANISATION
        )
        for number in range(network.count + 1):
            issued = whole.picture.find(Certificate, f"Certificate-{number}")
            if issued and f"work/{issued.person_id}" in shared:
                assert computer.ledger.picture.find(Certificate, issued.id) == issued
            found = whole.picture.find(Hours, f"Hours-{number}")
            if found and f"work/{found.trainee_id}" in shared:
                assert computer.ledger.picture.find(Hours, found.id) == found
        before = picture_of(computer.ledger)
        computer.ledger.rebuild()
        assert picture_of(computer.ledger) == before


WHAT = ("log", "log", "log", "approve", "approve", "return", "meet", "confirm", "clock", "rename", "assign", "role", "end", "accept", "fork", "promote", "issuer", "certify")  # fmt: skip
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(WHAT), st.sampled_from(["tess", "tom"]), st.sampled_from(["sam", "sue"]), st.integers(0, 40)),
        st.tuples(st.just("send"), st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(["now", "lost", "later", "twice", "half"])),
    ),
    max_size=40,
)  # fmt: skip


def play(network: Network, steps: list[Any]) -> None:
    for what, one, other, how in steps:
        if what != "send":
            network.do(what, one, other, how)
        elif one != other:
            network.send(one, other, how)


@settings(max_examples=10, deadline=None)
@given(steps=STEPS, chance=st.randoms(use_true_random=False))
def test_whatever_happens_to_packets_all_show_the_same_in_the_end(steps: list[Any], chance: random.Random) -> None:
    network = Network()
    play(network, steps)
    check(network, chance)


@pytest.mark.parametrize("seed", [1, 2])
def test_hundreds_of_entries_under_bad_conditions_come_to_the_same(seed: int) -> None:
    chance, network = random.Random(seed), Network()
    gentle = [
        *["log", "approve"] * 12,
        "return",
        "meet",
        "confirm",
        "rename",
        "assign",
        "accept",
        "fork",
        "issuer",
        "certify",
    ]
    for step in range(260):
        if chance.random() < 0.25:
            one, other = chance.sample(NAMES, 2)
            network.send(one, other, chance.choice(["now", "lost", "later", "twice", "half"]))
        else:
            what = chance.choice(WHAT if step > 200 else gentle)
            network.do(what, chance.choice(["tess", "tom"]), chance.choice(["sam", "sam", "sue"]), chance.randrange(40))
    check(network, chance)
    office = network.computers["cora"].ledger
    stand = office.verdicts(one.id for one in office.entries()).values()
    assert len(stand) > 150
    assert {Status.APPLIED, Status.HELD} <= {one.status for one in stand}
    assert sum(one.status is Status.APPLIED for one in stand) > 50
