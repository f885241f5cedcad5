"""A facilitator's handbook: live sessions, role-play cards to cut out, what to talk about, and the checks with answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from peertrain.documents.answers import AnswerLine, asked
from peertrain.documents.blocks import Block, Type, height_of, space
from peertrain.documents.book import SMALL_HEADING, Book, Cover, Opening, Report, make_book
from peertrain.documents.composing import BODY, LABEL, QUIET, Place
from peertrain.documents.fonts import Face
from peertrain.documents.pages import SIDE
from peertrain.documents.paper import Paper
from peertrain.documents.reading import read_plain
from peertrain.documents.sheet import Colour, Element
from peertrain.domain.amounts import in_words, on_clock
from peertrain.domain.guides import Guide, LiveSession, LiveStep, RolePlay
from peertrain.domain.quizzes import Question, Scenario
from peertrain.i18n import _

_CARD = Type(10.5, Face.SANS)
_PADDING = 12.0
_CUT = (5.0, 4.0)
_CLOCK = 62.0
_MARK = 40.0
_PROMPT = Type(10.5, Face.SANS_SEMIBOLD)
_ANSWER, _FEEDBACK = Type(9.6, Face.SANS), Type(9.2, Face.SANS_ITALIC, Colour.SOFT)


@dataclass(frozen=True, slots=True)
class HandModule:
    """A module for its facilitator; `guide` None where nobody has written one.

    `check` says how the check goes; `taught_in` are the titles of lessons by id.
    """

    opening: Opening
    guide: Guide | None
    check: str
    questions: tuple[Question, ...]
    taught_in: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Handbook:
    course: str
    version: str
    language: str
    modules: tuple[HandModule, ...]
    made_on: date


def make_handbook(handbook: Handbook, *, paper: Paper, report: Report) -> bytes:
    """Return the handbook as a tagged PDF."""
    cover = Cover(
        _("Facilitator handbook"),
        handbook.course,
        handbook.version,
        "",
        (
            _("For those who hold the live sessions: a plan for each module, with what to prepare, do and say."),
            _(
                "Each role play has three cards on a page of its own: cut them out along the dashed lines, and give "
                "each player one. Who plays, and who passes, is always that person's own choice."
            ),
            _("This book holds the answers to the checks. Do not hand it to trainees."),
        ),
    )

    def write(book: Book, report: Report) -> None:
        book.open([module.opening.title for module in handbook.modules])
        for number, module in enumerate(handbook.modules):
            report(number / len(handbook.modules), module.opening.title)
            _write_module(book, module)

    return make_book(
        write, cover, paper=paper, language=handbook.language, made_on=handbook.made_on, pictures={}, report=report
    )


def _write_module(book: Book, module: HandModule) -> None:
    book.begin_module(module.opening)
    if module.guide is None:
        book.text(_("Nobody has written a guide for the live session of this module yet."), BODY)
    else:
        _write_guide(book, module.guide)
    _write_check(book, module)


def _write_guide(book: Book, guide: Guide) -> None:
    _write_session(book, guide.live)
    for title, sentences, numbered in (
        (_("To talk about"), guide.discussion, True),
        (_("What to watch for"), guide.watch_for, False),
    ):
        if sentences:
            book.section_of(title, sentences, numbered=numbered)
    for number, play in enumerate(guide.role_plays, start=1):
        _write_cards(book, number, play)


# The live session


def _write_session(book: Book, session: LiveSession) -> None:
    book.section(_("The live session, {minutes}").format(minutes=in_words(session.minutes)))
    book.text(session.aim, BODY, after=10)
    if session.prepare:
        book.text(_("Prepare"), SMALL_HEADING, role="H4", after=5)
        book.ticks(session.prepare)
    book.pages.place(space(16))
    _write_steps(book, session.steps)


def _write_steps(book: Book, steps: Sequence[LiveStep]) -> None:
    """Write the steps as a table; each page says what its columns are and which step goes on there."""
    pages, table, begun = book.pages, Element("Table"), 0
    head, rule = list(_head(book, table)), _rule(book, Colour.HAIR, 0.5)
    pages.keep_together(head, more=110)
    pages.place_all(head)
    for step in steps:
        name, *rest = _row(book, table, step, begun)
        pages.repeat(*head)
        pages.keep_together([rule, name, *rest[:2]])
        pages.place_all([name] if pages.is_fresh or not begun else [rule, name])
        goes_on = replace(step, title=_("{title} (continued)").format(title=step.title))
        pages.repeat(*head, next(_row(book, table, goes_on, begun)))
        pages.place_all(rest)
        begun += step.minutes
    pages.repeat()
    if pages.room >= rule.height:
        pages.place(rule)


def _head(book: Book, table: Element) -> Iterator[Block]:
    row = Element("TR")
    clock = book.set.text(_("Time"), LABEL, _cell(book, table, row, Element("TH", scope="Column"), clock=True))
    what = book.set.text(_("What you do and say"), LABEL, _cell(book, table, row, Element("TH", scope="Column")))
    yield _side_by_side(clock, what)
    yield _rule(book, Colour.PINE, 0.9)


def _row(book: Book, table: Element, step: LiveStep, begun: int) -> Iterator[Block]:
    row = Element("TR")
    clock = _cell(book, table, row, Element("TH", scope="Row"), clock=True)
    times = _("{begin} to {end}").format(begin=on_clock(begun), end=on_clock(begun + step.minutes))
    left = [book.set.text(times, replace(LABEL, size=10), clock), book.set.text(in_words(step.minutes), QUIET, clock)]
    right = _cell(book, table, row, Element("TD"))
    title = book.set.text(step.title, replace(BODY, face=Face.SANS_SEMIBOLD), right)
    yield _side_by_side(left[0], title)
    first, *rest = book.set.parts(read_plain(step.do), right)
    yield _side_by_side(left[1], first) if not first.pieces else _with_first(left[1], first)
    yield from rest


def _with_first(left: Block, block: Block) -> Block:
    first, *rest = block.pieces
    return replace(_side_by_side(left, block), pieces=(_side_by_side(left, first), *rest))


def _cell(book: Book, table: Element, row: Element, cell: Element, *, clock: bool = False) -> Place:
    place = book.place
    if clock:
        return Place(place.x, _CLOCK + 14, (table, row, cell))
    return Place(place.x + _CLOCK + 20, place.measure - _CLOCK - 20, (table, row, cell))


def _side_by_side(left: Block, right: Block) -> Block:
    def draw(top: float) -> None:
        left.draw(top)
        right.draw(top)

    return Block(max(left.height, right.height), draw)


def _rule(book: Book, colour: Colour, weight: float) -> Block:
    def draw(top: float) -> None:
        book.sheet.line(SIDE, top - 6, SIDE + book.pages.measure, top - 6, colour=colour, weight=weight)

    return Block(14, draw)


# Role plays


def _write_cards(book: Book, number: int, play: RolePlay) -> None:
    """Write the three cards of a role play, each with a dashed line to cut along."""
    book.pages.turn()
    book.text(_("Role play {number}").format(number=number), LABEL)
    book.text(play.title, Type(18, Face.SERIF_SEMIBOLD, Colour.PINE), role="H3", after=10)
    for heading, words in (
        (_("You practise"), play.peer),
        (_("You play the person"), play.person),
        (_("You watch"), play.watch),
    ):
        card = _card(book, heading, play, words)
        book.pages.keep(card.height)
        book.pages.place(card)
        book.pages.place(space(12))


def _card(book: Book, heading: str, play: RolePlay, words: str) -> Block:
    place = Place(SIDE + _PADDING, book.pages.measure - 2 * _PADDING, (Element("Sect"),))
    title = book.set.text(heading, replace(LABEL, size=11), place, role="H4")
    about = book.set.text(play.title, QUIET, place)
    inside = [
        title,
        about,
        space(5),
        *book.set.parts(read_plain(play.scene), place, type=replace(_CARD, face=Face.SANS_ITALIC)),
        space(6),
        *book.set.parts(read_plain(words), place, type=_CARD),
    ]
    high = height_of(inside) + 2 * _PADDING

    def draw(top: float) -> None:
        box = (SIDE, top - high, SIDE + book.pages.measure, top)
        book.sheet.frame(box, colour=Colour.SOFT, weight=0.8, dash=_CUT)
        top -= _PADDING
        for block in inside:
            block.draw(top)
            top -= block.height

    return Block(high, draw)


# The check


def _write_check(book: Book, module: HandModule) -> None:
    if not module.questions:
        return
    book.pages.turn()
    book.section(_("The check, with its answers"))
    book.text(module.check, BODY, after=6)
    for number, question in enumerate(module.questions, start=1):
        _write_question(book, number, question, module.taught_in.get(question.lesson, ""))


def _write_question(book: Book, number: int, question: Question, lesson: str) -> None:
    label = book.set.text(_("Question {number}").format(number=number), LABEL, book.place, role="H4")
    about = _("{competency}, taught in “{lesson}”").format(competency=question.competency, lesson=lesson)
    above = [label, book.set.text(about, replace(QUIET, size=8.5), book.place), space(3)]
    if isinstance(question, Scenario):
        above += [*book.set.parts(read_plain(question.scene), book.place, type=_CARD), space(5)]
    book.pages.place(space(17))
    goes_on, again = above, _("Question {number} (continued)").format(number=number)
    for one in asked(question):
        prompt = book.set.parts(read_plain(one.prompt), book.place, type=_PROMPT)
        answers = list(_answers(book, one.answers))
        blocks = [*prompt, space(5), *answers]
        book.pages.keep_together([*above, *blocks])
        book.pages.place_all([*(goes_on if book.pages.is_fresh else above), *blocks])
        above, goes_on = [space(4)], [book.set.text(again, LABEL, book.place), space(3)]


def _answers(book: Book, answers: Sequence[AnswerLine]) -> Iterator[Block]:
    whole = Element("L")
    for answer in answers:
        entry = Element("LI")
        body = book.place.inset(_MARK, whole, entry, Element("LBody"))
        type = replace(_ANSWER, face=Face.SANS_SEMIBOLD) if answer.right else _ANSWER
        lines = [book.set.text(answer.text, type, body)]
        if answer.feedback:
            lines.append(book.set.text(answer.feedback, _FEEDBACK, body))
        mark = Place(book.place.x, _MARK, (*book.place.within, whole, entry))
        colour = Colour.PINE if answer.right else Colour.SOFT
        label = book.set.text(answer.mark, replace(type, colour=colour), mark, role="Lbl")
        yield _together(label, lines)
        yield space(4)


def _together(label: Block, lines: Sequence[Block]) -> Block:
    def draw(top: float) -> None:
        label.draw(top)
        for line in lines:
            line.draw(top)
            top -= line.height

    return Block(max(label.height, height_of(lines)), draw)
