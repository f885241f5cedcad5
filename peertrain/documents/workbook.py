"""A trainee's workbook: what each module asks a person to look at, try and write, with room to do it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from peertrain.documents.blocks import Block, height_of, space
from peertrain.documents.book import OPENING, SECTION, SMALL_HEADING, Book, Cover, Opening, Report, make_book
from peertrain.documents.composing import LABEL, LINE_STEP, QUIET, PictureFile
from peertrain.documents.paper import Paper
from peertrain.documents.reading import Heading, Paragraph, Part, Picture, Pull, Span, read_html, read_plain, words_of
from peertrain.domain.amounts import in_words
from peertrain.i18n import _

FEWEST_LINES, MOST_LINES = 4, 8
"""Lines below an exercise: more for a longer one."""
_WORDS_A_LINE = 14
REFLECTION_LINES = 12
"""The fewest lines for a reflection on its own page; with fewer left, the next page is all lines."""


@dataclass(frozen=True, slots=True)
class WorkLesson:
    """A lesson; `html` is its checked text, or that of its plain-language twin."""

    title: str
    take_care: str
    html: str


@dataclass(frozen=True, slots=True)
class WorkReflection:
    title: str
    minutes: int
    prompt: str
    take_care: str


@dataclass(frozen=True, slots=True)
class WorkModule:
    """A module with its lessons and reflections in the order of its way; `words` are terms with their meanings."""

    opening: Opening
    way: tuple[WorkLesson | WorkReflection, ...]
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    course: str
    version: str
    language: str
    plainly: bool
    modules: tuple[WorkModule, ...]
    pictures: Mapping[str, PictureFile]
    made_on: date


def make_workbook(workbook: Workbook, *, paper: Paper, report: Report) -> bytes:
    """Return the workbook as a tagged PDF."""
    cover = Cover(
        _("Trainee workbook"),
        workbook.course,
        workbook.version,
        _("in plain language") if workbook.plainly else "",
        (
            _("This book goes with the lessons: things to look at, to try and to write, module by module."),
            _(
                "What you write here is yours. Nobody collects it or marks it. Leave out the names of the people whom "
                "you support, and keep the book where nobody else reads it."
            ),
        ),
        owner=True,
    )

    def write(book: Book, report: Report) -> None:
        book.open([module.opening.title for module in workbook.modules])
        for number, module in enumerate(workbook.modules):
            report(number / len(workbook.modules), module.opening.title)
            _write_module(book, module)

    return make_book(
        write, cover, paper=paper, language=workbook.language, made_on=workbook.made_on, pictures=workbook.pictures,
        report=report,
    )  # fmt: skip


def _write_module(book: Book, module: WorkModule) -> None:
    book.begin_module(module.opening)
    book.text(_("The way through it"), SMALL_HEADING, role="H3", after=6)
    book.ticks([_named(one) for one in module.way])
    book.pages.turn()
    for one in module.way:
        if isinstance(one, WorkLesson):
            _write_lesson(book, one)
        else:
            _write_reflection(book, one)
    _write_key_points(book, module)
    _write_words(book, module.words)
    _write_notes(book)


def _named(one: WorkLesson | WorkReflection) -> str:
    if isinstance(one, WorkLesson):
        return one.title
    return _("Reflection: {title}").format(title=one.title)


def _write_lesson(book: Book, lesson: WorkLesson) -> None:
    kept = _with_headings(read_html(lesson.html))
    if not kept and not lesson.take_care:
        return
    above = [space(22), book.set.text(lesson.title, SECTION, book.place, role="H3"), space(8)]
    if lesson.take_care:
        above += [*book.care(lesson.take_care), space(14)]
    for part in kept:
        if isinstance(part, Heading):
            above += [space(6), book.set.text(part.text, SMALL_HEADING, book.place, role="H4"), space(6)]
            continue
        blocks = book.set.parts([part], book.place)
        lines = book.set.lines(_lines_after(part), book.place)
        _write_whole(book, [*above, *blocks, *lines])
        book.pages.place(space(20))
        above = []
    _write_whole(book, above)


def _lines_after(part: Part) -> int:
    """Return how many lines to write on follow a part: an exercise has some, and more where it is longer."""
    if isinstance(part, Pull) and part.kind == "try":
        return max(FEWEST_LINES, min(MOST_LINES, round(words_of(part.parts) / _WORDS_A_LINE)))
    return 0


def _with_headings(parts: Sequence[Part]) -> list[Part]:
    """Return the pictures, exercises and words of care of a lesson, each first one after its heading."""
    kept: list[Part] = []
    heading: Heading | None = None
    for part in parts:
        if isinstance(part, Heading):
            heading = part
        elif isinstance(part, Picture) or (isinstance(part, Pull) and part.kind in ("try", "care")):
            if heading is not None:
                kept.append(heading)
                heading = None
            kept.append(part)
    return kept


def _write_whole(book: Book, blocks: Sequence[Block]) -> None:
    """Write what belongs together, such as an exercise with its lines, on one page."""
    if height_of(blocks) > book.pages.room:
        _end_page(book)
    book.pages.place_all(blocks)


def _end_page(book: Book) -> None:
    """Begin a new page, unless one is begun; what is left of the old one is for notes."""
    if not book.pages.is_fresh:
        _write_notes(book)
        book.pages.turn()


def _write_notes(book: Book) -> None:
    """Rule what is left of the page for notes, where that is worth it."""
    blocks = [space(4), book.set.text(_("Notes"), LABEL, book.place)]
    count = int((book.pages.room - height_of(blocks)) // LINE_STEP)
    if count >= FEWEST_LINES:
        book.pages.place_all([*blocks, *book.set.lines(count, book.place)])


def _write_reflection(book: Book, reflection: WorkReflection) -> None:
    pages = book.pages
    _end_page(book)
    label = _("Reflection, about {minutes}").format(minutes=in_words(reflection.minutes))
    book.text(label, LABEL)
    book.text(reflection.title, OPENING, role="H3", after=8)
    pages.place_all([*book.set.parts(read_plain(reflection.prompt), book.place), space(12)])
    if reflection.take_care:
        pages.place_all([*book.care(reflection.take_care), space(12)])
    count = int(pages.room // LINE_STEP)
    pages.place_all(book.set.lines(count, book.place))
    if count < REFLECTION_LINES:
        pages.turn()
        pages.place_all(book.set.lines(int(pages.room // LINE_STEP), book.place))
    pages.turn()


def _write_key_points(book: Book, module: WorkModule) -> None:
    points = [
        (one.title, part)
        for one in module.way
        if isinstance(one, WorkLesson)
        for part in read_html(one.html)
        if isinstance(part, Pull) and part.kind == "remember"
    ]
    if not points:
        return
    _end_page(book)
    book.text(_("To remember"), OPENING, role="H3", after=4)
    book.text(module.opening.title, QUIET, after=14)
    for title, part in points:
        blocks = book.set.pulled(title, part.parts, book.place)
        book.pages.keep_together(blocks)
        book.pages.place_all([*blocks, space(13)])


def _write_words(book: Book, words: Sequence[tuple[str, str]]) -> None:
    if not words:
        return
    book.section(_("Words of this module"), room=120)
    for term, meaning in words:
        entry = Paragraph((Span(f"{term}: ", strong=True), Span(meaning)))
        book.pages.place_all([*book.set.parts([entry], book.place), space(7)])
