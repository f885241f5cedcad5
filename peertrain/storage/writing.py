"""What a person has written for themselves alone, on their own desk: reflections, and notes beside lessons."""

from collections.abc import Iterator

from peertrain.storage.desk import Desk

REFLECTIONS, NOTES = "reflections", "lesson notes"
"""The shelves of the desk; the name of a thing on them is `course_id/item_id`."""


def written(desk: Desk, shelf: str) -> Iterator[tuple[str, str, str]]:
    """Yield the course, the reflection or lesson, and the words of everything written on a shelf."""
    for name, content in desk.items(shelf):
        course_id, _slash, item_id = name.partition("/")
        yield course_id, item_id, str(content["text"])
