"""What tests of a coordinator's pages share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office import Office, staffed_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    yield made
    made.workplace.lock()
