"""Pages that are filled from the top down, turned where there is no more room, and numbered."""

from collections.abc import Iterable

from peertrain.documents.blocks import Block, height_of
from peertrain.documents.fonts import Face
from peertrain.documents.sheet import Align, Colour, Drawn, Sheet
from peertrain.i18n import _

SIDE, TOP, BOTTOM = 54.0, 54.0, 60.0
"""Margins in points."""


class Pages:
    """Places blocks one below the other; the foot of each page says what the document is and which page of how many."""

    def __init__(self, sheet: Sheet, *, footer: str, pages: int) -> None:
        self._sheet, self.footer, self._pages = sheet, footer, pages
        self.number = 1
        self.y = self._top = sheet.height - TOP
        self._again: tuple[Block, ...] = ()
        self.measure = sheet.width - 2 * SIDE

    @property
    def room(self) -> float:
        """How much height is left on the page."""
        return self.y - BOTTOM

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y == self._top

    def gap(self, height: float) -> None:
        """Leave room."""
        self.y -= height

    def place(self, block: Block) -> None:
        """Draw a block on this page or the next, or on both where it falls into pieces."""
        if block.blank:
            self.y -= 0 if self.is_fresh else min(block.height, self.room)
            return
        if block.height > self.room and block.pieces:
            for piece in block.pieces:
                self.place(piece)
            return
        if block.height > self.room and not self.is_fresh:
            self.turn()
        block.draw(self.y)
        self.y -= block.height

    def place_all(self, blocks: Iterable[Block]) -> None:
        """Draw one block after the other."""
        for block in blocks:
            self.place(block)

    def repeat(self, *blocks: Block) -> None:
        """Draw blocks again at the top of each page from now on, such as the head of a table; without any, no more."""
        self._again = blocks

    def keep(self, height: float) -> None:
        """Turn the page where less than this height is left."""
        if height > self.room and not self.is_fresh:
            self.turn()

    def keep_together(self, blocks: Iterable[Block], *, more: float = 0.0) -> None:
        """Turn the page where the blocks and something `more` do not fit on it."""
        self.keep(height_of(tuple(blocks)) + more)

    def turn(self) -> None:
        """Finish the page and begin the next."""
        self._foot()
        self._sheet.next_page()
        self.number += 1
        self.y = self._sheet.height - TOP
        with self._sheet.decoration():
            for block in self._again:
                block.draw(self.y)
                self.y -= block.height
        self._top = self.y

    def finish(self) -> Drawn:
        """Return the finished pages."""
        self._foot()
        return self._sheet.finish()

    def _foot(self) -> None:
        sheet, y = self._sheet, 34.0
        number = _("Page {page} of {pages}").format(page=self.number, pages=self._pages)
        with sheet.decoration():
            sheet.line(SIDE, y + 12, sheet.width - SIDE, y + 12, colour=Colour.HAIR)
            sheet.text(self.footer, SIDE, y, size=8, face=Face.SANS, colour=Colour.SOFT)
            sheet.text(number, sheet.width - SIDE, y, size=8, face=Face.SANS, colour=Colour.SOFT, align=Align.RIGHT)
