"""Slips of paper: a few lines, some with words that stand large below them, printed on one page."""

from collections.abc import Callable, Iterable
from html import escape

from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from peertrain.i18n import _
from peertrain.ui.kit.printing import ask_for_printer, where_to

MARGIN = 0.6
"""Inches around what is printed, beside those that a printer keeps."""

Line = tuple[str, str]
"""Words of a printed slip, and what stands large below them."""


def slip_html(lines: Iterable[Line]) -> str:
    """Return lines as they are printed, each with what stands large below it."""
    return "".join(f"<p>{escape(line)}{_large(words)}</p>" for line, words in lines)


def write_slip(lines: Iterable[Line], printer: QPrinter) -> None:
    """Print lines on one page, below the name that the printer's list of work shows."""
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSize(12)  # the program's own font is measured in pixels, of which a printer has very many
    document.setDefaultFont(font)
    dots = QGuiApplication.primaryScreen().logicalDotsPerInchY()  # which Qt measures documents in
    document.setDocumentMargin(MARGIN * dots)
    document.setHtml(f"<h2>{escape(printer.docName())}</h2>{slip_html(lines)}")
    # of a document without a size of its own, Qt would number the one page
    document.setPageSize(printer.pageRect(QPrinter.Unit.Inch).size() * dots)
    document.print_(printer)


def print_slip(
    parent: QWidget,
    lines: Iterable[Line],
    *,
    name: str,
    then: Callable[[str], object],
    otherwise: Callable[[str], object],
) -> None:
    """Ask for a printer, and print lines on it; `name` is what the printer's list of work shows.

    `then` is told in a sentence where the slip went, `otherwise` that it went nowhere.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)

    def go_on() -> None:
        write_slip(lines, printer)
        if printer.printerState() == QPrinter.PrinterState.Error:
            otherwise(_("Nothing was printed, for the printer did not answer. Choose another one, or another file."))
        else:
            then(where_to(printer))

    ask_for_printer(parent, printer, go_on)


def _large(words: str) -> str:
    return "".join(f"<br><big><b>{escape(row)}</b></big>" for row in words.splitlines())
