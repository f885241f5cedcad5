"""A workplace in memory, for the tests and the gallery of the kit."""

from collections.abc import Callable
from typing import Any, TypeVar

from peertrain.domain.changes import Done

T = TypeVar("T")


class Shelf:
    """A session: some notes by number."""

    def __init__(self, count: int = 0) -> None:
        self.notes = {number: f"Note {number}" for number in range(count)}


class Workplace:
    """Hands the one shelf to every question and deed."""

    def __init__(self, count: int = 0) -> None:
        self.shelf = Shelf(count)

    def read(self, question: Callable[[Any], T], /) -> T:
        return question(self.shelf)

    def write(self, deed: Callable[[Any], Done[T]], /) -> Done[T]:
        return deed(self.shelf)
