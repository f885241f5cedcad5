"""What each trainee of the sample organisation does, and what others do for them, moment by moment."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from peertrain.domain.changes import Changed, Done
from peertrain.domain.competencies import EvidenceKind
from peertrain.domain.curriculum import Course, ModuleOutline
from peertrain.domain.hours import (
    Activity,
    Channel,
    Engagement,
    HoursLogged,
    HoursReturned,
    MeetingConfirmed,
    MeetingHeld,
    MeetingMode,
    Service,
    Setting,
)
from peertrain.domain.learning import CheckPassed
from peertrain.domain.people import AttestationMade, Role
from peertrain.domain.programmes import Programme
from peertrain.sample.answers import right_responses
from peertrain.sample.people import SamplePerson, Stage
from peertrain.sample.stage import Act
from peertrain.services import checks, competencies, learning, reflections, signoff
from peertrain.workplace.seat import Seat

DAY = timedelta(days=1)

# How far each stage has come: modules learned, hours logged and approved, meetings held, competencies rated.
_FAR = {
    Stage.EXPIRED: (4, 40, 40, 7, True),
    Stage.CERTIFIED: (4, 46, 46, 8, True),
    Stage.REISSUED: (4, 44, 44, 7, True),
    Stage.REVOKED: (4, 41, 41, 7, True),
    Stage.READY: (4, 42, 42, 7, True),
    Stage.WAITS_FOR_SIGN_OFF: (4, 42, 31, 7, True),
    Stage.MEETING_UNSIGNED: (4, 41, 41, 6, True),
    Stage.HALFWAY: (4, 22, 18, 4, False),
    Stage.RETURNED: (3, 16, 12, 3, False),
    Stage.STUCK: (2, 9, 9, 2, False),
    Stage.LEARNING: (1, 3, 0, 1, False),
    Stage.BEGINNING: (0, 0, 0, 0, False),
    Stage.INVITED: (0, 0, 0, 0, False),
}

_ANSWERS_KEPT_FROM = 2
"""The first cohort whose attempts at checks are still on their desks."""
_SERVES = 0.66
"""The share of a part in which hours are served; it begins at 0.3."""
_SETTINGS = (Setting.ONE_ON_ONE, Setting.RECOVERY_GROUP, Setting.ONE_ON_ONE, Setting.ONLINE_FORUM, Setting.WORKSHOP)
_CHANNELS = {Setting.ONLINE_FORUM: Channel.TEXT}
_SITES = ("Harbor House", "Eastside Recovery Café", "County Wellness Center")
_NOTES = {
    Setting.ONE_ON_ONE: "Talked through a plan for the first week at a new job. Listened more than I spoke.",
    Setting.RECOVERY_GROUP: "Opened and closed the group. Practiced leaving silence after a share.",
    Setting.ONLINE_FORUM: "Answered new posts and passed one on to the moderator, as agreed.",
    Setting.WORKSHOP: "Led the exercise on asking for help with eight people.",
}
_DOMAINS = ("recovery_wellness", "mentoring_education", "advocacy", "ethical_responsibility")
_REFLECTION = (
    "What stays with me is how quiet it got when somebody only listened. I used to fill every pause. This week I counted "
    "to five before I spoke, and twice the other person went on by themselves. I want to keep doing that, and to notice "
    "when I start to plan my answer instead of hearing theirs."
)
_RETURN = "Please split the time: setting up the room is preparation, not direct support."


@dataclass(frozen=True, slots=True)
class Part:
    """One trainee's part: who they are, when they begin, and with whom."""

    person: SamplePerson
    person_id: str
    supervisor_id: str
    begins: datetime
    days: int
    course: Course
    programme: Programme


def acts(part: Part) -> Iterator[Act]:
    """Yield everything that one trainee and their supervisor do."""
    modules, logged, approved, meetings, rated = _FAR[part.person.stage or Stage.BEGINNING]
    if part.person.stage is Stage.INVITED:
        return
    yield from _attest(part)
    yield from _learn(part, modules)
    yield from _serve(part, logged, approved)
    yield from _meet(part, meetings)
    if rated:
        yield from _rate(part)


