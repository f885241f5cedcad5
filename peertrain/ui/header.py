"""The head of the window: the role, what is going on, who is signed in, the way out, and that the disk is full."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from peertrain.i18n import _
from peertrain.ui.kit.cards import button, plain
from peertrain.ui.kit.icons import Sign
from peertrain.ui.kit.spoken import announce
from peertrain.ui.kit.steady import ListBox


class Header(QFrame):
    """Shows who is signed in; a person with several roles chooses one here."""

    role_chosen = Signal(int)

    def __init__(
        self, *, name: str, roles: Sequence[str], lock: Callable[[], object], sign_out: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "header")
        self._narrowest = 0
        self.status = plain("", "soft", wrap=False)
        self.roles = ListBox()
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

    def fit(self) -> None:
        """Show the words of the buttons and the name of the program as long as there is room for them."""
        self._show(words=False, mark=False)
        self._narrowest = self._needs()
        self._show(words=True, mark=True)
        if self._needs() > self.width():
            self._show(words=True, mark=False)
        if self._needs() > self.width():
            self._show(words=False, mark=False)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit anew once words of another size have taken up their room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            QTimer.singleShot(0, self, self.fit)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._narrowest, super().minimumSizeHint().height())

    def _needs(self) -> int:
        """Return how wide all that is shown must be, also while something is going on."""
        working = self.status.fontMetrics().horizontalAdvance(_("Working…"))
        return self.sizeHint().width() - self.status.sizeHint().width() + working

    def _show(self, *, words: bool, mark: bool) -> None:
        self._mark.setVisible(mark)
        for one, text in self._buttons.items():
            one.setText(text if words else "")
            one.setToolTip("" if words else text)


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
