"""What all tests share: no screen is needed, and what only the screenless platform complains of is no failure."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sample_organisation import Sample

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("qt_log_ignore", "Keyboard event not accepted by receiving widget")  # Enter in dialogs
    config.addinivalue_line("qt_log_ignore", r"This plugin does not support (propagateSizeHints|raise|grabbing)")


@pytest.fixture(scope="session")
def shared_sample(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> "Sample":
    """The sample organisation, to be looked at only."""
    from tests.sample_organisation import shared_sample

    base = tmp_path_factory.getbasetemp()
    return shared_sample((base if worker_id == "master" else base.parent) / "sample-organisation")


@pytest.fixture
def sample(shared_sample: "Sample", tmp_path: Path) -> "Sample":
    """A copy of the sample organisation in which this test may do anything."""
    return shared_sample.copied_to(tmp_path / "sample")