def _moment(part: Part, share: float, minutes: int = 0) -> datetime:
    """Return a moment of the part by its share, 0 at the beginning and 1 at the end."""
    return part.begins + timedelta(days=part.days * share, minutes=minutes)


def signed_statement(statement: Any, changed: Changed = Changed.EVERYTHING) -> Callable[[Seat], Done[Any]]:
    return lambda seat: Done(changed, value=seat.say(statement))


def _attest(part: Part) -> Iterator[Act]:
    wanted = part.programme.attestations if part.person.stage is not Stage.BEGINNING else ()
    for number, rule in enumerate(wanted):
        if rule.by is Role.TRAINEE:
            said = AttestationMade(part.person_id, rule.kind, rule.wording, rule.by)
            yield Act(_moment(part, 0.01, number), part.person_id, signed_statement(said))


def _learn(part: Part, modules: int) -> Iterator[Act]:
    whole = part.course.modules[:modules]
    for number, module in enumerate(whole):
        yield from _learn_module(part, module, 0.02 + 0.4 * number / 4, 0.4 / 4)
    if modules < len(part.course.modules) and part.person.stage is not Stage.STUCK:
        following = part.course.modules[modules]
        for place, lesson in enumerate(following.lessons[:3]):
            yield Act(_moment(part, 0.86, place * 30), part.person_id, _read(part, lesson.id))


def _learn_module(part: Part, module: ModuleOutline, start: float, length: float) -> Iterator[Act]:
    items = len(module.lessons) + len(module.reflections) + 1
    step = length / (items + 1)
    for place, lesson in enumerate(module.lessons):
        yield Act(_moment(part, start + step * place), part.person_id, _read(part, lesson.id))
    for place, reflection in enumerate(module.reflections, start=len(module.lessons)):
        yield Act(_moment(part, start + step * place), part.person_id, _reflect(part, reflection.id))
    yield Act(_moment(part, start + step * items), part.person_id, _take_check(part, module.id))


def _read(part: Part, lesson_id: str) -> Callable[[Seat], Done[Any]]:
    course_id = part.course.course_id

    def deed(seat: Seat) -> Done[Any]:
        learning.open_item(seat, course_id=course_id, item_id=lesson_id)
        return learning.complete_lesson(seat, course_id=course_id, lesson_id=lesson_id)

    return deed


def _reflect(part: Part, reflection_id: str) -> Callable[[Seat], Done[Any]]:
    return lambda seat: reflections.write_reflection(
        seat, course_id=part.course.course_id, reflection_id=reflection_id, text=_REFLECTION
    )


def _take_check(part: Part, module_id: str) -> Callable[[Seat], Done[Any]]:
    """Answer every question; those who came long ago only passed, without their answers."""
    course_id = part.course.course_id
    if part.person.cohort < _ANSWERS_KEPT_FROM:
        return signed_statement(CheckPassed(course_id, part.course.version, module_id, 90, 1))

    def deed(seat: Seat) -> Done[Any]:
        checks.start_attempt(seat, course_id=course_id, module_id=module_id)
        for shown in checks.check(seat, course_id=course_id, module_id=module_id).shown:
            for response in right_responses(shown.question):
                checks.answer(
                    seat, course_id=course_id, module_id=module_id, question_id=shown.question.id, response=response
                )
        return checks.finish_attempt(seat, course_id=course_id, module_id=module_id)

    return deed


def _serve(part: Part, logged: int, approved: int) -> Iterator[Act]:
    """Log two hours at a time; the first ones are approved within a week."""
    count = logged // 2
    for number in range(count):
        served = _moment(part, 0.3 + _SERVES * number / max(count, 1))
        hours_id, setting = str(uuid4()), _SETTINGS[number % len(_SETTINGS)]
        said = HoursLogged(hours_id, 1, _service(part, number, served, setting))
        yield Act(served + timedelta(hours=8), part.person_id, signed_statement(said))
        if (number + 1) * 2 <= approved:
            yield Act(served + 3 * DAY, part.supervisor_id, _approve(hours_id))
        elif part.person.stage is Stage.RETURNED and number == count - 1:
            yield Act(served + 2 * DAY, part.supervisor_id, signed_statement(HoursReturned(hours_id, 1, _RETURN)))


