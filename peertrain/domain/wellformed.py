"""What any statement may hold, whatever it says: a changed program can sign anything, and every store must survive it.

Ids, hashes, texts, numbers and lists are checked here once for all kinds, by what a field is called and holds; what a
field must say is for the rule of its kind.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from peertrain.domain.curriculum import DOMAINS
from peertrain.domain.errors import Refused
from peertrain.i18n import _

LONGEST_TEXT = 20_000
LONGEST_PICTURE = 60_000
"""Letters of a picture in base64."""
MOST = 10_000
"""The most parts that a list may have."""
GREATEST = 10_000_000
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_HASH = re.compile(r"[0-9a-f]{64}")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_IDS = {"id", "version", "course_version", "programme_version", "kind", "number", "exam", "trainee_ids"}
_HASHES = {"signing_public", "issuer_public", "former_public", "digest", "logged_entry", "evidence", "entry_ids"}


def is_id(text: str) -> bool:
    """Return whether a text is written as ids are."""
    return _ID.fullmatch(text) is not None


def check_wellformed(statement: Any) -> None:
    """Refuse a statement that no program of ours can have made."""
    _check("", statement)


def _check(name: str, value: Any) -> None:
    if isinstance(value, str):
        if not isinstance(value, Enum):
            _check_text(name, value)
    elif isinstance(value, int):
        if abs(value) > GREATEST:
            raise Refused(_("A number in it is too great."))
    elif isinstance(value, date):
        if not FIRST_DAY <= value <= LAST_DAY:
            raise Refused(_("A day in it is in another century."))
    elif is_dataclass(value):
        for field in fields(value):
            _check(field.name, getattr(value, field.name))
    elif isinstance(value, Mapping):
        if name == "domains" and not value.keys() <= set(DOMAINS):
            raise Refused(_("It names a domain that does not exist."))
        _check_parts(name, [part for item in value.items() for part in item])
    elif isinstance(value, tuple):
        _check_parts(name, value)


def _check_parts(name: str, parts: list[Any] | tuple[Any, ...]) -> None:
    if len(parts) > MOST:
        raise Refused(_("A list in it is too long."))
    for part in parts:
        _check(name, part)


def _check_text(name: str, text: str) -> None:
    if name in _IDS or name.endswith("_id"):
        if not is_id(text):
            raise Refused(_("An id in it is not written as ids are."))
    elif name in _HASHES or name.endswith("_sha256"):
        if not _HASH.fullmatch(text):
            raise Refused(_("A hash or key in it is not written as such."))
    elif name.endswith("_png"):
        if len(text) > LONGEST_PICTURE or not _BASE64.fullmatch(text):
            raise Refused(_("A picture in it is too large, or is not written as pictures are."))
    elif len(text) > LONGEST_TEXT:
        raise Refused(_("A text in it is too long. Keep it under {most} letters.").format(most=f"{LONGEST_TEXT:,}"))
    elif _CONTROL.search(text):
        raise Refused(_("A text in it has characters that cannot be seen. Type it anew."))
