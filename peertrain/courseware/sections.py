"""A lesson in sections, each with the heading it stands under, as they are searched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from peertrain.courseware.compiled import Lesson, Twin

_ALTERNATIVE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below a heading, and what the pictures there show; before the first the heading is ""."""

    heading: str
    text: str
    pictures: str


def sections(page: Lesson | Twin) -> Iterator[Section]:
    """Yield the sections of a lesson, or of its twin, in their order."""
    left = [heading.text for heading in page.headings]
    shown = {_on_one_line(unescape(one)) for one in _ALTERNATIVE.findall(page.html)}
    heading, below, pictures = "", list[str](), list[str]()
    for paragraph in (*page.plain_text.split("\n\n"), None):
        if paragraph is None or (left and paragraph == left[0]):
            if heading or below or pictures:
                yield Section(heading, "\n\n".join(below), "\n\n".join(pictures))
            heading, below, pictures = left.pop(0) if left else "", [], []
        elif paragraph:
            (pictures if _on_one_line(paragraph) in shown else below).append(paragraph)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
