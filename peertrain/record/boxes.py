"""Boxes: where something can be left for whoever has a key, each an age recipient in their name."""

from functools import lru_cache

import pyrage
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
"""What bech32 writes for 0 to 31."""


@lru_cache(4096)
def is_box(text: str) -> bool:
    """Return whether something can be left there; a changed program can sign anything, and shuts out only its own person."""
    try:
        pyrage.x25519.Recipient.from_str(text)
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(_point(text)))
    except (pyrage.RecipientError, ValueError):  # the second for a point with which nobody can share a secret
        return False
    return True


def _point(text: str) -> bytes:
    """Return the public key of an age recipient: 256 bits after `age1`, four bits that fill up, and a check."""
    number = 0
    for letter in text.lower()[4:56]:
        number = number << 5 | _LETTERS.index(letter)
    return (number >> 4).to_bytes(32, "big")