def _service(part: Part, number: int, served: datetime, setting: Setting) -> Service:
    return Service(
        on=served.date(),
        minutes=120,
        setting=setting,
        activity=Activity.DIRECT,
        channel=_CHANNELS.get(setting, Channel.IN_PERSON),
        engagement=Engagement.VOLUNTEER,
        domains={_DOMAINS[number % 4]: 75, _DOMAINS[(number + 1) % 4]: 45},
        site=_SITES[number % len(_SITES)],
        supervisor_id=part.supervisor_id,
        start="14:00",
        note=_NOTES[setting],
    )


def _approve(hours_id: str) -> Callable[[Seat], Done[Any]]:
    def deed(seat: Seat) -> Done[Any]:
        shown = tuple(sheet.shown for sheet in signoff.sheets(seat, [hours_id]).values())
        return signoff.approve(seat, shown=shown, passphrase="")

    return deed


_TOPICS = (
    ("Listening without fixing", "Look after yourself"),
    ("Boundaries with messages at night",),
    ("Sharing your story: how much", "Ethics"),
    ("Documentation in plain words",),
)

_FOLLOW_UPS = ("Bring one moment from the group to talk about", "Read the lesson on messages at night again")


def _meet(part: Part, meetings: int) -> Iterator[Act]:
    """Hold an hour of supervision now and then; the fourth is a live observation."""
    under_way = part.person.stage in {Stage.HALFWAY, Stage.RETURNED}
    for number in range(meetings):
        held, last = _moment(part, 0.32 + 0.6 * number / meetings, 90), number == meetings - 1
        mode = MeetingMode.LIVE_OBSERVATION if number == 3 else MeetingMode.INDIVIDUAL
        meeting_id = str(uuid4())
        said = MeetingHeld(
            meeting_id, (part.person_id,), held.date(), 60, mode, Channel.IN_PERSON, _TOPICS[number % len(_TOPICS)], {},
            _FOLLOW_UPS if last and under_way else (), "", "I held this meeting as written.",
        )  # fmt: skip
        yield Act(held, part.supervisor_id, signed_statement(said))
        if not (last and part.person.stage in {Stage.MEETING_UNSIGNED, Stage.HALFWAY}):
            confirmed = MeetingConfirmed(meeting_id, "I took part in this meeting, and it is recorded as it was.")
            yield Act(held + DAY, part.person_id, signed_statement(confirmed))


def _rate(part: Part) -> Iterator[Act]:
    """The trainee rates themselves; the supervisor rates what she has observed; the trainee answers."""
    wanted = part.programme.competencies
    own = {rule.id: 2 + number % 2 for number, rule in enumerate(wanted)}
    yield Act(_moment(part, 0.5), part.person_id, lambda seat: competencies.rate_oneself(seat, levels=own))
    half = len(wanted) // 2
    for share, rules in ((0.72, wanted[:half]), (0.84, wanted[half:])):
        marks = [competencies.Mark(rule.id, max(rule.level, 3 + number % 2)) for number, rule in enumerate(rules)]
        yield Act(_moment(part, share), part.supervisor_id, _rating(part, marks, _moment(part, share)))
    yield Act(_moment(part, 0.9), part.person_id, _answer_ratings)


def _rating(part: Part, marks: list[competencies.Mark], at: datetime) -> Callable[[Seat], Done[Any]]:
    observation = competencies.Observation(
        EvidenceKind.DIRECT_OBSERVATION, at.date(), "A recovery group and the talk after it"
    )
    return lambda seat: competencies.rate(
        seat, trainee_id=part.person_id, observation=observation, marks=marks, passphrase=""
    )


def _answer_ratings(seat: Seat) -> Done[Any]:
    for rating in competencies.own_sheet(seat).unanswered[:-2]:
        competencies.acknowledge(seat, rating_id=rating.id, comment="Thank you, that matches how I felt.")
    return Done(Changed.RATINGS)
