"""The window speaks one language: its own sentences and the words of Qt's buttons come in the same."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from peertrain import app
from peertrain.i18n import _, use_language


def cancel() -> str:
    return QCoreApplication.translate("QPlatformTheme", "Cancel")


def test_where_there_is_no_catalogue_qt_speaks_english_too(qapp: QApplication) -> None:
    app._speak("de", qapp)
    assert cancel() == "Cancel"


def test_a_catalogue_for_another_language_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    (tmp_path / "fr" / "LC_MESSAGES").mkdir(parents=True)
    monkeypatch.setattr(app, "shipped", lambda *_parts: tmp_path)
    app._speak("de", qapp)
    assert cancel() == "Cancel"
    assert not use_language("de", tmp_path)
    assert _("Sign in") == "Sign in"
