"""What all tests share: no screen is needed, and what only the screenless platform complains of is no failure."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.exchange.computers import Agency
    from tests.sample_organisation import Sample

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("qt_log_ignore", "Keyboard event not accepted by receiving widget")  # Enter in dialogs
    config.addinivalue_line("qt_log_ignore", r"This plugin does not support (propagateSizeHints|raise|grabbing)")


def pytest_sessionfinish() -> None:
    """Empty the clipboard as the program does at its end: Qt would destroy what Python made after Python has ended."""
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            QGuiApplication.clipboard().clear()


@pytest.fixture(scope="session", autouse=True)
def program_seal() -> Iterator[Callable[[bytes, str], bytes]]:
    """Let sealing with words cost nothing, as the passphrases of an office do; return how the program itself seals."""
    import pyrage

    from tests.cheap_seal import seal

    own = pyrage.passphrase.encrypt
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pyrage.passphrase, "encrypt", seal)
        yield own


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


@pytest.fixture(scope="session")
def made_agency(tmp_path_factory: pytest.TempPathFactory) -> "Agency":
    """Three computers, made once and copied for each test."""
    from tests.exchange.computers import Agency

    agency = Agency(tmp_path_factory.mktemp("agency"))
    agency.close()
    return agency


@pytest.fixture
def agency(made_agency: "Agency", tmp_path: Path) -> "Iterator[Agency]":
    """Dana's organisation: Renee supervises Marcus, and the three have exchanged their first packets."""
    copy = made_agency.copy_to(tmp_path)
    yield copy
    copy.close()
