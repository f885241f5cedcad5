"""What a seat may know and do about who signs in on this computer."""

from collections.abc import Callable, Mapping
from functools import cached_property

from peertrain.record.keystore import Keystore
from peertrain.record.passphrases import Cost


class KeysOfComputer:
    """The keystore as a seat sees it."""

    def __init__(
        self,
        keystore: Callable[[], Keystore],
        cost: Callable[[], Cost],
        database: bytes,
        is_known: Callable[[str], bool],
    ) -> None:
        """`is_known` says whether the record knows an invitation, by its id."""
        self._keystore, self._cost, self._database, self._is_known = keystore, cost, database, is_known

    @cached_property
    def _who(self) -> Mapping[str, bool]:
        """Who can sign in, and whether they still have to choose a passphrase; read once, for lists of everybody."""
        return self._keystore().access()

    def lets_in(self, person_id: str) -> bool:
        return person_id in self._who

    def is_invited(self, person_id: str) -> bool:
        return self._who.get(person_id, False)

    def check_name_free(self, name: str, person_id: str) -> None:
        self._present().check_name_free(name, person_id)

    def invite(self, person_id: str, name: str, words: str, keys: Mapping[str, bytes], invitation: str) -> None:
        everything = {**keys, "database": self._database}
        self._present().stage(person_id, name, words, everything, self._cost(), invitation=invitation)

    def _present(self) -> Keystore:
        """Return the keystore without the invitations whose deed was not done: they keep no name from anybody."""
        keystore = self._keystore()
        keystore.forget_staged(self._is_known)
        return keystore
