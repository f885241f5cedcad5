"""What of an installed course teaches, asks for and practises each competency, without reading the course."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, String, cast, func, select

from peertrain.storage.tables import course_parts

_text = cast(course_parts.c.content, String)


def lessons_by_competency(connection: Connection, digest: str) -> Iterator[tuple[str, str]]:
    """Yield each competency with the id of a lesson that names it."""
    named = func.json_each(_text, "$.competencies").table_valued("value", joins_implicitly=True)
    query = select(named.c.value, course_parts.c.name).where(_are(digest, "lesson"))
    yield from (tuple(row) for row in connection.execute(query.order_by(course_parts.c.name)))


def questions_by_competency(connection: Connection, digest: str) -> dict[str, int]:
    """Return how many questions of the course are about each competency."""
    asked = func.json_each(_text).table_valued("value", joins_implicitly=True)
    about = func.json_extract(asked.c.value, "$.competency")
    query = select(about, func.count()).where(_are(digest, "questions")).group_by(about)
    return {row[0]: row[1] for row in connection.execute(query)}


def role_plays_by_module(connection: Connection, digest: str) -> dict[str, int]:
    """Return how many role plays the facilitator's guide of each module has."""
    plays = func.json_array_length(_text, "$.role_plays")
    query = select(course_parts.c.name, plays).where(_are(digest, "guide"))
    return {row[0]: row[1] or 0 for row in connection.execute(query)}


def _are(digest: str, kind: str) -> ColumnElement[bool]:
    return (course_parts.c.digest == digest) & (course_parts.c.kind == kind)
