"""The guard of notes: it finds what may identify a person served, so that the writer can take it out.

It warns and explains; it cannot know. What it finds depends on the text alone, so that whoever reads a note later is
warned of the same passages as its writer was.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from peertrain.domain import identifier_words as words
from peertrain.i18n import _


class Identifier(StrEnum):
    """What a passage may give away."""

    NAME = "name"
    INITIALS = "initials"
    BIRTH = "date of birth"
    PHONE = "phone number"
    EMAIL = "e-mail address"
    RECORD = "record number"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text, from `start` up to `end`, that may identify somebody."""

    start: int
    end: int
    text: str
    kind: Identifier

    @property
    def reason(self) -> str:
        """Say what is wrong with the passage and what to write instead."""
        sentences = {
            Identifier.NAME: _("“{text}” looks like a name. Write “a peer” or “a group member” instead."),
            Identifier.INITIALS: _("“{text}” looks like somebody's initials. Leave them out."),
            Identifier.BIRTH: _("“{text}” looks like a date of birth. Leave it out."),
            Identifier.PHONE: _("“{text}” looks like a phone number. Leave it out."),
            Identifier.EMAIL: _("“{text}” looks like an e-mail address. Leave it out."),
            Identifier.RECORD: _("“{text}” looks like a number under which somebody is on file. Leave it out."),
        }
        return sentences[self.kind].format(text=self.text)


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY_OF_MONTH = rf"(?:{_MONTH}\s{_DAY}|{_DAY}\s(?:of\s)?{_MONTH})"
_DATE = rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d\d-\d\d|{_DAY_OF_MONTH}(?:,?\s\d{{4}})?|\d{{4}})"
_OLD_DATE = rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]19\d\d|19\d\d-\d\d-\d\d|{_DAY_OF_MONTH},?\s19\d\d)"
_FILE = (
    r"(?:mrn|record|chart|case|file|client|patient|member|medicaid|medicare|insurance|policy|docket|inmate|booking"
    r"|account|ssn|id)"
)

_PATTERNS = (
    (Identifier.EMAIL, re.compile(r"[\w.+-]+@\w[\w-]*(?:\.[\w-]+)+")),
    (
        Identifier.BIRTH,
        re.compile(
            rf"\b(?:born|birthday|birth\s?date|date of birth|d\.?o\.?b\.?)(?:\s*[:=]|\s+(?:on|in|is|was))?\s*{_DATE}",
            re.I,
        ),
    ),
    (Identifier.BIRTH, re.compile(rf"(?<![\w/.-]){_OLD_DATE}(?!\w)", re.I)),
    (Identifier.RECORD, re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")),
    (
        Identifier.PHONE,
        re.compile(r"(?<![\w-])(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}(?![\w-])"),
    ),
    (Identifier.PHONE, re.compile(r"(?<!\w)\+\d[\d\s().-]{6,16}\d(?!\w)")),
    (
        Identifier.RECORD,
        re.compile(
            rf"\b{_FILE}(?:\s+(?:number|num|no))?\.?\s*(?:[:#]\s*|\bis\s+)?(?=[A-Z-]{{0,4}}\d)[A-Z-]{{0,4}}\d[\w-]{{2,}}",
            re.I,
        ),
    ),
    (Identifier.PHONE, re.compile(r"(?<![\w-])\d{3}-\d{4}(?![\w-])")),
    (Identifier.RECORD, re.compile(r"(?<![\w.,-])[A-Z]{0,3}\d{6,}(?![\w.,-]*\w)")),
    (Identifier.INITIALS, re.compile(r"(?<![\w.])[A-Z]\.\s?[A-Z]\.(?![\w.])")),
)

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_STOP = re.compile(r"[.!?:;\n•*(\"“]")


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    opens: bool
    """Whether it begins a sentence."""
    after: str
    """The word before it in the same clause, in small letters; "" where there is none."""


def find_identifiers(text: str, *, known: Iterable[str] = ()) -> tuple[Passage, ...]:
    """Return the passages that may identify a person served, in the order of the text, none inside another.

    `known` are names that may stand in a note, such as those of the site and of supervisors.
    """
    allowed = {word.casefold() for name in known for word in _WORD.findall(name)}
    found: list[Passage] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if kind is not Identifier.INITIALS or match.group().replace(" ", "") not in words.ABBREVIATIONS:
                _add(found, text, match.start(), match.end(), kind)
    for start, end in _names(text, allowed):
        _add(found, text, start, end, Identifier.NAME)
    for start, end in _initials(text, allowed):
        _add(found, text, start, end, Identifier.INITIALS)
    return tuple(sorted(found, key=lambda one: one.start))


def _add(found: list[Passage], text: str, start: int, end: int, kind: Identifier) -> None:
    if all(end <= one.start or start >= one.end for one in found):
        found.append(Passage(start, end, text[start:end], kind))


def _words_of(text: str) -> list[_Word]:
    found: list[_Word] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        title = found and found[-1].text.casefold() in words.TITLES and between.strip() == "."
        opens = not found or (bool(_STOP.search(between)) and not title)
        before = "" if opens else found[-1].text.casefold() if not between.strip(" .") else ""
        found.append(_Word(match.start(), match.end(), match.group(), opens, before))
        end = match.end()
    return found


def _could_be_name(word: _Word, allowed: set[str]) -> bool:
    """Return whether a word is written as names are and is none of those that are known to be no names."""
    bare = re.sub(r"['’]s?$", "", word.text)
    folded = bare.casefold()
    written = len(bare) > 1 and bare[0].isupper() and not bare.isupper()
    return written and folded not in allowed and folded not in words.NOT_NAMES


def _names(text: str, allowed: set[str]) -> Iterator[tuple[int, int]]:
    """Yield runs of words that look like names: two in a row, or one after a word such as "with"."""
    run: list[_Word] = []
    for word in [*_words_of(text), None]:
        joined = word is not None and bool(run) and text[run[-1].end : word.start] in {" ", "-"}
        if word is not None and _could_be_name(word, allowed) and (joined or not run):
            run.append(word)
            continue
        if run and _is_name(run, text):
            yield run[0].start, run[-1].end
        run = [word] if word is not None and _could_be_name(word, allowed) else []


def _is_name(run: list[_Word], text: str) -> bool:
    following = _WORD.match(text, run[-1].end + 1) if text.startswith(" ", run[-1].end) else None
    neighbours = {following.group().casefold()} if following else set()
    if run[0].after and not run[0].opens:
        neighbours.add(run[0].after)
    if neighbours & words.PLACES:
        return False
    if run[0].opens and _opens_like_a_sentence(run[0].text):
        del run[0]
    if not run:
        return False
    if run[0].opens and neighbours & words.DOES_A_PERSON and run[0].text.casefold() not in words.PEOPLE:
        return True
    return len(run) > 1 or (run[0].after in words.CUES and not run[0].opens) or run[0].after in words.TITLES


def _opens_like_a_sentence(text: str) -> bool:
    folded = text.casefold()
    return folded in words.OPENERS or folded.endswith(("ed", "ing"))


def _initials(text: str, allowed: set[str]) -> Iterator[tuple[int, int]]:
    """Yield capital letters that stand for somebody: "met JD", "with J."."""
    for word in _words_of(text):
        bare = re.sub(r"['’]s$", "", word.text)
        person = word.after in words.CUES_OF_PEOPLE
        if person and bare.isupper() and len(bare) <= 3 and bare.casefold() not in words.ACRONYMS | allowed:
            yield word.start, word.end
