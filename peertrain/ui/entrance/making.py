"""How far the sample organisation is made."""

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.cards import plain


class Making(QWidget):
    """A sentence and a bar."""

    def __init__(self) -> None:
        super().__init__()
        self._says, self._bar = plain(_("Founding the organisation")), QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("How much is made"))
        words = _("Twenty-four people learn, serve and sign. Every signature is real, so this takes a moment.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for part in (plain(words), self._says, self._bar):
            layout.addWidget(part)

    def show_progress(self, share: float, sentence: str) -> None:
        """Show how much is made, and what is made now."""
        self._says.setText(sentence)
        self._bar.setValue(round(1000 * share))
