"""Statements to entry bodies (plain JSON) and back, strictly: what reads back differently is refused."""

from dataclasses import is_dataclass
from typing import Any

import cattrs
import msgspec
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.preconf.json import make_converter

from peertrain.domain.certification import CertificateIssued
from peertrain.domain.statements import KINDS, Statement, kind_of
from peertrain.record.canonical import Malformed

_converter = make_converter(detailed_validation=False)
_converter.register_structure_hook_factory(
    is_dataclass, lambda cls: make_dict_structure_fn(cls, _converter, _cattrs_forbid_extra_keys=True)
)
# Certificates issued before an issuing key could be replaced name none, and their entries stay as they were signed.
_converter.register_unstructure_hook(
    CertificateIssued,
    make_dict_unstructure_fn(CertificateIssued, _converter, issuer_public=override(omit_if_default=True)),
)


def body_of(statement: Statement) -> tuple[str, dict[str, Any]]:
    """Return the kind and the JSON body of a statement."""
    return kind_of(type(statement)), _converter.unstructure(statement)


def statement_of(kind: str, body: dict[str, Any]) -> Statement:
    """Return the statement of a body; raise Malformed for an unknown kind or a body that is not exactly its own."""
    cls = KINDS.get(kind)
    if cls is None:
        raise Malformed(f"unknown kind {kind[:100]!r}")
    try:
        statement: Statement = _converter.structure(body, cls)
        same = _written(_converter.unstructure(statement)) == _written(body)
    except (
        cattrs.BaseValidationError,
        ForbiddenExtraKeysError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
    ) as error:
        raise Malformed(f"not a body of {kind!r}: {str(error)[:200]}") from error
    if not same:
        raise Malformed(f"not a body of {kind!r}")
    return statement


def _written(body: dict[str, Any]) -> bytes:
    """Return a body as JSON, in which True and 1 differ."""
    return msgspec.json.encode(body, order="sorted")
