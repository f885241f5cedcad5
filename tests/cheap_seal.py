"""Files that age seals with words, at the least cost that it opens: `pyrage` spends a second on each, as it should."""

import hmac
import secrets
from base64 import b64encode

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

WORK = 1
"""The binary logarithm of what opening costs, as scrypt counts it; the program's seals have some 15 to 19."""
CHUNK = 64 * 1024


def seal(content: bytes, words: str) -> bytes:
    """Return a file of age (age-encryption.org/v1) that these words open, as `pyrage.passphrase.encrypt` does."""
    key, salt, nonce = secrets.token_bytes(16), secrets.token_bytes(16), secrets.token_bytes(16)
    of_words = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=2**WORK, r=8, p=1)
    wrapped = ChaCha20Poly1305(of_words.derive(words.encode())).encrypt(bytes(12), key, None)
    head = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_base64(salt), WORK, _base64(wrapped))
    mac = hmac.digest(_derived(key, b"", b"header"), head, "sha256")
    return head + b" " + _base64(mac) + b"\n" + nonce + _stream(content, _derived(key, nonce, b"payload"))


def _stream(content: bytes, key: bytes) -> bytes:
    cipher, starts = ChaCha20Poly1305(key), range(0, max(len(content), 1), CHUNK)
    return b"".join(
        cipher.encrypt(number.to_bytes(11, "big") + bytes([start == starts[-1]]), content[start : start + CHUNK], None)
        for number, start in enumerate(starts)
    )


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(key)


def _base64(content: bytes) -> bytes:
    return b64encode(content).rstrip(b"=")
