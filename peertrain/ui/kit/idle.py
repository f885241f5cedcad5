"""Notices that nobody has touched the program for a while, warns, and then locks."""

from time import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Watches the program's windows; any key or movement of the pointer counts as somebody being there."""

    warned = Signal(int)
    """The program will lock in so many seconds; spoken every second."""
    stayed = Signal()
    """Somebody is there after all."""
    expired = Signal()

    def __init__(self, parent: QObject, *, after_ms: int, warning_ms: int = 60_000) -> None:
        super().__init__(parent)
        self._longest_warning_ms = warning_ms
        self._left_ms = 0
        self._quiet = QTimer(self, singleShot=True)
        self._quiet.timeout.connect(self._warn)
        self._countdown = QTimer(self)
        self._countdown.timeout.connect(self._count_down)
        self.expire_after(after_ms)
        self._last = time()
        self._watched: set[QWindow] = set()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self.watch)

    def expire_after(self, after_ms: int) -> None:
        """Set how long nobody may be here, from now on."""
        self._after_ms, self._warning_ms = after_ms, min(self._longest_warning_ms, after_ms)
        self._quiet.setInterval(after_ms - self._warning_ms)  # begins anew where it is running
        self._countdown.setInterval(min(1000, max(self._warning_ms, 1)))

    def start(self) -> None:
        """Begin to watch, as after signing in."""
        self._last = time()
        self._countdown.stop()
        self._quiet.start()

    def stop(self) -> None:
        """Stop watching, as while locked."""
        self._countdown.stop()
        self._quiet.stop()

    def stay(self) -> None:
        """Take note that somebody is there; whoever comes when the time is over, as after the computer slept, is late."""
        if not (self._countdown.isActive() or self._quiet.isActive()):
            return
        if (time() - self._last) * 1000 > self._after_ms:  # timers stand still while a computer sleeps, clocks do not
            self.stop()
            self.expired.emit()
            return
        self._last = time()
        if self._countdown.isActive():
            self._countdown.stop()
            self.stayed.emit()
            self._quiet.start()
        else:
            self._quiet.start()

    def watch(self, window: QWindow | None) -> None:
        """Count what happens in a window as activity; windows that come to the front are watched by themselves."""
        if window is not None and window not in self._watched:
            self._watched.add(window)
            window.destroyed.connect(lambda *_gone: self._watched.discard(window))
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in ACTIVITY:
            self.stay()
        return super().eventFilter(watched, event)

    def _warn(self) -> None:
        self._left_ms = self._warning_ms
        self._countdown.start()
        self.warned.emit(round(self._left_ms / 1000))

    def _count_down(self) -> None:
        self._left_ms -= self._countdown.interval()
        if self._left_ms > 0:
            self.warned.emit(round(self._left_ms / 1000))
            return
        self.stop()
        self.expired.emit()
