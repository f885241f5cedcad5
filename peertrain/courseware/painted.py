"""What the shapes of an SVG picture cover, point by point, and with which colour."""

import re
from functools import cached_property, lru_cache

from peertrain.svg.language import Matrix
from peertrain.svg.paths import Point, Segment

PIECES = 6
"""Straight pieces for which a curve is taken."""

Colour = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")


class Unknown(Exception):
    """It cannot be worked out what a picture shows."""


@lru_cache(maxsize=500)
def colour_of(text: str) -> Colour | None:
    """Return a colour; None for none."""
    text = text.strip().lower()
    if text in ("none", "transparent"):
        return None
    if _HEX.fullmatch(text):
        wide = (len(text) - 1) // 3
        red, green, blue = (int(text[at : at + wide] * (3 - wide), 16) / 255 for at in range(1, len(text), wide))
        return red, green, blue
    from PIL import ImageColor  # names are rare, and it takes a while to come

    try:
        found = ImageColor.getrgb(text)
    except ValueError:
        raise Unknown from None
    if len(found) > 3:
        raise Unknown
    red, green, blue = (min(max(one / 255, 0.0), 1.0) for one in found)
    return red, green, blue


class Layer:
    """What one colour covers: the inside of an outline, or, `wide` units across, the lines along it."""

    def __init__(
        self, colour: Colour, opacity: float, drawn: list[Segment], *, wide: float = 0.0, even_odd: bool = False
    ) -> None:
        self.colour, self.opacity, self.wide, self._even_odd = colour, opacity, wide, even_odd
        self._drawn = drawn
        across, down = ([point[axis] for points in drawn for point in points] for axis in (0, 1))
        self._left, self._right = min(across) - wide / 2, max(across) + wide / 2
        self._top, self._bottom = min(down) - wide / 2, max(down) + wide / 2

    def may_cover(self, point: Point) -> bool:
        return self._left <= point[0] <= self._right and self._top <= point[1] <= self._bottom

    @cached_property
    def rings(self) -> list[list[Point]]:
        return _rings(self._drawn, closed=not self.wide)

    def covers(self, point: Point) -> bool:
        if self.wide:
            return any(_is_near(point, ring, self.wide / 2) for ring in self.rings)
        turns = sum(_turns(point, ring) for ring in self.rings)
        return bool(turns % 2 if self._even_odd else turns)


# Places


def moved(where: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = where
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def scale(where: Matrix) -> float:
    a, b, c, d, _e, _f = where
    return float(abs(a * d - b * c) ** 0.5)


def _rings(drawn: list[Segment], *, closed: bool) -> list[list[Point]]:
    """Return the figures of an outline, each as its corners, curves in pieces; the inside is that of closed ones."""
    rings: list[list[Point]] = []
    for points in drawn:
        if not points:
            if rings:
                rings[-1].append(rings[-1][0])
            continue
        if len(points) == 1 or not rings or rings[-1][-1] != points[0]:
            rings.append([points[0]])
        if len(points) == 2:
            rings[-1].append(points[1])
        elif len(points) == 4:
            rings[-1].extend(_on_curve(points, (piece + 1) / PIECES) for piece in range(PIECES))
    return [[*ring, ring[0]] for ring in rings] if closed else rings


def _on_curve(points: Segment, share: float) -> Point:
    (x, y), (x1, y1), (x2, y2), (x3, y3) = points
    rest = 1 - share
    a, b, c, d = rest**3, 3 * share * rest**2, 3 * share**2 * rest, share**3
    return a * x + b * x1 + c * x2 + d * x3, a * y + b * y1 + c * y2 + d * y3


def _turns(point: Point, ring: list[Point]) -> int:
    """Return how often a closed ring goes round a point."""
    x, y = point
    turns = 0
    before_x, before_y = ring[0]
    for here_x, here_y in ring:
        if (before_y <= y) != (here_y <= y):
            side = (here_x - before_x) * (y - before_y) - (x - before_x) * (here_y - before_y)
            if (side > 0) == (here_y > before_y):
                turns += 1 if here_y > before_y else -1
        before_x, before_y = here_x, here_y
    return turns


def _is_near(point: Point, ring: list[Point], most: float) -> bool:
    """Return whether a point is at most so far from a line."""
    x, y = point
    before_x, before_y = ring[0]
    for here_x, here_y in ring:
        along_x, along_y = here_x - before_x, here_y - before_y
        length = along_x * along_x + along_y * along_y
        share = ((x - before_x) * along_x + (y - before_y) * along_y) / length if length else 0.0
        share = min(max(share, 0.0), 1.0)
        if (x - before_x - share * along_x) ** 2 + (y - before_y - share * along_y) ** 2 <= most * most:
            return True
        before_x, before_y = here_x, here_y
    return False
