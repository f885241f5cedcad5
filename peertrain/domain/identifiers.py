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
    (Identifier.RECORD, re.compile(r"(?<![\w-])\d{3}([ .-])\d{2}\1\d{4}(?![\w-])")),
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
_POSSESSIVE = re.compile(r"['’][sS]?$")


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
        last = found[-1].text.casefold() if found else ""
        title = last in words.TITLES | words.SAINTS and between.strip() == "."
        opens = not found or (bool(_STOP.search(between)) and not title)
        joined = not between.strip(" ," if last in words.TIMES else " .")
        before = last if joined and not opens else ""
        found.append(_Word(match.start(), match.end(), match.group(), opens, before))
        end = match.end()
    return found


def _bare(word: str) -> str:
    """Return a word in small letters without the ending of its possessive."""
    return _POSSESSIVE.sub("", word).casefold()


def _following(run: list[_Word], text: str) -> str:
    """Return the word right after a run, in small letters; "" where there is none."""
    match = _WORD.match(text, run[-1].end + 1) if text.startswith(" ", run[-1].end) else None
    return match.group().casefold() if match else ""


def _could_be_name(word: _Word, allowed: set[str]) -> bool:
    """Return whether a word is written as names are and is none of those that are known to be no names."""
    bare = _POSSESSIVE.sub("", word.text)
    written = len(bare) > 1 and bare[0].isupper() and not bare.isupper()
    return written and bare.casefold() not in allowed and bare.casefold() not in words.NOT_NAMES


def _could_be_capitals(word: _Word, allowed: set[str]) -> bool:
    """Return whether a word is written in capitals as some write names, and is known to be nothing else."""
    bare = _POSSESSIVE.sub("", word.text)
    written = len(bare) > 2 and bare.isupper() and not _opens_like_a_sentence(bare)
    return written and bare.casefold() not in allowed and bare.casefold() not in words.NOT_NAMES_IN_CAPITALS


def _names(text: str, allowed: set[str]) -> Iterator[tuple[int, int]]:
    """Yield runs of words that look like names: two in a row, or one in a place where names stand."""
    found = _words_of(text)
    for could_be, is_name in ((_could_be_name, _is_name), (_could_be_capitals, _is_name_in_capitals)):
        for run in _runs([word for word in found if could_be(word, allowed)], text):
            if is_name(run, text):
                yield run[0].start, run[-1].end


def _runs(found: list[_Word], text: str) -> Iterator[list[_Word]]:
    """Yield words that stand side by side."""
    run: list[_Word] = []
    for word in found:
        if run and text[run[-1].end : word.start] not in {" ", "-"}:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _is_name(run: list[_Word], text: str) -> bool:
    if run[0].opens and _opens_like_a_sentence(run[0].text):
        del run[0]
    if not run:
        return False
    first, following, bare = run[0], _following(run, text), _bare(run[0].text)
    if len(run) == 1 and first.after in words.TIMES and following in words.IS_A_PERSON and _is_somebody(bare):
        return True
    if {first.after, following} & words.PLACES or {first.after, bare} & words.SAINTS:
        return False
    if _is_known_first_name(run, text) or _has_a_relative(run[-1], following):
        return True
    begins = first.opens or first.after in words.BEFORE_A_PERSON
    if begins and following in words.DOES_A_PERSON and bare not in words.PEOPLE:
        return True
    return len(run) > 1 or (first.after in words.CUES and not first.opens) or first.after in words.TITLES


def _is_name_in_capitals(run: list[_Word], text: str) -> bool:
    """Return whether capitals are a name: a common one, or two or three words that stand out where names stand."""
    first, following = run[0], _following(run, text)
    if {first.after, following} & words.PLACES or first.after in words.SAINTS:
        return False
    if _is_known_first_name(run, text):
        return True
    named = first.after in words.CUES_OF_PEOPLE | words.TITLES or following in words.DOES_A_PERSON
    return 2 <= len(run) <= 3 and named and not text.isupper()


def _is_known_first_name(run: list[_Word], text: str) -> bool:
    verse = re.match(r"\s\d", text[run[-1].end : run[-1].end + 2])  # "John 3:16"
    return not verse and any(_bare(word.text) in words.FIRST_NAMES for word in run)


def _has_a_relative(word: _Word, following: str) -> bool:
    """Return whether a word is somebody whose relative follows: "John's mother"."""
    return bool(_POSSESSIVE.search(word.text)) and following in words.RELATIVES and _is_somebody(_bare(word.text))


def _is_somebody(bare: str) -> bool:
    return bare not in words.PEOPLE | words.OPENERS and not bare.endswith(words.ENDINGS_OF_THINGS)


def _opens_like_a_sentence(text: str) -> bool:
    folded = text.casefold()
    return folded in words.OPENERS or (folded.endswith(("ed", "ing")) and folded not in words.FIRST_NAMES)


def _initials(text: str, allowed: set[str]) -> Iterator[tuple[int, int]]:
    """Yield capital letters that stand for somebody: "met JD", "with J."."""
    for word in _words_of(text):
        bare = _POSSESSIVE.sub("", word.text)
        person = word.after in words.CUES_OF_PEOPLE
        known = bare.casefold() in allowed or bare.casefold() in words.NOT_NAMES_IN_CAPITALS
        if person and bare.isupper() and len(bare) <= 3 and not known:
            yield word.start, word.end
