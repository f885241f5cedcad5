"""Searching finds what the course teaches and what one has written oneself, and shows nobody else's writing."""

from pathlib import Path

import pytest
from sqlalchemy import text

from peertrain.courseware.compiled import Heading, Twin
from peertrain.courseware.sections import Section, sections
from peertrain.services import courses, reflections, search
from peertrain.services.search import Found, Kind
from tests.office import PASSPHRASES, Office
from tests.teaching import adopt, put_to_use, small_course

COURSE = "small-course"


@pytest.fixture
def small(office: Office, tmp_path: Path) -> Office:
    adopt(office, small_course(tmp_path))
    office.do("Marcus", search.make_ready)
    return office


def found(office: Office, name: str, typed: str, *, own: bool = True) -> list[tuple[Kind, str]]:
    return [(one.kind, one.name) for one in looked(office, name, typed, own=own)]


def looked(office: Office, name: str, typed: str, *, own: bool = True) -> tuple[Found, ...]:
    return office.ask(name, lambda seat: search.search(seat, typed=typed, own=own))


def page(text: str, *headings: Heading, html: str = "") -> Twin:
    return Twin(html, headings, 0, text)


def test_a_lesson_is_in_sections_below_its_headings() -> None:
    said = page("Before.\n\nOne\n\nA.\n\nB.\n\nTwo\n\nC.", Heading(2, "One", "one"), Heading(3, "Two", "two"))
    assert list(sections(said)) == [
        Section("", "Before.", ""),
        Section("One", "A.\n\nB.", ""),
        Section("Two", "C.", ""),
    ]
    assert list(sections(page("Only this."))) == [Section("", "Only this.", "")]
    assert list(sections(page(""))) == []


def test_what_the_pictures_of_a_section_show_is_no_part_of_its_text() -> None:
    html = '<p><img src="asset:m.one.svg" alt="A house &amp; a &quot;tree&quot;."></p><p>A tree.</p>'
    assert list(sections(page('A house & a "tree".\n\nA tree.', html=html))) == [
        Section("", "A tree.", 'A house & a "tree".')
    ]


def test_lessons_twins_terms_and_competencies_are_found(small: Office) -> None:
    assert found(small, "Marcus", "sympathy") == [(Kind.TERM, "sympathy"), (Kind.COMPETENCY, "CC1.5")]
    assert (Kind.TWIN, "empathy.being-heard") in found(small, "Marcus", "feel with person")
    assert (Kind.COMPETENCY, "CC1.1") in found(small, "Marcus", "CC1.1")
    hits = looked(small, "Marcus", "hear first")
    [lesson] = [one for one in hits if one.kind is Kind.LESSON and one.heading == (("A heading", False),)]
    assert (lesson.course_id, lesson.module_id, lesson.item_id) == (COURSE, "empathy", "empathy.being-heard")
    assert (lesson.under, lesson.words) == ("Empathy", ("heard", "Hear", "first"))


def test_what_only_a_picture_shows_is_found_and_said_to_be_in_a_picture(small: Office) -> None:
    [lesson] = [one for one in looked(small, "Marcus", "overlapping circles") if one.kind is Kind.LESSON]
    assert (lesson.item_id, lesson.in_picture) == ("empathy.being-heard", True)
    assert ("overlapping", True) in lesson.excerpt
    [seen] = [one for one in looked(small, "Marcus", "where we meet") if one.kind is Kind.LESSON]
    assert not seen.in_picture
    assert "overlapping" not in "".join(words for words, _fits in seen.excerpt)


def test_a_term_leads_to_the_lesson_that_teaches_it(small: Office) -> None:
    term = looked(small, "Marcus", "sympathy")[0]
    assert (term.item_id, term.under) == ("empathy.hearing", "Empathy")


def test_everybody_finds_their_own_writing_and_nobody_elses(small: Office) -> None:
    for name, words in (("Marcus", "The heron by the river."), ("Aisha", "A heron over the harbour.")):
        small.do(
            name,
            lambda seat, words=words: reflections.keep_note(
                seat, course_id=COURSE, lesson_id="empathy.hearing", text=words
            ),
        )
    [note] = looked(small, "Marcus", "heron")
    assert (note.kind, note.item_id, note.title) == (Kind.NOTE, "empathy.hearing", (("Hearing", False),))
    assert "river" in "".join(words for words, _fits in note.excerpt)
    assert found(small, "Renee", "heron") == []
    assert found(small, "Marcus", "heron", own=False) == []


def test_private_writing_never_comes_into_the_index(small: Office) -> None:
    small.do(
        "Marcus",
        lambda seat: reflections.keep_note(seat, course_id=COURSE, lesson_id="empathy.hearing", text="kingfisher"),
    )
    small.do("Marcus", search.make_ready)
    found(small, "Marcus", "kingfisher")
    count = text("SELECT count(*) FROM passages WHERE passages MATCH 'kingfisher'")
    assert small.ask("Marcus", lambda seat: seat.connection.execute(count).scalar_one()) == 0


def test_a_course_that_was_there_before_is_indexed_when_somebody_first_searches(office: Office, tmp_path: Path) -> None:
    adopt(office, small_course(tmp_path))
    assert not office.ask("Renee", search.is_ready)
    office.do("Renee", search.make_ready)
    assert office.ask("Renee", search.is_ready)
    assert found(office, "Renee", "only one paragraph") == [(Kind.LESSON, "empathy.hearing")]


def test_only_the_version_in_use_is_found(small: Office, tmp_path: Path) -> None:
    newer = small_course(tmp_path, "1.1.0")
    small.do("Dana", lambda seat: courses.install_course(seat, course=newer))
    put_to_use(small, newer.outline.digest)
    small.do("Marcus", search.make_ready)
    assert found(small, "Marcus", "only one paragraph") == [(Kind.LESSON, "empathy.hearing")]
    small.do(
        "Dana",
        lambda seat: courses.retire_course(
            seat, course_id=COURSE, version="1.1.0", reason="Over.", passphrase=PASSPHRASES["Dana"]
        ),
    )
    small.do(
        "Dana",
        lambda seat: courses.retire_course(
            seat, course_id=COURSE, version="1.0.0", reason="Over.", passphrase=PASSPHRASES["Dana"]
        ),
    )
    small.do("Marcus", search.make_ready)
    assert found(small, "Marcus", "only one paragraph") == []
