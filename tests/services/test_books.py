"""Workbooks and handbooks of an installed course, read back by other programs."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from peertrain.courseware.archive import pack
from peertrain.courseware.compiled import CompiledCourse
from peertrain.domain.errors import Refused
from peertrain.domain.guides import LiveStep
from peertrain.places import shipped_courses
from peertrain.services import books
from tests.documents.judges import archival_faults, output_of, pictures_of
from tests.office import Office
from tests.teaching import adopt, shipped_course, small_course

ON = date(2026, 11, 22)
CHOSEN = ("empathy", "boundaries")


@cache
def two_modules() -> CompiledCourse:
    course = shipped_course()
    return replace(course, modules=tuple(one for one in course.modules if one.id in CHOSEN))


def quiet(_share: float, _at: str) -> None:
    """Report to nobody."""


@cache
def workbook(*, plainly: bool = False, paper: books.Paper = books.Paper.LETTER) -> bytes:
    return books.draw_workbook(two_modules(), plainly=plainly, paper=paper, made_on=ON, report=quiet)


@cache
def handbook() -> bytes:
    return books.draw_handbook(two_modules(), paper=books.Paper.A4, made_on=ON, report=quiet)


@pytest.fixture(scope="module", params=["workbook", "plain workbook", "handbook"])
def book(request: pytest.FixtureRequest) -> bytes:
    makers = {"workbook": workbook, "plain workbook": lambda: workbook(plainly=True), "handbook": handbook}
    return makers[request.param]()


def read(pdf: bytes, tmp_path: Path) -> list[str]:
    """Return the words of each page."""
    (tmp_path / "book.pdf").write_bytes(pdf)
    pages = output_of("pdftotext", "-layout", tmp_path / "book.pdf", "-").split("\f")[:-1]
    return [" ".join(page.split()) for page in pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_a_book_is_archival_tagged_and_numbered(book: bytes, tmp_path: Path) -> None:
    assert archival_faults(book) == []
    pages = read(book, tmp_path)
    assert 20 < len(pages) < 60
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert "Tagged: yes" in " ".join(output_of("pdfinfo", tmp_path / "book.pdf").split())
    assert "No syntax" in output_of("qpdf", "--check", tmp_path / "book.pdf")


def test_the_contents_name_the_page_on_which_each_module_begins(book: bytes, tmp_path: Path) -> None:
    pages = read(book, tmp_path)
    for title in ("Empathy", "Boundaries"):
        (number,) = re.findall(rf"\d\. {title}\W+(\d+)", pages[1])
        assert title in pages[int(number) - 1]
        assert "Module" in pages[int(number) - 1]


def test_words_stay_inside_the_margins(book: bytes, tmp_path: Path) -> None:
    (tmp_path / "book.pdf").write_bytes(book)
    output_of("pdftotext", "-bbox", tmp_path / "book.pdf", tmp_path / "boxes.html")
    text = (tmp_path / "boxes.html").read_text()
    wide, high = map(float, re.findall(r'<page width="([\d.]+)" height="([\d.]+)"', text)[0])
    words = [
        list(map(float, found)) for found in re.findall(r'<word xMin="(.*)" yMin="(.*)" xMax="(.*)" yMax="(.*)"', text)
    ]
    assert words
    assert all(
        left > 50 and right < wide - 50 and bottom < high - 20 and top > 20 for left, top, right, bottom in words
    )


def test_the_table_of_a_session_has_its_head_on_each_of_its_pages(tmp_path: Path) -> None:
    pages = read(handbook(), tmp_path)
    for module in two_modules().modules:
        assert module.guide is not None
        steps = module.guide.live.steps
        first, last = (
            next(number for number, page in enumerate(pages) if "What you do and say" in page and step.title in page)
            for step in (steps[0], steps[-1])
        )
        assert last > first
        assert all(page.startswith("Time What you do and say") for page in pages[first + 1 : last + 1])


def test_a_step_that_goes_on_over_the_page_says_there_which_it_is(tmp_path: Path) -> None:
    (module, *_others) = small_course(tmp_path).modules
    assert module.guide is not None
    long = LiveStep(
        title="A long talk", minutes=module.guide.live.minutes, do="\n\n".join(["Say what you see. " * 30] * 20)
    )
    guide = replace(module.guide, live=replace(module.guide.live, steps=(long,)))
    course = replace(small_course(tmp_path), modules=(replace(module, guide=guide),))
    pages = read(books.draw_handbook(course, paper=books.Paper.LETTER, made_on=ON, report=quiet), tmp_path)
    after = [page for page in pages if "A long talk (continued)" in page]
    assert after
    assert all(page.startswith("Time What you do and say") and "0:00 to" in page for page in after)


def test_no_page_of_a_handbook_begins_among_the_answers_of_a_question(tmp_path: Path) -> None:
    pages = read(handbook(), tmp_path)
    assert sum("Question" in page for page in pages) > 10
    assert not [page for page in pages if page.startswith(("Right", "Wrong", "Pair", "If "))]


def test_no_page_of_a_workbook_begins_with_lines_of_an_exercise_on_the_page_before(tmp_path: Path) -> None:
    (tmp_path / "book.pdf").write_bytes(workbook())
    output_of("pdftotext", "-bbox", tmp_path / "book.pdf", tmp_path / "boxes.html")
    _head, _cover, *pages = (tmp_path / "boxes.html").read_text().split("<page ")
    assert len(pages) > 20
    assert all(min(map(float, re.findall(r'yMin="([\d.]+)"', page))) < 100 for page in pages)


@pytest.mark.parametrize("plainly", [False, True])
def test_a_workbook_holds_every_reflection_exercise_picture_and_key_point(plainly: bool, tmp_path: Path) -> None:
    pdf = workbook(plainly=plainly)
    text = squeezed("".join(read(pdf, tmp_path)))
    shown = set(pictures_of(pdf))
    for module in two_modules().modules:
        for reflection in module.reflections:
            assert squeezed(reflection.title) in text
            assert squeezed(reflection.prompt.split()[0]) in text
        for lesson in module.lessons:
            html = lesson.twin.html if plainly and lesson.twin else lesson.html
            assert squeezed(lesson.title) in text
            assert all(alt in shown for alt in re.findall(r'alt="([^"&]*)"', html))
            for kind in ("try", "remember"):
                for body in re.findall(rf'class="pull-{kind}".*?</p>\s*<p>([^<&]+)', html):
                    assert squeezed(body)[:25] in text


def test_pictures_are_lines_and_letters_and_not_dots(tmp_path: Path) -> None:
    (tmp_path / "book.pdf").write_bytes(workbook())
    assert len(output_of("pdfimages", "-list", tmp_path / "book.pdf").splitlines()) == 2
    assert len(pictures_of(workbook())) >= 8


def test_a_handbook_holds_every_step_card_and_answer(tmp_path: Path) -> None:
    pages = read(handbook(), tmp_path)
    text = squeezed("".join(pages))
    for module in two_modules().modules:
        assert module.guide is not None
        for step in module.guide.live.steps:
            assert squeezed(step.title) in text
        for scene in module.guide.role_plays:
            (page,) = [page for page in pages if "Role play" in page and scene.title in page]
            assert all(card in page for card in ("You practise", "You play the person", "You watch"))
        for sentence in (*module.guide.discussion, *module.guide.watch_for):
            assert squeezed(sentence)[:25] in text
        for question in module.questions:
            assert squeezed(question.prompt)[:20] in text
    assert "0:00 to 0:05" in " ".join(pages)
    struct = output_of("pdfinfo", "-struct-text", tmp_path / "book.pdf")
    assert struct.count("Table") >= 2
    assert struct.count("TR") >= sum(len(one.guide.live.steps) for one in two_modules().modules if one.guide)


def test_every_type_of_question_has_its_answers_in_the_handbook(tmp_path: Path) -> None:
    course = small_course(tmp_path)
    course = replace(course, modules=tuple(replace(one, guide=None) for one in course.modules))
    pdf = books.draw_handbook(course, paper=books.Paper.LETTER, made_on=ON, report=quiet)
    text = " ".join(read(pdf, tmp_path))
    assert "Nobody has written a guide" in text
    for words in (
        "Right It hurt.",
        "Wrong Cheer up.",
        "Wrong True",
        "Right False",
        "Pair l1 – r1",
        "1. listen",
        "If right",
        "If not",
    ):
        assert words in text


def test_the_same_course_makes_the_same_book_every_time(tmp_path: Path) -> None:
    course = small_course(tmp_path)

    def made() -> bytes:
        return books.draw_workbook(course, plainly=False, paper=books.Paper.A4, made_on=ON, report=quiet)

    assert made() == made()


def test_drawing_says_how_far_it_is_and_can_be_stopped_there() -> None:
    said: list[float] = []

    def stop(share: float, _at: str) -> None:
        said.append(share)
        if len(said) > 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        books.draw_handbook(two_modules(), paper=books.Paper.A4, made_on=ON, report=stop)
    assert said == sorted(said)
    assert 0 <= min(said) <= max(said) <= 1


def test_an_installed_course_makes_the_books_that_its_folder_makes(office: Office) -> None:
    course = replace(shipped_course(), source=pack(shipped_courses()[0]))
    adopt(office, course)
    digest = course.outline.digest
    kept = office.ask("Marcus", lambda seat: books.stored(seat, digest=digest))
    found = books.opened(kept, modules=CHOSEN)
    made = books.draw_workbook(found, plainly=False, paper=books.Paper.LETTER, made_on=ON, report=quiet)
    assert made == workbook()
    kept = office.ask("Renee", lambda seat: books.stored(seat, digest=digest, for_facilitators=True))
    found = books.opened(kept, modules=CHOSEN)
    assert books.draw_handbook(found, paper=books.Paper.A4, made_on=ON, report=quiet) == handbook()


def test_a_trainee_gets_neither_the_handbook_nor_a_guide(office: Office) -> None:
    digest = adopt(office, shipped_course()).digest
    with pytest.raises(Refused, match="holds the answers"):
        office.ask("Marcus", lambda seat: books.stored(seat, digest=digest, for_facilitators=True))
    with pytest.raises(Refused, match="holds the answers"):
        office.ask("Marcus", lambda seat: books.guide(seat, digest=digest, module_id="empathy"))
    kept = office.ask("Marcus", lambda seat: books.stored(seat, digest=digest))
    assert not [kind for kind, _name in kept.parts if kind in ("guide", "questions")]
    guide = office.ask("Renee", lambda seat: books.guide(seat, digest=digest, module_id="empathy"))
    assert guide == next(one.guide for one in shipped_course().modules if one.id == "empathy")


def test_a_course_that_is_not_in_use_makes_books_for_coordinators_only(office: Office) -> None:
    from peertrain.services import courses

    office.do("Dana", lambda seat: courses.install_course(seat, course=shipped_course()))
    assert [one.title for one in office.ask("Dana", books.courses_to_print)] == ["Peer Specialist Core"]
    assert office.ask("Renee", books.courses_to_print) == ()
    with pytest.raises(Refused, match="not in use"):
        office.ask("Renee", lambda seat: books.stored(seat, digest=shipped_course().outline.digest))
