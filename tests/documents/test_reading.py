"""What is read from the checked HTML of a lesson and from plain text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.documents.reading import (
    Grid,
    Heading,
    Items,
    Paragraph,
    Picture,
    Pull,
    Quote,
    Span,
    paragraph,
    read_html,
    read_plain,
    words_of,
)

LESSON = (
    '<p>One <strong>bold, <em>slanted</em></strong> word, <a href="term:x">linked</a>.</p><h2 id="a">A &amp; B</h2>'
    '<p><img alt="Two chairs side by side." src="asset:m.chairs.svg"></p><p class="caption">Sit <em>beside</em>.</p>'
    "<blockquote><p>You: Hm.</p></blockquote>"
    '<table class="pull-try"><tbody><tr><td><p class="pull-heading">Try it</p><p>Ask:</p>'
    '<ol start="3"><li>first</li><li><p>second</p><ul><li>inner</li></ul></li></ol></td></tr></tbody></table>'
    "<table><thead><tr><th>Said</th><th>Heard</th></tr></thead><tbody><tr><td>Fine</td><td><em>Not</em> fine</td></tr>"
    "</tbody></table>"
)


def test_every_part_of_a_lesson_is_there_in_its_order() -> None:
    first, heading, picture, quote, pull, grid = read_html(LESSON)
    assert first == Paragraph(
        (
            Span("One "), Span("bold, ", strong=True), Span("slanted", strong=True, slanted=True), Span(" word, "),
            Span("linked"), Span("."),
        )
    )  # fmt: skip
    assert heading == Heading(2, "A & B")
    assert picture == Picture("m.chairs.svg", "Two chairs side by side.", "Sit beside.")
    assert quote == Quote((paragraph("You: Hm."),))
    inner = Items(((paragraph("inner"),),))
    numbered = Items(((paragraph("first"),), (paragraph("second"), inner)), 3)
    assert pull == Pull("try", "Try it", (paragraph("Ask:"), numbered))
    assert grid == Grid((("Said", "Heard"), ("Fine", "Not fine")))


def test_lines_of_a_plain_text_become_paragraphs_and_lists() -> None:
    text = "Think of a time.\n\n1. What?\n2. Who?\nThen:\n- a\n- b"
    first, numbered, then, bullets = read_plain(text)
    assert (first, then) == (paragraph("Think of a time."), paragraph("Then:"))
    assert numbered == Items(((paragraph("What?"),), (paragraph("Who?"),)), 1)
    assert bullets == Items(((paragraph("a"),), (paragraph("b"),)))


@settings(max_examples=60)
@given(st.lists(st.text(alphabet="abc 1.-\n", max_size=30), max_size=6))
def test_no_word_of_a_plain_text_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    words = [word for word in text.split() if word.strip("1-.")]
    read = repr(read_plain(text))
    assert all(word in read for word in words)


def test_words_are_counted_in_paragraphs_and_lists() -> None:
    assert words_of(read_plain("one two\n- three\n- four five")) == 5
