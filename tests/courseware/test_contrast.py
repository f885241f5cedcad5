"""The contrast of texts in pictures is what WCAG counts, at the place where they stand, and nothing is guessed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.courseware.compiler import check_course, compile_course
from peertrain.courseware.contrast import TextContrast, lowest, text_contrasts
from tests.courseware.small_course import Change

PICTURE = "modules/empathy/pictures/circles.svg"
WHITE = '<rect width="200" height="100" fill="#fff"/>'
near = pytest.approx


def texts(inside: str, *, box: str = "0 0 200 100") -> tuple[TextContrast, ...]:
    found = text_contrasts(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>'.encode())
    assert found is not None
    return found


def ratio(inside: str) -> float:
    """Return the contrast of the one text in a picture."""
    [one] = texts(inside)
    return one.ratio


@pytest.mark.parametrize(
    ("colour", "expected"),
    [("#000000", 21.0), ("#777777", 4.48), ("#767676", 4.54), ("red", 4.0), ("rgb(0, 0, 255)", 8.59), ("#FFF", 1.0)],
)
def test_the_ratios_are_those_that_are_published(colour: str, expected: float) -> None:
    assert ratio(f'{WHITE}<text x="20" y="50" fill="{colour}">Words</text>') == near(expected, abs=0.01)


BLACK_PLACE = [
    '<rect x="20" y="20" width="80" height="40" fill="#000"/>',
    '<rect x="20" y="20" width="80" height="40" rx="8" fill="#000"/>',
    '<g transform="translate(20 20) scale(2)"><rect width="40" height="20" fill="#000"/></g>',
    '<ellipse cx="60" cy="40" rx="60" ry="30" fill="#000"/>',
    '<circle cx="60" cy="40" r="45" fill="#000"/>',
    '<polygon points="20,20 100,20 100,60 20,60" fill="#000"/>',
    '<path d="M20 20h80v40h-80z" fill="#000"/>',
    '<path d="M20 40a40 30 0 0 1 80 0a40 30 0 0 1 -80 0" fill="#000"/>',
    '<line x1="20" y1="40" x2="100" y2="40" stroke="#000" stroke-width="30"/>',
    '<polyline points="20,40 60,40 100,40" fill="none" stroke="#000" stroke-width="30"/>',
]


@pytest.mark.parametrize("shape", BLACK_PLACE)
@pytest.mark.parametrize(("anchor", "x"), [("start", 35), ("middle", 60), ("end", 85)])
def test_what_counts_is_the_shape_that_lies_behind(shape: str, anchor: str, x: int) -> None:
    text = f'<text x="{x}" y="44" font-size="12" fill="#fff" text-anchor="{anchor}">Words one</text>'
    assert ratio(WHITE + shape + text) == near(21)
    assert ratio(WHITE + text + shape) == near(1), "what is drawn later lies before it"
    assert ratio(f'{WHITE}{shape}<g transform="translate(0 50)">{text}</g>') == near(1)


def test_the_lowest_contrast_along_a_text_counts() -> None:
    half = '<rect x="0" y="0" width="100" height="100" fill="#000"/>'
    assert ratio(f'{WHITE}{half}<text x="60" y="50" font-size="16">Half of these words</text>') == near(1)


def test_a_hole_in_a_shape_shows_what_is_below() -> None:
    ring = '<path fill="#000" fill-rule="{rule}" d="M0 0h200v100h-200z M20 20h160v60h-160z"/>'
    text = '<text x="60" y="55" font-size="16">Words</text>'
    assert ratio(WHITE + ring.format(rule="evenodd") + text) == near(21)
    assert ratio(WHITE + ring.format(rule="nonzero") + text) == near(1)


def test_what_is_half_seen_through_is_mixed() -> None:
    veil = '<rect width="200" height="100" fill="#000" fill-opacity="0.5"/>'
    text = '<text x="60" y="55" opacity="{opacity}">Words</text>'
    assert ratio(WHITE + veil + text.format(opacity="1")) == near(5.28, abs=0.05)  # black on #808080
    assert ratio(WHITE + text.format(opacity="0.5")) == near(3.95, abs=0.05)  # #808080 on white


def test_a_line_that_is_thin_beside_the_letters_lies_behind_none() -> None:
    line = '<line x1="0" y1="{y}" x2="200" y2="{y}" stroke="#000" stroke-width="{wide}"/>'
    text = '<text x="60" y="54" font-size="16">Words</text>'
    assert ratio(WHITE + line.format(y=50, wide=3) + text) == near(21)
    assert ratio(WHITE + line.format(y=50, wide=12) + text) == near(1)


def test_where_nothing_lies_behind_the_page_may_be_light_or_dark() -> None:
    [dark], [light] = texts('<text y="50">Words</text>'), texts('<text y="50" fill="#fff">Words</text>')
    assert (dark.on_page, light.on_page) == (True, True)
    assert (dark.ratio < 1.5, light.ratio < 1.1) == (True, True)
    assert not texts(f'{WHITE}<text y="50">Words</text>')[0].on_page


@pytest.mark.parametrize(
    ("size", "weight", "box", "needed"),
    [(23, "400", "0 0 700 100", 4.5), (24, "400", "0 0 700 100", 3.0), (19, "700", "0 0 700 100", 3.0),
     (18, "700", "0 0 700 100", 4.5), (24, "400", "0 0 1440 100", 4.5), (48, "400", "0 0 1440 100", 3.0)],
)  # fmt: skip
def test_large_letters_need_less(size: int, weight: str, box: str, needed: float) -> None:
    [one] = texts(f'<text y="50" font-size="{size}" font-weight="{weight}">Words</text>', box=box)
    assert one.needed == needed


def test_each_line_of_a_text_is_looked_at_where_it_stands() -> None:
    black = '<rect x="0" y="50" width="200" height="50" fill="#000"/>'
    text = '<text x="20" y="30" fill="#000">One<tspan x="20" dy="50">Two</tspan></text>'
    assert [(one.words, round(one.ratio)) for one in texts(WHITE + black + text)] == [("One", 21), ("Two", 1)]


def test_what_cannot_be_worked_out_is_said_to_be_so() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="5" fill="{colour}">Words</text></svg>'
    assert text_contrasts(svg.format(colour="blurple").encode()) is None
    assert text_contrasts(svg.format(colour="rgba(1, 2, 3, 0.5)").encode()) is None
    assert text_contrasts(b"<svg") is None


def test_a_picture_without_text_has_no_contrast() -> None:
    assert lowest(texts(WHITE)) is None
    assert texts(f'{WHITE}<text y="50" fill="none">Not seen</text>') == ()


def test_a_picture_with_very_many_corners_is_given_up_in_time() -> None:
    corners = " ".join(f"{number % 200},{number % 97}" for number in range(9_000))
    shapes = f'<polygon points="{corners}" fill="#000" fill-opacity="0.5"/>' * 2
    words = '<text y="50">Words and more words</text>' * 50
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">{shapes}{words}</svg>'
    assert text_contrasts(svg.encode()) is None


@settings(max_examples=60, deadline=None)
@given(st.text("MmLlHhVvCcSsQqTtAaZz0123456789 .-,", max_size=60), st.text("0123456789 .-,", max_size=30))
def test_no_shape_makes_it_stumble(path: str, points: str) -> None:
    shapes = f'<path d="{path}"/><polygon points="{points}"/><rect width="{points[:3]}"/><polyline stroke="#000"/>'
    found = texts(f'{shapes}<text x="1" y="1">Words</text>')
    assert all(1 <= one.ratio <= 21 for one in found)


def test_the_check_advises_with_file_and_line_and_a_course_stays_usable(course: Path, change: Change) -> None:
    change(PICTURE, "  </g>\n", '  </g>\n  <text x="60" y="20" fill="#888888">Grey</text>\n')
    change(PICTURE, "</svg>", '<text x="60" y="30" fill="#888888">Grey as well</text></svg>')
    [one] = check_course(course)
    assert (one.path, one.line, one.advice) == (PICTURE, 7, True)
    assert one.what == "“Grey” has a contrast of 3.5 : 1 with what lies behind it."
    assert compile_course(course).assets


def test_what_lies_on_no_shape_is_told_what_to_do(course: Path, change: Change) -> None:
    change(PICTURE, '<rect width="100" height="50" fill="#FFFFFF"/>', "")
    [one] = check_course(course)
    assert "with the page, which is dark for some readers" in one.what
    assert "Put a shape with a fill of its own behind it" in one.how
