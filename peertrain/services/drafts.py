"""Drafts: what stands in a form that is not sent yet, sealed on the person's own desk."""

from typing import Any

from peertrain.domain.changes import Changed, Done
from peertrain.workplace.seat import Seat

SHELF = "drafts"


def keep(seat: Seat, *, form: str, values: dict[str, Any]) -> Done[None]:
    """Keep what stands in a form (JSON values by field), in place of what was kept."""
    seat.desk.put(SHELF, form, values)
    return Done(Changed.NOTHING)


def kept(seat: Seat, *, form: str) -> dict[str, Any]:
    """Return what was kept of a form; nothing where there is no draft."""
    found = seat.desk.get(SHELF, form)
    return found if isinstance(found, dict) else {}


def drop(seat: Seat, *, form: str) -> Done[None]:
    """Forget a draft, as when the form has been sent."""
    seat.desk.remove(SHELF, form)
    return Done(Changed.NOTHING)
