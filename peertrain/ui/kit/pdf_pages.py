"""The pages of a PDF as pictures on white; nothing here touches a widget, so that it runs in the background."""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from peertrain.domain.errors import Refused
from peertrain.i18n import _

POINTS_AN_INCH = 72
LONGEST_SIDE = 6000
"""Pixels of the longest side that is ever drawn."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of a PDF before it is drawn: the size of each page in points, and its words."""

    sizes: tuple[QSizeF, ...]
    words: tuple[str, ...]


def outline_of(pdf: bytes) -> Outline:
    """Return the sizes and words of the pages; refuse what cannot be read."""
    document = _open(pdf)
    pages = range(document.pageCount())
    return Outline(
        tuple(document.pagePointSize(page) for page in pages),
        tuple(document.getAllText(page).text() for page in pages),
    )


def picture_of(pdf: bytes, page: int, width: int) -> QImage:
    """Return a page as a picture of so many pixels across, on white."""
    document = _open(pdf)
    size = document.pagePointSize(page)
    wanted = QSize(width, round(width * size.height() / size.width()))
    if max(wanted.width(), wanted.height()) > LONGEST_SIDE:
        wanted.scale(LONGEST_SIDE, LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
    drawn = document.render(page, wanted)
    paper = QImage(wanted, QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper


def _open(pdf: bytes) -> QPdfDocument:
    document = QPdfDocument()
    buffer = QBuffer(document)
    buffer.setData(pdf)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.status() is not QPdfDocument.Status.Ready or not document.pageCount():
        raise Refused(_("This PDF cannot be read."))
    return document
