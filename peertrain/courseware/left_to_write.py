"""What an author has not written yet: words of the example that still stand, and lessons that say the same."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from textwrap import shorten

from peertrain.courseware.beginning import example_texts
from peertrain.courseware.compiled import Module
from peertrain.courseware.mistakes import Notes
from peertrain.courseware.references import References
from peertrain.i18n import _, ngettext

QUOTED = 60
"""Letters of a sentence that are quoted."""

FEWEST_WORDS = 7
"""What is shorter, such as “What do you say?”, any author may write."""

_SENTENCE_END = re.compile(r"[a-z]{2}[.!?](?![a-z])")
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)


def note_example(texts: Mapping[str, str], notes: Notes) -> None:
    """Note the lines of each file that are still those of the example with which `peertrain new` begins."""
    for path, text in texts.items():
        if _example_lines().isdisjoint(lines := [line.strip() for line in text.splitlines()]):
            continue
        places = [number for number, line in enumerate(lines, 1) if line in _example_lines()]
        notes.on(path).add(
            places[0],
            _said(shorten(lines[places[0] - 1], QUOTED, placeholder=" …"), len(places) - 1),
            _("Put your own words in its place, or remove it."),
            advice=True,
        )


def _said(words: str, others: int) -> str:
    """Say what still stands; in other words than line numbers, which differ after each line that is added above."""
    if not others:
        return _("The example's words still stand here: “{words}”.").format(words=words)
    return ngettext(
        "The example's words still stand here: “{words}”, and in {count} other line of this file.",
        "The example's words still stand here: “{words}”, and in {count} other lines of this file.",
        others,
    ).format(words=words, count=others)


@cache
def _example_lines() -> frozenset[str]:
    """Return the lines of the example that hold a sentence, but none that names the course or the module."""
    lines = [line.strip() for text in example_texts() for line in text.splitlines()]
    return frozenset(line for line in lines if _holds_sentence(line) and "$" not in line)


def _holds_sentence(line: str) -> bool:
    return (
        not line.startswith("#") and _SENTENCE_END.search(line) is not None and len(_WORD.findall(line)) >= FEWEST_WORDS
    )


def note_same_lessons(modules: Sequence[Module], references: References, notes: Notes) -> None:
    """Note each lesson whose text is, word for word, that of an earlier one."""
    seen: dict[str, str] = {}
    for lesson in (lesson for module in modules for lesson in module.lessons):
        words = " ".join(lesson.plain_text.split())
        first = seen.setdefault(words, lesson.id)
        if words and first != lesson.id:
            path, line = references.place_of(lesson.id)
            notes.on(path).add(
                line,
                _("This lesson says word for word what {first} says.").format(first=first),
                _("Write its own text, or remove one of the two."),
                advice=True,
            )
