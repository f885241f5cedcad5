"""The Markdown source of a lesson: where something stands in it, and what is noted before it is converted."""

import re
from dataclasses import dataclass, field

from peertrain.courseware.mistakes import Notes
from peertrain.i18n import _

LONGEST_RUN = 2_000
"""Characters without a space; beyond, converting and drawing take long."""

LONGEST_LESSON = 60_000
LONGEST_BLOCK = 8_000
MOST_MARKS = 300
"""Brackets, stars and the like between two empty lines: converting them takes quadratic time."""

DEEPEST_INDENT = 24
DEEPEST_QUOTE = 4
PULLS = ("remember", "try", "words", "care")

_MARK = re.compile(r"[\[\]*_`<>!&\\~]")
_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")
_QUOTE = re.compile(r"(?:[ \t]*>){" + str(DEEPEST_QUOTE + 1) + "}")
_PULL = re.compile(r"\s*!!!\s*(.*?)\s*")
_RULE = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*")
_BULLET = re.compile(r"( *)(?:[-*+]|\d{1,3}\.) +\S")


@dataclass(slots=True)
class Source:
    """The lines of a lesson's Markdown; `first_line` is where it begins in its file."""

    text: str
    first_line: int
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")

    def line_of(self, wanted: str) -> int:
        """Return the line on which the first words of `wanted` stand, whatever marks are between them."""
        words = re.findall(r"\w+", wanted.strip().partition("\n")[0])[:8]
        if words:
            pattern = re.compile(r"[\W_]+".join(map(re.escape, words)))
            for number, line in enumerate(self.lines):
                if pattern.search(line):
                    return self.first_line + number
        for number, line in enumerate(self.lines):
            if wanted.strip() and wanted.strip() in line:
                return self.first_line + number
        return self.first_line

    def line_of_heading(self, level: int, wanted: str) -> int:
        """Return the line of a heading; its words may stand in the text before it, too."""
        words = re.findall(r"\w+", wanted)
        for number, line in enumerate(self.lines, self.first_line):
            if re.match(rf" {{0,3}}#{{{level}}}(?!#)", line) and re.findall(r"\w+", line) == words:
                return number
        return self.line_of(wanted)


def check_source(source: Source, notes: Notes) -> bool:
    """Note what can be seen line by line; False when converting the text could take for ever."""
    for number, line in enumerate(source.lines, source.first_line):
        _check_pull(line, number, notes)
        _check_bullet(line, number, notes)
        if _RULE.fullmatch(line):
            notes.add(
                number,
                _("A lesson cannot hold a line of hyphens or stars."),
                _("Remove it; a heading begins with ## or ###."),
            )
    if not source.text.strip():
        notes.add(source.first_line, _("This lesson has no text."), _("Write the lesson below the second ---."))
    bounded = [_is_bounded_line(line, number, notes) for number, line in enumerate(source.lines, source.first_line)]
    return _is_bounded(source, notes) and all(bounded)


def _check_pull(line: str, number: int, notes: Notes) -> None:
    found = _PULL.fullmatch(line)
    if found and found[1] not in PULLS:
        notes.add(
            number,
            _("There is no pull-out of the kind “{kind}”.").format(kind=found[1][:40]),
            _("Use one of these words, and nothing after it: {kinds}.").format(kinds=", ".join(PULLS)),
        )
    if found and line.startswith(" "):
        notes.add(
            number, _("A pull-out begins inside something else."), _("Begin its line with the exclamation marks.")
        )


def _check_bullet(line: str, number: int, notes: Notes) -> None:
    found = _BULLET.match(line)
    if found and len(found[1]) % 4:
        notes.add(
            number,
            _("This list item would not stand where it looks to stand."),
            _("Begin the line with the hyphen, or with four spaces for each level that it lies inside."),
        )


def _is_bounded_line(line: str, number: int, notes: Notes) -> bool:
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    if _RUN.search(line):
        notes.add(number, _("This line holds a very long word."), _("Put spaces in it, or remove it."))
    elif indent > DEEPEST_INDENT or _QUOTE.match(line):
        notes.add(number, _("This line is nested too deeply."), _("Use fewer lists and quotes inside others."))
    else:
        return True
    return False


def _is_bounded(source: Source, notes: Notes) -> bool:
    if len(source.text) > LONGEST_LESSON:
        notes.add(source.first_line, _("This lesson is too long."), _("Divide it into two lessons."))
        return False
    bounded, number = True, source.first_line
    for block in re.split(r"\n[ \t]*(?=\n)", source.text):
        if len(block) > LONGEST_BLOCK or len(_MARK.findall(block)) > MOST_MARKS:
            line = number + (len(block) - len(block.lstrip("\n")))
            notes.add(line, _("This paragraph is too long or holds too many marks."), _("Divide it with empty lines."))
            bounded = False
        number += block.count("\n") + 1
    return bounded
