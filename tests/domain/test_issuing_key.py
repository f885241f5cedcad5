"""Replacing the issuing key: which key issues when, and which of two replacements counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from peertrain.domain.certification import Certificate, CertificateIssued
from peertrain.domain.errors import Held, Refused
from peertrain.domain.organisation import IssuingKeyReplaced
from peertrain.domain.people import (
    ORGANISATION,
    FormerIssuer,
    Organisation,
    Person,
    Role,
    RoleTerm,
    may_have_issuing_key,
)
from peertrain.domain.picture import PictureInMemory
from peertrain.domain.statements import Statement, apply
from tests.domain.scene import NOW, hash_of, scene, signed_by, statements_about

FIRST, SECOND, THIRD = hash_of("issuer"), hash_of("second"), hash_of("third")


def say(picture: PictureInMemory, said: Statement, name: str = "cora", minutes: int = 0) -> None:
    apply(picture, said, signed_by(name, NOW + timedelta(minutes=minutes)))


def replaced(former: str, new: str, reason: str = "A laptop was stolen.") -> IssuingKeyReplaced:
    return IssuingKeyReplaced(former, new, reason)


def issued(issuer: str | None) -> CertificateIssued:
    said = next(one for one in statements_about("tess") if isinstance(one, CertificateIssued))
    return replace(said, issuer_public=issuer)


def here(picture: PictureInMemory) -> Organisation:
    found = picture.find(Organisation, ORGANISATION)
    assert found is not None
    return found


def test_former_keys_stay_known_newest_first_with_the_moment_they_ended() -> None:
    picture = scene()
    say(picture, replaced(FIRST, SECOND), minutes=1)
    say(picture, replaced(SECOND, THIRD), "cody", minutes=2)
    ended = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)
    assert here(picture).issuer_public == THIRD
    assert here(picture).former_issuers == (FormerIssuer(SECOND, ended[1]), FormerIssuer(FIRST, ended[0]))
    assert here(picture).issuers == (THIRD, SECOND, FIRST)


@pytest.mark.parametrize(
    ("began", "ended", "may"),
    [(0, None, True), (0, 4, False), (0, 6, True), (7, 8, True)],
    ids=["still coordinator", "ended before", "ended since", "began since"],
)
def test_who_was_coordinator_since_the_key_that_counts_does_may_have_it(
    began: int, ended: int | None, *, may: bool
) -> None:
    picture = scene()
    say(picture, replaced(FIRST, SECOND), minutes=5)
    until = None if ended is None else NOW + timedelta(minutes=ended)
    terms = (
        RoleTerm(Role.COORDINATOR, NOW + timedelta(minutes=began), until),
        RoleTerm(Role.TRAINEE, NOW),
    )
    assert may_have_issuing_key(Person("luis", "Luis Ortega", "Luis", NOW, roles=terms), here(picture)) is may


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        (replaced(FIRST, SECOND, " "), Refused, "Say why"),
        (replaced(FIRST, FIRST), Refused, "in use before"),
        (replaced(THIRD, SECOND), Held, "not known here yet, or does not count"),
        (replaced(FIRST, "no key"), Refused, "hash or key"),
        (replaced("no key", SECOND), Refused, "hash or key"),
    ],
)
def test_what_replaces_no_key_is_refused(said: IssuingKeyReplaced, error: type[Exception], words: str) -> None:
    picture = scene()
    before = here(picture)
    with pytest.raises(error, match=words):
        say(picture, said)
    assert here(picture) == before


def test_of_two_replacements_of_one_key_the_first_counts() -> None:
    picture = scene()
    say(picture, replaced(FIRST, SECOND))
    with pytest.raises(Refused, match="had been replaced before"):
        say(picture, replaced(FIRST, THIRD), "cody")
    with pytest.raises(Refused, match="in use before"):
        say(picture, replaced(SECOND, FIRST))
    assert here(picture).issuer_public == SECOND


@pytest.mark.parametrize("said", [FIRST, None])
def test_a_certificate_counts_with_the_key_of_its_time_and_not_with_a_former_one(said: str | None) -> None:
    picture = scene()
    say(picture, issued(said))
    kept = picture.find(Certificate, "new")
    assert kept is not None
    assert kept.issuer_public == FIRST
    picture = scene()
    say(picture, replaced(FIRST, SECOND))
    with pytest.raises(Refused, match="does not count any more"):
        say(picture, issued(said))
    assert picture.find(Certificate, "new") is None
    say(picture, issued(SECOND))
    kept = picture.find(Certificate, "new")
    assert kept is not None
    assert kept.issuer_public == SECOND


def test_a_certificate_waits_for_the_key_that_signed_it_to_be_known() -> None:
    picture = scene()
    with pytest.raises(Held, match="not known here yet"):
        say(picture, issued(SECOND))
    say(picture, replaced(FIRST, SECOND))
    say(picture, issued(SECOND))


def test_what_was_issued_before_stays() -> None:
    picture = scene()
    say(picture, issued(None))
    before = picture.find(Certificate, "new")
    say(picture, replaced(FIRST, SECOND))
    assert picture.find(Certificate, "new") == before
