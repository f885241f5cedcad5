"""A course that is being written, as its trainees will see it; it is read from its folder, and nothing of it is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from peertrain.courseware.compiled import CompiledCourse, GlossaryTerm, Lesson, Module, Reflection, SourceWork
from peertrain.courseware.contrast import TextContrast, lowest
from peertrain.courseware.figures import LessonFigures, lesson_figures
from peertrain.courseware.folder import DEEPEST, MOST_FILES
from peertrain.courseware.isolation import draft_in_a_process
from peertrain.courseware.mistakes import CourseMistake
from peertrain.courseware.parts import shown_assets
from peertrain.domain.amounts import Minutes
from peertrain.domain.curriculum import ModuleOutline
from peertrain.domain.guides import Guide
from peertrain.domain.learning import ItemKind
from peertrain.domain.pathway import Step, steps
from peertrain.domain.quizzes import Question

WORDS_A_MINUTE = 180
SHORT_ALTERNATIVE = 40
"""Letters below which a text alternative hardly says what a picture shows."""

_IMAGE = re.compile(r"<img\b[^>]*>")
_ALTERNATIVE = re.compile(r'\balt="([^"]*)"')

Mistake = CourseMistake
"""What is wrong in a file, or advice about it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of a course on its page: a step of a module, or with `guide` the guide for its live session.

    One of `lesson`, `reflection`, `questions` and `guide` fills it; none where its file has mistakes.
    """

    id: str
    module: ModuleOutline
    step: Step | None
    sources: tuple[SourceWork, ...] = ()
    lesson: Lesson | None = None
    reflection: Reflection | None = None
    questions: tuple[Question, ...] = ()
    guide: Guide | None = None
    take_care: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A course in a folder: its parts in order, what is wrong in it, and what its lessons show and explain.

    `found` has mistakes first, then advice; `contrasts` is as in a `Draft`.
    """

    folder: Path
    title: str
    parts: tuple[Shown, ...]
    found: tuple[Mistake, ...]
    pictures: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    terms: Mapping[str, GlossaryTerm] = field(default_factory=dict)
    contrasts: Mapping[str, TextContrast | None] = field(default_factory=dict)

    @property
    def mistakes(self) -> int:
        return sum(not one.advice for one in self.found)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a lesson comes to; minutes at `WORDS_A_MINUTE`, and the alternatives of its pictures that are short.

    `faintest` is the text in its pictures that stands out least, and `unknown` names those that nobody can say it of.
    """

    figures: LessonFigures
    minutes: Minutes
    twin_minutes: Minutes | None
    pictures: int
    short_alternatives: tuple[str, ...]
    faintest: TextContrast | None
    unknown: tuple[str, ...]


def read(folder: Path) -> Preview:
    """Return the course in a folder as it is now; this takes a second or more and no seat.

    Raises Refused for one that cannot be read to its end.
    """
    draft = draft_in_a_process(folder)
    course = draft.course
    found = tuple(sorted(draft.found, key=lambda one: one.advice))
    if course is None:
        return Preview(folder, folder.name, (), found)
    return Preview(
        folder, course.outline.title or folder.name, _parts(course), found,
        {name: (asset.media_type, asset.data) for name, asset in course.assets.items()},
        {term.id: term for term in course.glossary}, draft.contrasts,
    )  # fmt: skip


def _parts(course: CompiledCourse) -> tuple[Shown, ...]:
    pairs = zip(course.outline.modules, course.modules, strict=True)
    return tuple(part for outline, module in pairs for part in _module(outline, module))


def _module(outline: ModuleOutline, module: Module) -> list[Shown]:
    lessons = {one.id: one for one in module.lessons}
    reflections = {one.id: one for one in module.reflections}
    found = []
    for step in steps(outline):
        found.append(
            Shown(
                step.item_id, outline, step, module.sources, lessons.get(step.item_id), reflections.get(step.item_id),
                module.questions if step.kind is ItemKind.CHECK else (), None, module.take_care,
            )
        )  # fmt: skip
    guide = [Shown(f"{module.id}.guide", outline, None, guide=module.guide)] if module.guide else []
    return [*found, *guide]


def measured(lesson: Lesson, contrasts: Mapping[str, TextContrast | None]) -> Measured:
    """Return what a lesson comes to, for its author to weigh."""
    shown = shown_assets(lesson)
    figures = lesson_figures(lesson)
    images = _IMAGE.findall(lesson.html + (lesson.twin.html if lesson.twin else ""))
    alternatives = [unescape(found[1]) if (found := _ALTERNATIVE.search(image)) else "" for image in images]
    return Measured(
        figures,
        -(-figures.words // WORDS_A_MINUTE),
        -(-figures.twin_words // WORDS_A_MINUTE) if figures.twin_words is not None else None,
        len(images),
        tuple(one for one in alternatives if len(one.strip()) < SHORT_ALTERNATIVE),
        lowest(tuple(one for name in shown if (one := contrasts.get(name)) is not None)),
        tuple(name.partition(".")[2] for name in shown if name not in contrasts),
    )


def files_of(folder: Path) -> tuple[str, ...]:
    """Return the folders and files of a course that may change, no more than a course can have."""
    found, waiting = [str(folder)], [(folder, 0)]
    while waiting and len(found) < MOST_FILES:
        here, depth = waiting.pop()
        try:
            entries = sorted(here.iterdir())
        except OSError:  # gone meanwhile, or not to be read: the checker says so
            continue
        for entry in entries:
            if not entry.name.startswith(".") and not entry.is_symlink():
                found.append(str(entry))
                if entry.is_dir() and depth < DEEPEST:
                    waiting.append((entry, depth + 1))
    beside = folder.parent / "competencies.yaml"
    return (*found[:MOST_FILES], *([str(beside)] if beside.is_file() else []))
