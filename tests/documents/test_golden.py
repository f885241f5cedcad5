"""Files of every released format are verified for ever."""

from datetime import date
from pathlib import Path

import pytest

from peertrain.documents.status import TrustAnchors, read_organisation_card
from peertrain.documents.verification import Outcome, verify, verify_code
from tests.documents.builders import FACTS

GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture
def trusted() -> TrustAnchors:
    return TrustAnchors((read_organisation_card((GOLDEN / "harbor-1.peertrain-organisation").read_bytes()),))


def test_a_certificate_of_format_1_is_still_valid_and_says_the_same(trusted: TrustAnchors) -> None:
    verdict = verify((GOLDEN / "certificate-1.pdf").read_bytes(), trusted=trusted, today=date(2027, 6, 1))
    assert (verdict.outcome, verdict.facts) == (Outcome.VALID, FACTS)


def test_a_code_of_format_1_is_still_valid(trusted: TrustAnchors) -> None:
    text = (GOLDEN / "code-1.txt").read_text()
    verdict = verify_code(text, trusted=trusted, today=date(2027, 6, 1), legal_name=FACTS.legal_name)
    assert verdict.outcome is Outcome.VALID
