"""The picture: what the entries of the record, taken in order, say is so.

Rules read and write the picture only through `find` and `put`, by id, so that the same rules run over a few values
in memory and over the tables of the database.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar


class Value(Protocol):
    """Anything the picture holds: a frozen value with an id that is unique within its type."""

    @property
    def id(self) -> str: ...


V = TypeVar("V", bound=Value)


class Picture(Protocol):
    """What is so, by type and id."""

    def find(self, kind: type[V], id: str) -> V | None:
        """Return the value, or None where there is none."""

    def put(self, value: Value) -> None:
        """Add the value, or replace the one with its id."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What the envelope of an entry says: who signed it with which key, and when by the author's clock."""

    entry_id: str
    key_id: str
    person_id: str
    at: datetime


Rule = Callable[[Picture, Any, Signed], None]
"""What a statement of one class does to the picture; it raises Refused or Held before it changes anything."""


class PictureInMemory:
    """A picture held in dictionaries."""

    def __init__(self) -> None:
        self._values: defaultdict[type[Value], dict[str, Value]] = defaultdict(dict)

    def find(self, kind: type[V], id: str) -> V | None:
        value = self._values[kind].get(id)
        return value if isinstance(value, kind) else None

    def put(self, value: Value) -> None:
        self._values[type(value)][value.id] = value

    def all(self, kind: type[V]) -> Iterator[V]:
        """Yield every value of one type."""
        for value in self._values[kind].values():
            if isinstance(value, kind):
                yield value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PictureInMemory):
            return NotImplemented
        mine = {kind: values for kind, values in self._values.items() if values}
        return mine == {kind: values for kind, values in other._values.items() if values}

    __hash__ = None  # type: ignore[assignment]  # a picture changes
