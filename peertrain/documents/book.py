"""A book of a course: a cover, contents with page numbers, and modules that begin on a page of their own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from peertrain.documents.archive import About, archived
from peertrain.documents.blocks import Block, Type, height_of, space
from peertrain.documents.composing import BODY, LABEL, QUIET, Composer, PictureFile, Place
from peertrain.documents.fonts import Face, printable, width
from peertrain.documents.ornament import diamond_rule
from peertrain.documents.pages import SIDE, Pages
from peertrain.documents.paper import Paper
from peertrain.documents.reading import paragraph
from peertrain.documents.sheet import Align, Colour, Drawn, Element, Sheet
from peertrain.i18n import _

Report = Callable[[float, str], None]
"""Says how much of the work is done, from 0 to 1, and at what it is; it may raise to stop it."""

TITLE = Type(34, Face.SERIF_LIGHT, Colour.PINE)
OPENING = Type(27, Face.SERIF_LIGHT, Colour.PINE)
SECTION = Type(16, Face.SERIF_SEMIBOLD, Colour.PINE)
SMALL_HEADING = Type(12, Face.SANS_SEMIBOLD)
LEAD = Type(12, Face.SANS)

_DRAWING = 0.4
"""The share of the work that drawing the pages once takes."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the first page: the kind of book, its course, and what its owner should know."""

    kind: str
    course: str
    version: str
    edition: str
    about: tuple[str, ...]
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """How a module begins; `purpose` stands above the objectives."""

    number: int
    count: int
    title: str
    summary: str
    time: str
    objectives: tuple[str, ...]
    take_care: str
    purpose: str


@dataclass(slots=True)
class Starts:
    """On which page each module begins, and how many pages there are; known once the book was drawn."""

    pages: int = 0
    by_title: dict[str, int] = field(default_factory=dict)


