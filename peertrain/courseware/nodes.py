"""Reads YAML into nodes that know their line, and refuses what an author does not need and an attacker does."""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from peertrain.courseware.mistakes import Notes
from peertrain.i18n import _

LARGEST_BYTES = 200_000
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class TextNode:
    """A scalar as it was written: what `20`, `true` or `no` means is for the field to say."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ListNode:
    line: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class MapNode:
    """A mapping; `lines` are the lines of its keys."""

    line: int
    values: dict[str, "Node"]
    lines: dict[str, int]


Node = TextNode | ListNode | MapNode


class _Unreadable(Exception):
    """Reading this file cannot go on."""


def read_yaml(text: str, notes: Notes, *, first_line: int = 1) -> Node | None:
    """Return the one document in `text`, or None after noting why it cannot be read."""
    if len(text.encode()) > LARGEST_BYTES:
        notes.add(first_line, _("This file is too large."), _("Split it, or shorten it to less than 200 KB."))
        return None
    loader = yaml.CSafeLoader(text)
    try:
        return _document(_Events(loader, notes, first_line))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        notes.add(
            line + first_line,
            _("This cannot be read as YAML ({problem}).").format(problem=error.problem or error.context),
            _("Check the indentation, and put text that holds a colon or a quotation mark in quotation marks."),
        )
    except (yaml.YAMLError, RecursionError):
        notes.add(first_line, _("This cannot be read as YAML."), _("Remove control characters and deep nesting."))
    except _Unreadable:
        pass
    finally:
        loader.dispose()
    return None


class _Events:
    """The parser's events, one after the other, with what is never allowed taken out."""

    def __init__(self, loader: yaml.CSafeLoader, notes: Notes, first_line: int) -> None:
        self._loader = loader
        self.notes = notes
        self._first_line = first_line

    def next(self) -> yaml.Event:
        event = self._loader.get_event()
        if event is None:
            raise _Unreadable
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self.note(event, _("This uses a YAML anchor or alias."), _("Write the value out where it is needed."))
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None) is not None:
            self.note(event, _("This uses a YAML tag."), _("Remove the word that begins with an exclamation mark."))
        return event

    def line(self, event: yaml.Event) -> int:
        return (event.start_mark.line if event.start_mark else 0) + self._first_line

    def note(self, event: yaml.Event, what: str, how: str) -> None:
        self.notes.add(self.line(event), what, how)

    def until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := self.next(), end):
            yield event


def _document(events: _Events) -> Node:
    events.next()  # the stream starts
    if not isinstance(start := events.next(), yaml.DocumentStartEvent):
        events.note(start, _("This is empty."), _("Fill in its fields."))
        raise _Unreadable
    node = _node(events, events.next(), 1)
    events.next()  # the document ends
    if not isinstance(after := events.next(), yaml.StreamEndEvent):
        events.note(after, _("A second document starts here."), _("Remove the line with three hyphens."))
    return node


def _node(events: _Events, event: yaml.Event, depth: int) -> Node:
    line = events.line(event)
    if depth > DEEPEST:
        events.note(event, _("This is nested too deeply."), _("Use at most 20 levels."))
        raise _Unreadable
    if isinstance(event, yaml.ScalarEvent):
        return TextNode(line, str(event.value))
    if isinstance(event, yaml.SequenceStartEvent):
        return ListNode(line, tuple(_node(events, item, depth + 1) for item in events.until(yaml.SequenceEndEvent)))
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, line, depth)
    raise _Unreadable  # an alias: noted already, and it stands for nothing


def _mapping(events: _Events, line: int, depth: int) -> MapNode:
    values: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for event in events.until(yaml.MappingEndEvent):
        key = _node(events, event, depth + 1)
        value = _node(events, events.next(), depth + 1)
        if not isinstance(key, TextNode):
            events.note(event, _("The name of a field is not a word."), _("Write the field as `name: value`."))
        elif key.text in values:
            events.note(
                event,
                _("The field “{name}” stands here twice.").format(name=key.text),
                _("Keep one of the two; the first is on line {line}.").format(line=lines[key.text]),
            )
        else:
            values[key.text], lines[key.text] = value, key.line
    return MapNode(line, values, lines)
