"""What a seat may know and do about who signs in on this computer."""

from collections.abc import Callable, Mapping
from functools import cached_property

from peertrain.record.keystore import Keystore
from peertrain.record.passphrases import Cost


class KeysOfComputer:
    """The keystore as a seat sees it."""

    def __init__(self, keystore: Callable[[], Keystore], cost: Callable[[], Cost], database: bytes) -> None:
        self._keystore, self._cost, self._database = keystore, cost, database

    @cached_property
    def _who(self) -> Mapping[str, bool]:
        """Who can sign in, and whether they still have to choose a passphrase; read once, for lists of everybody."""
        return self._keystore().access()

    def lets_in(self, person_id: str) -> bool:
        return person_id in self._who

    def is_invited(self, person_id: str) -> bool:
        return self._who.get(person_id, False)

    def check_name_free(self, name: str, person_id: str) -> None:
        self._keystore().check_name_free(name, person_id)

    def invite(self, person_id: str, name: str, words: str, keys: Mapping[str, bytes], invitation: str) -> None:
        everything = {**keys, "database": self._database}
        self._keystore().stage(person_id, name, words, everything, self._cost(), invitation=invitation)
