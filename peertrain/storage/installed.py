"""The courses installed on this computer, in parts that are read one at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, delete, insert, select

from peertrain.storage.tables import course_parts, courses


class Part(Protocol):
    """A part of a course, as it is stored."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def content(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Installed:
    """A course that is here; `about` is its outline as the courseware wrote it."""

    digest: str
    course_id: str
    version: str
    about: str


def keep_course(connection: Connection, course: Installed, parts: Iterable[Part]) -> None:
    """Put a course with all its parts in the place of whatever is here under its digest."""
    connection.execute(delete(course_parts).where(course_parts.c.digest == course.digest))
    connection.execute(delete(courses).where(courses.c.digest == course.digest))
    connection.execute(
        insert(courses).values(
            digest=course.digest, course_id=course.course_id, version=course.version, about=course.about
        )
    )
    rows = [
        {
            "digest": course.digest,
            "kind": part.kind,
            "name": part.name,
            "media_type": part.media_type,
            "content": part.content,
        }
        for part in parts
    ]
    if rows:
        connection.execute(insert(course_parts), rows)


def installed_courses(connection: Connection) -> tuple[Installed, ...]:
    """Return every course that is here."""
    query = select(courses).order_by(courses.c.course_id, courses.c.version)
    return tuple(Installed(row.digest, row.course_id, row.version, row.about) for row in connection.execute(query))


def is_installed(connection: Connection, digest: str) -> bool:
    return connection.execute(select(courses.c.digest).where(courses.c.digest == digest)).first() is not None


def read_part(connection: Connection, digest: str, kind: str, name: str) -> tuple[str, bytes] | None:
    """Return the media type and the content of a part; None where there is none."""
    row = connection.execute(
        select(course_parts.c.media_type, course_parts.c.content).where(
            course_parts.c.digest == digest, course_parts.c.kind == kind, course_parts.c.name == name
        )
    ).one_or_none()
    return None if row is None else (row.media_type, row.content)
