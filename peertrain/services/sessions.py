"""Live training sessions: recording them with who was there, and the list of those recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed, Done
from peertrain.domain.curriculum import ModuleOutline
from peertrain.domain.errors import Refused
from peertrain.domain.learning import Delivery, Session, SessionHeld, module_key
from peertrain.domain.namesakes import told_apart
from peertrain.domain.people import Role
from peertrain.i18n import _, ngettext
from peertrain.storage.lists import fetch_by_ids
from peertrain.storage.lists.learning import courses_in_use
from peertrain.storage.lists.people import names_of, with_role
from peertrain.storage.lists.programmes import session_ids
from peertrain.workplace.seat import Seat


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A live session and the names of those who were there."""

    session: Session
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LiveModule:
    """A module in use with a live part, by the key under which a session names it."""

    key: str
    course: str
    module: ModuleOutline


def live_modules(seat: Seat) -> tuple[LiveModule, ...]:
    """Return the modules of the courses in use that have a live part, in their order."""
    return tuple(
        LiveModule(module_key(course.course_id, module.id), course.title, module)
        for course in courses_in_use(seat.connection).values()
        for module in course.modules
        if module.live
    )


def hold_session(
    seat: Seat,
    *,
    title: str,
    on: date,
    minutes: int,
    delivery: Delivery,
    domains: Mapping[str, int],
    trainee_ids: Sequence[str],
    module: str = "",
) -> Done[None]:
    """Record a live training session and who was there; it counts as training hours for each of them.

    `module` is the key of the `LiveModule` whose live part it was.
    """
    said = SessionHeld(str(uuid4()), title, on, minutes, delivery, dict(domains), tuple(trainee_ids), module)
    seat.say(said)
    kept = seat.picture.find(Session, said.session_id)
    if kept is None or kept.trainee_ids != said.trainee_ids:
        raise Refused(_("Only trainees can be recorded as present."))
    count = len(trainee_ids)
    words = ngettext(
        "The session is recorded: {time} for {count} trainee.",
        "The session is recorded: {time} for each of {count} trainees.",
        count,
    ).format(time=in_words(minutes), count=count)
    return Done(Changed.LEARNING | Changed.HISTORY, words)


def held_session_ids(seat: Seat, words: str = "") -> list[str]:
    """Return the ids of the live sessions with every word in title or names, newest first, to a coordinator."""
    seat.check_coordinator()
    return session_ids(seat.connection, words)


def held_sessions(seat: Seat, ids: Sequence[str]) -> dict[str, HeldSession]:
    """Return these live sessions by id, with the names of those who were there, to a coordinator."""
    seat.check_coordinator()
    found = fetch_by_ids(seat.connection, Session, ids)
    people = names_of(seat.connection, {id for one in found.values() for id in one.trainee_ids})
    return {
        id: HeldSession(one, tuple(people.get(person_id, "") for person_id in one.trainee_ids))
        for id, one in found.items()
    }


def trainees_now(seat: Seat) -> dict[str, str]:
    """Return everybody who is a trainee now, by id, with a name that nobody else there has, to a coordinator."""
    seat.check_coordinator()
    return told_apart(with_role(seat.connection, Role.TRAINEE))
