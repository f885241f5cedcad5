"""The keys of one person in the keystore: wrapped by a passphrase and a recovery code, sealed, and opened."""

import hmac
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import NoReturn

import pyrage
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.record.holders import Holder
from peertrain.record.passphrases import Cost, branch, new_recovery_code, read_recovery_code, stretch


class NotLetIn(Refused):
    """The passphrase is wrong, or nobody has that name: whoever tries does not learn which."""

    def __init__(self) -> None:
        super().__init__(_("The name or the passphrase is not right."))


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """A person's keys, open.

    `secrets` holds raw keys by purpose: database, signing, box, desk, issuer; next database while the record is being
    given a new key; invitation and invitation box until the person's own key is announced.
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
        root = stretch(passphrase, holder.salt, cost)
        holder.check = sha256(branch(root, "check")).digest()
        holder.wraps["passphrase"] = self.seal("passphrase", branch(root, "wrap"), user_key)

    def wrap_for_recovery(self, user_key: bytes) -> str:
        """Let a new recovery code open the user key, in place of the one before; return it."""
        code = new_recovery_code()
        self.holder.wraps["recovery"] = self.seal("recovery", branch(read_recovery_code(code), "recovery"), user_key)
        return code

    def open(self, passphrase: str) -> bytes:
        """Return the user key, or refuse a passphrase that is wrong."""
        root = stretch(passphrase, self.holder.salt, self.holder.cost)
        if not hmac.compare_digest(sha256(branch(root, "check")).digest(), self.holder.check):
            raise NotLetIn
        return self.unwrap("passphrase", branch(root, "wrap"))

    def seal(self, purpose: str, key: bytes, data: bytes) -> bytes:
        """Return the data sealed for one purpose of this holder."""
        nonce = secrets.token_bytes(12)
        return nonce + AESGCM(key).encrypt(nonce, data, self._about(purpose))

    def unwrap(self, purpose: str, key: bytes) -> bytes:
        """Return the user key that was wrapped for a purpose; InvalidTag where the key is wrong."""
        sealed = self.holder.wraps[purpose]
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], self._about(purpose))

    def unlocked(self, user_key: bytes) -> Unlocked:
        """Return everything the user key opens, with what others have left for this person."""
        holder = self.holder
        keys = {
            purpose: AESGCM(user_key).decrypt(sealed[:12], sealed[12:], self._about(purpose))
            for purpose, sealed in holder.secrets.items()
        }
        boxes = [keys[purpose] for purpose in ("box", "invitation box") if purpose in keys]
        identities = [pyrage.x25519.Identity.from_str(box.decode()) for box in boxes]
        for purpose, gift in holder.gifts.items():
            with suppress(pyrage.DecryptError):
                keys[purpose] = pyrage.decrypt(gift, identities)
        return Unlocked(holder.person_id, user_key, keys, holder.invited)

    def _about(self, purpose: str) -> bytes:
        holder = self.holder
        parts = ("peertrain", "wrap", "v1", self.organisation, holder.person_id, purpose, str(holder.generation))
        return "|".join(parts).encode()


def open_nobody(passphrase: str, cost: Cost) -> NoReturn:
    """Refuse a name that is not known in the same time and words as a wrong passphrase."""
    stretch(passphrase, bytes(16), cost)
    raise NotLetIn
