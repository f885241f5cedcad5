"""In which version of a course a person last opened each of its items, kept sealed on their own desk."""

from collections.abc import Mapping

from peertrain.storage.desk import Desk

_SHELF = "seen"


def seen_items(desk: Desk, course_id: str) -> Mapping[str, str]:
    """Return the version in which each item of a course was last opened, by the item's id."""
    return dict(desk.get(_SHELF, course_id) or {})


def see_item(desk: Desk, course_id: str, item_id: str, version: str) -> bool:
    """Remember that an item was opened in a version; return whether it was not yet."""
    seen = seen_items(desk, course_id)
    if seen.get(item_id) == version:
        return False
    desk.put(_SHELF, course_id, {**seen, item_id: version})
    return True
