"""Days as a person writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peertrain.domain.days import day_written, full_day


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_read_as_it_is_shown_and_as_files_have_it(day: date) -> None:
    assert day_written(full_day(day)) == day_written(day.isoformat()) == day


@given(st.text())
def test_whatever_else_is_written_is_a_day_or_none(text: str) -> None:
    day = day_written(text)
    said = " ".join(text.casefold().split())
    assert day is None or said in {full_day(day).casefold(), day.isoformat()}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (" 3  november 2026 ", date(2026, 11, 3)),
        ("31 February 2026", None),
        ("soon", None),
        ("1 May " + "9" * 5000, None),
    ],
)
def test_capitals_and_spaces_do_not_matter_but_the_calendar_does(text: str, day: date | None) -> None:
    assert day_written(text) == day
