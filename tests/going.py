"""Short ways to bring a trainee forward on a programme, signed by the people of an office."""

from datetime import date, timedelta
from uuid import uuid4

from peertrain.courseware.programme_files import load_programme
from peertrain.domain.competencies import CompetencyRated, CompetencySelfRated, EvidenceKind
from peertrain.domain.hours import (
    Activity,
    Channel,
    Engagement,
    HoursApproved,
    HoursLogged,
    HoursReturned,
    MeetingConfirmed,
    MeetingHeld,
    MeetingMode,
    Service,
    Setting,
)
from peertrain.domain.programmes import Programme, ProgrammeAdopted, TraineeEnrolled
from peertrain.places import shipped
from tests.office import Office

STARTED = date(2026, 9, 7)


def foundations() -> Programme:
    """Return the short programme that comes with the program."""
    return load_programme(shipped("curricula", "programmes", "peertrain-foundations.yaml"))


def put_on_programme(office: Office, *names: str, programme: Programme | None = None) -> Programme:
    """Adopt a programme and enrol trainees on it."""
    adopted = programme or foundations()
    office.say(
        "Dana",
        ProgrammeAdopted(adopted),
        *(TraineeEnrolled(office.ids[name], adopted.id, adopted.version, STARTED, STARTED) for name in names),
    )
    return adopted


def log(office: Office, trainee: str, on: date, minutes: int = 120, **changes: object) -> str:
    """Let a trainee send hours to Renee; return their id."""
    said = {
        "setting": Setting.RECOVERY_GROUP,
        "activity": Activity.DIRECT,
        "channel": Channel.IN_PERSON,
        "engagement": Engagement.VOLUNTEER,
        "domains": {"recovery_wellness": minutes},
        "site": "Harbor House",
        "supervisor_id": office.ids["Renee"],
        **changes,
    }
    hours_id = str(uuid4())
    if office.clock.now.date() < on:
        office.clock.to(on)
    office.say(trainee, HoursLogged(hours_id, 1, Service(on=on, minutes=minutes, **said)))  # type: ignore[arg-type]
    return hours_id


def approve(office: Office, *hours_ids: str) -> None:
    """Let Renee sign hours off."""
    from peertrain.domain.hours import Hours

    for id in hours_ids:
        hours = office.ask("Renee", lambda seat, id=id: seat.picture.find(Hours, id))  # type: ignore[misc]
        assert hours is not None
        sentence = "I supervised these hours and they are true as written."
        office.say("Renee", HoursApproved(id, hours.version, hours.entry_id, sentence, "0" * 64))


def give_back(office: Office, hours_id: str, reason: str) -> None:
    office.say("Renee", HoursReturned(hours_id, 1, reason))


def meet(office: Office, *trainees: str, on: date, minutes: int = 60, signed: bool = True, **changes: object) -> str:
    """Let Renee hold a supervision meeting, which the trainees sign unless they have not yet."""
    if office.clock.now.date() < on:
        office.clock.to(on)
    mode = MeetingMode.GROUP if len(trainees) > 1 else MeetingMode.INDIVIDUAL
    said = {
        "mode": mode,
        "channel": Channel.VIDEO,
        "topics": ("Boundaries",),
        "domains": {},
        "follow_ups": (),
        "note": "",
        "sentence": "We met as written.",
        **changes,
    }
    meeting_id = str(uuid4())
    there = tuple(office.ids[name] for name in trainees)
    office.say("Renee", MeetingHeld(meeting_id, there, on, minutes, **said))  # type: ignore[arg-type]
    for name in trainees if signed else ():
        office.say(name, MeetingConfirmed(meeting_id, "We met as written."))
    return meeting_id


def rated(office: Office, trainee: str, levels: dict[str, int | None], on: date) -> None:
    """Let Renee rate what she saw."""
    if office.clock.now.date() < on:
        office.clock.to(on)
    seen, trainee_id = EvidenceKind.DIRECT_OBSERVATION, office.ids[trainee]
    office.say(
        "Renee",
        *(
            CompetencyRated(str(uuid4()), trainee_id, id, level, seen, on, "Thursday recovery group", "", "I saw it.")
            for id, level in levels.items()
        ),
    )


def rated_oneself(office: Office, trainee: str, levels: dict[str, int]) -> None:
    office.say(trainee, *(CompetencySelfRated(id, level) for id, level in levels.items()))


def weeks(first: date, count: int) -> list[date]:
    """Return the same weekday in so many weeks."""
    return [first + timedelta(weeks=number) for number in range(count)]
