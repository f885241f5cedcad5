"""Canonical JSON (RFC 8785): one value, one sequence of bytes."""

import json
from typing import Any

import rfc8785

GREATEST = 2**53 - 1
_BEYOND = 0xF0
"""The first byte, in UTF-8, of a letter beyond the first 65,536."""
DEEPEST = 20
"""How deep lists and objects may be nested."""
MOST_PARTS = 100_000
"""Values that lists and objects may hold in all: three bytes, such as an empty list, take a hundred once they are read."""


class Malformed(Exception):
    """Bytes that are not canonical JSON of the expected shape; the message says what is wrong."""


def canonical(value: Any) -> bytes:
    """Return the canonical bytes of a JSON value."""
    return rfc8785.dumps(value)


def read_canonical(data: bytes, *, most: int = MOST_PARTS) -> Any:
    """Return the value of canonical bytes; raise Malformed for anything else, such as a repeated key or a fraction.

    What holds more than `most` values is refused before it is read.
    """
    if parts_in(data) > most and parts_in(_without_texts(data, most)) > most:
        raise Malformed("too many values")
    try:
        value = json.loads(data, parse_int=_whole, parse_float=_no_number, parse_constant=_no_number)
        same = _written(value, data) == data
    except (ValueError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise Malformed("not canonical JSON") from error
    if not same:
        raise Malformed("not canonical JSON")
    _check_depth(value, DEEPEST)
    return value


def parts_in(data: bytes) -> int:
    """Return how many values JSON can hold, at a glance: no fewer than it does, and more where texts have commas."""
    return sum(data.count(mark) for mark in (b"[", b"{", b","))


def _without_texts(data: bytes, most: int) -> bytes:
    """Return what stands outside the texts; JSON with so many texts that there are more than `most` values is refused."""
    plain = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    if plain.count(b'"') > 4 * (most + 1):
        raise Malformed("too many values")
    return b"".join(plain.split(b'"')[::2])


def _written(value: Any, data: bytes) -> bytes:
    """Return the canonical bytes of whole numbers, texts and what holds them; `data` is what they were read from.

    The library of Python writes the same bytes ten times faster, unless a letter beyond the first 65,536 may stand in
    a key: RFC 8785 sorts those in another way.
    """
    if max(data) >= _BEYOND:
        return rfc8785.dumps(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _whole(digits: str) -> int:
    number = int(digits)
    if abs(number) > GREATEST:
        raise Malformed("a number is too great")
    return number


def _no_number(_digits: str) -> Any:
    raise Malformed("not a whole number")


def _check_depth(value: Any, left: int) -> None:
    if left < 0:
        raise Malformed("nested too deeply")
    if isinstance(value, dict):
        for part in value.values():
            _check_depth(part, left - 1)
    elif isinstance(value, list):
        for part in value:
            _check_depth(part, left - 1)
