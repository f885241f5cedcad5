"""Rows in a narrow list: columns of words give up some room, and those that do not fit then stand below each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QFontMetrics

from peertrain.ui.kit.listing import BETWEEN, Column
from peertrain.ui.kit.theme import px

LOOKED_AT = 30
"""How many rows decide on the width of a column."""
WORDS_NEED = 110
"""What a column of words needs at least beside others, at 100 %; a tip says the rest."""
PADDING, HEAD_PADDING = 30, 36
"""Pixels around the text of a cell, and around a title, whatever the size of the text."""
SIGN = 22
ARROW = 18
"""The sign before a text, and the arrow that shows the order, at 100 %."""

Lines = tuple[tuple[int, ...], ...]
"""The numbers of the columns that share each line of a row; empty where all stand side by side."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How columns stand: the lines of a row where they are stacked, and which share what the others leave."""

    lines: Lines
    sharing: frozenset[int]


def stretching(columns: Sequence[Column]) -> frozenset[int]:
    """Return the columns that share what the others leave wherever there is room for all."""
    return frozenset(number for number, column in enumerate(columns) if column.stretch)


def arranged(columns: Sequence[Column], rows: Sequence[Any], *, metrics: QFontMetrics, width: int) -> Arrangement:
    """Return how the columns stand in a list that is `width` wide.

    Where they do not fit, every column of words, but none of amounts, gives up room before they are stacked: one entry
    with longer words does not turn a table into lines.
    """
    texts = [_widest(column, column.text, rows, metrics) for column in columns]
    arrow = px(ARROW) if any(column.sort for column in columns) else 0
    heads = [_head(column, metrics) + arrow + HEAD_PADDING for column in columns]
    wordy = frozenset(n for n, column in enumerate(columns) if texts[n] > px(WORDS_NEED) and not column.right)
    stretch = stretching(columns)
    for sharing in (stretch, stretch | wordy):
        cells = [PADDING + (min(text, px(WORDS_NEED)) if n in sharing else text) for n, text in enumerate(texts)]
        if sum(map(max, heads, cells)) <= width:
            return Arrangement((), sharing)
    alone = [_widest(column, column.alone, rows, metrics) for column in columns]
    return Arrangement(_lines(alone, metrics=metrics, width=width), stretch)


def _lines(texts: Sequence[int], *, metrics: QFontMetrics, width: int) -> Lines:
    room, lines = 0, list[list[int]]()
    for number, text in enumerate(texts):
        if not lines or text > room:
            room = width - PADDING - px(SIGN)
            lines.append([])
        lines[-1].append(number)
        room -= text + metrics.horizontalAdvance(BETWEEN)
    return tuple(tuple(line) for line in lines)


def _head(column: Column, metrics: QFontMetrics) -> int:
    """Return the width of a title, which is bold."""
    return metrics.horizontalAdvance(column.title) * 11 // 10


def _widest(column: Column, text: Callable[[Any], str], rows: Sequence[Any], metrics: QFontMetrics) -> int:
    sign = px(SIGN) if column.icon is not None else 0
    return sign + max((metrics.horizontalAdvance(text(row)) for row in rows[:LOOKED_AT]), default=0)
