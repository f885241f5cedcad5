"""Turns the Markdown of a lesson into checked HTML, with its headings, its plain text and the pictures it shows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

import markdown
import nh3
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from peertrain.courseware.compiled import Heading
from peertrain.courseware.markup import Source, check_source
from peertrain.courseware.mistakes import CourseMistake, Notes
from peertrain.i18n import _

SHORTEST_ALTERNATIVE = 15
DEEPEST = 14
MOST_CELLS = 600
MOST_HEADINGS = 100

_BLOCKS = frozenset(
    ["p", "h2", "h3", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "div"]
)
_INLINE = frozenset(["strong", "em", "a", "img", "br"])
_ATTRIBUTES = {
    "*": set[str](),
    "a": {"href"},
    "h2": {"id"},
    "h3": {"id"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "p": {"class"},
    "table": {"class"},
    "td": {"align"},
    "th": {"align"},
}
_VALUES = {
    "align": re.compile(r"left|right|center"),
    "class": re.compile(r"caption|pull-heading|pull-(?:remember|try|words|care)"),
    "href": re.compile(r"https://[^\s\\]+"),
    "id": re.compile(r"[a-z0-9-]+"),
    "src": re.compile(r"asset:[a-z0-9._-]+"),
    "start": re.compile(r"[0-9]{1,4}"),
}
_PICTURE = re.compile(r"pictures/[a-z0-9-]+\.(?:svg|png|jpe?g)")
_RAW_HTML = re.compile(r"</?[A-Za-z][^<>]*>?|<[!?]")
_LEFT_OVER = re.compile(r"\n\s*(?:[-*+] |\d{1,3}\. |\||#{1,6} |!!!|```|~~~|> )|\*\*|\]\(|!\[")


def pull_heading(kind: str) -> str:
    """Return the word above a pull-out."""
    names = {
        "remember": _("Remember"),
        "try": _("Try it"),
        "words": _("In their words"),
        "care": _("Take care of yourself"),
    }
    return names.get(kind, "")


MOST_PAGES = 2_000
"""Pages that are remembered, earlier versions among them."""


@dataclass(slots=True)
class Page:
    """A lesson as it is read; `pictures` are the files it shows, with the line of each."""

    html: str = ""
    headings: list[Heading] = field(default_factory=list)
    plain_text: str = ""
    words: int = 0
    pictures: dict[str, int] = field(default_factory=dict)


def read_page(text: str, first_line: int, asset_prefix: str, notes: Notes) -> Page:
    """Convert the Markdown `text`, which begins on `first_line` of its file, and note what a lesson cannot hold."""
    source = Source(text, first_line)
    page = Page()
    if not check_source(source, notes):
        return page
    extensions = [TableExtension(use_align_attribute=True), AdmonitionExtension(), SaneListExtension()]
    converter = markdown.Markdown(extensions=extensions)
    converter.preprocessors.deregister("html_block")
    for name in ("html", "entity", "automail"):
        converter.inlinePatterns.deregister(name)
    for name in ("reference", "image_reference", "short_reference", "short_image_ref"):
        converter.inlinePatterns.deregister(name)
    converter.parser.blockprocessors.deregister("reference")
    converter.treeprocessors.register(_Lesson(page, source, asset_prefix, notes), "lesson", -10)
    try:
        page.html = clean(converter.convert(text))
    except RecursionError:
        notes.add(first_line, _("This lesson is nested too deeply."), _("Use fewer lists and quotes inside others."))
    return page


class Pages:
    """Converts pages, and remembers them with what was noted, so that what stays as it is is converted once."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, int, str], tuple[Page, tuple[CourseMistake, ...]]] = {}

    def read(self, text: str, first_line: int, asset_prefix: str, notes: Notes) -> Page:
        """Do what `read_page` does."""
        key = text, first_line, asset_prefix
        if key not in self._read:
            if len(self._read) >= MOST_PAGES:
                self._read.clear()
            own = Notes(notes.path)
            self._read[key] = read_page(text, first_line, asset_prefix, own), own.all()
        page, found = self._read[key]
        for one in found:
            notes.add(one.line, one.what, one.how)
        return page


