"""The head of the window: the role, what is going on, who is signed in, the way out, and that the disk is full."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout

from peertrain.i18n import _
from peertrain.ui.kit.cards import button, plain
from peertrain.ui.kit.icons import Sign
from peertrain.ui.kit.spoken import announce


class Header(QFrame):
    """Shows who is signed in; a person with several roles chooses one here."""

    role_chosen = Signal(int)

    def __init__(
        self, *, name: str, roles: Sequence[str], lock: Callable[[], object], sign_out: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "header")
        self.status = plain("", "soft", wrap=False)
        self.roles = QComboBox()
        self.roles.setAccessibleName(_("Your role"))
        self.roles.addItems(list(roles))
        self.roles.activated.connect(self.role_chosen)
        self._mark = plain("PeerTrain", "lead", wrap=False)
        self._mark.setProperty("tone", "pine")
        self._buttons = {
            button(words, act, icon_name=sign): words
            for words, act, sign in ((_("Lock"), lock, "lock"), (_("Sign out"), sign_out, "sign-out"))
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self._mark)
        row.addWidget(self.roles)
        row.addWidget(self.status)
        row.addStretch(1)
        row.addWidget(Sign("person", "soft"))
        row.addWidget(plain(name, wrap=False))
        for one, words in self._buttons.items():
            one.setAccessibleName(words)
            row.addWidget(one)
        self.roles.setVisible(len(roles) > 1)

    def show_words(self, wide: bool) -> None:
        """Show the buttons with their words, or as icons with tips where the window is narrow."""
        self._mark.setVisible(wide)
        for one, words in self._buttons.items():
            one.setText(words if wide else "")
            one.setToolTip("" if wide else words)


class FullDisk(QFrame):
    """Stands below the head as long as nothing new can be saved."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "sun")
        words = _(
            "The disk is full. Nothing new can be saved until there is room. Make room, and PeerTrain goes on by itself; "
            "you can still read, print and save papers to another disk."
        )
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(12)
        row.addWidget(Sign("warning", "sun"))
        row.addWidget(plain(words), 1)
        self.hide()

    def show_whether(self, is_full: bool) -> None:
        """Come or go; coming is spoken too."""
        self.setVisible(is_full)
        if is_full:
            announce(self, self.accessibleName())
