"""The program's own outlined icons, painted in the colour that means what they mean."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from peertrain.ui.kit.resources import resource
from peertrain.ui.kit.theme import colour, px


@lru_cache(maxsize=128)
def _drawing(name: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes()


@lru_cache(maxsize=128)
def _is_there(name: str) -> bool:
    return resource("icons", f"{name}.svg").is_file()


@lru_cache(maxsize=512)
def _painted(name: str, ink: str, side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace(b"currentColor", ink.encode())))
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


def paint_icon(painter: QPainter, rect: QRect, name: str, tone: str = "ink") -> None:
    """Paint an icon into the middle of `rect`, in the colour of a token."""
    ratio = painter.device().devicePixelRatio()
    side = min(rect.width(), rect.height())
    if side <= 0:
        return
    image = QImage(_painted(name, colour(tone).name(), round(side * ratio)))
    image.setDevicePixelRatio(ratio)
    painter.drawImage(rect.center() - QPoint((side - 1) // 2, (side - 1) // 2), image)


SHARE_BEFORE_TEXT = 0.82


class _Engine(QIconEngine):
    """Paints at the time of painting, so that an icon follows the colours of day and night by itself."""

    def __init__(self, name: str, tone: str, disabled: str, *, before_text: bool) -> None:
        super().__init__()
        self._name, self._tone, self._disabled, self._before_text = name, tone, disabled, before_text

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        if self._before_text:
            side = round(rect.height() * SHARE_BEFORE_TEXT)
            rect = QRect(rect.x(), rect.y() + (rect.height() - side) // 2, side, side)
        paint_icon(painter, rect, self._name, self._disabled if mode == QIcon.Mode.Disabled else self._tone)

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, _state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tone, self._disabled, before_text=self._before_text)


def icon(name: str, tone: str = "ink", *, before_text: bool = False, disabled: str = "line") -> QIcon:
    """Return an icon of `resources/icons` by name, in the colour of a token (`ink`, `soft`, `pine`, `on_pine` …).

    `before_text` leaves some room at its right, where Qt would put the word of a button too close.
    """
    if not _is_there(name):
        raise KeyError(name)
    return QIcon(_Engine(name, tone, disabled, before_text=before_text))


class Sign(QWidget):
    """An icon beside words; it grows with the text and says nothing by itself."""

    def __init__(self, name: str, tone: str = "ink", side: int = 20) -> None:
        super().__init__()
        self._name, self._tone, self._side = name, tone, side
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._side), px(self._side))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = px(self._side)
        top = QRect(0, 0, side, side)
        top.moveCenter(self.rect().center())
        paint_icon(painter, top, self._name, self._tone)
        painter.end()
