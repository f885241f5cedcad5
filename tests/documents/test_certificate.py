"""Certificates as files: judged by other programs that read PDF."""

import re
import time
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import segno
from PIL import Image, ImageChops
from pypdf import PdfReader

from peertrain.documents.codes import make_code
from peertrain.documents.facts import Amount, Kind
from peertrain.documents.fonts import unprintable
from peertrain.documents.issue import IssuedCertificate, issue
from peertrain.documents.logo import read_logo
from peertrain.documents.paper import Paper
from peertrain.domain.errors import Refused
from tests.documents.builders import FACTS, KEY, facts
from tests.documents.judges import archival_faults, output_of, pictures_of

NAMES = [
    "María José Núñez",
    "Łukasz Żółć",
    "Ŵyn Ŷnyr",
    "Αθηνά Παπαδοπούλου",
    "Тарас Шевченко",
    "Nguyễn Thị Hồng",
    "Ștefan Țăran",
    "Ásgeir Þór Æsisson",
    "Mary-Jane O’Neill",
    "Ἀθηνᾶ",
]


@pytest.fixture
def on_disk(issued: IssuedCertificate, tmp_path: Path) -> Path:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(issued.pdf)
    return path


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "text.pdf"
    path.write_bytes(pdf)
    return output_of("pdftotext", "-layout", path, "-")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_out_of_the_page_as_it_went_in(name: str, tmp_path: Path) -> None:
    assert unprintable(name) == ""
    assert name in text_of(issue(facts(legal_name=name), KEY, paper=Paper.LETTER).pdf, tmp_path)


def test_a_name_typed_with_separate_accents_is_printed_composed(tmp_path: Path) -> None:
    separate = "Nu\u0301n\u0303ez"
    assert unprintable(separate) == ""
    assert "Núñez" in text_of(issue(facts(legal_name=separate), KEY, paper=Paper.LETTER).pdf, tmp_path)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("محمد", "محد"),
        ("北京 Li", "北京"),
        ("Adébáyọ\u0300", "\u0300"),
        ("Ann\u202eeb", "\u202e"),
        ("Ann\u200d", "\u200d"),
        ("दीपा", "दीपा"),
        ("Tab\there", "\t"),
        ("Ann 😀", "😀"),
    ],
)
def test_letters_that_would_come_out_wrong_are_named_before_issue(name: str, letters: str) -> None:
    assert set(unprintable(name)) == set(letters)
    with pytest.raises(Refused, match="cannot be printed rightly"):
        issue(facts(legal_name=name), KEY, paper=Paper.LETTER)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Smith\u2011Jones", "non-breaking hyphen."),
        ("Anne\u00ad\u200bMarie", "soft hyphen, zero width space."),
        ("A\ue000 北", "u+e000, 北."),
    ],
)
def test_a_letter_that_cannot_be_seen_is_named(name: str, said: str) -> None:
    with pytest.raises(Refused, match=f"on a certificate: {re.escape(said)}"):
        issue(facts(legal_name=name), KEY, paper=Paper.LETTER)


@pytest.mark.parametrize("field", ["legal_name", "number", "sentence", "signatory_name", "assessed"])
def test_nothing_required_may_be_empty(field: str) -> None:
    with pytest.raises(Refused, match="lacks"):
        issue(facts(**{field: " "}), KEY, paper=Paper.LETTER)


def test_everything_that_was_certified_is_on_the_page(issued: IssuedCertificate, tmp_path: Path) -> None:
    text = " ".join(text_of(issued.pdf, tmp_path).split())
    wanted = [FACTS.legal_name, FACTS.number, FACTS.programme_title, "Version 2023.1", FACTS.sentence]
    wanted += [FACTS.organisation_name, FACTS.organisation_address, FACTS.signatory_name, FACTS.signatory_title]
    wanted += ["4 March 2027", "3 March 2029", "Signed electronically on 4 March 2027", "60 h", "120 h"]
    wanted += [amount.label for amount in (*FACTS.training, *FACTS.experience)] + [
        "31 h 45 min",
        "Supervision hours 14 h",
    ]
    assert [one for one in wanted if one not in text] == []