def clean(html: str) -> str:
    """Let through nothing but what a lesson is made of, whatever the first check has missed."""
    return nh3.clean(
        html,
        tags=set(_BLOCKS | _INLINE) - {"div"},
        attributes=_ATTRIBUTES,
        attribute_filter=_allowed,
        url_schemes={"https", "asset"},
        link_rel=None,
        strip_comments=True,
    )


def _allowed(_tag: str, name: str, value: str) -> str | None:
    pattern = _VALUES.get(name)
    return value if pattern is None or pattern.fullmatch(value) else None


class _Lesson(Treeprocessor):
    """Checks the tree of a lesson, and gives pull-outs, pictures and headings their final form."""

    def __init__(self, page: Page, source: Source, asset_prefix: str, notes: Notes) -> None:
        super().__init__()
        self.page, self.source, self.asset_prefix, self.notes = page, source, asset_prefix, notes
        self.cells = self.heads = 0

    def run(self, root: Element) -> None:
        if not self._check(root, 0):
            root.clear()  # what is too much to check is too much to show, also in a preview
            return
        self._finish_inside(root)
        self.page.plain_text = "\n\n".join(_spoken(root))
        self.page.words = len(re.findall(r"\w[\w’'-]*", self.page.plain_text))

    def note(self, element: Element, what: str, how: str) -> None:
        words, heading = "".join(element.itertext()), re.fullmatch(r"h([1-6])", element.tag)
        line = self.source.line_of_heading(int(heading[1]), words) if heading else self.source.line_of(words)
        self.notes.add(line, what, how)

    # What must not be there

    def _check(self, element: Element, depth: int) -> bool:
        """Note what cannot stand in an element; False when there is too much of it to go on."""
        self.cells += element.tag in ("td", "th")
        self.heads += element.tag in ("h2", "h3")
        if depth > DEEPEST or self.cells > MOST_CELLS or self.heads > MOST_HEADINGS:
            self.note(
                element,
                _("This lesson is too complicated here."),
                _("Make tables smaller, nest less, and use fewer headings."),
            )
            return False
        self._check_text(("\n" if element.tag in _BLOCKS else "") + (element.text or ""))
        for child in element:
            self._check_tag(child)
            self._check_text(child.tail or "")
        return all(self._check(child, depth + 1) for child in element)

    def _check_tag(self, element: Element) -> None:
        tag = element.tag
        if re.fullmatch(r"h[1456]", tag):
            self.note(element, _("A heading of this level cannot stand here."), _("Use ## or ###."))
        elif tag in ("pre", "code"):
            self.note(
                element,
                _("A lesson cannot hold program code."),
                _("Remove the back-quotes, or the four spaces before the line; check what a pull-out or list holds."),
            )

    def _check_text(self, text: str) -> None:
        if found := _RAW_HTML.search(text):
            self.notes.add(
                self.source.line_of(found[0]),
                _("A lesson cannot hold HTML such as “{html}”.").format(html=found[0][:40]),
                _("Write it in Markdown, or remove it."),
            )
        elif found := _LEFT_OVER.search(text):
            self.notes.add(
                self.source.line_of(text[found.start() :].strip() or text),
                _("This would be shown as “{markup}”.").format(markup=found[0].strip()),
                _("Put an empty line before a list, table, quote or pull-out, and close every mark that you open."),
            )

    # What takes its final form

    def _finish_inside(self, parent: Element) -> None:
        for element in list(parent):
            if element.tag in ("h2", "h3"):
                self._heading(element)
            elif element.tag == "a":
                self._link(element)
            elif element.tag == "img":
                self._picture(parent, element)
            self._finish_inside(element)
            if element.tag == "div":
                _make_pull(element)
            elif element.tag == "p":
                _write_caption(parent, element)

    def _heading(self, element: Element) -> None:
        level, text = int(element.tag[1]), _plain(element)
        before = self.page.headings[-1].level if self.page.headings else 1
        if level > before + 1:
            self.note(element, _("A heading level is skipped here."), _("Use ## before the first ###."))
        if not text:
            self.note(element, _("This heading is empty."), _("Write its words, or remove it."))
        anchor = _anchor(text, {heading.anchor for heading in self.page.headings})
        element.set("id", anchor)
        self.page.headings.append(Heading(level, text, anchor))

    def _link(self, element: Element) -> None:
        target = element.get("href", "")
        if not _is_https(target):
            self.notes.add(
                self.source.line_of(target),
                _("The link to “{target}” cannot stand in a lesson.").format(target=target[:80]),
                _("Use a link that begins with https:// or remove it."),
            )
        element.attrib.pop("title", None)

    def _picture(self, parent: Element, element: Element) -> None:
        path, alternative = element.get("src", ""), element.get("alt", "")
        line = self.source.line_of(f"]({path}" if path else alternative)
        if not _PICTURE.fullmatch(path):
            self.notes.add(
                line,
                _("The picture “{path}” is not one of the module's pictures.").format(path=path[:80]),
                _("Put the file in the module's folder `pictures` and write pictures/name.svg."),
            )
        if len(alternative.strip()) < SHORTEST_ALTERNATIVE:
            self.notes.add(
                line,
                _("This picture has no text alternative that says what it shows."),
                _("Write at least 15 characters between the square brackets."),
            )
        if parent.tag != "p" or len(parent) != 1 or (parent.text or "").strip() or (element.tail or "").strip():
            self.notes.add(line, _("This picture stands in a line of text."), _("Put empty lines around it."))
        self.page.pictures.setdefault(path, line)
        element.set("src", f"asset:{self.asset_prefix}.{path.removeprefix('pictures/')}")


