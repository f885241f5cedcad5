"""Finding and marking words in what is in memory, whatever their capitals and accents."""

import re
import unicodedata
from functools import lru_cache

from peertrain.ui.kit.findings import Marked


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Return a text in which capitals and accents do not matter, letter by letter as long as before."""
    if text.isascii():
        return text.lower()
    return "".join((unicodedata.normalize("NFKD", letter)[:1] or letter).lower()[:1] or letter for letter in text)


def marked(text: str, typed: str) -> Marked:
    """Return a text in pieces, with those marked that hold what was typed."""
    wanted = folded(typed.strip())
    if not wanted:
        return ((text, False),) if text else ()
    pieces, last = [], 0
    for found in re.finditer(re.escape(wanted), folded(text)):
        pieces += [(text[last : found.start()], False), (text[found.start() : found.end()], True)]
        last = found.end()
    return tuple(piece for piece in (*pieces, (text[last:], False)) if piece[0])
