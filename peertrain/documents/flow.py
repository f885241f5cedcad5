"""Text and tables that run over as many pages as they need, with headings repeated and pages numbered."""

from collections.abc import Sequence
from dataclasses import dataclass

from peertrain.documents.blocks import Block, Column, Type, table_head, table_row, words
from peertrain.documents.fonts import Face
from peertrain.documents.pages import SIDE, Pages
from peertrain.documents.qr import qr
from peertrain.documents.sheet import Align, Box, Colour, Drawn, Sheet
from peertrain.domain.amounts import in_words

_SIZE = 8.6
_BARS = 34.0
_GUTTER = 8.0


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row; a strong one sums up."""

    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and a table: columns with their share of the width in hundredths, rows, what to say when empty."""

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: Sequence[TableRow]
    empty: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount in a picture: a short label below it, and what that means in full."""

    label: str
    meaning: str
    minutes: int


class Flow:
    """Writes downward and turns the page where it must."""

    def __init__(self, sheet: Sheet, *, footer: str, pages: int) -> None:
        self._sheet = sheet
        self._pages = Pages(sheet, footer=footer, pages=pages)
        self._measure = self._pages.measure

    def line(self, role: str, text: str, size: float, *, face: Face = Face.SERIF, colour: Colour = Colour.INK) -> None:
        """Write a paragraph."""
        if text:
            self._pages.place(words(self._sheet, role, text, Type(size, face, colour), x=SIDE, measure=self._measure))

    def gap(self, height: float) -> None:
        """Leave room."""
        self._pages.gap(height)

    def note(self, text: str) -> None:
        """Write a small remark."""
        self.gap(10)
        self.line("Note", text, 8.5, face=Face.SANS, colour=Colour.SOFT)

    def code(self, text: str, *, side: float, alt: str) -> None:
        """Draw the QR code of a text."""
        self._pages.place(qr(self._sheet, text, x=SIDE, side=side, alt=alt))

    def section(self, section: Section, *, above: Sequence[Bar] = ()) -> None:
        """Write a heading and a table, with a picture of the amounts `above` it where there are several."""
        sheet, columns = self._sheet, self._columns(section)
        heading = words(
            sheet, "H2", section.title, Type(13, Face.SERIF_SEMIBOLD, Colour.PINE), x=SIDE, measure=self._measure
        )
        head = table_head(sheet, columns, x=SIDE, size=_SIZE)
        rows = [table_row(sheet, columns, row.cells, x=SIDE, size=_SIZE, strong=row.strong) for row in section.rows]
        bars = [_bars(sheet, above, measure=self._measure)] if len(above) > 1 else []
        self.gap(18)
        self._pages.keep_together([heading, *bars, head, *rows[:2]], more=8)
        for block in (heading, *bars):
            self._pages.place(block)
        self.gap(2)
        if rows:
            self._table(head, rows)
        else:
            self.line("P", section.empty, 9.5, face=Face.SANS, colour=Colour.SOFT)

    def finish(self) -> Drawn:
        """Return the finished pages."""
        return self._pages.finish()

    def _columns(self, section: Section) -> list[Column]:
        columns: list[Column] = []
        left = 0.0
        for title, share in section.columns:
            right = left + self._measure * share / 100
            gutter = _GUTTER if len(columns) < len(section.columns) - 1 else 0.0
            columns.append(Column(title, left, right - gutter))
            left = right
        return columns

    def _table(self, head: Block, rows: Sequence[Block]) -> None:
        with self._sheet.element("Table"):
            self._pages.place(head)
            self._pages.repeat(head)
            self._pages.place_all(rows)
            self._pages.repeat()


def _bars(sheet: Sheet, bars: Sequence[Bar], *, measure: float) -> Block:
    """Return a small picture of amounts side by side, which says its numbers in its text alternative too."""
    most = max(bar.minutes for bar in bars)
    step = min(measure / len(bars), 30.0)
    alt = "; ".join(f"{bar.meaning}: {in_words(bar.minutes)}" for bar in bars)
    below = 10.0

    def draw(top: float) -> None:
        floor = top - _BARS - 12
        around: Box = (SIDE, floor - below, SIDE + step * len(bars), top)
        with sheet.element("Figure", alt=alt, box=around):
            for i, bar in enumerate(bars):
                left, middle = SIDE + i * step, SIDE + i * step + step * 0.4
                tall = floor + _BARS * bar.minutes / most
                sheet.shapes([(left, floor, left + step * 0.8, tall)], Colour.PALE)
                hours = f"{bar.minutes / 60:g}"
                sheet.text(hours, middle, tall + 2, size=6.5, face=Face.SANS, align=Align.CENTRE)
                sheet.text(bar.label, middle, floor - 7, size=6.5, face=Face.SANS, align=Align.CENTRE)

    return Block(_BARS + below + 18, draw)
