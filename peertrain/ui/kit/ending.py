"""The program that the system asks to end, such as with the session or by Ctrl+C, ends as if its window was closed."""

import contextlib
import signal
import socket

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier

_NAMES = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")
ASKS_TO_END = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))
"""The signals that ask a program to end; no system knows all of them."""


class EndingWithSystem(QObject):
    """Quits the application once the system asks for it; what is asked again is no reason to leave work unfinished.

    Python cannot act on a signal while Qt waits, but it can write a byte at once, for which Qt waits.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._here, self._there = socket.socketpair()
        for one in (self._here, self._there):
            one.setblocking(False)
        signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)
        for number in ASKS_TO_END:
            if signal.getsignal(number) != signal.SIG_IGN:  # as `nohup` asks for
                signal.signal(number, lambda *_asked: None)
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._quit)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._forget)

    def _quit(self) -> None:
        with contextlib.suppress(OSError):
            self._here.recv(64)
        QCoreApplication.quit()

    def _forget(self) -> None:
        """Let nothing be written any more to sockets that will be closed."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
