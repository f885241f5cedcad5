"""Lists of what waits for a person: hours to decide or correct, meetings to sign, ratings to answer."""

from collections.abc import Sequence

from sqlalchemy import Connection

from peertrain.domain.competencies import Rating
from peertrain.domain.hours import Hours, HoursState, Meeting
from peertrain.storage.lists import fetch
from peertrain.storage.lists.standing import meetings_with
from peertrain.storage.tables import values


def hours_waiting_for(connection: Connection, supervisor_id: str) -> list[Hours]:
    """Return the hours that wait for a supervisor's decision, the oldest first."""
    table = values[Hours]
    mine = (table.c.supervisor_id == supervisor_id, table.c.state == HoursState.SUBMITTED)
    return fetch(connection, Hours, *mine, order_by=[table.c.submitted_at, table.c.id])


def hours_returned_to(connection: Connection, trainee_id: str) -> list[Hours]:
    """Return the hours that came back to a trainee, the oldest decision first."""
    table = values[Hours]
    mine = (table.c.trainee_id == trainee_id, table.c.state == HoursState.RETURNED)
    return fetch(connection, Hours, *mine, order_by=[table.c.decided_at, table.c.id])


def meetings_held_by(connection: Connection, supervisor_id: str) -> list[Meeting]:
    """Return the meetings that a supervisor held and that stand, the oldest first."""
    table = values[Meeting]
    mine = (table.c.supervisor_id == supervisor_id, table.c.void_reason == "")
    return fetch(connection, Meeting, *mine, order_by=[table.c.on, table.c.held_at, table.c.id])


def meetings_to_sign(connection: Connection, trainee_id: str) -> list[Meeting]:
    """Return the meetings that wait for a trainee's signature, the oldest first."""
    held = meetings_with(connection, [trainee_id])[trainee_id]
    open_ones = [one for one in held if not one.void_reason and trainee_id not in one.confirmed_by]
    return sorted(open_ones, key=lambda one: (one.on, one.held_at, one.id))


def ratings_to_answer(connection: Connection, trainee_id: str) -> Sequence[Rating]:
    """Return the ratings that a trainee has not answered yet, the oldest first."""
    table = values[Rating]
    mine = (table.c.trainee_id == trainee_id, table.c.acknowledged_at.is_(None))
    return fetch(connection, Rating, *mine, order_by=[table.c.rated_at, table.c.id])
