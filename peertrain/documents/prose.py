"""Paragraphs with words in several typefaces, broken into lines that may go on over the next page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from peertrain.documents.blocks import Block, Type
from peertrain.documents.fonts import Face, printable, width, wrapped
from peertrain.documents.reading import Span
from peertrain.documents.sheet import Element, Sheet

LEADING = 1.4
"""Height of a line of a text that is read at length, in sizes of its letters."""
_ASCENT = 1.0

_FACES = {
    (True, False): Face.SANS_SEMIBOLD,
    (False, True): Face.SANS_ITALIC,
    (True, True): Face.SANS_SEMIBOLD_ITALIC,
}

_wide = lru_cache(maxsize=50_000)(width)


@dataclass(frozen=True, slots=True)
class _Run:
    """Letters in one typeface."""

    text: str
    face: Face


_Word = tuple[_Run, ...]
_Line = tuple[_Run, ...]


def prose(
    sheet: Sheet, spans: Sequence[Span], type: Type, *, x: float, measure: float, within: Sequence[Element]
) -> Block:
    """Return a paragraph as the last of the elements `within`; its first two lines stay together, and its last two."""
    lines = _lines(_words(spans, type.face), type.size, measure)
    step = type.size * LEADING

    def piece(first: int, last: int) -> Block:
        def draw(top: float) -> None:
            with sheet.within(*within):
                for place, number in enumerate(range(first, last)):
                    more = number < len(lines) - 1
                    _write(sheet, lines[number], type, x=x, y=top - type.size * _ASCENT - place * step, more=more)

        return Block(step * (last - first), draw)

    count = len(lines)
    whole = piece(0, count)
    if count < 4:
        return whole
    cuts = [0, *range(2, count - 1), count]
    return replace(whole, pieces=tuple(piece(*pair) for pair in pairwise(cuts)))


def _words(spans: Sequence[Span], plain: Face) -> Iterator[_Word]:
    """Yield what stands between spaces, each with the typefaces in it."""
    word: list[_Run] = []
    for span in spans:
        face = _FACES.get((span.strong, span.slanted), plain)
        text = printable(" ".join(f"|{span.text}|".split()))[1:-1]
        for number, piece in enumerate(text.split(" ")):
            if number and word:
                yield tuple(word)
                word = []
            if piece:
                word.append(_Run(piece, face))
    if word:
        yield tuple(word)


def _lines(words: Iterator[_Word], size: float, measure: float) -> list[_Line]:
    lines: list[list[_Run]] = [[]]
    used = 0.0
    for word in words:
        across = sum(_wide(run.text, run.face, size) for run in word)
        space = _wide(" ", lines[-1][-1].face, size) if lines[-1] else 0.0
        if lines[-1] and used + space + across > measure:
            lines.append([])
            used = space = 0.0
        if lines[-1]:
            lines[-1][-1] = _Run(lines[-1][-1].text + " ", lines[-1][-1].face)
        if across > measure:
            *full, rest = wrapped("".join(run.text for run in word), word[0].face, size, measure)
            lines[-1:] = [*([_Run(one, word[0].face)] for one in full), [_Run(rest, word[0].face)]]
            used = _wide(rest, word[0].face, size)
            continue
        lines[-1] += word
        used += space + across
    return [_merged(line) for line in lines]


def _merged(line: Sequence[_Run]) -> _Line:
    made: list[_Run] = []
    for run in line:
        if made and made[-1].face is run.face:
            made[-1] = _Run(made[-1].text + run.text, run.face)
        else:
            made.append(run)
    return tuple(made)


def _write(sheet: Sheet, line: _Line, type: Type, *, x: float, y: float, more: bool) -> None:
    """Write a line, with a space after it where another follows, for those who read or copy the text."""
    for number, run in enumerate(line):
        text = run.text + (" " if more and number == len(line) - 1 else "")
        sheet.text(text, x, y, size=type.size, face=run.face, colour=type.colour)
        x += _wide(run.text, run.face, type.size)
