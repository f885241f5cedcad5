"""Canonical JSON (RFC 8785): one value, one sequence of bytes."""

import json
from typing import Any

import rfc8785

DEEPEST = 20
"""How deep lists and objects may be nested."""


class Malformed(Exception):
    """Bytes that are not canonical JSON of the expected shape; the message says what is wrong."""


def canonical(value: Any) -> bytes:
    """Return the canonical bytes of a JSON value."""
    return rfc8785.dumps(value)


def read_canonical(data: bytes) -> Any:
    """Return the value of canonical bytes; raise Malformed for anything else, such as a repeated key."""
    try:
        value = json.loads(data)
        same = rfc8785.dumps(value) == data
    except (ValueError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise Malformed("not canonical JSON") from error
    if not same:
        raise Malformed("not canonical JSON")
    _check_depth(value, DEEPEST)
    return value


def _check_depth(value: Any, left: int) -> None:
    if left < 0:
        raise Malformed("nested too deeply")
    if isinstance(value, dict):
        for part in value.values():
            _check_depth(part, left - 1)
    elif isinstance(value, list):
        for part in value:
            _check_depth(part, left - 1)
