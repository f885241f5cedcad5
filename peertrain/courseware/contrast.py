"""How the texts of an SVG picture stand out from what lies behind them, as WCAG 2 counts contrast.

It is worked out from the file: where a text stands, which shapes lie behind it there, and both colours. The width of
letters is estimated, a line that is thin beside them is taken to lie behind none, and a dashed one for one without gaps.
Where nothing lies behind, it is the page, which is white on paper and may be dark on the screen: the lower contrast counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from peertrain.courseware.mistakes import Notes
from peertrain.courseware.painted import Colour, Layer, Unknown, colour_of, moved, scale
from peertrain.i18n import _
from peertrain.svg.language import (
    INHERITED,
    UNMOVED,
    Matrix,
    Style,
    box_of,
    is_heavy,
    matrix,
    name_of,
    number,
    outline,
    styled,
    text_lines,
    times,
)
from peertrain.svg.paths import Point, Segment

ENOUGH, ENOUGH_IF_LARGE = 4.5, 3.0
LARGE, LARGE_IF_HEAVY = 24.0, 18.66
"""Pixels from which on letters are large: 18 points, or 14 where they are bold (WCAG 2.2, success criterion 1.4.3)."""
SHOWN_WIDE = 720.0
"""Pixels of the width of a lesson; what is drawn wider is made smaller, and its letters with it."""
PAGES = ((1.0, 1.0, 1.0), (0x1D / 255, 0x28 / 255, 0x26 / 255))
LETTER = 0.45
"""About the width of a letter in sizes of it, rather less than more, so that no place beside a text is looked at."""
MIDDLE = 0.25
"""How far above their line the middle of small letters is, in sizes of them."""
THIN = 0.25
"""A line that is thinner than this, in sizes of the letters before it, hides none of them."""
QUOTES = ' “”"'
MOST_STEPS = 300_000
"""Corners that are looked at in one picture; a clearer one has a hundredth of them."""


@dataclass(frozen=True, slots=True)
class TextContrast:
    """The contrast of a line of text, `ratio` to 1, where `needed` to 1 is enough; `on_page`: no shape lies behind it."""

    words: str
    line: int
    ratio: float
    needed: float
    on_page: bool

    @property
    def is_faint(self) -> bool:
        return self.ratio < self.needed

    @property
    def figures(self) -> str:
        """The ratio as people read it, rounded down, so that too little never looks like enough."""
        return f"{int(self.ratio * 10) / 10:.1f}"


@lru_cache(maxsize=400)
def text_contrasts(svg: bytes) -> tuple[TextContrast, ...] | None:
    """Return the contrast of each text in a picture without mistakes; None where it cannot be worked out."""
    reader = _Lined()
    try:
        root = reader.read(svg)
        painting = _Painting(reader.lines, box_of(root))
        painting.paint(root, INHERITED, UNMOVED, 1.0)
    except (Unknown, expat.ExpatError):
        return None
    return tuple(painting.found)


def lowest(found: tuple[TextContrast, ...]) -> TextContrast | None:
    """Return the text that stands out least, before all others one that is faint; None where there is no text."""
    return min(found, key=lambda one: (not one.is_faint, one.ratio), default=None)


def note_faint_texts(svg: bytes, notes: Notes) -> None:
    """Note the texts of a picture that many cannot read; those that are as faint as one before are counted with it."""
    seen = set[tuple[float, bool]]()
    for one in text_contrasts(svg) or ():
        key = round(one.ratio, 2), one.on_page
        if one.is_faint and key not in seen:
            seen.add(key)
            what = (
                _("“{words}” has a contrast of {ratio} : 1 with the page, which is dark for some readers.")
                if one.on_page
                else _("“{words}” has a contrast of {ratio} : 1 with what lies behind it.")
            )
            how = (
                _("Put a shape with a fill of its own behind it; {needed} : 1 or more can be read by most.")
                if one.on_page
                else _("Make one darker or the other lighter; {needed} : 1 or more can be read by most.")
            )
            notes.add(
                one.line,
                what.format(words=one.words[:60], ratio=one.figures),
                how.format(needed=f"{one.needed:g}"),
                advice=True,
            )


class _Lined:
    """Reads a picture, and remembers on which line each of its elements begins."""

    def __init__(self) -> None:
        self.lines: dict[Element, int] = {}

    def read(self, svg: bytes) -> Element:
        builder, parser = TreeBuilder(), expat.ParserCreate(namespace_separator="}")

        def start(tag: str, attributes: dict[str, str]) -> None:
            self.lines[builder.start(tag, attributes)] = parser.CurrentLineNumber

        parser.StartElementHandler = start
        parser.EndElementHandler = builder.end
        parser.CharacterDataHandler = builder.data
        parser.Parse(svg, True)
        return builder.close()


class _Painting:
    """The layers of a picture from the lowest to the highest so far, and the texts that were found on them."""

    def __init__(self, lines: dict[Element, int], box: tuple[float, float, float, float]) -> None:
        self.lines, self.box = lines, box
        self.shown = min(1.0, SHOWN_WIDE / box[2])
        self.layers: list[Layer] = []
        self.found: list[TextContrast] = []
        self.steps = 0

    def paint(self, element: Element, style: Style, where: Matrix, opacity: float) -> None:
        own = styled(element, style)
        seen = opacity * number(element.get("opacity"), 1.0)
        if transform := element.get("transform"):
            where = times(where, matrix(transform))
        match name_of(element):
            case "svg" | "g":
                for part in element:
                    self.paint(part, own, where, seen)
            case "text":
                self._write(element, own, where, seen)
            case "title" | "desc":
                pass
            case tag:
                self._cover(outline(element), own, where, seen, is_line=tag == "line")

    def _cover(self, drawn: list[Segment], style: Style, where: Matrix, opacity: float, *, is_line: bool) -> None:
        placed = [tuple(moved(where, point) for point in points) for points in drawn]
        if not any(placed):
            return
        fill = None if is_line else colour_of(style["fill"])
        stroke, wide = colour_of(style["stroke"]), number(style["stroke-width"], 1.0) * scale(where)
        if fill is not None:
            inside, even_odd = opacity * number(style["fill-opacity"], 1.0), style["fill-rule"] == "evenodd"
            self.layers.append(Layer(fill, inside, placed, even_odd=even_odd))
        if stroke is not None and wide > 0:
            self.layers.append(Layer(stroke, opacity * number(style["stroke-opacity"], 1.0), placed, wide=wide))

    def _write(self, element: Element, style: Style, where: Matrix, opacity: float) -> None:
        for line in text_lines(element, style):
            widths = [LETTER * len(words) * number(own["font-size"], 16.0) for words, own in line.runs]
            x, judged = line.begin(sum(widths)), list[tuple[float, bool, float]]()
            for (words, own), width in zip(line.runs, widths, strict=True):
                if words.strip():
                    judged += self._judged(own, _along(x, line.place[1], width, own), where, opacity)
                x += width
            if judged:
                ratio, on_page, needed = min(judged)
                said = "".join(words for words, _own in line.runs).strip(QUOTES)
                self.found.append(TextContrast(said, self.lines[element], ratio, needed, on_page))

    def _judged(
        self, style: Style, places: list[Point], where: Matrix, opacity: float
    ) -> Iterator[tuple[float, bool, float]]:
        """Yield of letters at each place that is seen their contrast, whether they stand on the page, and what they need."""
        colour, seen = colour_of(style["fill"]) or colour_of(style["stroke"]), number(style["fill-opacity"], 1.0)
        size = number(style["font-size"], 16.0) * scale(where)
        needed = ENOUGH_IF_LARGE if size * self.shown >= (LARGE_IF_HEAVY if is_heavy(style) else LARGE) else ENOUGH
        if colour is None or seen * opacity <= 0:
            return
        for point in filter(self._shows, (moved(where, place) for place in places)):
            yield (*self._contrast(colour, seen * opacity, point, size), needed)

    def _shows(self, point: Point) -> bool:
        left, top, wide, high = self.box
        return left <= point[0] <= left + wide and top <= point[1] <= top + high

    def _contrast(self, colour: Colour, opacity: float, point: Point, size: float) -> tuple[float, bool]:
        """Return the contrast of a letter at a point, and whether the page is behind it."""
        behind: tuple[tuple[Colour, float], ...] = ()
        for layer in reversed(self.layers):
            if (layer.wide and layer.wide < THIN * size) or not layer.may_cover(point):
                continue
            self.steps += sum(map(len, layer.rings))
            if self.steps > MOST_STEPS:
                raise Unknown
            if layer.covers(point):
                behind = (*behind, (layer.colour, layer.opacity))
                if layer.opacity >= 1:
                    return _ratio(colour, opacity, behind, PAGES[0]), False
        return min(_ratio(colour, opacity, behind, page) for page in PAGES), True


@lru_cache(maxsize=1_000)
def _ratio(colour: Colour, opacity: float, behind: tuple[tuple[Colour, float], ...], page: Colour) -> float:
    ground = page
    for above, share in reversed(behind):
        ground = _mixed(above, ground, share)
    first, second = _luminance(_mixed(colour, ground, opacity)), _luminance(ground)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def _mixed(above: Colour, below: Colour, share: float) -> Colour:
    share = min(max(share, 0.0), 1.0)
    red, green, blue = (share * one + (1 - share) * other for one, other in zip(above, below, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    """Return how light a colour is, from 0 to 1 (WCAG 2.2, relative luminance)."""
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _along(x: float, y: float, width: float, style: Style) -> list[Point]:
    """Return places in the middle of a line of letters, about one for every two letters' height."""
    size = number(style["font-size"], 16.0)
    count = min(max(3, round(width / (2 * size))), 20) if size > 0 else 1
    return [(x + width * (place + 0.5) / count, y - MIDDLE * size) for place in range(count)]
