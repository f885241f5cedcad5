"""Blocks of a page: things of a known height that are stacked, and tables of words and amounts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from peertrain.documents.fonts import Face, balanced, width, wrapped
from peertrain.documents.sheet import Align, Colour, Sheet

LEADING = 1.28
"""Height of a line in sizes of its letters."""
_ASCENT = 0.95


@dataclass(frozen=True, slots=True)
class Block:
    """Something `height` points high that draws itself below a given top; `stretch` is its share of spare room.

    `pieces` are what it falls into where it does not fit on a page; of a blank one nothing is left at a page's edges.
    """

    height: float
    draw: Callable[[float], None]
    stretch: float = 0.0
    pieces: tuple["Block", ...] = ()
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Type:
    """How words are set."""

    size: float
    face: Face = Face.SERIF
    colour: Colour = Colour.INK
    align: Align = Align.LEFT


def space(height: float, *, stretch: float = 0.0) -> Block:
    """Return an empty block."""
    return Block(height, lambda _top: None, stretch, blank=True)


def height_of(blocks: Sequence[Block]) -> float:
    """Return the least height of the stack."""
    return sum(block.height for block in blocks)


def stack(blocks: Sequence[Block], *, top: float, bottom: float) -> None:
    """Draw the blocks one below the other; what room is to spare goes where there is stretch."""
    spare, stretch = top - bottom - height_of(blocks), sum(block.stretch for block in blocks)
    for block in blocks:
        block.draw(top)
        top -= block.height + (spare * block.stretch / stretch if stretch else 0.0)


def words(sheet: Sheet, role: str, text: str, type: Type, *, x: float, measure: float) -> Block:
    """Return a paragraph that begins, is centred on or ends at `x`, as its alignment says."""
    broken = balanced if type.align is Align.CENTRE else wrapped
    lines = broken(text, type.face, type.size, measure)
    step = type.size * LEADING

    def draw(top: float) -> None:
        with sheet.element(role):
            write_lines(sheet, lines, type, x=x, top=top)

    return Block(step * len(lines), draw)


def write_lines(sheet: Sheet, lines: Sequence[str], type: Type, *, x: float, top: float) -> None:
    """Write lines as parts of the open element, with a space between them for those who read or copy the text."""
    for i, line in enumerate(lines):
        if not line:
            continue
        text = line if i == len(lines) - 1 else line + " "
        baseline = top - type.size * (_ASCENT + i * LEADING)
        sheet.text(text, x, baseline, size=type.size, face=type.face, colour=type.colour, align=type.align)


def shrunk(text: str, face: Face, *, size: float, least: float, measure: float) -> float:
    """Return the largest size from `size` down to `least` at which `text` fits on one line, or `least`."""
    return max(least, min(size, size * measure / max(width(text, face, size), 0.01)))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and where it is, measured from the left of the table."""

    title: str
    left: float
    right: float
    align: Align = Align.LEFT

    @property
    def measure(self) -> float:
        return self.right - self.left

    @property
    def x(self) -> float:
        return self.right if self.align is Align.RIGHT else self.left


def table_head(sheet: Sheet, columns: Sequence[Column], *, x: float, size: float) -> Block:
    """Return the heading row of a table."""
    cells = [_Cell("TH", "Column", column.title) for column in columns]
    row = _row(sheet, columns, cells, Type(size, Face.SANS_SEMIBOLD, Colour.PINE), x=x)
    return _ruled(sheet, row, columns, x=x, colour=Colour.PINE, weight=0.8)


def table_row(
    sheet: Sheet, columns: Sequence[Column], texts: Sequence[str], *, x: float, size: float, strong: bool = False
) -> Block:
    """Return a row of a table, whose first cell names it."""
    cells = [_Cell("TD", "", text) for text in texts]
    cells[0] = _Cell("TH", "Row", texts[0])
    row = _row(sheet, columns, cells, Type(size, Face.SANS_SEMIBOLD if strong else Face.SANS), x=x)
    return _ruled(sheet, row, columns, x=x, colour=Colour.HAIR, weight=0.4)


@dataclass(frozen=True, slots=True)
class _Cell:
    role: str
    scope: str
    text: str


def _row(sheet: Sheet, columns: Sequence[Column], cells: Sequence[_Cell], type: Type, *, x: float) -> Block:
    pairs = list(zip(columns, cells, strict=True))
    lines_of = [wrapped(cell.text, type.face, type.size, column.measure) for column, cell in pairs]

    def draw(top: float) -> None:
        with sheet.element("TR"):
            for (column, cell), lines in zip(pairs, lines_of, strict=True):
                style = replace(type, align=column.align)
                with sheet.element(cell.role, scope=cell.scope):
                    write_lines(sheet, lines, style, x=x + column.x, top=top)

    return Block(max(len(lines) for lines in lines_of) * type.size * LEADING, draw)


def _ruled(sheet: Sheet, row: Block, columns: Sequence[Column], *, x: float, colour: Colour, weight: float) -> Block:
    gap = 2.2

    def draw(top: float) -> None:
        row.draw(top - gap / 2)
        below = top - row.height - gap
        sheet.line(x + columns[0].left, below, x + columns[-1].right, below, colour=colour, weight=weight)

    return Block(row.height + gap, draw)
