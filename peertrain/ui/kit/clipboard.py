"""Copying what opens something: the clipboard forgets it after a minute, and at the end of the program."""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

FORGET_AFTER_MS = 60_000
_NOT_FOR_HISTORIES = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
}
"""How desktops are asked to keep a text out of the history of their clipboard."""


def copy_secret(words: str) -> None:
    """Copy words for a minute; what is copied over them meanwhile stays."""
    content = QMimeData()
    content.setText(words)
    for hint, value in _NOT_FOR_HISTORIES.items():
        content.setData(hint, value)
    QGuiApplication.clipboard().setMimeData(content)
    _Forgetting(words)


class _Forgetting(QObject):
    """Takes words from the clipboard when their time is over."""

    def __init__(self, words: str) -> None:
        application = QGuiApplication.instance()
        super().__init__(application)
        self._words = words
        if application is not None:
            application.aboutToQuit.connect(self.forget)
        self._timer = QTimer(self, singleShot=True, interval=FORGET_AFTER_MS)
        self._timer.timeout.connect(self.forget)
        self._timer.start()

    def forget(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard.text() == self._words:
            clipboard.clear()
        self.deleteLater()
