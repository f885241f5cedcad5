"""Lists of programmes, exam results and live sessions."""

from sqlalchemy import ColumnElement, Connection, func, or_, select

from peertrain.domain.exams import ExamResult
from peertrain.domain.learning import Session
from peertrain.domain.people import Person
from peertrain.domain.programmes import AdoptedProgramme
from peertrain.storage.lists import fetch, fetch_ids
from peertrain.storage.tables import values


def adopted_programmes(connection: Connection) -> list[AdoptedProgramme]:
    """Return every version of a programme that was ever adopted."""
    table = values[AdoptedProgramme]
    return fetch(connection, AdoptedProgramme, order_by=[table.c.id])


def exam_result_ids(connection: Connection, words: str = "") -> list[str]:
    """Return the ids of the exam results of those whose names have every word, newest first."""
    table, person = values[ExamResult], values[Person]
    fit = [_named(person.c.id == table.c.person_id, word) for word in words.split()]
    return fetch_ids(connection, ExamResult, *fit, order_by=[table.c.on.desc(), table.c.id])


def exam_results(connection: Connection, person_id: str = "") -> list[ExamResult]:
    """Return the exam results of one person or of everybody, newest first."""
    table = values[ExamResult]
    conditions = [table.c.person_id == person_id] if person_id else []
    return fetch(connection, ExamResult, *conditions, order_by=[table.c.on.desc(), table.c.id])


def session_ids(connection: Connection, words: str = "") -> list[str]:
    """Return the ids of the live sessions whose title, or somebody there, has every word, newest first."""
    table, person = values[Session], values[Person]
    there = func.json_each(table.c.trainee_ids).table_valued("value")
    came = person.c.id.in_(select(there.c.value))
    fit = [or_(table.c.title.icontains(word, autoescape=True), _named(came, word)) for word in words.split()]
    return fetch_ids(connection, Session, *fit, order_by=[table.c.on.desc(), table.c.id])


def _named(who: ColumnElement[bool], word: str) -> ColumnElement[bool]:
    """Whether one of these people has a word in their name."""
    person = values[Person]
    return select(person.c.id).where(who, person.c.preferred_name.icontains(word, autoescape=True)).exists()
