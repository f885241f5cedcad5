"""The office in which a trainee learns, without a course, with the shipped one, and with a small one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office import Office, staffed_office
from tests.teaching import adopt, shipped_course, small_course


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    yield made
    made.workplace.lock()


@pytest.fixture
def core(office: Office) -> Office:
    adopt(office, shipped_course())
    return office


@pytest.fixture
def small(office: Office, tmp_path: Path) -> Office:
    adopt(office, small_course(tmp_path))
    return office
