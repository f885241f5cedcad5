"""What a text is made of before it is set: the checked HTML of a lesson, or plain text, as paragraphs, lists and more."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one typeface."""

    text: str
    strong: bool = False
    slanted: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `start` is the number of its first item, None where they are not numbered."""

    items: tuple[tuple["Part", ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of words, whose first row names the columns."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its name among those of the course."""

    name: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull-out of one of the kinds remember, try, words and care."""

    kind: str
    heading: str
    parts: tuple["Part", ...]


Part = Paragraph | Heading | Items | Grid | Quote | Picture | Pull

_ITEM = re.compile(r"(?:(\d{1,3})\.|[-*])\s+(.*)")


def read_html(html: str) -> tuple[Part, ...]:
    """Return the parts of a lesson from its checked HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.end())


def read_plain(text: str) -> tuple[Part, ...]:
    """Return the parts of a plain text: lines that begin with a hyphen or a number are items of a list."""
    parts: list[Part] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        found = _ITEM.fullmatch(line)
        if found is None:
            parts.append(paragraph(line))
            continue
        item, number = (paragraph(found[2]),), int(found[1]) if found[1] else None
        before = parts[-1] if parts else None
        if isinstance(before, Items) and number == _number_after(before):
            parts[-1] = replace(before, items=(*before.items, item))
        else:
            parts.append(Items((item,), number))
    return tuple(parts)


def paragraph(text: str, *, strong: bool = False, slanted: bool = False) -> Paragraph:
    """Return a paragraph in one typeface."""
    return Paragraph((Span(text, strong, slanted),))


def words_of(parts: Iterable[Part]) -> int:
    """Return how many words the paragraphs and lists of a text hold."""
    count = 0
    for part in parts:
        match part:
            case Paragraph(spans):
                count += len("".join(span.text for span in spans).split())
            case Items(items):
                count += sum(words_of(item) for item in items)
    return count


def _number_after(items: Items) -> int | None:
    return None if items.start is None else items.start + len(items.items)


@dataclass(slots=True)
class _Frame:
    """An element that is still open, with what stands in it so far."""

    tag: str
    kind: str = ""
    start: int | None = None
    heading: str = ""
    parts: list[Part] = field(default_factory=list)
    items: list[tuple[Part, ...]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Follows the few elements of a lesson; of a link only its words are left."""

    def __init__(self) -> None:
        super().__init__()
        self._frames = [_Frame("")]
        self._spans: list[Span] = []
        self._class = ""
        self._strong = self._slanted = 0

    def end(self) -> list[Part]:
        self._flush()
        return self._frames[0].parts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in ("strong", "em"):
            self._turn(tag, 1)
            return
        if tag == "br":
            self._spans.append(Span(" "))
            return
        if tag == "a":
            return
        self._flush()
        self._class = values.get("class", "")
        top = self._frames[-1]
        if tag == "img":
            top.parts.append(Picture(values.get("src", "").removeprefix("asset:"), values.get("alt", "")))
        elif tag in ("ul", "ol"):
            self._frames.append(_Frame(tag, start=int(values.get("start") or 1) if tag == "ol" else None))
        elif tag == "table":
            self._frames.append(_Frame(tag, self._class.removeprefix("pull-") if self._class else ""))
        elif tag in ("li", "blockquote") or (tag in ("td", "th") and not self._in_pull()):
            self._frames.append(_Frame(tag))
        elif tag == "tr" and not self._in_pull():
            top.rows.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("strong", "em"):
            self._turn(tag, -1)
        elif tag in ("h2", "h3"):
            text, self._spans = _text(self._spans), []
            self._frames[-1].parts.append(Heading(int(tag[1]), text))
        elif tag != "a":
            self._flush()
            if self._frames[-1].tag == tag:
                self._close(self._frames.pop(), self._frames[-1])
        self._class = self._class if tag in ("strong", "em", "a") else ""

    def handle_data(self, data: str) -> None:
        if self._spans or data.strip():
            self._spans.append(Span(data, self._strong > 0, self._slanted > 0))

    def _turn(self, tag: str, by: int) -> None:
        if tag == "strong":
            self._strong += by
        else:
            self._slanted += by

    def _in_pull(self) -> bool:
        """Return whether the innermost table is a pull-out, which is a table of one cell."""
        return any(frame.kind for frame in self._frames[-1:] if frame.tag == "table")

    def _flush(self) -> None:
        """End the paragraph that has been read so far, where there is one."""
        spans, self._spans = self._spans, []
        frame = self._frames[-1]
        if not _text(spans):
            return
        last = frame.parts[-1] if frame.parts else None
        if self._class == "pull-heading":
            frame.heading = _text(spans)
        elif self._class == "caption" and isinstance(last, Picture):
            frame.parts[-1] = replace(last, caption=_text(spans))
        else:
            frame.parts.append(Paragraph(tuple(spans)))

    def _close(self, frame: _Frame, into: _Frame) -> None:
        match frame.tag:
            case "li":
                into.items.append(tuple(frame.parts))
            case "ul" | "ol":
                into.parts.append(Items(tuple(frame.items), frame.start))
            case "blockquote":
                into.parts.append(Quote(tuple(frame.parts)))
            case "td" | "th" if into.rows:
                into.rows[-1].append(" ".join(_text(part.spans) for part in frame.parts if isinstance(part, Paragraph)))
            case "table" if frame.kind:
                into.parts.append(Pull(frame.kind, frame.heading, tuple(frame.parts)))
            case "table":
                into.parts.append(Grid(tuple(map(tuple, frame.rows))))


def _text(spans: Iterable[Span]) -> str:
    return " ".join("".join(span.text for span in spans).split())
