"""The side of a preview for its author: what the checker says, and what the lesson that is shown comes to."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.services import previews
from peertrain.ui.coordinator.preview_parts import finding, measures_card
from peertrain.ui.kit.cards import button, fact, heading, refill
from peertrain.ui.kit.findings import Findings
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.theme import px

LEAST = 420
"""Height of a list that cannot show all it holds, at 100 %."""
LOOKED_AT = 30
"""Entries that decide on the height of the list."""


class AuthorSide(QWidget):
    """`wanted` carries a mistake whose part the author wants to see, `copied` the path of a file that was copied."""

    wanted = Signal(object)
    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._preview: previews.Preview | None = None
        self.found = Findings(_("Mistakes and advice"), pad=8)
        self.found.chosen.connect(self.wanted)
        self._nothing = fact(_("No mistakes and no advice."), tone="pine")
        show = button(_("Show this part"), self.found.open_current, icon_name="eye")
        self._acts = flow(show, button(_("Copy the path"), self._copy, icon_name="copy"))
        self._measures = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part, share in ((heading(_("What the checker says")), 0), (self._nothing, 0), (self.found, 1)):
            layout.addWidget(part, share)
        layout.addWidget(self._acts)
        layout.addLayout(self._measures)
        layout.addStretch(0)

    def show_found(self, preview: previews.Preview) -> None:
        """List what the checker has found, mistakes first; the author stays at the one that is still there."""
        self._preview, before = preview, self.found.current()
        self.found.show_findings([finding(one) for one in preview.found])
        if same := [one for one in preview.found if before and (one.path, one.what) == (before.path, before.what)]:
            self.found.go_to(same[0])
        self._nothing.setVisible(not preview.found)
        for part in (self.found, self._acts):
            part.setVisible(bool(preview.found))
        self._fit()

    def measure(self, part: previews.Shown) -> None:
        """Say what a part comes to, where it is a lesson."""
        measures = measures_card(part, self._preview.contrasts if self._preview is not None else {})
        refill(self._measures, [measures] if measures is not None else [])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Make the list as high as what it holds, so that nothing is hidden while there is room, nor any room wasted."""
        rows = range(min(len(self.found.findings()), LOOKED_AT))
        high = sum(self.found.sizeHintForRow(row) for row in rows) + 2 * self.found.frameWidth()
        self.found.setMinimumHeight(min(high, px(LEAST)))
        self.found.setMaximumHeight(high)

    def _copy(self) -> None:
        if self._preview is not None and (one := self.found.current()) is not None:
            path = str(self._preview.folder / Path(one.path))
            QGuiApplication.clipboard().setText(path)
            self.copied.emit(path)
