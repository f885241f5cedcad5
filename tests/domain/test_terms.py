"""Terms of certificates, in every shape and on awkward days."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peertrain.domain.certification import Certificate
from peertrain.domain.terms import (
    Renewal,
    Term,
    TermKind,
    YearParity,
    expiry,
    months_after,
    renewal_dates,
    years_before,
)

TWO_YEARS = Term(TermKind.ROLLING, years=2)
GEORGIA = Term(TermKind.CALENDAR_YEAR, years=1)
NEBRASKA = Term(TermKind.FIXED_DATE, years=2, month=9, day=1, parity=YearParity.ODD)
MICHIGAN = Term(TermKind.FIRST_OF_MONTH, years=2)
DAYS = st.dates(date(1990, 1, 1), date(2150, 12, 31))
TERMS = st.sampled_from([TWO_YEARS, GEORGIA, NEBRASKA, MICHIGAN, Term(TermKind.ROLLING, months=6)])


@pytest.mark.parametrize(
    ("term", "issued", "expires"),
    [
        (Term(), date(2026, 3, 15), None),
        (TWO_YEARS, date(2026, 3, 15), date(2028, 3, 15)),
        (TWO_YEARS, date(2024, 2, 29), date(2026, 2, 28)),
        (replace(TWO_YEARS, years=4), date(2024, 2, 29), date(2028, 2, 29)),
        (replace(TWO_YEARS, years=4), date(2096, 2, 29), date(2100, 2, 28)),
        (replace(TWO_YEARS, years=4), date(1996, 2, 29), date(2000, 2, 29)),
        (Term(TermKind.ROLLING, months=6), date(2026, 8, 31), date(2027, 2, 28)),
        (Term(TermKind.ROLLING, years=1, months=6), date(2026, 8, 31), date(2028, 2, 29)),
        (GEORGIA, date(2026, 1, 1), date(2026, 12, 31)),
        (GEORGIA, date(2026, 12, 31), date(2026, 12, 31)),
        (replace(GEORGIA, years=2), date(2026, 5, 5), date(2027, 12, 31)),
        (NEBRASKA, date(2026, 3, 15), date(2027, 9, 1)),
        (NEBRASKA, date(2027, 8, 31), date(2027, 9, 1)),
        (NEBRASKA, date(2027, 9, 1), date(2029, 9, 1)),
        (NEBRASKA, date(2027, 12, 31), date(2029, 9, 1)),
        (replace(NEBRASKA, parity=YearParity.EVEN), date(2026, 9, 2), date(2028, 9, 1)),
        (replace(NEBRASKA, parity=YearParity.ANY), date(2026, 9, 1), date(2027, 9, 1)),
        (Term(TermKind.FIXED_DATE, month=2, day=29), date(2026, 3, 1), date(2027, 2, 28)),
        (Term(TermKind.FIXED_DATE, month=2, day=29), date(2027, 3, 1), date(2028, 2, 29)),
        (MICHIGAN, date(2026, 3, 31), date(2028, 3, 1)),
        (MICHIGAN, date(2026, 3, 1), date(2028, 3, 1)),
        (MICHIGAN, date(2024, 2, 29), date(2026, 2, 1)),
    ],
)
def test_a_certificate_expires_on_the_day_that_its_term_says(term: Term, issued: date, expires: date | None) -> None:
    assert expiry(term, issued) == expires


@given(TERMS, DAYS)
def test_a_certificate_never_expires_before_it_is_issued(term: Term, issued: date) -> None:
    expires = expiry(term, issued)
    assert expires is not None
    assert expires >= issued


@given(TERMS, DAYS, DAYS)
def test_a_later_issue_never_expires_earlier(term: Term, one: date, other: date) -> None:
    first, second = expiry(term, min(one, other)), expiry(term, max(one, other))
    assert first is not None
    assert second is not None
    assert first <= second


@given(DAYS, st.integers(-600, 600))
def test_months_after_a_day_end_in_the_month_so_far_away(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_years_before_a_leap_day_end_on_the_28th() -> None:
    assert years_before(date(2028, 2, 29), 3) == date(2025, 2, 28)


def _certificate(expires: date | None) -> Certificate:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return Certificate("c", "1", "tess", "p", "1", "P", "Tess", now.date(), expires, "", "", "cora", now, "e")


def test_renewal_opens_before_and_closes_after_expiry_as_stated() -> None:
    dates = renewal_dates(_certificate(date(2028, 3, 15)), Renewal(opens_days_before=90, late_days=59))
    assert (dates.opens_on, dates.late_until) == (date(2027, 12, 16), date(2028, 5, 13))


def test_what_a_board_does_not_state_stays_open() -> None:
    dates = renewal_dates(_certificate(date(2028, 3, 15)), Renewal())
    assert (dates.expires_on, dates.opens_on, dates.late_until) == (date(2028, 3, 15), None, None)
    assert renewal_dates(_certificate(None), Renewal(opens_days_before=90)).opens_on is None
