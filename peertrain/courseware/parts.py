"""A course in parts that are stored one by one, so that opening a lesson reads that lesson and nothing else."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from peertrain.courseware.archive import author_in
from peertrain.courseware.compiled import CONVERTER, CompiledCourse, GlossaryTerm, Lesson, Module
from peertrain.courseware.revisions import Edition
from peertrain.courseware.signatures import Author
from peertrain.domain.curriculum import Course
from peertrain.domain.guides import Guide
from peertrain.domain.quizzes import Question

T = TypeVar("T")

JSON, ZIP = "application/json", "application/zip"
LESSON, MODULE, QUESTIONS, GUIDE = "lesson", "module", "questions", "guide"
ASSET, SOURCE, GLOSSARY, AUTHOR = "asset", "source", "glossary", "author"

_ASSET = re.compile(r'src="asset:([a-z0-9._-]+)"')


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a course by its kind and name."""

    kind: str
    name: str
    media_type: str
    content: bytes


def parts_of(course: CompiledCourse) -> Iterator[Part]:
    """Yield every part: the modules without what fills them, that by itself, the assets, the source."""
    for module in course.modules:
        yield _part(MODULE, module.id, replace(module, lessons=(), questions=(), tags=(), guide=None), Module)
        if module.guide is not None:
            yield _part(GUIDE, module.id, module.guide, Guide)
        yield _part(QUESTIONS, module.id, module.questions, tuple[Question, ...])
        for lesson in module.lessons:
            yield _part(LESSON, lesson.id, lesson, Lesson)
    if course.glossary:
        yield _part(GLOSSARY, "", course.glossary, tuple[GlossaryTerm, ...])
    for name, asset in course.assets.items():
        yield Part(ASSET, name, asset.media_type, asset.data)
    if course.source:
        yield Part(SOURCE, "", ZIP, course.source)
        if (author := author_in(course.source)) is not None:
            yield _part(AUTHOR, "", author, Author)


def _part(kind: str, name: str, value: object, of: Any) -> Part:
    return Part(kind, name, JSON, _written(value, of))


def _written(value: object, of: Any) -> bytes:
    return json.dumps(CONVERTER.unstructure(value, of), ensure_ascii=False, separators=(",", ":")).encode()


def _read(content: bytes | str, of: type[T]) -> T:
    return CONVERTER.structure(json.loads(content), of)


def lesson_from(content: bytes) -> Lesson:
    return _read(content, Lesson)


def module_from(content: bytes) -> Module:
    """Return a module without its lessons, questions and guide."""
    return _read(content, Module)


def guide_from(content: bytes) -> Guide:
    return _read(content, Guide)


def questions_from(content: bytes) -> tuple[Question, ...]:
    return _read(content, tuple[Question, ...])


def edition_from(outline: Course, read: Callable[[str, str], bytes | None]) -> Edition:
    """Return a version for comparing, from its parts as `read` finds them by kind and name; empty where none is here."""
    modules, assets = {}, set[str]()
    for one in outline.modules:
        described, asked, guide = (read(kind, one.id) for kind in (MODULE, QUESTIONS, GUIDE))
        lessons = tuple(lesson_from(found) for lesson in one.lessons if (found := read(LESSON, lesson.id)) is not None)
        if described is not None and asked is not None:
            modules[one.id] = replace(
                module_from(described), lessons=lessons, questions=questions_from(asked),
                guide=guide_from(guide) if guide is not None else None,
            )  # fmt: skip
        assets.update(name for lesson in lessons for name in shown_assets(lesson))
    digests = {name: hashlib.sha256(read(ASSET, name) or b"").hexdigest() for name in sorted(assets)}
    return Edition(outline, modules, digests)


def shown_assets(lesson: Lesson) -> list[str]:
    """Return the names of the pictures that a lesson and its plain-language twin show, each once."""
    shown = lesson.html + (lesson.twin.html if lesson.twin else "")
    return sorted(set(_ASSET.findall(shown)))


def author_from(content: bytes) -> Author:
    """Return who has signed the course."""
    return _read(content, Author)


def glossary_from(content: bytes) -> tuple[GlossaryTerm, ...]:
    return _read(content, tuple[GlossaryTerm, ...])


def outline_text(course: CompiledCourse) -> str:
    """Return the outline as JSON, to be read by `outline_from`."""
    return _written(course.outline, Course).decode()


def outline_from(text: str) -> Course:
    return _read(text, Course)
