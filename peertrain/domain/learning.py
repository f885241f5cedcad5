"""What a trainee has learned: lessons, reflections, checks, live training; and the completion rule in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from peertrain.domain.amounts import Minutes, Split, check_quarters, check_split
from peertrain.domain.curriculum import Course, ModuleOutline
from peertrain.domain.errors import Held, Refused
from peertrain.domain.hours import check_day
from peertrain.domain.people import Person, Role, author, author_as, known_person, supervised, taking_part
from peertrain.domain.picture import Picture, Rule, Signed
from peertrain.i18n import _, ngettext


class Delivery(StrEnum):
    """How training was given; only the live ones count toward a live share."""

    IN_PERSON = "in person"
    LIVE_ONLINE = "live online"
    SELF_PACED = "self-paced"


class ItemKind(StrEnum):
    LESSON = "lesson"
    REFLECTION = "reflection"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Done:
    """An item of a module that a trainee has completed; `score` is in per cent, for checks only."""

    id: str
    trainee_id: str
    course_id: str
    course_version: str
    module_id: str
    kind: ItemKind
    item_id: str
    at: datetime
    score: int | None
    entry_id: str


@dataclass(frozen=True, slots=True)
class Session:
    """A live training session that a coordinator has recorded, with who was there.

    `module` is the `module_key` of the module whose live part it was, or "".
    """

    id: str
    title: str
    on: date
    minutes: Minutes
    delivery: Delivery
    domains: Split
    trainee_ids: tuple[str, ...]
    entry_id: str
    module: str = ""


@dataclass(frozen=True, slots=True)
class MoreAttempts:
    """How many attempts at a module's check a trainee was allowed beyond those of the course; `reason` is the newest."""

    id: str
    trainee_id: str
    course_id: str
    module_id: str
    attempts: int
    reason: str
    by_id: str
    entry_id: str


# Statements


@dataclass(frozen=True, slots=True)
class LessonCompleted:
    course_id: str
    course_version: str
    module_id: str
    lesson_id: str


@dataclass(frozen=True, slots=True)
class ReflectionWritten:
    """That a reflection was written; what it says stays sealed on the person's own desk."""

    course_id: str
    course_version: str
    module_id: str
    reflection_id: str


@dataclass(frozen=True, slots=True)
class CheckPassed:
    """A module's check, passed with `score` per cent at the `attempt`-th try."""

    course_id: str
    course_version: str
    module_id: str
    score: int
    attempt: int


@dataclass(frozen=True, slots=True)
class AttemptsAllowed:
    """Somebody who trains them allows a trainee so many more attempts at a module's check.

    It holds in every version of the course; `module_title` is what they read when they allowed it.
    """

    trainee_id: str
    course_id: str
    module_id: str
    attempts: int
    reason: str
    module_title: str = ""


@dataclass(frozen=True, slots=True)
class SessionHeld:
    session_id: str
    title: str
    on: date
    minutes: Minutes
    delivery: Delivery
    domains: Split
    trainee_ids: tuple[str, ...]
    module: str = ""


MOST_ATTEMPTS_AT_ONCE = 5

# Rules


def done_id(trainee_id: str, course_id: str, item_id: str) -> str:
    """Return the id under which a completed item is kept; it does not depend on the course's version."""
    return f"{trainee_id}/{course_id}/{item_id}"


def module_key(course_id: str, module_id: str) -> str:
    """Return the key under which a live session names the module that it was a part of, whatever its version."""
    return f"{course_id}/{module_id}"


def check_item(module_id: str) -> str:
    """Return the item id of a module's check."""
    return f"{module_id}.check"


def more_attempts(picture: Picture, trainee_id: str, course_id: str, module_id: str) -> MoreAttempts | None:
    """Return what a trainee was allowed beyond the attempts of the course, if anything."""
    return picture.find(MoreAttempts, done_id(trainee_id, course_id, check_item(module_id)))


def attempts_allowed(picture: Picture, module: ModuleOutline, trainee_id: str, course_id: str) -> int:
    """Return how many attempts at a module's check a trainee has in all; 0 means as many as needed."""
    more = more_attempts(picture, trainee_id, course_id, module.id)
    return module.check.attempts + (more.attempts if more and module.check.attempts else 0)


def _allow_attempts(picture: Picture, said: AttemptsAllowed, signed: Signed) -> None:
    by, trainee = author(picture, signed), known_person(picture, said.trainee_id)
    if not by.has(Role.COORDINATOR):
        supervised(picture, signed, trainee.id)
    if by.id == trainee.id:
        raise Refused(_("Nobody can sign for their own work."))
    if not trainee.has(Role.TRAINEE):
        raise Refused(_("{name} is no longer a trainee.").format(name=trainee.preferred_name))
    if not 1 <= said.attempts <= MOST_ATTEMPTS_AT_ONCE:
        raise Refused(_("Allow 1 to {most} attempts at a time.").format(most=MOST_ATTEMPTS_AT_ONCE))
    if not said.reason.strip():
        raise Refused(_("Say why more attempts are allowed."))
    before = more_attempts(picture, trainee.id, said.course_id, said.module_id)
    picture.put(
        MoreAttempts(
            done_id(trainee.id, said.course_id, check_item(said.module_id)), trainee.id, said.course_id,
            said.module_id, said.attempts + (before.attempts if before else 0), said.reason.strip(), by.id,
            signed.entry_id,
        )
    )  # fmt: skip


def _module(picture: Picture, said: LessonCompleted | ReflectionWritten | CheckPassed, signed: Signed) -> ModuleOutline:
    author_as(picture, signed, Role.TRAINEE)
    course = picture.find(Course, f"{said.course_id}@{said.course_version}")
    if course is None:
        raise Held(_("The course it is about is not known here yet."))
    for module in course.modules:
        if module.id == said.module_id:
            return module
    raise Refused(_("The course has no such module."))


