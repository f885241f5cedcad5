"""What is marked in a lesson on the screen: terms that can be looked up, and the words that somebody searched for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from peertrain.ui.kit.theme import colour

TERM = "term"
"""The scheme of the address of a term."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Words to mark wherever they stand whole; reading begins at the first one below `heading`, where that is given."""

    words: tuple[str, ...]
    heading: str = ""


def dot_terms(document: QTextDocument) -> None:
    """Set links to terms in the colour of text, with a dotted line below, so that they do not look like the others."""
    dotted = QTextCharFormat()
    dotted.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    dotted.setForeground(colour("ink"))
    dotted.setUnderlineColor(colour("pine"))
    cursor = QTextCursor(document)
    for position, length in list(_terms(document)):
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(dotted)


def _terms(document: QTextDocument) -> Iterator[tuple[int, int]]:
    """Yield where the links to terms begin, and how long they are."""
    block = document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            if piece.charFormat().anchorHref().startswith(f"{TERM}:"):
                yield piece.position(), piece.length()
            pieces += 1
        block = block.next()


def mark_words(view: QTextEdit, marks: Marks) -> QTextCursor | None:
    """Mark the words, by a ground and a line below; return where reading begins, None where none of them stands."""
    shown = QTextCharFormat()
    shown.setBackground(colour("sun_ground"))
    shown.setForeground(colour("ink"))
    shown.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    shown.setUnderlineColor(colour("sun"))
    found = list(_places(view.document(), marks.words))
    selections = []
    for cursor in found:
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = cursor, shown
        selections.append(selection)
    view.setExtraSelections(selections)
    start = _heading(view.document(), marks.heading)
    return next((one for one in found if one.selectionStart() >= start), found[0] if found else None)


def _places(document: QTextDocument, words: tuple[str, ...]) -> Iterator[QTextCursor]:
    if not words:
        return
    pattern = QRegularExpression(
        rf"\b(?:{'|'.join(map(re.escape, words))})\b",
        QRegularExpression.PatternOption.CaseInsensitiveOption
        | QRegularExpression.PatternOption.UseUnicodePropertiesOption,
    )
    cursor = QTextCursor(document)
    while not (cursor := document.find(pattern, cursor)).isNull():
        yield QTextCursor(cursor)


def _heading(document: QTextDocument, words: str) -> int:
    """Return where a heading begins, or the beginning."""
    block = document.begin()
    while words and block.isValid():
        if block.blockFormat().headingLevel() and block.text().strip() == words:
            return block.position()
        block = block.next()
    return 0
