"""Says when a window can be used: it is painted, and there is something on it to type into or to press."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

LOOK_EVERY_MS = 2
REST_MS = 2500
"""Time enough to load what was left for later."""

Usable = Callable[[QWidget], bool]


def speak_when(usable: Usable, application: QApplication) -> QTimer:
    """Say so once a window is usable and painted, and again when it has rested, and quit.

    The program that is measured knows nothing of this: a timer looks, since a filter would slow every event down.
    """
    timer = QTimer(application, interval=LOOK_EVERY_MS)

    def look() -> None:
        for window in application.topLevelWidgets():
            if window.isVisible() and usable(window):
                timer.stop()
                window.repaint()
                _say("usable")
                QTimer.singleShot(REST_MS, application, rested)
                return

    def rested() -> None:
        _say("at rest")
        application.quit()

    timer.timeout.connect(look)
    timer.start()
    return timer


def _say(words: str) -> None:
    """Say something, and do nothing until it has been heard."""
    print(words, flush=True)
    sys.stdin.readline()


def can_be_worked_with(window: QWidget) -> bool:
    """Return whether there is something to type into or to press."""
    return any(
        one.isVisible() and one.isEnabled()
        for one in (*window.findChildren(QPushButton), *window.findChildren(QLineEdit))
    )
