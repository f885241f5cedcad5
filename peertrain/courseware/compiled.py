"""A course ready to be used: what the database keeps when it is installed, as values and as JSON."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from cattrs.preconf.json import JsonConverter, make_converter
from cattrs.strategies import configure_tagged_union

from peertrain.domain.amounts import Minutes
from peertrain.domain.curriculum import Course
from peertrain.domain.guides import Guide
from peertrain.domain.quizzes import Question


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a lesson; `anchor` is the id to scroll to."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Twin:
    """The same lesson in plain language, for whoever reads slowly or in a second language; as in `Lesson`."""

    html: str
    headings: tuple[Heading, ...]
    words: int
    plain_text: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as it is read. `html` is checked, and shows its pictures as `asset:name`; `words` counts its words.

    `again` asks those who have done it in an earlier version to read it again, and says why.
    """

    id: str
    title: str
    minutes: Minutes
    competencies: tuple[str, ...]
    objectives: tuple[str, ...]
    take_care: str
    html: str
    headings: tuple[Heading, ...]
    words: int
    plain_text: str
    twin: Twin | None = None
    again: str = ""


@dataclass(frozen=True, slots=True)
class Reflection:
    """What a person is asked to think and write about; `after` is the id of a lesson."""

    id: str
    title: str
    minutes: Minutes
    after: str
    prompt: str
    take_care: str


@dataclass(frozen=True, slots=True)
class SourceWork:
    """A work that a module rests on, and where to find it."""

    title: str
    where: str


@dataclass(frozen=True, slots=True)
class ItemTag:
    """What a question is for: the domain it examines, and how hard it is meant to be (easy, medium or hard)."""

    question_id: str
    domain: str
    difficulty: str


@dataclass(frozen=True, slots=True)
class Module:
    """What a module holds; its title, minutes and check are in the course's outline under the same id.

    `check_again` asks those who have passed its check in an earlier version to look at it again, and says why.
    """

    id: str
    objectives: tuple[str, ...]
    take_care: str
    sources: tuple[SourceWork, ...]
    lessons: tuple[Lesson, ...]
    reflections: tuple[Reflection, ...]
    questions: tuple[Question, ...]
    tags: tuple[ItemTag, ...] = ()
    guide: Guide | None = None
    check_again: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A term in plain words; `forms` are other shapes in which it stands in texts, `lesson` teaches it."""

    id: str
    term: str
    forms: tuple[str, ...]
    meaning: str
    lesson: str


@dataclass(frozen=True, slots=True)
class Asset:
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class CompiledCourse:
    """A whole course; `assets` by the name that follows `asset:` in a lesson, `source` its folder as an archive."""

    outline: Course
    language: str
    licence: str
    modules: tuple[Module, ...]
    assets: Mapping[str, Asset]
    source: bytes = b""
    glossary: tuple[GlossaryTerm, ...] = ()


def _make_converter() -> JsonConverter:
    converter = make_converter()
    configure_tagged_union(Question, converter, tag_name="type")
    return converter


CONVERTER = _make_converter()


def to_json(course: CompiledCourse) -> str:
    """Return a course as JSON: the same course always gives the same text."""
    return json.dumps(CONVERTER.unstructure(course), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> CompiledCourse:
    """Return the course that `to_json` has written."""
    return CONVERTER.structure(json.loads(text), CompiledCourse)


def content_digest(authored: Mapping[str, object]) -> str:
    """Return the SHA-256 of what the author wrote, as canonical JSON."""
    canonical = json.dumps(authored, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
