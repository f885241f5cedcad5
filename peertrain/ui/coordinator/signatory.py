"""Under which title a coordinator signs certificates and on which paper, and the certificate as it would look."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from peertrain.i18n import _
from peertrain.services import certification
from peertrain.services.certification import CertificateFacts, Paper
from peertrain.ui.kit import fields
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.pdf_view import PdfView

TYPING_MS = 400


class SignatoryForm(Form):
    """Asks for title and paper; `settled` speaks when they can be looked at: after a pause in typing, or on `ask()`."""

    settled = Signal()

    def __init__(self, background: Background) -> None:
        papers = {Paper.LETTER: _("Letter"), Paper.A4: _("A4")}
        super().__init__(
            fields.line("title", _("Your title"), hint=_("It stands below your name, such as Director of Training.")),
            fields.choice("paper", _("Paper"), papers, value=Paper.LETTER),
        )
        self._background, self._filled = background, False
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.settled)
        self.changed.connect(self._typing.start)

    def ask(self) -> None:
        """Speak now; the first time as soon as what was chosen last stands in the fields."""
        self._typing.stop()
        if self._filled:
            self.settled.emit()
        else:
            self._background.ask(
                self, lambda seat: (certification.last_title(seat), certification.last_paper(seat)), self._fill
            )

    def _fill(self, last: tuple[str, Paper]) -> None:
        self._filled = True
        if not self.dirty():
            self.fill({"title": last[0], "paper": last[1]})
        self.ask()


def show_preview(
    asker: QWidget, background: Background, view: PdfView, facts: CertificateFacts, *, paper: Paper, logo: bytes
) -> None:
    """Draw a certificate as it would be printed, and show it."""
    name = _("Preview of the certificate of {name}").format(name=facts.legal_name)
    background.render(
        asker,
        lambda _progress: certification.draw_preview(facts, paper=paper, logo=logo),
        lambda pdf: view.show_pdf(pdf, name=name),
    )
