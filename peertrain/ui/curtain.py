"""What stands between a person's work and whoever passes by: the warning before locking, and the curtain."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.cards import button, plain
from peertrain.ui.kit.icons import Sign
from peertrain.ui.kit.theme import px

WIDEST = 420


class IdleWarning(QFrame):
    """Says that the window will lock soon; any key keeps it open."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "sun")
        self.setProperty("notice", True)
        self._says = plain("")
        self.stay = button(_("Stay"), lambda: None)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(Sign("lock", "sun"))
        row.addWidget(self._says, 1)
        row.addWidget(self.stay)
        self.hide()

    def count_down(self, seconds: int) -> None:
        self._says.setText(
            _("Nobody has been here for a while. PeerTrain locks in {seconds} s; press any key to stay.").format(
                seconds=seconds
            )
        )
        self.setAccessibleName(self._says.text())
        self.show()


class Curtain(QWidget):
    """What is seen while the window is locked: nothing of anybody's; `body` takes the way back in."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Locked"))
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, px(16), 0, 0)
        self._middle = QWidget()
        self._middle.setLayout(self.body)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(self._middle, 1000)
        centred.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(Sign("lock", "pine", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        words = plain(_("PeerTrain is locked. Your work is safe."), "lead", wrap=False)
        layout.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(centred)
        layout.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._middle.setMaximumWidth(px(WIDEST))
