"""The language of SVG as far as pictures of courses speak it: numbers, style, transforms, shapes and lines of text."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

from peertrain.svg.paths import Point, Segment, segments

Style = Mapping[str, str]
Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: a point (x, y) becomes (ax + cy + e, bx + dy + f)."""
UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)

INHERITED: Style = {
    "fill": "black", "stroke": "none", "stroke-width": "1", "stroke-linecap": "butt", "stroke-linejoin": "miter",
    "stroke-dasharray": "none", "fill-opacity": "1", "stroke-opacity": "1", "fill-rule": "nonzero", "font-size": "16",
    "font-weight": "400", "font-style": "normal", "text-anchor": "start", "color": "black", "dominant-baseline": "auto",
}  # fmt: skip
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_CALL = re.compile(r"(?<![a-zA-Z])([a-zA-Z]++)\s*+\(([^()]*+)\)")
_HEAVY = 600
_ROUND = 4 / 3 * (math.sqrt(2) - 1)
"""How far towards the corner the handles of a curve lie that is a quarter of an ellipse."""
_BASELINES = {"middle": 0.33, "central": 0.33, "hanging": 0.74, "text-before-edge": 0.95, "text-after-edge": -0.25}
"""How far below the given point letters stand, in sizes of them."""


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def numbers(text: str) -> list[float]:
    return [float(found) for found in _NUMBER.findall(text)]


def number(text: str | None, otherwise: float) -> float:
    """Return the number with which a text begins."""
    found = _NUMBER.match((text or "").strip())
    return float(found[0]) if found else otherwise


def box_of(root: Element) -> tuple[float, float, float, float]:
    """Return left, top, width and height of a picture in its own units."""
    box = numbers(root.get("viewBox", ""))
    if len(box) != 4 or min(box[2:]) <= 0:
        return 0.0, 0.0, number(root.get("width"), 300.0) or 300.0, number(root.get("height"), 150.0) or 150.0
    return box[0], box[1], box[2], box[3]


def styled(element: Element, style: Style) -> Style:
    """Return the style of an element inside one of another style."""
    own = {name: value.strip() for name, value in element.items() if name in INHERITED and value.strip() != "inherit"}
    colour = own.get("color", style["color"])
    return {**style, **{name: colour if value.lower() == "currentcolor" else value for name, value in own.items()}}


def is_heavy(style: Style) -> bool:
    """Return whether letters are bold, or nearly so."""
    weight = style["font-weight"]
    return weight in ("bold", "bolder") or number(weight, 400) >= _HEAVY


# Transforms


