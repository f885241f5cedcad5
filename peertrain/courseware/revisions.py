"""What is different in another version of a course: compared by ids, and by what the author wrote under each of them."""

import hashlib
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from peertrain.courseware.compiled import CompiledCourse, Lesson, Module, Twin
from peertrain.domain.amounts import Minutes
from peertrain.domain.curriculum import Course, ModuleOutline
from peertrain.domain.learning import check_item

_SHOWN = re.compile(r'(?:src="asset:([^"]+)"|href="(https:[^"]+)")')


class PartOf(StrEnum):
    """What kind of part of a course has changed."""

    MODULE = "module"
    LESSON = "lesson"
    REFLECTION = "reflection"
    CHECK = "check"
    QUESTION = "question"
    GUIDE = "guide"


class How(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """A part that differs. `minutes` are before and after where they differ; `again` says why to do it again."""

    part: PartOf
    how: How
    module_id: str
    id: str
    title: str
    reworded: bool = False
    minutes: tuple[Minutes, Minutes] | None = None
    again: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a course: its outline, and what fills it where that is here; `assets` are digests by name."""

    outline: Course
    modules: Mapping[str, Module]
    assets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is compared of a part: `written` is whatever its author wrote, None where it is not here."""

    part: PartOf
    module_id: str
    id: str
    title: str
    minutes: Minutes
    written: Hashable
    again: str = ""


def edition_of(course: CompiledCourse) -> Edition:
    """Return a course as it was compiled for comparing."""
    assets = {name: hashlib.sha256(asset.data).hexdigest() for name, asset in course.assets.items()}
    return Edition(course.outline, {module.id: module for module in course.modules}, assets)


def compare(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Return what is different in `new`, in its order, and then what it no longer has.

    Where what fills a module is not here in one of the two, only the outlines of it are compared.
    """
    before, after = _pieces(old, new), _pieces(new, old)
    found = [change for key, piece in after.items() if (change := _changed(before.get(key), piece)) is not None]
    gone = [piece for key, piece in before.items() if key not in after]
    found += [Change(one.part, How.REMOVED, one.module_id, one.id, one.title) for one in gone]
    return tuple(found)


def _changed(old: _Piece | None, new: _Piece) -> Change | None:
    about = new.part, How.ADDED if old is None else How.CHANGED, new.module_id, new.id, new.title
    if old is None:
        return Change(*about)
    here = old.written is not None and new.written is not None
    reworded = old.title != new.title or (here and old.written != new.written)
    minutes = (old.minutes, new.minutes) if old.minutes != new.minutes else None
    again = new.again if new.again and (reworded or new.again != old.again) else ""
    return Change(*about, reworded, minutes, again) if reworded or minutes or again else None


def _pieces(edition: Edition, other: Edition) -> dict[tuple[PartOf, str], _Piece]:
    unknown = {one.id for one in other.outline.modules} - other.modules.keys()
    return {
        (piece.part, piece.id): piece
        for outline in edition.outline.modules
        for piece in _module(edition, outline, None if outline.id in unknown else edition.modules.get(outline.id))
    }


def _module(edition: Edition, outline: ModuleOutline, module: Module | None) -> Iterator[_Piece]:
    described = (outline.summary, module.objectives, module.take_care, module.sources) if module else None
    yield _Piece(PartOf.MODULE, outline.id, outline.id, outline.title, outline.minutes, described)
    yield from _items(edition, outline, module)
    if module is not None:
        yield from _questions(module)
        if module.guide is not None:
            yield _Piece(PartOf.GUIDE, module.id, module.id, outline.title, outline.live, module.guide)


def _items(edition: Edition, outline: ModuleOutline, module: Module | None) -> Iterator[_Piece]:
    lessons = {one.id: one for one in module.lessons} if module else {}
    prompts = {one.id: (one.prompt, one.take_care) for one in module.reflections} if module else {}
    for lesson in outline.lessons:
        full = lessons.get(lesson.id)
        written = _written(full, edition.assets.get) if full else None
        yield _Piece(
            PartOf.LESSON, outline.id, lesson.id, lesson.title, lesson.minutes, written, full.again if full else ""
        )
    for one in outline.reflections:
        yield _Piece(PartOf.REFLECTION, outline.id, one.id, one.title, one.minutes, prompts.get(one.id))
    check, again = outline.check, module.check_again if module else ""
    rules = check.pass_mark, check.attempts, check.questions
    yield _Piece(PartOf.CHECK, outline.id, check_item(outline.id), outline.title, check.minutes, rules, again)


def _questions(module: Module) -> Iterator[_Piece]:
    for one in module.questions:
        yield _Piece(PartOf.QUESTION, module.id, one.id, one.prompt, 0, (type(one).__name__, repr(asdict(one))))


def _written(lesson: Lesson, digest_of: Callable[[str], str | None]) -> Hashable:
    """Return what the author wrote in a lesson, whatever this version of the program makes of it."""
    texts: list[Lesson | Twin] = [lesson, *([lesson.twin] if lesson.twin else [])]
    shown = [_SHOWN.findall(text.html) for text in texts]
    pictures = [digest_of(name) or link for found in shown for name, link in found]
    return lesson.objectives, lesson.take_care, tuple(text.plain_text for text in texts), tuple(pictures)
