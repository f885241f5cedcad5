"""Slips of paper are printed in letters that can be read."""

from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from peertrain.ui.entrance.recovery_code import recovery_lines
from peertrain.ui.kit.slips import write_slip
from tests.documents.judges import output_of

CODE = "CUST-YBG2-34VM-YHXM-BUZF-GBQI-I46F-HYIP-BEA4"


def test_a_printed_recovery_code_is_large_enough_to_read(qtbot: QtBot, tmp_path: Path) -> None:
    font = QApplication.font()
    font.setPixelSize(15)
    QApplication.setFont(font)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "slip.pdf"))
    write_slip(recovery_lines("Dana", CODE), printer)
    output_of("pdftotext", "-bbox", tmp_path / "slip.pdf", tmp_path / "boxes.html")
    lines = (tmp_path / "boxes.html").read_text().splitlines()
    heights = {
        line.split(">")[1].split("<")[0]: float(line.split('"')[7]) - float(line.split('"')[3])
        for line in lines
        if "<word" in line
    }
    assert set(CODE.split("-")) <= {word for text in heights for word in text.split("\u2003")}
    assert min(heights.values()) > 9
