"""A page canvas on which everything drawn is either tagged with its meaning or marked as decoration."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from peertrain.documents.fonts import Face, composed, face_for, font_name, width

rl_config.useA85 = 0
# Streams as plain bytes: a fifth smaller and faster than in ASCII letters.

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


class Colour(Enum):
    """What a printed document is drawn in; each stays apart from white, and legible, in greyscale."""

    INK = "#1E2A29"
    SOFT = "#4F5F5C"
    PINE = "#1B6B5F"
    PALE = "#9DBDB6"
    HAIR = "#B9C4C1"
    GROUND = "#EEF4F2"


class Align(Enum):
    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(slots=True)
class Element:
    """A node of the structure tree: a standard PDF role, and below it nodes or (page, content number) pairs."""

    role: str
    kids: list["Element | tuple[int, int]"] = field(default_factory=list)
    alt: str = ""
    scope: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """Finished pages, not yet archival: reportlab's bytes and the structure of what is on them."""

    pdf: bytes
    structure: Element
    content_counts: tuple[int, ...]


class Sheet:
    """Draws pages and records what each thing on them is."""

    def __init__(self, size: tuple[float, float], *, language: str) -> None:
        self.width, self.height = size
        self._file = BytesIO()
        self._canvas = Canvas(
            self._file, pagesize=size, pdfVersion=(1, 7), lang=language, invariant=1, pageCompression=1,
            initialFontName=font_name(Face.SERIF),  # type: ignore[arg-type]  # the stubs take it for a size
        )  # fmt: skip
        self._document = Element("Document")
        self._open = [self._document]
        self._joined: set[int] = set()
        self._counts = [0]
        self._decorating = False

    @contextmanager
    def element(self, role: str, *, alt: str = "", scope: str = "", box: Box | None = None) -> Iterator[None]:
        """Make all that is drawn inside part of a new element, unless it is decoration already."""
        if self._decorating:
            yield
            return
        element = Element(role, alt=alt, scope=scope, box=box)
        self._open[-1].kids.append(element)
        self._open.append(element)
        yield
        self._open.pop()

    @contextmanager
    def within(self, *elements: Element) -> Iterator[None]:
        """Make all that is drawn inside part of the last of `elements`, each in the one before it.

        An element joins the open one the first time, and can be gone on with later, such as on the next page.
        """
        if self._decorating:
            yield
            return
        for element in elements:
            if id(element) not in self._joined:
                self._joined.add(id(element))
                self._open[-1].kids.append(element)
            self._open.append(element)
        yield
        del self._open[len(self._open) - len(elements) :]

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Draw what carries no meaning and is not read aloud."""
        if self._decorating:
            yield
            return
        self._canvas.addLiteral("/Artifact BMC")
        self._decorating = True
        yield
        self._decorating = False
        self._canvas.addLiteral("EMC")

    @contextmanager
    def _content(self) -> Iterator[None]:
        if self._decorating:
            yield
            return
        page, number = len(self._counts) - 1, self._counts[-1]
        self._counts[-1] += 1
        element = self._open[-1]
        element.kids.append((page, number))
        self._canvas.addLiteral(f"/{element.role} <</MCID {number}>> BDC")
        yield
        self._canvas.addLiteral("EMC")

    def text(
        self, words: str, x: float, y: float, *, size: float, face: Face = Face.SERIF, colour: Colour = Colour.INK,
        align: Align = Align.LEFT,
    ) -> None:  # fmt: skip
        """Write one line with its baseline at `y`."""
        words = composed(words)
        start = x if align is Align.LEFT else x - align.value * width(words.rstrip(), face, size)
        with self._content():
            self._canvas.setFillColor(HexColor(colour.value))
            self._canvas.setFont(font_name(face_for(words, face)), size)
            self._canvas.drawString(start, y, words)

    def paragraph(
        self, role: str, words: str, x: float, y: float, *, size: float, face: Face = Face.SERIF,
        colour: Colour = Colour.INK, align: Align = Align.LEFT,
    ) -> None:  # fmt: skip
        """Write one line as an element of its own."""
        with self.element(role):
            self.text(words, x, y, size=size, face=face, colour=colour, align=align)

    def line(self, x1: float, y1: float, x2: float, y2: float, *, colour: Colour, weight: float = 0.5) -> None:
        """Draw a rule, which is decoration."""
        with self.decoration():
            self._pen(colour, weight)
            self._canvas.line(x1, y1, x2, y2)

    def dots(self, x1: float, x2: float, y: float) -> None:
        """Draw a row of dots from a word to its page number, which is decoration."""
        with self.decoration():
            self._pen(Colour.PALE, 0.9)
            self._canvas.setLineCap(1)
            self._canvas.setDash([0, 4])
            self._canvas.line(x1, y + 1, x2, y + 1)
            self._canvas.setDash([])
            self._canvas.setLineCap(0)

    def frame(self, box: Box, *, colour: Colour, weight: float, dash: tuple[float, ...] = ()) -> None:
        """Draw the outline of a box, which is decoration."""
        with self.decoration():
            self._pen(colour, weight)
            self._canvas.setDash(list(dash))
            self._canvas.rect(box[0], box[1], box[2] - box[0], box[3] - box[1])
            self._canvas.setDash([])

    def ground(self, box: Box, colour: Colour) -> None:
        """Fill a box, which is decoration."""
        with self.decoration():
            self._fill([box], colour)

    def curve(self, points: Sequence[tuple[float, float]], *, colour: Colour, weight: float) -> None:
        """Draw a chain of Bézier curves: a start, then three points for each curve; it is decoration."""
        with self.decoration():
            self._pen(colour, weight)
            path = self._canvas.beginPath()
            path.moveTo(*points[0])
            for i in range(1, len(points) - 2, 3):
                path.curveTo(*points[i], *points[i + 1], *points[i + 2])
            self._canvas.drawPath(path)

    def figure(self, boxes: Sequence[Box], *, alt: str, around: Box, colour: Colour = Colour.INK) -> None:
        """Draw filled boxes that together are one picture, described by `alt`."""
        with self.element("Figure", alt=alt, box=around):
            self.shapes(boxes, colour)

    def shapes(self, boxes: Sequence[Box], colour: Colour) -> None:
        """Draw filled boxes as part of the open element."""
        with self._content():
            self._fill(boxes, colour)

    def picture(self, image: bytes, box: Box, *, alt: str) -> None:
        """Draw a PNG or JPEG that was checked before."""
        with self.element("Figure", alt=alt, box=box), self._content():
            self._canvas.drawImage(ImageReader(BytesIO(image)), box[0], box[1], box[2] - box[0], box[3] - box[1])

    def drawing(self, draw: Callable[[Canvas], None], box: Box, *, alt: str) -> None:
        """Let `draw` draw a picture into a box whose lower left corner it takes for its origin."""
        with self.element("Figure", alt=alt, box=box), self._content():
            self._canvas.saveState()
            self._canvas.translate(box[0], box[1])
            draw(self._canvas)
            self._canvas.restoreState()

    def bookmark(self, title: str, level: int) -> None:
        """Let readers of the file go to this page from its outline; levels begin at 0."""
        key = f"{len(self._counts)}-{title}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key, level)
        self._canvas.showOutline()

    def next_page(self) -> None:
        """Finish the page and start another."""
        self._canvas.showPage()
        self._counts.append(0)

    def finish(self) -> Drawn:
        """Finish the last page and return what was drawn."""
        self._canvas.showPage()
        self._canvas.save()
        return Drawn(self._file.getvalue(), self._document, tuple(self._counts))

    def _pen(self, colour: Colour, weight: float) -> None:
        self._canvas.setStrokeColor(HexColor(colour.value))
        self._canvas.setLineWidth(weight)

    def _fill(self, boxes: Sequence[Box], colour: Colour) -> None:
        self._canvas.setFillColor(HexColor(colour.value))
        path = self._canvas.beginPath()
        for left, bottom, right, top in boxes:
            path.rect(left, bottom, right - left, top - bottom)
        self._canvas.drawPath(path, stroke=0, fill=1)
