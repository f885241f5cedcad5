"""The page that goes with an invitation."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from peertrain.documents.joining_page import JoiningPage, make_joining_page
from peertrain.documents.paper import Paper
from tests.documents.judges import archival_faults, output_of, pictures_of

PAGE = JoiningPage(
    "Harbor Recovery Alliance", "Łukasz", "Dana", "Lukasz.peertrain-invitation", date(2026, 12, 6),
    "0FA3 99C2 1B7D 5E60 8A44 D1C7 33F0 92BE", date(2026, 11, 22),
)  # fmt: skip


def test_the_page_says_how_to_join_and_how_the_organisation_is_known(tmp_path: Path) -> None:
    pdf = make_joining_page(PAGE, paper=Paper.LETTER)
    (tmp_path / "page.pdf").write_bytes(pdf)
    text = " ".join(output_of("pdftotext", tmp_path / "page.pdf", "-").split())
    assert "send your first packet to Dana. What you enter waits on your computer until Dana has a packet" in text
    for words in ("Łukasz", "Lukasz.peertrain-invitation", "6 December 2026", PAGE.fingerprint, "Page 1 of 1"):
        assert words in text
    assert list(pictures_of(pdf)) == [f"QR code with the fingerprint {PAGE.fingerprint}"]
    assert archival_faults(pdf) == []


def test_a_long_name_does_not_leave_the_page() -> None:
    pdf = make_joining_page(
        replace(PAGE, organisation="Alliance " * 20, name="Maria " * 30, invited_by="Renée " * 10), paper=Paper.A4
    )
    assert len(pictures_of(pdf)) == 1
