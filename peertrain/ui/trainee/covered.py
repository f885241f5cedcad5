"""The card over private writing when nobody has been here for a while: the passphrase brings the writing back."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.services import account
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import card, fact
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.page import Context


class CoverCard(QWidget):
    """Asks for the passphrase, and uncovers what is private everywhere."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.form = Form(
            fields.password("passphrase", _("Your passphrase")),
            submit=_("Show my writing"),
            on_submit=self._check,
            icon_name="key",
        )
        context.privacy.uncovered.connect(self.form.clear)
        words = _("Your private writing is covered. Type your passphrase to see it again.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(fact(words, tone="pine", icon_name="lock"), self.form))
        self.setFocusProxy(self.form.fields["passphrase"].focus_on)

    def _check(self, values: dict[str, Any]) -> None:
        self.setEnabled(False)
        self._context.background.ask(
            self,
            lambda seat: account.check_passphrase(seat, passphrase=values["passphrase"]),
            lambda _none: self._let_see(),
            self._refuse,
        )

    def _let_see(self) -> None:
        self.setEnabled(True)
        self.setFocus()  # so that whoever was here goes on in the writing
        self._context.privacy.uncover()

    def _refuse(self, sentence: str) -> None:
        self.setEnabled(True)
        self.form.refuse_secret("passphrase", sentence)
