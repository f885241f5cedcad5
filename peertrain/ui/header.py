"""The head of the window: the role, what is going on, who is signed in, and the way out."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout

from peertrain.i18n import _
from peertrain.ui.kit.cards import button, plain
from peertrain.ui.kit.icons import Sign


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
        mark = plain("PeerTrain", "lead", wrap=False)
        mark.setProperty("tone", "pine")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(mark)
        row.addWidget(self.roles)
        row.addWidget(self.status)
        row.addStretch(1)
        row.addWidget(Sign("person", "soft"))
        row.addWidget(plain(name, wrap=False))
        row.addWidget(button(_("Lock"), lock, icon_name="lock"))
        row.addWidget(button(_("Sign out"), sign_out, icon_name="sign-out"))
        self.roles.setVisible(len(roles) > 1)
