"""The path language of SVG: letters and numbers to straight lines and Bézier curves."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Point = tuple[float, float]
Segment = tuple[Point, ...]
"""One point moves the pen, two are the ends of a line, four a Bézier curve; none closes the figure."""
FARTHEST = 1e10
"""So far from the origin a path may lead: a nearly flat arc leads on and on."""

_TOKEN = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def segments(path: str) -> list[Segment]:
    """Return what a path draws; of a path with a mistake, what comes before it."""
    return _drawn(path)[0]


def can_be_drawn(path: str) -> bool:
    """Return whether the places of a path can be reckoned to its end, and nobody needs to go very far for them."""
    drawn, whole = _drawn(path)
    return whole and all(abs(x) <= FARTHEST and abs(y) <= FARTHEST for points in drawn for x, y in points)


def _drawn(path: str) -> tuple[list[Segment], bool]:
    """Return what a path draws, and whether that is all of it."""
    pen = _Pen()
    try:
        for letter, numbers in _commands(path):
            pen.do(letter, numbers)
    except (ValueError, ArithmeticError):
        return pen.made, False
    return pen.made, True


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers; a command that is repeated need not be named again."""
    letter, numbers = "", list[float]()
    for found in _TOKEN.finditer(path):
        if found[1]:
            letter, numbers = found[1], []
        else:
            numbers.append(float(found[2]))
        count = _COUNTS.get(letter.upper(), -1)
        if len(numbers) == count:
            yield letter, numbers
            numbers = []
            letter = {"M": "L", "m": "l"}.get(letter, letter)


@dataclass(slots=True)
class _Pen:
    """Where the pen is and began, and the last handle, from which a smooth curve goes on."""

    made: list[Segment] = field(default_factory=list)
    at: Point = (0.0, 0.0)
    begin: Point = (0.0, 0.0)
    handle: Point | None = None
    last: str = ""

    def do(self, letter: str, numbers: list[float]) -> None:
        kind, (x, y) = letter.upper(), self.at if letter.islower() else (0.0, 0.0)
        if kind == "A":
            self._arc(numbers, (x + numbers[5], y + numbers[6]))
        elif kind == "H":
            self._line((x + numbers[0], self.at[1]))
        elif kind == "V":
            self._line((self.at[0], y + numbers[0]))
        elif kind == "Z":
            self.made.append(())
            self.at = self.begin
        else:
            points = [(x + numbers[i], y + numbers[i + 1]) for i in range(0, len(numbers), 2)]
            self._go(kind, points)
        self.last = kind

    def _go(self, kind: str, points: list[Point]) -> None:
        match kind:
            case "M":
                self.made.append((points[0],))
                self.at = self.begin = points[0]
            case "L":
                self._line(points[0])
            case "C":
                self._curve(*points)
            case "S":
                self._curve(self._mirrored("CS"), *points)
            case "Q":
                self._quadratic(*points)
            case "T":
                self._quadratic(self._mirrored("QT"), points[0])

    def _mirrored(self, kinds: str) -> Point:
        if self.handle is None or self.last not in kinds:
            return self.at
        return 2 * self.at[0] - self.handle[0], 2 * self.at[1] - self.handle[1]

    def _line(self, end: Point) -> None:
        self.made.append((self.at, end))
        self.at = end

    def _curve(self, first: Point, second: Point, end: Point) -> None:
        self.made.append((self.at, first, second, end))
        self.handle, self.at = second, end

    def _quadratic(self, handle: Point, end: Point) -> None:
        first, second = _towards(self.at, handle), _towards(end, handle)
        self._curve(first, second, end)
        self.handle = handle

    def _arc(self, numbers: list[float], end: Point) -> None:
        *curves, (first, second, _nearly) = _arc_curves(self.at, numbers, end)
        for curve in [*curves, (first, second, end)]:  # to the very end, so that the figure stays one
            self._curve(*curve)


def _towards(point: Point, handle: Point) -> Point:
    return point[0] + 2 / 3 * (handle[0] - point[0]), point[1] + 2 / 3 * (handle[1] - point[1])


def _arc_curves(start: Point, numbers: list[float], end: Point) -> list[tuple[Point, Point, Point]]:
    """Return an elliptical arc as Bézier curves of at most a quarter turn (SVG 1.1, appendix F.6)."""
    rx, ry, turn = abs(numbers[0]), abs(numbers[1]), math.radians(numbers[2])
    if start == end or not rx or not ry:
        return [(start, end, end)]
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, cos * dy - sin * dx
    grow = math.sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    rest = (rx * ry) ** 2 - (rx * y) ** 2 - (ry * x) ** 2
    root = math.sqrt(max(0.0, rest / ((rx * y) ** 2 + (ry * x) ** 2)))
    side = -root if bool(numbers[3]) == bool(numbers[4]) else root
    cx, cy = side * rx * y / ry, -side * ry * x / rx
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    sweep = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    if numbers[4] and sweep < 0:
        sweep += 2 * math.pi
    elif not numbers[4] and sweep > 0:
        sweep -= 2 * math.pi
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)

    def at(across: float, up: float) -> Point:
        across, up = rx * across + cx, ry * up + cy
        return cos * across - sin * up + middle[0], sin * across + cos * up + middle[1]

    count = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    step = sweep / count
    reach = 4 / 3 * math.tan(step / 4)
    made = []
    for i in range(count):
        a, b = first + i * step, first + (i + 1) * step
        made.append(
            (
                at(math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a)),
                at(math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b)),
                at(math.cos(b), math.sin(b)),
            )
        )
    return made
