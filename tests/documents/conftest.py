"""One certificate, drawn once for the tests that only read it."""

import pytest
from builders import FACTS, KEY

from peertrain.documents.certificate import Paper
from peertrain.documents.issue import IssuedCertificate, issue


@pytest.fixture(scope="session")
def issued() -> IssuedCertificate:
    return issue(FACTS, KEY, paper=Paper.LETTER)
