"""A cast of people who sign real entries, for tests of the record without passphrases or files."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.domain.errors import Held, Refused
from peertrain.domain.hours import Activity, Channel, Engagement, HoursApproved, HoursLogged, Service, Setting
from peertrain.domain.people import (
    KeyAdded,
    KeyInvited,
    OrganisationFounded,
    PersonEnrolled,
    Role,
    RoleGiven,
    SupervisorAssigned,
)
from peertrain.domain.picture import PictureInMemory, Signed
from peertrain.domain.scopes import EVERYBODY, scope_of, work
from peertrain.domain.statements import Statement, apply
from peertrain.record.bodies import body_of
from peertrain.record.entries import Entry, key_id, sign

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ORGANISATION_ID = "7c7f8c1e-0000-4000-8000-000000000001"


def key_of(seed: int) -> Ed25519PrivateKey:
    """Return the same key for the same seed."""
    return Ed25519PrivateKey.from_private_bytes(seed.to_bytes(32, "big"))


def public_of(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


@dataclass
class Author:
    """A key with its own chains and its own clock, in a picture of which everybody says the truth.

    `seq` and `prev` are those of the chain about the author's own work, in which trainees say most of what they say.
    """

    person_id: str
    key: Ed25519PrivateKey
    introduced: str = ""
    clock: datetime = START
    picture: PictureInMemory = field(default_factory=PictureInMemory)
    chains: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def key_id(self) -> str:
        return key_id(self.key.public_key().public_bytes_raw())

    @property
    def seq(self) -> int:
        return self.chain(work(self.person_id))[0]

    @property
    def prev(self) -> str:
        return self.chain(work(self.person_id))[1]

    def chain(self, scope: str) -> tuple[int, str]:
        """Return the number and the id of the newest entry in this scope."""
        return self.chains.get(scope, (0, self.introduced))

    def standing_at(self, seq: int, prev: str) -> "Author":
        """Return the same author, who believes to have said this much about their own work."""
        return replace(self, chains={**self.chains, work(self.person_id): (seq, prev)})

    def say(self, statement: Statement, *, after: tuple[str, ...] = (), minutes: int = 1) -> Entry:
        """Sign a statement `minutes` after the previous one."""
        self.clock += timedelta(minutes=minutes)
        kind, body = body_of(statement)
        scope = scope_of(self.picture, statement, self.person_id) or EVERYBODY
        seq, prev = self.chain(scope)
        entry = sign(
            kind, body, organisation=ORGANISATION_ID, scope=scope, key=self.key, seq=seq + 1, prev=prev, after=after,
            at=self.clock,
        )  # fmt: skip
        self.chains[scope] = (seq + 1, entry.id)
        with suppress(Refused, Held):
            apply(self.picture, statement, Signed(entry.id, self.key_id, self.person_id, self.clock))
        return entry


def service(minutes: int = 60, **changes: object) -> Service:
    """Return hours such as a trainee logs."""
    plain = {
        "on": date(2026, 3, 2),
        "minutes": minutes,
        "setting": Setting.ONE_ON_ONE,
        "activity": Activity.DIRECT,
        "channel": Channel.IN_PERSON,
        "engagement": Engagement.VOLUNTEER,
        "domains": {"advocacy": minutes},
        "site": "Harbor House",
        "supervisor_id": "sam",
    }
    return Service(**{**plain, **changes})  # type: ignore[arg-type]


@dataclass
class Cast:
    """An organisation with a coordinator (cora), two supervisors (sam, sue) and two trainees (tess, tom)."""

    cora: Author = field(default_factory=lambda: Author("cora", key_of(1)))
    others: dict[str, Author] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        cora = self.cora
        public = public_of(cora.key)
        issuer = public_of(key_of(99))
        self.add(
            cora.say(
                OrganisationFounded(
                    ORGANISATION_ID,
                    "Harbor Recovery",
                    "",
                    "cora",
                    "Cora Lind",
                    "Cora",
                    cora.key_id,
                    public,
                    "age1x",
                    issuer,
                )
            )
        )
        cora.introduced = self.entries[0].id
        roles = {"sam": Role.SUPERVISOR, "sue": Role.SUPERVISOR, "tess": Role.TRAINEE, "tom": Role.TRAINEE}
        for seed, (name, role) in enumerate(roles.items(), start=2):
            self.enrol(name, role, seed)
        for trainee in ("tess", "tom"):
            self.add(cora.say(SupervisorAssigned(trainee, "sam")))
        for person in self.others.values():
            person.clock = cora.clock

    def enrol(self, name: str, role: Role, seed: int) -> None:
        invitation = Author(name, key_of(seed + 1000), picture=self.cora.picture)
        person = Author(name, key_of(seed), picture=self.cora.picture)
        self.add(self.cora.say(PersonEnrolled(name, name.title(), name.title())))
        self.add(self.cora.say(RoleGiven(name, role)))
        invited = self.cora.say(KeyInvited(name, invitation.key_id, public_of(invitation.key)))
        self.add(invited)
        invitation.introduced, invitation.clock = invited.id, self.cora.clock
        added = invitation.say(KeyAdded(name, person.key_id, public_of(person.key), "age1x"))
        self.add(added)
        person.introduced, person.clock = added.id, invitation.clock
        self.others[name] = person

    def add(self, entry: Entry) -> Entry:
        self.entries.append(entry)
        return entry

    def __getitem__(self, name: str) -> Author:
        return self.cora if name == "cora" else self.others[name]

    def log(self, trainee: str, hours_id: str, *, version: int = 1, **changes: object) -> Entry:
        return self.add(self[trainee].say(HoursLogged(hours_id, version, service(**changes))))  # type: ignore[arg-type]

    def approve(self, supervisor: str, hours_id: str, logged: Entry, *, version: int = 1) -> Entry:
        said = HoursApproved(hours_id, version, logged.id, "I supervised these hours.", "0" * 64)
        return self.add(self[supervisor].say(said, after=(logged.id,)))