def _is_https(target: str) -> bool:
    try:
        parts = urlsplit(target)
        return bool(
            _VALUES["href"].fullmatch(target) and parts.hostname and "." in parts.hostname and "@" not in parts.netloc
        )
    except ValueError:
        return False


def _write_caption(parent: Element, paragraph: Element) -> None:
    """Put the title of a picture below it, where everybody can read it."""
    title = paragraph[0].attrib.pop("title", "") if len(paragraph) == 1 else ""
    if title and paragraph[0].tag == "img":
        caption = Element("p", {"class": "caption"})
        caption.text, caption.tail = unescape(title), "\n"
        parent.insert(list(parent).index(paragraph) + 1, caption)


def _make_pull(element: Element) -> None:
    """Make an admonition a table of one cell, the only box that the reader's rich text can draw around blocks."""
    kind = element.get("class", "").removeprefix("admonition").strip()
    content = [child for child in element if child.get("class") != "admonition-title"]
    for child in list(element):
        element.remove(child)
    element.tag, element.text = "table", None
    element.attrib = {"class": f"pull-{kind}"}
    cell = SubElement(SubElement(element, "tr"), "td")
    heading = SubElement(cell, "p", {"class": "pull-heading"})
    heading.text = pull_heading(kind)
    cell.extend(content)


def _anchor(text: str, taken: set[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "part"
    number, anchor = 1, slug
    while anchor in taken:
        number += 1
        anchor = f"{slug}-{number}"
    return anchor


def _plain(element: Element) -> str:
    return " ".join(unescape("".join(element.itertext())).split())


def _spoken(element: Element) -> Iterator[str]:
    """The paragraphs of a page as they are read aloud, pictures by what they show."""
    for child in element:
        if child.tag in ("p", "h2", "h3") or (child.tag in ("li", "td", "th") and not _holds_blocks(child)):
            said = " ".join([_plain(child), *(unescape(image.get("alt", "")) for image in child.iter("img"))]).strip()
            if said:
                yield said
        else:
            if child.tag == "li" and (child.text or "").strip():
                yield " ".join(unescape(child.text or "").split())
            yield from _spoken(child)


def _holds_blocks(element: Element) -> bool:
    return any(child.tag in _BLOCKS for child in element)
