"""Transcripts: a trainee's whole way, over several pages, judged by other programs."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from peertrain.documents.paper import Paper
from peertrain.documents.transcript import (
    AttestationLine,
    CertificateLine,
    HoursLine,
    MeetingLine,
    RatingLine,
    StandingLine,
    TrainingLine,
    Transcript,
    make_transcript,
)
from tests.documents.judges import archival_faults, output_of, pictures_of

BARE = Transcript(
    "Harbor Peer Recovery Network", "1200 Water Street, Duluth", "Łukasz Núñez",
    "Peer Support Specialist, National Model Standards", "2023.1", date(2027, 6, 1),
)  # fmt: skip

FIRST = date(2026, 9, 7)
FULL = replace(
    BARE,
    standing=(
        StandingLine("Training hours", "60 h", "60 h", True),
        StandingLine("Experience hours", "112 h 30 min", "120 h", False),
    ),
    training=(
        *(TrainingLine(f"Module {n}: listening and hope", 180, FIRST + timedelta(days=4 * n)) for n in range(12)),
        TrainingLine("Module 12: advocacy", 180, None),
    ),
    hours=tuple(
        HoursLine(
            FIRST + timedelta(days=3 * n), ("one-on-one", "recovery group", "workshop")[n % 3], "Harbor House",
            90, "returned" if n == 5 else "approved", n != 5, "Ellen Whitaker", FIRST + timedelta(days=3 * n + 2),
        )
        for n in range(75)
    ),
    meetings=tuple(
        MeetingLine(FIRST + timedelta(days=14 * n), "individual", "Ellen Whitaker", 60, "confirmed") for n in range(14)
    ),
    ratings=tuple(RatingLine(f"Competency {n} is practised", "independent", "Ellen Whitaker", FIRST) for n in range(12)),
    attestations=(AttestationLine("I will follow the code of ethics.", "Łukasz Núñez", FIRST),),
    certificates=(CertificateLine("HPR-2027-0042", "Peer Support Specialist", FIRST, None, "valid"),),
)  # fmt: skip


@pytest.fixture
def on_disk(tmp_path: Path) -> Path:
    path = tmp_path / "transcript.pdf"
    path.write_bytes(make_transcript(FULL, paper=Paper.LETTER))
    return path


@pytest.mark.parametrize("paper", list(Paper))
def test_it_is_portrait_archival_and_the_same_every_time(paper: Paper, tmp_path: Path) -> None:
    pdf = make_transcript(FULL, paper=paper)
    assert pdf == make_transcript(FULL, paper=paper)
    assert archival_faults(pdf) == []
    path = tmp_path / "t.pdf"
    path.write_bytes(pdf)
    assert "No syntax" in output_of("qpdf", "--check", path)
    size = next(line for line in output_of("pdfinfo", path).splitlines() if line.startswith("Page size")).split()
    assert (float(size[2]), float(size[4])) == pytest.approx(sorted(paper.value), abs=0.1)


def test_every_page_says_which_it_is_of_how_many(on_disk: Path) -> None:
    pages = output_of("pdftotext", "-layout", on_disk, "-").split("\f")[:-1]
    assert len(pages) >= 4
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Transcript of Łukasz Núñez, 1 June 2027" in page


def test_hours_stand_by_month_with_who_signed_them_off_and_when(on_disk: Path) -> None:
    text = " ".join(output_of("pdftotext", "-layout", on_disk, "-").split())
    assert "September 2026 10 h 30 min approved" in text
    assert "7 Sep 2026 one-on-one Harbor House 1 h 30 min approved by Ellen Whitaker, 9 Sep 2026" in text
    assert "returned by Ellen Whitaker" in text
    assert "In all 111 h approved" in text


def test_nothing_is_lost_between_pages_and_the_order_is_kept(on_disk: Path) -> None:
    read = output_of("pdfinfo", "-struct-text", on_disk)
    titles = ["Transcript", "Standing", "Module", "In all", "Supervision meetings", "Competencies"]
    titles += ["Attestations", "Certificates"]
    places = [read.find(f'"{title}"') for title in titles]
    assert -1 not in places
    assert places == sorted(places)
    assert read.count('"Harbor House"') == 75
    assert read.count("TR\n") + read.count("TR ") >= 75 + 14 + 12
    assert read.count('"Sign-off"') == 1


def test_repeated_headings_are_seen_on_the_page_but_not_read_twice(on_disk: Path) -> None:
    assert output_of("pdftotext", on_disk, "-").count("Sign-off") >= 3


def test_the_picture_of_the_months_says_its_numbers() -> None:
    (words,) = pictures_of(make_transcript(FULL, paper=Paper.A4))
    assert "September 2026: 10 h 30 min" in words
    assert "April 2027" in words


def test_a_beginner_has_a_page_that_says_what_is_not_there_yet(tmp_path: Path) -> None:
    path = tmp_path / "bare.pdf"
    path.write_bytes(make_transcript(BARE, paper=Paper.A4))
    text = output_of("pdftotext", path, "-")
    assert "No experience hours yet." in text
    assert "No certificates yet." in text
    assert "Page 1 of 1" in text


def test_letters_that_cannot_be_printed_become_boxes_and_the_page_says_so(tmp_path: Path) -> None:
    strange = replace(BARE, attestations=(AttestationLine("I agree 北京", "Łukasz Núñez", FIRST),))
    path = tmp_path / "strange.pdf"
    path.write_bytes(make_transcript(strange, paper=Paper.A4))
    text = output_of("pdftotext", path, "-")
    assert "I agree ■■" in text
    assert "a letter that this document cannot print" in text


def test_words_stay_inside_the_page_whatever_their_length(tmp_path: Path) -> None:
    long = replace(
        FULL, hours=(replace(FULL.hours[0], site="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysilio " * 3),)
    )
    path = tmp_path / "long.pdf"
    path.write_bytes(make_transcript(long, paper=Paper.LETTER))
    output_of("pdftotext", "-bbox", path, tmp_path / "boxes.html")
    words = [line.split('"') for line in (tmp_path / "boxes.html").read_text().splitlines() if "<word" in line]
    assert all(float(w[1]) > 50 and float(w[5]) < 612 - 50 and float(w[7]) < 792 - 25 for w in words)
