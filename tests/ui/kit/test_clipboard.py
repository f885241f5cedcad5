"""Copied words that open something do not stay on the clipboard."""

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from peertrain.ui.kit import clipboard
from peertrain.ui.kit.clipboard import copy_secret


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "FORGET_AFTER_MS", 30)


def test_the_clipboard_forgets_a_recovery_code(qtbot: QtBot) -> None:
    copy_secret("ABCD-EFGH")
    assert QGuiApplication.clipboard().text() == "ABCD-EFGH"
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")


def test_what_was_copied_over_it_stays(qtbot: QtBot) -> None:
    copy_secret("ABCD-EFGH")
    QGuiApplication.clipboard().setText("an address")
    qtbot.wait(80)  # time passes: longer than a secret is kept here
    assert QGuiApplication.clipboard().text() == "an address"
