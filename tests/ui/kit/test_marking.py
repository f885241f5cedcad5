"""What was typed is marked wherever it stands, and the text stays as it is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.ui.kit.findings import words
from peertrain.ui.kit.marking import folded, marked


def test_capitals_and_accents_do_not_matter() -> None:
    assert marked("At Renée's café", "RENEE") == (("At ", False), ("Renée", True), ("'s café", False))
    assert marked("Nothing", "") == (("Nothing", False),)
    assert marked("", "x") == marked("", "") == ()


@settings(max_examples=100)
@given(st.text(max_size=30), st.text(max_size=3))
def test_marking_changes_no_letter(text: str, typed: str) -> None:
    assert words(marked(text, typed)) == text
    assert len(folded(text)) == len(text)
