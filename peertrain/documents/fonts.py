"""The typefaces of printed documents, and which letters they can print."""

import unicodedata
from collections.abc import Set
from enum import Enum
from functools import cache
from importlib.resources import as_file, files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


class Face(Enum):
    """A typeface: the package it comes from and its file there."""

    SERIF = ("font_source_serif_pro", "SourceSerifPro-Regular.ttf")
    SERIF_LIGHT = ("font_source_serif_pro", "SourceSerifPro-Light.ttf")
    SERIF_SEMIBOLD = ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf")
    SANS = ("font_source_sans_pro", "SourceSansPro-Regular.ttf")
    SANS_SEMIBOLD = ("font_source_sans_pro", "SourceSansPro-Semibold.ttf")
    SANS_ITALIC = ("font_source_sans_pro", "SourceSansPro-It.ttf")
    SANS_SEMIBOLD_ITALIC = ("font_source_sans_pro", "SourceSansPro-SemiboldIt.ttf")


_INSTEAD = {
    Face.SERIF: Face.SANS,
    Face.SERIF_LIGHT: Face.SANS,
    Face.SERIF_SEMIBOLD: Face.SANS_SEMIBOLD,
    Face.SANS_ITALIC: Face.SANS,
    Face.SANS_SEMIBOLD_ITALIC: Face.SANS_SEMIBOLD,
}
"""The upright sans has letters that the others lack; a text is set in one face or the other, never in two."""

_BOX = "\N{BLACK SQUARE}"

# Letters that join, stack, reorder or cannot be seen need a shaping engine, whatever glyphs a font has.
_NEVER = {"Mn", "Mc", "Me", "Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def composed(text: str) -> str:
    """Return `text` with each letter and its accents as one character wherever Unicode has one."""
    return unicodedata.normalize("NFC", text)


def unprintable(text: str) -> str:
    """Return the letters of `text` that cannot be printed rightly, each once, in order; empty when all can."""
    letters = composed(text)
    never = [letter for letter in letters if unicodedata.category(letter) in _NEVER]
    lacking = min((_lacking(letters, face) for face in (Face.SERIF, Face.SANS)), key=len)
    return "".join(dict.fromkeys([*never, *lacking]))


def printable(text: str) -> str:
    """Return `text` with a box in place of every letter that cannot be printed."""
    letters = set(unprintable(text))
    return "".join(_BOX if letter in letters else letter for letter in composed(text)) if letters else text


def face_for(text: str, face: Face) -> Face:
    """Return `face`, or the sans in its place when only that has every letter of `text`."""
    return face if set(map(ord, text)) <= _letters(face) else _INSTEAD.get(face, face)


def font_name(face: Face) -> str:
    """Return the name under which reportlab knows the face, reading its file the first time."""
    _font(face)
    return face.name


def width(text: str, face: Face, size: float) -> float:
    """Return how wide `text` is in points, set in `face` or what stands in for it."""
    return pdfmetrics.stringWidth(text, font_name(face_for(text, face)), size)


def wrapped(text: str, face: Face, size: float, measure: float) -> list[str]:
    """Return `text` as lines no wider than `measure`; a word that is wider than that is broken."""
    lines = [""]
    for word in composed(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, face, size) <= measure:
            lines[-1] = longer
            continue
        pieces = _pieces(word, face, size, measure)
        lines = [*lines, *pieces] if lines[-1] else pieces
    return lines


def balanced(text: str, face: Face, size: float, measure: float) -> list[str]:
    """Return `text` as few lines as `wrapped` does, but of lengths as equal as can be."""
    lines = wrapped(text, face, size, measure)
    narrow, wide = measure / len(lines), measure
    for __ in range(8 if len(lines) > 1 else 0):
        middle = (narrow + wide) / 2
        tried = wrapped(text, face, size, middle)
        if len(tried) == len(lines) and all(width(line, face, size) <= middle for line in tried):
            lines, wide = tried, middle
        else:
            narrow = middle
    return lines


def _pieces(word: str, face: Face, size: float, measure: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, face, size) > measure:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _lacking(text: str, face: Face) -> list[str]:
    known = _letters(face)
    return [letter for letter in text if ord(letter) not in known]


@cache
def _letters(face: Face) -> Set[int]:
    return frozenset(_font(face).face.charToGlyph)


@cache
def _font(face: Face) -> TTFont:
    package, file = face.value
    with as_file(files(package) / "files" / file) as path:
        font = TTFont(face.name, str(path))
    pdfmetrics.registerFont(font)
    return font
