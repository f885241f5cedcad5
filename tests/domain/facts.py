"""Short ways to write down what a trainee did and to ask where they stand, for tests of standing."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from peertrain.domain.competencies import EvidenceKind, Rating
from peertrain.domain.hours import (
    Activity,
    Channel,
    Engagement,
    Event,
    Hours,
    HoursState,
    Meeting,
    MeetingMode,
    Service,
    Setting,
)
from peertrain.domain.learning import Delivery, Training
from peertrain.domain.people import Attestation, Enrolment, Person, Role
from peertrain.domain.programmes import Programme, ProgrammeKind, ProgrammeSource, Tag
from peertrain.domain.requirements import Facts, RequirementStanding
from peertrain.domain.standing import standing

HOUR = 60
TODAY = date(2026, 6, 30)
STARTED = date(2026, 1, 5)
TESS = Person("tess", "Tess Marlow", "Tess", datetime(2026, 1, 5, tzinfo=UTC), supervisors=("sam", "sue"))


def programme(**rules: object) -> Programme:
    plain = {
        "id": "p",
        "version": "1",
        "title": "A programme",
        "short_title": "P",
        "jurisdiction": "Nowhere",
        "kind": ProgrammeKind.COMPLETION,
        "statement": "It is not a certification.",
        "sources": (ProgrammeSource("Ourselves", "here", Tag.DERIVED),),
    }
    return Programme(**{**plain, **rules})  # type: ignore[arg-type]


def facts(**known: object) -> Facts:
    enrolment = known.pop("enrolment", Enrolment("p", "1", STARTED))
    return Facts(TESS, enrolment, **known)  # type: ignore[arg-type]


def at(on: date, clock: time = time(18)) -> datetime:
    return datetime.combine(on, clock, UTC)


def hours(  # noqa: PLR0917  # positional in the order of how a log is read
    id: str,
    on: date = TODAY,
    minutes: int = 60,
    start: str = "",
    state: HoursState = HoursState.APPROVED,
    setting: Setting = Setting.ONE_ON_ONE,
    **service: object,
) -> Hours:
    plain: dict[str, object] = {
        "activity": Activity.DIRECT,
        "channel": Channel.IN_PERSON,
        "engagement": Engagement.VOLUNTEER,
        "domains": {"advocacy": minutes},
        "site": "Harbor House",
        "supervisor_id": "sam",
    }
    said = Service(on=on, minutes=minutes, setting=setting, start=start, **{**plain, **service})  # type: ignore[arg-type]
    return Hours(
        id, "tess", said.supervisor_id, on, minutes, state, 1, said, f"e-{id}", at(on),
        events=(Event("sent", at(on), "tess", "", f"e-{id}"),),
    )  # fmt: skip


def reopened(entry: Hours, reason: str = "The date was wrong.") -> Hours:
    """Return approved hours after the supervisor has made the approval void."""
    event = Event("reopened", at(entry.on), entry.supervisor_id, reason, f"r-{entry.id}")
    return replace(entry, state=HoursState.RETURNED, reason=reason, events=(*entry.events, event))


def meeting(
    id: str, on: date = TODAY, minutes: int = 60, mode: MeetingMode = MeetingMode.INDIVIDUAL, **more: object
) -> Meeting:
    people = ("tess", "tom") if mode is MeetingMode.GROUP else ("tess",)
    plain: dict[str, object] = {
        "supervisor_id": "sam",
        "trainee_ids": people,
        "channel": Channel.VIDEO,
        "topics": (),
        "domains": {},
        "follow_ups": (),
        "note": "",
        "confirmed_by": people,
    }
    return Meeting(
        id=id, on=on, minutes=minutes, mode=mode, entry_id=f"e-{id}", held_at=at(on), **{**plain, **more}  # type: ignore[arg-type]
    )  # fmt: skip


def training(
    id: str, minutes: int, delivery: Delivery = Delivery.SELF_PACED, on: date = STARTED, **domains: int
) -> Training:
    return Training(f"Module {id}", on, minutes, delivery, domains or {"advocacy": minutes}, (f"e-{id}",))


def rating(
    id: str, competency: str, level: int | None, evidence: EvidenceKind = EvidenceKind.DIRECT_OBSERVATION,
    on: date = TODAY,
) -> Rating:  # fmt: skip
    return Rating(id, "tess", "sam", competency, level, evidence, on, "a group", "", at(on), f"e-{id}")


def attestation(kind: str, by: Role = Role.COORDINATOR, wording: str = "So it is.") -> Attestation:
    return Attestation(f"tess/{kind}/{by}", "tess", kind, wording, "cora", by, TODAY, f"e-{kind}")


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def on(rules: Programme, id: str, **known: object) -> RequirementStanding:
    """Return how the trainee stands on one requirement today."""
    return standing(rules, facts(**known), TODAY).find(id)


def reasons(found: RequirementStanding) -> dict[str, str]:
    """Return why what does not count does not, by entry."""
    return {one.entry_id: one.reason for one in found.not_counted}
