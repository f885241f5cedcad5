"""The agency of three computers: made once, and copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.computers import Agency


@pytest.fixture(scope="session")
def made_agency(tmp_path_factory: pytest.TempPathFactory) -> Agency:
    agency = Agency(tmp_path_factory.mktemp("agency"))
    agency.close()
    return agency


@pytest.fixture
def agency(made_agency: Agency, tmp_path: Path) -> Iterator[Agency]:
    """Return Dana's organisation: Renee supervises Marcus, and the three have exchanged their first packets."""
    copy = made_agency.copy_to(tmp_path)
    yield copy
    copy.close()
