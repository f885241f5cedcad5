"""Whether what somebody wrote for themselves alone may be on the screen: not for long after they have gone."""

from PySide6.QtCore import QObject, Signal

from peertrain.ui.kit.idle import IdleWatch


class Privacy(QObject):
    """Covers what is private when nobody has been here for a while; whoever checked the passphrase uncovers it."""

    covered = Signal()
    uncovered = Signal()

    def __init__(self, parent: QObject | None, *, after_ms: int) -> None:
        super().__init__(parent)
        self.is_covered = False
        self.idle = IdleWatch(self, after_ms=after_ms, warning_ms=0)
        self.idle.expired.connect(self.cover)
        self.idle.start()

    def cover(self) -> None:
        """Let every page take away what is private; it has been kept."""
        self.idle.stop()
        if not self.is_covered:
            self.is_covered = True
            self.covered.emit()

    def uncover(self) -> None:
        """Let every page show what is private again."""
        self.idle.start()
        if self.is_covered:
            self.is_covered = False
            self.uncovered.emit()
