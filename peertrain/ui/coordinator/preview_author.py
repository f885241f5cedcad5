"""The side of a preview for its author: what the checker says, and what the lesson that is shown comes to."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.services import previews
from peertrain.ui.coordinator.preview_parts import measures_card, mistake_parts
from peertrain.ui.kit.cards import button, card, refill
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.rows import Column, Table


class AuthorSide(QWidget):
    """`wanted` carries a mistake whose part the author wants to see, `copied` the path of a file that was copied."""

    wanted = Signal(object)
    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path()
        self.found = Table(
            name=_("Mistakes and advice"),
            columns=[
                Column(_("Kind"), lambda one: _("Advice") if one.advice else _("Mistake"), icon=_sign),
                Column(_("Where"), lambda one: _("Line {line}, {path}").format(line=one.line, path=one.path)),
                Column(_("What"), lambda one: one.what, stretch=True),
            ],
            nothing=_("No mistakes and no advice."),
            filters=False,
            rows_shown=6,
        )
        self.found.chosen.connect(self._say)
        self.found.opened.connect(self.wanted)
        self._details, self._measures = QVBoxLayout(), QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(card(self.found, title=_("What the checker says")), 1)
        layout.addLayout(self._details)
        layout.addLayout(self._measures)

    def show_found(self, preview: previews.Preview) -> None:
        """List what the checker has found."""
        self._folder = preview.folder
        self.found.fill(preview.found)

    def measure(self, part: previews.Shown) -> None:
        """Say what a part comes to, where it is a lesson."""
        measures = measures_card(part)
        refill(self._measures, [measures] if measures is not None else [])

    def _say(self, one: previews.Mistake | None) -> None:
        if one is None:
            refill(self._details, [])
            return
        path = str(self._folder / one.path)
        copy = button(_("Copy the path"), lambda: self._copy(path), icon_name="copy")
        show = button(_("Show this part"), lambda: self.wanted.emit(one), icon_name="eye")
        refill(self._details, [card(*mistake_parts(one), flow(copy, show))])

    def _copy(self, path: str) -> None:
        QGuiApplication.clipboard().setText(path)
        self.copied.emit(path)


def _sign(one: previews.Mistake) -> tuple[str, str]:
    return ("info", "sky") if one.advice else ("warning", "sun")
