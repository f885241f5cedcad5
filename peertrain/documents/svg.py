"""Pictures of a course on paper: SVG of plain shapes, drawn as lines and letters, so that it is sharp at any size."""

import math
import re
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from reportlab.lib.colors import Color, HexColor, black, cssParse, getAllNamedColors
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from peertrain.documents.fonts import Face, face_for, font_name, printable, width
from peertrain.svg.language import (
    INHERITED,
    Style,
    TextLine,
    box_of,
    is_heavy,
    matrix,
    name_of,
    number,
    numbers,
    outline,
    styled,
    text_lines,
)
from peertrain.svg.paths import Point, Segment

_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})")
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture that was checked before; `width` and `height` are in its own units."""

    root: Element
    left: float
    top: float
    width: float
    height: float

    def draw(self, canvas: Canvas, width: float) -> None:
        """Draw it with its lower left corner at the origin, so many points wide."""
        scale = width / self.width
        canvas.transform(scale, 0, 0, -scale, -self.left * scale, (self.top + self.height) * scale)
        clip = canvas.beginPath()
        clip.rect(self.left, self.top, self.width, self.height)
        canvas.clipPath(clip, stroke=0)
        _draw_inside(canvas, self.root, styled(self.root, INHERITED), 1.0)


def read_svg(data: bytes) -> Drawing:
    """Return the picture in an SVG file that `peertrain check` has let through."""
    root = ElementTree.fromstring(data)  # noqa: S314 - checked at install: no entities, nothing from outside
    return Drawing(root, *box_of(root))


def _draw_inside(canvas: Canvas, parent: Element, style: Style, opacity: float) -> None:
    for element in parent:
        tag = name_of(element)
        own = styled(element, style)
        seen = opacity * number(element.get("opacity"), 1.0)
        canvas.saveState()
        if transform := element.get("transform"):
            canvas.transform(*matrix(transform))
        if tag == "g":
            _draw_inside(canvas, element, own, seen)
        elif tag == "text":
            for line in text_lines(element, own):
                _write_line(canvas, line, seen)
        elif tag not in ("title", "desc"):
            _draw_shape(canvas, element, own, seen)
        canvas.restoreState()


# Shapes


def _draw_shape(canvas: Canvas, element: Element, style: Style, opacity: float) -> None:
    path = canvas.beginPath()
    _trace(path, outline(element))
    is_line = name_of(element) == "line"
    fill = None if is_line else _colour(style["fill"], opacity * number(style["fill-opacity"], 1.0))
    stroke = _colour(style["stroke"], opacity * number(style["stroke-opacity"], 1.0))
    if fill is not None:
        canvas.setFillColor(fill)
    if stroke is not None:
        canvas.setStrokeColor(stroke)
        canvas.setLineWidth(number(style["stroke-width"], 1.0))
        canvas.setLineCap(_CAPS.get(style["stroke-linecap"], 0))
        canvas.setLineJoin(_JOINS.get(style["stroke-linejoin"], 0))
        canvas.setDash(numbers(style["stroke-dasharray"]))
    if fill is not None or stroke is not None:
        rule = 0 if style["fill-rule"] == "evenodd" else 1
        canvas.drawPath(path, stroke=stroke is not None, fill=fill is not None, fillMode=rule)


def _trace(path: PDFPathObject, drawn: list[Segment]) -> None:
    pen: Point | None = None
    for points in drawn:
        if not points:
            path.close()
            pen = None
            continue
        if len(points) == 1 or pen != points[0]:
            path.moveTo(*points[0])
        if len(points) == 2:
            path.lineTo(*points[1])
        elif len(points) == 4:
            path.curveTo(*points[1], *points[2], *points[3])
        pen = points[-1]


# Letters


def _write_line(canvas: Canvas, line: TextLine, opacity: float) -> None:
    words = [printable(text) for text, _style in line.runs]
    faces = [face_for(text, _face(style)) for text, (_text, style) in zip(words, line.runs, strict=True)]
    sizes = [number(style["font-size"], 16.0) for _text, style in line.runs]
    wide = [width(text, face, size) for text, face, size in zip(words, faces, sizes, strict=True)]
    x, y = line.begin(sum(wide)), line.place[1]
    for text, face, size, across, (_text, style) in zip(words, faces, sizes, wide, line.runs, strict=True):
        colour = _colour(style["fill"], opacity * number(style["fill-opacity"], 1.0))
        if text and colour is not None:
            canvas.saveState()
            canvas.transform(1, 0, 0, -1, x, y)
            canvas.setFillColor(colour)
            canvas.setFont(font_name(face), size)
            canvas.drawString(0, 0, text)
            canvas.restoreState()
        x += across


def _face(style: Style) -> Face:
    heavy = is_heavy(style)
    if style["font-style"] in ("italic", "oblique"):
        return Face.SANS_SEMIBOLD_ITALIC if heavy else Face.SANS_ITALIC
    return Face.SANS_SEMIBOLD if heavy else Face.SANS


# Values


def _colour(text: str, opacity: float) -> Color | None:
    """Return a colour; black for one that cannot be read, None for none."""
    text = text.lower()
    if text in ("none", "transparent"):
        return None
    found = _read_colour(text)
    if opacity >= 1:
        return found
    return Color(found.red, found.green, found.blue, alpha=max(0.0, opacity) * found.alpha)


def _read_colour(text: str) -> Color:
    """Read a colour without reportlab's own way, which evaluates what it does not know."""
    if found := _HEX.fullmatch(text):
        return HexColor("#" + "".join(digit * (6 // len(found[1])) for digit in found[1]))
    if not text.startswith(("rgb", "hsl")):
        return getAllNamedColors().get(text, black)
    try:
        made = cssParse(" ".join(text.split()))
    except ValueError:
        return black
    return made if all(map(math.isfinite, made.rgba())) else black
