"""Canonical JSON (RFC 8785): one value, one sequence of bytes."""

import json
from typing import Any

import rfc8785

GREATEST = 2**53 - 1
_BEYOND = 0xF0
"""The first byte, in UTF-8, of a letter beyond the first 65,536."""
DEEPEST = 20
"""How deep lists and objects may be nested."""


class Malformed(Exception):
    """Bytes that are not canonical JSON of the expected shape; the message says what is wrong."""


def canonical(value: Any) -> bytes:
    """Return the canonical bytes of a JSON value."""
    return rfc8785.dumps(value)


def read_canonical(data: bytes) -> Any:
    """Return the value of canonical bytes; raise Malformed for anything else, such as a repeated key or a fraction."""
    try:
        value = json.loads(data, parse_int=_whole, parse_float=_no_number, parse_constant=_no_number)
        same = _written(value, data) == data
    except (ValueError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise Malformed("not canonical JSON") from error
    if not same:
        raise Malformed("not canonical JSON")
    _check_depth(value, DEEPEST)
    return value


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
