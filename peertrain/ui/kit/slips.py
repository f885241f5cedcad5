"""Slips of paper: a few lines, some with words that stand large below them, printed on one page."""

from collections.abc import Iterable
from html import escape

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

Line = tuple[str, str]
"""Words of a printed slip, and what stands large below them."""


def slip_html(lines: Iterable[Line]) -> str:
    """Return lines as they are printed, each with what stands large below it."""
    return "".join(f"<p>{escape(line)}{_large(words)}</p>" for line, words in lines)


def write_slip(lines: Iterable[Line], printer: QPrinter) -> None:
    """Print lines on one page."""
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSize(12)  # the program's own font is measured in pixels, of which a printer has very many
    document.setDefaultFont(font)
    document.setHtml(slip_html(lines))
    document.print_(printer)


def print_slip(parent: QWidget, lines: Iterable[Line], *, name: str) -> None:
    """Ask for a printer, and print lines on it; `name` is what the printer's list of work shows."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        write_slip(lines, printer)


def _large(words: str) -> str:
    return "".join(f"<br><big><b>{escape(row)}</b></big>" for row in words.splitlines())
