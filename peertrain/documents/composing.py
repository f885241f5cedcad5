"""Sets the parts of a text: paragraphs, headings, lists, tables, pictures and pull-outs, as blocks on tagged pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from reportlab.lib.utils import ImageReader

from peertrain.documents import blocks
from peertrain.documents.blocks import Block, Type, space
from peertrain.documents.fonts import Face, printable
from peertrain.documents.prose import prose
from peertrain.documents.reading import Grid, Heading, Items, Paragraph, Part, Picture, Pull, Quote, Span
from peertrain.documents.sheet import Colour, Element, Sheet
from peertrain.documents.svg import read_svg

BODY = Type(10.5, Face.SANS)
QUIET = Type(9, Face.SANS, Colour.SOFT)
LABEL = Type(9.5, Face.SANS_SEMIBOLD, Colour.PINE)

WIDEST_PICTURE, HIGHEST_PICTURE = 400.0, 330.0
LINE_STEP = 23.0
"""Points from one line to write on to the next: 8 mm."""

_INDENT, _BAR, _GUTTER = 18.0, 12.0, 10.0
_BOX = 8.0

Within = tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that was checked before."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks go: their left edge, how wide they may be, and the elements that they are part of."""

    x: float
    measure: float
    within: Within = ()

    def inset(self, by: float, *within: Element) -> "Place":
        """Return a place inside this one that begins further to the right."""
        return Place(self.x + by, self.measure - by, (*self.within, *within))


