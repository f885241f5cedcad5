"""Signed JSON: flattened JWS (RFC 7515) with Ed25519 (RFC 8037), whose key is named by a did:key."""

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

import cattrs
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

UNFIT = (
    cattrs.BaseValidationError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError,
)  # fmt: skip
"""What it raises to make values of JSON that a stranger wrote, where it does not fit."""

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"
_PREFIX = "did:key:z"


class NotSigned(Exception):
    """The bytes are not signed JSON of the wanted type at all."""


class BrokenSignature(Exception):
    """The bytes are signed JSON, but something in them was changed after signing."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed, byte for byte, and by which key (hex)."""

    payload: bytes
    public: str


def public_hex(key: Ed25519PrivateKey) -> str:
    """Return the public half of `key` as it is written everywhere."""
    return key.public_key().public_bytes_raw().hex()


def fingerprint(public: str) -> str:
    """Return 128 bits of a public key's SHA-256 in groups that two people can compare by telephone."""
    digest = hashlib.sha256(bytes.fromhex(public)).hexdigest()[:32].upper()
    return " ".join(digest[i : i + 4] for i in range(0, 32, 4))


def did_of(public: str) -> str:
    """Return the did:key (multicodec, base58btc) of a public key; it starts with a non-zero byte, so no padding."""
    number, text = int.from_bytes(_ED25519 + bytes.fromhex(public)), ""
    while number:
        number, digit = divmod(number, 58)
        text = _ALPHABET[digit] + text
    return _PREFIX + text


def sign(payload: dict[str, Any], key: Ed25519PrivateKey, *, type: str) -> bytes:
    """Return `payload` as canonical JSON in a flattened JWS; `protected.payload.signature` is its compact form."""
    public = public_hex(key)
    protected, body = _base64(_header(public, type)), _base64(rfc8785.dumps(payload))
    signature = _base64(key.sign(f"{protected}.{body}".encode()))
    return f'{{"payload":"{body}","protected":"{protected}","signature":"{signature}"}}'.encode()


def read(data: bytes, *, type: str) -> Signed:
    """Return what `data` says and who signed it; whether to believe that key is for the caller to know."""
    try:
        parts = json.loads(data)
        if not isinstance(parts, dict) or set(parts) != {"payload", "protected", "signature"}:
            raise NotSigned
        protected, body, signature = (str(parts[name]) for name in ("protected", "payload", "signature"))
    except (ValueError, RecursionError) as error:
        raise NotSigned from error
    try:
        header, payload, mark = _bytes(protected), _bytes(body), _bytes(signature)
        public = _public_of(header, type)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(mark, f"{protected}.{body}".encode())
    except (ValueError, KeyError, TypeError, RecursionError, InvalidSignature) as error:
        raise BrokenSignature from error
    return Signed(payload, public)


def object_in(payload: bytes) -> dict[str, Any]:
    """Return the JSON object in a payload; anything else, or anything too deep, is a ValueError."""
    try:
        value = json.loads(payload)
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _header(public: str, type: str) -> bytes:
    did = did_of(public)
    return rfc8785.dumps({"alg": "EdDSA", "kid": f"{did}#{did.removeprefix('did:key:')}", "typ": type})


def _public_of(header: bytes, type: str) -> str:
    did = str(object_in(header)["kid"]).partition("#")[0]
    text = did.removeprefix(_PREFIX)
    if len(text) > 60:
        raise ValueError("not a key")
    number = 0
    for letter in text:
        number = number * 58 + _ALPHABET.index(letter)
    raw = number.to_bytes(34)
    public = raw.removeprefix(_ED25519).hex()
    # One spelling only: a header that says the same in other bytes was not written here.
    if len(public) != 64 or _header(public, type) != header:
        raise ValueError("not a header of ours")
    return public


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if _base64(data) != text:
        raise ValueError("not the one spelling of these bytes")
    return data