class Book:
    """Writes downward; `starts` are from the time before, when the page numbers were found out."""

    def __init__(
        self, paper: Paper, cover: Cover, *, language: str, pictures: Mapping[str, PictureFile], starts: Starts
    ):
        across, up = sorted(paper.value)
        self.sheet = Sheet((across, up), language=language)
        self.set = Composer(self.sheet, pictures)
        self.footer = _("{kind}, {course} {version}").format(
            kind=cover.kind, course=cover.course, version=cover.version
        )
        self.pages = Pages(self.sheet, footer=printable(self.footer), pages=starts.pages)
        self.place = Place(SIDE, self.pages.measure)
        self.found = Starts()
        self._cover, self._known = cover, starts

    def open(self, titles: Sequence[str]) -> None:
        """Write the cover, and the contents where there are several modules."""
        self._write_cover()
        if len(titles) > 1:
            self.pages.turn()
            self._write_contents(titles)

    def begin_module(self, opening: Opening) -> None:
        """Begin a module on a new page: its title, what it is for, and a word of care."""
        self.pages.turn()
        self.pages.footer = printable(_("{book}: {module}").format(book=self.footer, module=opening.title))
        self.found.by_title[opening.title] = self.pages.number
        self.sheet.bookmark(opening.title, 0)
        count = _("Module {number} of {count}").format(number=opening.number, count=opening.count)
        self.pages.gap(24)
        self.text(count, LABEL)
        self.text(opening.title, OPENING, role="H2", after=6)
        self.text(opening.summary, LEAD, after=8)
        self.text(opening.time, QUIET, after=18)
        if opening.objectives:
            self.text(opening.purpose, SMALL_HEADING, role="H3", after=6)
            self.bullets(opening.objectives)
            self.pages.gap(18)
        if opening.take_care:
            blocks = self.care(opening.take_care)
            self.pages.keep_together(blocks)
            self.pages.place_all([*blocks, space(18)])

    def text(self, words: str, type: Type, *, role: str = "P", after: float = 0.0) -> None:
        """Write a paragraph."""
        self.pages.place_all([self.set.text(words, type, self.place, role=role), space(after)])

    def bullets(self, items: Sequence[str]) -> None:
        """Write a list of sentences."""
        self._place_list(self._list_of(items, labels=["•"] * len(items)))

    def section_of(self, title: str, items: Sequence[str], *, numbered: bool = False) -> None:
        """Write a section that is a list of sentences, on one page where it fits on one."""
        blocks = self._list_of(items, labels=[f"{i}." if numbered else "•" for i in range(1, len(items) + 1)])
        self.section(title, room=height_of(blocks))
        self._place_list(blocks)

    def ticks(self, items: Sequence[str], type: Type = BODY) -> None:
        """Write a list with a box to tick before each."""
        self._place_list(self._list_of(items, type=type))

    def care(self, words: str) -> list[Block]:
        """Return a word of care."""
        return self.set.pulled(_("Take care of yourself"), (paragraph(words),), self.place)

    def section(self, title: str, *, role: str = "H3", room: float = 90.0) -> None:
        """Write the heading of a section, with at least so much room for what follows."""
        heading = self.set.text(title, SECTION, self.place, role=role)
        self.pages.place(space(22))
        self.pages.keep_together([heading], more=room)
        self.pages.place_all([heading, space(8)])

    def finish(self) -> Drawn:
        self.found.pages = self.pages.number
        return self.pages.finish()

    def _list_of(self, items: Sequence[str], *, labels: Sequence[str] = (), type: Type = BODY) -> list[Block]:
        return self.set.listed([(paragraph(item),) for item in items], self.place, type=type, labels=labels)

    def _place_list(self, blocks: Sequence[Block]) -> None:
        """Write a list whose last two items, with the space between them, stay together."""
        self.pages.place_all(blocks[:-3])
        self.pages.keep_together(blocks[-3:])
        self.pages.place_all(blocks[-3:])

    def _write_cover(self) -> None:
        cover, pages = self._cover, self.pages
        pages.gap(self.sheet.height * 0.16)
        self.text(cover.kind, TITLE, role="H1", after=4)
        self.text(cover.course, Type(21, Face.SERIF_SEMIBOLD), after=6)
        version = _("Version {version}").format(version=cover.version)
        self.text(
            _("{version}, {edition}").format(version=version, edition=cover.edition) if cover.edition else version,
            QUIET,
        )
        pages.gap(26)
        pages.place(diamond_rule(self.sheet, middle=self.sheet.width / 2, length=pages.measure))
        pages.gap(26)
        for words in cover.about:
            self.text(words, LEAD, after=10)
        if cover.owner:
            for label in (_("This workbook belongs to"), _("Begun on")):
                pages.gap(30)
                self._write_field(label)

    def _write_field(self, label: str) -> None:
        left = SIDE + 150
        self.sheet.line(left, self.pages.y - 16, self.sheet.width - SIDE, self.pages.y - 16, colour=Colour.SOFT)
        self.text(label, BODY)

    def _write_contents(self, titles: Sequence[str]) -> None:
        self.text(_("Contents"), OPENING, role="H2", after=16)
        whole = Element("TOC")
        for number, title in enumerate(titles, start=1):
            entry = Element("TOCI")
            words = _("{number}. {title}").format(number=number, title=title)
            type = Type(11.5, Face.SANS)
            line = self.set.text(words, type, Place(SIDE, self.pages.measure - 40, (whole, entry)))
            self.pages.keep(line.height)
            y = self.pages.y - line.height + type.size * 0.4
            end = SIDE + min(width(printable(words), type.face, type.size), self.pages.measure - 40)
            self.sheet.dots(end + 6, self.sheet.width - SIDE - 28, y)
            self.pages.place(line)
            with self.sheet.within(whole, entry):
                page = str(self._known.by_title.get(title, ""))
                self.sheet.text(page, self.sheet.width - SIDE, y, size=type.size, face=type.face, align=Align.RIGHT)
            self.pages.gap(7)


def make_book(
    write: Callable[[Book, Report], None], cover: Cover, *, paper: Paper, language: str, made_on: date,
    pictures: Mapping[str, PictureFile], report: Report,
) -> bytes:  # fmt: skip
    """Return what `write` writes as a tagged, archival PDF in portrait; the first time finds out the page numbers."""

    def drawn(starts: Starts, begun: float) -> tuple[Drawn, Starts]:
        book = Book(paper, cover, language=language, pictures=pictures, starts=starts)
        write(book, lambda share, at: report(begun + share * _DRAWING, at))
        return book.finish(), book.found

    _pages, starts = drawn(Starts(), 0.0)
    pages, _found = drawn(starts, _DRAWING)
    report(2 * _DRAWING, _("Making the file"))
    title = printable(_("{kind}: {course}").format(kind=cover.kind, course=cover.course))
    return archived(pages, About(title, "PeerTrain", language, made_on))
