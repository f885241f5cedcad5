"""Reads the named fields of a mapping, and notes what is missing, unknown or of the wrong kind."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from peertrain.courseware.mistakes import Notes
from peertrain.courseware.nodes import ListNode, MapNode, Node, TextNode
from peertrain.i18n import _

LONGEST_LINE = 300
LONGEST_TEXT = 5_000
MOST_ITEMS = 500

_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_LIST_ITEM = re.compile(r"(?:[-•]|\d{1,3}[.)]) ")


@dataclass(frozen=True, slots=True)
class Word:
    """A short text with the line on which it stands."""

    text: str
    line: int


@dataclass(slots=True)
class Fields:
    """The fields of one mapping. Ask for each field that may be there, then call `close` to note the others.

    A field that is missing or wrong is noted and read as an empty value, so that reading goes on.
    """

    node: MapNode
    notes: Notes
    _asked: set[str] = field(default_factory=set)

    def line(self, name: str) -> int:
        """Return the line of a field, or of the mapping when the field is missing."""
        return self.node.lines.get(name, self.node.line)

    def has(self, name: str) -> bool:
        return name in self.node.values

    def ignore_others(self) -> None:
        """Let `close` note nothing, where it is not known which fields belong here."""
        self._asked.update(self.node.values)

    def close(self) -> None:
        for name in self.node.values.keys() - self._asked:
            self.notes.add(
                self.line(name),
                _("There is no field “{name}” here.").format(name=name),
                _("Remove it, or use one of these: {names}.").format(names=", ".join(sorted(self._asked))),
            )

    def _take(self, name: str, *, optional: bool = False) -> Node | None:
        self._asked.add(name)
        node = self.node.values.get(name)
        if node is None and not optional:
            self.notes.add(
                self.node.line,
                _("The field “{name}” is missing.").format(name=name),
                _("Add it; docs/authoring.md shows how."),
            )
        return node

    def text(self, name: str, *, optional: bool = False, longest: int = LONGEST_TEXT) -> str:
        node = self._take(name, optional=optional)
        return read_text(node, name, self.notes, longest) if node is not None else ""

    def line_of_text(self, name: str, *, optional: bool = False) -> str:
        return " ".join(self.text(name, optional=optional, longest=LONGEST_LINE).split())

    def id(self, name: str = "id") -> str:
        text = self.text(name, longest=100)
        if text and not _ID.fullmatch(text):
            self.notes.add(
                self.line(name),
                _("“{id}” holds characters that an id cannot have.").format(id=text),
                _("Use lower-case letters, digits, hyphens and full stops, and begin and end with a letter or digit."),
            )
        return text

    def matching(self, name: str, pattern: str, how: str) -> str:
        """Return a text that has to match `pattern`; `how` says what it should look like."""
        text = self.text(name, longest=100)
        if text and not re.fullmatch(pattern, text):
            self.notes.add(self.line(name), _("“{text}” is not right for “{name}”.").format(text=text, name=name), how)
        return text

    def number(self, name: str, least: int, most: int) -> int:
        node = self._take(name)
        text = node.text if isinstance(node, TextNode) else ""
        if re.fullmatch(r"[0-9]{1,6}", text) and least <= int(text) <= most:
            return int(text)
        if node is not None:
            self.notes.add(
                self.line(name),
                _("“{name}” is not a whole number that fits.").format(name=name),
                _("Give a whole number from {least} to {most}.").format(least=least, most=most),
            )
        return 0

    def flag(self, name: str, *, optional: bool = False) -> bool:
        node = self._take(name, optional=optional)
        text = node.text if isinstance(node, TextNode) else ""
        if node is not None and text not in ("true", "false"):
            self.notes.add(
                self.line(name),
                _("“{name}” is neither true nor false.").format(name=name),
                _("Write true or false, in lower case."),
            )
        return text == "true"

    def words(self, name: str, *, optional: bool = False, longest: int = LONGEST_LINE) -> tuple[Word, ...]:
        """Return a list of short texts, each with its line."""
        return tuple(
            Word(" ".join(text.split()), item.line)
            for item in self.items(name, optional=optional)
            if (text := read_text(item, name, self.notes, longest))
        )

    def items(self, name: str, *, optional: bool = False) -> tuple[Node, ...]:
        node = self._take(name, optional=optional)
        if node is None:
            return ()
        if isinstance(node, ListNode) and 0 < len(node.items) <= MOST_ITEMS:
            return node.items
        self.notes.add(
            self.line(name),
            _("“{name}” is not a list of 1 to {most} items.").format(name=name, most=MOST_ITEMS),
            _("Write each item on a line of its own after a hyphen and a space."),
        )
        return ()

    def mapping(self, name: str, *, optional: bool = False) -> "Fields | None":
        node = self._take(name, optional=optional)
        return as_fields(node, self.notes) if node is not None else None

    def records(self, name: str, *, optional: bool = False) -> Iterator["Fields"]:
        """Return the mappings in a list, each closed after it was used."""
        for item in self.items(name, optional=optional):
            if (fields := as_fields(item, self.notes)) is not None:
                yield fields
                fields.close()

    def known_word(self, name: str, is_known: Callable[[str], bool], what: str, how: str) -> str:
        """Return a word that `is_known` accepts; `what`, with {word} in it, says that it is unknown."""
        word = self.text(name, longest=100)
        if word and not is_known(word):
            self.notes.add(self.line(name), what.format(word=word), how)
        return word


def as_fields(node: Node, notes: Notes) -> Fields | None:
    """Return the fields of a node that has to be a mapping."""
    if isinstance(node, MapNode):
        return Fields(node, notes)
    notes.add(node.line, _("This is not a set of fields."), _("Write it as lines of `name: value`."))
    return None


def read_text(node: Node, name: str, notes: Notes, longest: int) -> str:
    """Return the text of a node that has to be one, without the line breaks that only wrap it."""
    if not isinstance(node, TextNode):
        notes.add(
            node.line, _("“{name}” is not plain text.").format(name=name), _("Write it as text, in quotation marks.")
        )
        return ""
    text = reflow(node.text)
    if not text:
        notes.add(node.line, _("“{name}” is empty.").format(name=name), _("Write its text, or remove the field."))
    if len(text) > longest:
        notes.add(
            node.line,
            _("“{name}” is too long.").format(name=name),
            _("Shorten it to {longest} characters.").format(longest=longest),
        )
    return text


def reflow(text: str) -> str:
    """Join the lines of each paragraph; an empty line, or a line that begins a list item, still starts anew."""
    lines: list[str] = []
    for raw in text.strip().splitlines():
        line = raw.strip()
        if lines and line and lines[-1] and not _LIST_ITEM.match(line):
            lines[-1] += " " + line
        elif line or lines[-1]:
            lines.append(line)
    return "\n".join(lines)
