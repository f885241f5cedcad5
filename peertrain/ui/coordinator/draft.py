"""What is typed into a form is kept on the desk while it is typed, and is there again after a lock or a crash."""

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer

from peertrain.services import drafts
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.forms import Form

KEPT_AFTER_MS = 500


class Draft(QObject):
    """Keeps one form under a name; `load()` puts back what was kept, `drop()` forgets it when the form was sent."""

    def __init__(self, form: Form, name: str, background: Background) -> None:
        super().__init__(form)
        self._form, self._name, self._background = form, name, background
        self._loading = False
        self._typing = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._typing.timeout.connect(self._keep)
        form.changed.connect(self._changed)
        form.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what was typed at once when the form goes out of sight, as when the window locks or closes."""
        if event.type() == QEvent.Type.Hide and self._typing.isActive():
            self._typing.stop()
            self._keep()
        return super().eventFilter(watched, event)

    def load(self) -> None:
        """Put back what was kept, unless something has been typed meanwhile."""
        name = self._name
        self._background.ask(self, lambda seat: drafts.kept(seat, form=name), self._fill)

    def drop(self) -> None:
        """Forget what was kept."""
        self._typing.stop()
        name = self._name
        self._background.do(self, lambda seat: drafts.drop(seat, form=name))

    def _changed(self) -> None:
        if not self._loading:
            self._typing.start()

    def _keep(self) -> None:
        name = self._name
        values = {field: _plain(value) for field, value in self._form.values().items()}
        self._background.do(self, lambda seat: drafts.keep(seat, form=name, values=values))

    def _fill(self, kept: dict[str, Any]) -> None:
        if self._form.dirty():
            return
        self._loading = True
        now = self._form.values()
        self._form.fill({field: _like(now[field], value) for field, value in kept.items() if field in now})
        self._loading = False


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _like(now: Any, kept: Any) -> Any:
    return date.fromisoformat(kept) if isinstance(now, date) else kept
