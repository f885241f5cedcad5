"""From a domain value to a table: one column a field, so that the two cannot drift apart."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_type_hints

import msgspec
from sqlalchemy import Boolean, Column, Date, Dialect, Index, Integer, MetaData, String, Table
from sqlalchemy.types import TypeDecorator, TypeEngine

_Read = Callable[[Any], Any]
"""What reads a stored value; types give it to SQLAlchemy as it is, since thousands are read for one standing."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, as text that sorts in the order of time."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return (
            None
            if value is None
            else value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
        )

    def result_processor(self, dialect: Dialect, coltype: object) -> _Read:
        return lambda value: None if value is None else datetime.fromisoformat(value)


class Word(TypeDecorator[StrEnum]):
    """One of the words of an enumeration."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> _Read:
        words: dict[str | None, StrEnum | None] = {str(word): word for word in self.words}
        return {**words, None: None}.__getitem__


class Nested(TypeDecorator[Any]):
    """A value inside a value, as JSON."""

    impl = String
    cache_ok = True

    def __init__(self, of: Any) -> None:
        super().__init__()
        self.of = of

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        return msgspec.json.encode(value, order="sorted").decode()

    def result_processor(self, dialect: Dialect, coltype: object) -> _Read:
        return msgspec.json.Decoder(self.of).decode


_PLAIN: dict[Any, type[TypeEngine[Any]]] = {str: String, int: Integer, bool: Boolean, date: Date, datetime: Moment}


def column_type(hint: Any) -> tuple[TypeEngine[Any], bool]:
    """Return the column type for a field's type, and whether it may be empty."""
    if isinstance(hint, UnionType):
        inner = [one for one in get_args(hint) if one is not type(None)]
        if len(inner) == 1:
            return column_type(inner[0])[0], True
    if hint in _PLAIN:
        return _PLAIN[hint](), False
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Word(hint), False
    return Nested(hint), False


def table_of(cls: type, name: str, metadata: MetaData, indexes: Iterable[tuple[str, ...]] = ()) -> Table:
    """Return the table that holds values of `cls`, by their `id`."""
    hints = get_type_hints(cls)
    columns = []
    for field in fields(cls):
        kind, empty = column_type(hints[field.name])
        columns.append(Column(field.name, kind, primary_key=field.name == "id", nullable=empty))
    if "id" not in hints:
        columns.insert(0, Column("id", String, primary_key=True))
    found = [Index(f"ix_{name}_{'_'.join(one)}", *one) for one in indexes]
    return Table(name, metadata, *columns, *found)