def _complete_lesson(picture: Picture, said: LessonCompleted, signed: Signed) -> None:
    module = _module(picture, said, signed)
    if said.lesson_id not in {lesson.id for lesson in module.lessons}:
        raise Refused(_("The module has no such lesson."))
    _done(picture, said, signed, ItemKind.LESSON, said.lesson_id)


def _write_reflection(picture: Picture, said: ReflectionWritten, signed: Signed) -> None:
    module = _module(picture, said, signed)
    if said.reflection_id not in {reflection.id for reflection in module.reflections}:
        raise Refused(_("The module has no such reflection."))
    _done(picture, said, signed, ItemKind.REFLECTION, said.reflection_id)


def _pass_check(picture: Picture, said: CheckPassed, signed: Signed) -> None:
    module = _module(picture, said, signed)
    if said.attempt < 1:
        raise Refused(_("The first attempt is number 1."))
    if not module.check.pass_mark <= said.score <= 100:
        raise Refused(_("The score is below the pass mark of {mark} %.").format(mark=module.check.pass_mark))
    allowed = attempts_allowed(picture, module, signed.person_id, said.course_id)
    if allowed and said.attempt > allowed:
        raise Refused(_("All {attempts} attempts are used.").format(attempts=allowed))
    _done(picture, said, signed, ItemKind.CHECK, check_item(said.module_id), score=said.score)


def _done(
    picture: Picture,
    said: LessonCompleted | ReflectionWritten | CheckPassed,
    signed: Signed,
    kind: ItemKind,
    item_id: str,
    *,
    score: int | None = None,
) -> None:
    trainee = author_as(picture, signed, Role.TRAINEE)
    id = done_id(trainee.id, said.course_id, item_id)
    if picture.find(Done, id) is not None:
        raise Refused(_("This is already done."))
    picture.put(
        Done(
            id, trainee.id, said.course_id, said.course_version, said.module_id, kind, item_id, signed.at, score,
            signed.entry_id,
        )
    )  # fmt: skip


def _check_trainee(person: Person) -> None:
    if not person.has(Role.TRAINEE):
        raise Refused(_("Only trainees can be recorded as present."))


def _hold_session(picture: Picture, said: SessionHeld, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    check_quarters(said.minutes)
    check_split(said.domains, said.minutes)
    check_day(said.on, signed.at)
    if not said.title.strip() or not said.trainee_ids:
        raise Refused(_("Give the session a title and say who was there."))
    if len(set(said.trainee_ids)) != len(said.trainee_ids):
        raise Refused(_("Choose who took part, each person once."))
    if signed.person_id in said.trainee_ids:
        raise Refused(_("Nobody can sign for their own work."))
    there = taking_part(picture, said.trainee_ids, _check_trainee)
    if picture.find(Session, said.session_id) is not None:
        raise Refused(_("This session is already recorded."))
    picture.put(
        Session(
            said.session_id, said.title.strip(), said.on, said.minutes, said.delivery, said.domains,
            there, signed.entry_id, said.module,
        )
    )  # fmt: skip


RULES: dict[type, Rule] = {
    LessonCompleted: _complete_lesson,
    ReflectionWritten: _write_reflection,
    CheckPassed: _pass_check,
    AttemptsAllowed: _allow_attempts,
    SessionHeld: _hold_session,
}


# Completion


@dataclass(frozen=True, slots=True)
class Training:
    """Training time that counts for a trainee: a completed module or a live session attended."""

    title: str
    on: date
    minutes: Minutes
    delivery: Delivery
    domains: Split
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """How far a trainee is in a module, and which items are missing."""

    module: ModuleOutline
    done: tuple[Done, ...]
    missing_lessons: tuple[str, ...]
    missing_reflections: tuple[str, ...]
    check_missing: bool

    @property
    def complete(self) -> bool:
        return not (self.missing_lessons or self.missing_reflections or self.check_missing)

    @property
    def share(self) -> float:
        """The share of the module's items that are done, 0 to 1."""
        total = len(self.module.lessons) + len(self.module.reflections) + 1
        missing = len(self.missing_lessons) + len(self.missing_reflections) + self.check_missing
        return (total - missing) / total


def progress(module: ModuleOutline, done: Iterable[Done]) -> ModuleProgress:
    """Return how far a trainee is in a module, from everything that the trainee has done in its course."""
    mine = {one.item_id: one for one in done if one.module_id == module.id}
    known = {lesson.id for lesson in module.lessons} | {one.id for one in module.reflections} | {check_item(module.id)}
    return ModuleProgress(
        module,
        tuple(one for id, one in mine.items() if id in known),
        tuple(lesson.id for lesson in module.lessons if lesson.id not in mine),
        tuple(reflection.id for reflection in module.reflections if reflection.id not in mine),
        check_item(module.id) not in mine,
    )


def rule_in_words(module: ModuleOutline) -> str:
    """Say what has to be done for the module to be complete."""
    lessons, reflections = len(module.lessons), len(module.reflections)
    parts = [ngettext("read the lesson", "read the {count} lessons", lessons).format(count=lessons)]
    if module.reflections:
        words = ngettext("write the reflection", "write the {count} reflections", reflections)
        parts.append(words.format(count=reflections))
    parts.append(_("pass the check with {mark} % or more").format(mark=module.check.pass_mark))
    return _("To complete this module, {parts}.").format(parts=_(", and ").join([", ".join(parts[:-1]), parts[-1]]))
