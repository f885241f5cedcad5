"""One certificate, drawn once for the tests that only read it."""

import pytest
from builders import FACTS, KEY

from peertrain.documents.issue import IssuedCertificate, issue
from peertrain.documents.paper import Paper


@pytest.fixture(scope="session")
def issued() -> IssuedCertificate:
    return issue(FACTS, KEY, paper=Paper.LETTER)
