"""The code on paper: a few signed facts in letters that a QR code holds, verified with no network."""

import base64
import binascii
import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from peertrain.documents import jws
from peertrain.documents.facts import CertificateFacts

START = "PEERTRAIN:"
LONGEST_NUMBER = 40
"""Bytes of the longest certificate number that fits."""

_VERSION = 1
_DOMAIN = b"PeerTrain code 1\x00"
_EPOCH = date(2000, 1, 1)
_NEVER = 0xFFFF
_HEAD, _SIGNATURE = 38, 64


@dataclass(frozen=True, slots=True)
class Code:
    """What a code says. It holds no name, only a short hash with which a name can be compared."""

    certificate_id: str
    key_id: bytes
    name_hash: bytes
    issued_on: date
    expires_on: date | None
    number: str
    signed: bytes
    signature: bytes

    def is_signed_by(self, public: str) -> bool:
        """Return whether the owner of `public` (hex) made this code."""
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(self.signature, _DOMAIN + self.signed)
        except (ValueError, InvalidSignature):
            return False
        return True

    def names(self, legal_name: str) -> bool:
        """Return whether the certificate was issued in this name; capitals and spaces do not matter."""
        return _name_hash(self.certificate_id, legal_name) == self.name_hash


def make_code(facts: CertificateFacts, key: Ed25519PrivateKey) -> str:
    """Return the text of the QR code."""
    signed = signed_in_code(
        public=jws.public_hex(key), certificate_id=facts.certificate_id, legal_name=facts.legal_name,
        issued_on=facts.issued_on, expires_on=facts.expires_on, number=facts.number,
    )  # fmt: skip
    return START + base64.b32encode(signed + key.sign(_DOMAIN + signed)).decode().rstrip("=")


def signed_in_code(
    *, certificate_id: str, public: str, legal_name: str, issued_on: date, expires_on: date | None, number: str
) -> bytes:
    """Return what the code of a certificate says, as it is signed; ValueError or OverflowError where no code can."""
    return b"".join(
        (
            bytes([_VERSION]),
            UUID(certificate_id).bytes,
            key_id(public),
            _name_hash(certificate_id, legal_name),
            _days(issued_on),
            _days(expires_on),
            bytes([len(number.encode())]),
            number.encode(),
        )
    )


def read_code(text: str) -> Code | None:
    """Return what the text of a code says, before any question of who signed it; None if it is not such a text."""
    letters = "".join(text.split()).upper()
    if not letters.startswith(START) or len(letters) > 400:
        return None
    body = letters.removeprefix(START)
    try:
        data = base64.b32decode(body + "=" * (-len(body) % 8))
        signed, signature = data[:-_SIGNATURE], data[-_SIGNATURE:]
        number = signed[_HEAD:].decode()
        one_spelling = base64.b32encode(data).decode().rstrip("=") == body
        if signed[0] != _VERSION or signed[_HEAD - 1] != len(signed) - _HEAD or not one_spelling:
            return None
        issued, expires = int.from_bytes(signed[33:35]), int.from_bytes(signed[35:37])
        return Code(
            certificate_id=str(UUID(bytes=signed[1:17])),
            key_id=signed[17:25],
            name_hash=signed[25:33],
            issued_on=_EPOCH + timedelta(issued),
            expires_on=None if expires == _NEVER else _EPOCH + timedelta(expires),
            number=number,
            signed=signed,
            signature=signature,
        )
    except (binascii.Error, ValueError, IndexError):
        return None


def key_id(public: str) -> bytes:
    """Return the eight bytes by which a code names the key that signed it."""
    return hashlib.sha256(bytes.fromhex(public)).digest()[:8]


def _name_hash(certificate_id: str, legal_name: str) -> bytes:
    plain = " ".join(unicodedata.normalize("NFKC", legal_name).casefold().split())
    return hashlib.sha256(UUID(certificate_id).bytes + plain.encode()).digest()[:8]


def _days(day: date | None) -> bytes:
    return (_NEVER if day is None else (day - _EPOCH).days).to_bytes(2)
