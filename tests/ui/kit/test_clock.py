"""Times of day are read as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.ui.kit.clock import minutes_between, minutes_later, read_clock


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9", "09:00"), ("9:30", "09:30"), ("930", "09:30"), ("9.30 pm", "21:30"), ("12 am", "00:00"), ("12pm", "12:00"),
        ("21:30", "21:30"), ("2 p.m.", "14:00"), ("", ""), ("24:00", None), ("9:75", None), ("13 pm", None), ("noon", None),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read(typed: str, read: str | None) -> None:
    assert read_clock(typed) == read


clocks = st.builds(lambda hour, minute: f"{hour:02}:{minute:02}", st.integers(0, 23), st.integers(0, 59))


@settings(max_examples=60, deadline=None)
@given(clocks, clocks)
def test_what_is_shown_reads_back_and_the_time_between_leads_there(start: str, until: str) -> None:
    assert read_clock(start) == start
    assert minutes_later(start, minutes_between(start, until)) == until


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12))
def test_anything_typed_is_a_time_of_day_or_none(typed: str) -> None:
    read = read_clock(typed)
    assert read is None or read == "" or read_clock(read) == read
