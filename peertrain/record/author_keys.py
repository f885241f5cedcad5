"""An author's own key, with which course files are signed: one file, in which it is sealed with a passphrase."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.record import atomic
from peertrain.record.canonical import canonical
from peertrain.record.passphrases import Cost, branch, check_strength, stretch, tuned_cost

FILE = "author.json"
LONGEST_NAME = 100
_NONCE = 12


@dataclass(frozen=True, slots=True, repr=False)
class AuthorKey:
    """An author's key, open, and the name under which it signs."""

    name: str
    signing: Ed25519PrivateKey

    @property
    def public(self) -> str:
        """The key to verify with, as hex."""
        return self.signing.public_key().public_bytes_raw().hex()


def is_author_name(name: str) -> bool:
    """Return whether a text can stand as the name of an author: one line, without what cannot be seen."""
    return 0 < len(name) <= LONGEST_NAME and name.isprintable() and name == " ".join(name.split())


def make_author_key(path: Path, *, name: str, passphrase: str, cost: Cost | None = None) -> AuthorKey:
    """Make a new key and keep it, sealed, in a file that is not there yet."""
    if not is_author_name(name):
        raise Refused(_("Give the name under which you publish, at most {most} characters.").format(most=LONGEST_NAME))
    check_strength(passphrase, tuple(name.split()))
    key, salt, cost = AuthorKey(name, Ed25519PrivateKey.generate()), secrets.token_bytes(16), cost or tuned_cost()
    nonce = secrets.token_bytes(_NONCE)
    cipher = AESGCM(branch(stretch(passphrase, salt, cost), "author key"))
    sealed = nonce + cipher.encrypt(nonce, key.signing.private_bytes_raw(), _about(name, key.public))
    kept = {
        "format": 1, "name": name, "key": key.public, "salt": salt.hex(), "memory": cost.memory,
        "passes": cost.passes, "lanes": cost.lanes, "sealed": sealed.hex(),
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic.write(path, json.dumps(kept, ensure_ascii=False, indent=2).encode())
    return key


def author_name(path: Path) -> str:
    """Return whose key is in a file; empty where there is none yet."""
    return _read(path)[0] if path.exists() else ""


def open_author_key(path: Path, passphrase: str) -> AuthorKey:
    """Return the key in a file; refuse a passphrase that is wrong."""
    name, public, salt, cost, sealed = _read(path)
    cipher = AESGCM(branch(stretch(passphrase, salt, cost), "author key"))
    try:
        private = cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _about(name, public))
    except InvalidTag:
        raise Refused(_("The passphrase of the author's key is not right.")) from None
    return AuthorKey(name, Ed25519PrivateKey.from_private_bytes(private))


def _about(name: str, public: str) -> bytes:
    return canonical({"name": name, "key": public})


def _read(path: Path) -> tuple[str, str, bytes, Cost, bytes]:
    try:
        kept = json.loads(path.read_bytes())
        cost = Cost(int(kept["memory"]), int(kept["passes"]), int(kept["lanes"]))
        return str(kept["name"]), str(kept["key"]), bytes.fromhex(kept["salt"]), cost, bytes.fromhex(kept["sealed"])
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(
            _("The author's key in {file} is damaged. Put a copy of the file in its place.").format(file=path)
        ) from error
