"""Lists of the courses in use and of what a trainee has completed."""

from sqlalchemy import Connection, func, select

from peertrain.domain.curriculum import Course
from peertrain.domain.learning import Done
from peertrain.domain.pathway import newest
from peertrain.storage.lists import fetch
from peertrain.storage.tables import values


def adopted_courses(connection: Connection) -> list[Course]:
    """Return every version of a course that was ever adopted, also the retired ones."""
    return fetch(connection, Course, order_by=[values[Course].c.id])


def courses_in_use(connection: Connection) -> dict[str, Course]:
    """Return the newest version in use of every course, by course id, in the order of their titles."""
    found = newest(adopted_courses(connection)).values()
    return {course.course_id: course for course in sorted(found, key=lambda course: course.title)}


def done_by(connection: Connection, trainee_id: str, course_id: str) -> list[Done]:
    """Return what a trainee has completed in a course, the oldest first."""
    table = values[Done]
    mine = (table.c.trainee_id == trainee_id, table.c.course_id == course_id)
    return fetch(connection, Done, *mine, order_by=[table.c.at])


def learners(connection: Connection, course_id: str) -> int:
    """Return how many trainees have completed something in a course."""
    table = values[Done]
    count = select(func.count(table.c.trainee_id.distinct())).where(table.c.course_id == course_id)
    return int(connection.execute(count).scalar_one())
