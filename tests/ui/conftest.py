"""What the tests of the window share: the program's own look."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from peertrain.ui.kit.theme import Scheme, Theme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture(autouse=True)
def _dressed(theme: Theme) -> Iterator[None]:
    theme.wear(scheme=Scheme.LIGHT, text_size=100)
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what is closed need not change its clothes
    theme.wear(scheme=Scheme.LIGHT, text_size=100)
