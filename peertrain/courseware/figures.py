"""What a course comes to in figures: words, time, reading grades, and how its questions are spread."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from peertrain.courseware.compiled import CompiledCourse, Lesson, Module
from peertrain.courseware.reading_grade import reading_grade
from peertrain.domain.amounts import Minutes
from peertrain.domain.curriculum import ModuleOutline
from peertrain.domain.quizzes import Answer, Multiple, Question, Scenario, Single


@dataclass(frozen=True, slots=True)
class LessonFigures:
    """A lesson: words and reading grade of its text and of its plain-language twin, None where it has none."""

    id: str
    minutes: Minutes
    words: int
    grade: float
    twin_words: int | None
    twin_grade: float | None


@dataclass(frozen=True, slots=True)
class ModuleFigures:
    """A module; `live` is the part of its minutes that is spent together."""

    id: str
    title: str
    minutes: Minutes
    live: Minutes
    lessons: tuple[LessonFigures, ...]
    pictures: int
    reflections: int
    questions: int
    role_plays: int

    @property
    def words(self) -> int:
        return sum(one.words for one in self.lessons)


@dataclass(frozen=True, slots=True)
class BankFigures:
    """All questions, counted; `positions` says where the right one of 2, 3, 4… answers stands, over single choices.

    `longest` and `shortest` count the choices whose right answer is longer or shorter than every other one.
    """

    questions: int
    types: Counter[str]
    difficulties: Counter[str]
    domains: Counter[str]
    competencies: Counter[str]
    choices: int
    positions: Counter[int]
    longest: int
    shortest: int


@dataclass(frozen=True, slots=True)
class CourseFigures:
    """A course; `domains` are its minutes by domain."""

    title: str
    version: str
    modules: tuple[ModuleFigures, ...]
    domains: Counter[str]
    bank: BankFigures

    @property
    def minutes(self) -> Minutes:
        return sum(one.minutes for one in self.modules)

    @property
    def live(self) -> Minutes:
        return sum(one.live for one in self.modules)

    @property
    def lessons(self) -> tuple[LessonFigures, ...]:
        return tuple(lesson for module in self.modules for lesson in module.lessons)


def course_figures(course: CompiledCourse) -> CourseFigures:
    """Count everything in a course."""
    outline = course.outline
    domains: Counter[str] = Counter()
    for one in outline.modules:
        domains.update(one.domains)
    pictures = Counter(name.partition(".")[0] for name in course.assets)
    modules = tuple(
        _module(about, module, pictures[module.id])
        for about, module in zip(outline.modules, course.modules, strict=True)
    )
    return CourseFigures(outline.title, outline.version, modules, domains, _bank(course.modules))


def _module(about: ModuleOutline, module: Module, pictures: int) -> ModuleFigures:
    role_plays = len(module.guide.role_plays) if module.guide else 0
    return ModuleFigures(
        module.id, about.title, about.minutes, about.live, tuple(lesson_figures(one) for one in module.lessons),
        pictures, len(module.reflections), len(module.questions), role_plays,
    )  # fmt: skip


def lesson_figures(lesson: Lesson) -> LessonFigures:
    """Count the words of a lesson and of its twin, and grade both."""
    twin = lesson.twin
    return LessonFigures(
        lesson.id, lesson.minutes, lesson.words, reading_grade(lesson.plain_text),
        twin.words if twin else None, reading_grade(twin.plain_text) if twin else None,
    )  # fmt: skip


def _bank(modules: Iterable[Module]) -> BankFigures:
    modules = tuple(modules)
    questions = [question for module in modules for question in module.questions]
    tags = [tag for module in modules for tag in module.tags]
    keyed = [answers for question in questions for answers in single_choices(question)]
    return BankFigures(
        len(questions),
        Counter(type(one).__name__ for one in questions),
        Counter(one.difficulty for one in tags),
        Counter(one.domain for one in tags),
        Counter(one.competency for one in questions),
        len(keyed),
        Counter(key_place(answers) + 1 for answers in keyed),
        sum(key_length(answers) > 0 for answers in keyed),
        sum(key_length(answers) < 0 for answers in keyed),
    )


def single_choices(question: Question) -> Iterator[tuple[Answer, ...]]:
    """Yield the answers of each choice of a question in which exactly one of them is right."""
    if not isinstance(question, Multiple):
        yield from (answers for answers in choices(question) if sum(answer.right for answer in answers) == 1)


def choices(question: Question) -> Iterator[tuple[Answer, ...]]:
    """Yield the answers of each choice that a question asks for."""
    if isinstance(question, Single | Multiple | Scenario):
        yield question.answers
    if isinstance(question, Scenario) and question.follow_up is not None:
        yield question.follow_up.answers


def key_place(answers: Sequence[Answer]) -> int:
    """Return the place of the right answer, counted from 0."""
    return next(place for place, answer in enumerate(answers) if answer.right)


def key_length(answers: Sequence[Answer]) -> int:
    """Return 1 where the right answer is longer than every other one, -1 where it is shorter, else 0."""
    key = next(len(answer.text) for answer in answers if answer.right)
    others = [len(answer.text) for answer in answers if not answer.right]
    return (key > max(others)) - (key < min(others)) if others else 0