def test_the_structure_reads_in_order_with_words_for_pictures(on_disk: Path) -> None:
    read = output_of("pdfinfo", "-struct-text", on_disk)
    order = [
        "H1 (block)", "Certificate of Completion", FACTS.legal_name, FACTS.programme_title, "not a state certification",
        "Knowledge was assessed", "Table", "TR", "TH", "Training hours by domain", "Ethics and boundaries", "10 h",
        "Experience hours by setting", "Recovery groups", "31 h 45 min", FACTS.signatory_name, FACTS.number, "Figure",
        "Check this code",
    ]  # fmt: skip
    places = [read.find(one) for one in order]
    assert -1 not in places
    assert places == sorted(places)


def test_every_drawing_is_tagged_or_decoration(issued: IssuedCertificate) -> None:
    with pikepdf.open(BytesIO(issued.pdf)) as pdf:
        depth = 0
        for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
            operator = str(instruction.operator)
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            assert depth in {0, 1}
            if operator in {"Tj", "TJ", "S", "f", "f*", "B", "re", "Do", "n"}:
                assert depth == 1 or operator == "n", operator
        assert depth == 0


def test_it_is_archival_in_form_and_says_what_it_is(issued: IssuedCertificate, on_disk: Path) -> None:
    assert archival_faults(issued.pdf) == []
    assert "No syntax or stream encoding errors" in output_of("qpdf", "--check", on_disk)
    fonts = output_of("pdffonts", on_disk).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
    reader = PdfReader(BytesIO(issued.pdf))
    root = reader.root_object
    assert str(root["/Lang"]) == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert FACTS.legal_name in str(reader.metadata and reader.metadata.title)


def test_the_same_facts_make_the_same_bytes_and_others_another_identity() -> None:
    first, again = (issue(FACTS, KEY, paper=Paper.A4) for _ in range(2))
    assert first == again
    other = issue(facts(number="HPR-2027-0043"), KEY, paper=Paper.A4)
    identities = [PdfReader(BytesIO(one.pdf)).trailer["/ID"][0] for one in (first, other)]
    assert identities[0] != identities[1]


@pytest.mark.parametrize("paper", list(Paper))
def test_the_page_has_the_size_of_the_paper(paper: Paper) -> None:
    page = PdfReader(BytesIO(issue(FACTS, KEY, paper=paper).pdf)).pages[0]
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(paper.value, abs=0.01)


CROWDED = facts(
    legal_name="Wilhelmina Konstantinopoulou-Featherstonehaugh de la Fontaine y Villanueva",
    programme_title="Certified Recovery Support Specialist and Peer Advocate for Families, Young People and Veterans",
    training=tuple(Amount(f"Domain {n}: supporting recovery, wellness and hope together", 600) for n in range(12)),
    reissued_on=date(2028, 1, 5),
    signatory_title="Executive Director for Education, Workforce Development and Community Partnerships",
)


@pytest.mark.parametrize("paper", list(Paper))
def test_the_most_crowded_page_stays_within_its_border(paper: Paper, tmp_path: Path) -> None:
    pdf = issue(CROWDED, KEY, paper=paper).pdf
    path = tmp_path / "crowded.pdf"
    path.write_bytes(pdf)
    output_of("pdftotext", "-bbox", path, tmp_path / "boxes.html")
    words = [line.split('"') for line in (tmp_path / "boxes.html").read_text().splitlines() if "<word" in line]
    boxes = [tuple(float(parts[i]) for i in (1, 3, 5, 7)) for parts in words]
    width, height = paper.value
    assert len(boxes) > 100
    assert all(box[0] > 40 and box[1] > 40 and box[2] < width - 40 and box[3] < height - 38 for box in boxes)
    assert _overlaps(boxes) == []


