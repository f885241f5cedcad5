"""Keys that people get, and what a seat may know and do about who signs in on this computer."""

import secrets
from collections.abc import Callable, Mapping

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.record.keystore import Keystore
from peertrain.record.passphrases import Cost


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


class KeysOfComputer:
    """The keystore as a seat sees it."""

    def __init__(self, keystore: Callable[[], Keystore], cost: Callable[[], Cost], database: bytes) -> None:
        self._keystore, self._cost, self._database = keystore, cost, database

    def lets_in(self, person_id: str) -> bool:
        return self._keystore().lets_in(person_id)

    def is_invited(self, person_id: str) -> bool:
        return self._keystore().is_invited(person_id)

    def check_name_free(self, name: str, person_id: str) -> None:
        self._keystore().check_name_free(name, person_id)

    def invite(self, person_id: str, name: str, words: str, keys: Mapping[str, bytes], invitation: str) -> None:
        everything = {**keys, "database": self._database}
        self._keystore().stage(person_id, name, words, everything, self._cost(), invitation=invitation)
