"""The seal over a whole file: a signature in a hole of fixed length, made as if the hole were empty."""

import hashlib
import re
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

CATALOG_KEY = "/PeerTrainSeal"
EMPTY = bytes(64)

_MARK = CATALOG_KEY.encode() + b" <"
_HOLE = re.compile(re.escape(_MARK) + rb"([0-9a-f]{128})>")
_DOMAIN = b"PeerTrain certificate seal 1\x00"


def seal(pdf: bytes, *, certificate_id: str, key: Ed25519PrivateKey) -> bytes:
    """Return `pdf` with its one empty hole filled by a signature over every byte of the file."""
    start, end, written = _hole(pdf)
    if written != EMPTY:
        raise ValueError("the hole is already filled")
    signature = key.sign(_message(pdf, certificate_id))
    return pdf[:start] + signature.hex().encode() + pdf[end:]


def is_sealed(pdf: bytes, *, certificate_id: str, public: str) -> bool:
    """Return whether the file is, to the last byte, the one that `public` sealed for this certificate."""
    try:
        start, end, signature = _hole(pdf)
        empty = pdf[:start] + b"0" * 128 + pdf[end:]
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, _message(empty, certificate_id))
    except (ValueError, InvalidSignature):
        return False
    return True


def _hole(pdf: bytes) -> tuple[int, int, bytes]:
    found = _HOLE.search(pdf)
    if found is None or pdf.count(_MARK) != 1:
        raise ValueError("a file has exactly one hole for its seal")
    return found.start(1), found.end(1), bytes.fromhex(found[1].decode())


def _message(pdf_with_empty_hole: bytes, certificate_id: str) -> bytes:
    return _DOMAIN + UUID(certificate_id).bytes + hashlib.sha256(pdf_with_empty_hole).digest()
