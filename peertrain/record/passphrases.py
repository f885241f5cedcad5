"""Passphrases and recovery codes: what is strong enough, how they are made, and how keys come from them.

The rules are those of NIST SP 800-63B-4: length, a list of what is commonly guessed, and nothing else.
"""

import base64
import re
import secrets
import time
import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.places import shipped

SHORTEST = 15
LONGEST = 256
_EASY = 10.0
"""Below 10 to this power guesses, a passphrase counts as one that is commonly guessed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: memory in KiB, passes over it, lanes (RFC 9106)."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


LOWEST_COST = Cost(19 * 1024, 2, 1)
"""The least that OWASP's Password Storage Cheat Sheet allows for Argon2id."""


def normal(passphrase: str) -> str:
    """Return the passphrase in the one form in which it is used (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", passphrase)


def stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Return the 32-byte root of a passphrase (Argon2id)."""
    kdf = Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return kdf.derive(normal(passphrase).encode())


def branch(root: bytes, purpose: str) -> bytes:
    """Return the 32-byte key for one purpose under a root (HKDF-SHA256)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"PeerTrain v1 " + purpose.encode()).derive(root)


def tuned_cost(target: float = 0.3) -> Cost:
    """Return a cost that takes about `target` seconds on this computer, never below the default."""
    cost = Cost()
    start = time.perf_counter()
    stretch("measure", bytes(16), cost)
    took = max(time.perf_counter() - start, 0.001)
    return Cost(cost.memory, max(cost.passes, min(12, int(cost.passes * target / took))), cost.lanes)


def check_strength(passphrase: str, known_words: tuple[str, ...] = ()) -> None:
    """Refuse a passphrase that is too short, too long or commonly guessed; `known_words` are names around it."""
    text = normal(passphrase)
    if len(text) < SHORTEST:
        raise Refused(
            _(
                "A passphrase needs at least {shortest} characters; this one has {length}. Four or five words do well."
            ).format(shortest=SHORTEST, length=len(text))
        )
    if len(text) > LONGEST:
        raise Refused(_("A passphrase can have at most {longest} characters.").format(longest=LONGEST))
    from zxcvbn import zxcvbn  # slow to import, and only needed here

    if zxcvbn(text[:72], user_inputs=list(known_words))["guesses_log10"] < _EASY:
        raise Refused(_("This passphrase is easy to guess. Use words that do not belong together."))


def five_words() -> str:
    """Return a new passphrase of five random words; about 60 bits, which guessing at this cost never reaches."""
    return " ".join(secrets.choice(_words()) for _position in range(5))


def plain_words(words: str) -> str:
    """Return handed-over words in the one form in which they are used, however they were typed."""
    return " ".join(normal(words).casefold().replace("-", " ").split())


def words_of(digest: bytes, count: int) -> str:
    """Return words that stand for a hash (32 bytes), to be read out and compared; about 12 bits a word."""
    words, number = sorted(_words()), int.from_bytes(digest)
    chosen = []
    for _position in range(count):
        number, at = divmod(number, len(words))
        chosen.append(words[at])
    return " ".join(chosen)


@cache
def _words() -> list[str]:
    from xkcdpass import xkcd_password

    path = xkcd_password.locate_wordfile("eff-long")
    words: list[str] = xkcd_password.generate_wordlist(wordfile=path, min_length=3, max_length=9)
    unfit = re.compile("|".join(_unfit()))
    return [word for word in words if word.isalpha() and not unfit.match(word)]


def _unfit() -> list[str]:
    """Return the beginnings of words that nobody in recovery should be handed."""
    lines = shipped("resources", "unfit-words.txt").read_text(encoding="ascii").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def new_recovery_code() -> str:
    """Return a new recovery code: 160 random bits in eight groups of four, and a ninth that catches mistyping."""
    return _spell(secrets.token_bytes(20))


def _spell(code: bytes) -> str:
    check = sha256(b"PeerTrain recovery code v1\0" + code).digest()
    text = base64.b32encode(code).decode() + base64.b32encode(check)[:4].decode()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def read_recovery_code(text: str) -> bytes:
    """Return the 20 bytes of a recovery code as typed; refuse one that was mistyped."""
    letters = "".join(text.upper().split()).replace("-", "").replace("0", "O").replace("1", "I").replace("8", "B")
    try:
        code = base64.b32decode(letters[:32])
    except ValueError:
        code = b""
    if len(code) != 20 or _spell(code).replace("-", "") != letters:
        raise Refused(_("The recovery code is mistyped. It has nine groups of four letters and digits."))
    return code
