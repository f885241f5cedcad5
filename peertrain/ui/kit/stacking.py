"""Rows in a narrow list: columns that do not fit side by side stand below each other, so that nothing is cut off."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QFontMetrics

from peertrain.ui.kit.listing import BETWEEN, Column
from peertrain.ui.kit.theme import px

LOOKED_AT = 30
"""How many rows decide on the width of a column."""
WORDS_NEED = 110
"""What a column of long text needs at least beside others, at 100 %."""
PADDING = 36
"""Pixels around the text of a cell, whatever the size of the text."""
SIGN = 22
ARROW = 18
"""The sign before a text, and the arrow that shows the order, at 100 %."""

Lines = tuple[tuple[int, ...], ...]
"""The numbers of the columns that share each line of a row; empty where all stand side by side."""


def lines_for(columns: Sequence[Column], rows: Sequence[Any], *, metrics: QFontMetrics, width: int) -> Lines:
    """Return how the columns share the lines of a row that is `width` wide."""
    texts = [_widest(column, rows, metrics) for column in columns]
    arrow = px(ARROW) if any(column.sort for column in columns) else 0
    beside = sum(
        max(_head(column, metrics) + arrow, min(text, px(WORDS_NEED)) if column.stretch else text) + PADDING
        for column, text in zip(columns, texts, strict=True)
    )
    if beside <= width:
        return ()
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


def _widest(column: Column, rows: Sequence[Any], metrics: QFontMetrics) -> int:
    sign = px(SIGN) if column.icon is not None else 0
    return sign + max((metrics.horizontalAdvance(column.text(row)) for row in rows[:LOOKED_AT]), default=0)
