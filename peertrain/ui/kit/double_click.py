"""A box to tick, so that a double click on our files opens the program: nothing is registered before somebody asks."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.cards import card, plain
from peertrain.ui.kit.long_tick import LongTick
from peertrain.ui.kit.spoken import announce

if TYPE_CHECKING:
    from peertrain.file_types.opener import Opener


class DoubleClick(QWidget):
    """`box` is the box; what it shows is read from the computer, also after something went wrong."""

    def __init__(self, background: Background, opener: "Opener") -> None:
        super().__init__()
        self._background, self._opener = background, opener
        tick = LongTick(_("Open PeerTrain's files by double click"))
        self.box = tick.box
        self.box.clicked.connect(self._change)
        self._trouble = plain("", "error")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(tick)
        layout.addWidget(self._trouble)
        self._show()

    def _change(self, wanted: bool) -> None:
        deed: Callable[[], None] = self._opener.register if wanted else self._opener.remove
        self._background.render(self, lambda _progress: deed(), lambda _none: self._show(), self._show, quietly=True)

    def _show(self, trouble: str = "") -> None:
        self.box.setChecked(self._opener.is_registered())
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        if trouble:
            announce(self, trouble)


def opening_files(background: Background, opener: "Opener | None") -> tuple[QWidget, ...]:
    """Return the card with the box; nothing where there is nothing to choose."""
    if opener is None:
        return ()
    which = _(
        "Invitations, packets, courses and organisation cards, for your account of this computer only. Untick it to take "
        "it back."
    )
    return (card(DoubleClick(background, opener), plain(which, "small"), title=_("Opening files")),)
