"""A coordinator's month: what a thousand trainees and their supervisors did, taken in packet by packet as the program does."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.exchange import seconds
from benchmarks.figures import Figure
from peertrain.domain.people import KeyInvited, PersonEnrolled, Role, RoleGiven, SupervisorAssigned
from peertrain.exchange.invitations import Invitation, seal_invitation
from peertrain.exchange.packets import FORMAT, Header, seal
from peertrain.exchange.payload import Payload
from peertrain.record.entries import Entry, key_id
from peertrain.record.passphrases import LOWEST_COST, five_words
from peertrain.services import taking
from peertrain.storage.lists.people import keys_of
from peertrain.workplace.workplace import Workplace
from tests.cast import ORGANISATION_ID, Author, Cast, public_of

TRAINEES, PER_TRAINEE, SUPERVISORS = 1000, 50, 50


def measure(folder: Path, *, trainees: int = TRAINEES) -> Iterator[Figure]:
    """Take in what everybody did in a month, one packet of each trainee after the other: all overlap in time."""
    cast = Cast()
    _enrol(cast, trainees)
    dana = Coordinator(folder / "Dana", cast)
    packets = [dana.packet_from(cast[name], entries) for name, entries in _month(cast, trainees)]
    dana.now = max(entry.at for entry in cast.entries) + timedelta(days=1)
    each = [seconds(partial(dana.take, content)) for content in packets]
    dana.workplace.lock()
    yield Figure(f"A month of {trainees:,} trainees, {dana.applied:,} entries", (sum(each),), "s")
    yield Figure("One packet of it", tuple(1000 * one for one in each), "ms")


class Coordinator:
    """Dana, who joins the cast from a computer of her own and takes packets in there."""

    def __init__(self, folder: Path, cast: Cast) -> None:
        self.applied = 0
        once, box, words = Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate(), five_words()
        key, public = key_id(once.public_key().public_bytes_raw()), public_of(once)
        for said in (
            PersonEnrolled("dana", "Dana Whitfield", "Dana"),
            RoleGiven("dana", Role.COORDINATOR),
            KeyInvited("dana", key, public, str(box.to_public()), elsewhere=True),
        ):
            cast.add(cast.cora.say(said))
        self.now = cast.cora.clock + timedelta(minutes=1)
        invitation = Invitation(
            ORGANISATION_ID, "Harbor Recovery", cast.entries[0].id, "dana", "Dana", once.private_bytes_raw(), str(box),
            date(2199, 1, 1), Payload(tuple(cast.entries), {}),
        )  # fmt: skip
        self.workplace = Workplace(folder, clock=self._clock, cost=LOWEST_COST)
        self.workplace.join(seal_invitation(invitation, words=words), words=words)
        self.workplace.choose_passphrase("seven quiet boats in the morning")
        self._boxes = self.workplace.read(
            lambda seat: [one.box_public for one in keys_of(seat.connection, "dana") if one.until is None][-1:]
        )

    def _clock(self) -> datetime:
        return self.now

    def packet_from(self, author: Author, entries: list[Entry]) -> bytes:
        """Return a packet to Dana, such as a trainee's program makes."""
        header = Header(
            FORMAT, uuid4().hex, ORGANISATION_ID, author.person_id, author.key_id, "dana", 1, {}, 0, 0, "", author.clock,
            None,
        )  # fmt: skip
        return seal(header, Payload(tuple(entries), {}), key=author.key, boxes=self._boxes)

    def take(self, content: bytes) -> None:
        """Take a packet in; every entry in it has to count."""
        taken = taking.take(self.workplace, content=content, name="by itself").value
        if taken is None or taken.applied != taken.entries or taken.warnings:
            raise AssertionError(f"an entry was not applied: {taken}")
        self.applied += taken.applied


def _enrol(cast: Cast, trainees: int) -> None:
    for number in range(SUPERVISORS):
        cast.enrol(f"s{number}", Role.SUPERVISOR, 10 + number)
    for number in range(trainees):
        cast.enrol(f"t{number}", Role.TRAINEE, 2000 + number)
        cast.add(cast.cora.say(SupervisorAssigned(f"t{number}", f"s{number % SUPERVISORS}")))


def _month(cast: Cast, trainees: int) -> Iterator[tuple[str, list[Entry]]]:
    """Let each trainee work for a month; yield for each their hours and the approvals."""
    begins = cast.cora.clock + timedelta(hours=1)
    made: defaultdict[str, list[Entry]] = defaultdict(list)
    for number in range(trainees):
        learner, teacher, name = cast[f"t{number}"], cast[f"s{number % SUPERVISORS}"], f"t{number}"
        learner.clock = teacher.clock = begins + timedelta(seconds=number)
        for time_of in range(PER_TRAINEE // 2):
            learner.clock = teacher.clock = max(learner.clock, teacher.clock) + timedelta(days=1)
            logged = cast.log(name, f"{name}-{time_of}", on=learner.clock.date(), supervisor_id=teacher.person_id)
            made[name] += [logged, cast.approve(teacher.person_id, f"{name}-{time_of}", logged)]
    yield from made.items()
