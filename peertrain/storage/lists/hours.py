"""Lists of experience hours: a trainee's log, and what waits for a supervisor."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, String, func, select, type_coerce

from peertrain.domain.hours import Hours, HoursState
from peertrain.domain.people import ORGANISATION, Organisation, Person
from peertrain.domain.picture import Picture
from peertrain.domain.sites import known_of_site
from peertrain.domain.terms import months_after
from peertrain.storage.lists import fetch, fetch_ids
from peertrain.storage.tables import values

_table = values[Hours]
_ORDERS = {"on": _table.c.on, "minutes": _table.c.minutes, "state": _table.c.state}


def log_ids(
    connection: Connection, trainee_id: str, *, state: HoursState | None = None, month: date | None = None,
    words: str = "", sort: str = "on", descending: bool = True,
) -> list[str]:  # fmt: skip
    """Return the ids of a trainee's hours, of one state or month where asked for, with every word of `words`."""
    conditions: list[ColumnElement[bool]] = [_table.c.trainee_id == trainee_id]
    if state is not None:
        conditions.append(_table.c.state == state)
    if month is not None:
        conditions.append(_table.c.on >= month.replace(day=1))
        conditions.append(_table.c.on < months_after(month.replace(day=1), 1))
    said = type_coerce(_table.c.service, String)
    conditions += [said.icontains(word, autoescape=True) for word in words.split()]
    first = _ORDERS.get(sort, _table.c.on)
    order = [first.desc() if descending else first, _table.c.submitted_at.desc(), _table.c.id]
    return fetch_ids(connection, Hours, *conditions, order_by=order)


def log(connection: Connection, trainee_id: str) -> list[Hours]:
    """Return all hours of a trainee, the newest day first."""
    return fetch(connection, Hours, _table.c.trainee_id == trainee_id, order_by=[_table.c.on.desc(), _table.c.id])


def newest(connection: Connection, trainee_id: str) -> Hours | None:
    """Return the hours that a trainee sent last."""
    query = select(_table.c.id).where(_table.c.trainee_id == trainee_id).order_by(_table.c.submitted_at.desc()).limit(1)
    ids = connection.execute(query).scalars().all()
    return next(iter(fetch(connection, Hours, _table.c.id.in_(ids))), None)


def sites(connection: Connection, trainee_id: str) -> tuple[str, ...]:
    """Return where a trainee has served, the newest first."""
    site = func.json_extract(type_coerce(_table.c.service, String), "$.site")
    query = select(site).where(_table.c.trainee_id == trainee_id).group_by(site).order_by(func.max(_table.c.on).desc())
    return tuple(connection.execute(query).scalars())


def around(connection: Connection, trainee_id: str, on: date) -> list[Hours]:
    """Return a trainee's hours of a day and of the days beside it, without those withdrawn."""
    return fetch(
        connection, Hours, _table.c.trainee_id == trainee_id, _table.c.state != HoursState.WITHDRAWN,
        _table.c.on.between(on - timedelta(days=1), on + timedelta(days=1)), order_by=[_table.c.on, _table.c.id],
    )  # fmt: skip


def waiting_ids(connection: Connection, supervisor_id: str, trainee_id: str = "") -> list[str]:
    """Return the ids of the hours that wait for a supervisor, of one trainee or all, the longest waiting first."""
    conditions = [_table.c.supervisor_id == supervisor_id, _table.c.state == HoursState.SUBMITTED]
    if trainee_id:
        conditions.append(_table.c.trainee_id == trainee_id)
    return fetch_ids(connection, Hours, *conditions, order_by=[_table.c.submitted_at, _table.c.id])


def trainees_waiting(connection: Connection, supervisor_id: str) -> list[str]:
    """Return the ids of the trainees whose hours wait for a supervisor."""
    query = select(_table.c.trainee_id).distinct()
    query = query.where(_table.c.supervisor_id == supervisor_id, _table.c.state == HoursState.SUBMITTED)
    return list(connection.execute(query).scalars())


def approved_ids(connection: Connection, supervisor_id: str, words: str = "") -> list[str]:
    """Return the ids of the hours that a supervisor approved, the newest decision first."""
    said = type_coerce(_table.c.service, String)
    return fetch_ids(
        connection, Hours, _table.c.decided_by == supervisor_id, _table.c.state == HoursState.APPROVED,
        *[said.icontains(word, autoescape=True) for word in words.split()],
        order_by=[_table.c.decided_at.desc(), _table.c.id],
    )  # fmt: skip


def names_that_may_stand(picture: Picture, trainee_id: str, sites: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names that are no secret in a trainee's notes: organisation, sites, supervisors and the trainee."""
    found = [known_of_site(site) for site in sites]
    organisation = picture.find(Organisation, ORGANISATION)
    if organisation is not None:
        found.append(organisation.name)
    trainee = picture.find(Person, trainee_id)
    for id in (trainee_id, *(trainee.supervisors if trainee else ())):
        person = picture.find(Person, id)
        if person is not None:
            found += [person.legal_name, person.preferred_name]
    return tuple(found)
