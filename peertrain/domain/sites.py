"""Where somebody served, and what of it may be known: "home of Tyler Jones" gives a person served away."""

import re
from collections.abc import Iterator

from peertrain.domain import identifier_words as words
from peertrain.domain.identifiers import Identifier, Passage

_WORD = r"[^\W\d_][\w'’-]*"
_WHO = rf"(?:(?i:mr|mrs|ms|miss|mx|dr)\.?\s+)?(?P<who>{_WORD}(?:\s{_WORD}){{0,3}})"
_HOME = r"home|house|apartment|apt|flat|place|room|residence|trailer|cell|bedside|family"
_CUE = rf"\b(?:(?i:(?:{_HOME})\s+of)|with)\s+"
_PRIVATE = (
    re.compile(rf"{_CUE}{_WHO}"),
    re.compile(rf"(?P<who>{_WORD}(?:\s{_WORD})?(?<=[\w]['’]|['’]s))\s+(?:{_HOME})\b"),
)
_IN_SMALL_LETTERS = re.compile(rf"({_CUE})[^\W\d_A-Z][^,;.A-Z]*")
_SAINT = re.compile(r"\b(?:st|ste|saint)\.?\s$", re.I)
_POSSESSIVE = re.compile(r"['’]s?$")


def names_in_site(site: str) -> tuple[Passage, ...]:
    """Return the names in a site that belong to whoever is served there, such as in "home of Tyler Jones"."""
    return tuple(Passage(start, end, site[start:end], Identifier.NAME) for start, end in sorted(_private(site)))


def known_of_site(site: str) -> str:
    """Return what of a site may stand in a note: not the names of whoever is served there, in small letters neither."""
    for start, end in sorted(_private(site), reverse=True):
        site = f"{site[:start]}{site[end:]}"
    return _IN_SMALL_LETTERS.sub(r"\1", site)


def _private(site: str) -> set[tuple[int, int]]:
    """Return from where to where names stand, none inside another."""
    found: set[tuple[int, int]] = set()
    for start, end in _candidates(site):
        if all(end <= one[0] or start >= one[1] for one in found):
            found.add((start, end))
    return found


def _candidates(site: str) -> Iterator[tuple[int, int]]:
    for pattern in _PRIVATE:
        for match in pattern.finditer(site):
            end = match.start("who")
            for word in re.finditer(_WORD, match["who"]):
                if not _names_somebody(word.group()):
                    break
                end = match.start("who") + word.end()
            following = re.match(rf"\s({_WORD})", site[end:])
            is_place = (
                following and following[1][0].isupper() and following[1].casefold() in words.PLACES | words.THINGS
            )
            if end > match.start("who") and not is_place and not _SAINT.search(site, endpos=match.start("who")):
                yield match.start("who"), end


def _names_somebody(word: str) -> bool:
    bare = _POSSESSIVE.sub("", word)
    folded = bare.casefold()
    if folded in words.NOT_NAMES_IN_CAPITALS | words.NAMES_OF_HOUSES:
        return False
    return bare[0].isupper() or folded in words.FIRST_NAMES
