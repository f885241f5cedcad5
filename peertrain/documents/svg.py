"""Pictures of a course on paper: SVG of plain shapes, drawn as lines and letters, so that it is sharp at any size."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from reportlab.lib.colors import Color, HexColor, black, cssParse, getAllNamedColors
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from peertrain.documents.fonts import Face, face_for, font_name, printable, width
from peertrain.documents.svg_path import Point, segments

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_CALL = re.compile(r"([a-zA-Z]+)\s*\(([^)]*)\)")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})")
_HEAVY = 600
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_INHERITED = {
    "fill": "black", "stroke": "none", "stroke-width": "1", "stroke-linecap": "butt", "stroke-linejoin": "miter",
    "stroke-dasharray": "none", "fill-opacity": "1", "stroke-opacity": "1", "fill-rule": "nonzero", "font-size": "16",
    "font-weight": "400", "font-style": "normal", "text-anchor": "start", "color": "black", "dominant-baseline": "auto",
}  # fmt: skip
_BASELINES = {"middle": 0.33, "central": 0.33, "hanging": 0.74, "text-before-edge": 0.95, "text-after-edge": -0.25}
"""How far below the given point letters stand, in sizes of them."""


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
        _draw_inside(canvas, self.root, {**_INHERITED, **_own(self.root, _INHERITED)}, 1.0)


def read_svg(data: bytes) -> Drawing:
    """Return the picture in an SVG file that `peertrain check` has let through."""
    root = ElementTree.fromstring(data)  # noqa: S314 - checked at install: no entities, nothing from outside
    box = [float(number) for number in _NUMBER.findall(root.get("viewBox", ""))]
    if len(box) != 4 or min(box[2:]) <= 0:
        box = [0.0, 0.0, _first(root.get("width"), 300.0) or 300.0, _first(root.get("height"), 150.0) or 150.0]
    return Drawing(root, *box)


def _draw_inside(canvas: Canvas, parent: Element, style: Mapping[str, str], opacity: float) -> None:
    for element in parent:
        tag = element.tag.rpartition("}")[2]
        own = {**style, **_own(element, style)}
        seen = opacity * _first(element.get("opacity"), 1.0)
        canvas.saveState()
        _transform(canvas, element.get("transform", ""))
        if tag == "g":
            _draw_inside(canvas, element, own, seen)
        elif tag == "text":
            _write(canvas, element, own, seen)
        elif tag not in ("title", "desc"):
            _draw_shape(canvas, tag, element, own, seen)
        canvas.restoreState()


def _own(element: Element, style: Mapping[str, str]) -> dict[str, str]:
    own = {name: value.strip() for name, value in element.items() if name in _INHERITED and value.strip() != "inherit"}
    colour = own.get("color", style["color"])
    return {name: colour if value.lower() == "currentcolor" else value for name, value in own.items()}


def _transform(canvas: Canvas, text: str) -> None:
    for found in _CALL.finditer(text):
        name, numbers = found[1].lower(), [float(number) for number in _NUMBER.findall(found[2])]
        match name, numbers:
            case "translate", [x, *rest]:
                canvas.translate(x, rest[0] if rest else 0)
            case "scale", [x, *rest]:
                canvas.scale(x, rest[0] if rest else x)
            case "rotate", [angle]:
                canvas.rotate(angle)
            case "rotate", [angle, x, y]:
                canvas.translate(x, y)
                canvas.rotate(angle)
                canvas.translate(-x, -y)
            case "skewx", [angle]:
                canvas.transform(1, 0, math.tan(math.radians(angle)), 1, 0, 0)
            case "skewy", [angle]:
                canvas.transform(1, math.tan(math.radians(angle)), 0, 1, 0, 0)
            case "matrix", [a, b, c, d, e, f]:
                canvas.transform(a, b, c, d, e, f)


# Shapes


def _draw_shape(canvas: Canvas, tag: str, element: Element, style: Mapping[str, str], opacity: float) -> None:
    path = canvas.beginPath()
    _SHAPES[tag](path, element)
    fill = None if tag == "line" else _colour(style["fill"], opacity * _first(style["fill-opacity"], 1.0))
    stroke = _colour(style["stroke"], opacity * _first(style["stroke-opacity"], 1.0))
    if fill is not None:
        canvas.setFillColor(fill)
    if stroke is not None:
        canvas.setStrokeColor(stroke)
        canvas.setLineWidth(_first(style["stroke-width"], 1.0))
        canvas.setLineCap(_CAPS.get(style["stroke-linecap"], 0))
        canvas.setLineJoin(_JOINS.get(style["stroke-linejoin"], 0))
        canvas.setDash([float(number) for number in _NUMBER.findall(style["stroke-dasharray"])])
    if fill is not None or stroke is not None:
        rule = 0 if style["fill-rule"] == "evenodd" else 1
        canvas.drawPath(path, stroke=stroke is not None, fill=fill is not None, fillMode=rule)


def _rect(path: PDFPathObject, element: Element) -> None:
    x, y, wide, high = (_at(element, name) for name in ("x", "y", "width", "height"))
    round_x = _first(element.get("rx"), _at(element, "ry"))
    round_y = _first(element.get("ry"), round_x)
    rx, ry = min(round_x, wide / 2), min(round_y, high / 2)
    if not rx or not ry:
        path.rect(x, y, wide, high)
        return
    text = f"M{x + rx} {y}h{wide - 2 * rx}a{rx} {ry} 0 0 1 {rx} {ry}v{high - 2 * ry}a{rx} {ry} 0 0 1 {-rx} {ry}"
    _trace(path, f"{text}h{2 * rx - wide}a{rx} {ry} 0 0 1 {-rx} {-ry}v{2 * ry - high}a{rx} {ry} 0 0 1 {rx} {-ry}z")


def _ellipse(path: PDFPathObject, element: Element) -> None:
    x, y, r = (_at(element, name) for name in ("cx", "cy", "r"))
    rx, ry = _first(element.get("rx"), r), _first(element.get("ry"), r)
    path.ellipse(x - rx, y - ry, 2 * rx, 2 * ry)


def _line(path: PDFPathObject, element: Element) -> None:
    path.moveTo(_at(element, "x1"), _at(element, "y1"))
    path.lineTo(_at(element, "x2"), _at(element, "y2"))


def _corners(path: PDFPathObject, element: Element) -> None:
    numbers = [float(number) for number in _NUMBER.findall(element.get("points", ""))]
    points = list(zip(numbers[::2], numbers[1::2], strict=False))
    for i, point in enumerate(points):
        (path.lineTo if i else path.moveTo)(*point)
    if points and element.tag.endswith("polygon"):
        path.close()


def _path(path: PDFPathObject, element: Element) -> None:
    _trace(path, element.get("d", ""))


def _trace(path: PDFPathObject, text: str) -> None:
    pen: Point | None = None
    for points in segments(text):
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


_SHAPES = {
    "rect": _rect, "circle": _ellipse, "ellipse": _ellipse, "line": _line, "polyline": _corners, "polygon": _corners,
    "path": _path,
}  # fmt: skip


# Letters


def _write(canvas: Canvas, element: Element, style: Mapping[str, str], opacity: float) -> None:
    """Write a text; a part of it with a place of its own begins a new line."""
    x, y = _at(element, "x") + _at(element, "dx"), _at(element, "y") + _at(element, "dy")
    lines: list[tuple[Point, list[tuple[str, Mapping[str, str]]]]] = [((x, y), [(element.text or "", style)])]
    for part in element:
        own = {**style, **_own(part, style)}
        if {"x", "y", "dy"} & set(part.keys()):
            x = _first(part.get("x"), x)
            y = _first(part.get("y"), y) + _at(part, "dy")
            lines.append(((x, y), []))
        lines[-1][1].extend([("".join(part.itertext()), own), (part.tail or "", style)])
    for place, runs in lines:
        _write_line(canvas, place, runs, opacity)


def _write_line(canvas: Canvas, at: Point, runs: list[tuple[str, Mapping[str, str]]], opacity: float) -> None:
    whole = [(re.sub(r"\s+", " ", text), style) for text, style in runs]
    while whole and not whole[-1][0].strip():
        whole.pop()
    if not whole:
        return
    words = [printable(text) for text, _style in whole]
    words[0], words[-1] = words[0].lstrip(), words[-1].rstrip()
    faces = [face_for(text, _face(style)) for text, (_text, style) in zip(words, whole, strict=True)]
    sizes = [_first(style["font-size"], 16.0) for _text, style in whole]
    wide = [width(text, face, size) for text, face, size in zip(words, faces, sizes, strict=True)]
    first = whole[0][1]
    x = at[0] - sum(wide) * {"middle": 0.5, "end": 1.0}.get(first["text-anchor"], 0.0)
    y = at[1] + sizes[0] * _BASELINES.get(first["dominant-baseline"], 0.0)
    for text, face, size, across, (_text, style) in zip(words, faces, sizes, wide, whole, strict=True):
        colour = _colour(style["fill"], opacity * _first(style["fill-opacity"], 1.0))
        if text and colour is not None:
            canvas.saveState()
            canvas.transform(1, 0, 0, -1, x, y)
            canvas.setFillColor(colour)
            canvas.setFont(font_name(face), size)
            canvas.drawString(0, 0, text)
            canvas.restoreState()
        x += across


def _face(style: Mapping[str, str]) -> Face:
    weight = style["font-weight"]
    heavy = weight in ("bold", "bolder") or _first(weight, 400) >= _HEAVY
    if style["font-style"] in ("italic", "oblique"):
        return Face.SANS_SEMIBOLD_ITALIC if heavy else Face.SANS_ITALIC
    return Face.SANS_SEMIBOLD if heavy else Face.SANS


# Values


def _at(element: Element, name: str) -> float:
    return _first(element.get(name), 0.0)


def _first(text: str | None, otherwise: float) -> float:
    found = _NUMBER.match((text or "").strip())
    return float(found[0]) if found else otherwise


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
    try:
        return cssParse(text) if text.startswith(("rgb", "hsl")) else getAllNamedColors().get(text, black)
    except ValueError:
        return black