class Composer:
    """Makes blocks of one document; `pictures` are found by the names that its texts give them."""

    def __init__(self, sheet: Sheet, pictures: Mapping[str, PictureFile]) -> None:
        self.sheet, self._pictures = sheet, pictures

    def text(self, words: str, type: Type, place: Place, *, role: str = "P") -> Block:
        """Return a paragraph in one typeface."""
        return self._paragraph((Span(words),), type, place, role)

    def parts(self, parts: Sequence[Part], place: Place, *, type: Type = BODY) -> list[Block]:
        """Return the parts of a text, with room between them."""
        made: list[Block] = []
        for part in parts:
            if made:
                made.append(space(type.size * 0.6))
            made += self._part(part, type, place)
        return made

    def _part(self, part: Part, type: Type, place: Place) -> list[Block]:  # noqa: PLR0911 - one answer for each part
        match part:
            case Paragraph(spans):
                return [self._paragraph(spans, type, place, "P")]
            case Heading(level, text):
                return [self.text(text, replace(type, face=Face.SANS_SEMIBOLD), place, role=f"H{level + 2}")]
            case Items(items, start):
                numbers = ["•" if start is None else f"{start + number}." for number in range(len(items))]
                return self.listed(items, place, type=type, labels=numbers)
            case Quote(inside):
                return self.parts(inside, place.inset(_INDENT, Element("BlockQuote")), type=type)
            case Grid(rows):
                return self._grid(rows, place)
            case Picture():
                return self.picture(part, place)
            case Pull(_, heading, inside):
                return self.pulled(heading, inside, place, type=type)

    def _paragraph(self, spans: Sequence[Span], type: Type, place: Place, role: str) -> Block:
        within = (*place.within, Element(role))
        return prose(self.sheet, spans, type, x=place.x, measure=place.measure, within=within)

    def listed(
        self, items: Sequence[Sequence[Part]], place: Place, *, type: Type = BODY, labels: Sequence[str] = ()
    ) -> list[Block]:
        """Return a list; without labels its items have boxes to tick."""
        whole, made = Element("L"), list[Block]()
        for number, item in enumerate(items):
            entry = Element("LI")
            body = self.parts(item, place.inset(_INDENT, whole, entry, Element("LBody")), type=type)
            if not body:
                continue
            label = Element("Lbl")
            if labels:
                mark = self._mark(labels[number], type, replace(place, within=(*place.within, whole, entry, label)))
            else:
                mark = self._box(type, place)
            made += [space(type.size * 0.35)] if made else []
            made += [with_mark(body[0], mark), *body[1:]]
        return made

    def _mark(self, text: str, type: Type, place: Place) -> Callable[[float], None]:
        def draw(top: float) -> None:
            with self.sheet.within(*place.within):
                self.sheet.text(text, place.x, top - type.size, size=type.size, face=type.face, colour=type.colour)

        return draw

    def _box(self, type: Type, place: Place) -> Callable[[float], None]:
        def draw(top: float) -> None:
            bottom = top - type.size - (_BOX - type.size * 0.66) / 2
            self.sheet.frame((place.x, bottom, place.x + _BOX, bottom + _BOX), colour=Colour.SOFT, weight=0.7)

        return draw

    def pulled(self, heading: str, parts: Sequence[Part], place: Place, *, type: Type = BODY) -> list[Block]:
        """Return a text under its own small heading, with a bar at its left."""
        inner = place.inset(_BAR, Element("Sect"))
        head = [self.text(heading, LABEL, inner), space(2)] if heading else []
        return [self._barred(block, place.x) for block in [*head, *self.parts(parts, inner, type=type)]]

    def _barred(self, block: Block, x: float) -> Block:
        def draw(top: float) -> None:
            self.sheet.line(x + 1, top, x + 1, top - block.height, colour=Colour.PINE, weight=2)
            block.draw(top)

        return replace(block, draw=draw, blank=False, pieces=tuple(self._barred(one, x) for one in block.pieces))

    def picture(self, picture: Picture, place: Place) -> list[Block]:
        """Return a picture, and its caption below it; nothing where the course does not have it."""
        file = self._pictures.get(picture.name)
        if file is None:
            return []
        made = [self._drawing(picture, file, place)]
        if picture.caption:
            made.append(self.text(picture.caption, QUIET, place, role="Caption"))
        if len(made) == 1:
            return made
        figure, caption = made

        def draw(top: float) -> None:
            figure.draw(top)
            caption.draw(top - figure.height - 4)

        return [Block(figure.height + 4 + caption.height, draw)]

    def _drawing(self, picture: Picture, file: PictureFile, place: Place) -> Block:
        svg = read_svg(file.data) if file.media_type == "image/svg+xml" else None
        image = None if svg else ImageReader(BytesIO(file.data))
        across, up = (svg.width, svg.height) if svg else image.getSize() if image else (1, 1)
        wide = min(place.measure, WIDEST_PICTURE, HIGHEST_PICTURE * across / up)
        high = wide * up / across

        def draw(top: float) -> None:
            box = (place.x, top - high, place.x + wide, top)
            with self.sheet.within(*place.within):
                if svg:
                    self.sheet.drawing(lambda canvas: svg.draw(canvas, wide), box, alt=picture.alt)
                else:
                    self.sheet.picture(file.data, box, alt=picture.alt)

        return Block(high, draw)

    def _grid(self, rows: Sequence[Sequence[str]], place: Place) -> list[Block]:
        if not rows or not rows[0]:
            return []
        table, share = Element("Table"), place.measure / len(rows[0])
        columns = [
            blocks.Column(printable(title), number * share, (number + 1) * share - _GUTTER)
            for number, title in enumerate(rows[0])
        ]
        size = BODY.size - 1
        made = [blocks.table_head(self.sheet, columns, x=place.x, size=size)]
        made += [
            blocks.table_row(self.sheet, columns, [printable(cell) for cell in row], x=place.x, size=size)
            for row in rows[1:]
            if len(row) == len(columns)
        ]
        return [self.inside(block, (*place.within, table)) for block in made]

    def inside(self, block: Block, within: Within) -> Block:
        """Return a block that is part of the last of some elements."""

        def draw(top: float) -> None:
            with self.sheet.within(*within):
                block.draw(top)

        return replace(block, draw=draw)

    def lines(self, count: int, place: Place) -> list[Block]:
        """Return lines to write on."""

        def draw(top: float) -> None:
            bottom = top - LINE_STEP
            self.sheet.line(place.x, bottom, place.x + place.measure, bottom, colour=Colour.HAIR, weight=0.6)

        return [Block(LINE_STEP, draw)] * count


def with_mark(block: Block, mark: Callable[[float], None]) -> Block:
    """Return a block with a mark drawn before it, such as the number of an item."""

    def draw(top: float) -> None:
        mark(top)
        block.draw(top)

    first = tuple(with_mark(piece, mark) for piece in block.pieces[:1])
    return replace(block, draw=draw, pieces=(*first, *block.pieces[1:]))
