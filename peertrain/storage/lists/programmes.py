"""Lists of programmes, exam results and live sessions."""

from sqlalchemy import Connection

from peertrain.domain.learning import Session
from peertrain.domain.programmes import AdoptedProgramme, ExamResult
from peertrain.storage.lists import fetch
from peertrain.storage.tables import values


def adopted_programmes(connection: Connection) -> list[AdoptedProgramme]:
    """Return every version of a programme that was ever adopted."""
    table = values[AdoptedProgramme]
    return fetch(connection, AdoptedProgramme, order_by=[table.c.id])


def exam_results(connection: Connection, person_id: str = "") -> list[ExamResult]:
    """Return the exam results of one person or of everybody, newest first."""
    table = values[ExamResult]
    conditions = [table.c.person_id == person_id] if person_id else []
    return fetch(connection, ExamResult, *conditions, order_by=[table.c.on.desc(), table.c.id])


def sessions(connection: Connection) -> list[Session]:
    """Return the live training sessions, newest first."""
    table = values[Session]
    return fetch(connection, Session, order_by=[table.c.on.desc(), table.c.id])
