"""From a domain value to a table: one column a field, so that the two cannot drift apart."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_type_hints

from cattrs.preconf.json import make_converter
from sqlalchemy import Boolean, Column, Date, Dialect, Index, Integer, MetaData, String, Table
from sqlalchemy.types import TypeDecorator, TypeEngine

_Read = Callable[[Any], Any]
"""What reads a stored value; types give it to SQLAlchemy as it is, since thousands are read for one standing."""

_decode = json.JSONDecoder().raw_decode

converter = make_converter(detailed_validation=False)


@converter.register_structure_hook_factory(
    lambda hint: getattr(hint, "__origin__", None) is tuple and get_args(hint)[1:] == (...,)
)
def _structure_row(hint: Any) -> Callable[[Any, Any], Any]:
    """Return what reads a tuple of any length; what comes with the library asks for the type of each item anew."""
    of = get_args(hint)[0]
    structure = converter.get_structure_hook(of)
    return lambda items, _hint: tuple([structure(item, of) for item in items])


@converter.register_structure_hook
def _structure_word(word: Any, words: type[StrEnum]) -> StrEnum:
    """Return a word of an enumeration; to call the enumeration takes several times as long."""
    return words._value2member_map_[word]  # type: ignore[return-value]  # typeshed knows only that it is an Enum


@converter.register_structure_hook_factory(
    lambda hint: getattr(hint, "__origin__", None) is Mapping and get_args(hint) == (str, int)
)
def _structure_minutes(_hint: Any) -> Callable[[Any, Any], Any]:
    """Return what reads numbers by name, which JSON gives as they are."""
    return lambda numbers, _hint: numbers


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
        return json.dumps(converter.unstructure(value, self.of), ensure_ascii=False, sort_keys=True)

    def result_processor(self, dialect: Dialect, coltype: object) -> _Read:
        structure, of = converter.get_structure_hook(self.of), self.of
        return lambda value: structure(_decode(value or "null")[0], of)


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
