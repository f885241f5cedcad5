"""The courses installed on this computer, in parts that are read one at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from peertrain.storage.tables import course_parts, courses

_ZIP = "application/zip"


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


def parts_of_kind(connection: Connection, digest: str, kind: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of every part of a kind, by name."""
    query = select(course_parts.c.name, course_parts.c.content).where(
        course_parts.c.digest == digest, course_parts.c.kind == kind
    )
    for row in connection.execute(query.order_by(course_parts.c.name)):
        yield row.name, row.content


def changed_parts(connection: Connection, old: str, new: str, kinds: Iterable[str]) -> set[str]:
    """Return the names of the parts of these kinds that a course does not hold just so as another one does."""
    before, after = course_parts.alias(), course_parts.alias()
    same = (before.c.digest == old, before.c.kind == after.c.kind, before.c.name == after.c.name)
    differs = or_(before.c.content.is_(None), before.c.content != after.c.content)
    joined = after.join(before, and_(*same), isouter=True)
    query = select(after.c.name).select_from(joined).where(after.c.digest == new, after.c.kind.in_(kinds), differs)
    return set(connection.execute(query).scalars())


# Courses that have come from another computer and are not installed yet

_WAITING = "waiting"
MOST_WAITING = 20


def keep_waiting(connection: Connection, archive: bytes) -> None:
    """Keep the archive of a course until it is installed, unless it is here or too many wait already."""
    same = select(course_parts.c.digest).where(course_parts.c.media_type == _ZIP, course_parts.c.content == archive)
    count = select(func.count()).where(course_parts.c.kind == _WAITING)
    if connection.execute(same.limit(1)).first() is None and connection.execute(count).scalar_one() < MOST_WAITING:
        row = {"digest": sha256(archive).hexdigest(), "kind": _WAITING, "name": "", "media_type": _ZIP}
        connection.execute(insert(course_parts).values(**row, content=archive))


def waiting_courses(connection: Connection) -> tuple[tuple[str, bytes], ...]:
    """Return the archives that wait, each with the digest of its course where that is known, else ""."""
    query = select(course_parts.c.name, course_parts.c.content).where(course_parts.c.kind == _WAITING)
    return tuple((row.name, row.content) for row in connection.execute(query.order_by(course_parts.c.digest)))


def is_coming(connection: Connection, digest: str) -> bool:
    """Return whether an archive waits that holds this course, or of which nobody knows yet what it holds."""
    query = select(course_parts.c.name).where(course_parts.c.kind == _WAITING, course_parts.c.name.in_(("", digest)))
    return connection.execute(query.limit(1)).first() is not None


def know_waiting(connection: Connection, archive: bytes, digest: str) -> None:
    """Remember the digest of the course in an archive that waits."""
    connection.execute(update(course_parts).where(*_is_waiting(archive)).values(name=digest))


def drop_waiting(connection: Connection, archive: bytes) -> None:
    """Keep an archive no longer: its course is installed, or cannot be."""
    connection.execute(delete(course_parts).where(*_is_waiting(archive)))


def _is_waiting(archive: bytes) -> tuple[ColumnElement[bool], ...]:
    return (course_parts.c.kind == _WAITING, course_parts.c.digest == sha256(archive).hexdigest())
