"""The two files of the keystore and what stands in them: each person's part, sealed."""

import base64
import json
from dataclasses import dataclass, field
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from typing import Any

import cattrs
from cattrs.preconf.json import make_converter

from peertrain.places import KEYSTORE_FILES
from peertrain.record import atomic
from peertrain.record.passphrases import Cost

FILES = KEYSTORE_FILES
SHARED = frozenset({"database", "next database", "issuer", "next issuer"})
"""Purposes of keys that several people have, or will have."""

_converter = make_converter(detailed_validation=False)
_converter.register_unstructure_hook(bytes, lambda data: base64.b64encode(data).decode())
_converter.register_structure_hook(bytes, lambda text, _type: base64.b64decode(text, validate=True))


@dataclass(slots=True)
class Holder:
    """One person's part of the keystore; all byte fields but `salt` and `check` are sealed.

    `invitation` is the id of the one-time key of somebody who is invited.
    """

    person_id: str
    name_hash: bytes
    salt: bytes
    cost: Cost
    check: bytes
    generation: int
    invited: bool
    wraps: dict[str, bytes]
    secrets: dict[str, bytes]
    gifts: dict[str, bytes] = field(default_factory=dict)
    failures: int = 0
    not_before: str = ""
    invitation: str = ""


@dataclass(slots=True)
class Content:
    format: int
    copy: int
    organisation: str
    name_key: bytes
    holders: dict[str, Holder] = field(default_factory=dict)
    """Everybody who can sign in, by person, the newest last."""
    former: list[Holder] = field(default_factory=list)
    staged: list[Holder] = field(default_factory=list)


def read_newest(folder: Path) -> Content | None:
    """Return what the newer whole copy holds; None where both are missing or torn."""
    wholes = sorted(filter(None, (_read(folder / name) for name in FILES)), key=itemgetter("copy"), reverse=True)
    return next((content for whole in wholes if (content := _content_of(whole)) is not None), None)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        whole = json.loads(path.read_bytes())
        return whole if type(whole["copy"]) is int else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _content_of(whole: dict[str, Any]) -> Content | None:
    try:
        text = whole["keystore"]
        if sha256(text.encode()).hexdigest() != whole["sha256"]:
            return None
        return _converter.structure(json.loads(text), Content)
    except (ValueError, KeyError, TypeError, AttributeError, cattrs.BaseValidationError):
        return None


def write_copy(folder: Path, content: Content) -> None:
    """Write the content over the older of the two copies."""
    content.copy += 1
    text = json.dumps(_converter.unstructure(content))
    whole = {"copy": content.copy, "sha256": sha256(text.encode()).hexdigest(), "keystore": text}
    atomic.write(folder / FILES[content.copy % 2], json.dumps(whole).encode())
