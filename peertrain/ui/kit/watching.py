"""Watches files and folders, and says so once what has changed has settled."""

from collections.abc import Sequence

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLED_AFTER_MS = 300
"""Editors save in several steps, and several files at once."""


class Watch(QObject):
    """`changed` speaks a moment after the last change to any of the paths."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._timer = QTimer(self, singleShot=True, interval=SETTLED_AFTER_MS)
        self._timer.timeout.connect(self.changed)
        self._watcher.fileChanged.connect(lambda *_path: self._timer.start())
        self._watcher.directoryChanged.connect(lambda *_path: self._timer.start())

    def watch(self, paths: Sequence[str]) -> None:
        """Watch these and no others; many editors put a new file in the place of the old one, so say it again then."""
        before, wanted = {*self._watcher.files(), *self._watcher.directories()}, set(paths)
        if gone := before - wanted:
            self._watcher.removePaths(sorted(gone))
        if new := wanted - before:
            self._watcher.addPaths(sorted(new))

    def stop(self) -> None:
        """Watch nothing."""
        self._timer.stop()
        self.watch(())
