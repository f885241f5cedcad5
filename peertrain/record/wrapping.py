"""The keys of one person in the keystore: wrapped by a passphrase and a recovery code, sealed, and opened."""

import hmac
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import NoReturn

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.record.holders import Holder
from peertrain.record.passphrases import Cost, branch, new_recovery_code, plain_words, read_recovery_code, stretch


class NotLetIn(Refused):
    """The passphrase is wrong, or nobody has that name: whoever tries does not learn which."""

    def __init__(self) -> None:
        super().__init__(_("The name or the passphrase is not right."))


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """A person's keys, open.

    `secrets` holds raw keys by purpose: database, signing, box, desk, issuer; next database while the record is being
    given a new key; next issuer while the issuing key is being replaced; invitation, invitation box and invitation place until the person's own key is announced.
    """

    person_id: str
    user_key: bytes
    secrets: Mapping[str, bytes]
    invited: bool


@dataclass(frozen=True, slots=True)
class HolderKeys:
    """Seals and opens what one holder has in one organisation."""

    organisation: str
    holder: Holder

    def wrap_for_passphrase(self, user_key: bytes, passphrase: str, cost: Cost) -> None:
        """Let this passphrase open the user key, in place of the one before."""
        holder = self.holder
        holder.salt, holder.cost = secrets.token_bytes(16), cost
        root = stretch(self._typed(passphrase), holder.salt, cost)
        holder.check = sha256(branch(root, "check")).digest()
        holder.wraps["passphrase"] = self.seal("passphrase", branch(root, "wrap"), user_key)

    def wrap_for_recovery(self, user_key: bytes) -> str:
        """Let a new recovery code open the user key, beside the one before until it is confirmed; return it."""
        code = new_recovery_code()
        self.holder.wraps["new recovery"] = self.seal(
            "recovery", branch(read_recovery_code(code), "recovery"), user_key
        )
        return code

    def confirm_recovery(self) -> None:
        """Put the new recovery code, which its person has kept, in the place of the one before."""
        if "new recovery" in self.holder.wraps:
            self.holder.wraps["recovery"] = self.holder.wraps.pop("new recovery")

    def open_with_code(self, code: bytes) -> bytes | None:
        """Return the user key; None where the recovery code is not right."""
        for wrap in ("recovery", "new recovery"):
            with suppress(InvalidTag, KeyError):
                return self._unwrap(wrap, "recovery", branch(code, "recovery"))
        return None

    def open(self, passphrase: str) -> bytes:
        """Return the user key, or refuse a passphrase that is wrong."""
        root = stretch(self._typed(passphrase), self.holder.salt, self.holder.cost)
        if not hmac.compare_digest(sha256(branch(root, "check")).digest(), self.holder.check):
            raise NotLetIn
        return self._unwrap("passphrase", "passphrase", branch(root, "wrap"))

    def _typed(self, passphrase: str) -> str:
        """Return a passphrase as it counts: five handed-over words do so however they were typed."""
        return plain_words(passphrase) if self.holder.invited else passphrase

    def seal(self, purpose: str, key: bytes, data: bytes) -> bytes:
        """Return the data sealed for one purpose of this holder."""
        nonce = secrets.token_bytes(12)
        return nonce + AESGCM(key).encrypt(nonce, data, self._about(purpose))

    def unseal(self, purpose: str, user_key: bytes) -> bytes | None:
        """Return a key of this holder; None where they have none for the purpose."""
        sealed = self.holder.secrets.get(purpose)
        return None if sealed is None else AESGCM(user_key).decrypt(sealed[:12], sealed[12:], self._about(purpose))

    def unlocked(self, user_key: bytes) -> Unlocked:
        """Return everything the user key opens, with what others have left for this person.

        Refused where the record has a new key that was left for other keys of theirs, as the one here has ended.
        """
        holder = self.holder
        keys = {purpose: key for purpose in holder.secrets if (key := self.unseal(purpose, user_key)) is not None}
        boxes = [keys[purpose] for purpose in ("box", "invitation box") if purpose in keys]
        identities = [pyrage.x25519.Identity.from_str(box.decode()) for box in boxes]
        for purpose, gift in holder.gifts.items():
            try:
                keys[purpose] = pyrage.decrypt(gift, identities)
            except pyrage.DecryptError as error:
                if purpose == "database":
                    raise Refused(
                        _(
                            "Your key on this computer has ended, and you can no longer sign in here. Go on at your other "
                            "computer, or ask a coordinator for a new way in."
                        )
                    ) from error
        return Unlocked(holder.person_id, user_key, keys, holder.invited)

    def _unwrap(self, wrap: str, purpose: str, key: bytes) -> bytes:
        """Return the user key that was wrapped for a purpose; InvalidTag where the key is wrong."""
        sealed = self.holder.wraps[wrap]
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], self._about(purpose))

    def _about(self, purpose: str) -> bytes:
        holder = self.holder
        parts = ("peertrain", "wrap", "v1", self.organisation, holder.person_id, purpose, str(holder.generation))
        return "|".join(parts).encode()


def open_nobody(passphrase: str, cost: Cost) -> NoReturn:
    """Refuse a name that is not known in the same time and words as a wrong passphrase."""
    stretch(passphrase, bytes(16), cost)
    raise NotLetIn