def times(first: Matrix, second: Matrix) -> Matrix:
    """Return the transform that does the second one, and then the first one."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f


def matrix(text: str) -> Matrix:
    """Return what the attribute `transform` does."""
    made = UNMOVED
    for found in _CALL.finditer(text):
        made = times(made, _one(found[1].lower(), numbers(found[2])))
    return made


def _one(name: str, given: list[float]) -> Matrix:
    made = UNMOVED
    match name, given:
        case "translate", [x, *rest]:
            made = 1, 0, 0, 1, x, rest[0] if rest else 0
        case "scale", [x, *rest]:
            made = x, 0, 0, rest[0] if rest else x, 0, 0
        case "rotate", [angle, *rest]:
            x, y = rest if len(rest) == 2 else (0.0, 0.0)
            cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            made = times(times((1, 0, 0, 1, x, y), (cos, sin, -sin, cos, 0, 0)), (1, 0, 0, 1, -x, -y))
        case "skewx", [angle]:
            made = 1, 0, math.tan(math.radians(angle)), 1, 0, 0
        case "skewy", [angle]:
            made = 1, math.tan(math.radians(angle)), 0, 1, 0, 0
        case "matrix", [a, b, c, d, e, f]:
            made = a, b, c, d, e, f
    return made


# Shapes


def outline(element: Element) -> list[Segment]:
    """Return what a shape draws, as a path does."""
    match name_of(element):
        case "path":
            return segments(element.get("d", ""))
        case "rect":
            return _rect(element)
        case "circle" | "ellipse":
            return _ellipse(element)
        case "line":
            x, y, x2, y2 = (_at(element, name) for name in ("x1", "y1", "x2", "y2"))
            return [((x, y), (x2, y2))]
        case "polyline" | "polygon" as tag:
            given = numbers(element.get("points", ""))
            points = list(zip(given[::2], given[1::2], strict=False))
            closed: list[Segment] = [()] if tag == "polygon" and points else []
            return [*pairwise(points), *closed]
    return []


def _rect(element: Element) -> list[Segment]:
    x, y, wide, high = (_at(element, name) for name in ("x", "y", "width", "height"))
    round_x = number(element.get("rx"), _at(element, "ry"))
    round_y = number(element.get("ry"), round_x)
    rx, ry = min(round_x, wide / 2), min(round_y, high / 2)
    right, below = x + wide, y + high
    if rx <= 0 or ry <= 0:
        return [((x, y), (right, y)), ((right, y), (right, below)), ((right, below), (x, below)), ()]
    return [
        ((x + rx, y), (right - rx, y)),
        _quarter((right - rx, y), (right, y), (right, y + ry)),
        ((right, y + ry), (right, below - ry)),
        _quarter((right, below - ry), (right, below), (right - rx, below)),
        ((right - rx, below), (x + rx, below)),
        _quarter((x + rx, below), (x, below), (x, below - ry)),
        ((x, below - ry), (x, y + ry)),
        _quarter((x, y + ry), (x, y), (x + rx, y)),
        (),
    ]


def _ellipse(element: Element) -> list[Segment]:
    x, y, r = (_at(element, name) for name in ("cx", "cy", "r"))
    rx, ry = number(element.get("rx"), r), number(element.get("ry"), r)
    if rx <= 0 or ry <= 0:
        return []
    left, top, right, below = (x - rx, y), (x, y - ry), (x + rx, y), (x, y + ry)
    return [
        _quarter(left, (x - rx, y - ry), top),
        _quarter(top, (x + rx, y - ry), right),
        _quarter(right, (x + rx, y + ry), below),
        _quarter(below, (x - rx, y + ry), left),
        (),
    ]


def _quarter(begin: Point, corner: Point, end: Point) -> Segment:
    """Return a quarter of an ellipse that would go round a corner."""
    first = begin[0] + _ROUND * (corner[0] - begin[0]), begin[1] + _ROUND * (corner[1] - begin[1])
    second = end[0] + _ROUND * (corner[0] - end[0]), end[1] + _ROUND * (corner[1] - end[1])
    return begin, first, second, end


def _at(element: Element, name: str) -> float:
    return number(element.get(name), 0.0)


# Letters


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of letters: where its first letter or, as its anchor says, its middle or end stands, and its runs."""

    place: Point
    runs: tuple[tuple[str, Style], ...]

    def begin(self, width: float) -> float:
        """Return where the line begins, so many units wide."""
        return self.place[0] - width * {"middle": 0.5, "end": 1.0}.get(self.runs[0][1]["text-anchor"], 0.0)


def text_lines(element: Element, style: Style) -> list[TextLine]:
    """Return the lines of a text; a part of it with a place of its own begins a new one."""
    x, y = _at(element, "x") + _at(element, "dx"), _at(element, "y") + _at(element, "dy")
    lines: list[tuple[Point, list[tuple[str, Style]]]] = [((x, y), [(element.text or "", style)])]
    for part in element:
        own = styled(part, style)
        if {"x", "y", "dy"} & set(part.keys()):
            x = number(part.get("x"), x)
            y = number(part.get("y"), y) + _at(part, "dy")
            lines.append(((x, y), []))
        lines[-1][1].extend([("".join(part.itertext()), own), (part.tail or "", style)])
    return [line for place, runs in lines if (line := _line(place, runs)) is not None]


def _line(place: Point, runs: list[tuple[str, Style]]) -> TextLine | None:
    whole = [(re.sub(r"\s+", " ", text), style) for text, style in runs]
    while whole and not whole[-1][0].strip():
        whole.pop()
    if not whole:
        return None
    whole[0] = (whole[0][0].lstrip(), whole[0][1])
    whole[-1] = (whole[-1][0].rstrip(), whole[-1][1])
    first = whole[0][1]
    below = number(first["font-size"], 16.0) * _BASELINES.get(first["dominant-baseline"], 0.0)
    return TextLine((place[0], place[1] + below), tuple(whole))
