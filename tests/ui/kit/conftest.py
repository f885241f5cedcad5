"""What the tests of the kit share: a background with real threads over a workplace in memory, and a window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.background import Background
from peertrain.ui.main_window import MainWindow
from tests.ui.kit import gallery
from tests.ui.kit.workplace import Workplace


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background(Workplace(250))
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, background: Background, tmp_path: Path) -> MainWindow:
    made = gallery.window(background, tmp_path)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    qtbot.waitExposed(made)
    return made
