"""A QR code as a block of a page."""

from itertools import pairwise

import segno

from peertrain.documents.blocks import Block
from peertrain.documents.sheet import Box, Sheet


def qr(sheet: Sheet, text: str, *, x: float, side: float, alt: str) -> Block:
    """Return the code of a text, `side` points wide and described by `alt`."""
    matrix = segno.make(text, error="m", micro=False).matrix

    def draw(top: float) -> None:
        around = (x, top - side, x + side, top)
        sheet.figure(_modules(matrix, around), alt=alt, around=around)

    return Block(side, draw)


def _modules(matrix: tuple[bytearray, ...], around: Box) -> list[Box]:
    """Return the dark modules of a QR code, those side by side joined to one box; no quiet zone, the page is white."""
    left, __, right, top = around
    step = (right - left) / len(matrix)
    boxes = []
    for i, row in enumerate(matrix):
        edges = [0, *(j for j in range(1, len(row)) if row[j] != row[j - 1]), len(row)]
        y = top - (i + 1) * step
        boxes += [(left + start * step, y, left + end * step, y + step) for start, end in pairwise(edges) if row[start]]
    return boxes
