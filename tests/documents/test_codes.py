"""The code on paper, and what a person is told who types or scans it."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.documents.codes import make_code, read_code
from peertrain.documents.jws import public_hex
from peertrain.documents.status import FormerKey, Revoked, TrustAnchors
from peertrain.documents.verification import Outcome, verify_code
from tests.documents.builders import FACTS, KEY, ROGUE, TODAY, anchors, facts, organisation

CODE = make_code(FACTS, KEY)


def test_a_code_is_valid_in_small_letters_and_broken_lines_too() -> None:
    for text in (CODE, CODE.lower(), "\n".join(CODE[i : i + 40] for i in range(0, len(CODE), 40)), f"  {CODE}\r\n"):
        verdict = verify_code(text, trusted=anchors(), today=TODAY)
        assert verdict.outcome is Outcome.VALID
    shown = {line.label: line.value for line in verdict.lines}
    assert shown["Certificate number"] == FACTS.number
    assert shown["Valid until"] == "3 March 2029"
    assert "Compare" in verdict.notes[0]


def test_it_holds_no_name() -> None:
    assert make_code(facts(legal_name="Aa Bb"), KEY)[:70] != make_code(facts(legal_name="Cc Dd"), KEY)[:70]
    code = read_code(CODE)
    assert code is not None
    assert FACTS.legal_name.encode() not in code.signed


def test_a_name_can_be_compared_whatever_its_capitals_and_spaces() -> None:
    for name in (FACTS.legal_name, "  MARÍA  JOSÉ NÚÑEZ", "Mari\u0301a Jose\u0301 Nu\u0301n\u0303ez"):
        assert verify_code(CODE, trusted=anchors(), today=TODAY, legal_name=name).outcome is Outcome.VALID
    wrong = verify_code(CODE, trusted=anchors(), today=TODAY, legal_name="Mario Núñez")
    assert wrong.outcome is Outcome.ALTERED
    assert "Mario Núñez" in wrong.sentence


def test_a_code_expires_is_revoked_and_belongs_to_somebody() -> None:
    assert verify_code(CODE, trusted=anchors(), today=date(2029, 3, 4)).outcome is Outcome.EXPIRED
    status = organisation().status
    assert status is not None
    revoked = replace(status, revoked=(Revoked(FACTS.certificate_id, FACTS.number, TODAY, "withdrawn"),))
    assert verify_code(CODE, trusted=anchors(status=revoked), today=TODAY).outcome is Outcome.REVOKED
    assert verify_code(CODE, trusted=TrustAnchors(), today=TODAY).outcome is Outcome.CANNOT_TELL
    assert verify_code(make_code(FACTS, ROGUE), trusted=anchors(), today=TODAY).outcome is Outcome.NOT_OURS


def test_of_a_former_key_only_the_codes_count_that_the_card_names() -> None:
    code = read_code(CODE)
    assert code is not None
    former = FormerKey(public_hex(KEY), date(2027, 5, 1), (sha256(code.signed).hexdigest(),))
    trusted = anchors(issuer_key=public_hex(ROGUE), former_keys=(former,))
    assert verify_code(CODE, trusted=trusted, today=TODAY).outcome is Outcome.VALID
    assert verify_code(make_code(FACTS, ROGUE), trusted=trusted, today=TODAY).outcome is Outcome.VALID
    for forged in (facts(legal_name="Somebody Else"), facts(number="HPR-2027-0043"), facts(expires_on=None)):
        verdict = verify_code(make_code(forged, KEY), trusted=trusted, today=TODAY)
        assert verdict.outcome is Outcome.NOT_OURS
        assert "a former issuing key of Harbor Peer Recovery Network" in verdict.sentence


@given(st.integers(10, len(CODE) - 1), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
@settings(max_examples=150, deadline=None)
def test_one_changed_letter_is_never_valid(place: int, letter: str) -> None:
    changed = CODE[:place] + letter + CODE[place + 1 :]
    outcome = verify_code(changed, trusted=anchors(), today=TODAY).outcome
    assert (outcome is Outcome.VALID) == (changed == CODE)
    assert outcome in {Outcome.VALID, Outcome.ALTERED, Outcome.NOT_OURS}


@given(st.text(max_size=300), st.booleans())
@settings(max_examples=100)
def test_any_text_gets_an_answer(text: str, marked: bool) -> None:
    verdict = verify_code(("PEERTRAIN:" if marked else "") + text, trusted=anchors(), today=TODAY)
    assert verdict.outcome is (Outcome.ALTERED if marked else Outcome.NOT_OURS)


def test_something_else_is_not_a_code() -> None:
    assert verify_code("https://example.org", trusted=anchors(), today=TODAY).outcome is Outcome.NOT_OURS
    assert verify_code(CODE[:-1], trusted=anchors(), today=TODAY).outcome is Outcome.ALTERED


@given(
    st.dates(date(2000, 1, 1), date(2170, 1, 1)),
    st.none() | st.dates(date(2000, 1, 1), date(2170, 1, 1)),
    st.text("ABCDEFGHIJ0123456789-", min_size=1, max_size=40),
)
@settings(max_examples=30, deadline=None)
def test_what_a_code_says_is_what_was_put_in(issued_on: date, expires_on: date | None, number: str) -> None:
    code = read_code(make_code(facts(issued_on=issued_on, expires_on=expires_on, number=number), KEY))
    assert code is not None
    assert (code.issued_on, code.expires_on, code.number) == (issued_on, expires_on, number)
    assert code.certificate_id == FACTS.certificate_id
    assert code.is_signed_by(public_hex(KEY))
    assert not code.is_signed_by(public_hex(ROGUE))


@pytest.mark.parametrize("number", ["1", "HPR-2027-0042", "X" * 40])
def test_it_stays_small_enough_to_scan_from_paper(number: str) -> None:
    code = segno.make(make_code(facts(number=number), KEY), error="m", micro=False)
    assert code.mode == "alphanumeric"
    assert int(code.version) <= 10
