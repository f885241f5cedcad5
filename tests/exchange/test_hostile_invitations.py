"""Invitations that somebody made to harm."""

import pyrage
import pytest

from peertrain.domain.errors import Refused
from peertrain.exchange.invitations import LARGEST, MAGIC, open_invitation


def test_an_invitation_that_takes_all_memory_to_open_is_not_opened() -> None:
    sealed = bytes(pyrage.passphrase.encrypt(b"x", "one two"))
    head, _space, rest = sealed.partition(b"\n-> scrypt ")
    salt, _space, after = rest.partition(b" ")
    costly = head + b"\n-> scrypt " + salt + b" 30\n" + after.partition(b"\n")[2]
    with pytest.raises(Refused, match="more memory"):
        open_invitation(MAGIC + costly, words="one two")


@pytest.mark.parametrize("inside", [b"", b"\0\0\0\1", b"\0\0\0\2{}", b"\xff\xff\xff\xff{}", b"\0\0\0\5[[[[["])
def test_an_invitation_whose_inside_is_none_is_refused_in_words(inside: bytes) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        open_invitation(MAGIC + bytes(pyrage.passphrase.encrypt(inside, "one two")), words="One-Two")


def test_what_is_no_invitation_is_refused() -> None:
    for content in (b"", b"x", MAGIC, MAGIC + b"x" * 100, MAGIC + bytes(LARGEST)):
        with pytest.raises(Refused):
            open_invitation(content, words="one two")
