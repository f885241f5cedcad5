"""The office in which services are tested."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office import Office, staffed_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return Dana's organisation: Renee supervises Marcus and Aisha, Luis supervises nobody yet."""
    made = staffed_office(tmp_path)
    yield made
    made.workplace.lock()
