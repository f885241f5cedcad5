"""Whatever numbers an author writes: a picture is refused with a sentence, or it can be measured and drawn."""

import time
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from peertrain.courseware.contrast import text_contrasts
from peertrain.courseware.mistakes import Notes
from peertrain.courseware.svg import LARGEST_BYTES, check_svg
from peertrain.documents.svg import read_svg
from peertrain.svg.language import matrix, numbers
from peertrain.svg.paths import FARTHEST, can_be_drawn, segments

SECONDS = 1.0
TEXT = '<text x="1" y="5">Words</text>'


def picture(inside: str, *, head: str = 'viewBox="0 0 700 400"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>\n{inside}</svg>'.encode()


def said(svg: bytes) -> list[str]:
    """Return what the check says of a picture that is `circles.svg`."""
    notes = Notes("circles.svg")
    check_svg(svg, notes)
    return [str(one) for one in notes.all()]


def measure_and_draw(svg: bytes) -> None:
    text_contrasts(svg)
    canvas = Canvas(BytesIO())
    read_svg(svg).draw(canvas, 400)
    canvas.save()


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ('<path d="M0 0A1e-200 1e-200 0 0 0 5 5"/>', "circles.svg:2: This path cannot be drawn: an arc in it"),
        ('<path d="M0 0A1e-160 1e-320 0 0 0 5 5"/>', "circles.svg:2: This path cannot be drawn: an arc in it"),
        (f'<g transform="{"scale(" * 8_000}"/>', "circles.svg:2: A transform here has more than 500 letters."),
        (
            f'<g transform="{"scale(9999)" * 40}"/>',
            "circles.svg:2: The transforms here make the picture endlessly large",
        ),
        ('<g transform="skewX(90)"/>', "circles.svg:2: The transforms here make the picture endlessly large"),
        (
            '<g transform="scale(999)">' * 3 + "</g>" * 3,
            "circles.svg:2: The transforms here make the picture endlessly",
        ),
        (
            '<rect stroke-dasharray="-3 4"/>',
            "circles.svg:2: The attribute “stroke-dasharray” has a value that a picture cannot have.",
        ),
        ('<path d="M0 0A1e-150 20000 0 0 0 5 0"/>', "circles.svg:2: This path cannot be drawn: an arc in it"),
        (
            '<polygon points="#1e999 1"/>',
            "circles.svg:2: The attribute “points” has a value that a picture cannot have.",
        ),
        ('<g transform="translate(1e308)"/>', "circles.svg:2: The attribute “transform” has a value that a picture"),
        (f'<rect fill="rgb({" " * 9_000}x"/>', "circles.svg:2: The attribute “fill” has a value that a picture cannot"),
    ],
)
def test_what_nobody_can_reckon_with_is_said_with_its_line(inside: str, what: str) -> None:
    [mistake] = said(picture(inside))
    assert mistake.startswith(what)


@pytest.mark.parametrize("head", ['viewBox="0 0 1e-320 1"', 'viewBox="0 0 0 0" width="5" height="-1"'])
def test_a_picture_without_a_size_is_said_to_be_one(head: str) -> None:
    [mistake] = said(picture(TEXT, head=head))
    assert mistake.startswith("circles.svg:1: This picture has no width or no height.")


@pytest.mark.parametrize("part", ["scale(", "a", "a ", " ", "scale(1", "(", "translate(1 2)", "a" * 99 + " "])
@pytest.mark.parametrize("name", ["transform", "d", "points", "fill", "stroke-dasharray"])
def test_a_long_value_is_read_in_good_time(name: str, part: str) -> None:
    value = (part * LARGEST_BYTES)[:49_000]
    begun = time.monotonic()
    said(picture(f'<path {name}="{value}"/>'))
    matrix(value)
    numbers(value)
    assert time.monotonic() - begun < SECONDS


def test_a_transform_is_read_call_by_call() -> None:
    assert matrix("translate(1, 2) scale (3)nothing( 5 )rotate(") == (3, 0, 0, 3, 1, 2)


FIGURES = st.one_of(
    st.integers(-20, 20).map(str),
    st.floats(-20_000, 20_000).map(repr),
    st.sampled_from(["1e-320", "1e-200", "-1e-160", "1e-17", "20000", "-20000", "nan", "inf", "", "0"]),
)
LISTS = st.lists(FIGURES, max_size=8).map(" ".join)
CALLS = st.builds(
    "{}({})".format,
    st.sampled_from(["scale", "rotate", "skewX", "skewY", "translate", "matrix", "rgb", "hsl", "rgba"]),
    LISTS,
)
PATHS = st.lists(st.builds("{}{}".format, st.sampled_from("MLHVCSQTAZmlhvcsqtaz"), LISTS), max_size=6).map("M0 0".join)
COLOURS = st.one_of(
    CALLS,
    st.sampled_from(["none", "red", "#fff", "#12345", "rgb", "rgb(nan .5 .5)", "rgb(1,&#10;2,3)", "hsl(9,9%,900%)"]),
)
SINGLE = [
    "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry",
    "width", "height", "stroke-width", "opacity", "fill-opacity", "font-size", "font-weight", "dy",
]  # fmt: skip
ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(SINGLE, FIGURES)
    | {"transform": st.lists(CALLS, max_size=3).map(" ".join), "d": PATHS, "points": LISTS, "stroke-dasharray": LISTS}
    | {"fill": COLOURS, "stroke": COLOURS, "text-anchor": st.sampled_from(["middle", "end", "odd"])},
)


def _written(tag: str, attributes: dict[str, str], inside: str) -> str:
    written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f"<{tag} {written}>{inside}</{tag}>"


ELEMENTS = st.recursive(
    st.builds(
        _written, st.sampled_from(["rect", "circle", "ellipse", "line", "polygon", "path"]), ATTRIBUTES, st.just("")
    ),
    lambda parts: st.builds(_written, st.sampled_from(["g", "text", "tspan"]), ATTRIBUTES, parts.map("Words{}".format)),
    max_leaves=4,
)
HEADS = st.one_of(st.just('viewBox="0 0 70 40"'), st.builds('viewBox="{}" width="{}"'.format, LISTS, FIGURES))


@settings(max_examples=120, deadline=None)
@given(inside=st.lists(ELEMENTS, max_size=3).map("".join), head=HEADS)
def test_whatever_the_check_lets_through_can_be_measured_and_drawn(inside: str, head: str) -> None:
    svg = picture(inside + TEXT, head=head)
    if not said(svg):
        measure_and_draw(svg)


@settings(max_examples=100)
@given(st.lists(FIGURES, min_size=7, max_size=7))
def test_every_place_of_an_arc_that_can_be_drawn_is_somewhere(given: list[str]) -> None:
    path = f"M0 0A{','.join(given)}"
    places = [place for points in segments(path) for point in points for place in point]
    assert not can_be_drawn(path) or all(abs(place) <= FARTHEST for place in places)