def _overlaps(boxes: list[tuple[float, ...]]) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Return pairs of words whose middles lie inside each other's box."""
    return [
        (one, other)
        for one in boxes
        for other in boxes
        if one is not other
        and other[0] < (one[0] + one[2]) / 2 < other[2]
        and other[1] < (one[1] + one[3]) / 2 < other[3]
    ]


def test_what_fits_no_page_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="does not fit on one page"):
        issue(facts(assessed="Knowledge and skills were assessed. " * 120), KEY, paper=Paper.LETTER)


def test_a_certification_says_so_and_a_reissue_says_when(tmp_path: Path) -> None:
    changed = facts(
        kind=Kind.CERTIFICATION, sentence="This certifies the person. It is not a state licence.",
        reissued_on=date(2028, 1, 5), replaces="b" * 8, experience=(), supervision_minutes=0, expires_on=None,
    )  # fmt: skip
    text = text_of(issue(changed, KEY, paper=Paper.A4).pdf, tmp_path)
    assert "has met every requirement of" in text
    assert "5 January 2028" in text
    assert "Does not expire" in text
    assert "Experience hours" not in text


def test_the_qr_code_on_the_page_is_drawn_as_its_modules(issued: IssuedCertificate, tmp_path: Path) -> None:
    (tmp_path / "c.pdf").write_bytes(issued.pdf)
    output_of("pdftoppm", "-r", "300", "-gray", "-singlefile", tmp_path / "c.pdf", tmp_path / "c")
    page = Image.open(tmp_path / "c.pgm")
    (box,) = (box for alt, box in pictures_of(issued.pdf).items() if "QR code" in alt)
    left, top, side = (edge * 300 / 72 for edge in (box[0], 612 - box[3], box[2] - box[0]))
    matrix = segno.make(make_code(FACTS, KEY), error="m", micro=False).matrix
    step = side / len(matrix)
    seen = [
        [page.getpixel((int(left + (j + 0.5) * step), int(top + (i + 0.5) * step))) < 128 for j in range(len(matrix))]
        for i in range(len(matrix))
    ]
    assert seen == [[bool(module) for module in row] for row in matrix]


def _png(size: tuple[int, int], mode: str = "RGBA") -> bytes:
    written = BytesIO()
    Image.new(mode, size, (20, 90, 80, 128) if mode == "RGBA" else (20, 90, 80)).save(written, "PNG")
    return written.getvalue()


def test_a_logo_is_printed_and_described(tmp_path: Path) -> None:
    logo = read_logo(_png((1200, 400)))
    assert (logo.width, logo.height) == (600, 200)
    with_logo = issue(FACTS, KEY, paper=Paper.LETTER, logo=logo).pdf
    assert archival_faults(with_logo) == []
    assert "Logo of Harbor Peer Recovery Network" in pictures_of(with_logo)
    path = tmp_path / "logo.pdf"
    path.write_bytes(with_logo)
    assert len(output_of("pdfimages", "-list", path).splitlines()) == 3


def test_a_logo_keeps_its_colours_on_white() -> None:
    flat = Image.open(BytesIO(read_logo(_png((10, 10))).png))
    assert flat.mode == "RGB"
    expected = Image.new("RGB", (10, 10), (137, 172, 167))
    assert max(high for _low, high in ImageChops.difference(flat, expected).getextrema()) <= 1


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", _png((7000, 10)), _png((30, 30))[:60], bytes(9_000_000)])
def test_a_picture_that_is_no_logo_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Refused, match="Choose a"):
        read_logo(data)


def test_a_hundred_certificates_take_seconds_not_minutes() -> None:
    issue(FACTS, KEY, paper=Paper.LETTER)
    start = time.process_time()
    for number in range(5):
        issue(facts(number=f"HPR-{number}"), KEY, paper=Paper.LETTER)
    assert (time.process_time() - start) / 5 < 0.25
