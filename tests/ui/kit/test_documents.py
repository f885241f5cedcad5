"""Documents on the screen and on paper: drawn in the background, in the right size and the right way round."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF, QStandardPaths
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.ui.kit.background import Background, Progress
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.pdf_pages import outline_of, picture_of
from peertrain.ui.kit.pdf_view import PdfView
from peertrain.ui.kit.printing import PrintJob, makes_file, new_printer, where_to
from peertrain.ui.kit.saving import choose_folder, file_name, open_document, save_document, save_documents
from tests.ui.kit.workplace import Workplace

LANDSCAPE, PORTRAIT = (792.0, 612.0), (595.276, 841.89)


def pdf(*sizes: tuple[float, float]) -> bytes:
    """Return a document with a black square in the upper left corner of each page, and its number as a word."""
    out = BytesIO()
    canvas = Canvas(out)
    for number, size in enumerate(sizes, start=1):
        canvas.setPageSize(size)
        canvas.rect(36, size[1] - 108, 72, 72, fill=1)
        canvas.drawString(200, 200, f"Marcus Bell {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background(Workplace())
    yield made
    made.close()


def dark(picture: QImage, x: float, y: float) -> bool:
    return picture.pixelColor(round(x * picture.width()), round(y * picture.height())).lightness() < 100


def test_a_page_is_drawn_on_white_in_its_own_shape() -> None:
    document = pdf(LANDSCAPE, PORTRAIT)
    outline = outline_of(document)
    assert outline.sizes[0] == QSizeF(792, 612)
    assert "Marcus Bell 2" in outline.words[1]
    picture = picture_of(document, 0, 1584)
    assert (picture.width(), picture.height()) == (1584, 1224)
    assert dark(picture, 72 / 792, 72 / 612)
    assert picture.pixelColor(1500, 1200).name() == "#ffffff"


def test_a_page_is_never_drawn_larger_than_memory_can_hold() -> None:
    assert picture_of(pdf(PORTRAIT), 0, 50_000).height() <= 6000


def test_what_is_no_pdf_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="cannot be read"):
        outline_of(b"hello")


def test_pages_turn_and_grow_and_say_what_they_are(qtbot: QtBot, background: Background) -> None:
    view = PdfView(background)
    qtbot.addWidget(view)
    view.resize(600, 700)
    view.show()
    with qtbot.waitSignal(view.shown):
        view.show_pdf(pdf(LANDSCAPE, PORTRAIT), name="Transcript")
    assert view.frame.accessibleName() == "Transcript, Page 1 of 2"
    assert "Marcus Bell 1" in view.frame.accessibleDescription()
    assert abs(view._sheet.height() / view._sheet.width() - 612 / 792) < 0.01
    with qtbot.waitSignal(view.shown):
        view.turn(1)
    assert view.frame.accessibleName() == "Transcript, Page 2 of 2"
    view.turn(1)
    assert view.frame.accessibleName() == "Transcript, Page 2 of 2"
    before = view._sheet.width()
    with qtbot.waitSignal(view.shown):
        view.zoom(1)
    assert view._sheet.width() > before


def test_a_document_that_comes_late_does_not_take_the_place_of_a_later_one(
    qtbot: QtBot, background: Background
) -> None:
    view = PdfView(background)
    qtbot.addWidget(view)
    view.show()
    view.show_pdf(pdf(PORTRAIT, PORTRAIT), name="First")
    with qtbot.waitSignal(view.shown):
        view.show_pdf(pdf(LANDSCAPE), name="Second")
    qtbot.waitUntil(lambda: not background._jobs)
    assert view.frame.accessibleName() == "Second, Page 1 of 1"


def test_paper_gets_every_page_the_right_way_round(qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    view = PdfView(background)
    qtbot.addWidget(view)
    printer = new_printer("Certificates")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    told: list[str] = []
    PrintJob(view, background, printer, [pdf(LANDSCAPE), pdf(PORTRAIT, LANDSCAPE)], then=told.append).start()
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told == [f"Saved as out.pdf in {tmp_path}."], "a file is nothing to fetch from the printer"
    printed = (tmp_path / "out.pdf").read_bytes()
    outline = outline_of(printed)
    assert [(round(size.width()), round(size.height())) for size in outline.sizes] == [
        (792, 612),
        (595, 842),
        (792, 612),
    ]
    picture = picture_of(printed, 0, 792)
    assert dark(picture, 72 / 792, 72 / 612)
    assert not dark(picture, 120 / 792, 72 / 612)


def test_what_goes_to_paper_is_said_by_its_name() -> None:
    assert where_to(new_printer("Certificates")) == "Sent to the printer: Certificates."


@pytest.mark.parametrize(("name", "makes"), [("Microsoft Print to PDF", True), ("HP LaserJet 4", False)])
def test_a_printer_that_makes_files_is_known_by_its_name_and_named(
    monkeypatch: pytest.MonkeyPatch, name: str, makes: bool
) -> None:
    monkeypatch.setattr(QPrinter, "printerName", lambda _printer: name)
    printer = new_printer("Certificates")
    assert makes_file(printer) is makes
    assert where_to(printer) == f"Sent to the printer {name}: Certificates."


def test_a_document_is_saved_where_one_chooses_and_the_sentence_says_where(
    qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    view = PdfView(background)
    qtbot.addWidget(view)
    said: list[str] = []
    dialog = save_document(view, background, b"%PDF", name="Marcus: Bell.pdf", kind="PDF (*.pdf)", then=said.append)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "certificate.pdf"))
    qtbot.waitUntil(lambda: bool(said))
    assert (tmp_path / "certificate.pdf").read_bytes() == b"%PDF"
    assert said == [f"Saved as certificate.pdf in {tmp_path}."]


def test_several_documents_are_saved_beside_what_is_there(qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    view = PdfView(background)
    qtbot.addWidget(view)
    (tmp_path / "a.pdf").write_bytes(b"older")
    said: list[str] = []
    dialog = save_documents(view, background, {"a.pdf": b"1", "b/c.pdf": b"2"}, then=said.append)
    dialog.fileSelected.emit(str(tmp_path))
    qtbot.waitUntil(lambda: bool(said))
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {
        "a.pdf": b"older", "a (2).pdf": b"1", "b-c.pdf": b"2",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("a/b:c.pdf", "a-b-c.pdf"),
        ("  ..", "document"),
        ("José 1.pdf", "José 1.pdf"),
        ("Certificate of \u202efdp.exe.pdf", "Certificate of -fdp.exe.pdf"),
        ("é" * 300 + ".pdf", "é" * 98 + ".pdf"),
        ("a." + "b" * 300, "a." + "b" * 198),
    ],
)
def test_names_suit_every_system(name: str, file: str) -> None:
    assert file_name(name) == file


def test_stopping_long_work_gives_the_signing_dialog_back_with_nothing_done(
    qtbot: QtBot, background: Background
) -> None:
    page = PdfView(background)
    qtbot.addWidget(page)
    progress = Progress("Issuing certificates")
    done: list[str] = []

    def deed(_session: object, passphrase: str) -> Done[None]:
        progress.report(0.5)
        done.append(passphrase)
        return Done(Changed.NOTHING)

    dialog = sign(page, background, what="Two certificates", yes="Sign", deed=deed, progress=progress)
    progress.cancel()
    dialog.findChildren(QLineEdit)[0].setText("copper lantern above the orchard")
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "Sign").click()
    assert not dialog.isEnabled()
    qtbot.waitUntil(dialog.isEnabled)
    assert done == []
    dialog.close()


@pytest.mark.parametrize("there", [True, False])
def test_a_dialog_begins_in_a_folder_that_is_there_and_with_no_name_of_a_file(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    documents = tmp_path / "Papers"
    if there:
        documents.mkdir()
    monkeypatch.setattr(QStandardPaths, "standardLocations", lambda _kind: [str(documents)])
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    page = QWidget()
    qtbot.addWidget(page)
    for dialog in (
        open_document(page, title="A course", kind="All files (*)", then=lambda _path: None),
        choose_folder(page, title="A folder", then=lambda _path: None),
    ):
        assert Path(dialog.directory().absolutePath()) == (documents if there else tmp_path)
        assert [field.text() for field in dialog.findChildren(QLineEdit) if "Papers" in field.text()] == []
        dialog.close()
