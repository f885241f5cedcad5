"""Shows a PDF page by page as it will be printed: white on any ground, sharp on any screen, with zoom and page keys."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.cards import icon_button, plain, row
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.keys import add_key
from peertrain.ui.kit.pdf_pages import Outline, outline_of, picture_of
from peertrain.ui.kit.theme import colour, px

ZOOMS = (1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""How many times as wide as the view a page can be."""

REDRAW_AFTER_MS = 120
_SAID = 3000
"""Letters of a page that are said to those who cannot see it."""


class _Sheet(QWidget):
    """One page; it paints the picture it has and asks for a better one when its size changes."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._picture = QImage()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_picture(self, picture: QImage) -> None:
        self._picture = picture
        self.update()

    def has_picture(self) -> bool:
        return not self._picture.isNull()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._picture.isNull():
            painter.drawImage(self.rect(), self._picture)
        painter.setPen(QPen(colour("hair"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class _Frame(QScrollArea):
    """As high as the whole page at the width there is, so that a page that is not enlarged never scrolls."""

    def __init__(self, sheet: QWidget) -> None:
        super().__init__()
        self.ratio = 0.75
        self.setWidget(sheet)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self.ratio)

    def sizeHint(self) -> QSize:
        return QSize(px(480), round(px(480) * self.ratio))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), round(px(200) * self.ratio))


class PdfView(QWidget):
    """`show_pdf(pdf, name=…)` shows a document; Page Up and Page Down turn pages, Ctrl and plus, minus, zero zoom."""

    shown = Signal()
    """The page is on the screen."""

    def __init__(self, background: Background, *buttons: QWidget) -> None:
        """`buttons` stand before those that zoom."""
        super().__init__()
        self._background = background
        self._pdf = b""
        self._name = ""
        self._outline = Outline((), ())
        self._page, self._zoom, self._turn = 0, 0, 0
        self._sheet = _Sheet()
        self.frame = _Frame(self._sheet)
        self._soon = QTimer(self, singleShot=True, interval=REDRAW_AFTER_MS)
        self._soon.timeout.connect(self._draw)
        self._sheet.resized.connect(self._soon.start)
        self._where = plain("", "soft", wrap=False)
        self._back = icon_button("arrow-left", _("Page before"), lambda: self.turn(-1))
        self._next = icon_button("arrow-right", _("Next page"), lambda: self.turn(1))
        self._less = icon_button("minus", _("Smaller"), lambda: self.zoom(-1))
        self._more = icon_button("plus", _("Larger"), lambda: self.zoom(1))
        self._pages = row(self._back, self._where, self._next)
        tools = flow(*buttons, row(self._less, self._more), self._pages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(tools)
        layout.addWidget(self.frame)
        for keys, act in self._acts().items():
            add_key(self, keys, act)
        self._say()

    def show_pdf(self, pdf: bytes, *, name: str) -> None:
        """Show a document from its first page; `name` says what it is to those who cannot see it."""
        self._turn += 1
        self._pdf, self._name, self._page = pdf, name, 0
        turn = self._turn
        self._background.render(
            self, lambda _progress: outline_of(pdf), lambda outline: self._take_outline(turn, outline)
        )

    def turn(self, by: int) -> None:
        """Turn pages forward (1) or back (-1)."""
        page = self._page + by
        if 0 <= page < len(self._outline.sizes):
            self._page = page
            self.frame.verticalScrollBar().setValue(0)
            self._lay_out()

    def zoom(self, by: int) -> None:
        """Show the page larger (1), smaller (-1) or as wide as the view (0)."""
        self._zoom = min(max(self._zoom + by, 0), len(ZOOMS) - 1) if by else 0
        self._lay_out()

    def pages(self) -> int:
        return len(self._outline.sizes)

    # How it works

    def _acts(self) -> dict[str, Callable[[], None]]:
        return {
            "PgDown": lambda: self.turn(1),
            "PgUp": lambda: self.turn(-1),
            "Ctrl++": lambda: self.zoom(1),
            "Ctrl+=": lambda: self.zoom(1),
            "Ctrl+-": lambda: self.zoom(-1),
            "Ctrl+0": lambda: self.zoom(0),
        }

    def _take_outline(self, turn: int, outline: Outline) -> None:
        if turn == self._turn:
            self._outline = outline
            self._lay_out()

    def _lay_out(self) -> None:
        self._say()
        if not self._outline.sizes:
            return
        size = self._outline.sizes[self._page]
        ratio = size.height() / size.width()
        if self.frame.ratio != ratio:
            self.frame.ratio = ratio
            self.frame.updateGeometry()
        larger = self._zoom > 0
        policies = Qt.ScrollBarPolicy
        for set_policy in (self.frame.setVerticalScrollBarPolicy, self.frame.setHorizontalScrollBarPolicy):
            set_policy(policies.ScrollBarAsNeeded if larger else policies.ScrollBarAlwaysOff)
        across = round(self.frame.viewport().width() * ZOOMS[self._zoom])
        self._sheet.resize(across, round(across * ratio))
        self._soon.start()

    def _draw(self) -> None:
        if not self.isVisible() or not self._outline.sizes or not self._sheet.width():
            return
        pdf, page, turn = self._pdf, self._page, self._turn
        pixels = round(self._sheet.width() * self.devicePixelRatioF())

        def show(picture: QImage) -> None:
            if (turn, page) == (self._turn, self._page):
                self._sheet.show_picture(picture)
                self.shown.emit()

        self._background.render(self, lambda _progress: picture_of(pdf, page, pixels), show)

    def _say(self) -> None:
        count, number = len(self._outline.sizes), self._page + 1
        words = _("Page {number} of {count}").format(number=number, count=count)
        self._where.setText(words)
        self._pages.setVisible(count > 1)
        self._back.setEnabled(number > 1)
        self._next.setEnabled(number < count)
        self._less.setEnabled(self._zoom > 0)
        self._more.setEnabled(self._zoom < len(ZOOMS) - 1)
        self.frame.setAccessibleName(_("{name}, {page}").format(name=self._name, page=words) if count else self._name)
        said = self._outline.words[self._page] if count else ""
        self.frame.setAccessibleDescription(" ".join(said.split())[:_SAID])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._lay_out)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._soon.start()
