"""Checks SVG pictures: shapes and text only, so that drawing one can neither reach outside nor take for ever."""

import re
from xml.etree.ElementTree import Element
from xml.parsers import expat

from peertrain.courseware.mistakes import Notes
from peertrain.i18n import _
from peertrain.svg.language import UNMOVED, box_of, matrix, times
from peertrain.svg.paths import can_be_drawn

LARGEST_BYTES = 100_000
MOST_ELEMENTS = 2_000
DEEPEST = 12
LARGEST_NUMBER = 20_000
SHORTEST_DASH = 0.5
SMALLEST_SIDE = 0.01
"""Of a picture, in its own units, through which the size that it is shown in is divided."""
LONGEST_TRANSFORM = 500
LONGEST_COLOUR = 50
FARTHEST = 1e6
"""The largest number in what the transforms around a shape do to it together."""

_NAMESPACE = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    ["svg", "g", "rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text", "tspan", "title", "desc"]
)
_ATTRIBUTE_NAMES = """
    version width height viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry dx dy d points transform id role
    fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-dasharray stroke-dashoffset opacity color font-family font-size font-weight font-style text-anchor
    dominant-baseline letter-spacing aria-label aria-hidden
"""
_ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())
_VALUE = re.compile(r"[^<>&\\@;{}]{0,50000}")
_CALL = re.compile(r"(?<![a-zA-Z-])([a-zA-Z-]++)\s*+\(")
_CALLS = {"translate", "scale", "rotate", "skewx", "skewy", "matrix", "rgb", "rgba", "hsl"}
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_WORDS = {"aria-label", "font-family", "id", "role"}
_COLOURS = {"color", "fill", "stroke"}


class _Stop(Exception):
    """Enough is known: the picture cannot be used."""


def check_svg(data: bytes, notes: Notes) -> None:
    """Note everything in an SVG picture that is not a shape or a text."""
    if len(data) > LARGEST_BYTES:
        notes.add(1, _("This picture is too large."), _("Simplify it to less than 100 KB."))
        return
    if not _is_utf_8(data):
        notes.add(1, _("This picture is not UTF-8."), _("Save it again as UTF-8."))
        return
    try:
        _Check(notes).read(data)
    except expat.ExpatError as error:
        notes.add(
            error.lineno,
            _("This is not well-formed XML ({problem}).").format(problem=expat.ErrorString(error.code)),
            _("Save the picture again as plain SVG."),
        )
    except (_Stop, LookupError, ValueError):
        pass  # noted already, or an encoding that does not exist, which expat reports as well


def _is_utf_8(data: bytes) -> bool:
    """Say whether there is but one way to read the bytes; others are recognised by their first two or four."""
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False


class _Check:
    """Walks through a picture with a parser that is told to follow nothing."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.depth = 0
        self.count = 0
        self.where = [UNMOVED]
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction
        self.parser.XmlDeclHandler = self.declaration

    def read(self, data: bytes) -> None:
        self.parser.Parse(data, True)

    def note(self, what: str, how: str) -> None:
        self.notes.add(self.parser.CurrentLineNumber, what, how)

    def doctype(self, *_declaration: object) -> None:
        self.note(_("This picture has a DOCTYPE or an entity."), _("Remove it; plain SVG needs none."))
        raise _Stop

    def instruction(self, *_instruction: object) -> None:
        self.note(_("This picture has a processing instruction."), _("Remove the line that begins with <?."))

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "us-ascii"):
            self.note(_("This picture is not UTF-8."), _("Save it again as UTF-8."))
            raise _Stop

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST or self.count > MOST_ELEMENTS:
            self.note(_("This picture is too complicated."), _("Use fewer shapes and fewer groups inside groups."))
            raise _Stop
        namespace, _space, name = tag.rpartition(" ")
        if namespace != _NAMESPACE or name not in _ELEMENTS or (self.depth == 1) != (name == "svg"):
            self.note(
                _("A picture cannot hold the element “{name}” here.").format(name=name[:40]),
                _("Use shapes and text only: {names}.").format(names=", ".join(sorted(_ELEMENTS))),
            )
        wrong = [attribute for attribute, value in attributes.items() if not self._attribute(attribute, value)]
        self._measure({} if wrong else attributes)

    def end(self, _tag: str) -> None:
        self.depth -= 1
        self.where.pop()

    def _attribute(self, name: str, value: str) -> bool:
        """Note what is wrong with an attribute, and return whether nothing is."""
        if name not in _ATTRIBUTES:
            self.note(
                _("A picture cannot have the attribute “{name}”.").format(name=name.rpartition(" ")[2][:40]),
                _("Remove it; give colours, lines and fonts as plain attributes such as fill and stroke."),
            )
        elif name == "transform" and len(value) > LONGEST_TRANSFORM:
            self.note(
                _("A transform here has more than {most} letters.").format(most=LONGEST_TRANSFORM),
                _("Use fewer steps, or move and turn the shapes themselves."),
            )
        elif name not in _WORDS and not _harmless(name, value):
            self.note(
                _("The attribute “{name}” has a value that a picture cannot have.").format(name=name),
                _("Use plain colours, and numbers up to 20,000; nothing may refer to something else."),
            )
        elif name == "d" and not can_be_drawn(value):
            self.note(
                _("This path cannot be drawn: an arc in it has numbers too small to reckon with."),
                _("Round the numbers of its arcs (A) to three places, or draw it as curves (C)."),
            )
        else:
            return True
        return False

    def _measure(self, attributes: dict[str, str]) -> None:
        """Note a picture too small and transforms too large for anybody to reckon with."""
        if self.depth == 1 and min(box_of(Element("svg", attributes))[2:]) < SMALLEST_SIDE:
            self.note(
                _("This picture has no width or no height."),
                _("Give its first element a viewBox, such as “0 0 700 400”."),
            )
        where = times(self.where[-1], matrix(attributes.get("transform", "")))
        if not all(abs(one) <= FARTHEST for one in where):
            self.note(
                _("The transforms here make the picture endlessly large together."),
                _("Use smaller numbers in them, and fewer of them inside each other."),
            )
            where = UNMOVED
        self.where.append(where)


def _harmless(name: str, value: str) -> bool:
    if not _VALUE.fullmatch(value) or any(call.lower() not in _CALLS for call in _CALL.findall(value)):
        return False
    if name in _COLOURS and len(value) > LONGEST_COLOUR:
        return False
    is_code = name in _COLOURS and value.strip().startswith("#")
    numbers = [] if is_code else [float(number) for number in _NUMBER.findall(value)]
    if name == "stroke-dasharray" and any(number < SHORTEST_DASH for number in numbers):
        return False
    return all(abs(number) <= LARGEST_NUMBER for number in numbers)
