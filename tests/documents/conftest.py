"""One certificate, drawn once for the tests that only read it."""

import pytest

from peertrain.documents.issue import IssuedCertificate, issue
from peertrain.documents.paper import Paper
from tests.documents.builders import FACTS, KEY


@pytest.fixture(scope="session")
def issued() -> IssuedCertificate:
    return issue(FACTS, KEY, paper=Paper.LETTER)
