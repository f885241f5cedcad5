"""Where a window stands and how large it is: the next one takes its place, also after a restart."""

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

from peertrain.ui.kit.preferences import Preferences

USUAL = (1180, 780)
"""How large a window is at first."""


def keep_place(window: QWidget, preferences: Preferences) -> None:
    """Remember where a window stands, how large it is and whether it fills the screen."""
    preferences.change(window=window.saveGeometry().toBase64().toStdString())


def take_place(window: QWidget, preferences: Preferences) -> None:
    """Put a window where the last one stood; Qt brings it back onto a screen where that one is gone."""
    if not window.restoreGeometry(QByteArray.fromBase64(preferences.settings.window.encode())):
        window.resize(*USUAL)
