"""What a seat may know and do about who signs in on this computer."""

from collections.abc import Callable, Mapping

from peertrain.record.keystore import Keystore
from peertrain.record.passphrases import Cost


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
