"""Where to save and on what to print, as a person chooses it in tests."""

from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from tests.ui.stage import Stage


def save_offered_card(stage: Stage, target: Path) -> None:
    """Press the button of the notice that offers the organisation card, and save it."""
    notice = stage.window.notices.findChildren(QPushButton)
    next(one for one in notice if one.text() == "Save the organisation card…").click()
    stage.settle()
    saving = next(one for one in stage.window.findChildren(QFileDialog) if one.isVisible())
    saving.fileSelected.emit(str(target))
    saving.close()
    stage.until(target.exists)
    stage.settle()


def print_into(window: QWidget, file: Path) -> None:
    """Let the open print dialog print into a file."""
    dialog = next(one for one in window.findChildren(QPrintDialog) if one.isVisible())
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    dialog.done(QPrintDialog.DialogCode.Accepted)  # `accept` would take the file from its own fields
