"""Invitations that somebody made to harm, and what it costs to try words at one."""

from collections.abc import Callable

import pyrage
import pytest

from peertrain.domain.errors import Refused
from peertrain.exchange.invitations import LARGEST, MAGIC, MOST_WORK, open_invitation
from peertrain.services import invitations
from tests.exchange.computers import Agency
from tests.office import PASSPHRASES


def test_whoever_tries_words_at_an_invitation_pays_for_each_of_them(
    agency: Agency, program_seal: Callable[[bytes, str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyrage.passphrase, "encrypt", program_seal)
    person_id = agency.renee.person_id
    sent = agency.dana.do(lambda seat: invitations.invite(seat, person_id=person_id, passphrase=PASSPHRASES["Dana"]))
    work = int(sent.content.split(b"\n", 4)[2].split()[-1])
    assert 10 < work <= MOST_WORK, "it is chosen by what this computer does in a second"
    assert open_invitation(sent.content, words=sent.words).person_id == person_id


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
