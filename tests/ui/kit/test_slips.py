"""Slips of paper are printed in letters that can be read."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from peertrain.ui.entrance.recovery_code import recovery_lines, recovery_view
from peertrain.ui.kit.cards import column
from peertrain.ui.kit.slips import write_slip
from tests.documents.judges import output_of
from tests.ui.choosing import print_into

CODE = "CUST-YBG2-34VM-YHXM-BUZF-GBQI-I46F-HYIP-BEA4"


def test_a_printed_recovery_code_is_large_enough_to_read(qtbot: QtBot, tmp_path: Path) -> None:
    font = QApplication.font()
    font.setPixelSize(15)
    QApplication.setFont(font)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Recovery code")
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
    assert "Pages:           1" in output_of("pdfinfo", tmp_path / "slip.pdf")
    text = output_of("pdftotext", tmp_path / "slip.pdf", "-")
    assert text.startswith("Recovery code\n")
    assert "1" not in text.split(), "one page has no number"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("slip.pdf", "Saved as slip.pdf in "),
        pytest.param("not there/slip.pdf", "Nothing was printed", marks=pytest.mark.qt_log_ignore("Returned false")),
    ],
)
def test_whoever_prints_or_copies_a_recovery_code_reads_what_became_of_it(
    qtbot: QtBot, tmp_path: Path, file: str, said: str
) -> None:
    view = column(*recovery_view("Dana", CODE, lambda: None, is_first=True))
    qtbot.addWidget(view)
    view.show()
    buttons = {one.text(): one for one in view.findChildren(QPushButton)}
    buttons["Print"].click()
    print_into(view, tmp_path / file)
    shown = [one.text() for one in view.findChildren(QLabel) if one.isVisible()]
    assert any(one.startswith(said) for one in shown)
    assert (tmp_path / file).exists() is said.startswith("Saved")
    buttons["Copy"].click()
    assert "The code is copied. The clipboard forgets it in a minute." in [
        one.text() for one in view.findChildren(QLabel)
    ]
