"""What can be searched: passages of courses and competencies, indexed in the encrypted database.

What people write for themselves is never indexed there; `find_among` searches it in memory alone. Capitals and accents do
not matter, nor do English endings; the last letters of a word may be missing.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection

PASSAGES = (
    "CREATE VIRTUAL TABLE passages USING fts5(title, heading, text, pictures, source UNINDEXED, kind UNINDEXED, "
    "name UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3')"
)
"""The index; what SQLite keeps for it stands in tables whose names begin with `passages_`."""

_INSERT = "INSERT INTO passages (source, kind, name, title, heading, text, pictures) VALUES (?, ?, ?, ?, ?, ?, ?)"
_row = attrgetter("source", "kind", "name", "title", "heading", "text", "pictures")
_OPEN, _CLOSE = "\x02", "\x03"
_MARKS = f"'{_OPEN}', '{_CLOSE}'"
_EXCERPT = 28
"""Words of the text that a hit shows."""

_WEIGHTS = "8.0, 4.0, 1.0, 0.5"
"""How much a word counts in a title, in a heading, in a text, and in what its pictures show."""

SHORTEST = 2
"""Letters that have to be typed before anything is looked for."""

_LETTERS_LEFT_OUT = 3

_SELECT = (
    f"SELECT source, kind, name, highlight(passages, 0, {_MARKS}), highlight(passages, 1, {_MARKS}), "  # noqa: S608 - ours
    f"snippet(passages, 2, {_MARKS}, '…', {_EXCERPT}), highlight(passages, 2, {_MARKS}), "
    f"snippet(passages, 3, {_MARKS}, '…', {_EXCERPT}) FROM passages WHERE passages MATCH ?"
)

Marked = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it is what was looked for."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text: of which `source`, what `kind` of thing called `name` it belongs to, and where it stands.

    `pictures` says what its pictures show, which only those read who cannot see them.
    """

    source: str
    kind: str
    name: str
    title: str
    heading: str
    text: str
    pictures: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; `words` are those in it that fit, as they stand there.

    `excerpt` is of its text, or of what its pictures show where the words stand nowhere else: then `in_picture`.
    """

    source: str
    kind: str
    name: str
    title: Marked
    heading: Marked
    excerpt: Marked
    words: tuple[str, ...]
    in_picture: bool


def indexed(connection: Connection) -> set[str]:
    """Return the sources whose passages are in the index."""
    return set(connection.exec_driver_sql("SELECT DISTINCT source FROM passages").scalars())


def index(connection: Connection, passages: Iterable[Passage]) -> None:
    """Put passages into the index."""
    rows = [_row(one) for one in passages]
    if rows:
        connection.exec_driver_sql(_INSERT, rows)


def forget(connection: Connection, sources: Iterable[str]) -> None:
    """Take the passages of some sources out of the index."""
    for source in sources:
        connection.exec_driver_sql("DELETE FROM passages WHERE source = ?", (source,))


def find(
    connection: Connection, typed: str, *, sources: Collection[str], kinds: Collection[str], most: int
) -> list[Hit]:
    """Return the passages that hold every word typed, the best first."""
    where = f"AND source IN ({_places(sources)}) AND kind IN ({_places(kinds)})"
    return _find(connection.exec_driver_sql, typed, where, [*sources, *kinds], most)


def find_among(passages: Sequence[Passage], typed: str, *, most: int) -> list[Hit]:
    """As `find`, in passages that are not in the index; they stay in memory and are gone afterwards."""
    from sqlcipher3 import dbapi2

    if not passages or len(typed.strip()) < SHORTEST:
        return []
    with closing(dbapi2.connect(":memory:")) as memory:
        memory.execute(PASSAGES)
        memory.executemany(_INSERT, [_row(one) for one in passages])
        return _find(memory.execute, typed, "", [], most)


def _places(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def _find(
    execute: Callable[[str, tuple[Any, ...]], Any], typed: str, where: str, given: list[str], most: int
) -> list[Hit]:
    select = f"{_SELECT} {where} ORDER BY bm25(passages, {_WEIGHTS}) LIMIT ?"
    for wanted in _expressions(typed):
        rows = execute(select, (wanted, *given, most)).fetchall()
        if rows:
            return [_hit(row) for row in rows]
    return []


def _expressions(typed: str) -> list[str]:
    """Return what to look for, one after the other until something is found: the last word may lose its last letters."""
    words = re.findall(r"\w+", typed)
    if not words or len(typed.strip()) < SHORTEST:
        return []
    last, before = words[-1], words[:-1]
    cuts = [cut for cut in range(1, _LETTERS_LEFT_OUT + 1) if len(last) - cut > _LETTERS_LEFT_OUT]
    ends = [last, *(last[:-cut] for cut in cuts)]
    return [" AND ".join(f'"{word}"*' for word in [*before, end]) for end in ends]


def _hit(row: Sequence[str]) -> Hit:
    source, kind, name, title, heading, excerpt, text, picture = row
    seen = _marked(f"{title}\n{heading}\n{text}")
    shown = excerpt if seen else picture
    words = seen or _marked(picture)
    return Hit(source, kind, name, _pieces(title), _pieces(heading), _pieces(shown), tuple(words), not seen)


def _marked(text: str) -> dict[str, None]:
    return dict.fromkeys(re.findall(f"{_OPEN}(.+?){_CLOSE}", text, re.DOTALL))


def _pieces(marked: str) -> Marked:
    pieces = re.split(f"({_OPEN}.+?{_CLOSE})", " ".join(marked.split()))
    return tuple((one.strip(_OPEN + _CLOSE), one.startswith(_OPEN)) for one in pieces if one)
