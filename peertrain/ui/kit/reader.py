"""The lesson reader: checked HTML at a comfortable measure, its headings, its place, and no way out but by asking."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QPoint, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.kit.cards import button, plain
from peertrain.ui.kit.dialogs import confirm
from peertrain.ui.kit.lesson_marks import TERM, Marks, dot_terms, mark_words
from peertrain.ui.kit.lesson_style import BODY, lesson_style
from peertrain.ui.kit.steady import ListBox
from peertrain.ui.kit.theme import FAMILY, px

Assets = Callable[[str], tuple[str, bytes] | None]
"""Returns the media type and the bytes of an asset of the lesson by its path, or None."""

LARGEST = 4096
MEASURE = 62
"""Letters of average width in a line; running text then has 65 to 75, since narrow letters are frequent."""

SHORTEST = 8
"""Letters of a heading that the list of headings shows at least."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is in a lesson: how far through it, the words at the top, and how far into that paragraph."""

    fraction: float = 0.0
    words: str = ""
    into: float = 0.0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the lesson, its level (1 to 6) and the number of its paragraph."""

    text: str
    level: int
    block: int


TURNS = (Qt.Key.Key_N, Qt.Key.Key_Right, Qt.Key.Key_P, Qt.Key.Key_Left)
"""The keys that go to another lesson."""


class LessonView(QTextBrowser):
    """Shows a lesson. Pictures come only from `assets`; links open only after asking, and only over https."""

    next_wanted = Signal()
    back_wanted = Signal()
    moved = Signal(object)
    """The person has scrolled; carries the `Place`."""
    term_wanted = Signal(str)
    """The person has asked what a term means; carries its id."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._assets: Assets = _no_assets
        self._html = ""
        self._place = Place()
        self._marks: Marks | None = None
        self._placing = False
        self.setProperty("kind", "reader")
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setCursorWidth(0)  # one reads here; what is selected shows by itself
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # so that the measure does not jump
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextBrowserInteraction | flags.TextSelectableByKeyboard)
        self.anchorClicked.connect(self._follow)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_lesson(
        self, html: str, assets: Assets | None = None, *, place: Place | None = None, marks: Marks | None = None
    ) -> None:
        """Show a lesson's checked HTML, at the words that are marked, or at `place` if it was read before."""
        self._html = html
        self._assets = assets or _no_assets
        self._place, self._marks = place or Place(), marks
        first = self._dress()
        if first is not None:
            self._show_in_sight(first)

    def _show_in_sight(self, words: QTextCursor) -> None:
        """Bring words to the upper part of what is seen."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(words).top() - self.viewport().height() // 4)

    def place(self) -> Place:
        """Return where the person is; it finds the same words again in another width or text size."""
        return self._place

    def headings(self) -> list[Heading]:
        """Return the headings in order, before them the beginning where the lesson does not begin with a heading."""
        found = []
        block = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level and block.text().strip():
                found.append(Heading(block.text().strip(), level, block.blockNumber()))
            block = block.next()
        begins = [Heading(_("Beginning"), 1, 0)] if found and found[0].block > 0 else []
        return [*begins, *found]

    def jump(self, heading: Heading) -> None:
        """Bring a heading to the top."""
        block = self.document().findBlockByNumber(heading.block)
        if block.isValid():
            self.verticalScrollBar().setValue(round(self._top(block)) if heading.block else 0)

    def heading_here(self) -> int:
        """Return the number of the last heading at or above the top of what is seen, or 0."""
        here = self.verticalScrollBar().value() + px(BODY)
        tops = [self._top(self.document().findBlockByNumber(heading.block)) for heading in self.headings()]
        return max(sum(top <= here for top in tops) - 1, 0)

    def step_heading(self, by: int) -> None:
        """Go to the next heading (1) or the one before (-1)."""
        here = self.verticalScrollBar().value()
        tops = [(self._top(self.document().findBlockByNumber(h.block)), h) for h in self.headings()]
        ahead = [h for top, h in tops if top > here + 1] if by > 0 else [h for top, h in tops if top < here - 1][::-1]
        if ahead:
            self.jump(ahead[0])

    def loadResource(self, kind: int, url: QUrl | str) -> Any:
        """Return a picture of the lesson's own, and an empty one for every other address."""
        url = QUrl(url)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray()
        asset = self._assets(url.path().lstrip("/")) if url.scheme() == "asset" and not url.host() else None
        image = _picture(*asset, self.devicePixelRatioF()) if asset is not None else None
        return image if image is not None and not image.isNull() else _nothing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        plain_key = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        at_end = event.key() == Qt.Key.Key_Space and plain_key and bar.value() >= bar.maximum()
        if event.isAutoRepeat() and (at_end or event.key() in TURNS):
            return  # a key held down leaves no lesson behind
        if at_end:
            self.next_wanted.emit()
        elif event.key() == Qt.Key.Key_Space:
            bar.setValue(bar.value() + (1 if plain_key else -1) * round(bar.pageStep() * 0.9))
        elif plain_key and event.key() in {Qt.Key.Key_N, Qt.Key.Key_Right}:
            self.next_wanted.emit()
        elif plain_key and event.key() in {Qt.Key.Key_P, Qt.Key.Key_Left}:
            self.back_wanted.emit()
        elif event.key() == Qt.Key.Key_H:
            self.step_heading(1 if plain_key else -1)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        dressed = event.type() in {QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange}
        if (dressed or event.type() == QEvent.Type.ApplicationFontChange) and self._html:
            self._dress()

    def showEvent(self, event: QShowEvent) -> None:
        with self._holding_the_place():  # Qt scrolls to its cursor, which is at the top
            super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._placing:  # Qt resizes while it sets the HTML; what set it places it
            super().resizeEvent(event)
            return
        with self._holding_the_place():
            super().resizeEvent(event)
            self._set_measure()

    @contextmanager
    def _holding_the_place(self) -> Iterator[None]:
        """Take scrolling for Qt's own, not the person's, and return to the place afterwards."""
        self._placing = True
        yield
        self.document().size()  # lays the text out, so that the scroll bar knows its range
        self._take_place()
        self._placing = False

    def _dress(self) -> QTextCursor | None:
        """Set the HTML again in the present colours and text size, and stay at the place; return the first words marked."""
        with self._holding_the_place():
            font = QFont(FAMILY)
            font.setPixelSize(px(BODY))
            self.document().setDefaultFont(font)
            self.document().setDefaultStyleSheet(lesson_style())
            self.setHtml(self._html)
            dot_terms(self.document())
            first = mark_words(self, self._marks or Marks(()))
            self._set_measure()
        return first

    def _fit_pictures(self, wide: float) -> None:
        """Keep pictures within the measure; Qt alone would take the whole window, and half a picture's height more."""
        cursor = QTextCursor(self.document())
        while not (cursor := self.document().find("\N{OBJECT REPLACEMENT CHARACTER}", cursor)).isNull():
            picture = cursor.charFormat().toImageFormat()
            if picture.isValid():
                inset = px(48) if cursor.currentTable() is not None else 0
                picture.setMaximumWidth(QTextLength(QTextLength.Type.FixedLength, wide - inset))
                cursor.setCharFormat(picture)
            line = cursor.blockFormat()
            line.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(line)

    def _set_measure(self) -> None:
        """Keep lines at a comfortable length, in the middle."""
        widest = QFontMetricsF(self.document().defaultFont()).averageCharWidth() * MEASURE
        margin = max((self.viewport().width() - widest) / 2, px(24))
        frame = self.document().rootFrame()
        wanted = frame.frameFormat()
        self._fit_pictures(self.viewport().width() - 2 * margin)
        if round(wanted.leftMargin()) == round(margin):
            return
        wanted.setLeftMargin(margin)
        wanted.setRightMargin(margin)
        wanted.setTopMargin(px(16))
        wanted.setBottomMargin(px(48))
        frame.setFrameFormat(wanted)

    def _top(self, block: QTextBlock) -> float:
        return self.document().documentLayout().blockBoundingRect(block).top()

    def _scrolled(self, value: int) -> None:
        if self._placing:
            return
        block = self.cursorForPosition(QPoint(self.viewport().width() // 2, 0)).block()
        high = self.document().documentLayout().blockBoundingRect(block).height() or 1
        into = (value - self._top(block)) / high
        self._place = Place(value / max(self.verticalScrollBar().maximum(), 1), block.text()[:80], into)
        self.moved.emit(self._place)

    def _take_place(self) -> None:
        """Scroll to the words of the place, or to its fraction where the words are gone."""
        bar = self.verticalScrollBar()
        block = self._block_of(self._place)
        if block is None or self._place.fraction == 0:
            bar.setValue(round(self._place.fraction * bar.maximum()))
        else:
            rect = self.document().documentLayout().blockBoundingRect(block)
            bar.setValue(round(rect.top() + self._place.into * rect.height()))

    def _block_of(self, place: Place) -> QTextBlock | None:
        """Return the paragraph that begins with the words of a place; of several the nearest to its fraction."""
        if not place.words:
            return None
        found: list[QTextBlock] = []
        block = self.document().begin()
        while block.isValid():
            if block.text()[:80] == place.words:
                found.append(block)
            block = block.next()
        whole = self.document().size().height() or 1
        return min(found, key=lambda b: abs(self._top(b) / whole - place.fraction), default=None)

    def _follow(self, url: QUrl) -> None:
        if not url.scheme() and url.hasFragment():
            self.scrollToAnchor(url.fragment())
        elif url.scheme() == TERM:
            self.term_wanted.emit(url.path())
        elif url.scheme() == "https" and url.host():
            confirm(
                self,
                title=_("Open a page on the internet?"),
                sentence=_("This opens in your browser, outside PeerTrain: {address}").format(address=url.toString()),
                yes=_("Open it"),
                then=lambda: QDesktopServices.openUrl(url),
            )


def _no_assets(_path: str) -> None:
    return None


def _nothing() -> QImage:
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _picture(media_type: str, data: bytes, ratio: float) -> QImage:
    """Return the picture in the asset; a drawing is drawn as fine as the screen is."""
    if media_type != "image/svg+xml":
        return QImage.fromData(data)
    renderer = QSvgRenderer(QByteArray(data))
    size: QSize = renderer.defaultSize() * ratio
    if not renderer.isValid() or not 0 < max(size.width(), size.height()) <= LARGEST:
        return _nothing()
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


class Reader(QWidget):
    """A lesson with its headings above and Back and Next below; the keys are N, P, Space, H and Shift+H.

    A page may take `head`, the headings and where one is, into a line of its own.
    """

    next_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.view = LessonView(name)
        self.contents = ListBox()
        self.contents.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.contents.setMinimumContentsLength(SHORTEST)
        self.contents.setAccessibleName(_("Go to a heading"))
        self.contents.activated.connect(self._jump)
        self.view.moved.connect(lambda _place: self._say_heading())
        self.where = plain("", "soft", wrap=False)
        self.back = button(_("Back"), self.back_wanted.emit, icon_name="arrow-left")
        self.next = button(_("Next"), self.next_wanted.emit, icon_name="arrow-right", kind="primary")
        self.view.next_wanted.connect(self.next_wanted)
        self.view.back_wanted.connect(self.back_wanted)
        self._headings: list[Heading] = []
        self.head = QWidget()
        top, bottom = QHBoxLayout(self.head), QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.contents, 1)
        top.addWidget(self.where)
        bottom.addWidget(self.back)
        bottom.addStretch(1)
        bottom.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self.view, 1)
        layout.addLayout(bottom)
        self.setFocusProxy(self.view)

    def show_lesson(
        self,
        html: str,
        assets: Assets | None = None,
        *,
        where: str = "",
        place: Place | None = None,
        marks: Marks | None = None,
        back: str = "",
        next: str = "",
    ) -> None:
        """Show a lesson. `where` says "Page 4 of 9"; `back` and `next` are the words of the buttons, "" hides one."""
        self.view.show_lesson(html, assets, place=place, marks=marks)
        self._headings = self.view.headings()
        self.contents.clear()
        self.contents.addItems([f"{' ' * 3 * (heading.level - 1)}{heading.text}" for heading in self._headings])
        self.contents.setVisible(len(self._headings) > 1)
        self._say_heading()
        self.where.setText(where)
        self.head.updateGeometry()  # a line that has folded `where` away does not hear of its new words from Qt
        for one, words in ((self.back, back), (self.next, next)):
            one.setText(words)
            one.setVisible(bool(words))

    def _say_heading(self) -> None:
        if self._headings:
            self.contents.setCurrentIndex(self.view.heading_here())

    def _jump(self, number: int) -> None:
        self.view.jump(self._headings[number])
        self.contents.setCurrentIndex(number)  # near the end it does not come to the top
        self.view.setFocus()
