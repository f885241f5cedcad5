"""Lists of everything in the record that standing rests on, for one trainee or for all of them, in a few queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, String, bindparam, func, select, type_coerce

from peertrain.domain.competencies import Rating, SelfRating
from peertrain.domain.curriculum import Course
from peertrain.domain.exams import ExamResult
from peertrain.domain.facts import Case, counted_training
from peertrain.domain.hours import Hours, Meeting
from peertrain.domain.learning import Done, Session
from peertrain.domain.people import Attestation, Person, Role
from peertrain.domain.picture import V
from peertrain.domain.programmes import AdoptedProgramme, programme_key
from peertrain.domain.requirements import Facts
from peertrain.storage.lists import fetch
from peertrain.storage.lists.people import with_role
from peertrain.storage.picture import value_of
from peertrain.storage.tables import values

_MOST_NAMED = 500
"""Up to how many trainees a query names; for more, it reads the whole table."""

Groups = dict[str, list[V]]


def trainees(connection: Connection, *, supervisor_id: str = "") -> list[Person]:
    """Return everybody who is a trainee now, or those of one supervisor, by name."""
    mine = with_role(connection, Role.TRAINEE)
    return [one for one in mine if not supervisor_id or supervisor_id in one.supervisors]


def cases(connection: Connection, people: Sequence[Person]) -> list[Case]:
    """Return each place of these trainees on a programme with what is known toward it."""
    ids = [one.id for one in people]
    programmes = {one.id: one.programme for one in fetch(connection, AdoptedProgramme)}
    courses = fetch(connection, Course)
    hours = _by_person(connection, Hours, "trainee_id", ids)
    done = _by_person(connection, Done, "trainee_id", ids)
    ratings = _by_person(connection, Rating, "trainee_id", ids)
    own = _by_person(connection, SelfRating, "trainee_id", ids)
    attestations = _by_person(connection, Attestation, "subject_id", ids)
    exams = _by_person(connection, ExamResult, "person_id", ids)
    meetings = _by_everybody_there(connection, Meeting, ids, lambda meeting: meeting.trainee_ids)
    sessions = _by_everybody_there(connection, Session, ids, lambda held: held.trainee_ids)
    found = []
    for person in people:
        training = counted_training(courses, done[person.id], sessions[person.id])
        for enrolment in person.enrolments:
            programme = programmes.get(programme_key(enrolment.programme_id, enrolment.programme_version))
            if programme is None:
                continue
            facts = Facts(
                person, enrolment, training, tuple(hours[person.id]), tuple(meetings[person.id]),
                tuple(ratings[person.id]), tuple(own[person.id]), tuple(attestations[person.id]),
                tuple(exams[person.id]), tuple(done[person.id]),
            )  # fmt: skip
            found.append(Case(programme, facts))
    return found


def meetings_with(connection: Connection, trainee_ids: Sequence[str]) -> Groups[Meeting]:
    """Return the supervision meetings in which these trainees took part, by trainee."""
    return _by_everybody_there(connection, Meeting, trainee_ids, lambda meeting: meeting.trainee_ids)


def _by_person(connection: Connection, cls: type[V], column: str, ids: Sequence[str]) -> Groups[V]:
    few = len(ids) <= _MOST_NAMED
    groups: Groups[V] = defaultdict(list)
    for row in connection.execute(_of_people(cls, column, few=few), {"ids": ids} if few else {}).all():
        value = value_of(cls, row)
        groups[getattr(value, column)].append(value)
    return groups


@cache
def _of_people(cls: type, column: str, *, few: bool) -> Select[Any]:
    """Return the query for the values of some people or of all; made once, as making it takes longer than the answer."""
    table = values[cls]
    columns = [_newest_event(one) if one.name == "events" else one for one in table.c]
    query = select(*columns).order_by(table.c.id)
    return query.where(table.c[column].in_(bindparam("ids", expanding=True))) if few else query


def _newest_event(events: Column[Any]) -> ColumnElement[Any]:
    """Return the newest of an entry's events alone: standing asks for no other."""
    newest = func.coalesce(func.json_extract(type_coerce(events, String), "$[#-1]"), "")
    return type_coerce(func.concat("[", newest, "]"), events.type)


def _by_everybody_there(
    connection: Connection, cls: type[V], ids: Sequence[str], people_of: Callable[[V], Iterable[str]]
) -> Groups[V]:
    few = len(ids) <= _MOST_NAMED
    groups: Groups[V] = defaultdict(list)
    for row in connection.execute(_where_present(cls, few=few), {"ids": ids} if few else {}).all():
        value = value_of(cls, row)
        for id in people_of(value):
            groups[id].append(value)
    return groups


@cache
def _where_present(cls: type, *, few: bool) -> Select[Any]:
    table = values[cls]
    query = select(table).order_by(table.c.id)
    there = func.json_each(table.c.trainee_ids).table_valued("value")
    named = select(there.c.value).where(there.c.value.in_(bindparam("ids", expanding=True))).exists()
    return query.where(named) if few else query
