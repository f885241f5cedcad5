"""The quiet geometry on a certificate: a braid of two strands around the page, for people who walk side by side."""

from peertrain.documents.blocks import Block
from peertrain.documents.sheet import Colour, Sheet

Point = tuple[float, float]

_EDGE, _BAND = 22.0, 13.0
_ROUND = 0.5523
"""Where the handles of four Bézier curves lie, in radii, that together look like a circle."""


def border(sheet: Sheet) -> None:
    """Draw the frame: two rules, the braid between them, a ring at each corner."""
    outer = (_EDGE, _EDGE, sheet.width - _EDGE, sheet.height - _EDGE)
    inner = (outer[0] + _BAND, outer[1] + _BAND, outer[2] - _BAND, outer[3] - _BAND)
    sheet.frame(outer, colour=Colour.PINE, weight=1.1)
    sheet.frame(inner, colour=Colour.PINE, weight=0.5)
    half = _BAND / 2
    left, bottom, right, top = outer[0] + half, outer[1] + half, outer[2] - half, outer[3] - half
    corners = ((left, bottom), (right, bottom), (right, top), (left, top))
    for i, corner in enumerate(corners):
        _braid(sheet, corner, corners[(i + 1) % 4])
        for radius in (3.6, 1.3):
            sheet.curve(_circle(corner, radius), colour=Colour.PINE, weight=0.7)


def diamond_rule(sheet: Sheet, *, middle: float, length: float) -> Block:
    """Return a short rule with a diamond at its middle."""
    size = 3.0

    def draw(top: float) -> None:
        y = top - size
        for side in (-1, 1):
            sheet.line(middle + side * 9, y, middle + side * length / 2, y, colour=Colour.PINE, weight=0.7)
        corners = [(middle - size, y), (middle, y + size), (middle + size, y), (middle, y - size), (middle - size, y)]
        sheet.curve(_straight(corners), colour=Colour.PINE, weight=0.8)

    return Block(2 * size, draw)


def _braid(sheet: Sheet, start: Point, end: Point) -> None:
    across, up = end[0] - start[0], end[1] - start[1]
    length = abs(across) + abs(up)
    direction = (across / length, up / length)
    gap = _BAND / 2 + 1.5
    waves = round((length - 2 * gap) / 11)
    step = (length - 2 * gap) / waves
    first = (start[0] + direction[0] * gap, start[1] + direction[1] * gap)
    for side in (-1, 1):
        strand = _strand(first, direction, step=step, waves=waves, height=side * 3.4)
        sheet.curve(strand, colour=Colour.PALE if side < 0 else Colour.PINE, weight=0.7)


def _strand(start: Point, direction: Point, *, step: float, waves: int, height: float) -> list[Point]:
    (dx, dy), points = direction, [start]

    def at(along: float, aside: float) -> Point:
        return (start[0] + dx * along - dy * aside, start[1] + dy * along + dx * aside)

    for i in range(waves):
        handle = height * 4 / 3 * (1 if i % 2 else -1)
        begin = i * step
        points += [at(begin + 0.364 * step, handle), at(begin + 0.636 * step, handle), at(begin + step, 0)]
    return points


def _circle(centre: Point, radius: float) -> list[Point]:
    x, y = centre
    handle = radius * _ROUND
    return [
        (x + radius, y), (x + radius, y + handle), (x + handle, y + radius),
        (x, y + radius), (x - handle, y + radius), (x - radius, y + handle),
        (x - radius, y), (x - radius, y - handle), (x - handle, y - radius),
        (x, y - radius), (x + handle, y - radius), (x + radius, y - handle),
        (x + radius, y),
    ]  # fmt: skip


def _straight(corners: list[Point]) -> list[Point]:
    points = [corners[0]]
    for corner in corners[1:]:
        points += [points[-1], corner, corner]
    return points
