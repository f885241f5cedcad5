"""A record of very many entries, each signed for real by its author, written to an encrypted store in one go."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import Connection, insert

from peertrain.domain.hours import Channel, MeetingConfirmed, MeetingHeld, MeetingMode
from peertrain.domain.people import Role, SupervisorAssigned
from peertrain.record.entries import Entry
from peertrain.storage.ledger import Place, Status
from peertrain.storage.tables import entries
from tests.cast import Cast

SUPERVISORS, TRAINEES = 10, 200
WEEK = timedelta(days=7)
AT_ONCE = 5000


def signed_entries(count: int) -> list[Entry]:
    """Return so many entries of an organisation's years, each after those that it rests on."""
    cast = Cast()
    pairs = list(_staff(cast))
    for author in cast.others.values():
        author.clock = cast.cora.clock
    while len(cast.entries) < count:
        for trainee, supervisor in pairs:
            _one_week(cast, trainee, supervisor)
    return cast.entries[:count]


def _staff(cast: Cast) -> Iterator[tuple[str, str]]:
    """Enrol everybody; yield each trainee with their supervisor."""
    for number in range(SUPERVISORS):
        cast.enrol(f"supervisor-{number}", Role.SUPERVISOR, 10 + number)
    for number in range(TRAINEES):
        trainee, supervisor = f"trainee-{number}", f"supervisor-{number % SUPERVISORS}"
        cast.enrol(trainee, Role.TRAINEE, 100 + number)
        cast.add(cast.cora.say(SupervisorAssigned(trainee, supervisor)))
        yield trainee, supervisor


def _one_week(cast: Cast, trainee: str, supervisor: str) -> None:
    """Three times of service, each logged and approved, and a meeting that both sign."""
    learner, teacher = cast[trainee], cast[supervisor]
    learner.clock += WEEK
    teacher.clock = max(teacher.clock, learner.clock)
    on = learner.clock.date()
    for _time in range(3):
        hours_id = str(uuid4())
        logged = cast.log(trainee, hours_id, on=on, supervisor_id=supervisor)
        cast.approve(supervisor, hours_id, logged)
    held = MeetingHeld(
        str(uuid4()), (trainee,), on, 60, MeetingMode.INDIVIDUAL, Channel.IN_PERSON, ("Ethics",), {}, (), "",
        "I held this meeting as written.",
    )  # fmt: skip
    meeting = cast.add(teacher.say(held))
    cast.add(learner.say(MeetingConfirmed(held.meeting_id, "I took part in it."), after=(meeting.id,)))


def write(connection: Connection, signed: Iterable[Entry]) -> None:
    """Write entries that are known to be right as they stand once the ledger has taken them in; `rebuild` proves it."""
    people: dict[str, str] = {}
    places: dict[str, Place] = {}
    rows = []
    for entry in signed:
        if "key_id" in entry.body:
            people[entry.body["key_id"]] = entry.body["person_id"]
        before = [places[id] for id in entry.rests_on]
        effective = max([entry.at, *(place[0] for place in before)])
        places[entry.id] = effective, 1 + max((place[1] for place in before), default=0), entry.id
        rows.append(
            {
                "id": entry.id, "key_id": entry.key_id, "scope": entry.scope, "seq": entry.seq, "kind": entry.kind,
                "person_id": people[entry.key_id], "at": entry.at, "effective": effective,
                "height": places[entry.id][1], "status": Status.APPLIED, "reason": "",
                "signed": entry.signed, "signature": entry.signature,
            }
        )  # fmt: skip
    for start in range(0, len(rows), AT_ONCE):
        connection.execute(insert(entries), rows[start : start + AT_ONCE])
