"""A document on the screen with what one does with it: print it, save it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.cards import button
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.pdf_view import PdfView
from peertrain.ui.kit.printing import print_documents
from peertrain.ui.kit.saving import save_document

KIND = "PDF (*.pdf)"


class DocumentView(QWidget):
    """`show_document(pdf, name=…, file=…)` shows one; the buttons above it print it and save it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._pdf, self._name, self._file = b"", "", ""
        self.print_button = button(_("Print…"), self.print_it, icon_name="print")
        self.save_button = button(_("Save as PDF…"), self.save_it, icon_name="save")
        self.view = PdfView(page.background, self.print_button, self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def show_document(self, pdf: bytes, *, name: str, file: str) -> None:
        """Show a document; `name` says what it is, `file` is the name it is saved under."""
        self._pdf, self._name, self._file = pdf, name, file
        self.view.show_pdf(pdf, name=name)

    def print_it(self) -> None:
        """Ask for a printer and print."""
        if self._pdf:
            print_documents(self._page, [self._pdf], name=self._name, save=self.save_it)

    def save_it(self) -> None:
        """Ask for a place and save."""
        if self._pdf:
            save_document(self._page, self._page.background, self._pdf, name=self._file, kind=KIND, then=self._say)

    def _say(self, sentence: str) -> None:
        self._page.context.notices.say(sentence, tone=Tone.DONE)
