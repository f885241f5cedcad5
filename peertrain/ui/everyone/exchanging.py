"""The exchange by itself: once a minute while somebody is in, quiet unless something came or is in the way."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from peertrain.errands.round import Round, exchange_now
from peertrain.ui.everyone.exchange import ExchangePage
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Context

AFTER_MS = 5_000
"""Time enough to open the first pages after signing in."""
EVERY_MS = 60_000


class Exchanging(QObject):
    """Goes on as long as the window is there; behind the curtain it rests."""

    def __init__(self, window: QWidget, context: Context, *, rests: Callable[[], bool]) -> None:
        super().__init__(window)
        self._context, self._rests = context, rests
        self._said: set[str] = set()
        self._timer = QTimer(self, interval=AFTER_MS)
        self._timer.timeout.connect(self.go)
        self._timer.start()

    def go(self) -> None:
        """Exchange now, unless it is being done."""
        self._timer.setInterval(EVERY_MS)
        if not self._rests() and not self._context.background.is_travelling():
            self._context.background.travel(self, exchange_now, self._came)

    def _came(self, came: Round | None) -> None:
        if came is None:
            return
        said = {f"{came.trouble} {came.advice}".strip(), *came.warnings} - {""}
        for sentence in said - self._said:  # once, and again when it comes back
            self._context.notices.say(
                sentence, tone=Tone.NEEDS_YOU, action=ExchangePage.title(), act=lambda: self._context.go(ExchangePage)
            )
        self._said = said
        if came.more:
            QTimer.singleShot(0, self, self.go)
