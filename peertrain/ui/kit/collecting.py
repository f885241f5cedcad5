"""Lets Python's collector of garbage run on the window's thread alone.

A page that has gone leaves cycles behind in which documents, pictures and models of Qt hang. Left to itself, Python
collects on whichever thread happens to allocate, and Qt allows none of these to be destroyed beside the window's thread.
"""

import gc
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1000
"""How often it is looked whether enough has piled up to be worth collecting."""


class Collecting(QObject):
    """Keeps the collector from running by itself until `end`, and runs it on the thread on which this was made."""

    _going_on: ClassVar[set[object]] = set()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._mark = object()
        Collecting._going_on.add(self._mark)
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(collect_where_due)
        self._timer.start()

    def end(self) -> None:
        """Leave the collector to itself again where nobody else keeps it from running."""
        self._timer.stop()
        Collecting._going_on.discard(self._mark)
        if not Collecting._going_on:
            gc.enable()


def collect_where_due() -> None:
    """Collect the oldest generation that is due, by Python's own thresholds."""
    for generation in (2, 1, 0):
        threshold = gc.get_threshold()[generation]
        if threshold and gc.get_count()[generation] > threshold:
            gc.collect(generation)
            return
