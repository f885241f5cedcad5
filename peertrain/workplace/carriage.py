"""One look at the place of the exchange: what was packed is brought there, and what is new there is fetched.

Nothing here waits for the record, and the record does not wait for the place: packets leave by way of an outbox, a
folder on this computer into which they are put with the deed that packs them. So a crash neither loses nor forgets any.
"""

import errno
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from peertrain.domain.errors import Refused, Trouble
from peertrain.exchange.carrier import FOLDER, HUB, Carrier, Label, Lying, Unfinished
from peertrain.exchange.folder import Folder
from peertrain.exchange.hub_address import read_address
from peertrain.i18n import _
from peertrain.workplace.place import Aside, Place
from peertrain.workplace.room import full

if TYPE_CHECKING:
    from peertrain.exchange.hub import Hub

OUTBOX = "outbox"
MOST_PACKETS = 100
MOST_BYTES = 64 * 1024 * 1024
"""What is fetched at one look; the rest comes at the next one."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Who may do less at a hub than before: people who have left nothing, former coordinators only what others may."""

    left: frozenset[str] = frozenset()
    demoted: frozenset[str] = frozenset()

    @property
    def marks(self) -> tuple[str, ...]:
        """What is remembered once it is so at the hub."""
        return (*sorted(self.left), *sorted(f"{one} coordinator" for one in self.demoted))


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be known for a look: whose it is, what was taken in before, and what is only tried now and then.

    `expected` are, by person, the numbers of the packets that should still lie at the place; {} where nobody asks.
    `gone` are those whose rights at a hub have to end; nobody where that is not one's own to do.
    """

    place: Place
    organisation_id: str
    person_id: str
    key_id: str
    home: Path
    now: datetime
    size: int
    taken: frozenset[tuple[str, str]]
    aside: dict[str, Aside]
    expected: dict[str, range]
    gone: Gone = Gone()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A packet that was fetched, as it was at that moment."""

    packet: Lying
    stamp: str
    content: bytes


@dataclass(slots=True)
class Look:
    """What a look has brought: packets, and to whom packets were lost; `trouble` has ended it early."""

    given: int = 0
    fetched: list[Fetched] = field(default_factory=list)
    unfinished: int = 0
    more: bool = False
    lost: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    trouble: Trouble | Refused | None = None


@contextmanager
def carrier_at(plan: Plan) -> Iterator[Carrier]:
    """Open what carries packets at a place, for as long as one look takes."""
    if plan.place.kind == FOLDER:
        yield Folder(Path(plan.place.where), plan.organisation_id)
    elif plan.place.kind == HUB:
        with closing(hub_at(plan.place.where, plan.organisation_id, plan.person_id)) as hub:
            yield hub
    else:
        raise Refused(_("This version of PeerTrain does not know this way of exchanging. Choose another one."))


def hub_at(connection: str, organisation_id: str, person_id: str) -> "Hub":
    """Return the hub of a connection line; close it after use."""
    from peertrain.exchange.hub import Hub  # 60 ms, for those who use one

    return Hub(read_address(connection), organisation_id=organisation_id, person_id=person_id)


class _Outbox(Folder):
    """A folder of this computer, so that its trouble is that of the record's own disk."""

    def _unwritable(self, error: OSError) -> Trouble:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return full()
        return Trouble(
            _("Packets could not be made: {error}.").format(error=error.strerror or error),
            _("Check that you may write to {folder}. Nothing is lost; PeerTrain tries again by itself.").format(
                folder=self.root
            ),
        )

    def begin(self) -> None:
        try:
            self.root.mkdir(exist_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error
        super().begin()


def outbox(home: Path, organisation_id: str) -> Folder:
    """Return the folder in which packets wait until they are at the place."""
    folder = _Outbox(home / OUTBOX, organisation_id)
    folder.begin()
    return folder


def look(plan: Plan) -> Look:
    """Bring to the place what waits in the outbox, and fetch what is new there."""
    found = Look()
    try:
        with carrier_at(plan) as carrier:
            _deliver(plan, carrier, found)
            _fetch(carrier, _new(plan, carrier, found), found)
            found.lost = set(_lost(plan, carrier))
    except (Trouble, Refused) as trouble:
        found.trouble = trouble
    return found


def deliver(plan: Plan) -> Look:
    """Bring to the place what waits in the outbox."""
    found = Look()
    try:
        with carrier_at(plan) as carrier:
            _deliver(plan, carrier, found)
    except (Trouble, Refused) as trouble:
        found.trouble = trouble
    return found


def end_logins(plan: Plan) -> Trouble | Refused | None:
    """End at the hub what people may do there no more; return what was in the way."""
    if plan.gone.marks == plan.place.ended:
        return None
    from peertrain.exchange.hub_members import HubMembers

    try:
        with closing(HubMembers(read_address(plan.place.where))) as members:
            logins = [one for one in members.logins() if one.until is None]
            for person_id in {one.person_id for one in logins} & plan.gone.left:
                members.end(person_id)
            for person_id in {one.person_id for one in logins if one.coordinator} & plan.gone.demoted:
                members.end_coordinator(person_id)
    except (Trouble, Refused) as trouble:
        return trouble
    return None


def waiting(plan: Plan) -> Sequence[Lying]:
    """Return what was packed and is not at the place yet."""
    return outbox(plan.home, plan.organisation_id).written_by(plan.key_id)


def _deliver(plan: Plan, carrier: Carrier, found: Look) -> None:
    box = outbox(plan.home, plan.organisation_id)
    for packet in box.written_by(plan.key_id):
        try:
            content = box.get(packet)
        except Unfinished:  # such as a virus scanner that looks at it right now
            continue
        carrier.put(packet.label, content)
        box.remove(packet.label)
        found.given += 1


def _new(plan: Plan, carrier: Carrier, found: Look) -> Iterator[Lying]:
    """Yield what was not taken in yet and is due, what was never tried first; of the copies of a packet only one."""
    lying = carrier.lying_for(plan.person_id)
    found.names.update([one.name for one in lying])
    new = [one for one in lying if (one.label.key_id, one.label.packet_id) not in plan.taken]
    labels: set[Label] = set()
    for one in sorted(new, key=lambda one: one.name in plan.aside):
        if one.label in labels or one.label.key_id == plan.key_id or not _is_due(plan, carrier, one):
            continue
        if one.label.packet_id:
            labels.add(one.label)
        yield one


def _is_due(plan: Plan, carrier: Carrier, packet: Lying) -> bool:
    before = plan.aside.get(packet.name)
    return (
        before is None
        or plan.now < before.until
        or before.stamp != carrier.stamp(packet)
        or (before.size is not None and before.size != plan.size)
    )


def _fetch(carrier: Carrier, packets: Iterable[Lying], found: Look) -> None:
    room = MOST_BYTES
    for packet in packets:
        if len(found.fetched) == MOST_PACKETS or room <= 0:
            found.more = True
            return
        try:
            stamp = carrier.stamp(packet)
            content = carrier.get(packet)
        except Unfinished:
            found.unfinished += 1
            continue
        room -= len(content)
        found.fetched.append(Fetched(packet, stamp, content))


def _lost(plan: Plan, carrier: Carrier) -> Iterator[str]:
    """Yield to whom a packet went that nobody has confirmed and that does not lie at the place any more."""
    for to_id, numbers in plan.expected.items():
        if numbers and not set(numbers) <= carrier.numbers(plan.key_id, to_id):
            yield to_id
