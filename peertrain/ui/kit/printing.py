"""Printing PDF documents on paper: page after page, drawn in the background at the printer's resolution.

Into a file goes the document itself: drawn anew it would look alike, and be without its seal and its words.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.pdf_pages import POINTS_AN_INCH, Outline, outline_of, picture_of
from peertrain.ui.kit.saving import saved_as, write_document

DOTS_AN_INCH = 300


def print_documents(
    page: Page, pdfs: Sequence[bytes], *, name: str, save: Callable[[], None] | None = None
) -> QPrintDialog:
    """Ask for a printer, print the documents one after the other, and say where they went; `save` saves them as they are."""
    printer = new_printer(name)
    return ask_for_printer(page, printer, lambda: print_on(page, printer, pdfs, save=save))


def ask_for_printer(parent: QWidget, printer: QPrinter, then: Callable[[], object]) -> QPrintDialog:
    """Let somebody choose a printer and go on with it."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print"))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, False)
    dialog.accepted.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own `open` asks for a slot
    return dialog


def print_on(page: Page, printer: QPrinter, pdfs: Sequence[bytes], *, save: Callable[[], None] | None = None) -> None:
    """Print documents on a chosen printer, or write the one that is printed into a file as it is."""
    say = page.context.notices.say

    def drawn(sentence: str) -> None:
        if save is None or not makes_file(printer):
            say(sentence, tone=Tone.DONE)
            return
        words = _("A file made by printing is only a picture, without a seal: hand out the document itself.")
        say(f"{sentence} {words}", tone=Tone.NEEDS_YOU, action=_("Save as PDF…"), act=save)

    file = printer.outputFileName()
    if file and len(pdfs) == 1:
        path = Path(file).absolute()
        write_document(page, page.background, pdfs[0], path, then=lambda sentence: say(sentence, tone=Tone.DONE))
    else:
        PrintJob(page, page.background, printer, pdfs, then=drawn).start()


def makes_file(printer: QPrinter) -> bool:
    """Return whether what is printed becomes a PDF file, as far as the printer's name tells."""
    return bool(printer.outputFileName()) or "pdf" in printer.printerName().casefold()


def new_printer(name: str) -> QPrinter:
    """Return a printer at the resolution in which pages are drawn."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DOTS_AN_INCH)
    printer.setDocName(name)
    printer.setCreator("PeerTrain")
    printer.setFullPage(True)
    return printer


class PrintJob(QObject):
    """Draws one page at a time in the background and sends it to the printer, so that no more than one is in memory."""

    def __init__(
        self,
        page: QWidget,
        background: Background,
        printer: QPrinter,
        pdfs: Sequence[bytes],
        *,
        then: Callable[[str], object],
    ) -> None:
        super().__init__(page)
        self._background, self._printer, self._then = background, printer, then
        self._left = list(pdfs)
        self._painter = QPainter()

    def start(self) -> None:
        """Begin with the first document."""
        if not self._left:
            self._finish()
            return
        pdf = self._left.pop(0)
        self._background.render(self, lambda _progress: outline_of(pdf), lambda outline: self._draw(pdf, outline, 0))

    def _draw(self, pdf: bytes, outline: Outline, number: int) -> None:
        size = outline.sizes[number]
        pixels = round(size.width() / POINTS_AN_INCH * self._printer.resolution())
        self._background.render(
            self,
            lambda _progress: picture_of(pdf, number, pixels),
            lambda picture: self._put(pdf, outline, number, picture),
        )

    def _put(self, pdf: bytes, outline: Outline, number: int, picture: QImage) -> None:
        self._printer.setPageLayout(layout_for(outline.sizes[number], self._printer))
        if self._painter.isActive():
            self._printer.newPage()
        elif not self._painter.begin(self._printer):
            self._background.fail(OSError(_("The printer did not answer.")))
            self.deleteLater()
            return
        self._painter.drawImage(_fitting(picture, QRectF(self._printer.pageRect(QPrinter.Unit.DevicePixel))), picture)
        if number + 1 < len(outline.sizes):
            self._draw(pdf, outline, number + 1)
        else:
            self.start()

    def _finish(self) -> None:
        if self._painter.isActive():
            self._painter.end()
        self._then(where_to(self._printer))
        self.deleteLater()


def where_to(printer: QPrinter) -> str:
    """Return the sentence that says where the pages went: to paper, or into a file, which the person has to find."""
    if file := printer.outputFileName():
        return saved_as(Path(file).absolute())
    if not printer.printerName():
        return _("Sent to the printer: {name}.").format(name=printer.docName())
    return _("Sent to the printer {printer}: {name}.").format(printer=printer.printerName(), name=printer.docName())


def layout_for(size: QSizeF, printer: QPrinter) -> QPageLayout:
    """Return the chosen paper turned as the page is; where a file is printed, the paper of the page itself."""
    turned = size.width() > size.height()
    upright = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
    paper = printer.pageLayout().pageSize()
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
        paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    orientation = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    layout = QPageLayout(paper, orientation, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _fitting(picture: QImage, page: QRectF) -> QRectF:
    """Return where the picture goes: as large as the sheet allows, in its middle, never stretched."""
    times = min(page.width() / picture.width(), page.height() / picture.height())
    width, height = picture.width() * times, picture.height() * times
    return QRectF((page.width() - width) / 2, (page.height() - height) / 2, width, height)
