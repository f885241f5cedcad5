"""A trainee's attempts at checks, kept sealed on their own desk."""

from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

from peertrain.domain.quizzes import Attempt, Response
from peertrain.storage.desk import Desk

_SHELF = "attempts"

_converter = make_converter()
configure_tagged_union(Response, _converter, tag_name="type")


def _name(course_id: str, module_id: str) -> str:
    return f"{course_id}/{module_id}"


def keep_attempt(desk: Desk, attempt: Attempt) -> None:
    """Keep an attempt, in the place of what was kept of it before."""
    others = [one for one in attempts_at(desk, attempt.course_id, attempt.module_id) if one.number != attempt.number]
    _keep(desk, attempt.course_id, attempt.module_id, [*others, attempt])


def drop_attempt(desk: Desk, attempt: Attempt) -> None:
    """Take away an attempt, such as one at questions that have changed since."""
    others = [one for one in attempts_at(desk, attempt.course_id, attempt.module_id) if one.number != attempt.number]
    _keep(desk, attempt.course_id, attempt.module_id, others)


def _keep(desk: Desk, course_id: str, module_id: str, attempts: list[Attempt]) -> None:
    desk.put(_SHELF, _name(course_id, module_id), _converter.unstructure(attempts, list[Attempt]))


def attempts_at(desk: Desk, course_id: str, module_id: str) -> tuple[Attempt, ...]:
    """Return the attempts at a module's check, the first one first."""
    kept = desk.get(_SHELF, _name(course_id, module_id)) or []
    found = _converter.structure(kept, list[Attempt])
    return tuple(sorted(found, key=lambda attempt: attempt.number))
