"""The keys that a person gets: to sign with, to receive with, and for the desk."""

import secrets

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def new_keys() -> dict[str, bytes]:
    """Return a person's own new keys: to sign with, to receive with, and for the desk."""
    return {
        "signing": Ed25519PrivateKey.generate().private_bytes_raw(),
        "box": str(pyrage.x25519.Identity.generate()).encode(),
        "desk": secrets.token_bytes(32),
    }


def public_of(keys: dict[str, bytes]) -> tuple[str, str]:
    """Return the public keys that belong to these: to verify with (hex), and to leave something for the person."""
    signing = Ed25519PrivateKey.from_private_bytes(keys["signing"]).public_key().public_bytes_raw().hex()
    return signing, str(pyrage.x25519.Identity.from_str(keys["box"].decode()).to_public())
