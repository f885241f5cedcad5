"""What all tests share: no screen is needed, and what only the screenless platform complains of is no failure."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("qt_log_ignore", "Keyboard event not accepted by receiving widget")  # Enter in dialogs
    config.addinivalue_line("qt_log_ignore", r"This plugin does not support (propagateSizeHints|raise|grabbing)")
