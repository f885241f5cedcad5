"""Pictures of a course on paper: lines and letters where the file says they are."""

import math
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from peertrain.documents.svg import read_svg
from peertrain.svg.paths import segments
from tests.documents.judges import output_of

PAGE = 100
near = pytest.approx


def seen(tmp_path: Path, inside: str, *, box: str = "0 0 100 100") -> Image.Image:
    """Draw a picture on a page of 100 points and return it at one pixel a point."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=(PAGE, PAGE))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>'
    read_svg(svg.encode()).draw(canvas, PAGE)
    canvas.save()
    (tmp_path / "one.pdf").write_bytes(made.getvalue())
    output_of("pdftoppm", "-r", "72", "-png", "-singlefile", tmp_path / "one.pdf", tmp_path / "one")
    return Image.open(tmp_path / "one.png").convert("RGB")


@pytest.mark.parametrize(
    "shape",
    [
        '<rect x="10" y="20" width="30" height="20" fill="#f00"/>',
        '<rect x="10" y="20" width="30" height="20" rx="4" fill="rgb(255, 0, 0)"/>',
        '<g transform="translate(10 20) scale(2)" fill="red"><rect width="15" height="10"/></g>',
        '<polygon points="10,20 40,20 40,40 10,40" fill="#FF0000"/>',
        '<path d="M10 20h30v20H10z" fill="#ff0000"/>',
        '<line x1="10" y1="30" x2="40" y2="30" stroke="#ff0000" stroke-width="20"/>',
        '<g color="#ff0000"><rect x="20" y="-40" width="20" height="30" transform="rotate(90)" fill="currentColor"/></g>',
    ],
)
def test_a_shape_stands_where_it_belongs_in_its_colour(tmp_path: Path, shape: str) -> None:
    picture = seen(tmp_path, shape)
    assert picture.getpixel((25, 30)) == (255, 0, 0)
    for outside in ((5, 30), (45, 30), (25, 15), (25, 45)):
        assert picture.getpixel(outside) == (255, 255, 255)


def test_circles_half_seen_colours_and_holes(tmp_path: Path) -> None:
    picture = seen(
        tmp_path,
        '<circle cx="25" cy="25" r="20" fill="#000" fill-opacity="0.5"/>'
        '<path d="M60 5h30v30h-30z M70 15h10v10h-10z" fill="blue" fill-rule="evenodd"/>'
        '<path d="M10 75 A 15 15 0 0 1 40 75" fill="#0f0"/>',
    )
    assert picture.getpixel((25, 25)) == near((128, 128, 128), abs=2)
    assert picture.getpixel((7, 7)) == (255, 255, 255)
    assert picture.getpixel((65, 10)) == (0, 0, 255)
    assert picture.getpixel((75, 20)) == (255, 255, 255)
    assert picture.getpixel((25, 65)) == (0, 255, 0)
    assert picture.getpixel((25, 85)) == (255, 255, 255)


def test_nothing_is_drawn_outside_of_the_view(tmp_path: Path) -> None:
    picture = seen(tmp_path, '<rect x="-50" y="-50" width="400" height="400" fill="red"/>', box="0 0 200 100")
    assert picture.getpixel((50, 75)) == (255, 0, 0)
    assert picture.getpixel((50, 25)) == (255, 255, 255)


def test_letters_can_be_read_and_stand_beginning_middle_and_end(tmp_path: Path) -> None:
    seen(
        tmp_path,
        '<text x="50" y="20" font-size="10" text-anchor="middle">Łukasz <tspan font-weight="700">hears</tspan></text>'
        '<text x="95" y="60" font-size="10" text-anchor="end">the end<tspan x="5" dy="20" text-anchor="start">begins</tspan></text>',
    )
    text = output_of("pdftotext", tmp_path / "one.pdf", "-")
    assert "Łukasz hears" in text
    output_of("pdftotext", "-bbox", tmp_path / "one.pdf", tmp_path / "boxes.html")
    rows = [line.split('"') for line in (tmp_path / "boxes.html").read_text().splitlines() if "<word" in line]
    words = {row[-1].partition(">")[2].partition("<")[0]: row for row in rows}
    assert float(words["end"][5]) == near(95, abs=0.5)
    assert float(words["begins"][1]) == near(5, abs=0.5)
    assert float(words["Łukasz"][1]) + float(words["hears"][5]) == near(100, abs=1)


@settings(max_examples=60)
@given(
    start=st.tuples(st.integers(-50, 50), st.integers(-50, 50)), end=st.tuples(st.integers(-50, 50), st.integers(-50, 50)),
    radius=st.integers(1, 200), large=st.booleans(), sweep=st.booleans(),
)  # fmt: skip
def test_every_point_of_an_arc_is_as_far_from_its_centre(
    start: tuple[int, int], end: tuple[int, int], radius: int, large: bool, sweep: bool
) -> None:
    text = f"M{start[0]} {start[1]}A{radius} {radius} 0 {large:d} {sweep:d} {end[0]} {end[1]}"
    curves = [one for one in segments(text) if len(one) == 4]
    assert curves[-1][-1] == near(end, abs=1e-3)
    if start == end:
        return
    real = max(radius, math.dist(start, end) / 2)
    points = [curves[0][0], _middle(curves[0]), *(_middle(one) for one in curves), curves[-1][-1]]
    assert all(math.dist(one, other) <= 2 * real * 1.001 for one in points for other in points)
    half = math.dist(start, end) / 2
    off = math.sqrt(max(0.0, real**2 - half**2))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    across = ((end[0] - start[0]) / (2 * half), (end[1] - start[1]) / (2 * half))
    centres = [(middle[0] - side * off * across[1], middle[1] + side * off * across[0]) for side in (1, -1)]
    spread = [max(abs(math.dist(point, centre) - real) for point in points) for centre in centres]
    assert min(spread) <= real * 0.002 + 1e-6


def _middle(curve: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    weights = (0.125, 0.375, 0.375, 0.125)
    pairs = list(zip(weights, curve, strict=True))
    return sum(w * x for w, (x, _y) in pairs), sum(w * y for w, (_x, y) in pairs)


@settings(max_examples=80)
@given(st.text(alphabet="MmLlHhVvCcSsQqTtAaZz0123456789 .,-e", max_size=60))
def test_no_path_however_wrong_stops_the_drawing(text: str) -> None:
    for segment in segments(text):
        assert len(segment) in {0, 1, 2, 4}
