"""The signature on a course file: who says that they wrote exactly this.

It is one more file in the archive: the author's name and key, and an Ed25519 signature over the name and the SHA-256 of
every other file. It proves that whoever holds the key has signed all of it. It does not prove whose key it is: that is
for the reader to learn, by six words that stand for the key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.record.author_keys import AuthorKey, is_author_name
from peertrain.record.canonical import Malformed, canonical, read_canonical
from peertrain.record.passphrases import words_of

SIGNATURE = "signature.json"
_PREFIX = b"PeerTrain course file v1\0"
_LARGEST = 10_000
_FIELDS = {"format", "author", "key", "signature"}


@dataclass(frozen=True, slots=True)
class Author:
    """Who has signed a course: the name that they give themselves, and their key as hex."""

    name: str
    key: str

    @property
    def words(self) -> str:
        """Six words that stand for the key."""
        return words_of(sha256(b"PeerTrain author words v1\0" + bytes.fromhex(self.key)).digest(), 6)


def sign_files(files: Mapping[str, bytes], key: AuthorKey) -> bytes:
    """Return the signature of an author on the files of an archive."""
    signature = key.signing.sign(_statement(files, Author(key.name, key.public)))
    return canonical({"format": 1, "author": key.name, "key": key.public, "signature": signature.hex()})


def author_of(files: Mapping[str, bytes]) -> Author | None:
    """Return who has signed the files of an archive, and None where nobody has; refuse a signature that is not right."""
    if SIGNATURE not in files:
        return None
    try:
        if len(files[SIGNATURE]) > _LARGEST:
            raise Malformed("too large")
        said = read_canonical(files[SIGNATURE])
        if not isinstance(said, dict) or said.keys() != _FIELDS or said["format"] != 1:
            raise Malformed("not a signature")
        author = Author(str(said["author"]), str(said["key"]))
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(author.key))
        public.verify(bytes.fromhex(said["signature"]), _statement(files, author))
        if not is_author_name(author.name) or public.public_bytes_raw().hex() != author.key:
            raise Malformed("not a name and a key")
    except (Malformed, InvalidSignature, ValueError, TypeError) as error:
        raise Refused(
            _("This course was changed after it was signed. Ask its author for the file once more.")
        ) from error
    return author


def _statement(files: Mapping[str, bytes], author: Author) -> bytes:
    digests = {name: sha256(content).hexdigest() for name, content in files.items() if name != SIGNATURE}
    return _PREFIX + canonical({"author": author.name, "key": author.key, "files": digests})
