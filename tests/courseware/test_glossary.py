"""A glossary explains its terms, and each lesson links them where they stand first in running text."""

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.courseware.compiled import CompiledCourse, GlossaryTerm, Lesson, Module
from peertrain.courseware.compiler import compile_course
from peertrain.courseware.glossary import link_terms
from peertrain.courseware.parts import GLOSSARY, glossary_from, parts_of
from tests.courseware.small_course import Change


def term(name: str, *forms: str) -> GlossaryTerm:
    return GlossaryTerm(name.casefold().replace(" ", "-"), name, forms, "Its meaning.", "m.l")


def linked(html: str, *terms: GlossaryTerm) -> str:
    lesson = Lesson("m.l", "L", 5, (), (), "", html, (), 0, "")
    return link_terms(Module("m", (), "", (), (lesson,), (), ()), terms).lessons[0].html


def test_a_glossary_is_kept_in_the_order_of_the_alphabet(course: Path) -> None:
    compiled = compile_course(course)
    [part] = [part for part in parts_of(compiled) if part.kind == GLOSSARY]
    assert glossary_from(part.content) == compiled.glossary
    assert [(one.id, one.term, one.lesson) for one in compiled.glossary] == [
        ("paragraph", "Paragraph", "empathy.being-heard"),
        ("sympathy", "Sympathy", "empathy.hearing"),
    ]


def test_the_first_place_of_a_term_is_a_link_and_no_heading_is(course: Path) -> None:
    html = compile_course(course).modules[0].lessons[0].html
    assert '<p>A first <a href="term:paragraph">paragraph</a> with <strong>bold</strong> words' in html
    assert '<h2 id="a-heading">A heading</h2>' in html
    assert html.count("term:") == 1


def test_another_meaning_is_another_content_and_no_glossary_none(course: Path, change: Change) -> None:
    def digest() -> str:
        return compile_course(course).outline.digest

    first = digest()
    change("glossary.yaml", "Feeling sorry", "To feel sorry")
    second = digest()
    (course / "glossary.yaml").unlink()
    assert len({first, second, digest()}) == 3


def test_a_course_without_a_glossary_keeps_its_lessons_as_they_are(course: Path) -> None:
    (course / "glossary.yaml").unlink()
    compiled: CompiledCourse = compile_course(course)
    assert compiled.glossary == ()
    assert not any("term:" in lesson.html for lesson in compiled.modules[0].lessons)


def test_headings_links_quotes_and_captions_hold_no_links() -> None:
    kept = (
        '<h2 id="a">Hope</h2><p><a href="https://example.org">hope</a></p><blockquote><p>hope</p></blockquote>'
        '<p class="caption">hope</p><table class="pull-words"><tbody><tr><td><p>hope</p></td></tr></tbody></table>'
    )
    assert linked(f"{kept}<p>Hope stays, hope.</p>", term("Hope")) == (
        f'{kept}<p><a href="term:hope">Hope</a> stays, hope.</p>'
    )


def test_the_longest_form_wins_whole_words_only_and_over_the_end_of_a_line() -> None:
    html = "<p>Peers give peer\nsupport, not peer-supportive words: peer.</p>"
    assert linked(html, term("Peer"), term("Peer support")) == (
        '<p>Peers give <a href="term:peer-support">peer\nsupport</a>, not peer-supportive words: '
        '<a href="term:peer">peer</a>.</p>'
    )


def test_capitals_inside_a_word_count() -> None:
    assert linked("<p>Wrap it up with WRAP.</p>", term("WRAP")) == (
        '<p>Wrap it up with <a href="term:wrap">WRAP</a>.</p>'
    )


def test_an_apostrophe_may_be_straight_or_round() -> None:
    assert "term:person's-own" in linked("<p>The person\u2019s own words.</p>", term("person's own"))


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["hope ", "<strong>hope</strong> ", "&amp; ", "a &lt;b&gt; ", "<br>"]), max_size=12))
def test_linking_changes_nothing_but_adds_links(pieces: list[str]) -> None:
    html = f"<p>{''.join(pieces)}</p>"
    found = linked(html, term("Hope"))
    assert re.sub(r'<a href="term:hope">(\w+)</a>', r"\1", found) == html
    assert found.count("<a ") == ("hope" in html)
